"""One notice as JSON carries every field of the record."""

import json
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

import pytest

from majakka.exports.jsonl import json_lines, notice_object
from majakka.exports.rows import iter_whole, with_details
from majakka.notices.models import Notice
from majakka.notices.records import (
    ContractRecord,
    CriterionRecord,
    LotRecord,
    LotResultRecord,
    NoticeRecord,
    PartyRecord,
    TenderRecord,
)
from tests.exports.factories import full_award, record
from tests.notices.factories import call

pytestmark = pytest.mark.django_db

# Fields of a record that the store does not keep
NOT_KEPT = {"ContractRecord": {"is_framework"}}


def exported(one: NoticeRecord) -> dict[str, Any]:
    (notice,) = record(one)
    whole = with_details(Notice.objects.filter(pk=notice.pk)).get()
    return json.loads(b"".join(json_lines([whole])), parse_float=Decimal)


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        (NoticeRecord, ()),
        (PartyRecord, ("parties", 0)),
        (LotRecord, ("lots", 0)),
        (CriterionRecord, ("lots", 0, "criteria", 0)),
        (LotResultRecord, ("results", 0)),
        (TenderRecord, ("tenders", 0)),
        (ContractRecord, ("contracts", 0)),
    ],
)
def test_every_field_of_the_record_is_there_under_its_name(kind: type, path: tuple[Any, ...]) -> None:
    part: Any = exported(full_award())
    for step in path:
        part = part[step]
    expected = {field.name for field in fields(kind)} - NOT_KEPT.get(kind.__name__, set())
    assert expected - set(part) == set()


def test_values_come_out_as_they_went_in() -> None:
    told = exported(full_award())
    assert told["titles"] == {
        "en": "Track machine",
        "fi": "Latukoneen hankinta",
        "sv": "Anskaffning av spårmaskin",
    }
    assert told["total_value"] == {"amount": Decimal("10000.5"), "currency": "EUR"}
    lot = told["lots"][0]
    assert lot["strategic"] == ["inn-pur", "env-imp"]
    assert lot["criteria"][0]["weight"] == 60
    assert lot["statistics"] == {"howManyOpportunitiesIsEstimated": 3, "solutionNewToMarketOrIndustry": True}
    assert lot["tenders_due_at"] == "2025-04-01T09:00:00Z"
    assert told["results"][0]["submissions"] == [
        {"kind": "tenders", "count": 3},
        {"kind": "t-sme", "count": 2},
    ]
    assert told["results"][0]["tenders"] == ["TEN-0001"]
    assert told["contracts"][0]["tenders"] == ["TEN-0001"]


def test_what_the_notice_does_not_say_is_null_or_empty_never_no() -> None:
    lot = exported(call())["lots"][0]
    assert lot["sme_suitable"] is None
    assert lot["strategic"] == []
    assert lot["estimated_value"] is None


def test_languages_stand_in_alphabetical_order_and_digits_are_exact() -> None:
    (notice,) = record(full_award())
    line = b"".join(json_lines(iter_whole(Notice.objects.all()))).decode()
    assert line.index('"en":"Track') < line.index('"fi":"Latukoneen') < line.index('"sv":"Anskaffning')
    assert '"amount":10000.5,' in line
    assert "10000.50" not in line
    assert notice.number in line


def test_versions_of_a_notice_are_two_lines() -> None:
    old = full_award()
    record(old, replace(old, version=2, total_value=None))
    lines = [json.loads(line) for line in json_lines(iter_whole(Notice.objects.all()))]
    assert [(line["version"], line["is_current"]) for line in lines] == [(1, False), (2, True)]


def test_a_notice_without_details_reads_as_empty_lists() -> None:
    (notice,) = record(call(lots=(), parties=()))
    told = notice_object(with_details(Notice.objects.filter(pk=notice.pk)).get())
    assert (told["lots"], told["parties"], told["contracts"]) == ([], [], [])
