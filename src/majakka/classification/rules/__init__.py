"""The rules: one file each, pure. Facts of a lot in, answer and evidence out.

`REVISION` goes up when a rule changes what it answers; the definition concerned gets a new version with it.
"""

from collections.abc import Callable, Iterator, Mapping

from majakka.base.share import Answer
from majakka.classification.choices import Code
from majakka.classification.records import LotFacts, Outcome
from majakka.classification.rules.green_declared import green_declared
from majakka.classification.rules.green_text import green_text
from majakka.classification.rules.innovation_declared import innovation_declared
from majakka.classification.rules.innovation_new_to_buyer import innovation_new_to_buyer
from majakka.classification.rules.innovation_new_to_market import innovation_new_to_market
from majakka.classification.rules.innovation_procedure import innovation_procedure
from majakka.classification.rules.innovation_research import innovation_research
from majakka.classification.rules.innovation_text import innovation_text
from majakka.classification.rules.sme_suitable import sme_suitable
from majakka.classification.rules.social_declared import social_declared
from majakka.classification.texts.matcher import TextMatcher

REVISION = 1

CODED_RULES: Mapping[str, Callable[[LotFacts], Outcome]] = {
    Code.INNOVATION_DECLARED: innovation_declared,
    Code.INNOVATION_NEW_TO_MARKET: innovation_new_to_market,
    Code.INNOVATION_NEW_TO_BUYER: innovation_new_to_buyer,
    Code.INNOVATION_RESEARCH: innovation_research,
    Code.GREEN_DECLARED: green_declared,
    Code.SOCIAL_DECLARED: social_declared,
    Code.SME_SUITABLE: sme_suitable,
}
TEXT_RULES: Mapping[str, Callable[[LotFacts, TextMatcher], Outcome]] = {
    Code.INNOVATION_PROCEDURE: innovation_procedure,
    Code.INNOVATION_TEXT: innovation_text,
    Code.GREEN_TEXT: green_text,
}


def classify_lot(facts: LotFacts, *, matcher: TextMatcher) -> Iterator[tuple[str, Outcome]]:
    """Every definition that answers yes or no of this lot; those left out are unknown."""
    for code, rule in CODED_RULES.items():
        if (outcome := rule(facts)).answer is not Answer.UNKNOWN:
            yield code, outcome
    for code, text_rule in TEXT_RULES.items():
        if (outcome := text_rule(facts, matcher)).answer is not Answer.UNKNOWN:
            yield code, outcome
