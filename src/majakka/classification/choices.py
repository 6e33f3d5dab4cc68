"""Closed lists: the definitions that Majakka ships a rule for, and the families they belong to."""

from enum import StrEnum


class Family(StrEnum):
    """What a definition is about."""

    INNOVATION = "innovation"
    GREEN = "green"
    SOCIAL = "social"
    SME = "sme"


class Code(StrEnum):
    """Definitions with a rule of the same name in `classification.rules`."""

    INNOVATION_DECLARED = "innovation-declared"
    INNOVATION_NEW_TO_MARKET = "innovation-new-to-market"
    INNOVATION_NEW_TO_BUYER = "innovation-new-to-buyer"
    INNOVATION_RESEARCH = "innovation-research"
    INNOVATION_PROCEDURE = "innovation-procedure"
    INNOVATION_TEXT = "innovation-text"
    GREEN_DECLARED = "green-declared"
    GREEN_TEXT = "green-text"
    SOCIAL_DECLARED = "social-declared"
    SME_SUITABLE = "sme-suitable"


ANALYSED_LANGUAGES = ("fi", "sv", "en")
