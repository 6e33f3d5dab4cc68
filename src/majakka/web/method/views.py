"""How it is measured: all measures, one measure, data quality, the passport of one number."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from majakka.accounts.permissions import may_import
from majakka.base.clock import read_today
from majakka.reports.methods import measure_method, measure_methods
from majakka.reports.progress import number_view
from majakka.reports.quality import data_quality, refused_files
from majakka.strategy.ranking import ranking_rule
from majakka.web.method.number_rows import rows_context
from majakka.web.progress_page import scope_name, values_data


def method_page(request: HttpRequest) -> HttpResponse:
    return render(
        request, "method/method.html", {"methods": measure_methods(), "ranking": ranking_rule(read_today())}
    )


def measure_page(request: HttpRequest, code: str) -> HttpResponse:
    method = measure_method(code)
    if method is None:
        return render(request, "method/missing.html", {"code": code}, status=404)
    return render(request, "method/measure.html", {"method": method, "indicator": method.indicator})


def quality_page(request: HttpRequest) -> HttpResponse:
    today = read_today()
    refused = refused_files() if may_import(request.user, today=today) else None
    context = {"quality": data_quality(today=today), "refused_files": refused}
    return render(request, "method/quality.html", context)


def number_page(request: HttpRequest, indicator: str, scope: str, year: int) -> HttpResponse:
    """A number's passport as a page of its own, with a lasting address, and the rows that made the number."""
    unit = request.GET.get("unit", "")
    found = number_view(indicator, scope, year, unit=unit, today=read_today())
    if found is None:
        return render(request, "method/no_number.html", status=404)
    figure, body = found
    country = "" if body or scope == "all" else scope
    organisation = body.code if body else ""
    context = {
        "figure": figure,
        "body": body,
        "scope": None if body else scope_name(country),
        "data": values_data(figure, country=country, organisation=organisation),
        **rows_context(request, figure, organisation=organisation, country=country),
    }
    return render(request, "method/number.html", context)
