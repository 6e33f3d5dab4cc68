"""What the rules read and what they say: small frozen records, without the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from majakka.base.share import Answer


@dataclass(frozen=True, slots=True)
class FieldText:
    """A text of a notice with its place: the field (BT-21-Lot …) and the language."""

    field: str
    language: str
    text: str
    item: int = 0  # 1, 2 … for the award criteria of a lot; 0 where the field stands once


@dataclass(frozen=True, slots=True, kw_only=True)
class LotFacts:
    """What one notice says of one lot, as far as the rules ask. Empty or None: the notice does not say."""

    strategic: tuple[str, ...] = ()  # BT-06
    innovation: tuple[str, ...] = ()  # BT-776
    environment: tuple[str, ...] = ()  # BT-774
    social: tuple[str, ...] = ()  # BT-775
    gpp_criteria: tuple[str, ...] = ()  # BT-805
    sme_suitable: bool | None = None  # BT-726
    cpv: str = ""  # BT-262 of the lot, else of the procedure
    procedure_type: str = ""  # BT-105
    statistics: Mapping[str, bool | int] = field(default_factory=dict)  # Hilma's answers by their own keys
    texts: tuple[FieldText, ...] = ()  # in the analysed languages, the lot's own before the procedure's


@dataclass(frozen=True, slots=True)
class CodedEvidence:
    """A coded answer: the field, its value, and what that says about the definition."""

    field: str
    value: str
    says: Answer

    def as_json(self) -> dict[str, object]:
        return {"field": self.field, "value": self.value, "says": self.says.value}


@dataclass(frozen=True, slots=True)
class QuotedEvidence:
    """A sentence that speaks for a definition. `text[start:end] == quote`, in characters of the field's text.

    `marks` are the matched words as (start, end) inside the quote; `sentence` counts from 1.
    """

    field: str
    language: str
    quote: str
    start: int
    end: int
    sentence: int
    words: tuple[str, ...]
    marks: tuple[tuple[int, int], ...]
    item: int = 0

    says = Answer.YES

    def as_json(self) -> dict[str, object]:
        content: dict[str, object] = {
            "field": self.field,
            "language": self.language,
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "sentence": self.sentence,
            "words": list(self.words),
            "marks": [list(mark) for mark in self.marks],
            "says": self.says.value,
        }
        return content | {"item": self.item} if self.item else content


Evidence = CodedEvidence | QuotedEvidence


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule says of a lot, and why."""

    answer: Answer
    evidence: tuple[Evidence, ...] = ()


UNKNOWN = Outcome(Answer.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Words:
    """A word list: the phrases that speak for a definition in one language, and those that cancel them."""

    definition_code: str
    language: str
    supports: tuple[str, ...]
    opposes: tuple[str, ...] = ()
