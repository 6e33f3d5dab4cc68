"""What can go wrong in the lake."""

from majakka.base.errors import MajakkaError


class NoSnapshotError(MajakkaError):
    """A dataset was asked for before it was ever written."""

    def __init__(self, dataset: str) -> None:
        super().__init__(
            f"The dataset “{dataset}” has not been written yet. Run `majakka measure` to make it."
        )


class UnknownEngineError(MajakkaError):
    """MAJAKKA_ENGINE names no engine that is known or installed."""
