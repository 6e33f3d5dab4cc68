"""Rows for pages: each function says what is special about what it makes. Nothing here is measured."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from majakka.base.models import RawFile
from majakka.classification.models import Definition, Finding
from majakka.indicators.models import Indicator, Value
from majakka.notices.models import Lot, LotResult, Notice, Party, Procedure, SearchText, Tender
from majakka.organisations.models import Affiliation, Organisation
from majakka.strategy.models import Goal, Programme, Target

MOMENT = datetime(2026, 11, 12, 6, 10, tzinfo=UTC)


def body(code: str, *, under: Organisation | None = None, **changes: Any) -> Organisation:
    """A body with names in three languages, under another when one is given."""
    fields: dict[str, Any] = {
        "name_fi": f"{code} virasto",
        "name_sv": f"{code} ämbetsverk",
        "name_en": f"{code} agency",
        "type": "agency",
    }
    found = Organisation.objects.create(code=code, **fields | changes)
    if under is not None:
        Affiliation.objects.create(member=found, parent=under)
    return found


def indicator(code: str = "innovation-new-to-market", **changes: Any) -> Indicator:
    fields: dict[str, Any] = {
        "family": code.split("-")[0],
        "name_fi": f"{code} suomeksi",
        "name_sv": f"{code} på svenska",
        "name_en": f"{code} in English",
        "rule_fi": "Osa on kyllä, kun ostaja sanoo niin.",
        "rule_sv": "En del är ja när köparen säger det.",
        "rule_en": "A lot is a yes when the buyer says so.",
    }
    return Indicator.objects.create(code=code, **fields | changes)


def value(
    of: Indicator, year: int, *, yes: int, unknown: int, whole: int, euro: int = 1_000_000, **changes: Any
) -> Value:
    """A share by count; by euro every lot is worth `euro` (0: no value in euro is known)."""
    fields: dict[str, Any] = {
        "count_yes": yes,
        "count_unknown": unknown,
        "count_whole": whole,
        "euro_yes": Decimal(yes * euro),
        "euro_unknown": Decimal(unknown * euro),
        "euro_whole": Decimal(whole * euro),
        "country": "" if changes.get("organisation") else "FI",
        "reporting_units": 1,
        "rule_version": "test-1",
        "measured_at": MOMENT,
    }
    return Value.objects.create(indicator=of, year=year, **fields | changes)


def programme(of: Indicator, owner: Organisation, **changes: Any) -> Goal:
    """A programme with one goal and the target series of five, then ten per cent."""
    fields: dict[str, Any] = {
        "name_fi": "Kansallinen ohjelma",
        "name_sv": "Nationella programmet",
        "name_en": "National programme",
        "starts_on": date(2020, 9, 1),
        "kind": "national-strategy",
    }
    plan = Programme.objects.create(code=f"programme-{owner.code}", owner=owner, **fields | changes)
    goal = Goal.objects.create(
        programme=plan,
        code="G1",
        name_fi="Innovatiivisten hankintojen osuus kasvaa",
        name_sv="Andelen innovativa upphandlingar ökar",
        name_en="The share of innovative procurement rises",
        indicator=of,
    )
    Target.objects.create(
        goal=goal, starts_on=date(2015, 1, 1), value=Decimal("0.05"), source="Programme of 2015"
    )
    Target.objects.create(
        goal=goal, starts_on=date(2020, 9, 1), value=Decimal("0.10"), source="https://example.org/s"
    )
    return goal


def notice(number: str = "1-2026", **changes: Any) -> Notice:
    """A published award notice, without lots."""
    raw = RawFile.objects.create(
        sha256=number.encode().hex().ljust(64, "0")[:64], size=10, origin="test", received_at=MOMENT
    )
    fields: dict[str, Any] = {
        "identifier": f"id-{number}",
        "procedure": Procedure.objects.create(key=f"procedure-{number}"),
        "raw_file": raw,
        "source": "eforms",
        "schema": "eforms-sdk-1.13",
        "reader_version": "1",
        "subtype": "29",
        "notice_type": "can-standard",
        "form_type": "result",
        "stage": "awarded",
        "dispatched_at": MOMENT,
        "published_on": date(2026, 11, 6),
        "language": "fi",
        "languages": ["fi"],
        "titles": {"fi": "Latukoneen hankinta"},
        "descriptions": {"fi": "Ostetaan latukone.\nSe on uudenlainen."},
        "cpv": "43314000",
        "procedure_type": "open",
        "buyer_names": {"fi": "Testilän kunta"},
        "buyer_country": "FI",
        "listed_value": Decimal("3260000"),
        "listed_currency": "EUR",
        "recorded_at": MOMENT,
    }
    fields |= changes
    words = " ".join([*fields["titles"].values(), number]).lower()
    made = Notice.objects.create(number=number, **fields)
    SearchText.objects.create(notice=made, text=words)
    return made


def with_parties(
    of: Notice, *, buyer: Organisation | None = None, winner: str = "Voittaja Oy"
) -> tuple[Party, Party]:
    """A buyer (matched when a body is given) and a winner that matches no body."""
    first = Party.objects.create(
        notice=of,
        key="ORG-1",
        names={"fi": "Testilän kunta"},
        roles=["buyer"],
        is_buyer=True,
        is_lead=True,
        organisation=buyer,
        country="FI",
        city="Testilä",
        business_id="1234567-1",
    )
    second = Party.objects.create(
        notice=of,
        key="ORG-2",
        names={"fi": winner},
        roles=["winner"],
        is_winner=True,
        country="FI",
        size="small",
    )
    if buyer is not None:
        Notice.objects.filter(pk=of.pk).update(buyer=buyer)
    return first, second


def lot(of: Notice, number: int = 1, *, winner: str = "ORG-2", **changes: Any) -> Lot:
    """A lot with a result and one winning tender."""
    identifier = f"LOT-{number:04d}"
    fields: dict[str, Any] = {
        "titles": {"fi": f"Osa {number}: latukone"},
        "cpv": "43314000",
        "estimated_value": Decimal(1_900_000),
        "currencies": {"estimated_value": "EUR"},
        "criteria": [
            {
                "kind": "price",
                "names": {"fi": "Hinta"},
                "descriptions": {},
                "weight": "60",
                "weight_kind": "per-exa",
            },
            {
                "kind": "quality",
                "names": {"fi": "Laatu"},
                "descriptions": {},
                "weight": "40",
                "weight_kind": "per-exa",
            },
        ],
    }
    made = Lot.objects.create(notice=of, identifier=identifier, **fields | changes)
    result = LotResult.objects.create(
        notice=of,
        key=f"RES-{number}",
        lot_identifier=identifier,
        outcome="selec-w",
        tender_count=4,
        sme_tender_count=3,
    )
    Tender.objects.create(
        notice=of,
        result=result,
        key=f"TEN-{number}",
        lot_identifier=identifier,
        value=Decimal(1_740_000),
        currency="EUR",
        is_winner=True,
        tenderers=[winner],
    )
    Notice.objects.filter(pk=of.pk).update(lot_count=of.lots.count())
    return made


def definition(code: str = "innovation-new-to-market", **changes: Any) -> Definition:
    """The definition of the code, as set up when the classification room is."""
    found = Definition.objects.filter(code=code, is_in_force=True).first()
    if found is not None:
        return found
    fields: dict[str, Any] = {
        "family": code.split("-")[0],
        "name_fi": f"{code} suomeksi",
        "name_sv": f"{code} på svenska",
        "name_en": f"{code} in English",
        "rule_fi": "Kyllä, kun ostaja sanoo niin.",
        "rule_sv": "Ja när köparen säger det.",
        "rule_en": "Yes when the buyer says so.",
        "source": "eForms BT-776",
    }
    return Definition.objects.create(code=code, **fields | changes)


QUOTE = "Se on uudenlainen."


def finding(of: Lot, by: Definition, answer: str = "yes", *, quoted: bool = False) -> Finding:
    """A coded answer, or the quoted sentence of the description with its word marked."""
    coded = {"field": "BT-776-Lot", "value": "mar-nov", "says": answer}
    quote = {
        "field": "BT-24-Lot",
        "language": "fi",
        "quote": QUOTE,
        "start": 0,
        "end": len(QUOTE),
        "sentence": 2,
        "words": ["uudenlainen"],
        "marks": [[6, 17]],
        "says": "yes",
    }
    return Finding.objects.create(lot=of, definition=by, answer=answer, evidence=[quote if quoted else coded])
