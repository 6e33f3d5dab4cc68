"""Finding what speaks for each definition in a text, fast.

One compiled expression of stems per language runs over the lower-cased text; only sentences that it hits are
cut into words, and only words that a phrase asks about are given lemmas.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from majakka.classification.records import FieldText, QuotedEvidence, Words
from majakka.classification.texts.lemmas import Analyser
from majakka.classification.texts.phrases import Phrase, Token, compile_phrase, tokens
from majakka.classification.texts.sentences import sentence_spans

# A quote is a sentence; a "sentence" of a page of text without full stops is cut round the matched words
LONGEST_QUOTE = 400
# Lots of a notice repeat its texts; a few hundred remembered texts catch that and take little memory
_REMEMBERED_TEXTS = 256


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that holds a phrase: its place in the text, its number, and the matched words."""

    quote: str
    start: int
    end: int
    sentence: int
    words: tuple[str, ...]
    marks: tuple[tuple[int, int], ...]

    def as_evidence(self, text: FieldText) -> QuotedEvidence:
        return QuotedEvidence(
            text.field,
            text.language,
            self.quote,
            self.start,
            self.end,
            self.sentence,
            self.words,
            self.marks,
            text.item,
        )


Hits = Mapping[str, tuple[Hit, ...]]
_NOTHING: Hits = {}


@dataclass(frozen=True, slots=True)
class _CompiledWords:
    code: str
    supports: tuple[Phrase, ...]
    opposes: tuple[Phrase, ...]


class TextMatcher:
    """The word lists in force, compiled. Not shared between threads: it remembers the last texts."""

    def __init__(self, lists: Iterable[Words], *, analyser: Analyser) -> None:
        self._analyser = analyser
        self._lists: dict[str, list[_CompiledWords]] = defaultdict(list)
        for words in lists:
            self._lists[words.language].append(self._compile(words))
        self._filters = {language: _prefilter(own) for language, own in self._lists.items()}
        self._remembered: dict[tuple[str, str], Hits] = {}

    def _compile(self, words: Words) -> _CompiledWords:
        def compiled(phrases: Iterable[str]) -> tuple[Phrase, ...]:
            return tuple(compile_phrase(p, language=words.language, analyser=self._analyser) for p in phrases)

        return _CompiledWords(words.definition_code, compiled(words.supports), compiled(words.opposes))

    def hits(self, language: str, text: str) -> Hits:
        """Hits of each definition code, in the order of the text. Empty for languages without a word list."""
        prefilter = self._filters.get(language)
        if prefilter is None or not text:
            return _NOTHING
        key = language, text
        found = self._remembered.get(key)
        if found is None:
            if len(self._remembered) >= _REMEMBERED_TEXTS:
                self._remembered.clear()
            found = self._remembered[key] = self._search(prefilter, language, text)
        return found

    def _search(self, prefilter: re.Pattern[str], language: str, text: str) -> Hits:
        lower = lower_in_place(text)
        first = prefilter.search(lower)
        if first is None:
            return _NOTHING
        found: dict[str, list[Hit]] = defaultdict(list)
        position = first.start()
        for number, (start, end) in enumerate(sentence_spans(text), start=1):
            if end <= position:
                continue
            words = tokens(lower, start, end)
            sentence = lower[start:end]
            for own in self._lists[language]:
                if matched := self._matched(own, sentence, words, language):
                    places = [(words[i].start, words[i].end) for i in sorted(matched)]
                    found[own.code].append(_hit(text, start, end, number, places))
            following = prefilter.search(lower, end)
            if following is None:
                break
            position = following.start()
        return {code: tuple(hits) for code, hits in found.items()}

    def _matched(self, own: _CompiledWords, sentence: str, words: list[Token], language: str) -> set[int]:
        """Indexes of the words that speak for the definition, after cancelling."""
        spans = [
            set(span)
            for phrase in own.supports
            if phrase.anchor in sentence
            for span in phrase.spans(words, self._analyser, language)
        ]
        cancelled: set[int] = set()
        for phrase in own.opposes if spans else ():
            if phrase.anchor in sentence:
                for against in phrase.spans(words, self._analyser, language):
                    if phrase.takes_sentence:
                        return set()
                    cancelled.update(range(against[0], against[-1] + 1))
        return set().union(*(span for span in spans if span.isdisjoint(cancelled)))


def _prefilter(lists: Iterable[_CompiledWords]) -> re.Pattern[str]:
    stems = {phrase.anchor for own in lists for phrase in own.supports}
    # A stem that begins with another one is found by it
    shortest = [s for s in stems if not any(o != s and s.startswith(o) for o in stems)]
    return re.compile("|".join(map(re.escape, sorted(shortest))) or r"(?!)")


def lower_in_place(text: str) -> str:
    """Lower case, letter for letter, so that places in it are places in `text` (İ would become two letters)."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)


def _hit(text: str, start: int, end: int, number: int, places: list[tuple[int, int]]) -> Hit:
    if end - start > LONGEST_QUOTE:
        start, end = _window(text, start, end, places[0])
        places = [place for place in places if start <= place[0] and place[1] <= end]
    return Hit(
        quote=text[start:end],
        start=start,
        end=end,
        sentence=number,
        words=tuple(text[first:last] for first, last in places),
        marks=tuple((first - start, last - start) for first, last in places),
    )


def _window(text: str, start: int, end: int, place: tuple[int, int]) -> tuple[int, int]:
    """A part of a long sentence round the first matched word, cut at blanks where there are any."""
    room = max(0, LONGEST_QUOTE - (place[1] - place[0])) // 2
    first, last = max(start, place[0] - room), min(end, place[1] + room)
    if first > start and (blank := text.find(" ", first, place[0])) >= 0:
        first = blank + 1
    if last < end and (blank := text.rfind(" ", place[1], last)) >= 0:
        last = blank
    return first, last
