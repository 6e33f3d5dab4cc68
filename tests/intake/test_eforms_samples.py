"""Our own small notices, each with the record that it must give, written out."""

import dataclasses
import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from majakka.base.money import Money
from majakka.intake.answers import parse_answers
from majakka.intake.eforms.read import read_eforms
from majakka.notices.records import NoticeRecord

SAMPLES = Path(__file__).parents[1] / "samples" / "eforms"


def read_sample(name: str) -> NoticeRecord:
    answers = SAMPLES / f"{name}.statistics.json"
    return read_eforms(
        (SAMPLES / f"{name}.xml").read_bytes(),
        statistics=parse_answers(answers.read_bytes()) if answers.exists() else None,
    )


def plain(value: Any) -> Any:
    """A record as JSON tells it, without what is empty."""
    if isinstance(value, Money):
        return str(value)
    if dataclasses.is_dataclass(value):
        pairs = ((field.name, getattr(value, field.name)) for field in dataclasses.fields(value))
        return {name: plain(each) for name, each in pairs if each not in (None, "", (), {})}
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if isinstance(value, bool | int):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)


@pytest.mark.parametrize("name", ["call", "award", "plan"])
def test_a_sample_gives_its_expected_record(name: str) -> None:
    expected = json.loads((SAMPLES / f"{name}.expected.json").read_text(encoding="utf-8"))
    assert plain(read_sample(name)) == expected


def test_amounts_are_exact_decimals() -> None:
    award = read_sample("award")
    assert award.total_value == Money(Decimal("180000.25"), "EUR")
    assert award.tenders[0].value == Money(Decimal("150000.25"), "EUR")


def test_a_moment_keeps_the_zone_it_was_given_in() -> None:
    call, plan = read_sample("call"), read_sample("plan")
    assert call.dispatched_at is not None
    assert call.dispatched_at.utcoffset() == timedelta(hours=2)
    assert plan.dispatched_at == datetime(2026, 1, 2, tzinfo=UTC)


def test_a_touchpoint_is_a_department_and_not_an_organisation() -> None:
    call = read_sample("call")
    assert [party.key for party in call.parties] == ["ORG-0001", "ORG-0002", "ORG-0003", "ORG-0004"]
    assert "buyer" in call.parties[0].roles, "the buyer was named by its touchpoint"


def test_only_the_flagged_buyer_of_several_leads() -> None:
    assert [party.is_lead for party in read_sample("call").parties] == [True, False, False, False]


def test_winners_are_found_along_the_references_with_the_leader_first() -> None:
    award = read_sample("award")
    assert award.tenders[0].tenderers == ("ORG-0003", "ORG-0002")
    assert award.tenders[0].subcontractors == ("ORG-0004",)
    winners = {party.key for party in award.parties if "winner" in party.roles}
    assert winners == {"ORG-0002", "ORG-0003", "ORG-0006"}


def test_a_tender_of_a_lot_that_closed_without_winner_lost() -> None:
    assert [tender.is_winner for tender in read_sample("award").tenders] == [True, False, True]


def test_a_withheld_field_is_unknown_whatever_stands_in_its_place() -> None:
    award = read_sample("award")
    assert award.tenders[2].value is None, "the sender's copy holds 30 000"
    assert award.results[2].submissions == (), "the published copy holds -1"


def test_a_withheld_field_is_told_from_its_day_on() -> None:
    data = (SAMPLES / "award.xml").read_bytes()
    data = data.replace(b"<efbc:PublicationDate>2026-06-05", b"<efbc:PublicationDate>2031-06-05")
    later = read_eforms(data.replace(b"-1</efbc", b"4</efbc"))
    assert later.tenders[2].value == Money(Decimal(30000), "EUR")
    assert later.results[2].submissions == (("tenders", 4),)


@pytest.mark.parametrize("word", ["unpublished", "\n unpublished \n"])
def test_the_word_for_a_withheld_value_is_no_value(word: str) -> None:
    data = (SAMPLES / "award.xml").read_text(encoding="utf-8").replace("Sopimus mittauksesta", word)
    assert read_eforms(data.encode()).contracts[0].titles == {}


def test_reading_twice_gives_the_same_record() -> None:
    assert read_sample("award") == read_sample("award")
