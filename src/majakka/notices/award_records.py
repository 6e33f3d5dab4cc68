"""What the stored notices say about the awards of one procedure, as plain records: the input of measuring."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from majakka.base.money import Money
from majakka.notices.choices import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class LotFacts:
    """A lot as one notice describes it."""

    pk: int
    identifier: str
    cpv: str = ""
    nature: str = ""
    framework: str = ""  # BT-765
    purchasing_system: str = ""  # BT-766
    tenders_due_on: date | None = None  # BT-131, the day as rules.told_day tells it
    estimated: Money | None = None  # BT-27


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultFacts:
    """A lot result of one notice."""

    pk: int
    key: str
    lot: str
    outcome: str = ""  # BT-142
    tender_count: int | None = None
    sme_tender_count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TenderFacts:
    """A tender that one notice names, with the contract made of it."""

    result: int | None  # ResultFacts.pk
    key: str
    lot: str = ""
    value: Money | None = None  # BT-720
    rank: int | None = None
    is_winner: bool | None = None
    tenderers: tuple[str, ...] = ()
    contract: str = ""  # BT-150
    concluded_on: date | None = None  # BT-145
    decided_on: date | None = None  # BT-1451


@dataclass(frozen=True, slots=True, kw_only=True)
class WinnerFacts:
    """A party that a notice names as a winner."""

    business_id: str = ""
    name: str = ""
    country: str = ""
    size: str = ""  # BT-165


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFacts:
    """One notice version that counts, with its lots and results."""

    pk: int
    identifier: str
    version: int = 1
    stage: str = Stage.AWARDED
    is_demo: bool = False
    published_on: date | None = None
    dispatched_at: datetime | None = None
    procedure_type: str = ""  # BT-105
    nature: str = ""
    cpv: str = ""
    buyer: int | None = None  # organisation of the lead buyer, when known
    buyer_country: str = ""
    total: Money | None = None  # BT-161
    estimated: Money | None = None  # BT-27 of the procedure
    lots: tuple[LotFacts, ...] = ()
    results: tuple[ResultFacts, ...] = ()
    tenders: tuple[TenderFacts, ...] = ()
    winners: Mapping[str, WinnerFacts] = field(default_factory=dict)  # by party key


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureFacts:
    """All notices of one procedure that count."""

    pk: int
    key: str
    notices: tuple[NoticeFacts, ...]
