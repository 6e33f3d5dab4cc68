"""Innovative as the buyer declares it."""

from majakka.base.share import Answer
from majakka.classification.records import LotFacts, Outcome
from majakka.classification.rules.answers import STRATEGIC, asked, chosen, coded, decide


def innovation_declared(facts: LotFacts) -> Outcome:
    """Yes: BT-06 has inn-pur, BT-776 has any code, or Hilma's innovationConsidered is true.

    No: BT-06 is answered without inn-pur ("none" included), or innovationConsidered is false.
    Source: eForms SDK code lists strategic-procurement and innovative-acquisition; Hilma's statistical questions.
    """
    return decide(
        [
            *chosen(STRATEGIC, facts.strategic, "inn-pur"),
            *coded("BT-776-Lot", facts.innovation, Answer.YES),
            *asked(facts.statistics, ["innovationConsidered"]),
        ]
    )
