"""Green as the buyer declares it."""

from collections.abc import Iterator, Mapping

from majakka.base.share import Answer
from majakka.classification.records import CodedEvidence, LotFacts, Outcome
from majakka.classification.rules.answers import STRATEGIC, asked, chosen, coded, decide

# Asked of every lot; listedGreenCriteriaUsed only when one of them is true
QUESTIONS = (
    "energyEfficiencyConsidered",
    "lowCarbon",
    "circularEconomy",
    "biodiversity",
    "sustainableFoodProduction",
)


def green_declared(facts: LotFacts) -> Outcome:
    """Yes: BT-06 has env-imp; BT-774 has any code; BT-805 names criteria (anything but none); or one of Hilma's
    green answers is true.

    No: BT-06 is answered without env-imp; BT-805 is none; or all five of Hilma's green questions are false.
    """
    return decide(
        [
            *chosen(STRATEGIC, facts.strategic, "env-imp"),
            *coded("BT-774-Lot", facts.environment, Answer.YES),
            *coded("BT-805-Lot", [code for code in facts.gpp_criteria if code != "none"], Answer.YES),
            *coded("BT-805-Lot", [code for code in facts.gpp_criteria if code == "none"], Answer.NO),
            *whole_battery(facts.statistics, questions=QUESTIONS, further=("listedGreenCriteriaUsed",)),
        ]
    )


def whole_battery(
    statistics: Mapping[str, bool | int], *, questions: tuple[str, ...], further: tuple[str, ...] = ()
) -> Iterator[CodedEvidence]:
    """A battery of questions: each true says yes, but only all `questions` false together say no."""
    answers = list(asked(statistics, (*questions, *further)))
    yes = [item for item in answers if item.says is Answer.YES]
    if yes or all(statistics.get(key) is False for key in questions):
        return iter(yes or answers)
    return iter(())
