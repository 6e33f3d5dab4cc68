"""Lemmas of words: simplemma, and Voikko for Finnish where its library and dictionary are installed."""

from __future__ import annotations

import importlib
import importlib.metadata
import re
from collections.abc import Callable, Mapping, Sequence
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
# In Voikko's WORDBASES, +ol(olla)+l+ut(+ut), a root stands in brackets and an ending with a plus
_ROOT = re.compile(r"\(([^+()][^()]*)\)")


class Analyser(Protocol):
    """Gives the base forms of a word. `name` is part of the rules version: another analyser may answer otherwise."""

    name: str

    def lemmas(self, word: str, language: str) -> frozenset[str]:
        """All that a word of a text (lower case) may be a form of, the word itself included."""

    def bases(self, word: str, language: str) -> frozenset[str]:
        """What a word of a phrase (lower case) asks for: itself, and its base forms when it is not one."""


class SimplemmaAnalyser:
    """Dictionary lemmas for every language, one a word."""

    def __init__(self) -> None:
        self.name = f"simplemma-{importlib.metadata.version('simplemma')}"
        self._cached = lru_cache(maxsize=_CACHED_WORDS)(self._lemmas)

    def lemmas(self, word: str, language: str) -> frozenset[str]:
        return self._cached(word, language)

    def bases(self, word: str, language: str) -> frozenset[str]:
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


Analysis = Mapping[str, Any]


class VoikkoAnalyser:
    """Voikko for Finnish, `others` for the rest and for words that Voikko does not know.

    Of a compound it also gives the head: palveluinnovaatio is an innovaatio too; of a participle its verb.
    Voikko answers one thread at a time.
    """

    def __init__(
        self, analyze: Callable[[str], Sequence[Analysis]], *, version: str, others: Analyser
    ) -> None:
        self.name = f"voikko-{version}+{others.name}"
        self._analyze = analyze
        self._others = others
        self._cached = lru_cache(maxsize=_CACHED_WORDS)(self._finnish)

    def lemmas(self, word: str, language: str) -> frozenset[str]:
        return self._cached(word) if language == "fi" else self._others.lemmas(word, language)

    def bases(self, word: str, language: str) -> frozenset[str]:
        """A base form stands for itself alone: kuusi (spruce) not for kuu (moon), innovaatiohanke not for hanke."""
        if language != "fi":
            return self._others.bases(word, language)
        found = {analysis["BASEFORM"].lower() for analysis in self._analyze(word)}
        if not found:
            return self._others.bases(word, "fi")
        return frozenset({word} if word in found else {word, *found})

    def _finnish(self, word: str) -> frozenset[str]:
        before, hyphen, last = word.rpartition("-")
        if analyses := self._analyze(word):
            return frozenset({word}.union(*(_readings(word, analysis) for analysis in analyses)))
        if before and (
            analyses := self._analyze(last)
        ):  # a name that nobody knows, and a word: StreetAI-innovaatio
            heads = frozenset().union(*(_readings(last, analysis) for analysis in analyses))
            return heads | {word, *(before + hyphen + head for head in heads)}
        return self._others.lemmas(word, "fi")


def _readings(word: str, analysis: Analysis) -> set[str]:
    """The base form of one analysis, the head of a compound, the verb of a participle (ollut: olla)."""
    base = analysis["BASEFORM"].lower()
    found = {base, _head(word, base, analysis.get("STRUCTURE", ""))}
    if "PARTICIPLE" in analysis:
        found |= {root.replace("=", "") for root in _ROOT.findall(analysis.get("WORDBASES", ""))[-1:]}
    return found


def _head(word: str, base: str, structure: str) -> str:
    """The last part of a compound by the `=` marks of Voikko's STRUCTURE, which has one sign a letter otherwise.

    It describes the word as it stands. Where the parts before the last one are inflected too (Uudellamaalla:
    Uusimaa) its places are none of the base form, and there is no head.
    """
    *before, _ = structure.split("=")
    length = sum(map(len, before))
    return base[length:] or base if base[:length] == word[:length] else base


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
