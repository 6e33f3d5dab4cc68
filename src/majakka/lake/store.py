"""Datasets as Parquet snapshots beside the database.

A dataset is a folder; each snapshot of it is a folder of its own with one Parquet file a table; `manifest.json`
names the snapshot that counts:

    <root>/<dataset>/manifest.json
    <root>/<dataset>/<snapshot>/<table>.parquet

A snapshot is written whole before the manifest is put in place by an atomic rename, so a write that is killed at
any point leaves the old snapshot valid. Readers hold a shared lock on the snapshot they read; a later write
removes only snapshots that nobody holds. One writer at a time.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from majakka.lake.errors import NoSnapshotError
from majakka.lake.tables import TableSchema, TableWriter

MANIFEST = "manifest.json"
_LOCK = "lock"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class TableFile:
    """One table of a snapshot."""

    path: Path
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A whole, readable state of a dataset. `rule_version` is that of the rules which made its rows."""

    dataset: str
    identifier: str
    rule_version: str
    written_at: datetime
    tables: Mapping[str, TableFile]

    @property
    def rows(self) -> dict[str, int]:
        return {name: table.rows for name, table in self.tables.items()}


@contextmanager
def held_snapshot(root: Path, dataset: str) -> Iterator[Snapshot]:
    """The current snapshot, kept from removal while the block runs. Raises NoSnapshotError when there is none."""
    while True:
        snapshot = current_snapshot(root, dataset)
        if snapshot is None:
            raise NoSnapshotError(dataset)
        lock_path = _folder(root, dataset) / snapshot.identifier / _LOCK
        try:
            descriptor = os.open(lock_path, os.O_RDONLY)
        except FileNotFoundError:
            continue  # removed since the manifest was read: there is a newer one
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH)
            if not lock_path.exists():
                continue
            yield snapshot
            return
        finally:
            os.close(descriptor)


def current_snapshot(root: Path, dataset: str) -> Snapshot | None:
    """What the manifest names, or None before the first write. To read its files, hold it (held_snapshot)."""
    folder = _folder(root, dataset)
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
    except FileNotFoundError:
        return None
    return Snapshot(
        dataset=dataset,
        identifier=manifest["snapshot"],
        rule_version=manifest["rule_version"],
        written_at=datetime.fromisoformat(manifest["written_at"]),
        tables={
            name: TableFile(folder / manifest["snapshot"] / f"{name}.parquet", table["rows"], table["sha256"])
            for name, table in manifest["tables"].items()
        },
    )


def write_snapshot(
    root: Path,
    dataset: str,
    *,
    schemas: Mapping[str, TableSchema],
    fill: Callable[[Mapping[str, TableWriter]], None],
    rule_version: str,
    now: datetime,
) -> Snapshot:
    """Make a new snapshot: `fill` gets one writer a table and adds all rows. The new snapshot then counts.

    Rows, schema and rule version equal to those of the current snapshot leave it in place. When `fill` fails, or
    the disk is full, the current snapshot stays and the unfinished one is removed.
    """
    folder = _folder(root, dataset)
    folder.mkdir(parents=True, exist_ok=True)
    with _only_writer(folder):
        identifier = f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
        fresh = folder / identifier
        try:
            tables = _write_tables(fresh, schemas, fill)
            if (kept := current_snapshot(root, dataset)) and _is_same(kept, tables, rule_version):
                return kept
            _put_manifest(folder, identifier, tables, rule_version, now)
        finally:
            _remove_unheld(folder, keep=_current_identifier(folder))
    snapshot = current_snapshot(root, dataset)
    if snapshot is None:
        raise NoSnapshotError(dataset)
    return snapshot


def _folder(root: Path, dataset: str) -> Path:
    return Path(root) / dataset


@contextmanager
def _only_writer(folder: Path) -> Iterator[None]:
    with (folder / "writer.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _write_tables(
    fresh: Path, schemas: Mapping[str, TableSchema], fill: Callable[[Mapping[str, TableWriter]], None]
) -> dict[str, TableFile]:
    fresh.mkdir()
    (fresh / _LOCK).touch()
    writers = {name: TableWriter(fresh / f"{name}.parquet", schema) for name, schema in schemas.items()}
    try:
        fill(writers)
        for writer in writers.values():
            writer.close()
    except BaseException:
        for writer in writers.values():
            writer.abandon()
        raise
    tables = {}
    for name, writer in writers.items():
        _sync(writer.path)
        tables[name] = TableFile(writer.path, writer.rows, _sha256(writer.path))
    _sync(fresh)
    return tables


def _is_same(kept: Snapshot, tables: Mapping[str, TableFile], rule_version: str) -> bool:
    return kept.rule_version == rule_version and (
        {name: table.sha256 for name, table in kept.tables.items()}
        == {name: table.sha256 for name, table in tables.items()}
    )


def _put_manifest(
    folder: Path, identifier: str, tables: Mapping[str, TableFile], rule_version: str, now: datetime
) -> None:
    manifest = {
        "format": _FORMAT,
        "snapshot": identifier,
        "rule_version": rule_version,
        "written_at": now.isoformat(),
        "tables": {name: {"rows": table.rows, "sha256": table.sha256} for name, table in tables.items()},
    }
    beside = folder / f"{MANIFEST}.new"
    beside.write_text(json.dumps(manifest, indent=1, sort_keys=True))
    _sync(beside)
    beside.replace(folder / MANIFEST)
    _sync(folder)


def _current_identifier(folder: Path) -> str:
    try:
        return str(json.loads((folder / MANIFEST).read_bytes())["snapshot"])
    except FileNotFoundError:
        return ""


def _remove_unheld(folder: Path, *, keep: str) -> None:
    """Remove all snapshots but the current one, except those that a reader holds. Only the writer calls this."""
    for snapshot in folder.iterdir():
        if snapshot.is_dir() and snapshot.name != keep and _is_unheld(snapshot):
            shutil.rmtree(snapshot)


def _is_unheld(snapshot: Path) -> bool:
    """Whether no reader holds it. The lock file goes first, so that who waits for the lock finds it gone."""
    try:
        with (snapshot / _LOCK).open() as handle:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            (snapshot / _LOCK).unlink()
    except FileNotFoundError:
        return True
    except BlockingIOError:
        return False
    return True


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
