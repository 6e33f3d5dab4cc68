"""Notices, lots and matchers for the tests of this room."""

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import count
from typing import Any

from majakka.base.models import RawFile
from majakka.base.text import Text
from majakka.classification.choices import Code
from majakka.classification.records import FieldText, LotFacts, Words
from majakka.classification.starter import starter_word_lists
from majakka.classification.texts.lemmas import Analyser, SimplemmaAnalyser
from majakka.classification.texts.matcher import Hit, TextMatcher
from majakka.notices.models import Lot, Notice, Procedure

_number = count(1)
ANALYSER = SimplemmaAnalyser()


def starter_words() -> list[Words]:
    return [
        Words(row["definition_code"], row["language"], tuple(row["supports"]), tuple(row["opposes"]))
        for row in starter_word_lists()
    ]


STARTER = TextMatcher(starter_words(), analyser=ANALYSER)


def a_matcher(
    *supports: str, opposes: tuple[str, ...] = (), language: str = "fi", analyser: Analyser = ANALYSER
) -> TextMatcher:
    return TextMatcher([Words("innovation-text", language, supports, opposes)], analyser=analyser)


def found(
    matcher: TextMatcher, text: str, *, language: str = "fi", code: str = Code.INNOVATION_TEXT
) -> tuple[Hit, ...]:
    return matcher.hits(language, text).get(code, ())


def facts_with_text(text: str, *, language: str = "fi", field: str = "BT-24-Lot", **facts: Any) -> LotFacts:
    return LotFacts(texts=(FieldText(field, language, text),), **facts)


def stored_notice(
    *lots: Mapping[str, Any], titles: Text | None = None, procedure_type: str = "", cpv: str = ""
) -> Notice:
    """A notice in the database with a lot for each mapping of columns."""
    number = next(_number)
    moment = datetime(2026, 11, 1, tzinfo=UTC)
    raw = RawFile.objects.create(
        sha256=f"{number:064x}", size=1, media_type="application/xml", origin="test", received_at=moment
    )
    notice = Notice.objects.create(
        number=f"{number}-2026",
        identifier=f"notice-{number}",
        procedure=Procedure.objects.create(key=f"procedure-{number}"),
        raw_file=raw,
        source="eforms",
        schema="eforms-sdk-1.12",
        reader_version="1",
        subtype="16",
        stage="call",
        titles=titles or {},
        procedure_type=procedure_type,
        cpv=cpv,
        published_on=moment.date(),
        recorded_at=moment,
    )
    for index, columns in enumerate(lots, start=1):
        Lot.objects.create(notice=notice, **({"identifier": f"LOT-{index:04}"} | dict(columns)))
    return notice
