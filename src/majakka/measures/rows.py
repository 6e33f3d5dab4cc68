"""The rows behind a number: exactly those that its measure counted, from the same dataset by the same rule.

Rows are chosen, ordered and paged in the engine; only the page asked for is read into memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import ibis

from majakka.base.share import Answer
from majakka.lake.engine import lake_root, open_tables
from majakka.measures.catalogue import MEASURES
from majakka.measures.cube import Tables
from majakka.measures.datasets import DATASET
from majakka.measures.records import CountedRow, MeanColumns, Measure, RowsBehind, RowScope, RowSum

_ORDER = {
    "lots": ("procedure", "lot", "occasion"),
    "winners": ("procedure", "lot", "occasion", "winner_country", "size"),
    "procedures": ("procedure",),
}
_COLUMNS = _ORDER | {"lots": (*_ORDER["lots"], "notice")}
_KEY = ("procedure", "lot", "occasion")
_TOLD = ("organisation", "country", "division", "answer", "number", "euro", "estimated")
_CHUNK = 10_000


def rows_behind(
    code: str,
    *,
    organisation: int | None = None,
    country: str = "",
    year: int,
    cpv_division: str = "",
    answer: Answer | str | None = None,
    first: int = 0,
    count: int = 50,
    root: Path | None = None,
    engine: str | None = None,
) -> RowsBehind:
    """`count` rows from number `first` on, in a lasting order, with the sums of all rows of the scope by answer.

    `answer` narrows the rows, never the sums. The scope is that of a value (RowScope). Raises LookupError for a
    code without a measure and NoSnapshotError while nothing has been measured.
    """
    measure = _measure(code)
    scope = RowScope(organisation=organisation, country=country, year=year, cpv_division=cpv_division)
    with _open(measure, scope, root=root, engine=engine) as (rule_version, tables):
        counted = _counted(tables, measure, scope)
        sums = _sums(counted)
        length = sum(one.count for state, one in sums.items() if answer in (None, state))
        rows = _read_page(tables, measure, counted, answer, first, count) if count and first < length else []
    return RowsBehind(measure=measure, rule_version=rule_version, rows=tuple(rows), sums=sums)


def iter_rows_behind(
    code: str,
    *,
    scope: RowScope,
    answer: Answer | str | None = None,
    root: Path | None = None,
    engine: str | None = None,
) -> Iterator[list[CountedRow]]:
    """All those rows, some thousands at a time, from one state of the dataset. Raises as rows_behind."""
    measure = _measure(code)
    with _open(measure, scope, root=root, engine=engine) as (_, tables):
        counted = _counted(tables, measure, scope)
        first = 0
        while rows := _read_page(tables, measure, counted, answer, first, _CHUNK):
            yield rows
            if len(rows) < _CHUNK:
                return
            first += _CHUNK


def has_rows(code: str) -> bool:
    """Whether a measure of ours counts the indicator of this code."""
    return any(measure.code == code for measure in MEASURES)


def _measure(code: str) -> Measure:
    try:
        return next(measure for measure in MEASURES if measure.code == code)
    except StopIteration:
        raise LookupError(code) from None


@contextmanager
def _open(
    measure: Measure, scope: RowScope, *, root: Path | None, engine: str | None
) -> Iterator[tuple[str, Tables]]:
    """The rule version of the dataset, and of its tables those that the question needs."""
    # What the notices of winners and procedures are is in "lots"
    needed = {measure.table, "lots"} | ({"ancestors"} if scope.organisation is not None else set())
    root = lake_root() if root is None else root
    with open_tables(root, DATASET, only=needed, address=engine) as (snapshot, tables):
        yield snapshot.rule_version, tables


def _counted(tables: Tables, measure: Measure, scope: RowScope) -> ibis.Table:
    """The rows of the scope that are in the denominator, each with what the measure says of it."""
    rows = _in_scope(tables, tables[measure.table], scope)
    columns = measure.columns(rows)
    nothing = ibis.null("decimal(18, 2)")
    if isinstance(columns, MeanColumns):
        said: dict[str, Any] = {"number": columns.number, "euro": nothing, "estimated": nothing}
        answer = ibis.ifelse(columns.number.notnull(), Answer.YES.value, Answer.UNKNOWN.value)
    else:
        said = {
            "number": ibis.null("int64"),
            "euro": nothing if columns.euro is None else columns.euro,
            "estimated": nothing if columns.estimated is None else columns.estimated,
        }
        known = ibis.ifelse(columns.yes, Answer.YES.value, Answer.NO.value)
        answer = ibis.ifelse(columns.yes.isnull(), Answer.UNKNOWN.value, known)
    told = rows.select(
        *_COLUMNS[measure.table],
        "organisation",
        "country",
        "division",
        answer=answer,
        is_counted=columns.whole,
        **said,
    )
    return told.filter(told.is_counted)


def _in_scope(tables: Tables, rows: ibis.Table, scope: RowScope) -> ibis.Table:
    """As cube.py adds them up: the tree of the year, a country, or all countries without the demo country."""
    rows = rows.filter(rows.year == scope.year)
    if scope.cpv_division:
        rows = rows.filter(rows.division == scope.cpv_division)
    if scope.organisation is not None:
        tree = tables["ancestors"]
        below = tree.filter((tree.scope == scope.organisation) & (tree.year == scope.year))
        return rows.semi_join(below, ["organisation"])
    if scope.country:
        return rows.filter(rows.country == scope.country)
    return rows.filter(~rows.is_demo)


def _sums(counted: ibis.Table) -> dict[Answer, RowSum]:
    added = counted.group_by("answer").aggregate(
        count=counted.count(),
        euro_sum=counted.euro.sum(),
        without_euro=counted.count(where=counted.euro.isnull()),
        estimated_sum=counted.estimated.sum(),
        total=counted.number.sum(),
    )
    found = {
        Answer(row["answer"]): RowSum(
            row["count"],
            row["euro_sum"] or Decimal(0),
            row["without_euro"],
            row["estimated_sum"] or Decimal(0),
            int(row["total"] or 0),
        )
        for row in added.to_pyarrow().to_pylist()
    }
    return {answer: found.get(answer, RowSum()) for answer in Answer}


def _read_page(
    tables: Tables,
    measure: Measure,
    counted: ibis.Table,
    answer: Answer | str | None,
    first: int,
    count: int,
) -> list[CountedRow]:
    rows = counted if answer is None else counted.filter(counted.answer == str(answer))
    rows = rows.order_by(list(_ORDER[measure.table])).limit(count, offset=first)
    return _read(_with_notice(tables, measure, rows).to_pyarrow().to_pylist())


def _with_notice(tables: Tables, measure: Measure, rows: ibis.Table) -> ibis.Table:
    """The rows with the notice of each. A winner's is that of its lot award, a procedure's that of its first."""
    order = _ORDER[measure.table]
    if measure.table == "lots":
        return rows.select("procedure", "lot", "notice", *_TOLD)
    lots = tables["lots"]
    if measure.table == "winners":
        notices = lots.select(*_KEY, "notice")
        found = rows.left_join(notices, list(_KEY)).select(*order, "notice", *_TOLD)
        return found.order_by(list(order)).select("procedure", "lot", "notice", *_TOLD)
    won = lots.filter(lots.outcome == "selec-w").semi_join(rows, ["procedure"])
    turn = ibis.row_number().over(group_by="procedure", order_by=[won.year, won.lot, won.occasion])
    firsts = won.mutate(turn=turn)
    firsts = firsts.filter(firsts.turn == 0).select("procedure", "notice")
    found = rows.left_join(firsts, ["procedure"]).select(*order, "notice", *_TOLD)
    return found.mutate(lot=ibis.literal("")).order_by(list(order))


def _read(rows: list[Mapping[str, Any]]) -> list[CountedRow]:
    return [
        CountedRow(
            procedure=row["procedure"],
            lot=row["lot"],
            notice=row["notice"],
            organisation=row["organisation"],
            country=row["country"],
            division=row["division"],
            answer=Answer(row["answer"]),
            number=row["number"],
            euro=row["euro"],
            is_estimated=bool(row["estimated"]),
        )
        for row in rows
    ]
