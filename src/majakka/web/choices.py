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
