"""Addresses without a language: the redirect from `/` to the preferred one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import get_language_from_request, override
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers


@require_safe
@vary_on_headers("Accept-Language")
def preferred_front(request: HttpRequest) -> HttpResponse:
    """The front page in the language that the browser prefers."""
    with override(get_language_from_request(request)):
        return redirect("web:front")


urlpatterns = [path("", preferred_front)]
