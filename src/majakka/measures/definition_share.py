"""The share of awarded lots that a definition counts: I1 and I2, G1, S1 of docs/measures.

Numerator: lot awards whose merged answer is yes. Denominator: lot awards with a winner, by count and by value.
A lot without an answer is unknown, never no.
"""

import ibis

from majakka.measures.datasets import answer_column
from majakka.measures.records import Measure, ShareColumns


def definition_share(code: str, *, version: int) -> Measure:
    """The measure of one definition of majakka.classification; indicator and definition have the same code."""

    def columns(lots: ibis.Table) -> ShareColumns:
        return ShareColumns(
            whole=lots.outcome == "selec-w",
            yes=lots[answer_column(code)],
            euro=lots.value_eur,
            estimated=lots.estimated_eur,
        )

    return Measure(code=code, version=version, unit="lot", table="lots", columns=columns)
