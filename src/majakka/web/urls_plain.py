"""Addresses without a language: the redirect from `/` to the preferred one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import path
from django.utils.translation import get_language_from_request, override
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from majakka.base.text import UI_LANGUAGES


@require_safe
@vary_on_headers("Accept-Language")
def preferred_front(request: HttpRequest) -> HttpResponse:
    """The front page in the language that the browser prefers."""
    with override(get_language_from_request(request)):
        return redirect("web:front")


@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for this address whatever a page says."""
    return redirect(static("majakka/icon.svg"))


@require_safe
@vary_on_headers("Accept-Language")
def about_api(request: HttpRequest, language: str = "") -> HttpResponse:
    """Where people look for the API: the page that tells of it."""
    with override(language or get_language_from_request(request)):
        return redirect("web:data")


urlpatterns = [
    path("", preferred_front),
    path("favicon.ico", icon),
    path("api/", about_api),
    *(path(f"{language}/api/", about_api, {"language": language}) for language in UI_LANGUAGES),
]
