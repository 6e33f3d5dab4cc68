"""The rows that made a number, as its page shows them."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from majakka.base.share import Answer
from majakka.reports.number_rows import PAGE_SIZE, NoRowsError, NumberRows, RowSearch, number_rows
from majakka.reports.records import Figure
from majakka.web.addresses import api_rows, export_rows
from majakka.web.choices import Choice, page_links, with_choice
from majakka.web.format import format_number
from majakka.web.progress_page import DataLinks

_LAST_PAGE_DIGITS = 6


def rows_context(request: HttpRequest, figure: Figure, *, organisation: str, country: str) -> dict[str, Any]:
    """The page of rows that the address asks for; without rows, that there are none to show."""
    asked = request.GET.get("answer", "")
    search = RowSearch(
        indicator=figure.indicator.code,
        organisation=organisation,
        country=country,
        year=figure.year,
        answer=Answer(asked) if asked in list(Answer) else None,
    )
    page = _page_number(request)
    try:
        found = number_rows(search, first=(page - 1) * PAGE_SIZE)
    except NoRowsError:
        return {"found": None}
    pages = max(1, -(-found.chosen.count // PAGE_SIZE))
    if page > pages:
        page, found = pages, number_rows(search, first=(pages - 1) * PAGE_SIZE)
    sums = found.sums
    return {
        "found": found,
        "yes": sums[Answer.YES],
        "no": sums[Answer.NO],
        "unknown": sums[Answer.UNKNOWN],
        "adds_up": found.make(figure),
        "answers": answer_switch(request, found),
        "row_pages": page_links(request, page=page, pages=pages),
        "row_data": _data(search),
    }


def _page_number(request: HttpRequest) -> int:
    asked = request.GET.get("page", "")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < _LAST_PAGE_DIGITS else 1


def answer_switch(request: HttpRequest, found: NumberRows) -> list[Choice]:
    """All rows and those of each answer, with how many there are; from the first page on."""
    words: list[tuple[str, str, int]] = [("", _("All"), found.whole.count)]
    if found.is_mean:
        words += [
            ("yes", _("With a usable number"), found.sums[Answer.YES].count),
            ("unknown", _("Without one"), found.sums[Answer.UNKNOWN].count),
        ]
    else:
        names = {Answer.YES: _("Yes"), Answer.NO: _("No"), Answer.UNKNOWN: _("Not answered")}
        words += [(answer.value, name, found.sums[answer].count) for answer, name in names.items()]
    language = (get_language() or "en")[:2]
    current = found.search.answer or ""
    return [
        Choice(
            value,
            f"{with_choice(request, answer=value, page='')}#rows",
            f"{text} {format_number(count, language)}",
            value == current,
        )
        for value, text, count in words
    ]


def _data(search: RowSearch) -> DataLinks:
    query: dict[str, str | list[str]] = {
        "indicator": search.indicator,
        "organisation": search.organisation,
        "country": search.country,
        "year": str(search.year),
        "answer": search.answer or "",
    }
    language = (get_language() or "en")[:2]
    return DataLinks(export_rows({**query, "language": language}), api_rows(query))
