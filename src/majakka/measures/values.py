"""From the numbers of the engine to value records, one measure at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

import pyarrow as pa

from majakka.indicators.records import ValueRecord
from majakka.measures.cube import SCOPE, Sums, Tables, medians_by_scope
from majakka.measures.records import Measure

_COUNTS = ("count_whole", "count_yes", "count_unknown", "excluded_count", "reporting_units")
_EUROS = ("euro_whole", "euro_yes", "euro_unknown", "euro_estimated")
_NOTHING = Decimal(0)
_MICRO = Decimal("0.000001")

Scope = tuple[int | None, str, int, str]


class Numbers:
    """The computed numbers of several measures. Computed on making; `values_of` only reads them."""

    def __init__(
        self, tables: Tables, measures: Sequence[Measure], *, years: Collection[int] | None = None
    ) -> None:
        self._plans: dict[str, Sums] = {}
        self._sums: dict[str, pa.Table] = {}
        self._medians: dict[str, pa.Table] = {}
        in_order = sorted(measures, key=lambda measure: measure.table)
        for _, same_table in groupby(in_order, key=lambda measure: measure.table):
            members = list(same_table)
            plan = Sums(tables, members, years=years)
            sums = plan.table.to_pyarrow()
            self._plans |= {measure.code: plan for measure in members}
            self._sums |= {measure.code: sums for measure in members}
        for measure in measures:
            medians = medians_by_scope(tables, measure, years=years)
            if medians is not None:
                self._medians[measure.code] = medians.to_pyarrow()

    def values_of(self, measure: Measure, *, rule_version: str) -> Iterator[ValueRecord]:
        """One record for every scope in which the measure has any row."""
        sums = self._sums[measure.code]
        medians = _by_scope(self._medians[measure.code]) if measure.code in self._medians else {}
        counts = {field: self._column(measure, field) for field in _COUNTS}
        euros = {field: self._column(measure, field) for field in _EUROS}
        totals = self._column(measure, "total")
        for row, scope in enumerate(_scopes(sums)):
            numbers: dict[str, Any] = {field: column[row] or 0 for field, column in counts.items()}
            if not numbers["count_whole"] and not numbers["excluded_count"]:
                continue
            numbers |= {field: column[row] or _NOTHING for field, column in euros.items()}
            organisation, country, year, division = scope
            yield ValueRecord(
                indicator=measure.code,
                organisation=organisation,
                country=country,
                year=year,
                cpv_division=division,
                rule_version=rule_version,
                total=None if totals[row] is None else _exact(totals[row]),
                median=medians.get(scope),
                **numbers,
            )

    def _column(self, measure: Measure, field: str) -> list:
        sums, name = self._sums[measure.code], self._plans[measure.code].column(measure, field)
        return sums.column(name).to_pylist() if name else [None] * sums.num_rows


def _scopes(table: pa.Table) -> Iterator[Scope]:
    return zip(*(table.column(name).to_pylist() for name in SCOPE), strict=True)


def _by_scope(table: pa.Table) -> dict[Scope, Decimal]:
    """A median of whole days is a whole or a half: exact in every engine's floating point."""
    numbers = table.column("median").to_pylist()
    return {scope: _exact(number) for scope, number in zip(_scopes(table), numbers, strict=True)}


def _exact(number: float) -> Decimal:
    return Decimal(str(number)).quantize(_MICRO)
