"""Notices over the API: the same rows as everywhere, page by page."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.test import Client

from majakka.api.notice_schemas import NoticeWhole, ReleasePackage
from majakka.api.schemas import ChangePage, NoticePage
from majakka.exports.jsonl import json_lines
from majakka.exports.rows import iter_whole
from majakka.notices.models import Notice
from majakka.notices.records import LotRecord
from majakka.reports.notice_order import ORDERS
from tests.api.factories import small_store
from tests.exports.factories import full_award, record
from tests.notices.factories import award, call

pytestmark = pytest.mark.django_db


def pages(client: Client, address: str) -> list[dict]:
    """Follow `next` to the end."""
    found: list[dict] = []
    seen: set[str] = set()
    following: str | None = address
    while following:
        assert following not in seen
        seen.add(following)
        page = client.get(following).json()
        found.extend(page["items"])
        following = page["next"]
    return found


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_paging_gives_every_notice_once_in_every_order(client: Client, order: str, limit: int) -> None:
    days = [date(2025, 1, 1), date(2025, 1, 1), date(2025, 1, 1), date(2024, 5, 5), date(2025, 1, 2)]
    record(
        *[
            replace(award(seed, value=f"{seed % 3}00"), published_on=day)
            for seed, day in enumerate(days, start=2)
        ]
    )
    found = [item["identifier"] for item in pages(client, f"/api/v1/notices?order={order}&limit={limit}")]
    everything = [item["identifier"] for item in pages(client, f"/api/v1/notices?order={order}&limit=100")]
    assert found == everything
    assert len(found) == len(set(found)) == len(days)


def test_a_notice_that_arrives_meanwhile_moves_no_page(client: Client) -> None:
    record(*[call(seed, published_on=date(2025, 1, seed)) for seed in range(2, 8)])
    first = client.get("/api/v1/notices?limit=3").json()
    record(call(99, published_on=date(2026, 1, 1)))
    second = client.get(first["next"]).json()
    assert [i["published_on"] for i in first["items"] + second["items"]] == [
        f"2025-01-0{d}" for d in (7, 6, 5, 4, 3, 2)
    ]


def test_the_answers_have_the_shapes_that_are_described(client: Client) -> None:
    small_store()
    NoticePage.model_validate_json(client.get("/api/v1/notices").content, strict=False)
    NoticeWhole.model_validate_json(client.get("/api/v1/notices/2-2025").content)
    ReleasePackage.model_validate_json(client.get("/api/v1/notices/2-2025/releases").content)
    ChangePage.model_validate_json(client.get("/api/v1/changes").content)
    told = client.get("/api/v1/notices/2-2025").json()
    described = {field.alias or name for name, field in NoticeWhole.model_fields.items()}
    assert set(told) == described


def test_one_notice_is_the_line_of_the_file(client: Client) -> None:
    small_store()
    (line,) = json_lines(iter_whole(Notice.objects.filter(number="3-2025")))
    assert client.get("/api/v1/notices/3-2025").content + b"\n" == line
    assert client.get("/api/v1/notices/00000003-2025").content + b"\n" == line


def test_list_file_and_count_are_of_the_same_rows(client: Client) -> None:
    small_store()
    query = "stage=awarded&q=latukone&cpv=43"
    page = client.get(f"/api/v1/notices?{query}").json()
    file = client.get(f"/api/v1/notices/export?format=jsonl&{query}")
    lines = [json.loads(line) for line in b"".join(file.streaming_content).splitlines()]
    assert page["total"] == len(page["items"]) == len(lines) == 5
    assert {line["identifier"] for line in lines} == {item["identifier"] for item in page["items"]}


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("year=20266", "year"),
        ("since=1.1.2025", "since"),
        ("since=2025-02-02&until=2025-01-01", "until"),
        ("min_value=abc", "min_value"),
        ("stage=open,done", "stage"),
        ("cursor=made-up", "cursor"),
        ("limit=101", "limit"),
        ("order=random", "order"),
    ],
)
def test_a_bad_parameter_is_a_problem_that_names_it(client: Client, query: str, place: str) -> None:
    response = client.get(f"/api/v1/notices?{query}")
    assert response.status_code == 422
    assert response.headers["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert [error["place"] for error in problem["errors"]] == [place]
    assert problem["detail"]


def test_a_cursor_of_another_order_is_refused(client: Client) -> None:
    small_store()
    following = client.get("/api/v1/notices?limit=1").json()["next"]
    assert client.get(following + "&order=value").status_code == 422


def test_the_number_of_two_different_notices_names_the_choices(client: Client) -> None:
    one, two = full_award(2), replace(full_award(3), publication_number="2-2025")
    record(one, two)
    response = client.get("/api/v1/notices/2-2025")
    assert response.status_code == 409
    assert {error["place"] for error in response.json()["errors"]} == {one.identifier, two.identifier}
    assert client.get(f"/api/v1/notices/{one.identifier}").status_code == 200


def test_an_earlier_version_can_be_asked_for(client: Client) -> None:
    old = full_award(2)
    record(old, replace(old, version=2, titles={"fi": "Korjattu"}))
    assert client.get("/api/v1/notices/2-2025").json()["titles"] == {"fi": "Korjattu"}
    assert client.get("/api/v1/notices/2-2025?version=1").json()["version"] == 1
    assert client.get("/api/v1/notices/2-2025?version=3").status_code == 404


def test_releases_are_of_all_current_notices_of_the_purchase(client: Client) -> None:
    first = call(2, publication_number="2-2025", procedure_key="p-1")
    record(first, award(3, publication_number="3-2025", procedure_key="p-1"), call(4))
    package = client.get("/api/v1/notices/2-2025/releases").json()
    assert [release["tag"] for release in package["releases"]] == [["tender"], ["award", "contract"]]
    assert {release["ocid"] for release in package["releases"]} == {"ocds-majakka-p-1"}


def test_the_feed_of_changes_can_be_replayed_into_the_same_store(client: Client) -> None:
    record(call(2), call(3))
    mirror: dict[tuple[str, int], str] = {}
    cursor = ""

    def follow() -> None:
        nonlocal cursor
        while True:
            page = client.get("/api/v1/changes", {"cursor": cursor, "limit": 1}).json()
            for item in page["items"]:
                mirror[item["identifier"], item["version"]] = item["url"]
            cursor = page["cursor"]
            if page["next"] is None:
                return

    follow()
    record(replace(call(2), version=2), call(4))
    follow()
    assert set(mirror) == set(Notice.objects.values_list("identifier", "version"))
    for (identifier, version), url in mirror.items():
        told = client.get(url).json()
        assert (told["identifier"], told["version"]) == (identifier, version)


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("notices?limit=5", 3),
        ("notices?limit=5&q=latukone&stage=awarded&order=value", 3),
        ("notices/2-2025", 8),
        ("notices/2-2025/releases", 9),
        ("changes", 2),
    ],
)
def test_an_answer_takes_few_queries_however_many_rows(
    client: Client, address: str, most: int, django_assert_max_num_queries
) -> None:
    small_store(12)
    with django_assert_max_num_queries(most):
        assert client.get(f"/api/v1/{address}").status_code == 200


def test_moments_are_in_the_zone_of_their_notice(client: Client) -> None:
    zone = timezone(timedelta(hours=1))
    due = datetime(2025, 7, 1, 12, tzinfo=zone)
    lot = LotRecord(identifier="LOT-0001", tenders_due_at=due, tenders_due_precision="zone")
    sent = datetime(2025, 6, 1, 12, tzinfo=UTC)
    record(call(2, publication_number="2-2025", dispatched_at=sent, lots=(lot,)))
    told = client.get("/api/v1/notices/2-2025").json()
    assert told["dispatched_at"] == "2025-06-01T12:00:00Z"
    assert told["lots"][0]["tenders_due_at"] == "2025-07-01T12:00:00+01:00"
    listed = client.get("/api/v1/notices").json()["items"][0]
    assert (listed["tenders_due_at"], listed["tenders_due_precision"]) == (
        "2025-07-01T12:00:00+01:00",
        "zone",
    )
