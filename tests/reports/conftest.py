"""Notices to search among."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from majakka.organisations.models import Organisation
from tests.web import factories as make


@pytest.fixture
def notices() -> dict[str, Organisation]:
    """Five notices of two bodies, one under the other, and one of the demo country."""
    state = make.body("state", type="state")
    roads = make.body("roads", under=state)
    health = make.body("health")
    make.notice(
        "1-2025",
        published_on=date(2025, 1, 1),
        buyer=roads,
        stage="awarded",
        cpv="72000000",
        listed_value=Decimal("216000"),
        tenders_due_at=None,
    )
    make.notice(
        "2-2025",
        published_on=date(2025, 12, 31),
        buyer=health,
        stage="open",
        cpv="72212000",
        procedure_type="neg-w-call",
        listed_value=Decimal("100"),
        tenders_due_at=datetime(2026, 12, 1, 10, tzinfo=UTC),
        titles={"fi": "Tietojärjestelmä, Testilän kunta"},
    )
    make.notice(
        "3-2026",
        published_on=date(2026, 1, 1),
        buyer=state,
        buyer_country="SE",
        stage="planned",
        cpv="73100000",
        procedure_type="",
        listed_value=None,
        listed_currency="",
        titles={"fi": "Tutkimus"},
    )
    make.notice(
        "4-2026",
        published_on=date(2026, 6, 1),
        stage="awarded",
        cpv="09000000",
        listed_value=Decimal("216000"),
        listed_currency="NOK",
        tenders_due_at=datetime(2026, 2, 1, tzinfo=UTC),
        titles={"fi": "Sähkö"},
    )
    make.notice("5-2026", published_on=date(2026, 6, 1), is_current=False)
    make.notice("6-2026", is_demo=True, published_on=date(2026, 6, 2), buyer_country="XV")
    return {"state": state, "roads": roads, "health": health}


@pytest.fixture
def calls() -> None:
    """Calls that close later today, earlier, later, and that tell no deadline: one fresh, one old; and an award."""
    for number, published_on, due in (
        ("1-2026", date(2026, 10, 1), datetime(2026, 11, 19, 22, 0, tzinfo=UTC)),  # midnight in Helsinki
        ("2-2026", date(2026, 10, 2), datetime(2026, 11, 19, 21, 59, tzinfo=UTC)),
        ("3-2026", date(2026, 10, 3), datetime(2026, 12, 24, tzinfo=UTC)),
        ("4-2026", date(2026, 9, 21), None),
        ("5-2026", date(2026, 9, 20), None),
    ):
        make.notice(number, stage="open", published_on=published_on, tenders_due_at=due)
    make.notice(
        "6-2026", stage="awarded", published_on=date(2026, 11, 1), listed_value=None, listed_currency=""
    )
