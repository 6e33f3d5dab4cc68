"""Snapshots: written whole or not at all, and never taken from under a reader."""

import os
import signal
import subprocess
import sys
import textwrap
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from majakka.lake.errors import NoSnapshotError
from majakka.lake.store import current_snapshot, held_snapshot, write_snapshot
from majakka.lake.tables import ROW_GROUP, ColumnType, TableSchema

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
SCHEMAS = {
    "lots": TableSchema(
        (("lot", ColumnType.TEXT), ("value", ColumnType.MONEY), ("answer", ColumnType.ANSWER))
    ),
    "notes": TableSchema((("note", ColumnType.TEXT),)),
}


def write(root: Path, rows, *, rule_version="1", now=NOW):
    def fill(tables):
        for row in rows:
            tables["lots"].add(row)

    return write_snapshot(root, "awards", schemas=SCHEMAS, fill=fill, rule_version=rule_version, now=now)


def snapshot_folders(root: Path) -> set[str]:
    return {path.name for path in (root / "awards").iterdir() if path.is_dir()}


def test_a_snapshot_holds_the_rows_with_their_stated_types(tmp_path):
    snapshot = write(tmp_path, [("LOT-0001", Decimal("10.20"), None), ("LOT-0002", None, True)])
    table = pq.read_table(snapshot.tables["lots"].path)
    assert table.schema.field("value").type == pa.decimal128(18, 2)
    assert table.to_pylist() == [
        {"lot": "LOT-0001", "value": Decimal("10.20"), "answer": None},
        {"lot": "LOT-0002", "value": None, "answer": True},
    ]
    assert snapshot.rows == {"lots": 2, "notes": 0}
    assert snapshot.rule_version == "1"
    assert snapshot.written_at == NOW


def test_an_empty_column_keeps_its_type(tmp_path):
    snapshot = write(tmp_path, [("LOT-0001", None, None)])
    assert pq.read_table(snapshot.tables["lots"].path).schema.field("value").type == pa.decimal128(18, 2)


def test_rows_are_written_in_row_groups(tmp_path):
    snapshot = write(tmp_path, ((f"L{number}", None, None) for number in range(ROW_GROUP + 1)))
    assert pq.ParquetFile(snapshot.tables["lots"].path).metadata.num_row_groups == 2


def test_a_wrong_type_is_refused_and_the_old_snapshot_stays(tmp_path):
    old = write(tmp_path, [("LOT-0001", Decimal(1), None)])
    with pytest.raises((pa.ArrowInvalid, pa.ArrowTypeError)):
        write(tmp_path, [("LOT-0001", "about ten", None)])
    assert current_snapshot(tmp_path, "awards") == old
    assert snapshot_folders(tmp_path) == {old.identifier}


def test_a_failing_source_leaves_the_old_snapshot_and_no_rubbish(tmp_path):
    old = write(tmp_path, [("LOT-0001", Decimal(1), None)])

    def rows():
        yield ("LOT-0002", Decimal(2), None)
        raise OSError("No space left on device")

    with pytest.raises(OSError, match="No space"):
        write(tmp_path, rows())
    assert current_snapshot(tmp_path, "awards") == old
    assert snapshot_folders(tmp_path) == {old.identifier}


def test_the_same_rows_keep_the_snapshot(tmp_path):
    rows = [("LOT-0001", Decimal(1), None)]
    assert write(tmp_path, rows).identifier == write(tmp_path, rows, now=NOW.replace(hour=10)).identifier


@pytest.mark.parametrize(
    ("rows", "rule_version"),
    [([("LOT-0001", Decimal("1.01"), None)], "1"), ([("LOT-0001", Decimal(1), None)], "2")],
)
def test_other_rows_or_another_rule_make_a_new_snapshot(tmp_path, rows, rule_version):
    old = write(tmp_path, [("LOT-0001", Decimal(1), None)])
    new = write(tmp_path, rows, rule_version=rule_version)
    assert new.identifier != old.identifier
    assert snapshot_folders(tmp_path) == {new.identifier}


def test_reading_before_the_first_write_says_what_to_do(tmp_path):
    with pytest.raises(NoSnapshotError, match="majakka measure"), held_snapshot(tmp_path, "awards"):
        pass


def test_a_snapshot_is_kept_while_a_reader_holds_it_and_removed_after(tmp_path):
    write(tmp_path, [("old", None, None)])
    with held_snapshot(tmp_path, "awards") as held:
        new = write(tmp_path, [("new", None, None)])
        assert pq.read_table(held.tables["lots"].path).column("lot").to_pylist() == ["old"]
        assert snapshot_folders(tmp_path) == {held.identifier, new.identifier}
    newest = write(tmp_path, [("newest", None, None)])
    assert snapshot_folders(tmp_path) == {newest.identifier}


def run_child(root: Path, source: str) -> subprocess.Popen:
    code = textwrap.dedent(source)
    folder = Path(__file__).resolve().parents[2] / "src"
    return subprocess.Popen(
        [sys.executable, "-c", code, str(root)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(folder)},
    )


KILLED_WRITER = """
    import sys
    import time
    from datetime import UTC, datetime
    from pathlib import Path
    from majakka.lake import store
    from majakka.lake.tables import ColumnType, TableSchema

    point = {point!r}

    def stop():
        print("here", flush=True)
        time.sleep(60)

    def fill(tables):
        for number in range(20_000):
            tables["lots"].add((str(number), None, None))
        if point == "rows":
            stop()

    put, sync = store._put_manifest, store._sync
    if point == "before manifest":
        store._put_manifest = lambda *args: stop()
    if point == "beside manifest":
        def sync_then_stop(path):
            sync(path)
            if path.name.endswith(".new"):
                stop()
        store._sync = sync_then_stop
    if point == "before cleaning":
        store._remove_unheld = lambda *args, **kwargs: stop()
    columns = (("lot", ColumnType.TEXT), ("value", ColumnType.MONEY), ("answer", ColumnType.ANSWER))
    store.write_snapshot(
        Path(sys.argv[1]), "awards", schemas={{"lots": TableSchema(columns), "notes": TableSchema(columns[:1])}},
        fill=fill, rule_version="1", now=datetime(2026, 11, 20, tzinfo=UTC))
"""


@pytest.mark.parametrize(
    ("point", "rows"),
    [("rows", 1), ("before manifest", 1), ("beside manifest", 1), ("before cleaning", 20_000)],
)
def test_a_killed_write_leaves_a_whole_snapshot_and_the_next_write_cleans_up(tmp_path, point, rows):
    write(tmp_path, [("old", None, None)])
    child = run_child(tmp_path, KILLED_WRITER.format(point=point))
    assert child.stdout.readline() == "here\n"
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    with held_snapshot(tmp_path, "awards") as snapshot:
        assert pq.read_table(snapshot.tables["lots"].path).num_rows == snapshot.rows["lots"] == rows
    newest = write(tmp_path, [("newest", None, None)])
    assert snapshot_folders(tmp_path) == {newest.identifier}


READER = """
    import sys
    from pathlib import Path
    import pyarrow.parquet as pq
    from majakka.lake.store import held_snapshot

    seen = set()
    print("ready", flush=True)
    for _ in range(300):
        with held_snapshot(Path(sys.argv[1]), "awards") as snapshot:
            lots = pq.read_table(snapshot.tables["lots"].path).column("lot").to_pylist()
            assert len(lots) == snapshot.rows["lots"] and len(set(lots)) == 1
            seen.add(lots[0])
    print(len(seen), flush=True)
"""


def test_readers_in_another_process_always_see_one_whole_snapshot_while_it_is_rewritten(tmp_path):
    write(tmp_path, [("0", None, None)] * 5)
    child = run_child(tmp_path, READER)
    assert child.stdout.readline() == "ready\n"
    number = 0
    while child.poll() is None:
        number += 1
        write(tmp_path, [(str(number), None, None)] * 5)
    seen = int(child.stdout.read())
    child.stdout.close()
    assert child.returncode == 0
    assert seen > 1
