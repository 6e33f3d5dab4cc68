"""eForms XML -> NoticeRecord. Pure: bytes in, record or refusal out."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from majakka.base.errors import RejectedError
from majakka.intake.answers import read_answers
from majakka.intake.eforms.gather import ITSELF, PRIVACY, Bag, gather
from majakka.intake.eforms.lots import read_lots, read_main_cpv
from majakka.intake.eforms.parties import Cast, read_businesses
from majakka.intake.eforms.paths import (
    FIELDS,
    MAJOR,
    MINORS_AHEAD,
    NEWEST_MINOR,
    OLDEST_MINOR,
    ROOTS,
    WITHHELD,
)
from majakka.intake.eforms.quantities import date_of, moment_of, money_of, refuse_day_of_other_times
from majakka.intake.eforms.results import Outcome, read_outcome
from majakka.intake.eforms.values import (
    code_of,
    codes_of,
    cpv_of,
    first_text,
    flag_of,
    identifier_of,
    known_code,
    languages_of,
    nuts_of,
    place_of,
    refusal,
    text_of,
    texts_of,
)
from majakka.intake.errors import Code
from majakka.intake.numbers import notice_of, reference_to, split_publication
from majakka.intake.xml import Element, parse_xml
from majakka.notices.choices import Role, Source
from majakka.notices.records import NoticeRecord

READER_VERSION = "eforms-5"
"""Changes whenever the same bytes would give another record."""

MAX_IDENTIFIER = 100
MAX_INTERNAL_IDENTIFIER = 400
MAX_LEGAL_BASIS = 60

_CUSTOMIZATION = re.compile(r"eforms-sdk-(\d{1,3})\.(\d{1,3})(?:\.\d+)*(?:#.*)?", re.IGNORECASE | re.ASCII)
_VERSION = re.compile(r"\d{1,4}", re.ASCII)
_REGISTRATION = "BusinessRegistrationInformationNotice"
_MANDATORY = ("OPT-002", "BT-701", "OPP-070", "BT-05(a)", "BT-702(a)")


def read_eforms(data: bytes, *, statistics: Mapping[str, Any] | None = None) -> NoticeRecord:
    """One eForms notice as a record.

    `statistics`: lot identifier -> Hilma's statistical answers, which travel beside the XML.
    Raises RejectedError: not safe XML, not eForms, an unknown version, or a field that cannot be true.
    """
    return read_root(parse_xml(data), statistics=statistics)


def read_root(root: Element, *, statistics: Mapping[str, Any] | None = None) -> NoticeRecord:
    """As `read_eforms`, from the parsed document."""
    kind = ROOTS.get(root.tag)
    if kind is None:
        raise RejectedError(
            Code.UNKNOWN_FORMAT,
            "The root element is not that of an eForms notice. Send a PriorInformationNotice, ContractNotice, "
            "ContractAwardNotice or BusinessRegistrationInformationNotice.",
            place="line 1",
            value=str(root.tag),
        )
    bag, withholding = gather(root)
    _refuse_gaps(bag)
    schema = _read_schema(bag["OPT-002"][0])
    published_on = date_of("OPP-012", bag.get("OPP-012"))
    refuse_day_of_other_times("OPP-012", bag.get("OPP-012"), published_on)
    refuse_day_of_other_times("BT-05", bag["BT-05(a)"], date_of("BT-05", bag["BT-05(a)"]))
    for inner in withholding:
        _withhold(inner, published_on)
    return _read_notice(bag, schema, published_on, statistics or {}, is_registration=kind == _REGISTRATION)


def _refuse_gaps(bag: Bag) -> None:
    missing = [field for field in _MANDATORY if not first_text(bag.get(field))]
    if missing:
        first = missing[0]
        element = (bag.get(first) or bag[ITSELF])[0]
        path = FIELDS["notice"][first][0].replace("EXT", "…")
        raise RejectedError(
            Code.MISSING,
            f"Mandatory fields are missing or empty: {', '.join(missing)}. Ask the sender for the whole notice.",
            place=place_of(first, element) if first in bag else f"{first} /*/{path}",
        )


def _read_schema(element: Element) -> str:
    """ "eforms-sdk-1.7" out of the customization, behind which national platforms write more."""
    text = text_of(element)
    match = _CUSTOMIZATION.fullmatch(text)
    if match is None:
        raise refusal(
            Code.UNKNOWN_VERSION, "This UBL document is not written by the eForms SDK.", "OPT-002", element
        )
    major, minor = int(match[1]), int(match[2])
    if major != MAJOR or not OLDEST_MINOR <= minor <= NEWEST_MINOR + MINORS_AHEAD:
        raise refusal(
            Code.UNKNOWN_VERSION,
            f"eForms SDK {major}.{minor} is not known; versions {MAJOR}.{OLDEST_MINOR} to {MAJOR}.{NEWEST_MINOR} "
            "and the next ones are read. Update Majakka for a newer version.",
            "OPT-002",
            element,
        )
    return f"eforms-sdk-{major}.{minor}"


def _withhold(bag: Bag, published_on: date | None) -> None:
    """Takes out of a bag what its buyer withholds from publication (BT-195), until the day it may be told (BT-198).

    Published copies hold "unpublished" or -1 in the place of the value; copies of the sender hold the value itself.
    """
    for mark in bag.get(PRIVACY, ()):
        until = date_of("BT-198", mark.get("BT-198"))
        if until is not None and published_on is not None and until <= published_on:
            continue
        for field in WITHHELD.get(first_text(mark.get("BT-195")), ()):
            bag.pop(field, None)


def _read_notice(
    bag: Bag,
    schema: str,
    published_on: date | None,
    statistics: Mapping[str, Any],
    *,
    is_registration: bool,
) -> NoticeRecord:
    cast = Cast(bag.get("organization", ()))
    cast.read_buyers(bag.get("contracting-party", ()))
    if not is_registration and not cast.has_buyer:
        raise RejectedError(
            Code.MISSING,
            "The notice names no buyer (OPT-300-Procedure-Buyer).",
            place="OPT-300-Procedure-Buyer /*/cac:ContractingParty/cac:Party/cac:PartyIdentification/cbc:ID",
        )
    for appeal in bag.get("appeal", ()):
        cast.refer("BT-807", appeal.get("BT-807"), Role.REVIEW)
    lots = read_lots(bag.get("lot", ()), cast, read_answers(statistics))
    result: Bag = _first(bag, "result")
    outcome = read_outcome(result, cast, {lot.identifier for lot in lots}) if result else Outcome()
    process = _first(bag, "process")
    project = _first(bag, "project")
    accelerated, reasons, reason_texts = _read_justifications(process)
    number, earlier = split_publication(first_text(bag.get("OPP-010")))
    languages = languages_of("BT-702", [*bag["BT-702(a)"], *bag.get("BT-702(b)", ())])
    notice_type = bag.get("BT-02", ())
    dispatched = moment_of("BT-05", bag["BT-05(a)"], bag.get("BT-05(b)"))
    return NoticeRecord(
        source=Source.EFORMS.value,
        schema=schema,
        identifier=identifier_of("BT-701", bag["BT-701"], limit=MAX_IDENTIFIER).lower(),
        version=_read_version(bag.get("BT-757", ())),
        publication_number=number,
        procedure_key=identifier_of("BT-04", bag.get("BT-04"), limit=MAX_IDENTIFIER).lower(),
        refers_to=_read_references(bag, process, result, earlier),
        changes=reference_to(identifier_of("BT-758", bag.get("BT-758"), limit=MAX_IDENTIFIER)),
        internal_identifier=identifier_of("BT-22", project.get("BT-22"), limit=MAX_INTERNAL_IDENTIFIER),
        subtype=code_of("OPP-070", bag["OPP-070"]),
        notice_type=code_of("BT-02", notice_type),
        form_type=_read_form_type(notice_type),
        legal_basis=first_text(bag.get("BT-01"))[:MAX_LEGAL_BASIS],
        dispatched_at=dispatched.at,
        dispatched_precision=dispatched.precision,
        published_on=published_on,
        language=languages[0],
        languages=tuple(dict.fromkeys(languages)),
        titles=texts_of("BT-21", project.get("BT-21")),
        descriptions=texts_of("BT-24", project.get("BT-24")),
        nature=code_of("BT-23", project.get("BT-23")),
        cpv=read_main_cpv(project),
        additional_cpv=cpv_of("BT-263", project.get("BT-263")),
        places=nuts_of("BT-5071", project.get("BT-5071")),
        estimated_value=money_of("BT-27", project.get("BT-27")),
        framework_maximum=money_of("BT-271", project.get("BT-271")),
        procedure_type=code_of("BT-105", process.get("BT-105")),
        is_accelerated=accelerated,
        direct_award_reasons=reasons,
        direct_award_texts=reason_texts,
        total_value=money_of("BT-161", result.get("BT-161")),
        framework_total=money_of("BT-118", result.get("BT-118"))
        or money_of("BT-1118", result.get("BT-1118")),
        parties=read_businesses(bag.get("business-party", ())) if is_registration else cast.records(),
        lots=lots,
        results=outcome.results,
        tenders=outcome.tenders,
        contracts=outcome.contracts,
    )


def _first(bag: Bag, group: str) -> Bag:
    found: list[Any] | None = bag.get(group)
    return found[0] if found else {}


def _read_version(elements: Any) -> int:
    for element in elements:
        text = text_of(element)
        if not text:
            continue
        if _VERSION.fullmatch(text) is None:
            raise refusal(
                Code.BAD_NUMBER, "The version of a notice is a number such as 01.", "BT-757", element
            )
        return int(text)
    return 1


def _read_form_type(elements: Any) -> str:
    for element in elements:
        if text := (element.get("listName") or "").strip():
            return known_code("BT-03", text, element)
    return ""


def _read_justifications(process: Bag) -> tuple[bool | None, tuple[str, ...], Mapping[str, str]]:
    """Whether the procedure is accelerated (BT-106), and why it was awarded without a call (BT-136, BT-135)."""
    accelerated: bool | None = None
    codes: list[Element] = []
    words: list[Element] = []
    for justification in process.get("justification", ()):
        if "BT-106" in justification and accelerated is None:
            accelerated = flag_of("BT-106", justification["BT-106"])
        if "BT-136" in justification:
            codes += justification["BT-136"]
            words += justification.get("BT-135", ())
    return accelerated, codes_of("BT-136", codes), texts_of("BT-135", words)


def _read_references(bag: Bag, process: Bag, result: Bag, earlier: str) -> tuple[str, ...]:
    """Earlier notices that this one names: of the procedure, of its lots, of a modified contract, of a framework."""
    elements = [*process.get("OPP-090", ())]
    for lot in bag.get("lot", ()):
        for part in lot.get("process", ()):
            elements += part.get("OPP-090", ())
    elements += bag.get("BT-1501(n)", ())
    for contract in result.get("contract", ()):
        elements += contract.get("OPT-100", ())
    names = [notice_of(identifier_of("OPP-090", [element], limit=MAX_IDENTIFIER)) for element in elements]
    return tuple(dict.fromkeys(name for name in (*names, earlier) if name))
