"""SME winners (C7): winners that are micro, small or medium-sized (BT-165), of the winners of all lots.

A winner is counted once in each lot it wins; every member of a group counts. Size not given is unknown.
"""

import ibis

from majakka.measures.records import Measure, ShareColumns

_SME = ("micro", "small", "medium", "sme")


def _columns(winners: ibis.Table) -> ShareColumns:
    stated = winners["size"] != ""
    return ShareColumns(
        whole=ibis.literal(True),
        yes=ibis.ifelse(stated, winners["size"].isin(_SME), ibis.null("boolean")),
    )


SME_WINNERS = Measure(code="sme-winners", version=1, unit="winner", table="winners", columns=_columns)
