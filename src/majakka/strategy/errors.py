"""What can go wrong with programmes and goals."""

from majakka.base.errors import MajakkaError


class MissingGroundError(MajakkaError):
    """A shipped programme names an organisation or an indicator that is not there."""
