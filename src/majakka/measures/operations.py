"""Measuring: from the stored notices through the lake to indicator values. Each run can be repeated."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from pathlib import Path

from majakka.base.clock import HELSINKI
from majakka.classification.queries import rules_version
from majakka.indicators.operations import record_values
from majakka.indicators.records import ValueRecord
from majakka.lake.engine import lake_root, open_tables
from majakka.measures.catalogue import MEASURES
from majakka.measures.datasets import DATASET, DATASET_VERSION, refresh_awards
from majakka.measures.records import Measure, MeasureSummary
from majakka.measures.values import Numbers


def measure(
    *,
    years: Collection[int] | None = None,
    now: datetime,
    root: Path | None = None,
    engine: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> MeasureSummary:
    """Write the awards dataset anew, compute all measures of the years (None: all) and replace their values.

    The same notices give the same values. Values are replaced in one transaction: a reader sees the old ones or
    the new ones. `root` is the lake's folder and `engine` its engine, by default those of the settings.
    """
    root = lake_root() if root is None else root
    rules = dataset_rules()
    refresh_awards(
        root, now=now, today=now.astimezone(HELSINKI).date(), rule_version=rules, progress=progress
    )
    with open_tables(root, DATASET, address=engine) as (snapshot, tables):
        numbers = Numbers(tables, MEASURES, years=years)
        counted: set[int] = set()
        recorded = record_values(
            {measure.code: _noting_years(numbers, measure, rules, counted) for measure in MEASURES},
            years=years,
            now=now,
        )
    return MeasureSummary(
        rule_version=rules,
        snapshot=snapshot.identifier,
        years=tuple(sorted(counted)),
        rows=snapshot.rows,
        values=recorded.new + recorded.changed + recorded.unchanged,
        new=recorded.new,
        changed=recorded.changed,
        unchanged=recorded.unchanged,
        removed=recorded.removed,
    )


def dataset_rules() -> str:
    """The version of everything that decides the rows: our rules of counting and the definitions, told apart."""
    definitions = hashlib.sha256(rules_version().encode()).hexdigest()[:8]
    return f"awards {DATASET_VERSION}, definitions {definitions}"


def _noting_years(numbers: Numbers, measure: Measure, rules: str, counted: set[int]) -> Iterator[ValueRecord]:
    for value in numbers.values_of(measure, rule_version=f"measure {measure.version}, {rules}"):
        counted.add(value.year)
        yield value
