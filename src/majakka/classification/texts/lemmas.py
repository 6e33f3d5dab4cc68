"""Lemmas of words: simplemma, and Voikko for Finnish where its library and dictionary are installed."""

from __future__ import annotations

import importlib
import importlib.metadata
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Protocol

import simplemma

_CACHED_WORDS = 65_536
_SHORTEST_PART = 5
# What Finnish inflection can add to a word: number, case, possessive, clitics
_FINNISH_ENDING = re.compile(
    r"[ij]?(?:[aä]|[tsnl]?t[aä]|n|en|in|[dj]en|iden|tten|[aäoöuyei]n|h[aäoöuyei]n|ss[aä]|st[aä]|ll[aä]|lt[aä]|lle"
    r"|n[aä]|ksi|kse|t|tt[aä]|seen|siin)?"
    r"(?:ni|si|ns[aä]|mme|nne|[aäe]n)?(?:kin|k[aä]{2}n|k[oö]|h[aä]n|p[aä])*"
)


class Analyser(Protocol):
    """Gives the base forms of a word. `name` is part of the rules version: another analyser may answer otherwise."""

    name: str

    def lemmas(self, word: str, language: str) -> frozenset[str]:
        """Base forms of `word` (lower case), the word itself included."""


class SimplemmaAnalyser:
    """Dictionary lemmas for every language, one a word."""

    def __init__(self) -> None:
        self.name = f"simplemma-{importlib.metadata.version('simplemma')}"
        self._cached = lru_cache(maxsize=_CACHED_WORDS)(self._lemmas)

    def lemmas(self, word: str, language: str) -> frozenset[str]:
        return self._cached(word, language)

    def _lemmas(self, word: str, language: str) -> frozenset[str]:
        # The small-memory dictionaries of three languages take 60 MB instead of 480 MB; the pre-filter leaves few words
        lemma = simplemma.lemmatize(word, language, low_memory=True).lower()
        return frozenset((word, word if language == "fi" and _is_cut_compound(word, lemma) else lemma))


def _is_cut_compound(word: str, lemma: str) -> bool:
    """Whether a Finnish "lemma" is only the first part of a compound that the dictionary lacks.

    simplemma gives innovaatio for innovaatioyhtiö, which is not an inflected form of it but a company.
    """
    # Short words (eivät: ei) are no compounds
    return (
        len(lemma) >= _SHORTEST_PART
        and word.startswith(lemma)
        and not _FINNISH_ENDING.fullmatch(word, len(lemma))
    )


class VoikkoAnalyser:
    """Voikko for Finnish, `others` for the rest and for words that Voikko does not know.

    Of a compound it also gives the head: palveluinnovaatio is an innovaatio too.
    """

    def __init__(
        self, analyze: Callable[[str], Sequence[dict[str, Any]]], *, version: str, others: Analyser
    ) -> None:
        self.name = f"voikko-{version}+{others.name}"
        self._analyze = analyze
        self._others = others
        self._cached = lru_cache(maxsize=_CACHED_WORDS)(self._finnish)

    def lemmas(self, word: str, language: str) -> frozenset[str]:
        return self._cached(word) if language == "fi" else self._others.lemmas(word, language)

    def _finnish(self, word: str) -> frozenset[str]:
        analyses = self._analyze(word)
        if not analyses:
            return self._others.lemmas(word, "fi")
        found = {word}
        for analysis in analyses:
            base = analysis["BASEFORM"].lower()
            found |= {base, _head(base, analysis.get("STRUCTURE", ""))}
        return frozenset(found)


def _head(base: str, structure: str) -> str:
    """The last part of a compound by the `=` marks of Voikko's STRUCTURE, which has one sign a letter otherwise."""
    *before, _ = structure.split("=")
    return base[sum(map(len, before)) :] or base


@lru_cache(maxsize=1)
def load_analyser() -> Analyser:
    """The best analyser of this machine, loaded once a process."""
    plain = SimplemmaAnalyser()
    try:
        library = importlib.import_module("libvoikko")
        return VoikkoAnalyser(library.Voikko("fi").analyze, version=library.Voikko.getVersion(), others=plain)
    except ImportError:  # the Python package is not here
        return plain
    except (
        Exception
    ):  # it is, without the library or the dictionary: libvoikko raises OSError or its own kind
        return plain
