"""The filters of the notice list: what the form offers, the chips of what is chosen, addresses of the same rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from majakka.base.clock import read_today
from majakka.codes.builtin import starter_codes
from majakka.codes.queries import label
from majakka.reports.notice_list import NoticeListPage
from majakka.reports.notice_search import NoticeSearch
from majakka.reports.progress import measured_countries
from majakka.web import words
from majakka.web.addresses import api_notices, export_notices
from majakka.web.choices import page_links
from majakka.web.format import format_day, format_exact_money, quotation_marks

STAGES = ("planned", "dialogue", "open", "closed", "awarded", "changed")
EARLIEST_YEAR = 2011


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    text: Any
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Chip:
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A filter that could not be understood, under the name that it has on the page."""

    name: str
    label: str
    problem: str

    @property
    def has_field(self) -> bool:
        return self.name in _WITH_FIELD


_WITH_FIELD = frozenset(
    {"q", "definition", "answer", "cpv", "country", "year", "procedure", "min_value", "max_value", "order"}
)


def field_label(name: str) -> str:
    """What a filter is called on the page."""
    return {
        "q": _("Words"),
        "stage": _("Stage"),
        "country": _("Country"),
        "organisation": _("Organisation"),
        "cpv": _("Field (CPV)"),
        "procedure": _("Procedure"),
        "year": _("Year of publication"),
        "since": _("Published on this day or later"),
        "until": _("Published on this day or earlier"),
        "definition": _("Definition"),
        "answer": _("Answer"),
        "min_value": _("At least, in euro"),
        "max_value": _("At most, in euro"),
        "currency": _("Currency"),
        "demo": _("Demo country"),
        "order": _("Order"),
    }.get(name, name)


def list_context(
    request: HttpRequest, page: NoticeListPage, *, problems: Mapping[str, str]
) -> dict[str, Any]:
    search = page.search
    query = {name: [v for n, v in search.as_query() if n == name] for name, _value in search.as_query()}
    return {
        "page": page,
        "search": search,
        "problems": problems,
        "typed": {name: request.GET.get(name, "")[:200] for name in problems},
        "left_out": [LeftOut(name, field_label(name), text) for name, text in problems.items()],
        "chips": chips(page),
        "form": form_options(page),
        "pages": page_links(request, page=page.page, pages=page.pages),
        "csv": export_notices(query, "csv"),
        "ocds": export_notices(query, "ocds"),
        "jsonl": export_notices(query, "jsonl"),
        "api": api_notices(query),
        "broader": {"address": address_of(page.broader[0]), "count": page.broader[1]}
        if page.broader
        else None,
    }


def address_of(search: NoticeSearch) -> str:
    pairs = search.as_query()
    return f"{reverse('web:notices')}?{urlencode(pairs)}" if pairs else reverse("web:notices")


def form_options(page: NoticeListPage) -> dict[str, list[Option]]:
    """Choices of the narrowing form, in the page's language."""
    search, language = page.search, _language()
    years = [str(y) for y in range(read_today().year, EARLIEST_YEAR - 1, -1)]
    countries = sorted(
        {c for c in measured_countries() if c} | ({search.country} if search.country else set())
    )
    return {
        "stages": [Option(s, words.stage(s), s in search.stage) for s in STAGES],
        "orders": [Option(o, text, o == search.order) for o, text in _orders()],
        "years": [Option(y, y, search.year is not None and y == str(search.year)) for y in years],
        "countries": [Option(c, label("country", c, language), c == search.country) for c in countries],
        "divisions": [
            Option(c, f"{c} {label('cpv-division', c, language)}", c == search.cpv[:2])
            for c in sorted(starter_codes("cpv-division"))
        ],
        "procedures": [
            Option(c, label("procurement-procedure-type", c, language), c in search.procedure)
            for c in starter_codes("procurement-procedure-type")
        ],
        "definitions": [
            Option(d.code, d.name_in(language), d.code == search.definition) for d in page.definitions
        ],
        "answers": [Option(a, word, a == search.answer) for a, word in _answers()],
    }


def _language() -> str:
    return (get_language() or "en")[:2]


def _orders() -> list[tuple[str, str]]:
    return [
        ("newest", _("Newest")),
        ("oldest", _("Oldest")),
        ("deadline", _("Closes first")),
        ("value", _("Largest value")),
        ("number", _("Number")),
    ]


def _answers() -> list[tuple[str, str]]:
    return [("yes", _("Yes")), ("no", _("No")), ("unknown", _("Not answered"))]


def chips(page: NoticeListPage) -> list[Chip]:
    """One chip for each filter in force; its link is the search without it."""
    search, language = page.search, _language()
    found: list[Chip] = []

    def add(text: str, without: NoticeSearch) -> None:
        found.append(Chip(text, address_of(without)))

    if search.q:
        add(search.q.join(quotation_marks(language)), search.without("q"))
    for stage in search.stage:
        add(words.stage(stage), search.without("stage", stage))
    if search.organisation:
        names = page.organisation.names if page.organisation else {}
        add(names.get(language) or names.get("fi") or search.organisation, search.without("organisation"))
    if search.country:
        add(label("country", search.country, language), search.without("country"))
    if search.year:
        add(str(search.year), search.without("year"))
    if search.cpv:
        add(f"CPV {search.cpv} {label('cpv-division', search.cpv[:2], language)}", search.without("cpv"))
    for procedure in search.procedure:
        add(label("procurement-procedure-type", procedure, language), search.without("procedure", procedure))
    if search.definition and search.answer:
        name = page.definition.name_in(language) if page.definition else search.definition
        add(
            f"{name}: {dict(_answers())[search.answer].lower()}",
            search.without("definition").without("answer"),
        )
    if search.currency:
        add(label("currency", search.currency, language), search.without("currency"))
    found.extend(_range_chips(search, language))
    return found


def _range_chips(search: NoticeSearch, language: str) -> list[Chip]:
    values = {
        "since": (search.since, _("Since %(value)s"), format_day(search.since, language)),
        "until": (search.until, _("Until %(value)s"), format_day(search.until, language)),
        "min_value": (
            search.min_value,
            _("At least %(value)s"),
            format_exact_money(search.min_value, search.value_currency, language),
        ),
        "max_value": (
            search.max_value,
            _("At most %(value)s"),
            format_exact_money(search.max_value, search.value_currency, language),
        ),
    }
    return [
        Chip(text % {"value": shown}, address_of(search.without(name)))
        for name, (value, text, shown) in values.items()
        if value is not None
    ]
