"""Who is above whom on a day."""

from collections.abc import Iterable, Mapping
from datetime import date

Membership = tuple[int, int, date | None, date | None]
"""Member, parent, first day (None: since always), first day on which it no longer holds (None: still)."""


def parents_on(memberships: Iterable[Membership], on: date) -> dict[int, int]:
    """The parent of each member on the day."""
    return {member: parent for member, parent, starts, ends in memberships if holds_on(starts, ends, on)}


def holds_on(starts_on: date | None, ends_on: date | None, on: date) -> bool:
    """Whether a period, its end exclusive and open where None, holds on the day."""
    return (starts_on is None or starts_on <= on) and (ends_on is None or ends_on > on)


def path_upwards(member: int, parents: Mapping[int, int]) -> list[int]:
    """The member, its parent, and so on up to the root. A ring in faulty data is walked once."""
    path = [member]
    while (parent := parents.get(path[-1])) is not None and parent not in path:
        path.append(parent)
    return path


def makes_ring(member: int, parent: int, memberships: Iterable[Membership], *, since: date | None) -> bool:
    """Whether `member` under `parent` from a day on would put a body under itself on any day from then on."""
    others = [row for row in memberships if row[0] != member]
    changes = {day for row in others for day in row[2:] if day and (since is None or day > since)}
    days = changes | {since or date.min}
    return any(member in path_upwards(parent, parents_on(others, day)) for day in days)
