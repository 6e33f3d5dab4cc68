"""Invented lot awards with a fixed seed, for the benchmark and for tests against a second implementation."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from majakka.measures.awards import LotAward
from majakka.measures.choices import Basis
from majakka.measures.datasets import DEFINITIONS
from majakka.notices.award_records import WinnerFacts

_COUNTRIES = ("FI", "FI", "FI", "SE", "NO", "")
_PROCEDURES = ("open", "open", "open", "restricted", "neg-w-call", "neg-wo-call", "")
_SIZES = ("micro", "small", "medium", "large", "")
_OUTCOMES = (
    "selec-w",
    "selec-w",
    "selec-w",
    "selec-w",
    "selec-w",
    "selec-w",
    "selec-w",
    "clos-nw",
    "open-nw",
)
_DIVISIONS = (
    "",
    *(f"{number:02}" for number in (3, 9, 14, 15, 18, 22, 24, 30, 31, 33, 34, 35, 37, 38, 39, 42, 43)),
)
_DIVISIONS += tuple(
    str(number) for number in (44, 45, 45, 45, 48, 50, 51, 55, 60, 63, 64, 65, 66, 70, 71, 71, 72)
)
_DIVISIONS += tuple(str(number) for number in (72, 73, 75, 76, 77, 79, 79, 80, 85, 85, 90, 92, 98))


def synthetic_awards(count: int, *, organisations: int, years: range, seed: int = 1) -> Iterator[LotAward]:
    """`count` lot awards of about `count` / 2 procedures. Organisations are 1…n; the last tenth are demo bodies."""
    source = random.Random(seed)  # noqa: S311
    procedure = 0
    lots_left = 0
    for number in range(count):
        if not lots_left:
            procedure += 1
            lots_left = source.choice((1, 1, 1, 2, 5))
            lot = 0
            shared = _shared_facts(source, organisations)
        lots_left -= 1
        lot += 1
        yield _award(source, number, procedure, f"LOT-{lot:04}", years, shared)


def _shared_facts(source: random.Random, organisations: int) -> tuple[int | None, str, bool, str, str, bool]:
    # Few buyers make most purchases.
    organisation = 1 + int(organisations * source.random() ** 2)
    is_demo = organisation > organisations * 0.9
    is_known = source.random() < 0.9
    country = "XV" if is_demo else "FI" if is_known else source.choice(_COUNTRIES)
    return (
        organisation if is_known else None,
        country,
        is_demo,
        source.choice(_DIVISIONS),
        source.choice(_PROCEDURES),
        source.random() < 0.2,
    )


def _award(
    source: random.Random,
    number: int,
    procedure: int,
    lot: str,
    years: range,
    shared: tuple[int | None, str, bool, str, str, bool],
) -> LotAward:
    organisation, country, is_demo, division, procedure_type, is_framework = shared
    decision = date(source.choice(years), 1, 1) + timedelta(days=source.randrange(365))
    chance = source.random
    value = Decimal(int(10 ** (3 + 5 * chance()) * 100)) / 100 if chance() < 0.85 else None
    outcome = source.choice(_OUTCOMES)
    return LotAward(
        procedure=procedure,
        lot=lot,
        occasion=1,
        notice=number,
        organisation=organisation,
        country=country,
        is_demo=is_demo,
        year=decision.year if chance() < 0.99 else None,
        division=division,
        nature="services",
        procedure_type=procedure_type,
        is_framework=is_framework,
        outcome=outcome,
        value_eur=value,
        value_basis=Basis.NONE
        if value is None
        else source.choice((Basis.AWARDED, Basis.AWARDED, Basis.ESTIMATED)),
        tender_count=source.choice((None, 0, 1, 1, 2, 3, 5, 8)),
        sme_tender_count=None,
        deadline=decision - timedelta(days=source.randrange(-5, 200)) if chance() < 0.9 else None,
        decision=decision if chance() < 0.95 else None,
        answers={code: chance() < 0.2 for code in DEFINITIONS if chance() < 0.6},
        winners=(WinnerFacts(business_id=str(number), size=source.choice(_SIZES)),)
        if outcome == "selec-w"
        else (),
    )
