"""A formal innovation procedure."""

from majakka.classification.choices import Code
from majakka.classification.records import LotFacts, Outcome
from majakka.classification.rules.answers import chosen, decide
from majakka.classification.rules.quoting import quoted
from majakka.classification.texts.matcher import TextMatcher

TITLES = frozenset({"BT-21-Lot", "BT-21-Procedure"})


def innovation_procedure(facts: LotFacts, matcher: TextMatcher) -> Outcome:
    """Yes: the procedure (BT-105) is an innovation partnership, or the title names a pre-commercial procurement,
    which has no procedure code of its own. No: the procedure is known and another. Unknown: BT-105 is empty.

    Competitive dialogue is not counted: it is used for complex purchases whether or not they are innovative.
    """
    titles = tuple(text for text in facts.texts if text.field in TITLES)
    procedure = (facts.procedure_type,) if facts.procedure_type else ()
    return decide(
        [
            *chosen("BT-105-Procedure", procedure, "innovation"),
            *quoted(Code.INNOVATION_PROCEDURE, titles, matcher),
        ]
    )
