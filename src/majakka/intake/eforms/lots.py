"""Lots, parts of a planning notice and groups of lots."""

from collections.abc import Iterable, Mapping
from datetime import tzinfo
from decimal import Decimal
from typing import Any

from majakka.base.errors import RejectedError
from majakka.base.money import Money
from majakka.base.text import Text
from majakka.codes.builtin import PLACEHOLDERS
from majakka.intake.eforms.gather import ITSELF, Bag
from majakka.intake.eforms.parties import Cast
from majakka.intake.eforms.paths import ADDITIONAL_TYPES
from majakka.intake.eforms.quantities import date_of, moment_of, money_of, number_of
from majakka.intake.eforms.values import (
    code_of,
    codes_of,
    cpv_of,
    flag_of,
    identifier_of,
    known_code,
    nuts_of,
    place_of,
    refusal,
    text_of,
    texts_of,
)
from majakka.intake.errors import Code
from majakka.intake.moments import END_OF_DAY, Moment
from majakka.intake.xml import Element
from majakka.intake.zones import zone_of
from majakka.notices.choices import LotKind, Role
from majakka.notices.records import CriterionRecord, LotRecord

KINDS = {"Lot": LotKind.LOT, "Part": LotKind.PART, "LotsGroup": LotKind.GROUP}
_KIND_OF_PREFIX = {"LOT": LotKind.LOT, "PAR": LotKind.PART, "GLO": LotKind.GROUP}
MAX_DURATION = 1_000_000
"""In whatever unit; a century has 36 500 days."""

Answers = Mapping[str, bool | int]
_NO_BAG: Bag = {}
# Of tenders, of requests to take part, of expressions of interest: the first that a lot gives
_DEADLINES = ("BT-131", "BT-1311", "BT-630")
_EU_FUNDED = {"eu-funds": True, "no-eu-funds": False}


def read_lots(bags: Iterable[Bag], cast: Cast, answers: Mapping[str, Answers]) -> tuple[LotRecord, ...]:
    """Every lot, part and group, in document order. `answers`: Hilma's statistical answers by lot.

    Raises RejectedError for a lot without an identifier, two with the same one, or answers for an unknown lot.
    """
    lots: dict[tuple[str, str], LotRecord] = {}
    zone = zone_of(cast.lead_country())
    for bag in bags:
        lot = _read_lot(bag, cast, answers, zone)
        if (lot.kind, lot.identifier) in lots:
            raise refusal(
                Code.DUPLICATE, f"Two lots have the identifier {lot.identifier}.", "BT-137", bag["BT-137"][0]
            )
        lots[lot.kind, lot.identifier] = lot
    unknown = set(answers) - {identifier for _, identifier in lots}
    if unknown:
        raise RejectedError(
            Code.BAD_STATISTICS,
            "The statistical answers name a lot that the notice does not have. Correct the .statistics.json file.",
            place="statistics",
            value=", ".join(sorted(unknown)),
        )
    return tuple(lots.values())


def _read_lot(bag: Bag, cast: Cast, answers: Mapping[str, Answers], zone: tzinfo | None) -> LotRecord:
    identifier = identifier_of("BT-137", bag.get("BT-137"), limit=60)
    if not identifier:
        raise RejectedError(
            Code.MISSING, "A lot has no identifier (BT-137).", place=place_of("BT-137", bag[ITSELF][0])
        )
    cast.refer("OPT-301-Lot-ReviewOrg", bag.get("OPT-301-ReviewOrg"), Role.REVIEW)
    cast.refer("OPT-301-Lot-AddInfo", bag.get("OPT-301-AddInfo"), Role.INFORMATION)
    project = _only(bag, "project")
    process = _only(bag, "process")
    period = _only(project, "period")
    due = _deadline(process, zone)
    declared, declared_texts = read_additional_types(project)
    return LotRecord(
        identifier=identifier,
        kind=str(_kind(identifier, bag["BT-137"][0])),
        titles=texts_of("BT-21", project.get("BT-21")),
        descriptions=texts_of("BT-24", project.get("BT-24")),
        nature=code_of("BT-23", project.get("BT-23")),
        cpv=read_main_cpv(project),
        additional_cpv=cpv_of("BT-263", project.get("BT-263")),
        places=nuts_of("BT-5071", project.get("BT-5071")),
        estimated_value=money_of("BT-27", project.get("BT-27")),
        framework_maximum=_framework_maximum(project, process),
        framework=code_of("BT-765", process.get("BT-765")),
        purchasing_system=code_of("BT-766", process.get("BT-766")),
        tenders_due_at=due.at,
        tenders_due_precision=due.precision,
        starts_on=date_of("BT-536", period.get("BT-536")),
        ends_on=date_of("BT-537", period.get("BT-537")),
        duration_value=_duration(period.get("BT-36")),
        duration_unit=_unit(period.get("BT-36")),
        strategic=declared.get("BT-06", ()),
        innovation=declared.get("BT-776", ()),
        environment=declared.get("BT-774", ()),
        social=declared.get("BT-775", ()),
        gpp_criteria=declared.get("BT-805", ()),
        strategic_texts=declared_texts,
        accessibility=next(iter(declared.get("BT-754", ())), ""),
        reserved=codes_of("BT-71", bag.get("BT-71")),
        sme_suitable=flag_of("BT-726", project.get("BT-726")),
        variants=code_of("BT-63", bag.get("BT-63")),
        clean_vehicles=flag_of("BT-717", bag.get("BT-717")),
        eu_funded=_eu_funded(bag.get("BT-60")),
        criteria=tuple(_read_criterion(criterion) for criterion in bag.get("criterion", ())),
        statistics=answers.get(identifier, {}),
    )


def read_additional_types(project: Bag) -> tuple[dict[str, tuple[str, ...]], Text]:
    """The declared aims: field (BT-06, BT-774 …) -> its codes, each once; and the words about them (BT-777)."""
    declared: dict[str, dict[str, None]] = {}
    words: list[Element] = []
    for additional in project.get("additional-type", ()):
        for element in additional.get("code", ()):
            field = ADDITIONAL_TYPES.get((element.get("listName") or "").strip())
            if field is None:
                continue
            if (text := text_of(element)) and (value := known_code(field, text, element)):
                declared.setdefault(field, {})[value] = None
            if field == "BT-06":
                words.extend(additional.get("BT-777", ()))
    return {field: tuple(values) for field, values in declared.items()}, texts_of("BT-777", words)


def read_main_cpv(project: Bag) -> str:
    """BT-262, which may be there once."""
    codes = cpv_of("BT-262", project.get("BT-262"))
    if len(codes) > 1:
        raise refusal(
            Code.TOO_MANY,
            "There are several main CPV codes; only one may be main.",
            "BT-262",
            project["BT-262"][1],
        )
    return codes[0] if codes else ""


def _only(bag: Bag, group: str) -> Bag:
    """The group that stands once in its bag; an empty one when it is missing."""
    found: list[Any] | None = bag.get(group)
    return found[0] if found else _NO_BAG


def _kind(identifier: str, element: Element) -> LotKind:
    kind = KINDS.get((element.get("schemeName") or "").strip()) or _KIND_OF_PREFIX.get(identifier[:3].upper())
    return kind or LotKind.LOT


def _framework_maximum(project: Bag, process: Bag) -> Money | None:
    maximum = money_of("BT-271", project.get("BT-271"))
    return maximum if maximum is not None else money_of("BT-157", process.get("BT-157"))


def _deadline(process: Bag, zone_of_buyer: tzinfo | None) -> Moment:
    for field in _DEADLINES:
        moment = moment_of(
            f"{field}(d)",
            process.get(f"{field}(d)"),
            process.get(f"{field}(t)"),
            without_time=END_OF_DAY,
            zone_of_day=zone_of_buyer,
        )
        if moment.at is not None:
            return moment
    return Moment()


def _duration(elements: Any) -> Decimal | None:
    duration = number_of("BT-36", elements)
    if duration is not None and duration > MAX_DURATION:
        raise refusal(Code.BAD_NUMBER, f"No contract lasts {duration:f} of any unit.", "BT-36", elements[0])
    return duration


def _unit(elements: Iterable[Element] | None) -> str:
    for element in elements or ():
        if text_of(element):
            return (element.get("unitCode") or "").strip()[:20]
    return ""


def _eu_funded(elements: Any) -> bool | None:
    """BT-60. The list is too short for a file of its own: funded, or not."""
    for element in elements or ():
        text = text_of(element)
        if text in _EU_FUNDED:
            return _EU_FUNDED[text]
        if text not in PLACEHOLDERS:
            raise refusal(
                Code.UNKNOWN_CODE, f"“{text[:40]}” is not a code of the list eu-funded.", "BT-60", element
            )
    return None


def _read_criterion(bag: Bag) -> CriterionRecord:
    weight, weight_kind = None, ""
    for parameter in bag.get("parameter", ()):
        if "BT-5421" in parameter and weight is None:
            weight_kind = code_of("BT-5421", parameter["BT-5421"])
            weight = number_of("BT-541", parameter.get("BT-541"))
    return CriterionRecord(
        kind=code_of("BT-539", bag.get("BT-539")),
        names=texts_of("BT-734", bag.get("BT-734")),
        descriptions=texts_of("BT-540", bag.get("BT-540")),
        weight=weight,
        weight_kind=weight_kind,
    )
