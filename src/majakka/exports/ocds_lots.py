"""Lots and items of a release: what is bought, and which strategic aims it serves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from majakka.exports import ocds_codes as codes
from majakka.exports.ocds_parts import amount, classification, filled, sourced_text
from majakka.notices.models import Lot, Notice
from majakka.notices.rules import as_published

_DAYS = {"DAY": 1, "WEEK": 7, "MONTH": 30, "YEAR": 365}


def item_objects(notice: Notice, lots: list[Lot]) -> list[dict[str, Any]]:
    """One item a lot; a notice without lots has one for itself."""
    if not lots:
        whole = _item("1", notice.cpv, notice.additional_cpv, notice.places, "")
        return [whole] if len(whole) > 1 else []
    return [
        _item(str(number), lot.cpv or notice.cpv, lot.additional_cpv, lot.places, lot.identifier)
        for number, lot in enumerate(lots, start=1)
    ]


def _item(number: str, cpv: str, more: Iterable[str], places: Iterable[str], lot: str) -> dict[str, Any]:
    return filled(
        {
            "id": number,
            "classification": classification(cpv),
            "additionalClassifications": [classification(code) for code in more],
            "deliveryAddresses": [{"region": place} for place in places],
            "relatedLot": lot,
        }
    )


def lot_object(lot: Lot, language: str) -> dict[str, Any]:
    aims = sustainability(lot)
    return filled(
        {
            "id": lot.identifier,
            **sourced_text("title", lot.titles, language),
            **sourced_text("description", lot.descriptions, language),
            "mainProcurementCategory": codes.CATEGORIES.get(lot.nature),
            "value": amount(lot.estimated_value, lot.currencies.get("estimated_value")),
            "maximumValue": amount(lot.framework_maximum, lot.currencies.get("framework_maximum")),
            "tenderPeriod": filled({"endDate": as_published(lot.tenders_due_at, lot.tenders_due_offset)}),
            "contractPeriod": _contract_period(lot),
            "techniques": _techniques(lot),
            "suitability": filled({"sme": lot.sme_suitable}),
            "otherRequirements": filled({"reservedParticipation": _known(lot.reserved, codes.RESERVED)}),
            "submissionTerms": filled({"variantPolicy": codes.VARIANTS.get(lot.variants)}),
            "hasAccessibilityCriteria": codes.ACCESSIBILITY.get(lot.accessibility),
            "awardCriteria": filled({"criteria": [_criterion(c, language) for c in lot.criteria]}),
            "hasSustainability": _has_sustainability(lot, aims),
            "sustainability": aims,
        }
    )


def sustainability(lot: Lot) -> list[dict[str, Any]]:
    """BT-06, 774, 775, 776 as goals, BT-805 as a strategy of the environmental goal."""
    goals = [
        *_known(lot.strategic, codes.STRATEGIC),
        *_known(lot.innovation, codes.INNOVATION),
        *_known(lot.environment, codes.ENVIRONMENT),
        *_known(lot.social, codes.SOCIAL),
    ]
    strategies = _known(lot.gpp_criteria, codes.GPP)
    if strategies and "environmental" not in goals:
        goals.append("environmental")
    return [
        filled({"goal": goal, "strategies": strategies if goal == "environmental" else []})
        for goal in dict.fromkeys(goals)
    ]


def _has_sustainability(lot: Lot, aims: list[dict[str, Any]]) -> bool | None:
    """False only when the notice says "none" (BT-06). A notice that says nothing leaves it out."""
    if aims:
        return True
    return False if "none" in lot.strategic else None


def _known(values: Iterable[str], table: Mapping[str, str]) -> list[str]:
    return [table[value] for value in values if value in table]


def _contract_period(lot: Lot) -> dict[str, Any]:
    days = None
    if lot.duration_value is not None and lot.duration_unit in _DAYS:
        days = int((lot.duration_value * _DAYS[lot.duration_unit]).to_integral_value())
    return filled(
        {"startDate": _as_moment(lot.starts_on), "endDate": _as_moment(lot.ends_on), "durationInDays": days}
    )


def _as_moment(day: Any) -> str | None:
    """OCDS periods are date-times; the notice gives a day."""
    return None if day is None else f"{day.isoformat()}T00:00:00Z"


def _techniques(lot: Lot) -> dict[str, Any]:
    """Said only as far as the notice says: "none" is no, an empty field nothing."""
    return filled(
        {
            "hasFrameworkAgreement": _yes_unless_none(lot.framework),
            "frameworkAgreement": filled({"method": codes.FRAMEWORKS.get(lot.framework)}),
            "hasDynamicPurchasingSystem": _yes_unless_none(lot.purchasing_system),
            "dynamicPurchasingSystem": filled({"type": codes.PURCHASING_SYSTEMS.get(lot.purchasing_system)}),
        }
    )


def _yes_unless_none(code: str) -> bool | None:
    return code != "none" if code else None


def _criterion(criterion: Mapping[str, Any], language: str) -> dict[str, Any]:
    weight = criterion.get("weight")
    number: dict[str, Any] = {}
    if weight not in (None, ""):
        kind = criterion.get("weight_kind", "")
        number = filled({"number": Decimal(str(weight)), "weight": codes.WEIGHTS.get(kind, kind)})
    return filled(
        {
            "type": criterion.get("kind"),
            **sourced_text("name", criterion.get("names") or {}, language),
            **sourced_text("description", criterion.get("descriptions") or {}, language),
            "numbers": [number] if number else [],
        }
    )
