"""Records of the room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from majakka.base.share import Answer

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


@dataclass(frozen=True, slots=True, kw_only=True)
class RowScope:
    """Which rows: those of one value. Without `organisation` the country's; "" is all real countries together.

    `organisation` is a primary key and stands for everything below it in the tree of the year.
    """

    organisation: int | None = None
    country: str = ""
    year: int
    cpv_division: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedRow:
    """One row that a measure counted: a lot award, a winner of one, or a procedure.

    `lot` is empty for a procedure, whose `notice` is that of its first award. `euro` None: no usable value, or a
    measure without values. For a mean `number` is what is averaged, and the answer is yes where there is one and
    unknown where there is none.
    """

    procedure: int
    lot: str
    notice: int | None
    organisation: int | None
    country: str
    division: str
    answer: Answer
    number: int | None
    euro: Decimal | None
    is_estimated: bool


@dataclass(frozen=True, slots=True)
class RowSum:
    """Rows together; `without_euro` of them have no usable value and are not in `euro`. `total`: of the numbers."""

    count: int = 0
    euro: Decimal = Decimal(0)
    without_euro: int = 0
    estimated: Decimal = Decimal(0)
    total: int = 0

    def __add__(self, other: RowSum) -> RowSum:
        return RowSum(
            self.count + other.count,
            self.euro + other.euro,
            self.without_euro + other.without_euro,
            self.estimated + other.estimated,
            self.total + other.total,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsBehind:
    """One page of the rows behind a value, and the sums of all of them by answer, whatever page is asked for."""

    measure: Measure
    rule_version: str
    rows: tuple[CountedRow, ...]
    sums: Mapping[Answer, RowSum] = field(default_factory=dict)

    @property
    def whole(self) -> RowSum:
        return sum(self.sums.values(), start=RowSum())
