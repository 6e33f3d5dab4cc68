"""Questions about definitions and what they found."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from majakka.base.share import Answer
from majakka.classification.models import Classified, Definition, Finding, WordList
from majakka.classification.records import Words
from majakka.classification.rules import REVISION
from majakka.classification.texts.lemmas import load_analyser
from majakka.notices.models import Lot, Notice


def definitions_in_force(family: str | None = None) -> list[Definition]:
    """The definitions that count now, in the order in which they are shown; of one family when given."""
    definitions = Definition.objects.filter(is_in_force=True)
    return list(definitions.filter(family=family) if family else definitions)


def word_lists_in_force(definition_code: str | None = None) -> list[WordList]:
    """The word lists that count now, by definition and language; of one definition when given."""
    lists = WordList.objects.filter(is_in_force=True).order_by("definition_code", "language")
    return list(lists.filter(definition_code=definition_code) if definition_code else lists)


def word_list_versions(definition_code: str, language: str) -> list[WordList]:
    """Every version of a list, the newest first; empty for a definition that reads no texts in the language."""
    return list(
        WordList.objects.filter(definition_code=definition_code, language=language).order_by("-version")
    )


def words_in_force() -> list[Words]:
    """The same as records for the text rules."""
    return [
        Words(item.definition_code, item.language, tuple(item.supports), tuple(item.opposes))
        for item in word_lists_in_force()
    ]


def rules_version() -> str:
    """A short name of everything that decides an answer: rules, definitions, word lists and analyser.

    Changes when a definition is published, a list is edited, a rule is changed, or another analyser is installed.
    """
    content = [
        REVISION,
        load_analyser().name,
        sorted((item.code, item.version) for item in definitions_in_force()),
        [
            (words.definition_code, words.language, words.supports, words.opposes)
            for words in words_in_force()
        ],
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]


def unclassified_notices(version: str) -> QuerySet[Notice]:
    """Notices that wait for classification under this rules version, superseded versions of notices included."""
    fresh = Classified.objects.filter(notice=OuterRef("pk"), rules_version=version)
    return Notice.objects.filter(~Exists(fresh))


@dataclass(frozen=True, slots=True)
class DefinitionFinding:
    """What one definition in force says of one lot. Evidence is empty where the answer is unknown."""

    definition: Definition
    answer: Answer
    evidence: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class LotFindings:
    """A lot with the answer of every definition in force, in their order."""

    lot: Lot
    findings: tuple[DefinitionFinding, ...]


def findings_of(notice: Notice) -> list[LotFindings]:
    """Why each lot of the notice counts as it does, unknown included. Three queries."""
    definitions = definitions_in_force()
    found = {(row.lot_id, row.definition_id): row for row in Finding.objects.filter(lot__notice=notice)}
    return [
        LotFindings(
            lot, tuple(_finding(definition, found.get((lot.pk, definition.pk))) for definition in definitions)
        )
        for lot in Lot.objects.filter(notice=notice).order_by("pk")
    ]


def _finding(definition: Definition, row: Finding | None) -> DefinitionFinding:
    if row is None:
        return DefinitionFinding(definition, Answer.UNKNOWN)
    return DefinitionFinding(definition, Answer(row.answer), row.evidence)


def answers_by_notice_lot(notice_ids: Collection[int]) -> dict[tuple[int, str], dict[str, str]]:
    """{(notice, lot identifier): {definition code: "yes" or "no"}} under the definitions in force. One query.

    A lot or a definition that is missing is unknown. Joining the answers that the notices of one procedure
    give for the same lot is for the reader: a notice is classified by what it says itself.
    """
    answers: dict[tuple[int, str], dict[str, str]] = defaultdict(dict)
    rows = Finding.objects.filter(lot__notice_id__in=notice_ids, definition__is_in_force=True)
    for notice, lot, code, answer in rows.values_list(
        "lot__notice_id", "lot__identifier", "definition__code", "answer"
    ):
        answers[notice, lot][code] = answer
    return dict(answers)
