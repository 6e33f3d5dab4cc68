"""The dataset that measures read: awards of all procedures, pulled from the stored notices into the lake.

Four tables: `lots` (one row a lot award), `winners` (one a winner of a lot award), `procedures` (one a procedure
with a winner) and `ancestors` (who belongs under whom, year by year).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

from majakka.classification.answer_queries import answers_by_lot
from majakka.lake.store import Snapshot, write_snapshot
from majakka.lake.tables import ColumnType, TableSchema, TableWriter
from majakka.measures.awards import LotAward, ProcedureAward, lot_awards, procedure_award
from majakka.measures.choices import Basis
from majakka.notices.award_queries import award_batches
from majakka.organisations.queries import ancestors_by_member

DATASET = "awards"
# Raised whenever a rule of awards.py, or a column here, changes.
DATASET_VERSION = 2

DEFINITIONS = (
    "innovation-declared",
    "innovation-new-to-market",
    "innovation-new-to-buyer",
    "innovation-research",
    "innovation-procedure",
    "innovation-text",
    "green-declared",
    "green-text",
    "social-declared",
)

_SCOPE = (
    ("organisation", ColumnType.INTEGER),
    ("country", ColumnType.TEXT),
    ("is_demo", ColumnType.ANSWER),
    ("year", ColumnType.SMALL),
    ("division", ColumnType.TEXT),
)


def answer_column(definition: str) -> str:
    """The column of `lots` that holds the answer to a definition."""
    return "answer_" + definition.replace("-", "_")


SCHEMAS: Mapping[str, TableSchema] = {
    "lots": TableSchema(
        (
            ("procedure", ColumnType.INTEGER),
            ("lot", ColumnType.TEXT),
            ("occasion", ColumnType.SMALL),
            ("notice", ColumnType.INTEGER),
            *_SCOPE,
            ("nature", ColumnType.TEXT),
            ("procedure_type", ColumnType.TEXT),
            ("is_framework", ColumnType.ANSWER),
            ("outcome", ColumnType.TEXT),
            ("value_eur", ColumnType.MONEY),
            ("estimated_eur", ColumnType.MONEY),
            ("value_basis", ColumnType.TEXT),
            ("tender_count", ColumnType.SMALL),
            ("sme_tender_count", ColumnType.SMALL),
            ("deadline", ColumnType.DAY),
            ("decision", ColumnType.DAY),
            *((answer_column(code), ColumnType.ANSWER) for code in DEFINITIONS),
        )
    ),
    "winners": TableSchema(
        (
            ("procedure", ColumnType.INTEGER),
            ("lot", ColumnType.TEXT),
            ("occasion", ColumnType.SMALL),
            *_SCOPE,
            ("is_framework", ColumnType.ANSWER),
            ("winner_country", ColumnType.TEXT),
            ("size", ColumnType.TEXT),
        )
    ),
    "procedures": TableSchema(
        (
            ("procedure", ColumnType.INTEGER),
            *_SCOPE,
            ("procedure_type", ColumnType.TEXT),
            ("value_eur", ColumnType.MONEY),
            ("estimated_eur", ColumnType.MONEY),
        )
    ),
    "ancestors": TableSchema(
        (("organisation", ColumnType.INTEGER), ("year", ColumnType.SMALL), ("scope", ColumnType.INTEGER))
    ),
}


def refresh_awards(
    root: Path,
    *,
    now: datetime,
    today: date,
    rule_version: str,
    progress: Callable[[int], None] | None = None,
) -> Snapshot:
    """Write the dataset anew from the stored notices, with flat memory. Unchanged rows leave the old snapshot.

    `progress` is told how many procedures each batch held.
    """

    def fill(tables: Mapping[str, TableWriter]) -> None:
        years: set[int] = set()
        for batch in award_batches():
            answers = answers_by_lot(first_procedure=batch[0].pk, last_procedure=batch[-1].pk)
            for procedure in batch:
                awards = lot_awards(procedure, answers=answers)
                add_awards(tables, awards, procedure_award(procedure, awards))
                years |= {award.year for award in awards if award.year is not None}
            if progress:
                progress(len(batch))
        for year in sorted(years):
            _add_ancestors(tables["ancestors"], year, on=min(date(year, 12, 31), today))

    return write_snapshot(root, DATASET, schemas=SCHEMAS, fill=fill, rule_version=rule_version, now=now)


def add_awards(
    tables: Mapping[str, TableWriter], awards: Iterable[LotAward], whole: ProcedureAward | None
) -> None:
    """The rows of one procedure."""
    for award in awards:
        scope = (award.organisation, award.country, award.is_demo, award.year, award.division)
        tables["lots"].add(
            (
                award.procedure,
                award.lot,
                award.occasion,
                award.notice,
                *scope,
                award.nature,
                award.procedure_type,
                award.is_framework,
                award.outcome,
                award.value_eur,
                award.value_eur if award.value_basis == Basis.ESTIMATED else None,
                award.value_basis.value,
                award.tender_count,
                award.sme_tender_count,
                award.deadline,
                award.decision,
                *(award.answers.get(code) for code in DEFINITIONS),
            )
        )
        for winner in award.winners:
            key = (award.procedure, award.lot, award.occasion)
            tables["winners"].add((*key, *scope, award.is_framework, winner.country, winner.size))
    if whole:
        scope = (whole.organisation, whole.country, whole.is_demo, whole.year, whole.division)
        tables["procedures"].add(
            (whole.procedure, *scope, whole.procedure_type, whole.value_eur, whole.estimated_eur or None)
        )


def _add_ancestors(table: TableWriter, year: int, *, on: date) -> None:
    """A year's figures come under the tree as it stood when the year ended (the running year: today)."""
    for member, scopes in sorted(ancestors_by_member(on).items()):
        for scope in sorted(set(scopes)):
            table.add((member, year, scope))
