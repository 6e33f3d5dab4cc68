"""Pure decisions about notices: which of two is the better text of one notice, what is listed, what is searched."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal
from typing import overload

from majakka.base.clock import HELSINKI
from majakka.base.money import Money
from majakka.notices.choices import STAGE_OF_FORM_TYPE, KeptBecause, Precision, Role, Stage
from majakka.notices.records import ZONE_NOT_GIVEN, LotRecord, LotResultRecord, NoticeRecord, PartyRecord

_VERSION_SUFFIX = re.compile(
    r"^(?P<identifier>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-(?P<version>\d{2,3})$"
)
_EARLIEST = datetime(1, 1, 1, tzinfo=UTC)
_NOON = time(10)  # UTC. The days of all zones from UTC−10 to UTC+13 begin before it and end after it

# Notices that announce or qualify for many later purchases: naming one does not make two purchases the same.
_SHARED_TYPES = frozenset({"pin-only", "pin-buyer", "pin-rtl", "qu-sy"})


def stage_of(form_type: str) -> Stage:
    """Where the purchase stands, from the form type (BT-03)."""
    return STAGE_OF_FORM_TYPE.get(form_type, Stage.OTHER)


OPEN_WITHOUT_DEADLINE = 60
"""Days: a call that tells no deadline is taken to be open so long after its publication."""


def start_of(day: date) -> datetime:
    """The moment at which the day begins in Finland."""
    return datetime.combine(day, time.min, tzinfo=HELSINKI)


def first_deadline_of(day: date, precision: str) -> datetime:
    """What is due at this moment or later is not due before that day, as `told_day` tells days.

    The end of a mere day lies near midnight of the zone where it is counted: noon parts it from the day before.
    """
    if precision == Precision.DAY:
        return datetime.combine(day, _NOON, tzinfo=UTC)
    if precision == Precision.NO_ZONE:
        return datetime.combine(day, time.min, tzinfo=UTC)
    return start_of(day)


def is_call_open(due_at: datetime | None, *, precision: str = "", published_on: date, today: date) -> bool:
    """Whether a call still takes tenders: the whole of its last day counts."""
    if due_at is None:
        return published_on >= today - timedelta(days=OPEN_WITHOUT_DEADLINE)
    return due_at >= first_deadline_of(today, precision)


def told_day(moment: datetime, offset: int | None, precision: str) -> date:
    """The day of a moment for people in Finland; where its notice gives no zone or no time, the day it writes."""
    if precision in (Precision.DAY, Precision.NO_ZONE):
        return as_published(moment, offset).date()
    return moment.astimezone(HELSINKI).date()


def last_deadline(lots: Iterable[LotRecord]) -> tuple[datetime | None, str]:
    """The latest deadline of the lots, and how it is given."""
    dues = [(lot.tenders_due_at, lot.tenders_due_precision) for lot in lots if lot.tenders_due_at]
    return max(dues, default=(None, ""))


def published_offset(moment: datetime | None) -> int | None:
    """The zone of a moment as its notice gives it: minutes east of UTC; None when it gives none."""
    if moment is None or moment.tzinfo is ZONE_NOT_GIVEN:
        return None
    offset = moment.utcoffset()
    return None if offset is None else round(offset / timedelta(minutes=1))


@overload
def as_published(moment: datetime, offset: int | None) -> datetime: ...
@overload
def as_published(moment: datetime | None, offset: int | None) -> datetime | None: ...
def as_published(moment: datetime | None, offset: int | None) -> datetime | None:
    """The same moment in the zone in which it was published (`published_offset`); in UTC when that is not known."""
    if moment is None:
        return None
    return moment.astimezone(UTC if offset is None else timezone(timedelta(minutes=offset)))


def split_version(reference: str) -> tuple[str, int | None]:
    """ "<uuid>-02" names version 2 of a notice (BT-758); a bare identifier or number names any version."""
    match = _VERSION_SUFFIX.match(reference)
    return (match["identifier"], int(match["version"])) if match else (reference, None)


def public_number(record: NoticeRecord) -> str:
    return record.publication_number or record.identifier


Precedence = tuple[bool, datetime, str]


def precedence(publication_number: str, dispatched_at: datetime | None, sha256: str) -> Precedence:
    """Orders files that claim to be the same notice version; the greatest is kept, whatever order they came in.

    The published copy (it has a publication number) beats the copy of the sending system; then the later one.
    """
    return bool(publication_number), dispatched_at or _EARLIEST, sha256


def kept_because(kept: Precedence, other: Precedence) -> KeptBecause:
    """What decided between two files of one notice version that have other bytes."""
    if kept[0] != other[0]:
        return KeptBecause.PUBLISHED
    return KeptBecause.SENT_LATER if kept[1] != other[1] else KeptBecause.NO_DIFFERENCE


def joins_by_reference(notice_type: str) -> bool:
    """Whether naming such a notice ties two notices to one purchase (prior information and qualification do not)."""
    return notice_type not in _SHARED_TYPES


def replaces_whole(source: str) -> bool:
    """An eForms change notice repeats the whole notice; a TED corrigendum (F14) lists the changes only."""
    return source == "eforms"


_CENT = Decimal("0.01")
_LARGEST = Decimal(10) ** 18


def to_cents(amount: Decimal) -> Decimal:
    """An amount as it is kept: to the cent, halves up. The raw file keeps what was published."""
    return amount.quantize(_CENT, rounding=ROUND_HALF_UP)


def lead_buyer(parties: Iterable[PartyRecord]) -> PartyRecord | None:
    """The group leader (OPP-050), else the first buyer named."""
    buyers = [party for party in parties if Role.BUYER in party.roles]
    return next((party for party in buyers if party.is_lead), buyers[0] if buyers else None)


def listed_value(record: NoticeRecord) -> Money | None:
    """One amount for lists: the notice total, else winning tenders, else the estimate, else the lots' estimates.

    Never a framework ceiling, never a sum over currencies.
    """
    winning = [tender.value for tender in record.tenders if tender.is_winner and tender.value]
    estimates = [lot.estimated_value for lot in record.lots if lot.estimated_value]
    return record.total_value or _sum(winning) or record.estimated_value or _sum(estimates)


def _sum(amounts: list[Money]) -> Money | None:
    total = sum((amount.amount for amount in amounts), Decimal(0))
    if not amounts or len({amount.currency for amount in amounts}) > 1 or total >= _LARGEST:
        return None
    return Money(total, amounts[0].currency)


def tender_count(result: LotResultRecord) -> int | None:
    """Tenders received for the lot (BT-759 where BT-760 is "tenders")."""
    return dict(result.submissions).get("tenders")


def sme_tender_count(result: LotResultRecord) -> int | None:
    """Tenders from small and medium enterprises: "t-sme", else the sum of micro, small and medium."""
    counts = dict(result.submissions)
    if "t-sme" in counts:
        return counts["t-sme"]
    parts = [counts[code] for code in ("t-micro", "t-small", "t-med") if code in counts]
    return sum(parts) if parts else None


def published_day(record: NoticeRecord) -> date:
    """OPP-012, else the day it was sent, in the zone in which it was sent. Readers refuse a notice with neither."""
    if record.published_on:
        return record.published_on
    if record.dispatched_at is None:
        raise ValueError(f"notice {record.identifier} has neither a publication nor a dispatch date")
    return record.dispatched_at.date()


def search_text(record: NoticeRecord) -> str:
    """Everything that the simple search looks through, lower-case: titles, buyers, winners, numbers, CPV."""
    words: list[str] = [*record.titles.values()]
    for lot in record.lots[:50]:
        words.extend(title for language, title in lot.titles.items() if record.titles.get(language) != title)
    for party in record.parties:
        if not party.is_natural_person and (Role.BUYER in party.roles or Role.WINNER in party.roles):
            words.extend(party.names.values())
            words.extend(party.identifiers)
    words += [record.publication_number, record.identifier, record.internal_identifier, record.cpv]
    return "\n".join(dict.fromkeys(word.lower() for word in words if word))
