"""What pages that show progress have in common: switches, the trend and its heading, addresses of the same rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from majakka.base.clock import read_today
from majakka.codes.queries import label
from majakka.organisations.choices import OrganisationType
from majakka.reports.records import Figure, GoalFacts, ProgressOverview
from majakka.web import charts
from majakka.web.addresses import api_values, export_values, with_query
from majakka.web.choices import ALL, Choice, switch

_NOTICEABLE = Decimal("0.003")


def progress_context(request: HttpRequest, overview: ProgressOverview) -> dict[str, Any]:
    """Everything front and goal pages render, from one overview."""
    figure = overview.figure
    if figure is None:
        return {"overview": overview}
    return {
        "overview": overview,
        "figure": figure,
        "scope": scope_name(overview.country),
        "trend": trend_chart(overview.trend, goal=overview.goal),
        "trend_heading": trend_heading(overview.trend),
        "missing": missing_choices(request, overview),
        "running_year": running_year(overview.trend),
        "years": year_switch(request, overview.years, figure.year),
        "units": unit_switch(request, figure, has_euro=overview.has_euro),
        "countries": country_switch(request, overview),
        "levels": switch(
            request,
            "level",
            [(lv, OrganisationType(lv).label) for lv in overview.levels],
            current=overview.level,
        ),
        "rows": rows_address(figure),
        "data": values_data(figure, country=overview.country),
        "league_data": league_data(figure),
    }


def missing_choices(request: HttpRequest, overview: ProgressOverview) -> list[str]:
    """What the address asks for and there are no figures of, each with what is shown instead."""
    asked_year, asked_country = request.GET.get("year", "")[:10], request.GET.get("country", "")[:10]
    lines = []
    if asked_country and asked_country.upper() != (overview.country or ALL).upper():
        words = {"asked": asked_country, "shown": scope_name(overview.country)}
        lines.append(_("There are no figures for the country “%(asked)s”; shown is: %(shown)s.") % words)
    if overview.figure and asked_year and asked_year != str(overview.figure.year):
        years = {"asked": asked_year, "shown": overview.figure.year}
        lines.append(_("There are no figures for the year “%(asked)s”; %(shown)s is shown.") % years)
    return lines


def scope_name(country: str) -> str:
    return label("country", country, (get_language() or "en")[:2]) if country else _("All countries")


def year_switch(request: HttpRequest, years: Sequence[int], current: int) -> list[Choice]:
    return switch(request, "year", [(str(y), str(y)) for y in years[-8:]], current=str(current))


def unit_switch(request: HttpRequest, figure: Figure, *, has_euro: bool) -> list[Choice]:
    """No switch where no value in euro is known."""
    options = [("euro", _("By value")), ("count", _("By count"))] if has_euro else []
    return switch(request, "unit", options, current=figure.unit)


def country_switch(request: HttpRequest, overview: ProgressOverview) -> list[Choice]:
    options = [(s.country or ALL, scope_name(s.country)) for s in overview.scopes]
    return switch(request, "country", options, current=overview.country or ALL)


def trend_chart(
    figures: Sequence[Figure], *, goal: GoalFacts | None, others: Sequence[Figure] = ()
) -> charts.Trend | None:
    """The trend of the figures with the goal's dated targets, and another scope's beside it.

    A year of which too little is known has its interval and no point.
    """
    beside = {f.year: f.share.value for f in others if f.is_answered}
    points = [
        charts.TrendPoint(
            f.year, f.share.value if f.is_answered else None, f.share.low, f.share.high, beside.get(f.year)
        )
        for f in figures
        if f.is_share
    ]
    targets = (
        [(t.starts_on.year + (t.starts_on.timetuple().tm_yday - 1) / 365, t.value) for t in goal.targets]
        if goal
        else []
    )
    return charts.trend(points, targets=targets)


def trend_heading(figures: Sequence[Figure]) -> str:
    """The finding of the trend in words: direction between the first and the last year that have ended and are known
    well enough."""
    known = [f for f in figures if f.is_ranked and not f.is_running]
    if not known:
        return _("Too little is answered to see a direction")
    if len(known) < 2:
        return _("One year is known well enough so far")
    first, last = known[0], known[-1]
    change = (last.share.value or Decimal(0)) - (first.share.value or Decimal(0))
    values = {"year": first.year}
    if abs(change) < _NOTICEABLE:
        return _("About the same as in %(year)s") % values
    return (_("Higher than in %(year)s") if change > 0 else _("Lower than in %(year)s")) % values


def running_year(figures: Sequence[Figure]) -> str:
    """The year that has not ended, when the trend reaches into it."""
    year = read_today().year
    return str(year) if any(f.year == year for f in figures) else ""


def rows_address(figure: Figure) -> str:
    """The rows that made a number: on its own page, those that count as yes first."""
    address = reverse("web:number", args=[figure.indicator.code, figure.scope, figure.year])
    query: dict[str, str | list[str]] = {"unit": figure.unit}
    if figure.is_share:
        query["answer"] = "yes"
    return f"{with_query(address, query)}#rows"


@dataclass(frozen=True, slots=True)
class DataLinks:
    """The same numbers as a file and from the API."""

    csv: str
    api: str


def values_data(figure: Figure, *, country: str = "", organisation: str = "") -> DataLinks:
    """The figure's indicator in its scope, year by year."""
    query: dict[str, str | list[str]] = {"indicator": figure.indicator.code, "cpv_division": ""}
    query |= {"organisation": organisation} if organisation else {"country": country}
    return DataLinks(export_values(query), api_values(query))


def league_data(figure: Figure) -> DataLinks:
    """The figure's definition and year for every scope there is."""
    query: dict[str, str | list[str]] = {
        "indicator": figure.indicator.code,
        "year": str(figure.year),
        "cpv_division": "",
    }
    return DataLinks(export_values(query), api_values(query))
