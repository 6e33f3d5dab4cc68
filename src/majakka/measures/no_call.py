"""No-call share (C2): procedures awarded without a call for bids (BT-105 neg-wo-call), of all that were awarded."""

import ibis

from majakka.measures.records import Measure, ShareColumns


def _columns(procedures: ibis.Table) -> ShareColumns:
    stated = procedures.procedure_type != ""
    return ShareColumns(
        whole=ibis.literal(True),
        yes=ibis.ifelse(stated, procedures.procedure_type == "neg-wo-call", ibis.null("boolean")),
        euro=procedures.value_eur,
        estimated=procedures.estimated_eur,
    )


NO_CALL = Measure(code="no-call", version=1, unit="procedure", table="procedures", columns=_columns)
