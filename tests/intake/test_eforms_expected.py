"""Every genuine eForms notice against values taken out of it with the SDK's own XPaths, field by field.

`expected-eforms-fields.jsonl` was made by another program than ours, so agreement means something. A value is
compared in the notice's own words as far as the record keeps them; where the record says it otherwise
(language and country codes, dates, amounts, publication numbers) this test translates by tables of its own.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from majakka.base.money import Money
from majakka.base.text import Text
from majakka.intake.eforms.read import read_eforms
from majakka.notices.records import LotRecord, NoticeRecord

LANGUAGES = {
    "DAN": "da", "DEU": "de", "ENG": "en", "EST": "et", "FIN": "fi", "FRA": "fr", "ITA": "it", "NLD": "nl",
    "NOB": "nb", "NOR": "no", "POL": "pl", "SLK": "sk", "SPA": "es", "SRP": "sr", "SWE": "sv",
}  # fmt: skip
COUNTRIES = {
    "AUT": "AT", "BEL": "BE", "DEU": "DE", "DNK": "DK", "ESP": "ES", "EST": "EE", "FIN": "FI", "FRA": "FR",
    "HUN": "HU", "IRL": "IE", "ITA": "IT", "LUX": "LU", "NLD": "NL", "NOR": "NO", "POL": "PL", "SRB": "RS",
    "SVK": "SK",
}  # fmt: skip

Values = Counter[Hashable]
Given = dict[str, str]

NOT_KEPT = {
    "OPT-310-Tender": "a tendering party is resolved to its members, which OPT-300-Tenderer compares",
    "BT-746-Organization": "listing on a stock exchange is no part of the record",
    "BT-735-Lot": "category of the clean-vehicles contract is no part of the record",
    "BT-723-LotResult": "vehicle category is no part of the record",
}

# (file, field): why the record says something else than the SDK's XPath. Each is one notice's own oddity.
EXPLAINED = {
    ("eforms-doffin/PriorInformationNotice_pin-cfc-social_2022-394467.xml", "BT-105-Procedure"): (
        "the converter wrote UNKNOWN where it had no procedure type; the record leaves it empty"
    ),
    ("eforms-doffin/ContractAwardNotice_can-social_2022-927623.xml", "BT-13713-LotResult"): (
        "the converter wrote MISSING where it knew no lot; the record leaves it empty"
    ),
    ("eforms-doffin/ContractNotice_cn-desg_2024-101636.xml", "BT-775-Lot"): (
        "the sender names the list social-procurement, which the XPath passes over; the answer counts"
    ),
}

# BT-610, which the record keeps in one field with BT-10.
ENTITY_ACTIVITIES = {
    "airport", "electricity", "gas-heat", "gas-oil", "port", "post", "rail", "solid-fuel", "urttb", "water",
}  # fmt: skip
OLD_NUMBER = re.compile(r"(\d{4})/S \d{3}-0*(\d+)")
OTHER_DEADLINES = [  # BT-1311 and BT-630, which the record keeps in one field with BT-131: the first that is given
    etree.XPath(f"//*[local-name()='{period}']/*[local-name()='EndDate']/text()")
    for period in ("ParticipationRequestReceptionPeriod", "InterestExpressionReceptionPeriod")
]


def word(given: Given) -> Hashable:
    return given["value"].strip()


def said(given: Given) -> Hashable:
    return LANGUAGES.get(given.get("lang", "").strip(), "und"), given["value"].strip()


def day(given: Given) -> Hashable:
    return date.fromisoformat(given["value"].strip()[:10])


def amount(given: Given) -> Hashable:
    return Decimal(given["value"].strip()), given["currency"]


def number(given: Given) -> Hashable:
    return Decimal(given["value"].strip())


def flag(given: Given) -> Hashable:
    return {"true": True, "false": False}[given["value"].strip()]


def lower(given: Given) -> Hashable:
    return given["value"].strip().lower()


def texts(*found: Text) -> Iterator[Hashable]:
    for text in found:
        yield from text.items()


def money(*found: Money | None) -> Iterator[Hashable]:
    for each in found:
        if each is not None:
            yield each.amount, each.currency


def filled(*found: object) -> Iterator[Hashable]:
    for each in found:
        if each not in ("", None):
            assert isinstance(each, Hashable)
            yield each


def lots(record: NoticeRecord) -> Iterator[LotRecord]:
    return (lot for lot in record.lots if lot.kind == "lot")


def from_lots(name: str) -> Callable[[NoticeRecord], Iterator[Hashable]]:
    def found(record: NoticeRecord) -> Iterator[Hashable]:
        for lot in lots(record):
            value = getattr(lot, name)
            yield from filled(*value) if isinstance(value, tuple) else filled(value)

    return found


def party_role(role: str) -> Callable[[NoticeRecord], Iterator[Hashable]]:
    return lambda record: (party.key for party in record.parties if role in party.roles)


FIELDS: dict[str, tuple[Callable[[Given], Hashable], Callable[[NoticeRecord], Iterable[Hashable]]]] = {
    "BT-500-Organization-Company": (said, lambda r: texts(*(p.names for p in r.parties))),
    "BT-501-Organization-Company": (word, lambda r: (i for p in r.parties for i in p.identifiers)),
    "BT-507-Organization-Company": (word, lambda r: filled(*(p.nuts for p in r.parties))),
    "BT-514-Organization-Company": (
        lambda given: COUNTRIES[given["value"].strip()],
        lambda r: filled(*(p.country for p in r.parties)),
    ),
    "BT-165-Organization-Company": (word, lambda r: filled(*(p.size for p in r.parties))),
    "OPT-300-Procedure-Buyer": (word, party_role("buyer")),
    "BT-11-Procedure-Buyer": (word, lambda r: filled(*(p.legal_type for p in r.parties))),
    "BT-10-Procedure-Buyer": (
        word,
        lambda r: filled(*(p.activity for p in r.parties if p.activity not in ENTITY_ACTIVITIES)),
    ),
    "BT-21-Procedure": (said, lambda r: texts(r.titles)),
    "BT-22-Procedure": (word, lambda r: filled(r.internal_identifier)),
    "BT-24-Procedure": (said, lambda r: texts(r.descriptions)),
    "BT-04-notice": (lower, lambda r: filled(r.procedure_key)),
    "BT-701-notice": (lower, lambda r: filled(r.identifier)),
    "BT-757-notice": (number, lambda r: [Decimal(r.version)]),
    "OPP-070-notice": (word, lambda r: filled(r.subtype)),
    "BT-02-notice": (word, lambda r: filled(r.notice_type)),
    "BT-03-notice": (word, lambda r: filled(r.form_type)),
    "BT-702(a)-notice": (lambda given: LANGUAGES[given["value"].strip()], lambda r: filled(r.language)),
    "BT-05(a)-notice": (day, lambda r: [r.dispatched_at.date()] if r.dispatched_at else []),
    "OPP-010-notice": (
        lambda given: OLD_NUMBER.sub("", given["value"].strip().lstrip("0").replace("n.a.", "")),
        lambda r: filled(r.publication_number),
    ),
    "OPP-012-notice": (day, lambda r: filled(r.published_on)),
    "BT-23-Procedure": (word, lambda r: filled(r.nature)),
    "BT-262-Procedure": (word, lambda r: filled(r.cpv)),
    "BT-263-Procedure": (word, lambda r: r.additional_cpv),
    "BT-105-Procedure": (word, lambda r: filled(r.procedure_type)),
    "BT-106-Procedure": (flag, lambda r: filled(r.is_accelerated)),
    "BT-27-Procedure": (amount, lambda r: money(r.estimated_value)),
    "BT-137-Lot": (word, from_lots("identifier")),
    "BT-21-Lot": (said, lambda r: texts(*(lot.titles for lot in lots(r)))),
    "BT-24-Lot": (said, lambda r: texts(*(lot.descriptions for lot in lots(r)))),
    "BT-262-Lot": (word, from_lots("cpv")),
    "BT-27-Lot": (amount, lambda r: money(*(lot.estimated_value for lot in lots(r)))),
    "BT-271-Lot": (amount, lambda r: money(*(lot.framework_maximum for lot in lots(r)))),
    "BT-536-Lot": (day, from_lots("starts_on")),
    "BT-36-Lot": (number, from_lots("duration_value")),
    "BT-765-Lot": (word, from_lots("framework")),
    "BT-60-Lot": (lambda given: word(given) == "eu-funds", from_lots("eu_funded")),
    "BT-726-Lot": (flag, from_lots("sme_suitable")),
    "BT-06-Lot": (word, from_lots("strategic")),
    "BT-774-Lot": (word, from_lots("environment")),
    "BT-775-Lot": (word, from_lots("social")),
    "BT-805-Lot": (word, from_lots("gpp_criteria")),
    "BT-777-Lot": (said, lambda r: texts(*(lot.strategic_texts for lot in lots(r)))),
    "BT-754-Lot": (word, from_lots("accessibility")),
    "BT-717-Lot": (flag, from_lots("clean_vehicles")),
    "BT-539-Lot": (word, lambda r: filled(*(c.kind for lot in lots(r) for c in lot.criteria))),
    "BT-540-Lot": (said, lambda r: texts(*(c.descriptions for lot in lots(r) for c in lot.criteria))),
    "BT-541-Lot-WeightNumber": (
        number,
        lambda r: filled(*(c.weight for lot in lots(r) for c in lot.criteria)),
    ),
    "BT-161-NoticeResult": (amount, lambda r: money(r.total_value)),
    "BT-118-NoticeResult": (amount, lambda r: money(r.framework_total)),
    "OPT-322-LotResult": (word, lambda r: (result.key for result in r.results)),
    "BT-13713-LotResult": (word, lambda r: filled(*(result.lot for result in r.results))),
    "BT-142-LotResult": (word, lambda r: filled(*(result.outcome for result in r.results))),
    "BT-144-LotResult": (word, lambda r: filled(*(result.reason for result in r.results))),
    "BT-759-LotResult": (
        number,
        lambda r: (Decimal(n) for result in r.results for _, n in result.submissions),
    ),
    "BT-760-LotResult": (word, lambda r: (code for result in r.results for code, _ in result.submissions)),
    "OPT-320-LotResult": (word, lambda r: (key for result in r.results for key in result.tenders)),
    "OPT-321-Tender": (word, lambda r: (tender.key for tender in r.tenders)),
    "BT-720-Tender": (amount, lambda r: money(*(tender.value for tender in r.tenders))),
    "BT-171-Tender": (number, lambda r: (Decimal(t.rank) for t in r.tenders if t.rank is not None)),
    "OPT-300-Tenderer": (word, party_role("tenderer")),
    "OPT-301-Tenderer-SubCont": (word, party_role("subcontractor")),
    "OPT-316-Contract": (word, lambda r: (contract.key for contract in r.contracts)),
    "BT-3202-Contract": (word, lambda r: (key for contract in r.contracts for key in contract.tenders)),
    "BT-150-Contract": (word, lambda r: filled(*(contract.identifier for contract in r.contracts))),
    "BT-721-Contract": (said, lambda r: texts(*(contract.titles for contract in r.contracts))),
    "BT-145-Contract": (day, lambda r: filled(*(contract.concluded_on for contract in r.contracts))),
    "BT-1451-Contract": (day, lambda r: filled(*(contract.decided_on for contract in r.contracts))),
}


@pytest.fixture(scope="module")
def notices(shared_data: Path) -> dict[str, tuple[NoticeRecord, dict[str, Any]]]:
    """file -> (our record, the expected fields)."""
    lines = (shared_data / "expected-eforms-fields.jsonl").read_text(encoding="utf-8").splitlines()
    expected = [json.loads(line) for line in lines]
    return {
        row["file"]: (read_eforms((shared_data / row["file"]).read_bytes()), row["fields"])
        for row in expected
    }


def test_every_genuine_notice_is_read(notices, shared_data: Path) -> None:
    files = {
        f"{p.parent.name}/{p.name}" for s in ("ted", "doffin") for p in shared_data.glob(f"eforms-{s}/*.xml")
    }
    assert set(notices) == files
    assert len(files) == 93


def test_every_expected_field_is_compared_or_its_absence_explained(notices) -> None:
    given = {field for _, fields in notices.values() for field in fields}
    assert given == set(FIELDS) | set(NOT_KEPT) | {"BT-5071-Procedure", "BT-131(d)-Lot"}


def test_places_agree_with_the_sdk_each_told_once(notices) -> None:
    for file, (record, fields) in notices.items():
        assert set(record.places) == {word(given) for given in fields.get("BT-5071-Procedure", ())}, file
        assert len(set(record.places)) == len(record.places), file


def test_deadlines_agree_with_the_sdk(notices, shared_data: Path) -> None:
    compared = 0
    for file, (record, fields) in notices.items():
        tenders = Counter(day(given) for given in fields.get("BT-131(d)-Lot", ()))
        root = etree.parse(shared_data / file)
        others = next(filter(None, (deadlines(root) for deadlines in OTHER_DEADLINES)), [])
        ours = Counter(lot.tenders_due_at.date() for lot in lots(record) if lot.tenders_due_at)
        assert ours == (tenders or Counter(date.fromisoformat(each.strip()[:10]) for each in others)), file
        compared += sum(ours.values())
    assert compared > 40


def test_an_old_number_of_the_official_journal_names_an_earlier_notice(notices) -> None:
    found = {}
    for file, (record, fields) in notices.items():
        for given in fields.get("OPP-010-notice", ()):
            if match := OLD_NUMBER.fullmatch(word(given)):
                found[file] = f"{match[2]}-{match[1]}" in record.refers_to
    assert len(found) == 8
    assert all(found.values()), found


def test_fields_agree_with_the_sdk(notices, capsys: pytest.CaptureFixture[str]) -> None:
    agreed: Counter[str] = Counter()
    differing: defaultdict[str, list[str]] = defaultdict(list)
    explained: Counter[str] = Counter()
    for file, (record, fields) in notices.items():
        for field, (translate, found) in FIELDS.items():
            theirs = Counter(translate(given) for given in fields.get(field, ()) if given["value"].strip())
            theirs.pop("", None)
            ours = Counter(found(record))
            if ours == theirs:
                agreed[field] += 1
            elif (file, field) in EXPLAINED:
                explained[field] += 1
            else:
                differing[field].append(f"{file}: ours {dict(ours - theirs)}, theirs {dict(theirs - ours)}")
    lines = [
        f"{field:28} {agreed[field]:3} {explained[field]:3} {len(differing.get(field, ())):3}"
        for field in FIELDS
    ]
    with capsys.disabled():
        sys.stdout.write("\n".join([f"\nfield: agree, explained, differ of {len(notices)}", *lines, ""]))
    assert not differing, json.dumps(differing, indent=1, ensure_ascii=False)[:6000]
    assert sum(explained.values()) == len(EXPLAINED), "an explanation no longer explains anything"
