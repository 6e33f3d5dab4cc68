"""The rows behind a number on its page: what each row says, the switch, the pages, what is asked of the database."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from majakka.indicators.models import Indicator, Value
from majakka.measures.choices import Basis
from majakka.notices.models import Lot
from tests.measures.factories import make_award, write_awards
from tests.web import factories as make

pytestmark = pytest.mark.django_db
CODE = "innovation-new-to-market"
MOST_QUERIES = 15


def words(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).replace("\u00a0", " ")


@pytest.fixture
def market() -> Indicator:
    return make.indicator(CODE)


def lake_of(settings: Any, *awards: Any) -> None:
    write_awards(Path(settings.LAKE), awards, ancestors=(), years=())


def value_of(market: Indicator, **numbers: Any) -> None:
    fields = {"country": "FI", "year": 2025, "rule_version": "test-1", "measured_at": make.MOMENT}
    Value.objects.create(indicator=market, **fields | numbers)


@pytest.fixture
def three(settings: Any, market: Indicator) -> None:
    """A yes of 100.50 euro, a no whose value is an estimate, a lot without an answer and without a value."""
    notice = make.notice("7-2025")
    Lot.objects.create(notice=notice, identifier="LOT-0001", titles={"fi": "Osa yksi"})
    lake_of(
        settings,
        make_award(1, notice=notice.pk, answers={CODE: True}, value_eur=Decimal("100.50"), organisation=None),
        make_award(2, notice=notice.pk, answers={CODE: False}, value_basis=Basis.ESTIMATED),
        make_award(3, notice=999, value_eur=None),
    )
    value_of(
        market,
        count_yes=1,
        count_unknown=1,
        count_whole=3,
        euro_yes=Decimal("100.50"),
        euro_whole=Decimal("200.50"),
        excluded_count=1,
    )


def test_the_page_adds_the_rows_up_to_the_figure(client: Client, three: None) -> None:
    page = words(client, f"/en/numbers/{CODE}/FI/2025/")
    assert "By count: 1 yes + 1 no + 1 not answered = 3." in page
    assert "By value: EUR 100.50 yes + EUR 100 no + EUR 0 not answered = EUR 200.50." in page
    assert "so in the count only: 1." in page
    assert "newer than the number" not in page


def test_each_row_says_notice_lot_buyer_value_and_answer(client: Client, three: None) -> None:
    response = client.get(f"/en/numbers/{CODE}/FI/2025/")
    first, second, third = response.context["found"].rows
    assert (first.notice, first.lot, first.euro, first.answer) == (
        "7-2025",
        "LOT-0001",
        Decimal("100.50"),
        "yes",
    )
    assert (second.answer, second.is_estimated) == ("no", True)
    assert (third.notice, third.euro, third.answer) == ("", None, "unknown")
    content = response.content.decode()
    assert 'href="/en/notices/7-2025/"' in content
    assert "Osa yksi" in content
    assert "No longer stored" in content
    assert "No usable value" in content


@pytest.mark.parametrize(("answer", "count"), [("yes", 1), ("no", 1), ("unknown", 1), ("maybe", 3)])
def test_the_answer_in_the_address_narrows_the_rows(
    client: Client, three: None, answer: str, count: int
) -> None:
    response = client.get(f"/en/numbers/{CODE}/FI/2025/?answer={answer}")
    assert len(response.context["found"].rows) == count
    assert response.context["found"].whole.count == 3


def test_many_rows_are_shown_page_by_page_and_a_page_too_far_is_the_last(
    client: Client, settings: Any, market: Indicator
) -> None:
    lake_of(settings, *[make_award(n, answers={CODE: True}) for n in range(1, 121)])
    value_of(market, count_yes=120, count_whole=120, euro_yes=12_000, euro_whole=12_000)
    address = f"/en/numbers/{CODE}/FI/2025/"
    lengths = [len(client.get(f"{address}?page={n}").context["found"].rows) for n in (1, 2, 3, 99)]
    assert lengths == [50, 50, 20, 20]
    assert "page=2" in client.get(address).content.decode()


def test_the_number_page_asks_the_database_little(client: Client, settings: Any, market: Indicator) -> None:
    notices = [make.notice(f"{n}-2025") for n in range(1, 41)]
    lake_of(settings, *[make_award(n.pk, notice=n.pk, answers={CODE: True}) for n in notices])
    value_of(market, count_yes=40, count_whole=40, euro_yes=4_000, euro_whole=4_000)
    with CaptureQueriesContext(connection) as queries:
        assert "8-2025" in words(client, f"/en/numbers/{CODE}/FI/2025/")
    assert len(queries) <= MOST_QUERIES


def test_the_number_of_the_demo_country_has_its_rows(
    client: Client, settings: Any, market: Indicator
) -> None:
    lake_of(settings, make_award(1, country="XV", is_demo=True, answers={CODE: True}), make_award(2))
    value_of(market, country="XV", count_yes=1, count_whole=1, euro_yes=100, euro_whole=100)
    assert "By count: 1 yes + 0 no + 0 not answered = 1." in words(client, f"/en/numbers/{CODE}/XV/2025/")


def test_a_mean_has_its_days_and_those_without(client: Client, settings: Any) -> None:
    speed = make.indicator("decision-speed", kind="mean", unit="day", has_euro=False, direction="down")
    lake_of(
        settings,
        make_award(1, deadline=date(2025, 1, 1), decision=date(2025, 1, 31)),
        make_award(2),
    )
    value_of(speed, count_whole=1, excluded_count=1, total=30, median=30)
    page = words(client, "/en/numbers/decision-speed/FI/2025/")
    assert "Rows with a usable number: 1; together they make 30 days." in page
    assert "Left out, because they have none: 1." in page
    assert "newer than the number" not in page
    assert "No usable number" in page


def test_a_number_without_a_dataset_says_so(client: Client, market: Indicator) -> None:
    value_of(market, count_yes=1, count_whole=1)
    assert "cannot be shown before the next measuring" in words(client, f"/en/numbers/{CODE}/FI/2025/")
