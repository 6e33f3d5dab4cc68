"""Research and development."""

from majakka.base.share import Answer
from majakka.classification.records import LotFacts, Outcome
from majakka.classification.rules.answers import asked, chosen, coded, decide
from majakka.classification.rules.innovation_new_to_market import not_innovative

RESEARCH_DIVISION = "73"  # CPV: research and development services and related consultancy services


def innovation_research(facts: LotFacts) -> Outcome:
    """Yes: BT-776 has rd-act; the main CPV (BT-262) is in division 73; the procedure (BT-105) is an innovation
    partnership, which has a research phase by law (Directive 2014/24/EU, article 31); or Hilma's former
    question solutionContainsResearch is true.

    No: BT-776 is answered without rd-act; BT-06 is answered without inn-pur while BT-776 is empty; or
    solutionContainsResearch is false. Another CPV or procedure says nothing.
    """
    return decide(
        [
            *chosen("BT-776-Lot", facts.innovation, "rd-act"),
            *coded("BT-262-Lot", [facts.cpv] if facts.cpv.startswith(RESEARCH_DIVISION) else [], Answer.YES),
            *coded("BT-105-Procedure", [p for p in [facts.procedure_type] if p == "innovation"], Answer.YES),
            *asked(facts.statistics, ["solutionContainsResearch"]),
            *not_innovative(facts),
        ]
    )
