"""Files: whole or not at all, in one order, with flat memory."""

import csv
import io
import json
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from majakka.exports.files import write_atomically
from majakka.exports.notice_files import Publisher, notice_file
from majakka.exports.rows import in_lasting_order, iter_whole
from majakka.notices.models import Notice
from tests.exports.factories import full_award, full_lot, record
from tests.notices.factories import call

PUBLISHER = Publisher(prefix="ocds-test", name="Test")


def test_a_file_appears_whole_and_replaces_the_old_one(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / "notices.csv"
    path.write_text("old")
    assert write_atomically(path, [b"new ", b"text"]) == 8
    assert path.read_bytes() == b"new text"
    assert list(folder.iterdir()) == [path]


def test_an_export_that_breaks_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / "notices.csv"
    path.write_text("old")

    def breaking() -> Iterator[bytes]:
        yield b"new"
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        write_atomically(path, breaking())
    assert path.read_text() == "old"
    assert list(folder.iterdir()) == [path]


@pytest.mark.django_db
def test_the_order_is_byte_by_byte_whatever_the_order_of_arrival() -> None:
    numbers = ["Ä-2025", "a-2025", "B-2025", "10-2025", "9-2025", "_-2025", "ö-2025"]
    record(*[replace(call(seed), publication_number=number) for seed, number in enumerate(numbers, start=1)])
    found = list(in_lasting_order(Notice.objects.order_by("-published_on")).values_list("number", flat=True))
    assert found == sorted(numbers)


@pytest.mark.django_db
def test_queries_do_not_grow_with_the_notices_of_a_chunk(django_assert_num_queries) -> None:
    record(*[full_award(seed) for seed in range(2, 5)])
    with django_assert_num_queries(7):
        assert len(list(iter_whole(Notice.objects.all()))) == 3
    record(*[full_award(seed) for seed in range(5, 40)])
    with django_assert_num_queries(7):
        assert len(list(iter_whole(Notice.objects.all()))) == 38


@pytest.mark.django_db
@pytest.mark.parametrize("file_format", ["csv", "jsonl", "ocds"])
def test_memory_does_not_grow_with_the_number_of_notices(
    file_format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("majakka.exports.rows._CHUNK", 25)
    record(*[full_award(seed) for seed in range(2, 502)])

    def peak(number: int) -> int:
        notices = Notice.objects.filter(pk__in=list(Notice.objects.values_list("pk", flat=True)[:number]))
        pieces = notice_file(
            notices, file_format=file_format, publisher=PUBLISHER, uri="urn:test", language="fi"
        )
        tracemalloc.start()
        for _ in pieces:
            pass
        _, top = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return top

    peak(50)
    assert peak(500) < 1.5 * peak(50)


@pytest.mark.django_db
@pytest.mark.parametrize(("file_format", "times"), [("csv", 1), ("jsonl", 1), ("ocds", 2)])
def test_a_deadline_is_written_in_the_zone_in_which_it_was_published(file_format: str, times: int) -> None:
    """OCDS has it of the tender and of its lot, a table of the notice, JSON of the lot."""
    due = datetime(2025, 4, 1, 12, tzinfo=timezone(timedelta(hours=1)))
    sent = datetime(2025, 3, 1, 23, 30, tzinfo=timezone(timedelta(hours=-3)))
    record(call(dispatched_at=sent, lots=(full_lot(tenders_due_at=due),)))
    made = b"".join(
        notice_file(
            Notice.objects.all(), file_format=file_format, publisher=PUBLISHER, uri="urn:x", language="fi"
        )
    )
    assert made.count(b"2025-04-01T12:00:00+01:00") == times
    assert made.count(b"2025-03-01T23:30:00-03:00") == (file_format != "csv")


@pytest.mark.django_db
@pytest.mark.parametrize("precision", ["zone", "no-zone", "day", ""])
def test_how_precisely_a_moment_was_published_stands_beside_it(precision: str) -> None:
    sent = datetime(2025, 3, 1, tzinfo=UTC)
    record(
        call(
            dispatched_at=sent,
            dispatched_precision=precision,
            lots=(full_lot(tenders_due_precision=precision),),
        )
    )

    def made(file_format: str) -> str:
        parts = notice_file(
            Notice.objects.all(), file_format=file_format, publisher=PUBLISHER, uri="urn:x", language="fi"
        )
        return b"".join(parts).decode("utf-8-sig")

    told = json.loads(made("jsonl"))
    assert (told["dispatched_precision"], told["lots"][0]["tenders_due_precision"]) == (precision, precision)
    (row,) = csv.DictReader(io.StringIO(made("csv")))
    assert (row["tenders_due_at"], row["tenders_due_precision"]) == ("2025-04-01T09:00:00Z", precision)


@pytest.mark.django_db
@pytest.mark.parametrize("file_format", ["csv", "jsonl", "ocds"])
def test_the_same_notices_give_the_same_bytes(file_format: str) -> None:
    record(*[full_award(seed) for seed in range(2, 8)])

    def made() -> bytes:
        return b"".join(
            notice_file(
                Notice.objects.order_by("?"),
                file_format=file_format,
                publisher=PUBLISHER,
                uri="urn:x",
                language="sv",
            )
        )

    first = made()
    Notice.objects.all().delete()
    for seed in reversed(range(2, 8)):
        record(full_award(seed))
    assert made() == first
