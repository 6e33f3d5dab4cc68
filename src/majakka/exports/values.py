"""Indicator values as CSV or JSON: always with numerator, denominator, interval, coverage and rule version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from django.db import connections
from django.db.models import Q, QuerySet
from django.db.models import Value as Const
from django.db.models.functions import Coalesce, Collate
from django.utils.translation import gettext as _

from majakka.base.share import Share
from majakka.exports.numbers import as_json
from majakka.exports.tables import csv_lines
from majakka.indicators.models import Value
from majakka.notices.queries import has_real_notices
from majakka.reports.asked_codes import (
    country_problem,
    division_problem,
    indicator_problem,
    organisation_problem,
)
from majakka.reports.notice_search import SearchError
from majakka.reports.records import DEMO_COUNTRY

_YEARS = range(1000, 10_000)
# Shares are quotients: ten digits are more than any money measured here can tell
_DIGITS = Decimal("1E-10")
_SHARE_FIELDS = ("numerator", "unknown", "denominator", "low", "value", "high", "coverage")

HEADER = (
    "indicator",
    "kind",
    "unit",
    "organisation",
    "country",
    "year",
    "cpv_division",
    *(f"count_{name}" for name in _SHARE_FIELDS),
    *(f"euro_{name}" for name in _SHARE_FIELDS),
    "euro_estimated",
    "mean",
    "median",
    "excluded_count",
    "reporting_units",
    "rule_version",
    "measured_at",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueSearch:
    """Which values; all that are given must hold. Field names are the names in addresses."""

    indicator: tuple[str, ...] = ()  # codes, any of
    organisation: str = ""  # code
    country: str | None = None  # alpha-2; "" is all real countries; None any scope
    year: tuple[int, ...] = ()
    cpv_division: str | None = None  # two digits; "" is over all divisions; None any
    demo: bool | None = None  # None: the demo country only while nothing real has been imported


def search_values(search: ValueSearch) -> QuerySet[Value]:
    """The values asked for, in an order that is the same in every database.

    Raises SearchError with a message for each filter that names what does not exist.
    """
    if problems := _problems(search):
        raise SearchError(problems)
    demo = search.demo if search.demo is not None else not has_real_notices()
    is_demo = Q(organisation__is_demo=True) | Q(organisation__isnull=True, country=DEMO_COUNTRY)
    values = Value.objects.filter(is_demo) if demo else Value.objects.exclude(is_demo)
    if search.indicator:
        values = values.filter(indicator__code__in=search.indicator)
    if search.organisation:
        values = values.filter(organisation__code=search.organisation)
    if search.country is not None:
        values = values.filter(organisation__isnull=True, country=search.country)
    if search.year:
        values = values.filter(year__in=search.year)
    if search.cpv_division is not None:
        values = values.filter(cpv_division=search.cpv_division)
    return _in_lasting_order(values)


def _problems(search: ValueSearch) -> dict[str, str]:
    unknown = (problem for code in search.indicator if (problem := indicator_problem(code)))
    problems = {
        "indicator": next(unknown, ""),
        "organisation": organisation_problem(search.organisation) if search.organisation else "",
        "country": country_problem(search.country) if search.country else "",
        "year": ""
        if all(year in _YEARS for year in search.year)
        else _("Give a year with four digits, such as 2026."),
        "cpv_division": division_problem(search.cpv_division) if search.cpv_division else "",
    }
    return {name: problem for name, problem in problems.items() if problem}


def _in_lasting_order(values: QuerySet[Value]) -> QuerySet[Value]:
    collation = "C" if connections[values.db].vendor == "postgresql" else "BINARY"
    return values.select_related("indicator", "organisation").order_by(
        "indicator__order",
        Collate("indicator__code", collation),
        Collate(Coalesce("organisation__code", Const("")), collation),
        Collate("country", collation),
        "year",
        Collate("cpv_division", collation),
    )


def value_csv(values: Iterable[Value]) -> Iterator[bytes]:
    return csv_lines(HEADER, (tuple(_flat(value).values()) for value in values))


def value_json(values: Iterable[Value]) -> Iterator[bytes]:
    """A JSON array, one value a line."""
    separator = b"[\n"
    for value in values:
        yield separator + as_json(value_object(value))
        separator = b",\n"
    yield b"\n]\n" if separator == b",\n" else b"[]\n"


def value_object(value: Value) -> dict[str, Any]:
    """One value with its shares by count and by euro; `organisation` is a code, empty for a country."""
    indicator = value.indicator
    is_share = indicator.kind == "share"
    return {
        "indicator": indicator.code,
        "kind": indicator.kind,
        "unit": indicator.unit,
        "organisation": value.organisation.code if value.organisation else "",
        "country": value.country,
        "year": value.year,
        "cpv_division": value.cpv_division,
        "count": share_object(value.by_count) if is_share else None,
        "euro": share_object(value.by_euro) if is_share and indicator.has_euro else None,
        "euro_estimated": value.euro_estimated if indicator.has_euro else None,
        "n": value.count_whole,
        "mean": _rounded(value.mean),
        "median": value.median,
        "excluded_count": value.excluded_count,
        "reporting_units": value.reporting_units,
        "rule_version": value.rule_version,
        "measured_at": value.measured_at,
    }


def share_object(share: Share) -> dict[str, Any]:
    """A share as numerator, unknown and denominator, with the quotients that they make."""
    return {
        "numerator": share.yes,
        "unknown": share.unknown,
        "denominator": share.whole,
        "low": _rounded(share.low),
        "value": _rounded(share.value),
        "high": _rounded(share.high),
        "coverage": _rounded(share.coverage),
    }


def _flat(value: Value) -> dict[str, Any]:
    told = value_object(value)
    nothing: dict[str, Any] = dict.fromkeys(_SHARE_FIELDS)
    count = told["count"] or {**nothing, "denominator": told["n"]}
    euro = told["euro"] or nothing
    flat = {
        **told,
        **{f"count_{name}": count[name] for name in _SHARE_FIELDS},
        **{f"euro_{name}": euro[name] for name in _SHARE_FIELDS},
    }
    return {name: flat[name] for name in HEADER}


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(_DIGITS, ROUND_HALF_EVEN)
