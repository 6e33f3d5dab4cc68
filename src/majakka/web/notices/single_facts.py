"""What a notice page tells in single facts, out of all its lots and tenders."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from majakka.codes.queries import label
from majakka.notices.choices import FRAMEWORK_OF_UNKNOWN_KIND
from majakka.notices.models import Lot, Notice
from majakka.reports.notice_story import NoticeStory
from majakka.web.format import format_day, format_number

_MOST_PERIODS = 3
_OFFICIAL_JOURNAL = re.compile(r"\d{1,8}-\d{4}", re.ASCII)
_NONE = ("", "none")


@dataclass(frozen=True, slots=True)
class EarlierNotice:
    """A notice that this one names (BT-758, BT-125 …) and that the page does not show otherwise."""

    told: str
    ted_address: str
    is_corrected: bool


@dataclass(frozen=True, slots=True)
class SingleFacts:
    """`periods` and `dates` are empty where the notice says nothing."""

    additional_cpv: tuple[
        str, ...
    ]  # BT-263 of the purchase and BT-262, BT-263 of its lots, the main one left out; in words where imported
    frameworks: tuple[str, ...]  # BT-765, BT-766 in words
    periods: tuple[str, ...]  # BT-536, BT-537, BT-36
    decided_on: str  # BT-1451
    concluded_on: str  # BT-145
    earlier: tuple[EarlierNotice, ...]


def single_facts(story: NoticeStory, language: str) -> SingleFacts:
    lots = [part.lot for part in story.lots if part.lot]
    tenders = [award.tender for part in story.lots for award in part.awards]
    return SingleFacts(
        additional_cpv=_additional_cpv(story.notice, lots, language),
        frameworks=_frameworks(lots, language),
        periods=_periods(lots, language),
        decided_on=_days((tender.decided_on for tender in tenders), language),
        concluded_on=_days((tender.concluded_on for tender in tenders), language),
        earlier=_earlier(story),
    )


def ted_address(publication_number: str) -> str:
    """The page of a notice of the Official Journal (TED); empty for another number."""
    if not _OFFICIAL_JOURNAL.fullmatch(publication_number):
        return ""
    return f"https://ted.europa.eu/en/notice/-/detail/{publication_number}"


def _additional_cpv(notice: Notice, lots: Sequence[Lot], language: str) -> tuple[str, ...]:
    codes = dict.fromkeys(notice.additional_cpv)
    for lot in lots:
        codes |= dict.fromkeys([lot.cpv, *lot.additional_cpv])
    told = ((code, label("cpv", code, language)) for code in codes if code and code != notice.cpv)
    return tuple(code if words == code else f"{words} ({code})" for code, words in told)


def _frameworks(lots: Sequence[Lot], language: str) -> tuple[str, ...]:
    codes = dict.fromkeys(("framework-agreement", lot.framework) for lot in lots)
    codes |= dict.fromkeys(("dps-usage", lot.purchasing_system) for lot in lots)
    return tuple(_technique(name, code, language) for name, code in codes if code not in _NONE)


def _technique(list_code: str, code: str, language: str) -> str:
    return _("Framework agreement") if code == FRAMEWORK_OF_UNKNOWN_KIND else label(list_code, code, language)


def _periods(lots: Sequence[Lot], language: str) -> tuple[str, ...]:
    """Each period once. Of more than three different ones the page would tell nothing: the API has them."""
    told = tuple(filter(None, dict.fromkeys(_period(lot, language) for lot in lots)))
    return told if len(told) <= _MOST_PERIODS else ()


def _period(lot: Lot, language: str) -> str:
    if lot.starts_on and lot.ends_on:
        return f"{format_day(lot.starts_on, language)} – {format_day(lot.ends_on, language)}"
    duration = _duration(lot, language)
    if lot.starts_on:
        start = _("from %(day)s") % {"day": format_day(lot.starts_on, language)}
        return f"{start}, {duration}" if duration else start
    if lot.ends_on:
        return _("up to %(day)s") % {"day": format_day(lot.ends_on, language)}
    return duration


def _duration(lot: Lot, language: str) -> str:
    value = lot.duration_value
    if value is None:
        return ""
    number = format_number(value, language, digits=0 if value == value.to_integral_value() else 2)
    n = 1 if value == 1 else 2
    words = {
        "DAY": ngettext("%(number)s day", "%(number)s days", n),
        "WEEK": ngettext("%(number)s week", "%(number)s weeks", n),
        "MONTH": ngettext("%(number)s month", "%(number)s months", n),
        "YEAR": ngettext("%(number)s year", "%(number)s years", n),
    }.get(lot.duration_unit)
    return words % {"number": number} if words else ""


def _days(found: Iterable[date | None], language: str) -> str:
    """One day, or the first and the last of several."""
    days = sorted({day for day in found if day})
    if not days:
        return ""
    ends = dict.fromkeys((days[0], days[-1]))
    return " – ".join(format_day(day, language) for day in ends)


def _earlier(story: NoticeStory) -> tuple[EarlierNotice, ...]:
    notice = story.notice
    shown = {name for one in story.procedure for name in (one.number, one.identifier, one.publication_number)}
    corrected = _plain(notice.changes)
    named = dict.fromkeys(filter(None, [corrected, *map(_plain, notice.refers_to)]))
    return tuple(
        EarlierNotice(name, "" if notice.is_demo else ted_address(name), name == corrected)
        for name in named
        if name not in shown
    )


def _plain(name: str) -> str:
    """The number or identifier without what the readers put round it: a version behind, ted- before."""
    if re.fullmatch(r"[0-9a-f-]{36}-\d{2}", name):
        return name[:36]
    return name.removeprefix("ted-")
