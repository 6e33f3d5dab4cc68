"""Bodies of one level beside each other: the same definition, year and unit for all."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from majakka.indicators.models import Value
from majakka.indicators.queries import values_of_organisations
from majakka.organisations.models import Organisation
from majakka.organisations.queries import ancestors_by_member
from majakka.reports.facts import figure_of, organisation_facts
from majakka.reports.records import DEMO_COUNTRY, HOLDERS, Choices, Figure, LeagueRow

LEVELS = (
    "branch",
    "county",
    "ministry",
    "agency",
    "accounting-unit",
    "municipality",
    "joint-authority",
    "purchasing-body",
    "other",
)
"""Kinds of bodies that can be compared, the widest first."""

_LONGEST = 60


def league(
    figure: Figure, choices: Choices, *, country: str, today: date
) -> tuple[tuple[LeagueRow, ...], tuple[str, ...], str]:
    """The rows, the levels that have any, and the level shown. The largest bodies when there are very many."""
    values = _values_beside(figure, country)
    present = set(values.values_list("organisation__type", flat=True).distinct())
    levels = tuple(level for level in LEVELS if level in present)
    if not levels:
        return (), (), ""
    level = choices.level if choices.level in levels else levels[0]
    largest_first = "-euro_whole" if figure.unit == "euro" else "-count_whole"
    rows = list(
        values.filter(organisation__type=level)
        .select_related("organisation")
        .order_by(largest_first, "organisation_id")[:_LONGEST]
    )
    keys = [value.organisation_id for value in rows if value.organisation_id is not None]
    before = values_of_organisations(
        indicator_code=figure.indicator.code, organisations=keys, years=[figure.year - 1]
    )
    buyers = _buyers_below(keys, today=today) if level in HOLDERS else {}
    found = [
        _row(value, figure, before.get((value.organisation_id or 0, figure.year - 1)), buyers, today=today)
        for value in rows
    ]
    return tuple(sorted(found, key=_order(choices.order))), levels, level


def _values_beside(figure: Figure, country: str) -> QuerySet[Value]:
    """Values of bodies with the figure's indicator and year; the demo country never stands among real ones."""
    values = Value.objects.filter(
        organisation__isnull=False,
        indicator__code=figure.indicator.code,
        year=figure.year,
        cpv_division="",
        count_whole__gt=0,
    )
    if country:
        return values.filter(organisation__country=country)
    return values.exclude(organisation__country=DEMO_COUNTRY)


def _row(
    value: Value, figure: Figure, before: Value | None, buyers: dict[int, int], *, today: date
) -> LeagueRow:
    body = value.organisation
    if body is None:
        raise ValueError("a league row needs an organisation")

    def read(of: Value) -> Figure:
        return figure_of(
            of, figure.indicator, scope=body.code, unit=figure.unit, target=figure.target, today=today
        )

    return LeagueRow(
        organisation_facts(body), read(value), read(before) if before else None, buyers.get(body.pk)
    )


def _order(order: str) -> Callable[[LeagueRow], Any]:
    """By share the ranked ones come first and the others after them, by size."""

    def by_share(row: LeagueRow) -> tuple[bool, Decimal, str]:
        value = row.figure.share.value if row.figure.is_ranked else row.figure.share.whole
        return not row.figure.is_ranked, -(value or Decimal(0)), row.organisation.code

    def by_name(row: LeagueRow) -> str:
        return row.organisation.names.get("fi", row.organisation.code)

    def by_size(row: LeagueRow) -> tuple[Decimal, str]:
        return -row.figure.share.whole, row.organisation.code

    return {"name": by_name, "size": by_size}.get(order, by_share)


def _buyers_below(organisations: Iterable[int], *, today: date) -> dict[int, int]:
    """How many bodies that can buy belong to each organisation on the day, however deep."""
    counts = dict.fromkeys(organisations, 0)
    buying = set(Organisation.objects.existing(today).exclude(type__in=HOLDERS).values_list("pk", flat=True))
    for member, path in ancestors_by_member(today).items():
        for above in path[1:] if member in buying else ():
            if above in counts:
                counts[above] += 1
    return counts
