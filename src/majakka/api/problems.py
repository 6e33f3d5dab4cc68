"""Errors of the API: `application/problem+json` (RFC 9457) with the place and the remedy."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError

from majakka.exports.numbers import as_json
from majakka.reports.notice_search import SearchError
from majakka.reports.notice_story import NoticeNotFoundError, SeveralNoticesError

MEDIA_TYPE = "application/problem+json"


class ProblemDetail(Schema):
    """What is wrong with one part of the request. `place` is the parameter's name."""

    place: str
    problem: str


class Problem(Schema):
    """An error: what it is, and what to do about it."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[ProblemDetail] = []


class NotFoundError(Exception):
    """Nothing has the address; its text says where to look."""


def problem(
    status: int,
    title: str,
    *,
    detail: str,
    kind: str = "about:blank",
    errors: Mapping[str, str] | None = None,
) -> HttpResponse:
    body = {
        "type": kind,
        "title": title,
        "status": status,
        "detail": detail,
        "errors": [{"place": place, "problem": words} for place, words in (errors or {}).items()],
    }
    return HttpResponse(as_json(body), status=status, content_type=MEDIA_TYPE)


def not_found(detail: str) -> HttpResponse:
    return problem(404, _("Not found"), detail=detail)


def add_handlers(api: NinjaAPI) -> None:
    """Every error that a view may raise becomes a problem."""

    def on_search(request: HttpRequest, error: SearchError) -> HttpResponse:
        return _unprocessable(error.problems)

    def on_validation(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return _unprocessable({str(one["loc"][-1]): str(one["msg"]) for one in error.errors})

    def on_missing(request: HttpRequest, error: Exception) -> HttpResponse:
        return not_found(
            str(error) or _("There is nothing at this address. The list of addresses is in openapi.json.")
        )

    def on_missing_notice(request: HttpRequest, error: NoticeNotFoundError) -> HttpResponse:
        return not_found(_("No notice has this number or identifier. Search for it under /notices?q=."))

    def on_several(request: HttpRequest, error: SeveralNoticesError) -> HttpResponse:
        choices = {notice.identifier: f"/api/v1/notices/{notice.identifier}" for notice in error.notices}
        detail = _("Several notices carry this number. Ask for one of them by its identifier.")
        return problem(409, _("Not one notice"), detail=detail, errors=choices)

    def on_http(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code, _("The request cannot be answered"), detail=str(error))

    handlers: dict[type[Exception], Callable[..., HttpResponse]] = {
        SearchError: on_search,
        ValidationError: on_validation,
        Http404: on_missing,
        NotFoundError: on_missing,
        NoticeNotFoundError: on_missing_notice,
        SeveralNoticesError: on_several,
        HttpError: on_http,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def _unprocessable(errors: Mapping[str, str]) -> HttpResponse:
    detail = _("Mend the parameters named under “errors” and ask again.")
    return problem(422, _("The request cannot be understood"), detail=detail, errors=errors)
