"""The fields that the file of expected values leaves out, against the SDK's own XPaths, on real and example files."""

import json
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from majakka.base.errors import RejectedError
from majakka.intake.eforms.gather import clark
from majakka.intake.eforms.paths import FIELDS, GROUPS, NAMESPACES, WITHHELD
from majakka.intake.eforms.read import read_eforms
from majakka.notices.records import LotRecord, NoticeRecord

Found = Callable[[NoticeRecord], Iterable[Hashable]]


def each(record: NoticeRecord, kind: str = "lot") -> list[LotRecord]:
    return [lot for lot in record.lots if lot.kind == kind]


def days(*values: Any) -> list[str]:
    return [value.isoformat() for value in values if value is not None]


def amounts(*values: Any) -> list[Decimal]:
    return [value.amount for value in values if value is not None]


def role(name: str) -> Found:
    return lambda r: {p.key for p in r.parties if name in p.roles}


# field of the SDK -> (what our record says, whether repeats of a value in one notice count)
COMPARED: dict[str, tuple[Found, bool]] = {
    "BT-513-Organization-Company": (lambda r: (p.city for p in r.parties), True),
    "BT-633-Organization": (lambda r: {True for p in r.parties if p.is_natural_person}, False),
    "OPT-200-Organization-Company": (lambda r: (p.key for p in r.parties), True),
    "BT-01-notice": (lambda r: [r.legal_basis], True),
    "BT-758-notice": (lambda r: [r.changes], True),
    "BT-136-Procedure": (lambda r: r.direct_award_reasons, False),
    "BT-135-Procedure": (lambda r: r.direct_award_texts.values(), False),
    "BT-271-Procedure": (lambda r: amounts(r.framework_maximum), True),
    "BT-21-LotsGroup": (lambda r: (text for lot in each(r, "group") for text in lot.titles.values()), True),
    "BT-21-Part": (lambda r: (text for lot in each(r, "part") for text in lot.titles.values()), True),
    "BT-137-LotsGroup": (lambda r: (lot.identifier for lot in each(r, "group")), True),
    "BT-137-Part": (lambda r: (lot.identifier for lot in each(r, "part")), True),
    "BT-23-Lot": (lambda r: (lot.nature for lot in each(r)), True),
    "BT-263-Lot": (lambda r: (code for lot in each(r) for code in lot.additional_cpv), False),
    "BT-5071-Lot": (lambda r: (place for lot in each(r) for place in lot.places), False),
    "BT-537-Lot": (lambda r: days(*(lot.ends_on for lot in each(r))), True),
    "BT-63-Lot": (lambda r: (lot.variants for lot in each(r)), True),
    "BT-71-Lot": (lambda r: (code for lot in each(r) for code in lot.reserved), False),
    "BT-734-Lot": (
        lambda r: (text for lot in each(r) for c in lot.criteria for text in c.names.values()),
        True,
    ),
    "BT-5421-Lot": (lambda r: (c.weight_kind for lot in each(r) for c in lot.criteria), True),
    "BT-766-Lot": (lambda r: (lot.purchasing_system for lot in each(r)), True),
    "BT-776-Lot": (lambda r: (code for lot in each(r) for code in lot.innovation), False),
    "BT-06-Lot": (lambda r: (code for lot in each(r) for code in lot.strategic), False),
    "BT-774-Lot": (lambda r: (code for lot in each(r) for code in lot.environment), False),
    "BT-754-Lot": (lambda r: (lot.accessibility for lot in each(r)), True),
    "BT-710-LotResult": (lambda r: amounts(*(result.lowest for result in r.results)), True),
    "BT-711-LotResult": (lambda r: amounts(*(result.highest for result in r.results)), True),
    "BT-709-LotResult": (lambda r: amounts(*(result.framework_value for result in r.results)), True),
    "OPT-301-LotResult-Financing": (role("funder"), False),
    "BT-13714-Tender": (lambda r: (tender.lot for tender in r.tenders), True),
    "BT-3201-Tender": (lambda r: (tender.identifier for tender in r.tenders), True),
    "BT-768-Contract": (
        lambda r: (c.is_framework for c in r.contracts if c.is_framework is not None),
        True,
    ),
    "OPT-301-Tenderer-SubCont": (role("subcontractor"), False),
}

# A record keeps one place for two fields of the SDK; these files fill the other one, so they are left out.
OTHER_FIELD = {
    "OPT-301-LotResult-Financing": "OPT-301-LotResult-Paying",
    "BT-709-LotResult": "BT-660-LotResult",
}


@pytest.fixture(scope="module")
def xpaths(shared_data: Path) -> dict[str, etree.XPath]:
    fields = json.loads(
        (shared_data / "reference/eforms-sdk/fields/fields.json").read_text(encoding="utf-8")
    )["fields"]
    return {
        each["id"]: etree.XPath(each["xpathAbsolute"], namespaces=dict(NAMESPACES))
        for each in fields
        if "text()=(" not in each["xpathAbsolute"]  # XPath 2.0
    }


@pytest.fixture(scope="module")
def notices(shared_data: Path) -> list[tuple[str, NoticeRecord, Any]]:
    found = []
    for path in sorted(shared_data.glob("eforms-*/*.xml")):
        data = path.read_bytes()
        if b"FieldsPrivacy" in data or b"BusinessRegistrationInformationNotice" in data:
            continue  # withheld on purpose, or without organisations: tested by themselves
        try:
            found.append((path.name, read_eforms(data), etree.fromstring(data)))
        except RejectedError:
            assert path.name.startswith("INVALID_")
    return found


def normal(text: str, field: str) -> Hashable:
    text = text.strip()
    if field.split("-")[1] in {"271", "1118", "710", "711", "709"}:
        return Decimal(text)
    if field == "BT-537-Lot":
        return text[:10]
    if field == "BT-633-Organization":
        return True if text == "true" else ""
    if field == "BT-768-Contract":
        return text == "true"
    if field == "BT-758-notice":
        return text.lower().lstrip("0") if len(text) < 20 else text.lower()
    return text


@pytest.mark.parametrize("field", COMPARED)
def test_field_agrees_with_the_sdk(field: str, notices, xpaths) -> None:
    found, repeats_count = COMPARED[field]
    filled = 0
    for name, record, root in notices:
        if OTHER_FIELD.get(field) and xpaths[OTHER_FIELD[field]](root):
            continue
        theirs = Counter(normal(node.text or "", field) for node in xpaths[field](root))
        ours = Counter(found(record))
        for counter in (theirs, ours):
            counter.pop("", None)
        filled += bool(theirs)
        if repeats_count:
            assert ours == theirs, name
        else:
            assert set(ours) == set(theirs), name
    assert filled, "no file fills this field: nothing was tested"


def test_the_table_names_only_fields_of_the_sdk(xpaths) -> None:
    """A field code that the SDK does not know is a typing error in the table."""
    known = {name.partition("(BT")[0] for name in xpaths} | {"-".join(name.split("-")[:2]) for name in xpaths}
    codes = {"-".join(code.split("-")[:2]) for fields in FIELDS.values() for code in fields if code != "code"}
    assert codes <= known
    assert {field for fields in WITHHELD.values() for field in fields} <= codes


def test_every_element_of_the_table_is_met_in_some_file(notices) -> None:
    """A path that none of 170 files fills would most likely be mistyped."""
    met = {element.tag for _, _, root in notices for element in root.iter(etree.Element)}
    places = [place for fields in FIELDS.values() for each in fields.values() for place in each]
    places += [place for groups in GROUPS.values() for _, place in groups]
    steps = {step for place in places for step in place.partition("[")[0].split("/") if step != "EXT"}
    only_in_left_out_files = {
        "efac:FieldsPrivacy", "efbc:FieldIdentifierCode", "cac:BusinessParty", "cbc:RegistrationName",
        "cac:CorporateRegistrationScheme", "cac:JurisdictionRegionAddress",
    }  # fmt: skip
    assert {step for step in steps if clark(step) not in met} == only_in_left_out_files
