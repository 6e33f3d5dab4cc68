"""What the text says: green words in titles, descriptions and award criteria."""

from majakka.classification.choices import Code
from majakka.classification.records import LotFacts, Outcome
from majakka.classification.rules.answers import decide
from majakka.classification.rules.quoting import quoted
from majakka.classification.texts.matcher import TextMatcher


def green_text(facts: LotFacts, matcher: TextMatcher) -> Outcome:
    """Yes: a sentence holds a phrase of the word list and none that cancels it. Else unknown, never no:
    silence of a text is no answer, and texts in other languages than Finnish, Swedish and English are not read.
    """
    return decide(quoted(Code.GREEN_TEXT, facts.texts, matcher))
