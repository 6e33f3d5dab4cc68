"""Indicators and their values."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Field, Query, Router, Schema

from majakka.api.answers import answer, stream
from majakka.api.cursors import broken_cursor, make_cursor, read_cursor
from majakka.api.problems import Problem
from majakka.api.schemas import IndicatorList, ValuePage
from majakka.api.v1.paging import next_address
from majakka.exports.values import ValueSearch, search_values, value_csv, value_json, value_object
from majakka.indicators.queries import indicators

router = Router(tags=["values"])
indicator_router = Router(tags=["values"])
_FILE_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
_FILE = {
    "responses": {
        200: {
            "description": "The file, sent while it is made",
            "content": {kind: {"schema": {}} for kind in _FILE_TYPES.values()},
        }
    }
}
_LAST_OFFSET = 10_000_000


class ValueFilters(Schema):
    """All that are given must hold."""

    indicator: list[str] = Field([], description="Codes; any of")
    organisation: str = Field("", description="Code; the value counts everything below it", max_length=80)
    country: str | None = Field(
        None, description='Two letters; "" is all real countries together', max_length=2
    )
    year: list[int] = Field([], description="Any of")
    cpv_division: str | None = Field(None, description='Two digits; "" is over all divisions', max_length=2)
    demo: bool | None = Field(None, description="true: the demo country, false: real values")

    def as_search(self) -> ValueSearch:
        return ValueSearch(
            indicator=tuple(_plain(code) for code in self.indicator),
            organisation=_plain(self.organisation),
            country=None if self.country is None else _plain(self.country.upper()),
            year=tuple(self.year),
            cpv_division=None if self.cpv_division is None else _plain(self.cpv_division),
            demo=self.demo,
        )


class ValuePaging(Schema):
    limit: int = Field(100, ge=1, le=1000)
    cursor: str = Field("", description="From `next` of the page before", max_length=100)


@indicator_router.get("", response={200: IndicatorList, 422: Problem}, summary="List indicators")
def list_indicators(request: HttpRequest) -> HttpResponse:
    """What is followed, with the rule of each in one sentence."""
    items = [
        {
            "code": one.code,
            "family": one.family,
            "kind": one.kind,
            "unit": one.unit,
            "direction": one.direction,
            "has_euro": one.has_euro,
            "names": {"fi": one.name_fi, "sv": one.name_sv, "en": one.name_en},
            "rules": {"fi": one.rule_fi, "sv": one.rule_sv, "en": one.rule_en},
        }
        for one in indicators()
    ]
    return answer(request, {"items": items})


@router.get("", response={200: ValuePage, 422: Problem}, summary="Indicator values")
def list_values(
    request: HttpRequest, filters: Query[ValueFilters], paging: Query[ValuePaging]
) -> HttpResponse:
    """Never a bare per cent: numerator, denominator, interval, coverage and rule version stand with each share."""
    offset = 0
    if paging.cursor:
        (offset,) = read_cursor(paging.cursor, length=1)
        if not isinstance(offset, int) or not 0 <= offset <= _LAST_OFFSET:
            raise broken_cursor()
    rows = list(search_values(filters.as_search())[offset : offset + paging.limit + 1])
    following = make_cursor(offset + paging.limit) if len(rows) > paging.limit else None
    items = [value_object(value) for value in rows[: paging.limit]]
    return answer(request, {"next": next_address(request, following), "items": items})


@router.get(
    "/export",
    response={200: None, 422: Problem},
    summary="Values as a file",
    openapi_extra=_FILE,
)
def export_values(
    request: HttpRequest,
    filters: Query[ValueFilters],
    file_format: Annotated[Literal["csv", "json"], Query(alias="format")],
) -> HttpResponseBase:
    """All values of the search as CSV or a JSON array."""
    values = search_values(filters.as_search()).iterator(chunk_size=2000)
    pieces = value_csv(values) if file_format == "csv" else value_json(values)
    return stream(pieces, media_type=_FILE_TYPES[file_format], name=f"values.{file_format}")


def _plain(text: str) -> str:
    """Databases refuse NUL; nothing of ours contains it."""
    return text.replace("\x00", "\ufffd")
