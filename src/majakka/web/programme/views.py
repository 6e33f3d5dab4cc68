"""The programme and its goals."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from majakka.base.clock import read_today
from majakka.reports.progress import goal_view, programme_view
from majakka.web.choices import read_choices
from majakka.web.progress_page import progress_context, scope_name


def programme_page(request: HttpRequest) -> HttpResponse:
    asked = read_choices(request.GET).country
    country, programme = programme_view(asked=asked, home=settings.HOME_COUNTRY, today=read_today())
    context = {"programme": programme, "country": country, "scope": scope_name(country)}
    return render(request, "programme/programme.html", context)


def goal_page(request: HttpRequest, code: str) -> HttpResponse:
    found = goal_view(code, read_choices(request.GET), home=settings.HOME_COUNTRY, today=read_today())
    if found is None:
        return render(request, "programme/missing.html", {"code": code}, status=404)
    goal, overview = found
    target = goal.target_on(read_today())
    return render(
        request,
        "programme/goal.html",
        {"goal": goal, "target": target, **progress_context(request, overview)},
    )
