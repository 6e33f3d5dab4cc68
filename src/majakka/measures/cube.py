"""From rows to numbers of every scope: each table is read once, whatever the number of measures.

First all sums of all measures are made by buyer, country, year and CPV division in one pass (the cube). The few
cells of the cube are then added up over divisions, over the tree and over countries. Medians cannot be added up
and are taken from the rows.

The demo country is a country like any other and is left out of the sum over all countries.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import ibis

from majakka.measures.records import MeanColumns, Measure, ShareColumns

Tables = Mapping[str, ibis.Table]

_BUYER = ("organisation", "country", "is_demo", "year")
_CELL = (*_BUYER, "division")
SCOPE = ("organisation", "country", "year", "division")


class Sums:
    """All sums of several measures of one table, by SCOPE.

    `table` has the scope and one column a distinct sum: measures over the same lots share their denominators.
    `column` names the column of one number of one measure; None where the measure has no such number.
    """

    def __init__(self, tables: Tables, measures: Sequence[Measure], *, years: Collection[int] | None) -> None:
        rows = _rows(tables[measures[0].table], years)
        self._columns: dict[tuple[str, str], str] = {}
        distinct: dict[object, str] = {}
        sums: dict[str, ibis.Value] = {}
        for measure in measures:
            for field, value in _sums(measure, rows).items():
                name = distinct.setdefault(value.op(), f"sum_{len(distinct)}")
                sums[name] = value
                self._columns[measure.code, field] = name
        cells = rows.group_by(list(_CELL)).aggregate(**sums)
        over_divisions = cells.group_by(list(_BUYER)).aggregate(**_added(cells, sums))
        cells = _with_all_divisions(cells, over_divisions)
        units = {}
        for measure in measures:
            whole = self._columns[measure.code, "count_whole"]
            name = whole.replace("sum", "units")
            units[name] = _reports(cells, whole)
            self._columns[measure.code, "reporting_units"] = name
        cells = cells.mutate(**units)
        self.table = _over_scopes(cells, tables["ancestors"], lambda part: _added(part, [*sums, *units]))

    def column(self, measure: Measure, field: str) -> str | None:
        return self._columns.get((measure.code, field))


def medians_by_scope(tables: Tables, measure: Measure, *, years: Collection[int] | None) -> ibis.Table | None:
    """The median of a mean's numbers by SCOPE, in column "median"; None for a share."""
    rows = _rows(tables[measure.table], years)
    columns = measure.columns(rows)
    if not isinstance(columns, MeanColumns):
        return None
    usable = rows.filter(columns.whole & columns.number.notnull()).select(*_CELL, number=columns.number)
    rows = _with_all_divisions(usable, usable)
    return _over_scopes(rows, tables["ancestors"], lambda part: {"median": part.number.median()})


def _rows(table: ibis.Table, years: Collection[int] | None) -> ibis.Table:
    if years is None:
        return table.filter(table.year.notnull())
    return table.filter(table.year.isin(sorted(years)))


def _sums(measure: Measure, rows: ibis.Table) -> dict[str, ibis.Value]:
    columns = measure.columns(rows)
    return _mean_sums(columns, rows) if isinstance(columns, MeanColumns) else _share_sums(columns, rows)


def _share_sums(columns: ShareColumns, rows: ibis.Table) -> dict[str, ibis.Value]:
    whole = columns.whole
    yes, unknown = whole & columns.yes, whole & columns.yes.isnull()
    sums = {
        "count_whole": rows.count(where=whole),
        "count_yes": rows.count(where=yes),
        "count_unknown": rows.count(where=unknown),
    }
    if columns.euro is not None:
        sums |= {
            "excluded_count": rows.count(where=whole & columns.euro.isnull()),
            "euro_whole": columns.euro.sum(where=whole),
            "euro_yes": columns.euro.sum(where=yes),
            "euro_unknown": columns.euro.sum(where=unknown),
        }
    if columns.estimated is not None:
        sums["euro_estimated"] = columns.estimated.sum(where=whole)
    return sums


def _mean_sums(columns: MeanColumns, rows: ibis.Table) -> dict[str, ibis.Value]:
    usable = columns.whole & columns.number.notnull()
    return {
        "count_whole": rows.count(where=usable),
        "excluded_count": rows.count(where=columns.whole & columns.number.isnull()),
        "total": columns.number.sum(where=usable),
    }


def _added(table: ibis.Table, names: Iterable[str]) -> dict[str, ibis.Value]:
    return {name: table[name].sum() for name in names}


def _reports(cells: ibis.Table, whole: str) -> ibis.Value:
    """1 for a known buyer with any row in the denominator: summed, the buyers below a scope that reported."""
    return (cells.organisation.notnull() & (cells[whole] > 0)).cast("int64")


def _with_all_divisions(divided: ibis.Table, rows: ibis.Table) -> ibis.Table:
    """The rows by division, and once more under division "". Rows without a division are only there."""
    everything = rows.drop("division") if "division" in rows.columns else rows
    everything = everything.mutate(division=ibis.literal("")).select(*divided.columns)
    return divided.filter(divided.division != "").union(everything)


def _over_scopes(
    rows: ibis.Table, ancestors: ibis.Table, aggregates: Callable[[ibis.Table], dict[str, ibis.Value]]
) -> ibis.Table:
    """The rows of every organisation with all below it, of every country, and of all real countries."""
    below = rows.join(ancestors, ["organisation", "year"]).drop("organisation").rename(organisation="scope")
    inside = rows.filter(rows.country != "")
    real = rows.filter(~rows.is_demo)
    parts = (
        below.group_by(["organisation", "year", "division"]).aggregate(**aggregates(below)),
        inside.group_by(["country", "year", "division"]).aggregate(**aggregates(inside)),
        real.group_by(["year", "division"]).aggregate(**aggregates(real)),
    )
    organisations, countries, world = (_with_whole_scope(part) for part in parts)
    return organisations.union(countries).union(world)


def _with_whole_scope(part: ibis.Table) -> ibis.Table:
    missing: dict[str, ibis.Value] = {}
    if "organisation" not in part.columns:
        missing["organisation"] = ibis.null("int64")
    if "country" not in part.columns:
        missing["country"] = ibis.literal("")
    numbers = [name for name in part.columns if name not in SCOPE]
    return part.mutate(**missing).select(*SCOPE, *numbers)
