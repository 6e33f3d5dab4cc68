"""A share: never a bare per cent, always numerator, denominator, interval and coverage."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Answer(StrEnum):
    """The state of a question about a lot. An empty field is unknown, never no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """Outcome of a target test."""

    MET = "met"
    NOT_MET = "not_met"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Share:
    """Yes and unknown parts of a whole, in one unit (count or euro).

    `yes` + `unknown` <= `whole`; the rest is no. `low` counts unknown as no, `high` counts it as yes,
    `value` is the share among those that are known: yes / (whole - unknown).
    All are fractions of one; None where the denominator is zero.
    """

    yes: Decimal
    unknown: Decimal
    whole: Decimal

    def __post_init__(self) -> None:
        if self.yes < 0 or self.unknown < 0 or self.yes + self.unknown > self.whole:
            raise ValueError(f"not a share: yes={self.yes} unknown={self.unknown} whole={self.whole}")

    @property
    def known(self) -> Decimal:
        return self.whole - self.unknown

    @property
    def value(self) -> Decimal | None:
        return self.yes / self.known if self.known else None

    @property
    def low(self) -> Decimal | None:
        return self.yes / self.whole if self.whole else None

    @property
    def high(self) -> Decimal | None:
        return (self.yes + self.unknown) / self.whole if self.whole else None

    @property
    def coverage(self) -> Decimal | None:
        return self.known / self.whole if self.whole else None

    def __add__(self, other: "Share") -> "Share":
        """Shares roll up from numerators and denominators, never from per cents."""
        return Share(self.yes + other.yes, self.unknown + other.unknown, self.whole + other.whole)

    def verdict(self, target: Decimal) -> Verdict:
        """Three outcomes: met if low >= target, not met if high < target, else cannot tell."""
        if self.low is None or self.high is None:
            return Verdict.CANNOT_TELL
        if self.low >= target:
            return Verdict.MET
        if self.high < target:
            return Verdict.NOT_MET
        return Verdict.CANNOT_TELL
