"""What the room hands across its walls."""

from dataclasses import dataclass, field
from datetime import date

from majakka.base.errors import Rejection


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRecord:
    """A body as a starter file or the demo country gives it; `parent` and `successor` are codes."""

    code: str
    type: str
    name_fi: str
    name_sv: str = ""
    name_en: str = ""
    business_id: str = ""
    country: str = "FI"
    parent: str = ""
    founded_on: date | None = None
    ended_on: date | None = None
    successor: str = ""
    aliases: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class AffiliationRecord:
    """Who belonged to whom, by codes, from a day to a day (end exclusive)."""

    member: str
    parent: str
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A row of a register of municipalities that can stand by itself."""

    line: int
    name: str
    business_id: str


@dataclass(slots=True)
class RegisterOutcome:
    """What an import of a register did, in numbers of bodies, and the rows that were not taken in."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    rejections: list[Rejection] = field(default_factory=list)
