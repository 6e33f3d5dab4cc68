"""Closed lists of the room."""

from enum import StrEnum


class Source(StrEnum):
    """Which reader made the record."""

    EFORMS = "eforms"
    TED = "ted"


class Stage(StrEnum):
    """Where a purchase stands according to one notice (from BT-03)."""

    PLANNED = "planned"
    DIALOGUE = "dialogue"
    OPEN = "open"
    AWARDED = "awarded"
    CHANGED = "changed"
    OTHER = "other"


STAGE_OF_FORM_TYPE = {
    "planning": Stage.PLANNED,
    "consultation": Stage.DIALOGUE,
    "competition": Stage.OPEN,
    "dir-awa-pre": Stage.AWARDED,
    "result": Stage.AWARDED,
    "cont-modif": Stage.CHANGED,
    "completion": Stage.CHANGED,
    "change": Stage.CHANGED,
    "bri": Stage.OTHER,
}


class KeptBecause(StrEnum):
    """Why one of two files of the same notice and version counts and the other does not."""

    PUBLISHED = "published"
    SENT_LATER = "sent-later"
    NO_DIFFERENCE = "no-difference"


class Role(StrEnum):
    """What an organisation does in a notice."""

    BUYER = "buyer"
    CENTRAL_PURCHASING = "cpb"  # OPP-051, OPP-052
    PROCUREMENT_SERVICE = "service-provider"
    WINNER = "winner"
    TENDERER = "tenderer"
    SUBCONTRACTOR = "subcontractor"
    REVIEW = "review"
    INFORMATION = "information"
    FUNDER = "funder"


FRAMEWORK_OF_UNKNOWN_KIND = "fa"
"""A framework agreement of which the notice does not tell whether competition is reopened. No code of BT-765."""


class Precision(StrEnum):
    """How a notice gives a moment. Empty: recorded before this was kept."""

    ZONE = "zone"  # day, clock and zone; in older TED XML the local time of the buyer's country
    NO_ZONE = "no-zone"  # day and clock, kept as if they were in UTC
    DAY = "day"  # nothing but a day: a deadline is kept as the end of it, a dispatch as its beginning


class LotKind(StrEnum):
    LOT = "lot"
    PART = "part"
    GROUP = "group"
