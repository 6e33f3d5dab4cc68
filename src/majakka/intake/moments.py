"""A moment as a notice gives it, with how much of it the notice gives."""

from datetime import date, datetime, time, tzinfo
from typing import NamedTuple

from majakka.notices.choices import Precision
from majakka.notices.records import ZONE_NOT_GIVEN

END_OF_DAY = time(23, 59, 59)
"""A deadline without a time is the end of its day."""


class Moment(NamedTuple):
    """`at` is aware and in the zone of the notice; None and "" where the notice gives nothing."""

    at: datetime | None = None
    precision: str = ""


def clock_moment(day: date, clock: time, zone: tzinfo | None) -> Moment:
    """A day with a time; None for a zone that is not told."""
    precision = Precision.NO_ZONE if zone is None else Precision.ZONE
    return Moment(datetime.combine(day, clock, tzinfo=zone or ZONE_NOT_GIVEN), precision.value)


def day_moment(day: date, stand_in: time, zone: tzinfo | None) -> Moment:
    """A day alone, kept as the moment at which it begins or ends in the zone where it is counted."""
    return Moment(datetime.combine(day, stand_in, tzinfo=zone or ZONE_NOT_GIVEN), Precision.DAY.value)
