"""The rows behind a number as JSON objects and as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from majakka.base.share import Answer
from majakka.base.text import choose_text
from majakka.exports.numbers import ordered
from majakka.exports.tables import csv_lines
from majakka.measures.records import RowSum
from majakka.reports.number_rows import NumberRow

HEADER = (
    "notice",
    "notice_identifier",
    "notice_version",
    "published_on",
    "procedure",
    "lot",
    "title",
    "lot_title",
    "buyer",
    "organisation",
    "country",
    "cpv_division",
    "answer",
    "days",
    "euro",
    "is_estimated",
)


def row_object(row: NumberRow) -> dict[str, Any]:
    """One row; `organisation` is a code, `days` is what a mean averages, `euro` null has no usable value."""
    return {
        "notice": row.notice,
        "notice_identifier": row.notice_identifier,
        "notice_version": row.notice_version,
        "published_on": row.published_on,
        "procedure": row.procedure,
        "lot": row.lot,
        "titles": ordered(row.titles),
        "lot_titles": ordered(row.lot_titles),
        "buyer_names": ordered(row.buyer_names),
        "organisation": row.organisation.code if row.organisation else "",
        "country": row.country,
        "cpv_division": row.cpv_division,
        "answer": row.answer.value,
        "days": row.number,
        "euro": row.euro,
        "is_estimated": row.is_estimated,
    }


def sum_object(sums: Mapping[Answer, RowSum], *, whole: RowSum) -> dict[str, Any]:
    """What the rows add up to: whole, yes, no and unknown."""
    named = {"whole": whole, **{answer.value: sums[answer] for answer in Answer}}
    return {
        name: {
            "count": one.count,
            "euro": one.euro,
            "without_euro": one.without_euro,
            "estimated": one.estimated,
            "days": one.total,
        }
        for name, one in named.items()
    }


def row_csv(rows: Iterable[NumberRow], *, language: str) -> Iterator[bytes]:
    """CSV of the rows. `language` chooses among the languages of titles and names."""
    return csv_lines(HEADER, (_line(row, language) for row in rows))


def _line(row: NumberRow, language: str) -> tuple[Any, ...]:
    told = row_object(row) | {
        "title": choose_text(row.titles, language)[0],
        "lot_title": choose_text(row.lot_titles, language)[0],
        "buyer": choose_text(row.buyer_names, language)[0],
    }
    return tuple(told[name] for name in HEADER)
