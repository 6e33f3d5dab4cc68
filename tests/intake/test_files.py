"""Files, folders and the answers beside them."""

import io
import json
import os
import stat
import tarfile
import zipfile
from pathlib import Path

import pytest

from majakka.base.errors import Rejection
from majakka.intake.errors import Code
from majakka.intake.files import SourceFile, iter_files

XML = b"<a/>"
ANSWERS = {"LOT-0001": {"innovationConsidered": True}}


def names(found: list[SourceFile | Rejection]) -> list[str]:
    return [Path(each.name).name for each in found if isinstance(each, SourceFile)]


def refusals(found: list[SourceFile | Rejection]) -> dict[str, str]:
    return {Path(each.file).name: each.code for each in found if isinstance(each, Rejection)}


def packed(path: Path, kind: str, entries: dict[str, bytes | None]) -> Path:
    """An archive of the entries; None makes a folder, or with a name that ends in `@` a link."""
    if kind == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in entries.items():
                info = zipfile.ZipInfo(name.rstrip("@"))
                if name.endswith("@"):
                    info.external_attr = (stat.S_IFLNK | 0o777) << 16
                archive.writestr(info, data or b"")
        return path
    with tarfile.open(path, "w:gz") as tar:
        for name, data in entries.items():
            info = tarfile.TarInfo(name.rstrip("/@"))
            if data is None:
                info.type = tarfile.SYMTYPE if name.endswith("@") else tarfile.DIRTYPE
            info.size = len(data or b"")
            tar.addfile(info, io.BytesIO(data or b""))
    return path


def test_a_folder_is_walked_in_alphabetical_order(tmp_path: Path) -> None:
    for name in ("b.xml", "a.xml", "c/z.XML", "c/y.xml", "B.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(XML)
    assert names(list(iter_files([tmp_path]))) == ["B.json", "a.xml", "b.xml", "y.xml", "z.XML"]


def test_what_is_plainly_no_notice_is_ignored_and_told(tmp_path: Path) -> None:
    for name in ("README.md", "table.csv", "._a.xml", "a.xml"):
        (tmp_path / name).write_bytes(XML)
    ignored: list[str] = []
    assert names(list(iter_files([tmp_path], ignored=ignored.append))) == ["a.xml"]
    assert sorted(Path(name).name for name in ignored) == ["._a.xml", "README.md", "table.csv"]


def test_a_file_given_by_name_is_always_tried(tmp_path: Path) -> None:
    path = tmp_path / "notice"
    path.write_bytes(XML)
    assert list(iter_files([path])) == [SourceFile(name=str(path), data=XML)]


def test_links_in_folders_are_refused_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.xml").write_bytes(XML)
    (tmp_path / "out.xml").write_bytes(XML)
    (tmp_path / "in" / "link.xml").symlink_to(tmp_path / "out.xml")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    found = list(iter_files([tmp_path / "in"]))
    assert names(found) == ["good.xml"]
    assert refusals(found) == {"link.xml": Code.SYMLINK, "loop": Code.SYMLINK}


def test_a_pipe_is_refused_and_does_not_stop_the_walk(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xml")
    (tmp_path / "z.xml").write_bytes(XML)
    found = list(iter_files([tmp_path, tmp_path / "pipe.xml"]))
    assert names(found) == ["z.xml"]
    assert refusals(found) == {"pipe.xml": Code.SPECIAL_ENTRY}
    assert len(found) == 3


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert refusals(list(iter_files([tmp_path / "gone.xml"]))) == {"gone.xml": Code.UNREADABLE}


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path) -> None:
    with (tmp_path / "a.xml").open("wb") as file:
        file.truncate(64 * 1024 * 1024 + 1)
    assert refusals(list(iter_files([tmp_path]))) == {"a.xml": Code.TOO_LARGE}


def test_an_archive_in_a_folder_is_read_and_told_apart_by_its_bytes(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("deep/inner.xml", XML)
        archive.writestr("note.txt", XML)
    ignored: list[str] = []
    found = list(iter_files([tmp_path], ignored=ignored.append))
    assert [each.name for each in found if isinstance(each, SourceFile)] == [
        f"{tmp_path}/a.zip!/deep/inner.xml"
    ]
    assert ignored == [f"{tmp_path}/a.zip!/note.txt"]


def test_answers_beside_a_notice_come_with_it(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(XML)
    (tmp_path / "a.statistics.json").write_text(json.dumps(ANSWERS))
    (tmp_path / "b.xml").write_bytes(XML)
    found = list(iter_files([tmp_path]))
    assert [each.statistics for each in found if isinstance(each, SourceFile)] == [ANSWERS, None]
    given = list(iter_files([tmp_path / "a.statistics.json", tmp_path / "a.xml"]))
    assert [each.statistics for each in given if isinstance(each, SourceFile)] == [ANSWERS]


@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_answers_in_an_archive_come_with_their_notice(kind: str, tmp_path: Path) -> None:
    import io
    import tarfile

    files = {"d/a.statistics.json": json.dumps(ANSWERS).encode(), "d/a.xml": XML, "e/a.xml": XML}
    path = tmp_path / "x"
    if kind == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            for name in reversed(files):
                archive.writestr(name, files[name])
    else:
        with tarfile.open(path, "w:gz") as archive:
            for name, data in files.items():
                info = tarfile.TarInfo(name)
                info.size = len(data)
                archive.addfile(info, io.BytesIO(data))
    found = list(iter_files([path]))
    assert [each.statistics for each in found if isinstance(each, SourceFile)] == [ANSWERS, None]


def test_answers_without_their_notice_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.statistics.json").write_text(json.dumps(ANSWERS))
    assert refusals(list(iter_files([tmp_path]))) == {"a.statistics.json": Code.BAD_STATISTICS}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '"yes"',
        '{"LOT-0001": []}',
        '{"LOT-0001": {"innovationConsidered": "yes"}}',
        '{"LOT-0001": {"innovationConsidered": 1}}',
        '{"LOT-0001": {"howManyOpportunitiesIsEstimated": true}}',
        '{"LOT-0001": {"howManyOpportunitiesIsEstimated": -1}}',
        '{"LOT-0001": {"howManyOpportunitiesIsEstimated": NaN}}',
        '{"LOT-0001": {"somethingElse": true}}',
        '{"LOT-0001": {}, "LOT-0001": {}}',
        "[" * 100_000,
        "\xff",
    ],
)
def test_wrong_answers_are_refused_and_their_notice_waits(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(XML)
    (tmp_path / "a.statistics.json").write_bytes(text.encode("latin-1"))
    (tmp_path / "b.xml").write_bytes(XML)
    found = list(iter_files([tmp_path]))
    assert refusals(found) == {"a.statistics.json": Code.BAD_STATISTICS}
    assert names(found) == ["b.xml"]


def test_a_name_that_is_no_text_is_told_in_a_form_that_can_be_shown(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path)
    for name in (b"\xe4iti.xml", b"\xff.statistics.json", b"\xfe.zip"):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(XML)
    found = list(iter_files([tmp_path]))
    assert names(found) == ["\\xe4iti.xml"]
    assert refusals(found) == {
        "\\xff.statistics.json": Code.BAD_STATISTICS,
        "\\xfe.zip": Code.BROKEN_ARCHIVE,
    }


def test_a_folder_under_the_name_of_the_answers_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(XML)
    (tmp_path / "a.statistics.json").mkdir()
    found = list(iter_files([tmp_path]))
    assert (names(found), refusals(found)) == ([], {"a.statistics.json": Code.BAD_STATISTICS})


@pytest.mark.parametrize("kind", ["zip", "tar"])
@pytest.mark.parametrize(
    ("entries", "read", "refused"),
    [
        ({"a.statistics.json/": None}, ["b.xml"], {"a.statistics.json": Code.BAD_STATISTICS}),
        ({"a.statistics.json/c.xml": XML}, ["c.xml", "b.xml"], {"a.statistics.json": Code.BAD_STATISTICS}),
        ({"a.statistics.json@": None}, ["b.xml"], {"a.statistics.json": Code.SYMLINK}),
        ({"d.statistics.json/": None}, ["a.xml", "b.xml"], {}),
        ({"a.statistics.json": b""}, ["b.xml"], {"a.statistics.json": Code.BAD_STATISTICS}),
    ],
)
def test_what_is_no_file_under_the_name_of_answers_in_an_archive_is_told_and_its_notice_waits(
    kind: str, entries: dict[str, bytes | None], read: list[str], refused: dict[str, str], tmp_path: Path
) -> None:
    path = packed(tmp_path / "x", kind, {**entries, "a.xml": XML, "b.xml": XML})
    ignored: list[str] = []
    found = list(iter_files([path], ignored=ignored.append))
    assert (names(found), refusals(found), ignored) == (read, refused, [])
