"""How far are we?"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from majakka.base.clock import read_today
from majakka.reports.progress import progress_overview
from majakka.web.choices import read_choices
from majakka.web.progress_page import progress_context


def front(request: HttpRequest) -> HttpResponse:
    overview = progress_overview(read_choices(request.GET), home=settings.HOME_COUNTRY, today=read_today())
    if overview.figure is None:
        return render(request, "front/empty.html", {"overview": overview})
    return render(request, "front/front.html", progress_context(request, overview))
