"""Notice files where people keep them: single files, folders, .zip and .tar.gz, one file in memory at a time.

A file `<name>.statistics.json` beside `<name>.xml` holds Hilma's statistical answers of that notice: a JSON
object with the lot identifiers as keys and, for each lot, an object of the keys in `intake.answers` and the
answers true, false, null (not asked) or, for `howManyOpportunitiesIsEstimated`, a number:

    {"LOT-0001": {"innovationConsidered": true, "solutionNewToBuyer": false, "endUserInvolved": null}}

In a .tar.gz it must stand before its notice, as it does in alphabetical order.
"""

import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from majakka.base.errors import RejectedError, Rejection
from majakka.intake.answers import parse_answers
from majakka.intake.archives import ArchiveEntry, is_archive, is_archive_name, iter_tar, iter_zip
from majakka.intake.errors import Code
from majakka.intake.names import shown_name
from majakka.intake.xml import MAX_BYTES

NOTICE_SUFFIXES = (".xml", ".json")
STATISTICS_SUFFIX = ".statistics.json"

Found = Iterator["SourceFile | Rejection"]
Ignore = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """One outside file, whole. `name` is the path as given, displayable; inside an archive `archive.zip!/inner.xml`."""

    name: str
    data: bytes
    statistics: Mapping[str, Mapping[str, bool | int]] | None = None


def iter_files(paths: Sequence[Path], *, ignored: Ignore = lambda name: None) -> Found:
    """The files below `paths`, folders in alphabetical order; what cannot be taken comes as a Rejection.

    A path given by name is always tried. In folders and archives only .xml and .json are; `ignored` is told
    the name of each other file. Symbolic links inside folders and archives are refused.
    """
    for path in paths:
        try:
            mode = path.stat().st_mode
        except OSError as error:
            yield _rejection(
                shown_name(path), Code.UNREADABLE, f"The file cannot be opened ({error.strerror})."
            )
            continue
        if stat.S_ISDIR(mode):
            yield from _iter_folder(path, ignored)
        elif stat.S_ISREG(mode):
            yield from _iter_file(path, ignored, is_given=True)
        else:
            yield _rejection(shown_name(path), Code.SPECIAL_ENTRY, "This is neither a file nor a folder.")


def _iter_folder(folder: Path, ignored: Ignore) -> Found:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield _rejection(
            shown_name(folder), Code.UNREADABLE, f"The folder cannot be opened ({error.strerror})."
        )
        return
    for entry in entries:
        path = folder / entry.name
        if entry.is_symlink():
            yield _rejection(
                shown_name(path), Code.SYMLINK, "Symbolic links are not followed. Give the file itself."
            )
        elif entry.is_dir():
            yield from _iter_folder(path, ignored)
        elif not entry.is_file():
            yield _rejection(shown_name(path), Code.SPECIAL_ENTRY, "This is neither a file nor a folder.")
        elif is_archive_name(entry.name) or is_notice_name(entry.name):
            yield from _iter_file(path, ignored, is_given=False)
        else:
            ignored(shown_name(path))


def is_notice_name(name: str) -> bool:
    """Whether a file of a folder or archive may be a notice, by its name."""
    base = name.rpartition("/")[2]
    return base.lower().endswith(NOTICE_SUFFIXES) and not base.startswith("._")


def _iter_file(path: Path, ignored: Ignore, *, is_given: bool) -> Found:
    name = shown_name(path)
    if path.name.endswith(STATISTICS_SUFFIX):
        if not _notice_beside(path).is_file():
            yield _lonely(name)
        return
    try:
        with _open(path, follow=is_given) as file:
            start = file.read(512)
        if is_archive_name(path.name) or is_archive(start):
            yield from _with_answers(path, ignored, is_zip=start.startswith(b"PK"))
            return
        if path.stat().st_size > MAX_BYTES:
            yield _too_large(name)
            return
        with _open(path, follow=is_given) as file:
            data = file.read()
        beside = path.with_name(path.name[: -len(path.suffix)] + STATISTICS_SUFFIX) if path.suffix else None
        answers = None
        if beside is not None and os.path.lexists(beside):
            if not stat.S_ISREG(beside.lstat().st_mode):
                yield _no_answers(shown_name(beside))
                return
            with _open(beside, follow=False) as file:
                answers = file.read(MAX_BYTES)
    except OSError as error:
        yield _rejection(name, Code.UNREADABLE, f"The file cannot be opened ({error.strerror or error}).")
        return
    yield _source(name, data, answers, answers_name=shown_name(beside or path))


def _open(path: Path, *, follow: bool):  # type: ignore[no-untyped-def]
    """A file opened for reading. Without `follow` a link that took its place after the look is refused too."""
    flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | (0 if follow else os.O_NOFOLLOW)
    return os.fdopen(os.open(path, flags), "rb")


def _notice_beside(path: Path) -> Path:
    return path.with_name(path.name.removesuffix(STATISTICS_SUFFIX) + ".xml")


def _with_answers(path: Path, ignored: Ignore, *, is_zip: bool) -> Found:
    """The notices of an archive, each with the answers that stood before it."""
    waiting: Waiting = {}
    entries = iter_zip(path) if is_zip else iter_tar(path)
    for entry in entries:
        if isinstance(entry, Rejection):
            yield entry
            if entry.file.endswith(STATISTICS_SUFFIX):
                waiting[entry.file] = None
            continue
        if folder := _folder_like_answers(entry.name):
            waiting[folder] = _no_answers(folder)
        if entry.name.endswith("/"):
            continue
        if not is_notice_name(entry.name):
            ignored(entry.name)
        elif entry.name.endswith(STATISTICS_SUFFIX):
            waiting[entry.name] = entry.data
        elif found := _entry_source(entry, waiting):
            yield found
        if len(waiting) > MAX_WAITING:
            oldest = next(iter(waiting))
            yield from _lonely_ones({oldest: waiting.pop(oldest)})
    yield from _lonely_ones(waiting)


Waiting = dict[str, bytes | Rejection | None]
"""By name: answers that wait for their notice, or what is to be told of them; None when they are refused already."""


def _folder_like_answers(name: str) -> str:
    """The folder under the name of answers in which the entry lies, or which it is; "" if there is none."""
    folder, slash, _ = name.rpartition(f"{STATISTICS_SUFFIX}/")
    return f"{folder}{STATISTICS_SUFFIX}" if slash else ""


def _lonely_ones(waiting: Waiting) -> Iterator[Rejection]:
    return (_lonely(name) for name, answers in waiting.items() if isinstance(answers, bytes))


MAX_WAITING = 1_000
"""Files with answers that may wait for their notice."""


def _entry_source(entry: ArchiveEntry, waiting: Waiting) -> SourceFile | Rejection | None:
    """The notice with its answers; when these are no file, the notice waits as it does in a folder."""
    answers_name = entry.name.rpartition(".")[0] + STATISTICS_SUFFIX
    if answers_name not in waiting:
        return SourceFile(name=entry.name, data=entry.data)
    answers = waiting.pop(answers_name)
    if not isinstance(answers, bytes):
        return answers
    return _source(entry.name, entry.data, answers, answers_name=answers_name)


def _source(name: str, data: bytes, answers: bytes | None, *, answers_name: str) -> SourceFile | Rejection:
    if answers is None:
        return SourceFile(name=name, data=data)
    try:
        return SourceFile(name=name, data=data, statistics=parse_answers(answers))
    except RejectedError as error:
        # Without its answers the notice would be taken in by half: it waits until they are right.
        return error.as_rejection(answers_name)


def _rejection(name: str, code: Code, message: str) -> Rejection:
    return Rejection(file=name, code=code, message=message)


def _too_large(name: str) -> Rejection:
    return _rejection(name, Code.TOO_LARGE, f"A notice file may have {MAX_BYTES} bytes. Send single notices.")


def _no_answers(name: str) -> Rejection:
    """A folder or link under the name of the answers: the notice waits, as with answers that cannot be read."""
    return _rejection(
        name,
        Code.BAD_STATISTICS,
        "The answers beside a notice are an ordinary file. Put the file there, or move what has its name.",
    )


def _lonely(name: str) -> Rejection:
    return _rejection(
        name,
        Code.BAD_STATISTICS,
        f"There is no notice {name.removesuffix(STATISTICS_SUFFIX)}.xml for these answers (in a .tar.gz: after them).",
    )
