"""All measures. A new measure is a file and a line here."""

from majakka.measures.decision_speed import DECISION_SPEED
from majakka.measures.green import GREEN
from majakka.measures.innovation import INNOVATION
from majakka.measures.no_call import NO_CALL
from majakka.measures.records import Measure
from majakka.measures.single_bidder import SINGLE_BIDDER
from majakka.measures.sme_winners import SME_WINNERS
from majakka.measures.social import SOCIAL

MEASURES: tuple[Measure, ...] = (
    *INNOVATION,
    *GREEN,
    *SOCIAL,
    SINGLE_BIDDER,
    NO_CALL,
    SME_WINNERS,
    DECISION_SPEED,
)
