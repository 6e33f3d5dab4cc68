"""Research and development."""

from majakka.base.share import Answer
from majakka.classification.records import LotFacts, Outcome
from majakka.classification.rules.answers import chosen, coded, decide
from majakka.classification.rules.innovation_new_to_market import not_innovative

RESEARCH_DIVISION = "73"  # CPV: research and development services and related consultancy services


def innovation_research(facts: LotFacts) -> Outcome:
    """Yes: BT-776 has rd-act; the main CPV (BT-262) is in division 73; or the procedure (BT-105) is an
    innovation partnership, which has a research phase by law (Directive 2014/24/EU, article 31).

    No: BT-776 is answered without rd-act, or BT-06 is answered without inn-pur while BT-776 is empty. Another
    CPV or procedure says nothing. Hilma no longer asks about research (solutionContainsResearch).
    """
    return decide(
        [
            *chosen("BT-776-Lot", facts.innovation, "rd-act"),
            *coded("BT-262-Lot", [facts.cpv] if facts.cpv.startswith(RESEARCH_DIVISION) else [], Answer.YES),
            *coded("BT-105-Procedure", [p for p in [facts.procedure_type] if p == "innovation"], Answer.YES),
            *not_innovative(facts),
        ]
    )
