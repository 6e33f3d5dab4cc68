"""What every answer under /api/ has: open to every site, a published limit, errors as problems."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _

from majakka.api.problems import MEDIA_TYPE, problem
from majakka.base.clock import read_now

_WINDOW = 60  # seconds
_EXPOSED = "ETag, Last-Modified, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset"
_READING = ("GET", "HEAD", "OPTIONS")
_TITLES = {404: "Not found", 405: "Only GET, HEAD and OPTIONS are answered here"}


class OpenApiMiddleware:
    """CORS, limits and problems for the open API. The API knows no session, so any site may read it.

    Stands outside the session, so that what the session adds to an answer can be taken off.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith("/api/"):
            return self.get_response(request)
        left, reset = _count_request(request)
        # The language of a page is chosen further in; here it is needed for the words of a problem
        with translation.override(translation.get_language_from_request(request)):
            response = self._answer(request, left=left, reset=reset)
        return _opened(response, left=max(left, 0), reset=reset)

    def _answer(self, request: HttpRequest, *, left: int, reset: int) -> HttpResponseBase:
        if left < 0:
            return _too_many(reset)
        if request.method == "OPTIONS":
            return HttpResponse(status=204)
        if request.method not in _READING:
            return _refused(405)
        return _as_problem(self.get_response(request))


def _count_request(request: HttpRequest) -> tuple[int, int]:
    """Requests left in this minute (negative: too many) and seconds until the next one."""
    seconds = int(read_now().timestamp())
    reset = _WINDOW - seconds % _WINDOW
    limit: int = settings.API_RATE
    if not limit:
        return 1, reset
    key = f"api-rate:{get_adapter(request).get_client_ip(request)}:{seconds // _WINDOW}"
    cache.add(key, 0, timeout=2 * _WINDOW)
    try:
        return limit - cache.incr(key), reset
    except ValueError:  # the cache dropped the key between the two calls
        return limit - 1, reset


def _too_many(reset: int) -> HttpResponse:
    detail = _("Wait %(seconds)s seconds. For much data take a file from /notices/export.") % {
        "seconds": reset
    }
    response = problem(429, _("Too many requests"), detail=detail)
    response["Retry-After"] = str(reset)
    return response


def _refused(status: int) -> HttpResponse:
    response = problem(
        status, _TITLES[status], detail=_("The API only reads. Its addresses are in openapi.json.")
    )
    response["Allow"] = ", ".join(_READING)
    return response


def _as_problem(response: HttpResponseBase) -> HttpResponseBase:
    """Errors that no view of the API made (no such address, a fault of ours) in the API's own form."""
    if response.status_code < 400 or response.get("Content-Type", "").startswith(MEDIA_TYPE):
        return response
    if response.status_code == 404:
        return problem(404, _("Not found"), detail=_("There is nothing at this address. See openapi.json."))
    if response.status_code == 405:
        return _refused(405)
    if response.status_code >= 500:
        detail = _("The fault is ours and has been logged. Try again later.")
        return problem(response.status_code, _("Something went wrong"), detail=detail)
    return problem(response.status_code, _("The request cannot be answered"), detail=response.reason_phrase)


def _opened(response: HttpResponseBase, *, left: int, reset: int) -> HttpResponseBase:
    # Nothing here depends on a cookie, so caches may share it
    response["Vary"] = "Accept-Language"
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = ", ".join(_READING)
    response["Access-Control-Allow-Headers"] = "Accept, Accept-Language, If-None-Match, If-Modified-Since"
    response["Access-Control-Expose-Headers"] = _EXPOSED
    response["Access-Control-Max-Age"] = "86400"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    if settings.API_RATE:
        response["RateLimit-Limit"] = str(settings.API_RATE)
        response["RateLimit-Remaining"] = str(left)
        response["RateLimit-Reset"] = str(reset)
    return response
