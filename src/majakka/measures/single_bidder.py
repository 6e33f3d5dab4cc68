"""Single-bidder share (C1): lots won by the only tender, of lots with a winner; framework agreements left out.

A lot whose number of tenders (BT-759 where BT-760 is "tenders") is not given, or given as none, is unknown.
"""

import ibis

from majakka.measures.records import Measure, ShareColumns


def _columns(lots: ibis.Table) -> ShareColumns:
    counted = lots.tender_count > 0
    return ShareColumns(
        whole=(lots.outcome == "selec-w") & ~lots.is_framework,
        yes=ibis.ifelse(counted, lots.tender_count == 1, ibis.null("boolean")),
        euro=lots.value_eur,
        estimated=lots.estimated_eur,
    )


SINGLE_BIDDER = Measure(code="single-bidder", version=1, unit="lot", table="lots", columns=_columns)
