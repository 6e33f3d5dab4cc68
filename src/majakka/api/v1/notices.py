"""Notices: search, one notice, its releases, files, and the feed of changes."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from ninja import Field, Query, Router, Schema

from majakka.api.answers import answer, stream
from majakka.api.cursors import broken_cursor, make_cursor, read_cursor
from majakka.api.notice_schemas import NoticeWhole, ReleasePackage
from majakka.api.problems import Problem
from majakka.api.schemas import ChangePage, NoticePage
from majakka.api.v1.paging import next_address
from majakka.base.clock import read_today
from majakka.exports.jsonl import money, notice_object
from majakka.exports.notice_files import ENDINGS, MEDIA_TYPES, Publisher, notice_file
from majakka.exports.numbers import ordered
from majakka.exports.rows import with_details
from majakka.notices.models import Notice, NoticeQuerySet
from majakka.notices.queries import has_real_notices
from majakka.notices.rules import as_published
from majakka.reports.notice_order import ORDERS, after_place, place_of
from majakka.reports.notice_search import read_search, search_notices
from majakka.reports.notice_story import NoticeNotFoundError, find_notice

router = Router(tags=["notices"])
_FILE = {
    "responses": {
        200: {
            "description": "The file, sent while it is made",
            "content": {kind: {"schema": {}} for kind in MEDIA_TYPES.values()},
        }
    }
}
_MISSING = {404: Problem, 409: Problem, 422: Problem}


class NoticeFilters(Schema):
    """The same words as in the addresses of the pages; all that are given must hold."""

    q: str = Field("", description="Every word must occur in titles, parties, numbers or CPV", max_length=200)
    stage: list[str] = Field(
        [],
        description="planned, dialogue, open, closed, awarded, changed, other; any of. A call is open until the end "
        "of its last day for tenders, or for 60 days when it tells none, and closed after that; in an answer the "
        "`stage` of every call is open, as published",
    )
    country: str = Field("", description="Country of the lead buyer, two letters")
    organisation: str = Field("", description="Code; everything below it counts too", max_length=200)
    cpv: str = Field("", description="First digits of the main CPV code")
    procedure: list[str] = Field([], description="Kinds of procedure (BT-105); any of")
    year: str = Field("", description="Year of publication")
    since: str = Field("", description="Published on this day or later, year-month-day")
    until: str = Field("", description="Published on this day or earlier, year-month-day")
    definition: str = Field("", description="Code, with `answer`: what this notice itself says of its lots")
    answer: str = Field(
        "",
        description="Only with `definition`. yes: some lot; no: some lot and none yes; unknown: no lot. The answers "
        "of a purchase, put together from all its notices, are under /values/rows",
    )
    min_value: str = Field("", description="Smallest listed value, in euro unless `currency` names another")
    max_value: str = Field("", description="Largest listed value, in euro unless `currency` names another")
    currency: str = Field(
        "", description="Currency of the listed value (ISO 4217); EUR when a bound is given without it"
    )
    demo: str = Field("", description="true: the demo country, false: real notices")
    order: str = Field(
        "",
        description="newest, oldest, value, deadline, number; all give the same notices. value: euro first, then "
        "other currencies, then without a value. deadline: calls open today first",
    )


class Paging(Schema):
    limit: int = Field(20, ge=1, le=100)
    cursor: str = Field("", description="From `next` of the page before", max_length=500)


@router.get("", response={200: NoticePage, 422: Problem}, summary="Search notices")
def list_notices(
    request: HttpRequest, filters: Query[NoticeFilters], paging: Query[Paging]
) -> HttpResponseBase:
    """Current notices, page by page. The rows are those of the page with the same address parameters."""
    search = read_search(dict(request.GET.lists()))
    found = search_notices(search, today=read_today())
    rows = list(
        _after(found, search.order, paging.cursor).select_related("buyer", "procedure")[: paging.limit + 1]
    )
    shown = rows[: paging.limit]
    following = _cursor_of(shown[-1], search.order) if len(rows) > paging.limit else None
    items = [_summary(request, notice) for notice in shown]
    return answer(request, {"next": next_address(request, following), "total": found.count(), "items": items})


@router.get(
    "/export",
    response={200: None, 422: Problem},
    summary="Notices as a file",
    openapi_extra=_FILE,
)
def export_notices(
    request: HttpRequest,
    filters: Query[NoticeFilters],
    file_format: Annotated[Literal["csv", "jsonl", "ocds"], Query(alias="format")],
    language: Literal["fi", "sv", "en"] = "fi",
) -> HttpResponseBase:
    """All notices of the search as CSV, JSON lines (one notice a line, as under /notices/{number}) or OCDS 1.1."""
    search = read_search(dict(request.GET.lists()))
    pieces = notice_file(
        search_notices(search, today=read_today()),
        file_format=file_format,
        publisher=_publisher(),
        uri=request.build_absolute_uri(),
        language=language,
    )
    return stream(pieces, media_type=MEDIA_TYPES[file_format], name=f"notices.{ENDINGS[file_format]}")


@router.get("/{number}", response={200: NoticeWhole, **_MISSING}, summary="One notice, whole")
def get_notice(request: HttpRequest, number: str, version: int | None = None) -> HttpResponseBase:
    """By publication number (with or without leading zeros) or identifier; the newest version unless one is named."""
    notice = _whole(number, version)
    return answer(request, notice_object(notice), modified_at=notice.recorded_at)


@router.get(
    "/{number}/releases", response={200: ReleasePackage, **_MISSING}, summary="The notice's purchase as OCDS"
)
def get_releases(request: HttpRequest, number: str) -> HttpResponseBase:
    """An OCDS 1.1 release package of all current notices of the purchase that the notice belongs to."""
    notice = _find(number, None)
    pieces = notice_file(
        Notice.objects.filter(procedure=notice.procedure_id, is_current=True),
        file_format="ocds",
        publisher=_publisher(),
        uri=request.build_absolute_uri(request.path),
        language=notice.language,
    )
    return HttpResponse(b"".join(pieces), content_type=MEDIA_TYPES["ocds"])


changes = Router(tags=["notices"])


@changes.get("", response={200: ChangePage, 422: Problem}, summary="Feed of changes")
def list_changes(
    request: HttpRequest,
    cursor: Annotated[str, Query(max_length=500)] = "",
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> HttpResponse:
    """Every notice version in the order in which it was recorded; begin without a cursor and go on from the last one.

    A mirror that replays the feed and keeps the newest entry of each identifier and version holds the same notices.
    """
    last = read_cursor(cursor, length=1)[0] if cursor else 0
    if not isinstance(last, int):
        raise broken_cursor()
    found = Notice.objects.filter(pk__gt=last)
    if has_real_notices():
        found = found.filter(is_demo=False)
    fields = ("pk", "number", "identifier", "version", "is_current", "is_demo", "recorded_at")
    rows = list(found.order_by("pk").values_list(*fields)[: limit + 1])
    shown = rows[:limit]
    here = make_cursor(shown[-1][0]) if shown else cursor or make_cursor(0)
    items = [
        dict(zip(("sequence", *fields[1:]), row, strict=True))
        | {"url": _address(request, "get_notice", row[2]) + f"?version={row[3]}"}
        for row in shown
    ]
    return answer(
        request,
        {"next": next_address(request, here) if len(rows) > limit else None, "cursor": here, "items": items},
    )


def _find(number: str, version: int | None) -> Notice:
    if "\x00" in number:
        raise NoticeNotFoundError(number)
    return find_notice(number, version=version)


def _whole(number: str, version: int | None) -> Notice:
    return with_details(Notice.objects.filter(pk=_find(number, version).pk)).get()


def _publisher() -> Publisher:
    return Publisher(prefix=settings.OCID_PREFIX, name=settings.PUBLISHER)


def _summary(request: HttpRequest, notice: Notice) -> dict[str, Any]:
    return {
        "number": notice.number,
        "identifier": notice.identifier,
        "version": notice.version,
        "procedure": notice.procedure.key,
        "stage": notice.stage,
        "subtype": notice.subtype,
        "notice_type": notice.notice_type,
        "published_on": notice.published_on,
        "titles": ordered(notice.titles),
        "buyer": {
            "names": ordered(notice.buyer_names),
            "country": notice.buyer_country,
            "organisation": notice.buyer.code if notice.buyer else None,
        },
        "nature": notice.nature,
        "cpv": notice.cpv,
        "procedure_type": notice.procedure_type,
        "lot_count": notice.lot_count,
        "listed_value": money(notice.listed_value, notice.listed_currency),
        "tenders_due_at": as_published(notice.tenders_due_at, notice.tenders_due_offset),
        "tenders_due_precision": notice.tenders_due_precision,
        "is_demo": notice.is_demo,
        "url": _address(request, "get_notice", notice.identifier),
    }


def _address(request: HttpRequest, view: str, number: str) -> str:
    return request.build_absolute_uri(reverse(f"api:{view}", args=[number]))


def _cursor_of(notice: Notice, order: str) -> str:
    return make_cursor(order, *place_of(notice, order))


def _after(notices: NoticeQuerySet, order: str, cursor: str) -> NoticeQuerySet:
    """The notices that come after the one named by the cursor."""
    if not cursor:
        return notices
    given_order, *place = read_cursor(cursor, length=1 + len(ORDERS[order]))
    if given_order != order:
        raise broken_cursor()
    try:
        return after_place(notices, order, place)
    except ValueError:
        raise broken_cursor() from None
