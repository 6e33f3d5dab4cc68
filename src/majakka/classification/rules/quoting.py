"""Sentences of a lot that speak for a definition."""

from collections.abc import Iterable

from majakka.classification.records import FieldText, QuotedEvidence
from majakka.classification.texts.matcher import TextMatcher

# Enough to judge by; a description that repeats a word fifty times proves no more than one that has it five times
MOST_QUOTES = 5


def quoted(code: str, texts: Iterable[FieldText], matcher: TextMatcher) -> list[QuotedEvidence]:
    """At most five sentences that speak for `code`. A text that stands in two fields is quoted from the first."""
    quotes: list[QuotedEvidence] = []
    seen: set[tuple[str, str]] = set()
    for text in texts:
        if (key := (text.language, text.text)) in seen:
            continue
        seen.add(key)
        for hit in matcher.hits(text.language, text.text).get(code, ()):
            quotes.append(hit.as_evidence(text))
            if len(quotes) == MOST_QUOTES:
                return quotes
    return quotes
