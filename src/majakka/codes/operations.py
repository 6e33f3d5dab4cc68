"""Taking code lists in."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from majakka.base.errors import RejectedError, Rejection
from majakka.codes import builtin
from majakka.codes.models import Code, CodeList
from majakka.codes.queries import forget_labels
from majakka.codes.records import CodesOutcome, ListOutcome, ReadCode, ReadList
from majakka.codes.rules import is_older, read_genericode, read_table

_BATCH = 500
_LABELS = ("label_fi", "label_sv", "label_en")
_MAX_BYTES = 64 * 1024 * 1024  # the largest official list, the whole of NUTS in 24 languages, is under 5 MB


def import_codes(paths: Sequence[Path], *, now: datetime) -> CodesOutcome:
    """Take in genericode (.gc) and table (.csv) files, and the ones in folders, each wholly or not at all.

    Doing it again changes nothing. A code that a newer version lacks is ended on the day of `now`. A file
    that cannot be taken in is in `rejections`; the others go on.
    """
    outcome = CodesOutcome()
    for path in _files(paths):
        try:
            read = _read(path)
            with transaction.atomic():
                outcome.lists += _record(read, now=now)
        except RejectedError as error:
            outcome.rejections.append(error.as_rejection(str(path)))
        except OSError as error:
            outcome.rejections.append(_unreadable(path, error))
    forget_labels()
    return outcome


def load_starter_codes(*, now: datetime) -> CodesOutcome:
    """Take in the built-in lists that the database does not have yet. Lists that were imported stay as they are."""
    outcome = CodesOutcome()
    present = set(CodeList.objects.values_list("code", flat=True))
    with transaction.atomic():
        for starter in builtin.starter_lists().values():
            if starter.code not in present:
                outcome.lists += _record(_starter_list(starter), now=now)
    forget_labels()
    return outcome


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(
                p for p in path.rglob("*") if p.suffix.lower() in {".gc", ".csv"} and p.is_file()
            )
        else:
            yield path


def _read(path: Path) -> ReadList:
    if path.stat().st_size > _MAX_BYTES:
        raise RejectedError(
            "codes-too-large", f"The file is over {_MAX_BYTES >> 20} MB; no code list is that large."
        )
    data = path.read_bytes()
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        return read_genericode(data)
    return read_table(data, name=path.stem)


def _unreadable(path: Path, error: OSError) -> Rejection:
    return Rejection(
        file=str(path), code="codes-unreadable", message=f"The file cannot be opened: {error.strerror}."
    )


def _starter_list(starter: builtin.StarterList) -> ReadList:
    codes = (
        ReadCode(code.code, *(code.labels.get(language, "") for language in builtin.LABEL_LANGUAGES))
        for code in builtin.starter_codes(starter.code).values()
    )
    return ReadList(
        starter.code, starter.version, starter.source, tuple(codes), is_complete=starter.is_closed
    )


def _record(read: ReadList, *, now: datetime) -> list[ListOutcome]:
    """Write one list, and add what its parent lacks; returns what changed in each."""
    kept, _ = CodeList.objects.get_or_create(code=read.code)
    if is_older(read.version, than=kept.version):
        raise RejectedError(
            "codes-older",
            f"The list {read.code} is already here in the newer version {kept.version}.",
            place="Identification/Version",
            value=read.version,
        )
    outcome = _record_codes(kept, read, today=now.date(), ends_missing=_ends_missing(read))
    if outcome.new or outcome.updated or outcome.ended or kept.version != read.version or not kept.loaded_at:
        kept.version, kept.source, kept.loaded_at = read.version[:40], read.source[:300], now
        kept.save()
    if not read.parent or read.parent == read.code:
        return [outcome]
    parent, _ = CodeList.objects.get_or_create(code=read.parent)
    added = _record_codes(parent, _missing_of(parent, read), today=now.date(), ends_missing=False)
    if added.new:
        parent.loaded_at = now
        parent.save()
    return [outcome]


def _ends_missing(read: ReadList) -> bool:
    starter = builtin.starter_lists().get(read.code)
    return read.is_complete and (starter is None or starter.is_closed)


def _missing_of(parent: CodeList, read: ReadList) -> ReadList:
    present = set(parent.codes.values_list("code", flat=True))
    missing = tuple(code for code in read.codes if code.code not in present)
    return ReadList(parent.code, parent.version, parent.source, missing, is_complete=False)


def _record_codes(kept: CodeList, read: ReadList, *, today: date, ends_missing: bool) -> ListOutcome:
    outcome = ListOutcome(code=read.code, version=read.version)
    present = {code.code: code for code in kept.codes.all()}
    new = [_new_code(kept, code) for code in read.codes if code.code not in present]
    changed = [
        row for code in read.codes if (row := present.get(code.code)) is not None and _take_over(row, code)
    ]
    gone = _gone(present, read) if ends_missing else []
    for row in gone:
        row.ends_on = today
    Code.objects.bulk_create(new, batch_size=_BATCH)
    Code.objects.bulk_update([*changed, *gone], [*_LABELS, "ends_on"], batch_size=_BATCH)
    outcome.new, outcome.updated, outcome.ended = len(new), len(changed), len(gone)
    outcome.unchanged = len(read.codes) - len(new) - len(changed)
    return outcome


def _new_code(kept: CodeList, code: ReadCode) -> Code:
    return Code(
        list=kept, code=code.code, label_fi=code.label_fi, label_sv=code.label_sv, label_en=code.label_en
    )


def _take_over(row: Code, code: ReadCode) -> bool:
    """Give the row the labels of the file and let it live again; whether anything changed.

    A label that the file does not have stays: EU lists often lack a language that we have.
    """
    before = (*(getattr(row, name) for name in _LABELS), row.ends_on)
    for name in _LABELS:
        setattr(row, name, getattr(code, name) or getattr(row, name))
    row.ends_on = None
    return before != (*(getattr(row, name) for name in _LABELS), row.ends_on)


def _gone(present: dict[str, Code], read: ReadList) -> list[Code]:
    living = {code.code for code in read.codes}
    # What Majakka adds to an official list does not end because the official list lacks it.
    living |= {code.code for code in builtin.starter_codes(read.code).values() if code.is_added}
    return [row for code, row in present.items() if code not in living and row.ends_on is None]
