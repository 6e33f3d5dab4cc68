"""New to the buyer."""

from majakka.base.share import Answer
from majakka.classification.records import LotFacts, Outcome
from majakka.classification.rules.answers import asked, coded, decide

# "org-nov" (new to the organisation) is used by Hilma's mapping but is not in the SDK 1.16 list
NEW_TO_BUYER = frozenset({"mar-nov", "org-nov"})


def innovation_new_to_buyer(facts: LotFacts) -> Outcome:
    """Yes: Hilma's solutionNewToBuyer is true, or the solution is new to the market
    (solutionNewToMarketOrIndustry, BT-776 mar-nov), for what the market does not have the buyer does not have.

    No: solutionNewToBuyer is false. BT-06 never says no here: a purchase that is not marked as innovative
    may still be the buyer's first of its kind. Nor does solutionNewToMarketOrIndustry false.
    """
    market = asked(facts.statistics, ["solutionNewToMarketOrIndustry"])
    return decide(
        [
            *asked(facts.statistics, ["solutionNewToBuyer"]),
            *(item for item in market if item.says is Answer.YES),
            *coded("BT-776-Lot", [code for code in facts.innovation if code in NEW_TO_BUYER], Answer.YES),
        ]
    )
