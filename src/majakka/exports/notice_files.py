"""Notices in each format that can be asked for: what the command line and the API hand out is made here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.db.models import Max, QuerySet

from majakka.exports.jsonl import json_lines
from majakka.exports.notice_table import notice_csv
from majakka.exports.ocds import release_package
from majakka.exports.rows import iter_whole
from majakka.notices.models import Notice

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/x-ndjson",
    "ocds": "application/json",
}
ENDINGS = {"csv": "csv", "jsonl": "jsonl", "ocds": "json"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who publishes an OCDS package: the prefix of its contracting processes (ocid) and a name."""

    prefix: str
    name: str


def notice_file(
    notices: QuerySet[Notice], *, file_format: str, publisher: Publisher, uri: str, language: str
) -> Iterator[bytes]:
    """The notices as a file of MEDIA_TYPES, piece by piece; the same bytes for the same notices.

    The package of OCDS is dated by its newest notice, not by the clock, for that reason.
    """
    if file_format == "csv":
        return notice_csv(iter_whole(notices), language=language)
    if file_format == "jsonl":
        return json_lines(iter_whole(notices))
    return release_package(
        iter_whole(notices),
        prefix=publisher.prefix,
        uri=uri,
        publisher=publisher.name,
        published_at=_date_of(notices),
    )


def _date_of(notices: QuerySet[Notice]) -> datetime:
    newest: date | None = notices.order_by().aggregate(newest=Max("published_on"))["newest"]
    return datetime.combine(newest or date(1970, 1, 1), time(), UTC)
