"""Facts of a lot out of a notice: the same for a row of the database and for a record just read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from majakka.base.text import Text
from majakka.classification.choices import ANALYSED_LANGUAGES
from majakka.classification.records import FieldText, LotFacts


class NoticeLike(Protocol):
    """What the rules need of a notice: `notices.records.NoticeRecord` has it, and so has a row with these columns."""

    @property
    def titles(self) -> Text: ...
    @property
    def descriptions(self) -> Text: ...
    @property
    def cpv(self) -> str: ...
    @property
    def procedure_type(self) -> str: ...


class LotLike(Protocol):
    """What the rules need of a lot: `notices.records.LotRecord` has it, and so has a row with these columns."""

    @property
    def titles(self) -> Text: ...
    @property
    def descriptions(self) -> Text: ...
    @property
    def strategic_texts(self) -> Text: ...
    @property
    def criteria(self) -> Sequence[Any]: ...
    @property
    def cpv(self) -> str: ...
    @property
    def strategic(self) -> Sequence[str]: ...
    @property
    def innovation(self) -> Sequence[str]: ...
    @property
    def environment(self) -> Sequence[str]: ...
    @property
    def social(self) -> Sequence[str]: ...
    @property
    def gpp_criteria(self) -> Sequence[str]: ...
    @property
    def sme_suitable(self) -> bool | None: ...
    @property
    def statistics(self) -> Mapping[str, bool | int]: ...


NOTICE_FIELDS = ("titles", "descriptions", "cpv", "procedure_type")
LOT_FIELDS = (
    "titles",
    "descriptions",
    "strategic_texts",
    "criteria",
    "cpv",
    "strategic",
    "innovation",
    "environment",
    "social",
    "gpp_criteria",
    "sme_suitable",
    "statistics",
)


def facts_of_lot(lot: LotLike, *, notice: NoticeLike) -> LotFacts:
    """What the notice says of the lot. Where the lot has no CPV its procedure's stands for it; the texts of the
    procedure speak for every lot of it."""
    return LotFacts(
        strategic=tuple(lot.strategic),
        innovation=tuple(lot.innovation),
        environment=tuple(lot.environment),
        social=tuple(lot.social),
        gpp_criteria=tuple(lot.gpp_criteria),
        sme_suitable=lot.sme_suitable,
        cpv=lot.cpv or notice.cpv,
        procedure_type=notice.procedure_type,
        statistics=lot.statistics,
        texts=tuple(_texts(lot, notice)),
    )


def _texts(lot: LotLike, notice: NoticeLike) -> Iterator[FieldText]:
    yield from _analysed("BT-21-Lot", lot.titles)
    yield from _analysed("BT-24-Lot", lot.descriptions)
    yield from _analysed("BT-777-Lot", lot.strategic_texts)
    for item, criterion in enumerate(lot.criteria, start=1):
        yield from _analysed("BT-734-Lot", _text_of(criterion, "names"), item=item)
        yield from _analysed("BT-540-Lot", _text_of(criterion, "descriptions"), item=item)
    yield from _analysed("BT-21-Procedure", notice.titles)
    yield from _analysed("BT-24-Procedure", notice.descriptions)


def _analysed(field: str, text: Text, *, item: int = 0) -> Iterable[FieldText]:
    for language in ANALYSED_LANGUAGES:
        if content := text.get(language):
            yield FieldText(field, language, content, item)


def _text_of(criterion: object, name: str) -> Text:
    """Criteria are records when just read and JSON objects in the database."""
    text = criterion.get(name) if isinstance(criterion, Mapping) else getattr(criterion, name)
    return text or {}
