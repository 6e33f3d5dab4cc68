"""Taking outside files in: walk, read, archive, record. Batch by batch, so that it can be stopped at any point."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import orjson
from django.conf import settings
from django.db import transaction

from majakka.base.archive import Archive, hash_bytes
from majakka.base.errors import RejectedError, Rejection
from majakka.intake.detect import read_notice, reader_version
from majakka.intake.files import SourceFile, iter_files
from majakka.intake.models import RefusedFile
from majakka.intake.names import storable
from majakka.notices.operations import IncomingNotice, Redelivery, record_notices
from majakka.notices.queries import recorded_files
from majakka.organisations.queries import Matcher

# Hilma's answers by lot, as they came beside a file
Statistics = Mapping[str, Mapping[str, bool | int]]

# Rows of a batch are written in one transaction: large enough that commits cost little, small enough that
# memory stays flat and a killed import loses little work.
BATCH = 250
# A batch is also cut by size, so that a run of very large notices does not pile up in memory.
BATCH_BYTES = 16_000_000


@dataclass(slots=True)
class ImportOutcome:
    """What became of the files: every one read is new, updated or unchanged; the others are rejected with a reason.

    `redeliveries` are those of the files read whose notice and version came with other bytes too.
    """

    read: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    rejections: list[Rejection] = field(default_factory=list)
    redeliveries: list[Redelivery] = field(default_factory=list)

    @property
    def rejected(self) -> int:
        return len(self.rejections)

    def refuse(self, rejection: Rejection) -> None:
        """Count a refused file, its words in a form that can be shown and stored whatever the file held."""
        self.rejections.append(
            replace(
                rejection,
                file=storable(rejection.file),
                message=storable(rejection.message),
                place=storable(rejection.place),
                value=storable(rejection.value),
            )
        )


def import_notices(
    paths: Sequence[Path],
    *,
    now: datetime,
    is_demo: bool = False,
    progress: Callable[[int], None] | None = None,
) -> ImportOutcome:
    """Import notice files, folders and archives.

    A file that cannot be read is refused with its reason and the others go on. Files whose bytes were recorded
    by the same reading rules are not read again. `progress` is told how many files each batch had.
    """
    outcome = ImportOutcome()
    archive = Archive(Path(settings.ARCHIVE))
    matcher = Matcher()
    for batch in _batches(iter_files(paths), outcome):
        refused = len(outcome.rejections)
        _take_in(batch, outcome, archive=archive, matcher=matcher, now=now, is_demo=is_demo)
        _keep_refusals(batch, outcome.rejections[refused:], now=now)
        if progress:
            progress(len(batch))
    _keep_refusals([], outcome.rejections, now=now)  # also those of archives and folders, met between batches
    return outcome


def _batches(found: Iterable[SourceFile | Rejection], outcome: ImportOutcome) -> Iterable[list[SourceFile]]:
    batch: list[SourceFile] = []
    size = 0
    for item in found:
        if isinstance(item, Rejection):
            outcome.refuse(item)
            continue
        batch.append(item)
        size += len(item.data)
        if len(batch) >= BATCH or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _take_in(
    batch: list[SourceFile],
    outcome: ImportOutcome,
    *,
    archive: Archive,
    matcher: Matcher,
    now: datetime,
    is_demo: bool,
) -> None:
    hashes = [hash_bytes(source.data) for source in batch]
    already = recorded_files(hashes)
    incoming: list[IncomingNotice] = []
    for source, sha256 in zip(batch, hashes, strict=True):
        statistics = source.statistics or _remembered_answers(already.get(sha256, ()), archive)
        answers = _statistics_bytes(statistics)
        answers_hash = hash_bytes(answers) if answers else ""
        try:
            version = reader_version(source.data)
            if (version, answers_hash) in already.get(sha256, ()):
                outcome.read += 1
                outcome.unchanged += 1
                continue
            record = read_notice(source.data, statistics)
        except RejectedError as error:
            outcome.refuse(error.as_rejection(source.name))
            continue
        archive.keep(source.data, sha256)
        if answers:
            archive.keep(answers, answers_hash)
        outcome.read += 1
        incoming.append(
            IncomingNotice(
                record=record,
                sha256=sha256,
                size=len(source.data),
                origin=source.name,
                reader_version=version,
                statistics_sha256=answers_hash,
            )
        )
    _record(incoming, outcome, matcher=matcher, now=now, is_demo=is_demo)


def _record(
    incoming: list[IncomingNotice], outcome: ImportOutcome, *, matcher: Matcher, now: datetime, is_demo: bool
) -> None:
    """Record a batch; when one notice of it cannot be stored, record them one by one and refuse that one."""
    try:
        counts = record_notices(incoming, now=now, matcher=matcher, is_demo=is_demo)
    except RejectedError as error:
        if len(incoming) > 1:
            for item in incoming:
                _record([item], outcome, matcher=matcher, now=now, is_demo=is_demo)
            return
        outcome.read -= 1
        outcome.refuse(error.as_rejection(incoming[0].origin))
        return
    outcome.new += counts.new
    outcome.updated += counts.updated
    outcome.unchanged += counts.unchanged
    outcome.redeliveries += counts.redeliveries


def _remembered_answers(recorded: Iterable[tuple[str, str]], archive: Archive) -> Statistics | None:
    """The answers that came with the same bytes before: a file that comes again without them does not lose them."""
    sha256 = next((answers for _, answers in recorded if answers), "")
    return orjson.loads(archive.read(sha256)) if sha256 else None


def _statistics_bytes(statistics: Statistics | None) -> bytes:
    """Hilma's answers in one canonical form, so that a changed answer is noticed."""
    return orjson.dumps(statistics, option=orjson.OPT_SORT_KEYS) if statistics else b""


@transaction.atomic
def _keep_refusals(batch: list[SourceFile], rejections: list[Rejection], *, now: datetime) -> None:
    """Remember what was refused, and forget the refusals of files that were taken in now."""
    refused = {rejection.file[:500]: rejection for rejection in rejections}
    seen = [source.name[:500] for source in batch] + list(refused)
    RefusedFile.objects.filter(file__in=seen).delete()
    RefusedFile.objects.bulk_create(
        [
            RefusedFile(
                file=file,
                code=rejection.code,
                message=rejection.message[:1000],
                place=rejection.place[:300],
                value=rejection.value[:200],
                refused_at=now,
            )
            for file, rejection in refused.items()
        ]
    )
