"""Notices in a lasting order, whole, a few hundred at a time: memory stays flat whatever their number."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from django.db import connections
from django.db.models import F, Prefetch, QuerySet
from django.db.models.functions import Collate

from majakka.classification.models import Finding
from majakka.notices.models import Lot, Notice, Party, Tender

_CHUNK = 250


def in_lasting_order(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    """By number, version and identifier, compared byte by byte: the same order in every database."""
    collation = "C" if connections[notices.db].vendor == "postgresql" else "BINARY"
    return notices.order_by(Collate(F("number"), collation), "version", Collate(F("identifier"), collation))


def with_details(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    """Everything that an export says of a notice; 7 queries however many notices."""
    findings = Finding.objects.filter(definition__is_in_force=True).select_related("definition")
    return notices.select_related("procedure", "raw_file", "buyer").prefetch_related(
        Prefetch("parties", queryset=Party.objects.select_related("organisation")),
        Prefetch("lots", queryset=Lot.objects.prefetch_related(Prefetch("findings", queryset=findings))),
        "results",
        Prefetch("tenders", queryset=Tender.objects.select_related("result")),
    )


def iter_whole(notices: QuerySet[Notice]) -> Iterator[Notice]:
    """Stream the notices whole, in lasting order.

    Only their keys (8 bytes each) are held; rows are read by chunks. A notice that is deleted meanwhile is left out.
    Each notice is whole until the next one is asked for.
    """
    keys = array("q", in_lasting_order(notices).values_list("pk", flat=True).iterator(chunk_size=5000))
    for start in range(0, len(keys), _CHUNK):
        chunk = list(keys[start : start + _CHUNK])
        found = {notice.pk: notice for notice in with_details(Notice.objects.filter(pk__in=chunk))}
        for key in chunk:
            if notice := found.pop(key, None):
                yield notice
                _let_go(notice)


def _let_go(notice: Notice) -> None:
    """Rows and what was read beside them point at each other; cut, so that memory is free at once."""
    for lot in notice.lots.all():
        vars(lot).get("_prefetched_objects_cache", {}).clear()
    vars(notice).get("_prefetched_objects_cache", {}).clear()
