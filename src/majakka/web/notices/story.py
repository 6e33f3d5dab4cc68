"""A notice page's parts: lots with winners, why each counts as it does, languages, the procedure's notices."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from majakka.base.share import Answer
from majakka.classification.models import Definition
from majakka.classification.queries import DefinitionFinding, LotFindings
from majakka.notices.models import Lot, Notice
from majakka.reports.notice_story import LotStory, NoticeStory
from majakka.web.notices.single_facts import single_facts, ted_address

OPEN_LOTS = 3
"""So many lots show their evidence unfolded; a notice of a hundred lots folds them."""


@dataclass(frozen=True, slots=True)
class LotPart:
    """A lot as a row of the table: its story, its award and its answer under the main definition."""

    story: LotStory
    estimate: Decimal | None
    currency: str
    tender_count: int | None
    sme_tender_count: int | None
    lowest: Decimal | None
    highest: Decimal | None
    offers_currency: str
    answer: str


@dataclass(frozen=True, slots=True)
class EvidencePart:
    """Why a lot counts as it does: definitions with an answer, and the names of those without."""

    lot: Lot
    answered: tuple[DefinitionFinding, ...]
    unanswered: tuple[Definition, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class DefinitionCount:
    definition: Definition
    yes: int
    no: int
    unknown: int


def story_context(
    request: HttpRequest, story: NoticeStory, findings: Sequence[LotFindings]
) -> dict[str, Any]:
    notice = story.notice
    texts = text_languages(notice)
    asked = request.GET.get("text", "")
    answers = {f.lot.identifier: {one.definition.code: one.answer for one in f.findings} for f in findings}
    main = next(
        (
            one.definition
            for f in findings
            for one in f.findings
            if one.definition.code == "innovation-new-to-market"
        ),
        None,
    )
    return {
        "notice": notice,
        "story": story,
        "buyers": story.buyers,
        "text_languages": texts,
        "text_language": asked if asked in texts else (get_language() or "en")[:2],
        "main_definition": main,
        "lots": [lot_part(lot, answers.get(lot.identifier, {}), main) for lot in story.lots],
        "has_results": any(lot.results or lot.awards for lot in story.lots),
        "evidence": evidence_parts(findings),
        "counts": definition_counts(findings) if len(findings) > 1 else [],
        "newest": story.versions[0] if story.versions else notice,
        "criteria": shared_criteria(story.lots),
        "ted_address": "" if notice.is_demo else ted_address(notice.publication_number),
        "facts": single_facts(story, (get_language() or "en")[:2]),
        "places": notice.places or next((s.lot.places for s in story.lots if s.lot and s.lot.places), []),
    }


def text_languages(notice: Notice) -> list[str]:
    return [code for code in dict.fromkeys([*notice.titles, *notice.descriptions]) if code != "und"]


def lot_part(story: LotStory, answers: dict[str, Answer], main: Definition | None) -> LotPart:
    lot = story.lot
    counts = [r.tender_count for r in story.results if r.tender_count is not None]
    small = [r.sme_tender_count for r in story.results if r.sme_tender_count is not None]
    ranged = next((r for r in story.results if r.lowest is not None and r.highest is not None), None)
    return LotPart(
        story=story,
        estimate=(lot.estimated_value if lot.estimated_value is not None else lot.framework_maximum)
        if lot
        else None,
        currency=_currency(lot) if lot else "",
        tender_count=max(counts, default=None),
        sme_tender_count=max(small, default=None),
        lowest=ranged.lowest if ranged else None,
        highest=ranged.highest if ranged else None,
        offers_currency=ranged.currencies.get("lowest", "") if ranged else "",
        answer=answers.get(main.code, Answer.UNKNOWN).value if main else "unknown",
    )


def _currency(lot: Lot) -> str:
    field = "estimated_value" if lot.estimated_value is not None else "framework_maximum"
    return str(lot.currencies.get(field, ""))


def evidence_parts(findings: Sequence[LotFindings]) -> list[EvidencePart]:
    return [
        EvidencePart(
            f.lot,
            tuple(one for one in f.findings if one.answer != Answer.UNKNOWN),
            tuple(one.definition for one in f.findings if one.answer == Answer.UNKNOWN),
            len(findings) <= OPEN_LOTS,
        )
        for f in findings
    ]


def definition_counts(findings: Sequence[LotFindings]) -> list[DefinitionCount]:
    """For each definition how many lots of the notice say yes, no or nothing."""
    definitions = {one.definition.code: one.definition for f in findings for one in f.findings}
    counted = Counter((one.definition.code, one.answer.value) for f in findings for one in f.findings)
    return [
        DefinitionCount(d, counted[code, "yes"], counted[code, "no"], counted[code, "unknown"])
        for code, d in definitions.items()
    ]


@dataclass(frozen=True, slots=True)
class CriteriaPart:
    """Award criteria with the lots that share them."""

    lots: tuple[str, ...]
    criteria: Sequence[dict[str, Any]]


def shared_criteria(lots: Sequence[LotStory]) -> list[CriteriaPart]:
    """Lots with the same criteria are named together: a hundred lots seldom have two sets."""
    groups: dict[str, tuple[list[str], Sequence[dict[str, Any]]]] = {}
    for story in lots:
        if story.lot and story.lot.criteria:
            names, _criteria = groups.setdefault(repr(story.lot.criteria), ([], story.lot.criteria))
            names.append(story.identifier)
    return [CriteriaPart(tuple(names), criteria) for names, criteria in groups.values()]
