"""A folder of spoilt files beside good ones: each spoilt one is named with place and remedy, the good ones are kept."""

import gzip
import io
import json
import re
import tarfile
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from majakka.base.models import RawFile
from majakka.intake.models import RefusedFile
from majakka.jobs.commands.main import main
from majakka.notices.models import Lot, LotResult, Notice, Party, Procedure, Tender
from tests.flows.eforms_files import LotText, award, call

pytestmark = pytest.mark.django_db
DAY = date(2025, 5, 6)
GOOD = ("good-call.xml", "good-award.xml", "mixed.zip!/inside.xml", "links.tar.gz!/inside.xml")


def good(name: str) -> bytes:
    return award(name, f"{sum(name.encode())}-2025", DAY, LotText(value="1000"), purchase=name)


def changed(old: bytes, new: bytes, name: str = "spoilt") -> bytes:
    """A good award in which one thing is spoilt."""
    xml = good(name)
    assert old in xml
    return xml.replace(old, new, 1)


def with_doctype(declaration: bytes, text: bytes = b"Voittaja Oy") -> bytes:
    root = b"<ContractAwardNotice"
    return changed(b"Voittaja Oy", text).replace(
        root, b"<!DOCTYPE ContractAwardNotice " + declaration + b">\n" + root, 1
    )


BOMB = (
    b"["
    + b"".join(
        b'<!ENTITY e%d "%s">' % (n, b"x" * 10 if n == 0 else b"&e%d;" % (n - 1) * 10) for n in range(10)
    )
    + b"]"
)
# name of the file -> (its bytes, the code of the refusal, what its place must tell)
SPOILT: dict[str, tuple[bytes, str, str]] = {
    "binary.xml": (bytes(range(256)) * 8, "not-xml", ""),
    "bomb.xml": (with_doctype(BOMB, b"&e9;"), "doctype", "line 2"),
    "code.xml": (changed(b">open<", b">opne<"), "unknown-code", "BT-105"),
    "count.xml": (changed(b">3<", b">-3<"), "negative-number", "BT-759"),
    "currency.xml": (changed(b'currencyID="EUR"', b'currencyID="EUX"'), "unknown-currency", "BT-720"),
    "cut.xml": (good("cut")[:3000], "cut-short", "line"),
    "date.xml": (changed(b"2025-05-06Z", b"2025-02-30Z"), "bad-date", "OPP-012"),
    "deep.xml": (b"<ContractNotice>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</ContractNotice>", "too-deep", "line"),
    "doctype.xml": (with_doctype(b'SYSTEM "file:///etc/passwd"'), "doctype", "line 2"),
    "empty.xml": (b"", "empty-file", ""),
    "root.xml": (b"<Invoice><ID>1</ID></Invoice>", "unknown-format", "line 1"),
    "sdk.xml": (changed(b"eforms-sdk-1.13", b"eforms-sdk-3.0"), "unknown-version", "OPT-002"),
    "text.xml": (b"Hei, tassa tarjous.", "not-xml", "line 1"),
}  # fmt: skip


def mixed_zip() -> bytes:
    """A good notice between names that climb, an archive in the archive, and a bomb."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inside.xml", good("zip"))
        archive.writestr("../../climbing.xml", good("climb"))
        archive.writestr("nested.zip", b"PK\x05\x06" + b"\0" * 18)
        archive.writestr("swelling.xml", b"<a>" + b" " * 30_000_000 + b"</a>")
    return packed.getvalue()


def tar_with_links() -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        link = tarfile.TarInfo("link.xml")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        content = good("tar")
        inside = tarfile.TarInfo("inside.xml")
        inside.size = len(content)
        archive.addfile(inside, io.BytesIO(content))
    return packed.getvalue()


ARCHIVES: dict[str, Callable[[], bytes]] = {
    "broken.tar.gz": lambda: gzip.compress(b"no archive at all"),
    "links.tar.gz": tar_with_links,
    "mixed.zip": mixed_zip,
}
IN_ARCHIVES = {
    "broken.tar.gz": "broken-archive",
    "links.tar.gz!/link.xml": "symlink",
    "mixed.zip!/../../climbing.xml": "unsafe-name",
    "mixed.zip!/nested.zip": "nested-archive",
    "mixed.zip!/swelling.xml": "compression-ratio",
}
EXPECTED = {name: code for name, (_, code, _) in SPOILT.items()} | IN_ARCHIVES | {"symlink.xml": "symlink"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "delivery"
    folder.mkdir()
    (folder / "good-call.xml").write_bytes(call("call", "7-2025", DAY, LotText(), purchase="call"))
    (folder / "good-award.xml").write_bytes(good("award"))
    for name, (content, _, _) in SPOILT.items():
        (folder / name).write_bytes(content)
    for name, make in ARCHIVES.items():
        (folder / name).write_bytes(make())
    (folder / "symlink.xml").symlink_to("good-call.xml")
    return folder


def take_in(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, int], str]:
    """Exit code, counts of the last line, rejected list of `majakka import notices`."""
    code = main(["import", "notices", str(folder), "--json", "--no-measure"])
    told = capsys.readouterr()
    return code, json.loads(told.out.splitlines()[-1]), told.err


def rejected_list(told: str, folder: Path) -> dict[str, tuple[str, str, str]]:
    """File below the folder -> place, message, code, as a person reads them."""
    found = re.findall(
        r"^(\S.*?)(?: \[([^\n]*?)\])?(?:: ['\"].*)?\n    (.+) \(([a-z-]+)\)$", told, re.MULTILINE
    )
    names = [name.removeprefix(f"{folder}/") for name, *_ in found]
    assert len(set(names)) == len(names), "a file is named twice"
    return {name: tuple(rest) for name, (_, *rest) in zip(names, found, strict=True)}


def test_each_spoilt_file_is_named_once_with_its_reason_and_the_good_ones_are_kept(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exit_code, counts, told = take_in(folder, capsys)
    assert exit_code == 3
    rejected = rejected_list(told, folder)
    assert {name: code for name, (_, _, code) in rejected.items()} == EXPECTED
    seconds = counts.pop("seconds")
    assert seconds >= 0
    assert (counts.pop("redelivered"), counts.pop("redeliveries")) == (0, [])
    assert counts == {"read": 4, "new": 4, "updated": 0, "unchanged": 0, "rejected": len(EXPECTED)}
    origins = {raw.origin.removeprefix(f"{folder}/") for raw in RawFile.objects.all()}
    assert origins == set(GOOD)
    assert Notice.objects.count() == 4


def test_places_tell_where_and_messages_tell_what_to_do(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rejected = rejected_list(take_in(folder, capsys)[2], folder)
    for name, (_, _, place) in SPOILT.items():
        assert rejected[name][0].startswith(place), name
    for name, (_, message, _) in rejected.items():
        assert message.endswith((".", "?")), (name, message)
        assert len(message.split()) >= 5, (name, message)
        assert "Traceback" not in message
        assert "Error" not in message, (name, message)


def test_nothing_of_a_spoilt_file_is_stored(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    take_in(folder, capsys)
    assert Procedure.objects.count() == 4
    assert Lot.objects.count() == 4
    assert LotResult.objects.count() == Tender.objects.count() == 3
    assert Party.objects.count() == 7, "a buyer each and a winner for each award"
    archived = {path.stem for path in settings.ARCHIVE.rglob("*.zst")}
    assert archived == set(RawFile.objects.values_list("sha256", flat=True))
    assert not [path for path in settings.ARCHIVE.rglob("*") if path.suffix == ".part"]


def test_the_rejected_list_is_kept_and_goes_when_the_files_are_mended(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    take_in(folder, capsys)
    kept = {
        file.removeprefix(f"{folder}/"): code
        for file, code in RefusedFile.objects.values_list("file", "code")
    }
    assert kept == EXPECTED
    take_in(folder, capsys)
    assert RefusedFile.objects.count() == len(EXPECTED), "the same files are not listed twice"
    (folder / "code.xml").write_bytes(good("code"))
    exit_code, counts, _ = take_in(folder, capsys)
    assert (exit_code, counts["new"], counts["unchanged"]) == (3, 1, 4)
    assert not RefusedFile.objects.filter(file__endswith="/code.xml").exists()


def test_no_file_is_written_beside_an_archive_or_outside_the_data_folder(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path for path in folder.parent.rglob("*") if settings.DATA not in path.parents}
    take_in(folder, capsys)
    after = {path for path in folder.parent.rglob("*") if settings.DATA not in path.parents}
    assert after - {settings.DATA} == before - {settings.DATA}


@pytest.mark.parametrize("name", ["missing.xml", "missing-folder/"])
def test_a_path_that_does_not_exist_is_misuse(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert main(["import", "notices", str(tmp_path / name), "--json"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "missing" in told.err
    assert Notice.objects.count() == 0


def test_good_files_alone_are_no_rejection(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "good.xml").write_bytes(good("good"))
    exit_code, counts, told = take_in(tmp_path / "good.xml", capsys)
    assert (exit_code, counts["rejected"], told) == (0, 0, "")
