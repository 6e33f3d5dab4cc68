"""Everything that changes indicators and their values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet

from majakka.indicators.errors import UnknownIndicatorError
from majakka.indicators.models import Indicator, Value
from majakka.indicators.records import RecordedValues, ValueRecord
from majakka.indicators.starter import starter_indicators

_BATCH = 1_000
Item = TypeVar("Item")

_SCOPE = ("organisation_id", "country", "year", "cpv_division")
_NUMBERS = (
    "count_yes",
    "count_unknown",
    "count_whole",
    "euro_yes",
    "euro_unknown",
    "euro_whole",
    "euro_estimated",
    "total",
    "median",
    "excluded_count",
    "reporting_units",
    "rule_version",
)


@transaction.atomic
def ensure_indicators() -> int:
    """Make the shipped indicators be there as shipped; others are left alone. Returns how many were new."""
    new = 0
    for order, facts in enumerate(starter_indicators()):
        _, is_new = Indicator.objects.update_or_create(code=facts["code"], defaults={**facts, "order": order})
        new += is_new
    return new


@transaction.atomic
def record_values(
    values_by_indicator: Mapping[str, Iterable[ValueRecord]],
    *,
    years: Collection[int] | None = None,
    now: datetime,
) -> RecordedValues:
    """Replace the values of these indicators in these years (None: all) by the given ones, in one transaction.

    The same input gives the same rows: an equal value keeps its row, a value whose scope is not given any more goes.
    `measured_at` of all of them becomes `now`. Raises UnknownIndicatorError for a code that is not there.
    """
    keys = dict(Indicator.objects.filter(code__in=list(values_by_indicator)).values_list("code", "pk"))
    counts = Counter[str]()
    for code, records in values_by_indicator.items():
        if code not in keys:
            raise UnknownIndicatorError(code)
        kept = _kept_values(keys[code], years)
        for batch in _batches(records):
            counts += _replace(batch, kept, indicator=keys[code], now=now)
        counts["removed"] += len(kept)
        for leftover in _batches(pk for pk, _ in kept.values()):
            Value.objects.filter(pk__in=leftover).delete()
    _measured(keys.values(), years).exclude(measured_at=now).update(measured_at=now)
    return RecordedValues(**counts)


def _replace(
    records: Iterable[ValueRecord], kept: dict[tuple, tuple[int, tuple]], *, indicator: int, now: datetime
) -> Counter[str]:
    """Write the records that are not as they were; those that were there are taken out of `kept`."""
    counts = Counter[str]()
    fresh: list[Value] = []
    stale: list[int] = []
    for record in records:
        old = kept.pop((record.organisation, record.country, record.year, record.cpv_division), None)
        if old is not None and old[1] == _numbers_of(record):
            counts["unchanged"] += 1
            continue
        if old is not None:
            stale.append(old[0])
        counts["new" if old is None else "changed"] += 1
        fresh.append(_value(record, indicator=indicator, now=now))
    Value.objects.filter(pk__in=stale).delete()
    Value.objects.bulk_create(fresh)
    return counts


def _measured(indicators: Iterable[int], years: Collection[int] | None) -> QuerySet[Value]:
    found = Value.objects.filter(indicator__in=list(indicators))
    return found if years is None else found.filter(year__in=list(years))


def _kept_values(indicator: int, years: Collection[int] | None) -> dict[tuple, tuple[int, tuple]]:
    rows = _measured([indicator], years).values_list("pk", *_SCOPE, *_NUMBERS)
    cut = 1 + len(_SCOPE)
    return {row[1:cut]: (row[0], row[cut:]) for row in rows.iterator()}


def _numbers_of(record: ValueRecord) -> tuple:
    return tuple(getattr(record, name) for name in _NUMBERS)


def _value(record: ValueRecord, *, indicator: int, now: datetime) -> Value:
    return Value(
        indicator_id=indicator,
        organisation_id=record.organisation,
        country=record.country,
        year=record.year,
        cpv_division=record.cpv_division,
        measured_at=now,
        **dict(zip(_NUMBERS, _numbers_of(record), strict=True)),
    )


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    remaining = iter(items)
    while batch := list(islice(remaining, _BATCH)):
        yield batch
