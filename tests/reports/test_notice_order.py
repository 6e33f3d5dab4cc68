"""Orders of notices: whole, so that pages neither repeat nor skip, and continued after any row."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from majakka.organisations.models import Organisation
from majakka.reports.notice_order import ORDERS, after_place, place_of
from majakka.reports.notice_search import NoticeSearch, search_notices
from tests.reports.factories import TODAY, found
from tests.web import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("order", "numbers"),
    [
        ("newest", ["4-2026", "3-2026", "2-2025", "1-2025"]),
        ("oldest", ["1-2025", "2-2025", "3-2026", "4-2026"]),
        ("number", ["1-2025", "2-2025", "3-2026", "4-2026"]),
        # euro, then kroner, then without an amount
        ("value", ["1-2025", "2-2025", "4-2026", "3-2026"]),
        # the one open call, then the rest as by default
        ("deadline", ["2-2025", "4-2026", "3-2026", "1-2025"]),
    ],
)
def test_each_order_lists_the_same_notices_in_its_own_way(
    notices: dict[str, Organisation], order: str, numbers: list[str]
) -> None:
    assert found(order=order) == numbers


@pytest.mark.parametrize("order", sorted(ORDERS))
def test_the_order_is_whole_so_that_pages_neither_repeat_nor_skip(order: str) -> None:
    due = datetime(2026, 12, 1, tzinfo=UTC)
    for number in range(1, 8):
        make.notice(f"{number}-2026", tenders_due_at=due)
    rows = search_notices(NoticeSearch(order=order), today=TODAY)
    paged = [notice.pk for start in range(0, 7, 2) for notice in rows[start : start + 2]]
    assert len(set(paged)) == 7


def test_the_order_of_deadlines_begins_with_what_is_still_open(calls: None) -> None:
    assert found(order="deadline") == ["1-2026", "3-2026", "6-2026", "2-2026", "4-2026", "5-2026"]


@pytest.mark.parametrize("order", sorted(ORDERS))
def test_going_on_after_any_row_gives_the_rest(calls: None, order: str) -> None:
    make.notice("7-2026", listed_value=Decimal(5), listed_currency="NOK")
    make.notice("8-2026", listed_value=Decimal(7), listed_currency="NOK")
    rows = search_notices(NoticeSearch(order=order), today=TODAY)
    everything = list(rows)
    assert len(everything) == 8
    for position, row in enumerate(everything):
        place = [one if one is None or isinstance(one, int) else str(one) for one in place_of(row, order)]
        assert list(after_place(rows, order, place)) == everything[position + 1 :]
