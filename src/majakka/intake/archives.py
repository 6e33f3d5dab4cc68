"""Outside archives, opened with the doors shut: entries come one by one and nothing is ever unpacked to disk.

An entry that could lead out of the archive (absolute or climbing names, links, devices), hide more archives or
swell is refused by itself and the others go on; an archive that lies as a whole is refused as a whole.
"""

import gzip
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from majakka.base.errors import RejectedError, Rejection
from majakka.intake.errors import Code
from majakka.intake.names import shown_name
from majakka.intake.xml import MAX_BYTES

MAX_ENTRIES = 100_000
"""Entries of one archive. A month of notices of the whole European Union is about 70 000."""

MAX_TOTAL_BYTES = 16 * 1024**3
"""Unpacked size of one archive."""

MAX_RATIO = 100
"""Unpacked to packed size. XML of notices packs 5 to 40 times."""

RATIO_FROM = 1024 * 1024
"""Entries smaller than this may pack better: they cannot hurt."""

RATIO_FROM_TOTAL = 256 * 1024 * 1024
"""The same for a whole archive: a .tar.gz of many small notices that are much alike packs very well."""

READ_AHEAD = 128 * 1024
"""Packed bytes that may have been read before they were asked for."""

MAX_NAME = 400
MAX_DIRECTORY_BYTES = 48 * 1024 * 1024
MAX_TAR_HEADER = 64 * 1024

_ARCHIVE_SUFFIXES = (".zip", ".tar.gz", ".tgz", ".tar")
_NESTED_SUFFIXES = (*_ARCHIVE_SUFFIXES, ".gz", ".bz2", ".xz", ".zst", ".7z", ".rar", ".lz4", ".cab", ".iso")
_MAGICS = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"PK\x07\x08",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x28\xb5\x2f\xfd",
)
_READABLE_MAGICS = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b")
_READ_ERRORS = (
    tarfile.TarError,
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    gzip.BadGzipFile,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
    KeyError,
    UnicodeError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveEntry:
    """One file of an archive. `name` is `archive.zip!/inner.xml`; that of a folder ends with a slash."""

    name: str
    data: bytes


Entries = Iterator[ArchiveEntry | Rejection]


def is_archive_name(name: str) -> bool:
    return name.lower().endswith(_ARCHIVE_SUFFIXES)


def is_archive(start: bytes) -> bool:
    """Whether a file is a .zip or .gz by its first bytes, whatever its name."""
    return start.startswith(_READABLE_MAGICS) or start[257:262] == b"ustar"


def iter_zip(path: Path) -> Entries:
    """The files of a .zip."""
    try:
        _refuse_zip_directory(path)
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            _refuse_zip_sizes(infos, path.stat().st_size)
            seen: set[str] = set()
            # Answers (.statistics.json) before the notices that they belong to.
            for info in sorted(infos, key=lambda info: info.filename):
                name = f"{shown_name(path)}!/{_shown(info.filename)}"
                if info.is_dir():
                    yield ArchiveEntry(name=name, data=b"")
                    continue
                try:
                    _refuse_name(info.filename, seen)
                    _refuse_zip_entry(info)
                    with archive.open(info) as file:
                        data = file.read(MAX_BYTES + 1)
                    _refuse_nested(data)
                    yield ArchiveEntry(name=name, data=data)
                except RejectedError as error:
                    yield error.as_rejection(name)
                except _READ_ERRORS as error:
                    yield _broken(name, error)
    except RejectedError as error:
        yield error.as_rejection(shown_name(path))
    except _READ_ERRORS as error:
        yield _broken(shown_name(path), error)


def iter_tar(path: Path) -> Entries:
    """The files of a .tar.gz (or plain .tar).

    A packed one is read twice: its check sum stands at the end, and nothing of a damaged archive may be taken in.
    """
    try:
        with path.open("rb") as packed:
            is_packed = packed.read(2) == b"\x1f\x8b"
            packed.seek(0)
            if is_packed:
                _refuse_damaged(packed)
            stream: Any = gzip.GzipFile(fileobj=packed) if is_packed else packed
            with tarfile.open(fileobj=stream, mode="r|", tarinfo=_TarEntry) as archive:
                yield from _iter_members(path, archive, packed)
    except RejectedError as error:
        yield error.as_rejection(shown_name(path))
    except _READ_ERRORS as error:
        yield _broken(shown_name(path), error)


def _refuse_damaged(packed: BinaryIO) -> None:
    """Reads a .gz to its end, which checks its sum, and stops when it swells beyond the limits."""
    size = 0
    with gzip.GzipFile(fileobj=packed) as stream:
        while part := stream.read(READ_AHEAD):
            size += len(part)
            if size > MAX_TOTAL_BYTES:
                raise _swollen("more bytes than an archive of notices may have")
            if size > RATIO_FROM_TOTAL and size > MAX_RATIO * packed.tell():
                raise _swollen(f"more than {MAX_RATIO} times its packed size")
    packed.seek(0)


def _iter_members(path: Path, archive: tarfile.TarFile, packed: BinaryIO) -> Entries:
    seen: set[str] = set()
    count = 0
    while (member := archive.next()) is not None:
        archive.members.clear()  # type: ignore[attr-defined]  # the library keeps every entry it has met; we keep one
        count += 1
        if count > MAX_ENTRIES:
            raise _too_many(count)
        name = f"{shown_name(path)}!/{_shown(member.name)}"
        if member.isdir():
            yield ArchiveEntry(name=f"{name}/", data=b"")
            continue
        try:
            _refuse_name(member.name, seen)
            _refuse_tar_entry(member)
            data = _read_member(archive, member, packed)
            _refuse_nested(data)
        except RejectedError as error:
            yield error.as_rejection(name)
            continue
        yield ArchiveEntry(name=name, data=data)


def _read_member(archive: tarfile.TarFile, member: tarfile.TarInfo, packed: BinaryIO) -> bytes:
    file = archive.extractfile(member)
    start = packed.tell()
    parts: list[bytes] = []
    size = 0
    while file is not None and (part := file.read(RATIO_FROM)):
        parts.append(part)
        size += len(part)
        if size > RATIO_FROM and size > MAX_RATIO * (packed.tell() - start + READ_AHEAD):
            raise _swollen(f"more than {MAX_RATIO} times its packed size")
    return b"".join(parts)


class _TarEntry(tarfile.TarInfo):
    """A tar header that refuses oversized headers before the library reads them into memory."""

    @classmethod
    def frombuf(cls, buf: Any, encoding: str, errors: str) -> "_TarEntry":
        entry = super().frombuf(buf, encoding, errors)
        is_header = entry.type in (b"L", b"K", b"x", b"g", b"X")
        if is_header and entry.size > MAX_TAR_HEADER:
            raise RejectedError(
                Code.UNSAFE_NAME, "The archive has a header of excessive size. Pack it again."
            )
        return entry


def _refuse_zip_directory(path: Path) -> None:
    """Refuses a directory of excessive size before the library reads it into memory."""
    with path.open("rb") as file:
        size = path.stat().st_size
        file.seek(max(0, size - 66_000))
        tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 22:
        raise RejectedError(Code.BROKEN_ARCHIVE, "The archive has no end, or is no .zip. Fetch it again.")
    entries, length = struct.unpack_from("<HI", tail, end + 10)
    large = tail.rfind(b"PK\x06\x06", 0, end)
    if large >= 0 and len(tail) >= large + 56 and (entries == 0xFFFF or length == 0xFFFFFFFF):
        entries, length = struct.unpack_from("<QQ", tail, large + 32)
    if entries > MAX_ENTRIES or length > MAX_DIRECTORY_BYTES:
        raise _too_many(entries)


def _refuse_zip_sizes(infos: list[zipfile.ZipInfo], packed: int) -> None:
    if len(infos) > MAX_ENTRIES:
        raise _too_many(len(infos))
    total = sum(info.file_size for info in infos if info.file_size <= MAX_BYTES)
    if total > MAX_TOTAL_BYTES:
        raise _swollen("more bytes than an archive of notices may have")
    if total > RATIO_FROM_TOTAL and total > MAX_RATIO * packed:
        raise _swollen(f"more than {MAX_RATIO} times its packed size")
    # Entries that overlap look small one by one; together they unpack to more than the file can hold.
    if sum(info.compress_size for info in infos) > packed:
        raise _swollen("more than it holds: entries overlap")


def _refuse_zip_entry(info: zipfile.ZipInfo) -> None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        raise RejectedError(Code.SYMLINK, "The entry is a symbolic link. Pack the file itself.")
    if kind not in (0, stat.S_IFREG):
        raise RejectedError(Code.SPECIAL_ENTRY, "The entry is no ordinary file.")
    if info.flag_bits & 0x1:
        raise RejectedError(Code.ENCRYPTED, "The entry is encrypted. Pack it without a password.")
    if info.file_size > MAX_BYTES:
        raise _entry_too_large(info.file_size)
    if info.file_size > RATIO_FROM and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        raise _swollen(f"more than {MAX_RATIO} times its packed size")


def _refuse_tar_entry(member: tarfile.TarInfo) -> None:
    if member.issym() or member.islnk():
        raise RejectedError(
            Code.SYMLINK, "The entry is a link. Pack the file itself.", value=member.linkname[:200]
        )
    if not member.isreg() or member.issparse():
        raise RejectedError(Code.SPECIAL_ENTRY, "The entry is no ordinary file.")
    if member.size > MAX_BYTES:
        raise _entry_too_large(member.size)


def _refuse_name(name: str, seen: set[str]) -> None:
    parts = name.replace("\\", "/").split("/")
    is_climbing = ".." in parts or name.startswith(("/", "\\")) or (len(parts[0]) > 1 and parts[0][1] == ":")
    is_odd = "\\" in name or len(name) > MAX_NAME or not name.isprintable() or not parts[-1]
    if is_climbing or is_odd:
        raise RejectedError(
            Code.UNSAFE_NAME,
            "The name of the entry leads out of the archive, or is no plain name. Pack it with relative names.",
            value=_shown(name),
        )
    if name in seen:
        raise RejectedError(Code.DUPLICATE_ENTRY, "The archive has two entries of this name. Pack each once.")
    seen.add(name)
    if name.lower().endswith(_NESTED_SUFFIXES):
        raise _nested()


def _refuse_nested(data: bytes) -> None:
    if data.startswith(_MAGICS) or data[257:262] == b"ustar":
        raise _nested()
    if len(data) > MAX_BYTES:
        raise _entry_too_large(len(data))


def _nested() -> RejectedError:
    return RejectedError(
        Code.NESTED_ARCHIVE, "The entry is an archive itself. Unpack it once and pack its files."
    )


def _entry_too_large(size: int) -> RejectedError:
    return RejectedError(
        Code.TOO_LARGE, f"The entry has {size} bytes; a notice may have {MAX_BYTES}. Send single notices."
    )


def _too_many(count: int) -> RejectedError:
    return RejectedError(
        Code.TOO_MANY_ENTRIES,
        f"The archive has {count} entries or more; {MAX_ENTRIES} are read. Split it, or unpack it into a folder.",
    )


def _swollen(what: str) -> RejectedError:
    return RejectedError(Code.RATIO, f"It unpacks to {what}. Send the notices in a plain archive.")


def _shown(name: str) -> str:
    """A name that can be shown and stored: printable and not too long."""
    return "".join(char if char.isprintable() else "?" for char in name[:MAX_NAME])


def _broken(name: str, error: Exception) -> Rejection:
    return Rejection(
        file=name,
        code=Code.BROKEN_ARCHIVE,
        message=f"The archive is broken or cut short ({str(error)[:120] or type(error).__name__}). Fetch it again.",
    )
