"""The same files give the same exports and values, byte for byte, whether the store is SQLite or PostgreSQL."""

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from majakka.base.text import choose_text
from majakka.jobs.demo.eforms import write_notices
from majakka.jobs.demo.purchases import draw_purchases

pytestmark = pytest.mark.own_store
CHECKOUT = Path(__file__).resolve().parents[2]
REAL = ("eforms-doffin", "eforms-ted", "eforms-sdk-examples", "ted-legacy-fi")
EXPORTS = {
    "notices.ocds": ("notices", "--format", "ocds"),
    "notices.csv": ("notices", "--format", "csv"),
    "notices-sv.csv": ("notices", "--format", "csv", "--language", "sv"),
    "notices.jsonl": ("notices", "--format", "jsonl"),
    "words.csv": ("notices", "--format", "csv", "--q", "hankinta", "--min-value", "1000"),
    "answers.csv": ("notices", "--format", "csv", "--definition", "innovation-text", "--answer", "yes"),
    "values.csv": ("values", "--format", "csv"),
    "values.json": ("values", "--format", "json"),
}
# When a value was measured is that of the run; all else is that of the files.
MEASURED_AT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z(?=[\"\r\n])")
# One process does everything, so that the server lives as long as it is needed and modules are loaded once.
PROGRAM = """
import contextlib, json, os, sys
from pathlib import Path
from majakka.jobs.commands.main import main

folder, commands, paths = Path(os.environ["OUT"]), json.loads(os.environ["EXPORTS"]), sys.argv[1:]
assert main(["migrate"]) == 0
with (folder / "counts").open("w") as counts, contextlib.redirect_stdout(counts):
    assert main(["import", "notices", "--json", *paths]) in (0, 3)
for name, words in commands.items():
    assert main(["export", *words, "-o", str(folder / name)]) == 0
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The real notices where they are, and a few invented ones."""
    made = tmp_path_factory.mktemp("made")
    for purchase in draw_purchases(seed=9, today=date(2026, 11, 20), count=60):
        for notice in write_notices(purchase, today=date(2026, 11, 20)):
            (made / notice.name).write_bytes(notice.xml)
            if notice.statistics:
                (made / notice.name.replace(".xml", ".statistics.json")).write_text(
                    json.dumps(notice.statistics)
                )
    shared = Path(os.environ.get("MAJAKKA_SHARED", CHECKOUT.parent / "shared")) / "data"
    return [made, *(shared / name for name in REAL if (shared / name).is_dir())]


def fill(folder: Path, files: list[Path], *, around: tuple[str, ...] = ()) -> dict[str, bytes]:
    """What a fresh store writes out; `around` is a command that runs another one with its database."""
    folder.mkdir()
    given = {"MAJAKKA_DATA": str(folder / "data"), "OUT": str(folder), "EXPORTS": json.dumps(EXPORTS)}
    inherited = {name: value for name, value in os.environ.items() if name != "MAJAKKA_DATABASE_URL"}
    command = [*around, sys.executable, "-c", PROGRAM, *map(str, files)]
    done = subprocess.run(
        command, env=inherited | given, capture_output=True, text=True, check=False, cwd=CHECKOUT, timeout=300
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return {name: (folder / name).read_bytes() for name in ["counts", *EXPORTS]}


@pytest.fixture(scope="module")
def postgres() -> tuple[str, ...]:
    """The command that runs another with a PostgreSQL of its own."""
    around = (sys.executable, str(CHECKOUT / "setup" / "postgres.py"))
    tried = subprocess.run([*around, sys.executable, "-c", ""], capture_output=True, check=False, timeout=60)
    if tried.returncode:
        pytest.skip("no PostgreSQL server can be started here")
    return around


def test_sqlite_and_postgresql_write_the_same_bytes(
    files: list[Path], postgres: tuple[str, ...], tmp_path: Path
) -> None:
    sqlite = fill(tmp_path / "sqlite", files)
    other = fill(tmp_path / "postgresql", files, around=postgres)
    assert not (tmp_path / "postgresql" / "data" / "majakka.sqlite3").exists()
    counts, other_counts = (json.loads(store.pop("counts").splitlines()[-1]) for store in (sqlite, other))
    assert counts.pop("seconds") >= 0
    assert other_counts.pop("seconds") >= 0
    assert counts == other_counts
    assert counts["new"] > 100
    for name in EXPORTS:
        mine, theirs = (store[name] for store in (sqlite, other))
        if name.startswith("values"):
            assert len(MEASURED_AT.findall(mine)) > 100
            mine, theirs = (MEASURED_AT.sub(b"", content) for content in (mine, theirs))
        assert mine.count(b"\n") > 2, name
        assert differing(mine, theirs) == [], name


def differing(mine: bytes, theirs: bytes) -> list[tuple[bytes, bytes]]:
    """The first lines that are not alike, short enough to read."""
    pairs = zip([*mine.split(b"\n"), b"(end)"], [*theirs.split(b"\n"), b"(end)"], strict=False)
    return [(a[:400], b[:400]) for a, b in pairs if a != b][:3]


def test_a_text_in_no_asked_language_is_chosen_the_same_whatever_the_order_of_its_languages() -> None:
    """PostgreSQL keeps the keys of a JSON object in an order of its own."""
    one, other = {"nl": "Aankoop", "fr": "Achat", "de": ""}, {"de": "", "fr": "Achat", "nl": "Aankoop"}
    assert choose_text(one, "fi") == choose_text(other, "fi") == ("Achat", "fr")
    assert choose_text({"de": ""}, "fi") == ("", "de")
