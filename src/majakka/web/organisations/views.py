"""Bodies as a tree or a search, and one body."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from majakka.base.clock import read_today
from majakka.organisations.choices import OrganisationType
from majakka.reports.bodies import organisation_view
from majakka.reports.body_list import body_list, body_notices
from majakka.reports.progress import measured_countries, scope_to_show
from majakka.reports.records import OrganisationView
from majakka.web.choices import read_choices, switch
from majakka.web.progress_page import (
    rows_address,
    running_year,
    scope_name,
    trend_chart,
    trend_heading,
    unit_switch,
    values_data,
    year_switch,
)


def organisation_list(request: HttpRequest) -> HttpResponse:
    asked = read_choices(request.GET).country
    country = asked or scope_to_show(measured_countries(), asked=None, home=settings.HOME_COUNTRY)
    q, type = request.GET.get("q", "")[:200], request.GET.get("type", "")[:20]
    bodies = body_list(
        country=country or settings.HOME_COUNTRY,
        q=q,
        type=type,
        today=read_today(),
        language=(get_language() or "en")[:2],
    )
    countries = [(c, scope_name(c)) for c in bodies.countries]
    context = {
        "bodies": bodies,
        "q": q,
        "type": type,
        "types": [(t, OrganisationType(t).label) for t in bodies.types],
        "countries": switch(request, "country", countries, current=bodies.country),
    }
    return render(request, "organisations/list.html", context)


def organisation_page(request: HttpRequest, code: str) -> HttpResponse:
    view = organisation_view(code, read_choices(request.GET), today=read_today())
    if view is None:
        return render(request, "organisations/missing.html", {"code": code}, status=404)
    notices = body_notices(view.organisation, today=read_today())
    return render(request, "organisations/organisation.html", {"notices": notices, **_shares(request, view)})


def _shares(request: HttpRequest, view: OrganisationView) -> dict[str, object]:
    """The measured part of the page; a body without values still has a page."""
    body = view.organisation
    context: dict[str, object] = {"view": view, "body": body, "type": OrganisationType(body.type).label}
    if view.figure is None:
        return context
    figure = view.figure
    return context | {
        "figure": figure,
        "trend": trend_chart(view.trend, goal=view.goal, others=view.national_trend),
        "trend_heading": trend_heading(view.trend),
        "running_year": running_year(view.trend),
        "years": year_switch(request, view.years, figure.year),
        "units": unit_switch(request, figure, has_euro=view.has_euro),
        "country": scope_name(body.country),
        "rows": rows_address(figure),
        "data": values_data(figure, organisation=body.code),
    }
