"""What can go wrong with bodies and their tree."""

from datetime import date

from majakka.base.errors import MajakkaError


class OrganisationError(MajakkaError):
    """A change to the bodies or their tree cannot be made."""


class CycleError(OrganisationError):
    """A body would come under itself."""

    def __init__(self, member: str, parent: str, on: date | None) -> None:
        since = f" from {on.isoformat()}" if on else ""
        super().__init__(
            f"{member} cannot belong to {parent}{since}: {parent} is itself under {member}. "
            f"Move {parent} elsewhere first."
        )


class LaterChangeError(OrganisationError):
    """The tree already has a change after the day."""

    def __init__(self, member: str, on: date | None, later: date) -> None:
        since = on.isoformat() if on else "the beginning"
        super().__init__(
            f"{member} already moves on {later.isoformat()}, which is after {since}. "
            "Remove that change first, or choose a later day."
        )


class MergeError(OrganisationError):
    """Two bodies cannot be merged as asked."""
