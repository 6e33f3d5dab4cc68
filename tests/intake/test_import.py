"""The whole way of a file: read, archived, recorded, or refused with a reason that is kept."""

import os
from datetime import date, datetime
from pathlib import Path

import orjson
import pytest
from django.conf import settings

from majakka.base.archive import Archive, hash_bytes
from majakka.base.errors import Rejection
from majakka.intake.models import RefusedFile
from majakka.intake.operations import ImportOutcome, import_notices
from majakka.jobs.demo.eforms import DemoNotice, write_notices
from majakka.jobs.demo.purchases import draw_purchases
from majakka.notices.models import Lot, Notice

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def some_notices(count: int) -> list[DemoNotice]:
    found: list[DemoNotice] = []
    for purchase in draw_purchases(seed=3, today=TODAY):
        found.extend(write_notices(purchase, today=TODAY))
        if len(found) >= count:
            return found[:count]
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "in"
    place.mkdir()
    for notice in some_notices(12):
        (place / notice.name).write_bytes(notice.xml)
        if notice.statistics:
            (place / notice.name.replace(".xml", ".statistics.json")).write_bytes(
                orjson.dumps(notice.statistics)
            )
    return place


def test_every_file_is_recorded_and_its_bytes_are_archived(folder, now):
    outcome = import_notices([folder], now=now)
    assert (outcome.read, outcome.new, outcome.rejected) == (12, 12, 0)
    archive = Archive(Path(settings.ARCHIVE))
    for notice in Notice.objects.select_related("raw_file"):
        assert archive.read(notice.raw_file.sha256) == Path(notice.raw_file.origin).read_bytes()


def test_importing_again_reads_nothing_anew(folder, now):
    import_notices([folder], now=now)
    before = set(Notice.objects.values_list("pk", flat=True))
    outcome = import_notices([folder], now=now)
    assert (outcome.read, outcome.new, outcome.updated, outcome.unchanged) == (12, 0, 0, 12)
    assert set(Notice.objects.values_list("pk", flat=True)) == before


def test_answers_beside_a_file_are_stored_by_lot_and_a_changed_answer_is_noticed(folder, now):
    import_notices([folder], now=now)
    answered = next(folder.glob("*.statistics.json"))
    answers = orjson.loads(answered.read_bytes())
    lot = next(iter(answers))
    answers[lot]["solutionNewToBuyer"] = not answers[lot]["solutionNewToBuyer"]
    answered.write_bytes(orjson.dumps(answers))
    outcome = import_notices([folder], now=now)
    assert (outcome.updated, outcome.unchanged, outcome.new) == (1, 11, 0)
    number = answered.name.split(".")[0].lstrip("0")
    stored = Lot.objects.get(notice__number=number, identifier=lot).statistics
    assert stored["solutionNewToBuyer"] == answers[lot]["solutionNewToBuyer"]


def test_a_refused_file_is_remembered_and_forgotten_when_it_is_mended(folder, now):
    broken = next(path for path in folder.glob("*.xml"))
    whole = broken.read_bytes()
    broken.write_bytes(whole[: len(whole) // 2])
    outcome = import_notices([folder], now=now)
    assert (outcome.read, outcome.rejected) == (11, 1)
    refusal = RefusedFile.objects.get()
    assert refusal.file == str(broken)
    assert refusal.code == "cut-short"
    assert refusal.place
    broken.write_bytes(whole)
    assert import_notices([folder], now=now).new == 1
    assert not RefusedFile.objects.exists()


def test_two_copies_of_one_file_make_one_notice(folder, now):
    one = next(folder.glob("*.xml"))
    (folder / "copy.xml").write_bytes(one.read_bytes())
    outcome = import_notices([folder], now=now)
    assert outcome.read == 13
    assert Notice.objects.count() == 12


def test_a_file_with_other_bytes_of_a_version_is_told_and_both_are_archived(folder, now):
    one = sorted(folder.glob("*.xml"))[0]
    first = one.read_bytes()
    import_notices([folder], now=now)
    other = first.replace(b"</", b"\n</", 1)
    one.write_bytes(other)
    outcome = import_notices([one], now=now)
    (told,) = outcome.redeliveries
    notice = Notice.objects.get(identifier=told.identifier, version=told.version)
    assert (told.file, told.because) == (str(one), "no-difference")
    assert told.has_replaced == (hash_bytes(other) > hash_bytes(first))
    assert (outcome.read, outcome.updated, outcome.unchanged) == (1, told.has_replaced, not told.has_replaced)
    assert notice.raw_file.sha256 == max(hash_bytes(first), hash_bytes(other))
    archive = Archive(Path(settings.ARCHIVE))
    assert [archive.read(hash_bytes(data)) for data in (first, other)] == [first, other]


def test_a_file_that_comes_again_without_its_answers_keeps_them(folder, now):
    import_notices([folder], now=now)
    for answers in folder.glob("*.statistics.json"):
        answers.unlink()
    Notice.objects.update(reader_version="before")
    outcome = import_notices([folder], now=now)
    assert outcome.updated == 12
    assert any(lot.statistics for lot in Lot.objects.all())


def test_a_notice_that_does_not_fit_its_columns_is_refused_alone(folder, now):
    bad = sorted(folder.glob("*.xml"))[3]
    data = bad.read_bytes()
    bad.write_bytes(data.replace(b"ORG-0001", b"ORG-" + b"1" * 70))
    outcome = import_notices([folder], now=now)
    assert [(refused.file, refused.code) for refused in outcome.rejections] == [(str(bad), "too-long")]
    assert outcome.new == 11


def test_names_and_answers_that_are_no_text_are_told_and_the_others_go_on(
    folder: Path, now: datetime
) -> None:
    first, second, third, *_ = sorted(folder.glob("*.xml"))
    first.rename(folder / os.fsdecode(b"\xe4iti.xml"))
    (folder / os.fsdecode(b"\xff.xml")).write_bytes(b"<no notice")
    second.with_suffix(".statistics.json").write_bytes(b'{"LOT-\\ud800": {"lowCarbon": true}}')
    third.with_suffix(".statistics.json").write_bytes(b'{"LOT-0001\\u0000": {"lowCarbon": true}}')
    outcome = import_notices([folder], now=now)
    kept = set(RefusedFile.objects.values_list("file", flat=True))
    assert {Path(name).name for name in kept} >= {
        "\\xff.xml",
        second.with_suffix(".statistics.json").name,
        third.with_suffix(".statistics.json").name,
    }
    assert outcome.read == Notice.objects.count() > 0


def test_a_refusal_is_kept_in_words_that_every_database_takes() -> None:
    outcome = ImportOutcome()
    outcome.refuse(Rejection(file="a\x00", code="c", message="m\ud800", place="p\x00", value="\udfff"))
    assert outcome.rejections == [
        Rejection(file="a\\x00", code="c", message="m\\ud800", place="p\\x00", value="\\udfff")
    ]
