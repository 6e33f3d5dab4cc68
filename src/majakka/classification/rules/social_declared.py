"""Social as the buyer declares it."""

from majakka.base.share import Answer
from majakka.classification.records import LotFacts, Outcome
from majakka.classification.rules.answers import STRATEGIC, chosen, coded, decide
from majakka.classification.rules.green_declared import whole_battery

QUESTIONS = ("justWorkingConditions", "employmentCondition", "codeOfConduct")


def social_declared(facts: LotFacts) -> Outcome:
    """Yes: BT-06 has soc-obj; BT-775 has any code; or one of Hilma's social answers is true.

    No: BT-06 is answered without soc-obj; or all three of Hilma's social questions are false.
    Reserved contracts (BT-71) are a measure of their own and do not count here.
    """
    return decide(
        [
            *chosen(STRATEGIC, facts.strategic, "soc-obj"),
            *coded("BT-775-Lot", facts.social, Answer.YES),
            *whole_battery(facts.statistics, questions=QUESTIONS),
        ]
    )
