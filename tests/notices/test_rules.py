"""Rules of notices without a database."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from majakka.notices.records import ZONE_NOT_GIVEN, LotRecord
from majakka.notices.rules import as_published, is_call_open, last_deadline, published_offset, told_day

NOON = datetime(2024, 8, 29, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "offset"),
    [
        (NOON.replace(tzinfo=timezone(timedelta(hours=3))), 180),
        (NOON.replace(tzinfo=timezone(-timedelta(hours=3, minutes=30))), -210),
        (NOON.replace(tzinfo=ZoneInfo("Europe/Oslo")), 120),
        (NOON.replace(month=12, tzinfo=ZoneInfo("Europe/Oslo")), 60),
        (NOON, 0),
        (NOON.replace(tzinfo=ZONE_NOT_GIVEN), None),
        (None, None),
    ],
)
def test_the_zone_of_a_moment_is_minutes_east_of_utc_or_not_told(
    moment: datetime | None, offset: int | None
) -> None:
    assert published_offset(moment) == offset


@pytest.mark.parametrize(
    ("offset", "published"),
    [
        (180, "2024-08-29T15:00:00+03:00"),
        (60, "2024-08-29T13:00:00+01:00"),
        (-210, "2024-08-29T08:30:00-03:30"),
        (0, "2024-08-29T12:00:00+00:00"),
        (None, "2024-08-29T12:00:00+00:00"),
    ],
)
def test_a_moment_comes_back_in_the_zone_in_which_it_was_published(
    offset: int | None, published: str
) -> None:
    assert as_published(NOON, offset).isoformat() == published
    assert as_published(NOON, offset) == NOON


@pytest.mark.parametrize("minutes", range(-10 * 60, 13 * 60 + 1, 30))
@pytest.mark.parametrize("month", [1, 7])
def test_a_mere_day_is_open_until_its_end_and_told_as_written_in_every_zone(minutes: int, month: int) -> None:
    zone = timezone(timedelta(minutes=minutes))
    written = date(2024, month, 29)
    due_at = datetime.combine(written, time(23, 59, 59), tzinfo=zone).astimezone(UTC)
    assert told_day(due_at, minutes, "day") == written
    assert is_call_open(due_at, precision="day", published_on=written, today=written)
    assert not is_call_open(due_at, precision="day", published_on=written, today=written + timedelta(days=1))


@pytest.mark.parametrize(
    ("precision", "day"),
    [("", date(2024, 8, 30)), ("zone", date(2024, 8, 30)), ("no-zone", date(2024, 8, 29))],
)
def test_a_late_time_is_of_the_finnish_day_unless_the_notice_gives_no_zone(precision: str, day: date) -> None:
    due_at = datetime(2024, 8, 29, 22, 30, tzinfo=UTC)
    assert told_day(due_at, None, precision) == day
    assert is_call_open(due_at, precision=precision, published_on=day, today=day)
    assert not is_call_open(due_at, precision=precision, published_on=day, today=day + timedelta(days=1))


def test_the_latest_deadline_keeps_its_own_precision() -> None:
    early = LotRecord(identifier="1", tenders_due_at=NOON, tenders_due_precision="zone")
    late = LotRecord(identifier="2", tenders_due_at=NOON + timedelta(days=1), tenders_due_precision="day")
    assert last_deadline([late, early, LotRecord(identifier="3")]) == (late.tenders_due_at, "day")
    assert last_deadline([]) == (None, "")


def test_no_moment_has_no_zone() -> None:
    assert as_published(None, 60) is None


def test_a_moment_goes_through_the_store_unchanged_in_every_zone() -> None:
    for minutes in range(-14 * 60, 14 * 60 + 1, 15):
        moment = NOON.replace(tzinfo=timezone(timedelta(minutes=minutes)))
        back = as_published(moment.astimezone(UTC), published_offset(moment))
        assert back.isoformat() == moment.isoformat()
