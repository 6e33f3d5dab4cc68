"""One page of a notice search: its rows, how many there are, and what the lots of each count as."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from majakka.classification.models import Definition
from majakka.classification.queries import definitions_in_force
from majakka.notices.models import Lot, Notice
from majakka.organisations.models import Organisation
from majakka.reports.facts import organisation_facts
from majakka.reports.notice_search import NoticeSearch, search_notices
from majakka.reports.records import OrganisationFacts

PAGE_SIZE = 20
COUNTED_UP_TO = 10_000
"""Rows are counted exactly up to here; beyond it a page says "more than", which keeps counting cheap."""
COUNTED_WHEN_COSTLY = 1_000
"""The same where each notice's text is searched, or the answer of its lots has to be looked up."""

_ROW = (
    "number",
    "identifier",
    "version",
    "titles",
    "buyer_names",
    "buyer_country",
    "stage",
    "form_type",
    "published_on",
    "tenders_due_at",
    "tenders_due_offset",
    "tenders_due_precision",
    "listed_value",
    "listed_currency",
    "lot_count",
    "cpv",
    "is_demo",
)
_BROADER_TRIED = 6


@dataclass(frozen=True, slots=True)
class LotAnswers:
    """How many lots of a notice a definition says yes or no of; the rest of `lots` has no answer."""

    yes: int
    no: int
    lots: int

    @property
    def answer(self) -> str:
        return "yes" if self.yes else "no" if self.no else "unknown"


@dataclass(frozen=True, slots=True)
class NoticeRow:
    notice: Notice
    answers: LotAnswers


@dataclass(frozen=True, slots=True)
class NoticeListPage:
    """A page of results. `total` stops at a bound, then `has_more_than_counted` is true."""

    search: NoticeSearch
    rows: tuple[NoticeRow, ...]
    total: int
    has_more_than_counted: bool
    page: int
    pages: int
    definitions: tuple[Definition, ...]
    definition: Definition | None
    organisation: OrganisationFacts | None
    broader: tuple[NoticeSearch, int] | None


def notice_list_page(search: NoticeSearch, *, page: int, today: date) -> NoticeListPage:
    """The page of the search; a page number beyond the end gives the last page."""
    found = search_notices(search, today=today)
    if _is_costly(search):
        # One look at every row gives both the count and the page, for which two would be needed else
        keys = list(found.values_list("pk", flat=True)[: COUNTED_WHEN_COSTLY + 1])
        total, more = min(len(keys), COUNTED_WHEN_COSTLY), len(keys) > COUNTED_WHEN_COSTLY
        page, pages = _page_within(total, page)
        on_page = Notice.objects.only(*_ROW).in_bulk(keys[:total][_rows_of(page)])
        notices = [on_page[key] for key in keys[:total][_rows_of(page)]]
    else:
        total, more = _bounded_count(found, search)
        page, pages = _page_within(total, page)
        notices = list(found.only(*_ROW)[_rows_of(page)])
    definitions = definitions_in_force()
    definition = _definition_to_show(definitions, search.definition)
    answers = _answers_in_lots(notices, definition)
    return NoticeListPage(
        search=search,
        rows=tuple(NoticeRow(n, answers.get(n.pk, LotAnswers(0, 0, n.lot_count))) for n in notices),
        total=total,
        has_more_than_counted=more,
        page=page,
        pages=pages,
        definitions=tuple(definitions),
        definition=definition,
        organisation=_organisation(search.organisation),
        broader=None if notices else _nearest_broader(search, today=today),
    )


def _is_costly(search: NoticeSearch) -> bool:
    return bool(search.q or (search.definition and search.answer))


def _page_within(total: int, asked: int) -> tuple[int, int]:
    """The page to show and how many there are."""
    pages = max(1, -(-total // PAGE_SIZE))
    return min(max(asked, 1), pages), pages


def _rows_of(page: int) -> slice:
    return slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)


def _bounded_count(found: QuerySet[Notice], search: NoticeSearch) -> tuple[int, bool]:
    bound = COUNTED_WHEN_COSTLY if _is_costly(search) else COUNTED_UP_TO
    counted = found.order_by()[: bound + 1].count()
    return min(counted, bound), counted > bound


def _definition_to_show(definitions: Sequence[Definition], asked: str) -> Definition | None:
    wanted = (asked, "innovation-new-to-market")
    return next((d for code in wanted for d in definitions if d.code == code), None)


def _answers_in_lots(notices: Sequence[Notice], definition: Definition | None) -> dict[int, LotAnswers]:
    """Notice -> its lots' answers under the definition, counted over what its page shows as lots; one query.

    Those are also groups of lots and parts of a plan, which `lot_count` leaves out.
    """
    if definition is None or not notices:
        return {}
    said = Q(findings__definition=definition)
    rows = (
        Lot.objects.filter(notice__in=[n.pk for n in notices])
        .order_by()
        .values("notice")
        .annotate(
            lots=Count("pk", distinct=True),
            yes=Count("pk", filter=said & Q(findings__answer="yes"), distinct=True),
            no=Count("pk", filter=said & Q(findings__answer="no"), distinct=True),
        )
    )
    return {r["notice"]: LotAnswers(r["yes"], r["no"], r["lots"]) for r in rows}


def _organisation(code: str) -> OrganisationFacts | None:
    found = Organisation.objects.filter(code=code).first() if code else None
    return organisation_facts(found) if found else None


def _nearest_broader(search: NoticeSearch, *, today: date) -> tuple[NoticeSearch, int] | None:
    """The search with one filter less that finds the fewest notices but some; None when none does."""
    given = {name for name, _ in search.as_query()} - {"order", "demo"}
    broader = [_without(search, name) for name in sorted(given)][:_BROADER_TRIED]
    counted = [(one, _bounded_count(search_notices(one, today=today), one)[0]) for one in broader]
    return min((pair for pair in counted if pair[1]), key=lambda pair: pair[1], default=None)


def _without(search: NoticeSearch, name: str) -> NoticeSearch:
    """Definition and answer are one filter."""
    if name in ("definition", "answer"):
        return search.without("definition").without("answer")
    return search.without(name)
