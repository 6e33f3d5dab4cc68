"""One notice, whole: what it says, what its lots count as, and the story of its procedure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import Q

from majakka.base.errors import MajakkaError
from majakka.notices.models import Lot, LotResult, Notice, Party, Tender

_EARLIEST = datetime(1, 1, 1, tzinfo=UTC)


class NoticeNotFoundError(MajakkaError):
    """No notice has this number or identifier."""


class SeveralNoticesError(MajakkaError):
    """Different notices carry this number; `notices` are theirs, to choose from by identifier."""

    def __init__(self, number: str, notices: list[Notice]) -> None:
        super().__init__(f"{len(notices)} notices carry the number {number}")
        self.notices = notices


@dataclass(frozen=True, slots=True)
class Award:
    """A winning (or only named) tender with the parties behind it."""

    tender: Tender
    tenderers: tuple[Party, ...]
    subcontractors: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class LotStory:
    """A lot, how it ended and who won. A lot that only a result names has no description: `lot` is None then."""

    identifier: str
    lot: Lot | None
    results: tuple[LotResult, ...]
    awards: tuple[Award, ...]


@dataclass(frozen=True, slots=True)
class NoticeStory:
    """Everything that a notice page shows, except what its lots count as (classification.queries.findings_of)."""

    notice: Notice
    parties: tuple[Party, ...]
    lots: tuple[LotStory, ...]
    versions: tuple[Notice, ...]  # of this notice, newest first
    procedure: tuple[Notice, ...]  # current notices of the procedure, oldest first; this one among them

    @property
    def buyers(self) -> tuple[Party, ...]:
        """Lead buyer first."""
        return tuple(sorted((p for p in self.parties if p.is_buyer), key=lambda party: not party.is_lead))


def _order(notice: Notice) -> tuple[date, datetime, str, int]:
    return notice.published_on, notice.dispatched_at or _EARLIEST, notice.identifier, notice.version


def find_notice(number: str, *, version: int | None = None) -> Notice:
    """The notice of a number, with or without leading zeros, or of an identifier: newest version unless one is named.

    Raises NoticeNotFoundError, or SeveralNoticesError when different notices carry the number.
    """
    wanted = number.strip()
    if "\x00" in wanted:  # PostgreSQL takes no such text, and no notice is called so
        raise NoticeNotFoundError(number)
    plain = wanted.lstrip("0") if wanted[:1] == "0" else wanted
    found = list(
        Notice.objects.filter(Q(number=plain) | Q(number=wanted) | Q(identifier=wanted.lower()))
        .select_related("buyer", "raw_file", "procedure")
        .order_by("identifier", "-version")
    )
    exact = [notice for notice in found if notice.identifier == wanted.lower()]
    found = exact or found
    if len({notice.identifier for notice in found}) > 1:
        raise SeveralNoticesError(number, found)
    if version is not None:
        found = [notice for notice in found if notice.version == version]
    if not found:
        raise NoticeNotFoundError(number)
    return found[0]


def tell_notice(notice: Notice) -> NoticeStory:
    """Read a notice whole: seven queries whatever the number of lots."""
    parties = tuple(notice.parties.select_related("organisation").order_by("pk"))
    of_key = {party.key: party for party in parties}
    results = list(notice.results.order_by("pk"))
    tenders = list(notice.tenders.order_by("pk"))
    lots = list(notice.lots.order_by("pk"))
    awards_of: dict[str, list[Award]] = {}
    lot_of_result = {result.pk: result.lot_identifier for result in results}
    for tender in tenders:
        lot = tender.lot_identifier or lot_of_result.get(tender.result_id or 0, "")
        award = Award(
            tender,
            tuple(of_key[key] for key in tender.tenderers if key in of_key),
            tuple(of_key[key] for key in tender.subcontractors if key in of_key),
        )
        awards_of.setdefault(lot, []).append(award)
    results_of: dict[str, list[LotResult]] = {}
    for result in results:
        results_of.setdefault(result.lot_identifier, []).append(result)
    known = {lot.identifier: lot for lot in lots}
    identifiers = list(dict.fromkeys([*known, *results_of, *awards_of]))
    stories = tuple(
        LotStory(
            identifier,
            known.get(identifier),
            tuple(results_of.get(identifier, ())),
            tuple(awards_of.get(identifier, ())),
        )
        for identifier in identifiers
    )
    versions = tuple(Notice.objects.filter(identifier=notice.identifier).order_by("-version"))
    siblings = Notice.objects.filter(procedure_id=notice.procedure_id).filter(
        Q(is_current=True) | Q(pk=notice.pk)
    )
    procedure = tuple(
        sorted(siblings, key=lambda n: (n.published_on, n.dispatched_at or _EARLIEST, n.identifier))
    )
    return NoticeStory(notice, parties, stories, versions, procedure)
