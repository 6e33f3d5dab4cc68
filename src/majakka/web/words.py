"""Codes and fields of notices in a reader's words."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import npgettext

from majakka.codes.queries import label
from majakka.notices.choices import Precision, Stage
from majakka.notices.models import Notice
from majakka.notices.rules import as_published, is_call_open, told_day
from majakka.web.format import (
    BLANK,
    format_day,
    format_moment,
    format_number,
    format_other_zone,
    join_words,
)

# Evidence fields whose value is a code of a list
_LIST_OF_FIELD = {
    "BT-06": "strategic-procurement",
    "BT-776": "innovative-acquisition",
    "BT-774": "environmental-impact",
    "BT-775": "social-objective",
    "BT-805": "gpp-criteria",
    "BT-105": "procurement-procedure-type",
    "BT-262": "cpv",
    "BT-765": "framework-agreement",
    "BT-71": "reserved-procurement",
}


# Procedures with one stage: what is due are tenders. Elsewhere the first thing due may be a request to take part
_ONE_STAGE = ("open", "oth-single")


def stage(value: str) -> str:
    """Where a purchase stands (notices.choices.Stage)."""
    return {
        "planned": _("Planned"),
        "dialogue": _("Market dialogue"),
        "open": _("Open for tenders"),
        "closed": _("Call closed"),
        "awarded": _("Awarded"),
        "changed": _("Contract or notice changed"),
    }.get(value, _("Other notice"))


def stage_on(notice: Notice, today: date, language: str) -> str:
    """Where the purchase stands according to the notice; of a call also whether it still takes tenders."""
    if notice.form_type == "change":
        return _("Correction of a notice")
    if notice.stage == Stage.CHANGED:
        return _("Contract changed")
    if notice.stage != Stage.OPEN:
        return stage(notice.stage)
    due = notice.tenders_due_at
    precision = notice.tenders_due_precision
    is_open = is_call_open(due, precision=precision, published_on=notice.published_on, today=today)
    if due is None:
        return _("Open for tenders") if is_open else _("Call for tenders, closed")
    day = {"at": format_day(told_day(due, notice.tenders_due_offset, precision), language)}
    if is_open:
        return _("Open for tenders, closes %(at)s") % day
    return _("Call for tenders, closed %(at)s") % day


def deadline_name(notice: Notice) -> str:
    """What is due at the deadline, which is BT-131, BT-1311 or BT-630."""
    is_tender = notice.procedure_type in _ONE_STAGE and not notice.notice_type.startswith("pin-cfc")
    return _("Tenders due") if is_tender else _("Tenders or requests to take part due")


def deadline(notice: Notice, language: str) -> str:
    """When tenders are due, in Finnish time; beside it as the notice says it where its zone is another.

    As the notice says it alone where that is a mere day, or a time of no zone.
    """
    due, offset, precision = notice.tenders_due_at, notice.tenders_due_offset, notice.tenders_due_precision
    if due is not None and precision == Precision.DAY:
        return format_day(told_day(due, offset, precision), language)
    if due is not None and precision == Precision.NO_ZONE:
        written = format_moment(as_published(due, offset).replace(tzinfo=None), language)
        return _("%(moment)s, time zone not given") % {"moment": written}
    finnish = format_moment(due, language)
    if due is None or offset is None:
        return finnish
    published = format_other_zone(as_published(due, offset), language)
    if not published:
        return finnish
    told = {"finnish": finnish, "published": published}
    return _("%(finnish)s Finnish time, in the notice %(published)s") % told


def unit(value: str) -> str:
    """What an indicator counts, in the plural."""
    return {
        "lot": _("lots"),
        "procedure": _("procedures"),
        "tender": _("tenders"),
        "winner": _("winners"),
        "day": _("days"),
    }.get(value, value)


def unit_after(number: Decimal | int | None, value: str) -> str:
    """The same as it stands after a number: 1 lot, 12 lots. Finnish has another form there."""
    n = 1 if number == 1 else 2
    return {
        "lot": npgettext("after a number", "lot", "lots", n),
        "procedure": npgettext("after a number", "procedure", "procedures", n),
        "tender": npgettext("after a number", "tender", "tenders", n),
        "winner": npgettext("after a number", "winner", "winners", n),
        "day": npgettext("after a number", "day", "days", n),
    }.get(value, value)


def counted(number: Decimal | int, value: str, language: str) -> str:
    """A number with what was counted: 12 lots."""
    return f"{format_number(number, language)}{BLANK}{unit_after(number, value)}"


def too_few(number: Decimal | int, value: str, least: int, language: str) -> str:
    """That so few are not judged, and how many are needed."""
    return _("Too few: %(counted)s, %(least)s needed") % {
        "counted": counted(number, value, language),
        "least": format_number(least, language),
    }


def share_by_count(value: str) -> str:
    """What a share by count is a share of."""
    return {
        "lot": _("share of all lots"),
        "procedure": _("share of all procedures"),
        "tender": _("share of all tenders"),
        "winner": _("share of all winners"),
    }.get(value, _("share by count"))


def field_name(field: str) -> str:
    """What a field of a notice is about; an unknown field says that it is one."""
    return {
        "BT-06": _("Strategic aim"),
        "BT-21": _("Title"),
        "BT-24": _("Description"),
        "BT-71": _("Reserved for"),
        "BT-105": _("Procedure"),
        "BT-262": _("Field"),
        "BT-300": _("Additional information"),
        "BT-539": _("Award criterion"),
        "BT-540": _("Award criterion"),
        "BT-726": _("Suitable for SMEs"),
        "BT-734": _("Award criterion"),
        "BT-774": _("Environmental aim"),
        "BT-775": _("Social aim"),
        "BT-776": _("Kind of innovation"),
        "BT-777": _("Description of strategic aims"),
        "BT-805": _("Green criteria"),
    }.get(_stem(field), _("Answer in the notice"))


def _stem(field: str) -> str:
    """BT-24-Lot is BT-24."""
    return "-".join(field.split("-")[:2])


def evidence_value(evidence: Mapping[str, Any], language: str) -> str:
    """A coded answer in words."""
    value = evidence.get("value", "")
    if isinstance(value, list):
        return ", ".join(_one_value(str(evidence.get("field", "")), str(v), language) for v in value)
    return _one_value(str(evidence.get("field", "")), str(value), language)


def _one_value(field: str, value: str, language: str) -> str:
    if value.lower() in ("true", "false"):
        return _("Yes") if value.lower() == "true" else _("No")
    list_code = _LIST_OF_FIELD.get(_stem(field))
    if list_code == "cpv":
        return cpv(value, language)
    return label(list_code, value, language) if list_code else value


def cpv(code: str, language: str) -> str:
    """A CPV code behind its words; behind those of its division where the list has not been imported."""
    words = label("cpv", code, language)
    if words == code:
        words = label("cpv-division", code[:2], language)
    return code if words == code[:2] else f"{words} ({code})"


def roles(names: Sequence[str], language: str) -> str:
    """Roles in a notice, in words."""
    known = {
        "buyer": _("buyer"),
        "cpb": _("central purchasing body"),
        "service-provider": _("procurement service provider"),
        "winner": _("winner"),
        "tenderer": _("tenderer"),
        "subcontractor": _("subcontractor"),
        "review": _("review body"),
        "information": _("gives information"),
        "funder": _("funder"),
    }
    return join_words([str(known.get(name, name)) for name in names], language)


def weight(criterion: Mapping[str, Any], language: str) -> str:
    """The weight of an award criterion with its unit: per cent, points, or place in order."""
    raw = criterion.get("weight")
    if raw in (None, ""):
        return "–"
    try:
        value = Decimal(str(raw))
    except InvalidOperation:
        return str(raw)
    digits = 0 if value == value.to_integral_value() else 2
    number = format_number(value, language, digits=digits)
    kind = str(criterion.get("weight_kind") or "")
    if kind.startswith("per"):
        return f"{number}{BLANK}%"
    if kind.startswith("ord"):
        return _("%(number)s. in order of importance") % {"number": number}
    if kind.startswith("poi"):
        return _("%(number)s points") % {"number": number}
    return number


def place(value: Any, language: str) -> str:
    """A place of performance: a NUTS code in words, or the city and country of a mapping."""
    if not isinstance(value, Mapping):
        return _nuts(str(value), language)
    parts = [str(value.get("city") or ""), _nuts(str(value.get("nuts") or ""), language)]
    country = str(value.get("country") or "")
    if not any(parts) and country:
        parts = [label("country", country, language)]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _nuts(code: str, language: str) -> str:
    if not code:
        return ""
    words = label("nuts", code, language)
    return words if words != code or len(code) > 2 else label("country", code, language)
