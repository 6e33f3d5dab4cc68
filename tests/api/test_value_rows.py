"""The rows behind a value in the API and as a file."""

import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from majakka.measures.choices import Basis
from majakka.organisations.models import Organisation
from tests.api.factories import small_store
from tests.measures.factories import make_award, write_awards

pytestmark = pytest.mark.django_db
CODE = "innovation-declared"
ADDRESS = f"/api/v1/values/rows?indicator={CODE}&year=2025"


@pytest.fixture
def city(settings: Any) -> Organisation:
    """Five lots of a city in the lake: two yes, one no, two without an answer; one has no value."""
    small_store(1)
    city = Organisation.objects.get(code="testila")
    state = Organisation.objects.get(code="fi-state")
    answers = ({CODE: True}, {CODE: True}, {CODE: False}, {}, {})
    awards = [
        make_award(n, organisation=city.pk, answers=given, value_eur=None if n == 5 else Decimal("10.25"))
        for n, given in enumerate(answers, start=1)
    ]
    elsewhere = make_award(9, organisation=None, country="SE", value_basis=Basis.ESTIMATED, division="45")
    tree = ((city.pk, city.pk), (city.pk, state.pk))
    write_awards(Path(settings.LAKE), [*awards, elsewhere], ancestors=tree)
    return city


def got(client: Client, address: str, status: int = 200) -> Any:
    response = client.get(address)
    assert response.status_code == status, response.content
    return json.loads(response.content, parse_float=Decimal)


def test_sums_stand_beside_the_rows_whatever_answer_is_asked_for(client: Client, city: Organisation) -> None:
    told = got(client, f"{ADDRESS}&organisation=testila&answer=yes")
    assert (told["total"], len(told["items"]), told["next"]) == (2, 2, None)
    assert {item["answer"] for item in told["items"]} == {"yes"}
    assert told["sums"]["whole"] == {
        "count": 5,
        "euro": 41,
        "without_euro": 1,
        "estimated": 0,
        "days": 0,
    }
    assert told["sums"]["yes"]["euro"] == Decimal("20.5")
    assert told["items"][0]["organisation"] == "testila"


@pytest.mark.parametrize(
    ("scope", "count"),
    [
        ("&organisation=fi-state", 5),
        ("&country=se", 1),
        ("", 6),
        ("&cpv_division=45", 1),
        ("&country=FI&cpv_division=45", 0),
    ],
)
def test_the_scope_is_that_of_a_value(client: Client, city: Organisation, scope: str, count: int) -> None:
    assert got(client, ADDRESS + scope)["total"] == count


def test_pages_follow_each_other_to_the_end(client: Client, city: Organisation) -> None:
    address, seen = f"{ADDRESS}&limit=4", []
    while address:
        page = got(client, address)
        seen.extend(item["answer"] for item in page["items"])
        address = page["next"]
    assert seen == ["yes", "yes", "no", "unknown", "unknown", "unknown"]


def test_the_file_has_all_rows(client: Client, city: Organisation) -> None:
    response = client.get(f"/api/v1/values/rows/export?indicator={CODE}&year=2025&country=FI&language=en")
    assert response.status_code == 200
    assert f"rows-{CODE}-2025.csv" in response["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(b"".join(response).decode("utf-8-sig"))))
    assert [row["answer"] for row in rows] == ["yes", "yes", "no", "unknown", "unknown"]
    assert sum(Decimal(row["euro"]) for row in rows if row["euro"]) == 41


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("indicator=nothing&year=2025", 404),
        (f"indicator={CODE}&year=2025&organisation=nobody", 404),
        (f"indicator={CODE}", 422),
        (f"indicator={CODE}&year=2025&organisation=testila&country=FI", 422),
        (f"indicator={CODE}&year=2025&answer=maybe", 422),
        (f"indicator={CODE}&year=2025&cursor=x", 422),
    ],
)
def test_what_cannot_be_answered_is_told(client: Client, city: Organisation, query: str, status: int) -> None:
    got(client, f"/api/v1/values/rows?{query}", status)
    if "cursor" not in query:
        got(client, f"/api/v1/values/rows/export?{query}", status)


def test_before_the_first_measuring_there_is_nothing(client: Client) -> None:
    small_store(1)
    response = client.get(ADDRESS, headers={"accept-language": "en"})
    assert response.status_code == 404
    assert response.json()["detail"] == "Nothing has been measured yet."
