"""Factories: notices as facts, and a lake made of given awards."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from majakka.base.money import Money
from majakka.lake.engine import open_tables
from majakka.lake.store import write_snapshot
from majakka.measures.awards import LotAward, lot_awards
from majakka.measures.catalogue import MEASURES
from majakka.measures.choices import Basis
from majakka.measures.datasets import DATASET, SCHEMAS, add_awards
from majakka.measures.values import Numbers
from majakka.notices.award_records import (
    LotFacts,
    NoticeFacts,
    ProcedureFacts,
    ResultFacts,
    TenderFacts,
    WinnerFacts,
)

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def euro(amount) -> Money:
    return Money(Decimal(str(amount)), "EUR")


def make_lot(pk=1, identifier="LOT-0001", **facts) -> LotFacts:
    return LotFacts(pk=pk, identifier=identifier, **facts)


def make_result(pk=1, lot="LOT-0001", outcome="selec-w", **facts) -> ResultFacts:
    return ResultFacts(pk=pk, key=f"RES-{pk:04}", lot=lot, outcome=outcome, **facts)


def make_tender(value=None, result=1, **facts) -> TenderFacts:
    facts = {"key": "TEN-0001", "is_winner": True} | facts
    return TenderFacts(result=result, value=None if value is None else euro(value), **facts)


def make_notice(pk=1, **facts) -> NoticeFacts:
    """An award notice with one lot, won, unless the facts say otherwise."""
    facts = {
        "identifier": f"notice-{pk:03}",
        "published_on": date(2025, 3, 1),
        "buyer": 7,
        "buyer_country": "FI",
        "cpv": "72000000",
        "lots": (make_lot(),),
        "results": (make_result(),),
    } | facts
    return NoticeFacts(pk=pk, **facts)


def make_procedure(*notices) -> ProcedureFacts:
    return ProcedureFacts(pk=1, key="procedure-1", notices=notices)


def awards_of(*notices, answers=None) -> list[LotAward]:
    return lot_awards(make_procedure(*notices), answers=answers or {})


def only_award(*notices, answers=None) -> LotAward:
    (award,) = awards_of(*notices, answers=answers)
    return award


def make_award(number=1, **facts) -> LotAward:
    """A won lot of a Finnish buyer, worth 100 euro, unless the facts say otherwise."""
    facts = {
        "procedure": number,
        "lot": "LOT-0001",
        "occasion": 1,
        "notice": number,
        "organisation": 10,
        "country": "FI",
        "is_demo": False,
        "year": 2025,
        "division": "72",
        "nature": "services",
        "procedure_type": "open",
        "is_framework": False,
        "outcome": "selec-w",
        "value_eur": Decimal(100),
        "value_basis": Basis.AWARDED,
        "tender_count": None,
        "sme_tender_count": None,
        "deadline": None,
        "decision": None,
        "winners": (WinnerFacts(business_id="1", size="small"),),
    } | facts
    return LotAward(**facts)


def write_awards(
    root: Path, awards, *, wholes=(), ancestors=((10, 10), (10, 1), (20, 20), (20, 1)), years=(2024, 2025)
):
    """A lake of these awards, with `wholes` as its procedures and (member, scope) pairs as its tree."""

    def fill(tables):
        add_awards(tables, awards, None)
        for whole in wholes:
            add_awards(tables, (), whole)
        for year in years:
            for member, scope in ancestors:
                tables["ancestors"].add((member, year, scope))

    write_snapshot(root, DATASET, schemas=SCHEMAS, fill=fill, rule_version="test", now=NOW)


def all_values(root: Path, *, years=None, engine="duckdb") -> dict:
    """(indicator, organisation, country, year, division) -> value record, of every measure."""
    with open_tables(root, DATASET, address=engine) as (_, tables):
        numbers = Numbers(tables, MEASURES, years=years)
        records = [value for measure in MEASURES for value in numbers.values_of(measure, rule_version="test")]
    keyed = {(v.indicator, v.organisation, v.country, v.year, v.cpv_division): v for v in records}
    assert len(keyed) == len(records)
    return keyed
