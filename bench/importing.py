"""Import (read, record, archive) against lxml alone over the same bytes, one core, on SQLite or PostgreSQL."""

import resource
import time
from pathlib import Path


def parse_rate(folder: Path) -> float:
    """Files a second that lxml parses, reading them from disk as the import does."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    started, files = time.perf_counter(), 0
    for path in sorted(folder.rglob("*.xml")):
        etree.fromstring(path.read_bytes(), parser)
        files += 1
    return files / (time.perf_counter() - started)


def import_rate(folder: Path) -> tuple[float, int]:
    """Files a second that the import takes in, and how many it refused."""
    from majakka.base.clock import read_now
    from majakka.intake.operations import import_notices

    started = time.perf_counter()
    outcome = import_notices([folder], now=read_now())
    return (outcome.read + outcome.rejected) / (time.perf_counter() - started), outcome.rejected


def classify_rate() -> float:
    """Notices a second that the whole classification step (rules, texts, rows) takes."""
    from majakka.base.clock import read_now
    from majakka.classification.operations import classify_pending, ensure_definitions

    ensure_definitions()
    started = time.perf_counter()
    done = classify_pending(now=read_now())
    return done / (time.perf_counter() - started)


def rules_rate(originals: list[bytes]) -> float:
    """Notices a second that the rules and the text check alone classify, once read; the dictionaries are loaded."""
    from majakka.classification.facts import facts_of_lot
    from majakka.classification.operations import ensure_definitions
    from majakka.classification.queries import words_in_force
    from majakka.classification.rules import classify_lot
    from majakka.classification.texts.lemmas import load_analyser
    from majakka.classification.texts.matcher import TextMatcher
    from majakka.intake.detect import read_notice

    ensure_definitions()
    matcher = TextMatcher(words_in_force(), analyser=load_analyser())
    for language, text in (("fi", "innovatiivinen ratkaisu"), ("sv", "innovativ"), ("en", "innovative")):
        matcher.hits(language, text)  # loads the dictionaries
    records = [read_notice(data) for data in originals]
    started = time.perf_counter()
    for record in records:
        for lot in record.lots:
            list(classify_lot(facts_of_lot(lot, notice=record), matcher=matcher))
    return len(records) / (time.perf_counter() - started)


def measure_import(folder: Path, originals: list[bytes]) -> dict[str, float]:
    """All figures of this module over the files of a folder."""
    parsed = parse_rate(folder)
    imported, rejected = import_rate(folder)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "parse_per_s": round(parsed),
        "import_per_s": round(imported),
        "ratio": imported / parsed,
        "rejected": rejected,
        "peak_mb": round(peak_mb),
        "rules_per_s": round(rules_rate(originals)),
        "classify_per_s": round(classify_rate()),
    }
