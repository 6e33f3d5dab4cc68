"""Records of the room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import ibis


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareColumns:
    """What a share says of one row, as Ibis expressions over its table.

    `whole`: the row is in the denominator. `yes`: true, false, or null for unknown. When the share is also measured
    by value, `euro` (null: no usable value) and `estimated` (the part of it that is an estimate).
    """

    whole: ibis.expr.types.BooleanValue
    yes: ibis.expr.types.BooleanValue
    euro: ibis.expr.types.DecimalValue | None = None
    estimated: ibis.expr.types.DecimalValue | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanColumns:
    """What a mean says of one row: `whole` as above, `number` null where the row has no usable number."""

    whole: ibis.expr.types.BooleanValue
    number: ibis.expr.types.IntegerValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One indicator's rule: which table it reads, what it says of a row, and the version of the rule."""

    code: str
    version: int
    unit: Literal["lot", "procedure", "winner", "day"]
    table: Literal["lots", "procedures", "winners"]
    columns: Callable[[ibis.Table], ShareColumns | MeanColumns]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureSummary:
    """What one measuring did: rows read, values written, and the rule version they carry."""

    rule_version: str
    snapshot: str
    years: tuple[int, ...]
    rows: Mapping[str, int]
    values: int
    new: int
    changed: int
    unchanged: int
    removed: int
