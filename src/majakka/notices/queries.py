"""Questions over many notices."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q

from majakka.notices.choices import Precision, Stage
from majakka.notices.models import Notice
from majakka.notices.rules import OPEN_WITHOUT_DEADLINE, first_deadline_of


def recorded_files(hashes: Iterable[str]) -> dict[str, set[tuple[str, str]]]:
    """For each raw file that a notice was recorded from: (reader version, hash of the answers beside it)."""
    found: dict[str, set[tuple[str, str]]] = {}
    rows = Notice.objects.filter(raw_file__sha256__in=list(hashes))
    for sha256, version, answers in rows.values_list(
        "raw_file__sha256", "reader_version", "statistics_sha256"
    ):
        found.setdefault(sha256, set()).add((version, answers))
    return found


def has_real_notices() -> bool:
    """Whether anything but the demo country has been imported."""
    return Notice.objects.real().exists()


def calls_open_on(day: date) -> Q:
    """Calls whose last day for tenders has not passed; as rules.is_call_open decides of one."""
    first = day - timedelta(days=OPEN_WITHOUT_DEADLINE)
    undated = Q(tenders_due_at__isnull=True, published_on__gte=first)
    return Q(stage=Stage.OPEN) & (_deadlines_that("gte", day) | undated)


def calls_closed_on(day: date) -> Q:
    """All other calls."""
    first = day - timedelta(days=OPEN_WITHOUT_DEADLINE)
    undated = Q(tenders_due_at__isnull=True, published_on__lt=first)
    return Q(stage=Stage.OPEN) & (_deadlines_that("lt", day) | undated)


def _deadlines_that(compare: str, day: date) -> Q:
    """Deadlines on the day or later ("gte"), or before it ("lt"), of whatever precision."""
    deadlines = Q()
    for precision in ("", *Precision):
        at = Q(**{f"tenders_due_at__{compare}": first_deadline_of(day, precision)})
        deadlines |= Q(tenders_due_precision=precision) & at
    return deadlines
