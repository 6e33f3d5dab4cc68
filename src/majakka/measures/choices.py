"""Closed lists of the room."""

from enum import StrEnum


class Basis(StrEnum):
    """What the euro value of a lot award rests on."""

    AWARDED = "awarded"  # BT-720 of every winning tender
    PARTIAL = "partial"  # BT-720 of some of the winning tenders
    NOTICE_TOTAL = "notice-total"  # BT-161, the notice's only lot with a winner
    SHARED_TOTAL = (
        "shared-total"  # BT-161, repeated as BT-720 of several lots: the first lot's, the others none
    )
    ESTIMATED = "estimated"  # BT-27
    OTHER_CURRENCY = "other-currency"  # no value: not in euro
    IMPLAUSIBLE = "implausible"  # no value: too large to be true
    NONE = "none"  # no value given
