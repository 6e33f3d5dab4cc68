"""Rules of notices without a database."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from majakka.notices.records import ZONE_NOT_GIVEN
from majakka.notices.rules import as_published, published_offset

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


def test_no_moment_has_no_zone() -> None:
    assert as_published(None, 60) is None


def test_a_moment_goes_through_the_store_unchanged_in_every_zone() -> None:
    for minutes in range(-14 * 60, 14 * 60 + 1, 15):
        moment = NOON.replace(tzinfo=timezone(timedelta(minutes=minutes)))
        back = as_published(moment.astimezone(UTC), published_offset(moment))
        assert back.isoformat() == moment.isoformat()
