"""What can go wrong with indicators."""

from majakka.base.errors import MajakkaError


class UnknownIndicatorError(MajakkaError):
    """A value came for an indicator that is not there."""

    def __init__(self, code: str) -> None:
        super().__init__(f"There is no indicator “{code}”. Run `majakka migrate` to load the shipped ones.")
        self.code = code
