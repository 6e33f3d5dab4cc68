"""The older TED XML (`TED_EXPORT`, published until 2023) -> `NoticeRecord`. Pure: bytes in, record out.

Where facts stand is in `paths`, what their codes mean in `codes`; the functions here only join the two.
"""

import re
from collections.abc import Iterable
from datetime import date, time

from majakka.base.errors import RejectedError
from majakka.base.money import Money
from majakka.base.text import Text
from majakka.codes.builtin import language_tag
from majakka.intake.errors import Code
from majakka.intake.moments import Moment, day_moment
from majakka.intake.ted import codes, paths
from majakka.intake.ted.awards import Outcome, read_awards, with_estimates
from majakka.intake.ted.lots import (
    Shared,
    bare_lot,
    cpvs_of,
    places_of,
    read_criteria,
    read_lots,
    told,
    with_awarded_lots,
)
from majakka.intake.ted.node import Node, every, first, name_of, place_of, text_of
from majakka.intake.ted.parties import PartyBook, add_buyers, add_others
from majakka.intake.ted.paths import LAYOUTS, Layout, path
from majakka.intake.ted.procedure import (
    direct_award_reasons,
    framework,
    is_accelerated,
    procedure_type,
    purchasing_system,
    reserved,
)
from majakka.intake.ted.values import (
    country_of,
    cpv_of,
    deadline_at,
    mapped,
    money_at,
    notice_day_at,
    publication_number,
)
from majakka.intake.xml import Element, parse_xml
from majakka.notices.choices import LotKind, Source
from majakka.notices.records import LotRecord, NoticeRecord

READER_VERSION = "ted-5"
"""Changes whenever the same file would give another record."""

_ROOT = "TED_EXPORT"
_VERSION = re.compile(r"(R2\.0\.9|R2\.0\.8)\.S0[1-5]\.E\d\d", re.ASCII)
_PART_TYPES = frozenset({"pin-only", "pin-rtl", "pin-buyer"})
_LONGEST_REFERENCE = 400
_TITLE_TEXT = path("TI_TEXT")


def read_ted(data: bytes) -> NoticeRecord:
    """The notice in these bytes.

    Raises RejectedError (codes of `intake.errors.Code`) when the bytes are no safe XML, no TED notice of a
    known schema version and form, or hold an impossible date, number, currency or code.
    """
    root = parse_xml(data)
    if name_of(root) != _ROOT:
        raise RejectedError(
            Code.UNKNOWN_FORMAT,
            f"The root element is not {_ROOT}: this is not a notice in the older TED XML.",
            place=place_of(root),
            value=name_of(root),
        )
    form = _original_form(root)
    schema, layout = _schema_of(root, form.element)
    return _read_notice(Node(root, form.language), form, schema, layout)


def _original_form(root: Element) -> Node:
    """The form in its original language, with the other languages beside it.

    FORM_SECTION may begin with elements that are no form (NOTICE_UUID); several originals are the same form in
    several official languages, and the language of the coded part says which of them is first.
    """
    forms = [element for element in every(root, paths.FORMS) if element.get("CATEGORY")]
    originals = [element for element in forms if element.get("CATEGORY") == "ORIGINAL"]
    if not originals:
        raise RejectedError(
            Code.MISSING,
            "No form of category ORIGINAL. Send the notice as published.",
            place=f"/{_ROOT}/FORM_SECTION",
        )
    declared = first(root, paths.ORIGINAL_LANGUAGES)
    language = "" if declared is None else text_of(declared, " ")
    original = next((element for element in originals if element.get("LG") == language), originals[0])
    others = sorted(forms, key=lambda element: element.get("CATEGORY") != "ORIGINAL")
    return Node(
        original,
        _language_of(original),
        tuple((_language_of(element), element) for element in others if element is not original),
    )


def _language_of(element: Element) -> str:
    return language_tag(element.get("LG", ""))


def _schema_of(root: Element, form: Element) -> tuple[str, Layout]:
    """Schema version (written on the form in R2.0.8, on the root later) and its table of paths."""
    version = (root.get("VERSION") or form.get("VERSION") or "").strip()
    match = _VERSION.fullmatch(version)
    if match is None:
        raise RejectedError(
            Code.UNKNOWN_VERSION,
            "This version of the TED schema is not known; R2.0.8 and R2.0.9 up to S05 are.",
            place=f"{place_of(root)}/@VERSION",
            value=version,
        )
    return version, LAYOUTS.get((match[1], form.get("FORM", "")), LAYOUTS[match[1], ""])


def _read_notice(root: Node, form: Node, schema: str, layout: Layout) -> NoticeRecord:
    number = _number(root)
    dispatched_on, published_on = _days(root)
    subtype, form_type, notice_type = _kind(form, schema, layout)
    outcome, lots, book = _read_content(root, form, layout, notice_type)
    earlier, corrected = _references(root, form, layout, form_type)
    dispatched = day_moment(dispatched_on, time.min, None) if dispatched_on else Moment()
    return NoticeRecord(
        source=Source.TED.value,
        schema=schema,
        identifier=f"ted-{number}",
        publication_number=number,
        refers_to=tuple(other for other in earlier if other != number),
        changes=f"ted-{corrected}" if corrected else "",
        internal_identifier=form.text(layout.reference)[:_LONGEST_REFERENCE],
        subtype=subtype,
        notice_type=notice_type,
        form_type=form_type,
        legal_basis=_legal_basis(root, form, layout, subtype),
        dispatched_at=dispatched.at,
        dispatched_precision=dispatched.precision,
        published_on=published_on,
        language=form.language,
        languages=tuple(dict.fromkeys([form.language, *(language for language, _ in form.twins)])),
        titles=form.texts(layout.title, " ") or _headings(root, form),
        descriptions=form.texts(layout.description),
        nature=_nature(root, form, layout),
        cpv=_cpv(root, form, layout),
        additional_cpv=_union([cpvs_of(form, layout.additional_cpv), *(lot.additional_cpv for lot in lots)]),
        places=_union([places_of(form, layout.nuts), *(lot.places for lot in lots)]),
        estimated_value=money_at(form, layout.estimated_value),
        procedure_type=procedure_type(root, form, layout),
        is_accelerated=is_accelerated(root, form, layout),
        direct_award_reasons=direct_award_reasons(form, layout),
        direct_award_texts=form.texts(layout.direct_award_text),
        total_value=_total_value(form, layout, outcome),
        parties=book.records(),
        lots=tuple(lots),
        results=tuple(outcome.results),
        tenders=tuple(outcome.tenders),
        contracts=tuple(outcome.contracts),
    )


def _number(root: Node) -> str:
    """Number of the notice in the Official Journal, from the coded part, else from the root."""
    element = root.one(paths.DOCUMENT_NUMBER)
    written = (text_of(element, " ") if element is not None else "") or root.element.get("DOC_ID", "").strip()
    number = publication_number(written)
    if not number:
        raise RejectedError(
            Code.BAD_IDENTIFIER if written else Code.MISSING,
            "The notice has no number in the Official Journal (2021/S 123-456789). Send it as published.",
            place=place_of(root.element if element is None else element),
            value=written,
        )
    return number


def _days(root: Node) -> tuple[date | None, date | None]:
    """The days on which the notice was sent and published. One of them must be there."""
    days = notice_day_at(root, paths.DISPATCHED), notice_day_at(root, paths.PUBLISHED)
    if days == (None, None):
        raise RejectedError(
            Code.MISSING,
            "The notice has neither a day of publication (DATE_PUB) nor of dispatch (DS_DATE_DISPATCH). "
            "Send it as published.",
            place=f"/{_ROOT}/CODED_DATA_SECTION: DATE_PUB, DS_DATE_DISPATCH",
        )
    return days


def _kind(form: Node, schema: str, layout: Layout) -> tuple[str, str, str]:
    """Subtype, form type (BT-03) and notice type (BT-02) of the form and its heading.

    A heading that announces a purchase above awards that were made is a slip of the sender: the awards count.
    """
    written = form.element.get("FORM", "")
    name = name_of(form.element)
    subtype = codes.FORMS[schema[:6]].get((name, written), "")
    heading = form.attribute(layout.notice_kind, "TYPE")
    kind = codes.NOTICE_KINDS.get((subtype, heading)) or codes.NOTICE_KINDS.get((subtype, ""))
    if kind is None and not heading:
        kind = codes.NOTICE_KINDS_WITHOUT_HEADING.get(subtype)
    if kind is None:
        raise RejectedError(
            Code.UNKNOWN_FORMAT,
            "This form, or the type in its heading, is not one that Majakka reads "
            "(F01–F08, F12–F18, F20–F25, T01 and T02 are).",
            place=place_of(form.element),
            value=f"{name} {written} {heading}".strip(),
        )
    if subtype in codes.AWARD_HEADINGS and form.has(layout.awards):
        kind = codes.NOTICE_KINDS[subtype, codes.AWARD_HEADINGS[subtype]]
    return subtype, *kind


def _references(root: Node, form: Node, layout: Layout, form_type: str) -> tuple[list[str], str]:
    """Numbers of the earlier notices named, and of the one that a corrigendum corrects."""
    corrected = publication_number(form.text(layout.corrected_notice))
    written = [*root.all(paths.EARLIER_NOTICES), *form.all(layout.earlier_notices)]
    numbers = [publication_number(text_of(element, " ")) for element in written]
    earlier = list(dict.fromkeys(number for number in numbers if number))
    if form_type == "change":
        return earlier, corrected or next(iter(earlier), "")
    return list(dict.fromkeys([*earlier, corrected])) if corrected else earlier, ""


def _legal_basis(root: Node, form: Node, layout: Layout, subtype: str) -> str:
    basis = form.attribute(layout.legal_basis, "VALUE")
    if basis or form.has(layout.other_legal_basis):
        return basis or codes.OTHER_LEGAL_BASIS
    directive = root.attribute(paths.CODED_DIRECTIVE, "VALUE")
    return codes.LEGAL_BASIS_OF_DIRECTIVE.get(directive, "") or codes.LEGAL_BASIS_OF_FORM.get(subtype, "")


def _headings(root: Node, form: Node) -> Text:
    """Machine-made headings of the coded part, in the languages of the form: better than no title."""
    languages = {form.language, *(language for language, _ in form.twins)}
    found = {
        _language_of(heading): " ".join(text_of(text, " ") for text in every(heading, _TITLE_TEXT))
        for heading in root.all(paths.CODED_TITLES)
    }
    return {language: text for language, text in found.items() if text and language in languages}


def _nature(root: Node, form: Node, layout: Layout) -> str:
    """BT-23: the form's own answer (attribute CTYPE, in R2.0.8 VALUE), else the coded part's."""
    element = form.one(layout.nature)
    if element is not None:
        return mapped(element, "CTYPE" if element.get("CTYPE") else "VALUE", codes.NATURES)
    return codes.CODED_NATURES.get(root.attribute(paths.CODED_NATURE, "CODE"), "")


def _cpv(root: Node, form: Node, layout: Layout) -> str:
    element = form.one(layout.cpv)
    if element is None:
        element = root.one(paths.CODED_CPV)
    return "" if element is None else cpv_of(element)


def _read_content(
    root: Node, form: Node, layout: Layout, notice_type: str
) -> tuple[Outcome, list[LotRecord], PartyBook]:
    book = PartyBook(layout.address)
    add_buyers(book, form, layout)
    shared = _shared(root, form, layout, notice_type)
    described = read_lots(form, layout, shared)
    outcome = read_awards(form, layout, described, book, is_framework=bool(shared.framework))
    add_others(book, form, layout)
    lots = with_awarded_lots(described, outcome.lots, bare_lot(shared))
    return outcome, with_estimates(lots, outcome), book


def _shared(root: Node, form: Node, layout: Layout, notice_type: str) -> Shared:
    return Shared(
        kind=LotKind.PART if notice_type in _PART_TYPES else LotKind.LOT,
        titles=form.texts(layout.title, " "),
        nature=_nature(root, form, layout),
        cpv=_cpv(root, form, layout),
        places=places_of(form, layout.nuts),
        eu_funded=told(form, layout.eu_funded, layout.not_eu_funded),
        framework=framework(form, layout),
        purchasing_system=purchasing_system(form, layout),
        tenders_due=deadline_at(form, layout.due_on, layout.due_time, _country(root)),
        reserved=reserved(form, layout),
        criteria=read_criteria(form.every(layout.criteria)),
    )


def _country(root: Node) -> str:
    return country_of(root.one(paths.COUNTRY_OF_NOTICE))


def _total_value(form: Node, layout: Layout, outcome: Outcome) -> Money | None:
    """What was bought for in all (II.1.7). A range is a total only when its ends meet; prizes are the last resort."""
    total = money_at(form, layout.total_value)
    if total is not None:
        return total
    lowest, highest = money_at(form, layout.total_lowest), money_at(form, layout.total_highest)
    if lowest is not None:
        return lowest if lowest == highest else None
    return outcome.prizes[0] if len(outcome.prizes) == 1 else None


def _union(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for part in parts for value in part))
