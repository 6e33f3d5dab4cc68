"""The rows behind a value: which notices and lots made it."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from majakka.api.answers import answer, stream
from majakka.api.cursors import broken_cursor, make_cursor, read_cursor
from majakka.api.problems import NotFoundError, Problem
from majakka.api.schemas import ValueRowPage
from majakka.api.v1.paging import next_address
from majakka.base.share import Answer
from majakka.exports.number_rows import row_csv, row_object, sum_object
from majakka.reports.notice_search import SearchError
from majakka.reports.number_rows import NoRowsError, RowSearch, iter_number_rows, number_rows

router = Router(tags=["values"])
_FILE = {
    "responses": {
        200: {"description": "The file, sent while it is made", "content": {"text/csv": {"schema": {}}}}
    }
}
_LAST_OFFSET = 10_000_000
_MISSING = {404: Problem, 422: Problem}


class RowFilters(Schema):
    """Which value, and which of its rows. Give an organisation or a country."""

    indicator: str = Field(description="Code", max_length=60)
    organisation: str = Field("", description="Code; everything below it counts", max_length=80)
    country: str = Field("", description='Two letters; "" is all real countries together', max_length=2)
    year: int = Field(description="Of the decision", ge=1, le=9999)
    cpv_division: str = Field("", description='Two digits; "" is over all divisions', max_length=2)
    answer: Literal["", "yes", "no", "unknown"] = Field(
        "",
        description="What a row counts as; of a mean, yes has a usable number and unknown has none",
    )

    def as_search(self) -> RowSearch:
        if self.organisation and self.country:
            raise SearchError({"country": _("Give an organisation or a country, not both.")})
        return RowSearch(
            indicator=_plain(self.indicator),
            organisation=_plain(self.organisation),
            country=_plain(self.country.upper()),
            year=self.year,
            cpv_division=_plain(self.cpv_division),
            answer=Answer(self.answer) if self.answer else None,
        )


class RowPaging(Schema):
    limit: int = Field(100, ge=1, le=1000)
    cursor: str = Field("", description="From `next` of the page before", max_length=100)


@router.get("", response={200: ValueRowPage, **_MISSING}, summary="The rows behind a value")
def list_value_rows(
    request: HttpRequest, filters: Query[RowFilters], paging: Query[RowPaging]
) -> HttpResponse:
    """Exactly the rows that were counted, by year of decision and with the answers of all notices of a purchase.

    `sums` are over all rows of the value, whatever `answer` and page are asked for, and equal the value: its
    numerator is `yes`, its unknown `unknown`, its denominator `whole`.
    """
    offset = 0
    if paging.cursor:
        (offset,) = read_cursor(paging.cursor, length=1)
        if not isinstance(offset, int) or not 0 <= offset <= _LAST_OFFSET:
            raise broken_cursor()
    try:
        found = number_rows(filters.as_search(), first=offset, count=paging.limit)
    except NoRowsError as error:
        raise _missing(error) from None
    following = offset + paging.limit
    cursor = make_cursor(following) if following < found.chosen.count else None
    told = {
        "next": next_address(request, cursor),
        "total": found.chosen.count,
        "unit": found.unit,
        "rule_version": found.rule_version,
        "sums": sum_object(found.sums, whole=found.whole),
        "items": [row_object(row) for row in found.rows],
    }
    return answer(request, told)


@router.get(
    "/export",
    response={200: None, **_MISSING},
    summary="The rows behind a value as a file",
    openapi_extra=_FILE,
)
def export_value_rows(
    request: HttpRequest, filters: Query[RowFilters], language: Literal["fi", "sv", "en"] = "fi"
) -> HttpResponseBase:
    """All rows of the value as CSV. `language` chooses among the languages of titles and names."""
    search = filters.as_search()
    try:
        rows = iter_number_rows(search)
    except NoRowsError as error:
        raise _missing(error) from None
    name = f"rows-{search.indicator}-{search.year}.csv"
    return stream(row_csv(rows, language=language), media_type="text/csv; charset=utf-8", name=name)


def _missing(error: NoRowsError) -> NotFoundError:
    return NotFoundError(
        {
            NoRowsError.UNKNOWN_INDICATOR: _("No measured indicator has this code. See /indicators."),
            NoRowsError.UNKNOWN_ORGANISATION: _("No organisation has this code. See /organisations."),
            NoRowsError.NOT_MEASURED: _("Nothing has been measured yet."),
        }[error.reason]
    )


def _plain(text: str) -> str:
    """Databases refuse NUL; nothing of ours contains it."""
    return text.replace("\x00", "\ufffd")
