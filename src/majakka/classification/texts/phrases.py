"""Phrases of word lists, compiled, and finding them among the words of a sentence.

A phrase is words with blanks between. Each word matches by lemma in any inflected form; `stem*` matches every
word that begins so, `*part` every word whose lemma ends so; `...` stands for at most three words of any kind.
A cancelling phrase takes the hits that it covers, wholly or in part; with `!` before it, the whole sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from majakka.classification.texts.lemmas import Analyser

GAP = "..."
WHOLE_SENTENCE = "!"
WIDEST_GAP = 3
_TOKEN = re.compile(r"[^\W_]+(?:[-'’\u2010\u2011][^\W_]+)*")
_WORD = re.compile(r"\*?[^\W_]+(?:[-'’][^\W_]+)*\*?")
SHORTEST_STEM = 3


@dataclass(slots=True)
class Token:
    """A word of a text: its place, its lower-case form, and its lemmas once someone asks."""

    start: int
    end: int
    lower: str
    _lemmas: frozenset[str] | None = field(default=None, repr=False)

    def lemmas(self, analyser: Analyser, language: str) -> frozenset[str]:
        if self._lemmas is None:
            self._lemmas = analyser.lemmas(self.lower, language)
        return self._lemmas


def tokens(lower: str, start: int, end: int) -> list[Token]:
    return [Token(match.start(), match.end(), match.group()) for match in _TOKEN.finditer(lower, start, end)]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One word of a phrase."""

    text: str  # without stars
    forms: frozenset[str]  # for a plain word: itself and its lemmas
    begins: bool = False  # stem*
    ends: bool = False  # *part

    def matches(self, token: Token, analyser: Analyser, language: str) -> bool:
        if self.begins and self.ends:
            return self.text in token.lower
        if self.begins:
            return token.lower.startswith(self.text)
        if token.lower in self.forms:
            return True
        lemmas = token.lemmas(analyser, language)
        if self.ends:
            return any(lemma.endswith(self.text) for lemma in lemmas)
        return not self.forms.isdisjoint(lemmas)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A compiled phrase of one language."""

    patterns: tuple[Pattern | None, ...]  # None is a gap
    anchor: str  # the longest stem of its words: a sentence without it cannot match
    takes_sentence: bool = False  # cancelling phrases only

    def spans(self, words: list[Token], analyser: Analyser, language: str) -> list[tuple[int, ...]]:
        """The places where it stands: for each the indexes of the matched words, from left to right."""
        found: list[tuple[int, ...]] = []
        position = 0
        while position < len(words):
            match = self._match(words, position, 0, analyser, language)
            if match:
                found.append(match)
            position = match[-1] + 1 if match else position + 1
        return found

    def _match(
        self, words: list[Token], position: int, step: int, analyser: Analyser, language: str
    ) -> tuple[int, ...] | None:
        if step == len(self.patterns):
            return ()
        pattern = self.patterns[step]
        if pattern is None:
            for skipped in range(WIDEST_GAP + 1):
                rest = self._match(words, position + skipped, step + 1, analyser, language)
                if rest is not None:
                    return rest
            return None
        if position >= len(words) or not pattern.matches(words[position], analyser, language):
            return None
        rest = self._match(words, position + 1, step + 1, analyser, language)
        return None if rest is None else (position, *rest)


def compile_phrase(phrase: str, *, language: str, analyser: Analyser) -> Phrase:
    """Compile one phrase of a word list. Raises ValueError with the reason."""
    if problem := phrase_problem(phrase):
        raise ValueError(problem)
    words = phrase.removeprefix(WHOLE_SENTENCE).lower().split()
    patterns = tuple(None if word == GAP else _pattern(word, language, analyser) for word in words)
    anchor = max((_stem(pattern, language) for pattern in patterns if pattern), key=len)
    return Phrase(patterns, anchor, phrase.startswith(WHOLE_SENTENCE))


def _pattern(word: str, language: str, analyser: Analyser) -> Pattern:
    text = word.strip("*")
    begins, ends = word.endswith("*"), word.startswith("*")
    forms = frozenset({text}) if begins or ends else analyser.bases(text, language)
    return Pattern(text, forms, begins=begins, ends=ends)


def _stem(pattern: Pattern, language: str) -> str:
    """Letters that every match is expected to hold: all of a stem, the first part of a plain word.

    Inflection changes the end of a word, in Finnish more of it; a word that changes before that (bok, böcker)
    belongs in a list in each form.
    """
    if pattern.begins:
        return pattern.text
    length = len(pattern.text)
    return pattern.text[: max(SHORTEST_STEM, length * 3 // 5 if language == "fi" else length * 4 // 5)]


def phrase_problem(phrase: str) -> str:
    """Why a phrase cannot be used, for the person who wrote it; empty when it can."""
    words = phrase.removeprefix(WHOLE_SENTENCE).split()
    if not words:
        return _("The phrase is empty.")
    if words[0] == GAP or words[-1] == GAP:
        return _('"%(phrase)s": a gap (...) stands between words, not at an end.') % {"phrase": phrase}
    for word in words:
        if word == GAP:
            continue
        if not _WORD.fullmatch(word):
            said = _('"%(phrase)s": "%(word)s" is not a word. Use letters, hyphens and a * at an end.')
            return said % {"phrase": phrase, "word": word}
        if "*" in word and len(word.strip("*")) < SHORTEST_STEM:
            said = _(
                '"%(phrase)s": "%(word)s" would match too much. Give at least %(n)s letters beside the *.'
            )
            return said % {"phrase": phrase, "word": word, "n": SHORTEST_STEM}
    return ""
