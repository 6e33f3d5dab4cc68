"""An import that is killed at any moment and run again leaves the same store as one clean run."""

import contextlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from majakka.jobs.demo.eforms import write_notices
from majakka.jobs.demo.purchases import draw_purchases

pytestmark = pytest.mark.own_store
TODAY = date(2026, 11, 20)
FILES = 1_200
KILLS = 6
TABLES = {
    "base_rawfile": "sha256, size",
    "notices_notice": "identifier, version, number, is_current, lot_count, listed_value",
    "notices_searchtext": "(select identifier from notices_notice n where n.id = notice_id), text",
    "notices_procedure": "key",
    "notices_party": "(select identifier from notices_notice n where n.id = notice_id), key, names, roles",
    "notices_lot": "(select identifier from notices_notice n where n.id = notice_id), kind, identifier, titles",
    "notices_lotresult": "(select identifier from notices_notice n where n.id = notice_id), key, outcome",
    "notices_tender": "(select identifier from notices_notice n where n.id = notice_id), key, value",
    "notices_reference": "(select identifier from notices_notice n where n.id = notice_id), target",
}


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    written = 0
    for purchase in draw_purchases(seed=5, today=TODAY):
        for notice in write_notices(purchase, today=TODAY):
            (folder / notice.name).write_bytes(notice.xml)
            written += 1
        if written >= FILES:
            break
    return folder


def environment(data: Path) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name != "MAJAKKA_DATABASE_URL"}
    return inherited | {"MAJAKKA_DATA": str(data)}


def majakka(*arguments: str, data: Path) -> str:
    command = [sys.executable, "-m", "majakka.jobs.commands.main", *arguments]
    return subprocess.run(command, env=environment(data), capture_output=True, check=True, text=True).stdout


def kill_import_after(seconds: float, *, files: Path, data: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "majakka.jobs.commands.main",
        "import",
        "notices",
        str(files),
        "--no-measure",
    ]
    with subprocess.Popen(
        command, env=environment(data), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)


def new_store(folder: Path) -> Path:
    majakka("migrate", data=folder)
    return folder


def rows(data: Path) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
    with contextlib.closing(sqlite3.connect(data / "majakka.sqlite3")) as database:
        for table, columns in TABLES.items():
            found = database.execute(f"select {columns} from {table}").fetchall()  # noqa: S608 - fixed names
            yield table, sorted(found, key=repr)


def test_killing_the_import_and_running_it_again_gives_the_store_of_one_clean_run(files, tmp_path):
    clean = new_store(tmp_path / "clean")
    started = time.monotonic()
    majakka("import", "notices", str(files), "--no-measure", data=clean)
    seconds = time.monotonic() - started
    killed = new_store(tmp_path / "killed")
    dice = random.Random(20)
    for _ in range(KILLS):
        kill_import_after(seconds * dice.uniform(0.15, 0.9), files=files, data=killed)
    output = majakka("import", "notices", str(files), "--no-measure", "--json", data=killed)
    counts = json.loads(output.splitlines()[-1])
    assert counts["rejected"] == 0
    assert counts["new"] + counts["unchanged"] == counts["read"] >= FILES
    assert counts["unchanged"] > 0, "no kill came after a batch; the test shows nothing"
    assert dict(rows(killed)) == dict(rows(clean))
    archived = {path.name for path in (killed / "archive").rglob("*.zst")}
    assert archived == {path.name for path in (clean / "archive").rglob("*.zst")}
