"""How near the measures come to hand-written SQL: both over the same synthetic lots, in one run, on DuckDB."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from majakka.lake.engine import open_tables
from majakka.lake.store import write_snapshot
from majakka.lake.tables import TableWriter
from majakka.measures.awards import LotAward, ProcedureAward
from majakka.measures.bench_sql import hand_written
from majakka.measures.catalogue import MEASURES
from majakka.measures.datasets import DATASET, SCHEMAS, add_awards
from majakka.measures.synthetic import synthetic_awards
from majakka.measures.values import Numbers

_YEARS = range(2020, 2026)
_ORGANISATIONS = 1_000
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class MeasuresBenchmark:
    """Seconds of the best of some rounds; `ratio` is measures over hand-written SQL."""

    lots: int
    measures_seconds: float
    sql_seconds: float

    @property
    def ratio(self) -> float:
        return self.measures_seconds / self.sql_seconds


def measures_benchmark(*, now: datetime, lots: int = 1_000_000) -> MeasuresBenchmark:
    """Write synthetic lots to a temporary lake and time all measures and the same sums in SQL, in turns."""
    with TemporaryDirectory() as folder:
        write_synthetic_dataset(
            Path(folder), now=now, awards=synthetic_awards(lots, organisations=_ORGANISATIONS, years=_YEARS)
        )
        with open_tables(Path(folder), DATASET, address="duckdb") as (_, tables):
            connection = tables["lots"].get_backend()
            names = {name: table.get_name() for name, table in tables.items()}
            statements = hand_written(names)
            ours, theirs = [], []
            for _ in range(_ROUNDS):
                ours.append(_seconds(lambda: Numbers(tables, MEASURES)))
                theirs.append(
                    _seconds(
                        lambda: [connection.con.sql(sql).to_arrow_table() for sql in statements.values()]
                    )
                )
    return MeasuresBenchmark(lots=lots, measures_seconds=min(ours), sql_seconds=min(theirs))


def write_synthetic_dataset(root: Path, *, now: datetime, awards: Iterable[LotAward]) -> None:
    """The dataset of these awards, under a tree in which every tenth body is the parent of the nine after it."""

    def fill(tables: Mapping[str, TableWriter]) -> None:
        organisations: set[int] = set()
        years: set[int] = set()
        for _, members in groupby(awards, key=lambda award: award.procedure):
            lots = list(members)
            add_awards(tables, lots, _whole(lots))
            organisations |= {award.organisation for award in lots if award.organisation is not None}
            years |= {award.year for award in lots if award.year is not None}
        for year in sorted(years):
            for organisation in sorted(organisations):
                for scope in sorted({organisation, organisation - organisation % 10 + 1, 1}):
                    tables["ancestors"].add((organisation, year, scope))

    write_snapshot(root, DATASET, schemas=SCHEMAS, fill=fill, rule_version="synthetic", now=now)


def _whole(lots: list[LotAward]) -> ProcedureAward | None:
    won = [award for award in lots if award.is_awarded]
    values = [award.value_eur for award in won if award.value_eur is not None]
    years = [award.year for award in won if award.year is not None]
    if not won:
        return None
    return ProcedureAward(
        procedure=lots[0].procedure,
        organisation=lots[0].organisation,
        country=lots[0].country,
        is_demo=lots[0].is_demo,
        year=min(years, default=None),
        division=lots[0].division,
        procedure_type=lots[0].procedure_type,
        value_eur=sum(values[1:], values[0]) if values else None,
        estimated_eur=Decimal(0),
    )


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start
