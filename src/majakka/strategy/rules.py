"""Pure decisions about goals: was the target met, how far has it come. No clock, no database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeVar

from majakka.base.share import Share, Verdict


class DatedLevel(Protocol):
    """A target: a level in force from a day."""

    starts_on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a goal has come on a day. Fractions of one; None where it cannot be said.

    `attained`: the part of the way from baseline to target that is behind, kept between 0 and 1.
    `expected`: the part of the time between baseline and due day that is behind, kept between 0 and 1.
    `missing`: what the value still lacks of the target, in the unit of the value; 0 once it is reached.
    `days_left`: to the due day; negative when it has passed.
    """

    attained: Decimal | None
    expected: Decimal | None
    missing: Decimal | None
    days_left: int | None

    @property
    def is_on_course(self) -> bool | None:
        """Whether the way behind is at least the time behind; None where either is not known."""
        if self.attained is None or self.expected is None:
            return None
        return self.attained >= self.expected


def verdict(share: Share | None, *, target: Decimal | None) -> Verdict:
    """Met if low >= target, not met if high < target, else (or without a share or target) cannot tell."""
    if share is None or target is None:
        return Verdict.CANNOT_TELL
    return share.verdict(target)


Level = TypeVar("Level", bound=DatedLevel)


def target_in_year(targets: Iterable[Level], *, year: int) -> Level | None:
    """The target that a year's share is held against: the one in force when the year ended."""
    set_by_then = [target for target in targets if target.starts_on <= date(year, 12, 31)]
    return max(set_by_then, key=lambda target: target.starts_on, default=None)


def progress(
    *,
    baseline: Decimal | None,
    baseline_on: date | None,
    target: Decimal,
    due_on: date | None,
    value: Decimal | None,
    today: date,
) -> Progress:
    """The way from `baseline` to `target` that `value` has come, beside the time that has gone.

    Works in both directions: a target below its baseline is a level to come down to. Without a baseline the
    way starts from zero. A target equal to its baseline is attained while the value is not worse than it
    (not below it).
    """
    start = baseline if baseline is not None else Decimal(0)
    return Progress(
        attained=None if value is None else _attained(start, target, value),
        expected=_expected(baseline_on, due_on, today),
        missing=None if value is None else _missing(start, target, value),
        days_left=None if due_on is None else (due_on - today).days,
    )


def _attained(start: Decimal, target: Decimal, value: Decimal) -> Decimal:
    if target == start:
        return Decimal(1) if value >= target else Decimal(0)
    return _clamped((value - start) / (target - start))


def _missing(start: Decimal, target: Decimal, value: Decimal) -> Decimal:
    gap = value - target if target < start else target - value
    return max(gap, Decimal(0))


def _expected(baseline_on: date | None, due_on: date | None, today: date) -> Decimal | None:
    if baseline_on is None or due_on is None or due_on <= baseline_on:
        return None
    return _clamped(Decimal((today - baseline_on).days) / Decimal((due_on - baseline_on).days))


def _clamped(part: Decimal) -> Decimal:
    return min(max(part, Decimal(0)), Decimal(1))
