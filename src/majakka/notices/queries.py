"""Questions over many notices."""

from collections.abc import Iterable

from majakka.notices.models import Notice


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
