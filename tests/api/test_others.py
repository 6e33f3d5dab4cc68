"""Organisations, values, programmes and definitions over the API; what every answer has."""

import csv
import io
import json

import pytest
from django.core.cache import cache
from django.test import Client

from majakka.api.schemas import (
    DefinitionList,
    IndicatorList,
    OrganisationPage,
    OrganisationWhole,
    Programme,
    ProgrammeList,
    ValuePage,
)
from majakka.organisations.models import Organisation
from majakka.strategy.models import Programme as ProgrammeRow
from tests.api.factories import small_store

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "shape"),
    [
        ("organisations", OrganisationPage),
        ("organisations/testila", OrganisationWhole),
        ("indicators", IndicatorList),
        ("values", ValuePage),
        ("programmes", ProgrammeList),
        ("programmes/kansallinen", Programme),
        ("definitions", DefinitionList),
    ],
)
def test_the_answers_have_the_shapes_that_are_described(client: Client, address: str, shape: type) -> None:
    small_store()
    told = shape.model_validate_json(client.get(f"/api/v1/{address}").content)
    assert getattr(told, "items", [told])


def test_an_organisation_tells_its_place_in_the_tree(client: Client) -> None:
    small_store()
    city = client.get("/api/v1/organisations/testila").json()
    assert [body["code"] for body in city["path"]] == ["fi-state"]
    assert city["names"] == {"fi": "Testilän kunta", "sv": "Testby"}
    state = client.get("/api/v1/organisations/fi-state").json()
    assert [body["code"] for body in state["children"]] == ["testila"]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("q=testby", ["testila"]),
        ("q=0245442-8", ["testila"]),
        ("type=state", ["fi-state"]),
        ("country=se", []),
    ],
)
def test_organisations_are_found_by_name_identifier_type_and_country(
    client: Client, query: str, codes: list[str]
) -> None:
    small_store()
    assert [body["code"] for body in client.get(f"/api/v1/organisations?{query}").json()["items"]] == codes


def test_organisations_come_page_by_page(client: Client) -> None:
    for number in range(7):
        Organisation.objects.create(code=f"o{number}", name_fi=f"O {number}", type="agency")
    first = client.get("/api/v1/organisations?limit=4").json()
    second = client.get(first["next"]).json()
    assert [body["code"] for body in first["items"] + second["items"]] == [
        f"o{number}" for number in range(7)
    ]
    assert second["next"] is None


def test_a_share_comes_with_numerator_denominator_interval_and_coverage(client: Client) -> None:
    small_store()
    (value,) = client.get("/api/v1/values?organisation=testila&year=2025").json()["items"]
    assert value["count"] == {
        "numerator": 1,
        "unknown": 2,
        "denominator": 7,
        "low": 0.1428571429,
        "value": 0.2,
        "high": 0.4285714286,
        "coverage": 0.7142857143,
    }
    assert value["euro"]["numerator"] == 100.5
    assert value["rule_version"] == "1"


def test_values_are_the_same_in_list_csv_and_json(client: Client) -> None:
    small_store()
    listed = client.get("/api/v1/values?country=FI").json()["items"]
    as_json = json.loads(
        b"".join(client.get("/api/v1/values/export?format=json&country=FI").streaming_content)
    )
    as_csv = b"".join(client.get("/api/v1/values/export?format=csv&country=FI").streaming_content)
    rows = list(csv.DictReader(io.StringIO(as_csv.decode("utf-8-sig"), newline="")))
    assert as_json == listed
    assert [row["count_numerator"] for row in rows] == ["1", "1"]
    assert [row["year"] for row in rows] == ["2024", "2025"]
    assert rows[0]["euro_low"] == "0.335"


def test_all_real_countries_together_are_asked_for_by_an_empty_country(client: Client) -> None:
    small_store()
    assert [v["country"] for v in client.get("/api/v1/values?country=").json()["items"]] == ["", ""]
    assert len(client.get("/api/v1/values").json()["items"]) == 6


def test_a_goal_has_its_dated_series_of_targets(client: Client) -> None:
    small_store()
    (goal,) = client.get("/api/v1/programmes/kansallinen").json()["goals"]
    assert goal["indicator"] == "innovation-declared"
    assert goal["targets"][0]["value"] == 0.05


def test_a_draft_is_nobodys_business(client: Client) -> None:
    small_store()
    ProgrammeRow.objects.update(state="draft")
    assert client.get("/api/v1/programmes").json()["items"] == []
    assert client.get("/api/v1/programmes/kansallinen").status_code == 404


@pytest.mark.parametrize(
    "address", ["organisations/none", "programmes/none", "notices/none", "nothing", "notices/a/b/c"]
)
def test_what_is_not_there_is_a_problem_with_a_remedy(client: Client, address: str) -> None:
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"
    assert len(response.json()["detail"]) > 20


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_api_only_reads(client: Client, method: str) -> None:
    response = getattr(client, method)("/api/v1/notices")
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert response.headers["Content-Type"] == "application/problem+json"


def test_every_site_may_read_but_without_the_readers_cookies(client: Client) -> None:
    response = client.get("/api/v1/indicators", headers={"origin": "https://example.org"})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response.headers
    asked = client.options("/api/v1/notices", headers={"origin": "https://example.org"})
    assert asked.status_code == 204
    assert "If-None-Match" in asked.headers["Access-Control-Allow-Headers"]


def test_pages_for_people_are_not_open_to_other_sites(client: Client) -> None:
    assert "Access-Control-Allow-Origin" not in client.get("/fi/account/login/").headers


def test_what_has_not_changed_is_not_sent_again(client: Client) -> None:
    small_store()
    first = client.get("/api/v1/notices/2-2025")
    assert first.headers["Last-Modified"]
    again = client.get("/api/v1/notices/2-2025", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert (
        client.get("/api/v1/notices/3-2025", headers={"if-none-match": first.headers["ETag"]}).status_code
        == 200
    )


def test_the_limit_is_published_and_kept(client: Client, settings) -> None:
    settings.API_RATE = 3
    cache.clear()
    answers = [client.get("/api/v1/indicators", REMOTE_ADDR="10.9.9.9") for _ in range(4)]
    assert [answer.headers["RateLimit-Limit"] for answer in answers] == ["3"] * 4
    assert [answer.headers["RateLimit-Remaining"] for answer in answers] == ["2", "1", "0", "0"]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert 0 < int(answers[3].headers["Retry-After"]) <= 60
    assert answers[3].headers["Content-Type"] == "application/problem+json"
    assert client.get("/api/v1/indicators", REMOTE_ADDR="10.9.9.8").status_code == 200


def test_the_asker_cannot_choose_an_address_to_be_counted_by(client: Client, settings) -> None:
    settings.API_RATE = 2
    cache.clear()
    answers = [
        client.get(
            "/api/v1/indicators", REMOTE_ADDR="10.9.9.7", headers={"x-forwarded-for": f"1.2.3.{number}"}
        )
        for number in range(3)
    ]
    assert answers[-1].status_code == 429


def test_a_fault_of_ours_is_a_problem_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("majakka.api.v1.values.indicators", broken)
    client.raise_request_exception = False
    response = client.get("/api/v1/indicators")
    assert response.status_code == 500
    assert response.headers["Content-Type"] == "application/problem+json"
    assert "secret detail" not in response.content.decode()


def test_nobody_gets_a_session_from_the_api(client: Client) -> None:
    small_store()
    response = client.get("/api/v1/notices")
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("values?indicator=nope", "indicator"),
        ("values?organisation=nope", "organisation"),
        ("values?country=zz", "country"),
        ("values?cpv_division=zz", "cpv_division"),
        ("values?year=99999", "year"),
        ("values/export?format=csv&indicator=nope", "indicator"),
        ("notices?answer=yes", "answer"),
        ("notices?definition=nope", "definition"),
        ("notices?organisation=nope", "organisation"),
        ("notices?procedure=nope", "procedure"),
        ("notices/export?format=csv&currency=nope", "currency"),
    ],
)
def test_a_filter_that_names_what_does_not_exist_is_a_problem_and_not_an_empty_list(
    client: Client, address: str, named: str
) -> None:
    small_store()
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 422
    assert response.headers["Content-Type"] == "application/problem+json"
    assert named in response.content.decode()
