"""Pages about the service, the choice of appearance, and what is said when a page is not found."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import override
from django.views.decorators.http import require_POST

from majakka.base.text import UI_LANGUAGES
from majakka.web.context import APPEARANCE_COOKIE, APPEARANCES

_A_YEAR = 365 * 24 * 3600


def data_page(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/data.html")


def accessibility_page(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/accessibility.html")


def privacy_page(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/privacy.html")


@require_POST
def change_appearance(request: HttpRequest) -> HttpResponse:
    """Light, dark or as the device: kept in a cookie that says nothing else; then back to the page."""
    asked, back = request.POST.get("appearance", "auto"), request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None) or not back.startswith("/"):
        back = reverse("web:front")
    response = redirect(back)
    if asked in APPEARANCES:
        response.set_cookie(
            APPEARANCE_COOKIE,
            asked,
            max_age=_A_YEAR,
            samesite="Lax",
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A path with the words of another language leads on to the same page; anything else is said to be missing."""
    address = _in_other_words(request.path_info)
    # Words that languages share lead back here: the page is known, but what it should show is missing
    if address and address != request.path:
        query = request.META.get("QUERY_STRING", "")
        return redirect(f"{address}?{query}" if query else address)
    return render(request, "404.html", status=404)


def _in_other_words(path: str) -> str:
    """`/fi/notices/` is `/fi/ilmoitukset/`; "" when the path means nothing in any language."""
    here, _slash, rest = path.strip("/").partition("/")
    if here not in UI_LANGUAGES or not rest:
        return ""
    for code in (other for other in UI_LANGUAGES if other != here):
        with override(code):
            try:
                match = resolve(f"/{code}/{rest}/")
            except Resolver404:
                continue
        if match.view_name and not match.view_name.startswith("account"):
            with override(here):
                return reverse(match.view_name, args=match.args, kwargs=match.kwargs)
    return ""
