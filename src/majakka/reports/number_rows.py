"""The rows behind a number, told: which notice, which lot, whose, what it counts as, what it is worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from majakka.base.errors import MajakkaError
from majakka.base.share import Answer
from majakka.base.text import Text
from majakka.indicators.models import Indicator
from majakka.lake.errors import NoSnapshotError
from majakka.measures.records import CountedRow, RowScope, RowSum
from majakka.measures.rows import has_rows, iter_rows_behind, rows_behind
from majakka.notices.models import Lot, Notice
from majakka.organisations.models import Organisation
from majakka.reports.facts import organisation_facts
from majakka.reports.records import Figure, OrganisationFacts

PAGE_SIZE = 50
_CHUNK = 500


class NoRowsError(MajakkaError):
    """The rows of this number cannot be given; `reason` is one of the three below."""

    UNKNOWN_INDICATOR = "unknown-indicator"
    UNKNOWN_ORGANISATION = "unknown-organisation"
    NOT_MEASURED = "not-measured"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSearch:
    """Rows of one value. Without `organisation` (a code) the country's; "" is all real countries together.

    `answer` narrows them; for a mean yes is a row with a usable number and unknown one without.
    """

    indicator: str
    organisation: str = ""
    country: str = ""
    year: int
    cpv_division: str = ""
    answer: Answer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRow:
    """One counted row. The notice is that of the award; its fields are empty when it is no longer stored."""

    notice: str
    notice_identifier: str
    notice_version: int | None
    published_on: date | None
    is_current: bool
    titles: Text
    buyer_names: Text
    procedure: str
    lot: str
    lot_titles: Text
    organisation: OrganisationFacts | None
    country: str
    cpv_division: str
    answer: Answer
    number: int | None
    euro: Decimal | None
    is_estimated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRows:
    """A page of rows with the sums of all rows of the number by answer. `unit` is what a row is."""

    search: RowSearch
    unit: str
    has_euro: bool
    is_mean: bool
    rows: tuple[NumberRow, ...]
    sums: Mapping[Answer, RowSum]
    rule_version: str

    @property
    def whole(self) -> RowSum:
        return sum(self.sums.values(), start=RowSum())

    @property
    def chosen(self) -> RowSum:
        """The rows that the search asks for, on all pages."""
        return self.whole if self.search.answer is None else self.sums[self.search.answer]

    def make(self, figure: Figure) -> bool:
        """Whether these rows add up to the figure; they do not when they were read anew after it was computed."""
        yes, unknown = self.sums[Answer.YES], self.sums[Answer.UNKNOWN]
        if self.is_mean:
            counted = (yes.count, unknown.count, yes.total)
            return counted == (figure.count.whole, figure.excluded_count, figure.total or 0)
        by_count = (yes.count, unknown.count, self.whole.count)
        same_count = by_count == (figure.count.yes, figure.count.unknown, figure.count.whole)
        by_euro = (yes.euro, unknown.euro, self.whole.euro)
        same_euro = by_euro == (figure.euro.yes, figure.euro.unknown, figure.euro.whole)
        return same_count and (same_euro or not self.has_euro)


def number_rows(search: RowSearch, *, first: int = 0, count: int = PAGE_SIZE) -> NumberRows:
    """`count` rows from number `first` on: five queries. Raises NoRowsError."""
    indicator, scope = _indicator(search), _scope(search)
    try:
        behind = rows_behind(
            search.indicator,
            organisation=scope.organisation,
            country=scope.country,
            year=scope.year,
            cpv_division=scope.cpv_division,
            answer=search.answer,
            first=first,
            count=count,
        )
    except NoSnapshotError:
        raise NoRowsError(NoRowsError.NOT_MEASURED) from None
    return NumberRows(
        search=search,
        unit=row_unit(behind.measure.table),
        has_euro=indicator.has_euro,
        is_mean=indicator.kind == "mean",
        rows=tuple(_told(behind.rows)),
        sums=behind.sums,
        rule_version=behind.rule_version,
    )


def iter_number_rows(search: RowSearch) -> Iterator[NumberRow]:
    """All rows of the search, told a few hundred at a time. Raises NoRowsError before the first."""
    _indicator(search)
    batches = iter_rows_behind(search.indicator, scope=_scope(search), answer=search.answer)
    try:
        first = next(batches, [])
    except NoSnapshotError:
        raise NoRowsError(NoRowsError.NOT_MEASURED) from None
    return _each(first, batches)


def row_unit(table: str) -> str:
    """What one row of a table of the dataset is: lot, winner or procedure."""
    return table.removesuffix("s")


def _each(first: Sequence[CountedRow], batches: Iterator[list[CountedRow]]) -> Iterator[NumberRow]:
    batch = first
    while batch:
        for start in range(0, len(batch), _CHUNK):
            yield from _told(batch[start : start + _CHUNK])
        batch = next(batches, [])


def _indicator(search: RowSearch) -> Indicator:
    found = Indicator.objects.filter(code=search.indicator).first() if has_rows(search.indicator) else None
    if found is None:
        raise NoRowsError(NoRowsError.UNKNOWN_INDICATOR)
    return found


def _scope(search: RowSearch) -> RowScope:
    organisation = None
    if search.organisation:
        organisation = (
            Organisation.objects.filter(code=search.organisation).values_list("pk", flat=True).first()
        )
        if organisation is None:
            raise NoRowsError(NoRowsError.UNKNOWN_ORGANISATION)
    return RowScope(
        organisation=organisation,
        country="" if search.organisation else search.country,
        year=search.year,
        cpv_division=search.cpv_division,
    )


def _told(rows: Sequence[CountedRow]) -> Iterator[NumberRow]:
    """Three queries, however many rows."""
    notices = (
        Notice.objects.select_related("procedure")
        .only(
            "number",
            "identifier",
            "version",
            "published_on",
            "is_current",
            "titles",
            "buyer_names",
            "procedure__key",
        )
        .in_bulk({row.notice for row in rows if row.notice is not None})
    )
    lots = _lot_titles(rows, notices)
    bodies = Organisation.objects.in_bulk({row.organisation for row in rows if row.organisation is not None})
    for row in rows:
        notice = notices.get(row.notice) if row.notice is not None else None
        body = bodies.get(row.organisation) if row.organisation is not None else None
        yield NumberRow(
            notice=notice.number if notice else "",
            notice_identifier=notice.identifier if notice else "",
            notice_version=notice.version if notice else None,
            published_on=notice.published_on if notice else None,
            is_current=bool(notice and notice.is_current),
            titles=notice.titles if notice else {},
            buyer_names=notice.buyer_names if notice else {},
            procedure=notice.procedure.key if notice else "",
            lot=row.lot,
            lot_titles=lots.get((row.notice or 0, row.lot), {}),
            organisation=organisation_facts(body) if body else None,
            country=row.country,
            cpv_division=row.division,
            answer=row.answer,
            number=row.number,
            euro=row.euro,
            is_estimated=row.is_estimated,
        )


def _lot_titles(rows: Sequence[CountedRow], notices: Iterable[int]) -> dict[tuple[int, str], Text]:
    identifiers = {row.lot for row in rows if row.lot}
    found = Lot.objects.filter(notice__in=list(notices), identifier__in=identifiers)
    return {
        (notice, lot): titles for notice, lot, titles in found.values_list("notice", "identifier", "titles")
    }
