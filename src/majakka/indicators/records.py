"""Records that cross the wall of the room."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueRecord:
    """One measured number on its way in: `models.Value` by codes and keys instead of rows.

    `organisation` is a primary key, or None for a country scope (`country` "" is all real countries);
    `cpv_division` "" is all divisions. Euros are exact, with two decimals.
    """

    indicator: str
    organisation: int | None
    country: str
    year: int
    cpv_division: str
    count_yes: int = 0
    count_unknown: int = 0
    count_whole: int = 0
    euro_yes: Decimal = Decimal(0)
    euro_unknown: Decimal = Decimal(0)
    euro_whole: Decimal = Decimal(0)
    euro_estimated: Decimal = Decimal(0)
    total: Decimal | None = None
    median: Decimal | None = None
    excluded_count: int = 0
    reporting_units: int = 0
    rule_version: str


@dataclass(frozen=True, slots=True)
class RecordedValues:
    """What one recording changed."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
