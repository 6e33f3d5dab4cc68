"""What the stored notices hand to measuring."""

from datetime import UTC, date, datetime

import pytest

from majakka.notices.award_queries import award_batches
from tests.web import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("precision", "day"), [("zone", 2), ("", 2), ("no-zone", 1), ("day", 1)])
def test_the_day_of_a_deadline_is_finnish_unless_the_notice_gives_a_mere_day_or_no_zone(
    precision: str, day: int
) -> None:
    """Half to midnight in Oslo is the next day in Helsinki."""
    notice = make.notice("1-2026")
    offset = None if precision == "no-zone" else 60
    due = datetime(2026, 2, 1, 22, 30, tzinfo=UTC)
    lot = make.lot(notice)
    type(lot).objects.update(tenders_due_at=due, tenders_due_offset=offset, tenders_due_precision=precision)
    told = [
        facts.tenders_due_on
        for batch in award_batches()
        for procedure in batch
        for one in procedure.notices
        for facts in one.lots
    ]
    assert told == [date(2026, 2, day)]
