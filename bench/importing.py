"""Import (read, record, archive) against lxml alone over the same bytes, one core, on SQLite or PostgreSQL.

Run as `python -m bench.importing FOLDER` with the database in the environment; prints one line of JSON.
"""

import json
import resource
import sys
import time
from pathlib import Path

import django


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


def main(folder: Path) -> None:
    django.setup()
    parsed = parse_rate(folder)
    imported, rejected = import_rate(folder)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = {
        "parse_per_s": round(parsed),
        "import_per_s": round(imported),
        "ratio": round(imported / parsed, 4),
        "rejected": rejected,
        "import_peak_mb": round(peak_mb),
        "classify_per_s": round(classify_rate()),
    }
    print(json.dumps(figures))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))
