"""Decision speed (C6): days from the deadline for tenders (BT-131) to the decision (BT-1451, else BT-145).

Lots with a winner, awards without a call left out: they have no deadline. Without both days, or with a decision
before the deadline, a lot has no usable number.
"""

import ibis

from majakka.measures.records import MeanColumns, Measure


def _columns(lots: ibis.Table) -> MeanColumns:
    days = lots.decision.delta(lots.deadline, unit="day")
    return MeanColumns(
        whole=(lots.outcome == "selec-w") & (lots.procedure_type != "neg-wo-call"),
        number=ibis.ifelse(days >= 0, days, ibis.null("int64")),
    )


DECISION_SPEED = Measure(code="decision-speed", version=1, unit="day", table="lots", columns=_columns)
