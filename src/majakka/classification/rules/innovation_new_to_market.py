"""New to the market or the industry."""

from collections.abc import Iterator

from majakka.base.share import Answer
from majakka.classification.records import CodedEvidence, LotFacts, Outcome
from majakka.classification.rules.answers import STRATEGIC, asked, coded, decide


def innovation_new_to_market(facts: LotFacts) -> Outcome:
    """Yes: BT-776 has mar-nov, or Hilma's solutionNewToMarketOrIndustry is true.

    No: solutionNewToMarketOrIndustry is false; or solutionNewToBuyer is false (what the buyer already has
    is on the market); or BT-06 is answered without inn-pur while BT-776 is empty.
    Another code in BT-776 says nothing: prod-innov, proc-innov and rd-act name the kind of innovation and
    leave open how new it is to the market.
    """
    return decide(
        [
            *coded("BT-776-Lot", [code for code in facts.innovation if code == "mar-nov"], Answer.YES),
            *asked(facts.statistics, ["solutionNewToMarketOrIndustry"]),
            *_known_to_buyer(facts),
            *not_innovative(facts),
        ]
    )


def not_innovative(facts: LotFacts) -> Iterator[CodedEvidence]:
    """BT-06 answered without inn-pur and no kind of innovation named: every narrower question is a no too."""
    if facts.innovation or "inn-pur" in facts.strategic:
        return iter(())
    return coded(STRATEGIC, facts.strategic, Answer.NO)


def _known_to_buyer(facts: LotFacts) -> Iterator[CodedEvidence]:
    return (item for item in asked(facts.statistics, ["solutionNewToBuyer"]) if item.says is Answer.NO)
