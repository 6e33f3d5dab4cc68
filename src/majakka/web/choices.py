"""What a page's address asks for, and links that change one choice and keep the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict

from majakka.reports.records import Choices

ALL = "all"
"""How an address says "all countries together"."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One link of a switch."""

    value: str
    address: str
    text: Any
    is_current: bool


def read_choices(query: QueryDict) -> Choices:
    """Words that mean nothing are left out: an old or mistyped address still shows the page."""
    country = query.get("country", "").strip()
    year = query.get("year", "")
    unit = query.get("unit", "")
    return Choices(
        country=None if not country else "" if country.lower() == ALL else country.upper()[:2],
        indicator=query.get("definition", "")[:60],
        year=int(year) if year.isdecimal() and len(year) == 4 else None,
        unit=unit if unit in ("euro", "count") else "",
        level=query.get("level", "")[:30],
        order=query.get("order", "")[:10],
    )


def with_choice(request: HttpRequest, **changed: str) -> str:
    """This page's query string with some choices changed; an empty one is taken away."""
    query = request.GET.copy()
    for name, value in changed.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"?{query.urlencode()}" if query else "?"


def switch(
    request: HttpRequest, name: str, options: Sequence[tuple[str, Any]], *, current: str
) -> list[Choice]:
    """Links of (value, text) that set `name`."""
    return [
        Choice(value, with_choice(request, **{name: value}), text, value == current)
        for value, text in options
    ]


@dataclass(frozen=True, slots=True)
class PageLink:
    number: int
    address: str
    is_current: bool


def page_links(request: HttpRequest, *, page: int, pages: int) -> dict[str, Any]:
    """Five numbers around the current page, previous and next; empty when all is on one page."""
    if pages < 2:
        return {}
    first = max(1, min(page - 2, pages - 4))

    def link(number: int) -> PageLink:
        query = request.GET.copy()
        query["page"] = str(number)
        return PageLink(number, f"?{query.urlencode()}", number == page)

    return {
        "numbers": [link(n) for n in range(first, min(first + 5, pages + 1))],
        "previous": link(page - 1) if page > 1 else None,
        "next": link(page + 1) if page < pages else None,
    }
