"""How each indicator is measured: rule, fields, version and source, from the rooms that know."""

from dataclasses import dataclass

from majakka.classification.models import Definition
from majakka.classification.queries import definitions_in_force, word_lists_in_force
from majakka.indicators.queries import indicator_by_code, indicators
from majakka.measures.records import Measure
from majakka.reports.facts import indicator_facts
from majakka.reports.records import IndicatorFacts


@dataclass(frozen=True, slots=True)
class WordListFacts:
    """A word list of a text rule: how many phrases speak for it, and which are shown as examples."""

    language: str
    version: int
    supports: tuple[str, ...]
    opposes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeasureMethod:
    """An indicator with the definition it counts by (when it has one), the table it reads and its versions."""

    indicator: IndicatorFacts
    table: str
    version: int | None
    definition: Definition | None
    word_lists: tuple[WordListFacts, ...] = ()


def _measures() -> dict[str, Measure]:
    """Imported when asked for: the measures bring the engine's library, and other pages need not wait for it."""
    from majakka.measures.catalogue import MEASURES

    return {measure.code: measure for measure in MEASURES}


def measure_methods() -> list[MeasureMethod]:
    """All indicators in their order. Two queries."""
    definitions = {d.code: d for d in definitions_in_force()}
    measures = _measures()
    return [
        MeasureMethod(
            indicator_facts(one),
            measures[one.code].table if one.code in measures else "",
            measures[one.code].version if one.code in measures else None,
            definitions.get(one.code),
        )
        for one in indicators()
    ]


def measure_method(code: str) -> MeasureMethod | None:
    """One indicator, with its word lists when its definition reads texts."""
    indicator = indicator_by_code(code)
    if indicator is None:
        return None
    measure = _measures().get(code)
    definition = next((d for d in definitions_in_force(indicator.family) if d.code == code), None)
    lists = tuple(
        WordListFacts(w.language, w.version, tuple(w.supports), tuple(w.opposes))
        for w in word_lists_in_force(code)
    )
    return MeasureMethod(
        indicator_facts(indicator),
        measure.table if measure else "",
        measure.version if measure else None,
        definition,
        lists,
    )
