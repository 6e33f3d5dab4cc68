"""Hostile and broken archives: what could do harm is refused by name and the other entries go on."""

import gzip
import io
import stat
import struct
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from majakka.base.errors import Rejection
from majakka.intake import archives
from majakka.intake.errors import Code
from majakka.intake.files import SourceFile, iter_files

GOOD = b"<a>good</a>"


def make_zip(*entries: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return buffer.getvalue()


def make_tar(*entries: tuple[str | tarfile.TarInfo, bytes], packed: bool = True) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz" if packed else "w", format=tarfile.GNU_FORMAT) as archive:
        for name, data in entries:
            info = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def zip_entry(name: str, mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    return info


def tar_entry(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


def encrypted_zip() -> bytes:
    data = bytearray(make_zip(("secret.xml", GOOD), ("good.xml", GOOD)))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    return bytes(data)


def lying_zip() -> bytes:
    """The directory says that an entry is shorter than it is."""
    data = bytearray(make_zip(("lie.xml", b"<a>" + b"x" * 500 + b"</a>"), ("good.xml", GOOD)))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<I", 10)
    return bytes(data)


def overlapping_zip() -> bytes:
    """Two hundred directory entries that all unpack the same packed bytes."""
    body = bytes(range(256)) * 2_000
    single = make_zip(("a.xml", body), method=zipfile.ZIP_DEFLATED)
    start, end = single.index(b"PK\x01\x02"), single.index(b"PK\x05\x06")
    directory = single[start:end]
    copies = b"".join(directory.replace(b"a.xml", b"%05d" % n) for n in range(200))
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 200, 200, len(copies), start, 0)
    return single[:start] + copies + tail


def zip_of_many(count: int) -> bytes:
    """A directory that claims `count` entries."""
    data = bytearray(make_zip(("good.xml", GOOD)))
    at = data.index(b"PK\x05\x06")
    data[at + 12 : at + 16] = struct.pack("<I", 90 * count)
    return bytes(data)


def tar_with_long_name_header(size: int) -> bytes:
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, size
    return gzip.compress(info.tobuf(tarfile.GNU_FORMAT) + b"a" * 100_000)


def broken_gzip() -> bytes:
    data = bytearray(make_tar(("good.xml", GOOD), ("next.xml", bytes(range(256)) * 400)))
    data[-300:-200] = bytes(100)
    return bytes(data)


SWELLING = b"<a>" + b" " * 30_000_000 + b"</a>"
GOOD_ZIP = ("good.xml", GOOD)

# name -> (file name, how to make it, the code of the refusal, whether good.xml beside it is still read)
ATTACKS: dict[str, tuple[str, Callable[[], bytes], Code, bool]] = {
    "zip: climbing name": ("a.zip", lambda: make_zip(("../evil.xml", GOOD), GOOD_ZIP), Code.UNSAFE_NAME, True),
    "zip: climbing inside": ("a.zip", lambda: make_zip(("a/../../x.xml", GOOD), GOOD_ZIP), Code.UNSAFE_NAME, True),
    "zip: absolute name": ("a.zip", lambda: make_zip(("/etc/evil.xml", GOOD), GOOD_ZIP), Code.UNSAFE_NAME, True),
    "zip: drive letter": ("a.zip", lambda: make_zip(("C:/evil.xml", GOOD), GOOD_ZIP), Code.UNSAFE_NAME, True),
    "zip: backslashes": ("a.zip", lambda: make_zip(("..\\evil.xml", GOOD), GOOD_ZIP), Code.UNSAFE_NAME, True),
    "zip: control character": ("a.zip", lambda: make_zip(("e\x1bvil.xml", GOOD), GOOD_ZIP), Code.UNSAFE_NAME, True),
    "zip: very long name": ("a.zip", lambda: make_zip(("x" * 500 + ".xml", GOOD), GOOD_ZIP), Code.UNSAFE_NAME, True),
    "zip: symbolic link": (
        "a.zip",
        lambda: make_zip((zip_entry("l.xml", stat.S_IFLNK | 0o777), b"/etc/passwd"), GOOD_ZIP),
        Code.SYMLINK,
        True,
    ),
    "zip: device": (
        "a.zip",
        lambda: make_zip((zip_entry("d.xml", stat.S_IFCHR | 0o666), b""), GOOD_ZIP),
        Code.SPECIAL_ENTRY,
        True,
    ),
    "zip: pipe": (
        "a.zip",
        lambda: make_zip((zip_entry("p.xml", stat.S_IFIFO | 0o666), b""), GOOD_ZIP),
        Code.SPECIAL_ENTRY,
        True,
    ),
    "zip: archive inside": ("a.zip", lambda: make_zip(("i.zip", b"PK"), GOOD_ZIP), Code.NESTED_ARCHIVE, True),
    "zip: archive under another name": (
        "a.zip",
        lambda: make_zip(("i.xml", make_zip(GOOD_ZIP)), GOOD_ZIP),
        Code.NESTED_ARCHIVE,
        True,
    ),
    "zip: gzip under another name": (
        "a.zip",
        lambda: make_zip(("i.xml", gzip.compress(GOOD)), GOOD_ZIP),
        Code.NESTED_ARCHIVE,
        True,
    ),
    "zip: swelling entry": ("a.zip", lambda: make_zip(("s.xml", SWELLING), GOOD_ZIP), Code.RATIO, True),
    "zip: entries that overlap": ("a.zip", overlapping_zip, Code.RATIO, False),
    "zip: encrypted": ("a.zip", encrypted_zip, Code.ENCRYPTED, True),
    "zip: lying size": ("a.zip", lying_zip, Code.BROKEN_ARCHIVE, True),
    "zip: too large a directory": ("a.zip", lambda: zip_of_many(2_000_000), Code.TOO_MANY_ENTRIES, False),
    "zip: cut short": ("a.zip", lambda: make_zip(GOOD_ZIP, ("b.xml", GOOD))[:-40], Code.BROKEN_ARCHIVE, False),
    "zip: only its name": ("a.zip", lambda: b"hello", Code.BROKEN_ARCHIVE, False),
    "tar: climbing name": ("a.tar.gz", lambda: make_tar(("../evil.xml", GOOD), GOOD_ZIP), Code.UNSAFE_NAME, True),
    "tar: absolute name": ("a.tar.gz", lambda: make_tar(("/etc/evil.xml", GOOD), GOOD_ZIP), Code.UNSAFE_NAME, True),
    "tar: symbolic link": (
        "a.tar.gz",
        lambda: make_tar((tar_entry("l.xml", tarfile.SYMTYPE, "/etc/passwd"), b""), GOOD_ZIP),
        Code.SYMLINK,
        True,
    ),
    "tar: hard link": (
        "a.tar.gz",
        lambda: make_tar((tar_entry("l.xml", tarfile.LNKTYPE, "../../etc/passwd"), b""), GOOD_ZIP),
        Code.SYMLINK,
        True,
    ),
    "tar: character device": (
        "a.tar.gz",
        lambda: make_tar((tar_entry("d.xml", tarfile.CHRTYPE), b""), GOOD_ZIP),
        Code.SPECIAL_ENTRY,
        True,
    ),
    "tar: block device": (
        "a.tar.gz",
        lambda: make_tar((tar_entry("d.xml", tarfile.BLKTYPE), b""), GOOD_ZIP),
        Code.SPECIAL_ENTRY,
        True,
    ),
    "tar: pipe": (
        "a.tar.gz",
        lambda: make_tar((tar_entry("p.xml", tarfile.FIFOTYPE), b""), GOOD_ZIP),
        Code.SPECIAL_ENTRY,
        True,
    ),
    "tar: archive inside": (
        "a.tar.gz",
        lambda: make_tar(("i.tar.gz", make_tar(GOOD_ZIP)), GOOD_ZIP),
        Code.NESTED_ARCHIVE,
        True,
    ),
    "tar: archive under another name": (
        "a.tar.gz",
        lambda: make_tar(("i.xml", make_tar(GOOD_ZIP, packed=False)), GOOD_ZIP),
        Code.NESTED_ARCHIVE,
        True,
    ),
    "tar: swelling": ("a.tar.gz", lambda: make_tar(("s.xml", SWELLING), GOOD_ZIP), Code.RATIO, True),
    "tar: very long name": ("a.tar.gz", lambda: make_tar(("x" * 500 + ".xml", GOOD), GOOD_ZIP), Code.UNSAFE_NAME, True),
    "tar: gigantic header": ("a.tar.gz", lambda: tar_with_long_name_header(8_000_000_000), Code.UNSAFE_NAME, False),
    "tar: cut short": (
        "a.tar.gz",
        lambda: make_tar(("b.xml", bytes(range(256)) * 4_000), GOOD_ZIP)[:2_000],
        Code.BROKEN_ARCHIVE,
        False,
    ),
    "tar: broken in the middle": ("a.tar.gz", broken_gzip, Code.BROKEN_ARCHIVE, False),
    "tar: only its name": ("a.tar.gz", lambda: b"hello", Code.BROKEN_ARCHIVE, False),
    "gzip that is no tar": ("a.tar.gz", lambda: gzip.compress(b"<a/>"), Code.BROKEN_ARCHIVE, False),
    "zip: the same name twice": (
        "a.zip",
        lambda: make_zip(("t.xml", GOOD), GOOD_ZIP, ("u.xml", GOOD)).replace(b"u.xml", b"t.xml"),
        Code.DUPLICATE_ENTRY,
        True,
    ),
    "tar: the same name twice": (
        "a.tar.gz",
        lambda: make_tar(("t.xml", GOOD), GOOD_ZIP, ("t.xml", b"<b/>")),
        Code.DUPLICATE_ENTRY,
        True,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_by_name_and_the_others_go_on(name: str, tmp_path: Path) -> None:
    file_name, make, code, goes_on = ATTACKS[name]
    box = tmp_path / "box"
    box.mkdir()
    path = box / file_name
    path.write_bytes(make())
    found = list(iter_files([path]))
    refused = [each for each in found if isinstance(each, Rejection)]
    assert [each.code for each in refused] == [code]
    assert refused[0].file.startswith(str(path))
    read = [each for each in found if isinstance(each, SourceFile)]
    assert (f"{path}!/good.xml" in [each.name for each in read]) == goes_on
    assert sorted(each.name for each in box.iterdir()) == [file_name], "nothing is unpacked"


@pytest.mark.parametrize("make", [make_zip, make_tar])
def test_an_archive_that_swells_as_a_whole_is_refused(
    make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "RATIO_FROM_TOTAL", 1_000_000)
    path = tmp_path / "a"
    path.write_bytes(make(*((f"{n}.xml", b" " * 900_000) for n in range(50))))
    refused = [each for each in iter_files([path]) if isinstance(each, Rejection)]
    assert [(each.file, each.code) for each in refused] == [(str(path), Code.RATIO)]


def test_many_entries_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_ENTRIES", 10)
    entries = [(f"{n}.xml", GOOD) for n in range(11)]
    (tmp_path / "a.zip").write_bytes(make_zip(*entries))
    (tmp_path / "b.tar.gz").write_bytes(make_tar(*entries))
    found = list(iter_files([tmp_path]))
    assert [each.code for each in found if isinstance(each, Rejection)] == [Code.TOO_MANY_ENTRIES] * 2


@pytest.mark.parametrize("make", [make_zip, make_tar])
def test_an_entry_that_is_too_large_is_refused(make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_BYTES", 1_000)
    path = tmp_path / "a"
    path.write_bytes(make(("big.xml", b"x" * 1_001), GOOD_ZIP))
    found = list(iter_files([path]))
    assert [each.code for each in found if isinstance(each, Rejection)] == [Code.TOO_LARGE]
    assert [each.data for each in found if isinstance(each, SourceFile)] == [GOOD]


@pytest.mark.parametrize(("make", "suffix"), [(make_zip, ".zip"), (make_tar, ".tar.gz"), (make_tar, ".tgz")])
def test_memory_does_not_grow_with_the_archive(make, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{suffix}"
    body = b"<a>" + bytes(range(32, 122)).replace(b"<", b"").replace(b"&", b"") * 600 + b"</a>"
    path.write_bytes(make(*((f"{n:04}.xml", body) for n in range(400))))
    tracemalloc.start()
    count = sum(isinstance(each, SourceFile) for each in iter_files([path]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 400
    assert peak < 4_000_000, "the files together have 20 MB"


def test_a_plain_tar_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    path.write_bytes(make_tar(GOOD_ZIP, packed=False))
    assert [each.data for each in iter_files([path]) if isinstance(each, SourceFile)] == [GOOD]


def test_the_real_archive_is_read_whole(shared_data: Path) -> None:
    ignored: list[str] = []
    found = list(iter_files([shared_data / "ted-legacy-eu.tar.gz"], ignored=ignored.append))
    assert not [each for each in found if isinstance(each, Rejection)]
    assert len(found) == 1_439
