"""Lots of an older TED notice (section II.2)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from majakka.base.text import Text
from majakka.intake.moments import Moment
from majakka.intake.ted import codes
from majakka.intake.ted.node import Node, name_of
from majakka.intake.ted.paths import Layout, LotPaths, Path, path
from majakka.intake.ted.values import (
    cpv_of,
    date_at,
    duration_of,
    money_at,
    nuts_of,
    weight_of,
)
from majakka.notices.choices import LotKind
from majakka.notices.records import CriterionRecord, LotRecord

WHOLE = "LOT-0000"
"""Identifier of the only lot of a notice that is not divided into lots."""

_LONGEST_LABEL = 50
_SHORTEST_TITLE = 4
_MOST_TITLES = 1_000  # each is looked for in every other
_LEADING_WORD = r"(?:(?:" + "|".join(map(re.escape, codes.LOT_WORDS)) + r")\.?\s*(?:n[ro°º]?\.?|№|#|:)?\s*)?"
_PLAIN_NUMBER = re.compile(_LEADING_WORD + r"0*([0-9]{1,4})\s*[.:]?", re.IGNORECASE)
_NUMBERED = (
    r"(?<!\w)(?:"
    + "|".join(map(re.escape, codes.LOT_WORDS))
    + r")\.?\s*(?:n[ro°º]?\.?|№|#)?\s*0*([0-9]{1,4})"
)
# At the start or the end of a title: elsewhere such words mean other things ("del" is also Spanish for "of the").
_NUMBERED_TITLES = (
    re.compile(rf"{_NUMBERED}\b", re.IGNORECASE),
    re.compile(rf".*{_NUMBERED}\s*\.?$", re.IGNORECASE),
)
_LEADING_NUMBER = re.compile(r"LOT-([0-9]{1,4})(?=[\s:]|$)")
_LIST = re.compile(r"[0-9]+(?:\s*(?:[,;./+&-]|\b[a-zà-ž]{1,3}\b)\s*[0-9]+)+\s*\.?", re.IGNORECASE)

_CRITERION_NAME = path("AC_CRITERION", "CRITERIA")
_CRITERION_WEIGHT = path("AC_WEIGHTING", "WEIGHTING")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What the forms say once for all lots."""

    kind: LotKind
    titles: Text
    nature: str
    cpv: str
    places: tuple[str, ...]
    eu_funded: bool | None
    framework: str
    purchasing_system: str
    tenders_due: Moment
    reserved: tuple[str, ...]
    criteria: tuple[CriterionRecord, ...]


def read_lots(form: Node, layout: Layout, shared: Shared) -> list[LotRecord]:
    """The lots that the form describes; a notice that is not divided has one, LOT-0000."""
    nodes = form.every(layout.lots)
    if not nodes:
        return [] if layout.whole is None else [_read_lot(form, layout.whole, shared, WHOLE)]
    if len(nodes) == 1 and not nodes[0].has(layout.lot.number):
        whole = _read_lot(nodes[0], layout.lot, shared, WHOLE)
        return [whole if whole.titles else replace(whole, titles=shared.titles)]
    taken: set[str] = set()
    lots = []
    for position, node in enumerate(nodes, start=1):
        label = node.text(layout.lot.number)
        identifier = _free(lot_identifier(label) if label else f"LOT-{position:04d}", taken)
        lots.append(_read_lot(node, layout.lot, shared, identifier))
    return lots


def bare_lot(shared: Shared) -> LotRecord:
    """A lot of which only its existence is told, beside what holds for all lots."""
    return LotRecord(
        identifier="",
        kind=shared.kind.value,
        nature=shared.nature,
        cpv=shared.cpv,
        framework=shared.framework,
        purchasing_system=shared.purchasing_system,
        tenders_due_at=shared.tenders_due.at,
        tenders_due_precision=shared.tenders_due.precision,
        reserved=shared.reserved,
    )


def lot_identifier(label: str) -> str:
    """The lot's identifier from its number as the buyer wrote it.

    >>> lot_identifier("1"), lot_identifier("Los 02"), lot_identifier("2.1-CVKTP1")
    ('LOT-0001', 'LOT-0002', 'LOT-2.1-CVKTP1')
    """
    if match := _PLAIN_NUMBER.fullmatch(label):
        return f"LOT-{int(match[1]):04d}"
    return f"LOT-{label[:_LONGEST_LABEL].strip()}"


def _free(identifier: str, taken: set[str]) -> str:
    """The identifier, with a suffix when the notice gave the same number to an earlier lot."""
    free, copy = identifier, 1
    while free in taken:
        copy += 1
        free = f"{identifier}-{copy}"
    taken.add(free)
    return free


def _read_lot(node: Node, paths: LotPaths, shared: Shared, identifier: str) -> LotRecord:
    cpv = node.one(paths.cpv)
    duration_value, duration_unit = _duration(node, paths)
    eu_funded = told(node, paths.eu_funded, paths.not_eu_funded)
    return LotRecord(
        identifier=identifier,
        kind=shared.kind.value,
        titles=node.texts(paths.title, " "),
        descriptions=node.texts(paths.description),
        nature=shared.nature,
        cpv=shared.cpv if cpv is None else cpv_of(cpv),
        additional_cpv=cpvs_of(node, paths.additional_cpv),
        places=places_of(node, paths.nuts) or shared.places,
        estimated_value=money_at(node, paths.value),
        framework=shared.framework,
        purchasing_system=shared.purchasing_system,
        tenders_due_at=shared.tenders_due.at,
        tenders_due_precision=shared.tenders_due.precision,
        starts_on=date_at(node, paths.starts_on),
        ends_on=date_at(node, paths.ends_on),
        duration_value=duration_value,
        duration_unit=duration_unit,
        reserved=shared.reserved,
        variants=_variants(node, paths),
        eu_funded=shared.eu_funded if eu_funded is None else eu_funded,
        criteria=read_criteria(node.every(paths.criteria)) or shared.criteria,
    )


def read_criteria(nodes: Sequence[Node]) -> tuple[CriterionRecord, ...]:
    """The award criteria among these elements, in the order of the form."""
    return tuple(_read_criterion(node) for node in nodes if name_of(node.element) in codes.CRITERION_KINDS)


def _read_criterion(node: Node) -> CriterionRecord:
    name = name_of(node.element)
    named = name == "AC_CRITERION"
    texts = node.own_texts(" ") if named else node.texts(_CRITERION_NAME, " ")
    weight, is_percentage = weight_of(node.text(_CRITERION_WEIGHT))
    return CriterionRecord(
        kind=codes.CRITERION_KINDS[name],
        names=texts,
        weight=weight,
        weight_kind=codes.WEIGHT_PERCENT if is_percentage else "",
    )


def _duration(node: Node, paths: LotPaths) -> tuple[Decimal | None, str]:
    for where, unit in paths.durations:
        element = node.one(where)
        value = None if element is None else duration_of(element)
        if element is not None and value is not None:
            unit = unit or element.get("TYPE", "")
            return value, unit if unit in codes.DURATION_UNITS else ""
    return None, ""


def _variants(node: Node, paths: LotPaths) -> str:
    if node.has(paths.variants):
        return codes.VARIANTS_ALLOWED
    return codes.VARIANTS_NOT_ALLOWED if node.has(paths.no_variants) else ""


def told(node: Node, yes: Path, no: Path) -> bool | None:
    """An answer that the forms give by one of two boxes; None when neither is ticked."""
    return True if node.has(yes) else False if node.has(no) else None


def cpvs_of(node: Node, where: Path) -> tuple[str, ...]:
    return tuple(dict.fromkeys([cpv_of(element) for element in node.all(where)]))


def places_of(node: Node, where: Path) -> tuple[str, ...]:
    codes_given = [nuts_of(element) for element in node.all(where)]
    return tuple(dict.fromkeys([code for code in codes_given if code]))


@dataclass(frozen=True, slots=True)
class LotNames:
    """What awards may call the lots by, looked up once: a notice may have as many awards as lots."""

    known: frozenset[str]
    by_title: Mapping[str, Sequence[str]]
    by_number: Mapping[int, Sequence[str]]
    telling_titles: Sequence[tuple[str, str]]
    """Titles without case, each with its lot, that no other lot's title repeats."""


def names_of(lots: Sequence[LotRecord]) -> LotNames:
    """The names of these lots.

    A title that another lot's title repeats ("Transport" beside "Transport, part 2") tells no lot apart.
    """
    by_title: dict[str, list[str]] = {}
    by_number: dict[int, list[str]] = {}
    for lot in lots:
        for title in set(lot.titles.values()):
            by_title.setdefault(title, []).append(lot.identifier)
        if (number := _leading_number(lot.identifier)) is not None:
            by_number.setdefault(number, []).append(lot.identifier)
    folded = [(title.casefold(), lot.identifier) for lot in lots for title in lot.titles.values()]
    telling = [
        (title, identifier)
        for title, identifier in (folded if len(folded) <= _MOST_TITLES else ())
        if len(title) >= _SHORTEST_TITLE
        and not any(title in other for other, another in folded if another != identifier)
    ]
    return LotNames(frozenset(lot.identifier for lot in lots), by_title, by_number, telling)


def lots_named(label: str, title: Text, names: LotNames) -> list[str]:
    """Identifiers of the lots that an award names by its lot number, else by its title; empty when neither does.

    One award may cover several lots ("1, 2 and 5"); then each of them must be known.
    """
    if label:
        own = lot_identifier(label)
        return (
            [own] if own in names.known else _listed(label, names.known) or _same_number(own, names) or [own]
        )
    for text in title.values():
        same = names.by_title.get(text, ())
        if found := list(same) if len(same) == 1 else _titled_within(text, names):
            return found
        for pattern in _NUMBERED_TITLES:
            match = pattern.match(text)
            if match and (identifier := f"LOT-{int(match[1]):04d}") in names.known:
                return [identifier]
        if listed := _listed(text, names.known):
            return listed
    return []


def _titled_within(text: str, names: LotNames) -> list[str]:
    """The one lot whose title stands whole within the text: it says more than a number, which may count otherwise."""
    text = text.casefold()
    found = {
        identifier
        for title, identifier in names.telling_titles
        if title in text and re.search(rf"(?<!\w){re.escape(title)}(?!\w)", text)
    }
    return list(found) if len(found) == 1 else []


def _listed(text: str, known: frozenset[str]) -> list[str]:
    if _LIST.fullmatch(text.strip()) is None:
        return []
    identifiers = list(dict.fromkeys(f"LOT-{int(number):04d}" for number in re.findall(r"[0-9]{1,4}", text)))
    return identifiers if known.issuperset(identifiers) else []


def _same_number(identifier: str, names: LotNames) -> list[str]:
    """The one lot whose number begins alike ("1" and "1 to project 18"): buyers write more in one place."""
    number = _leading_number(identifier)
    same = names.by_number.get(number, ()) if number is not None else ()
    return list(same) if len(same) == 1 else []


def _leading_number(identifier: str) -> int | None:
    match = _LEADING_NUMBER.match(identifier)
    return int(match[1]) if match else None


def with_awarded_lots(lots: list[LotRecord], awarded: dict[str, Text], bare: LotRecord) -> list[LotRecord]:
    """The lots, and those that only the awards name.

    A notice described as one whole may award several lots: then its one description serves each of them.
    """
    known = {lot.identifier for lot in lots}
    missing = {identifier: titles for identifier, titles in awarded.items() if identifier not in known}
    if not missing:
        return lots
    described = lots[0] if len(lots) == 1 and lots[0].identifier == WHOLE else None
    pattern = described or bare
    made = [
        replace(pattern, identifier=identifier, titles=titles or pattern.titles)
        for identifier, titles in missing.items()
    ]
    return made if described is not None and WHOLE not in awarded else [*lots, *made]
