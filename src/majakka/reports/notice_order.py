"""Orders of notice lists, and what comes after a row. No order leaves a notice out.

A key that is empty in one row is empty in all rows that the keys before it hold equal, so both databases agree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Case, DateTimeField, F, IntegerField, Q, Value, When

from majakka.notices.models import Notice, NoticeQuerySet
from majakka.notices.queries import calls_open_on

_NEWEST = ("-published_on", "identifier", "version")

ORDERS: Mapping[str, tuple[str, ...]] = {
    "newest": _NEWEST,
    "oldest": ("published_on", "identifier", "version"),
    # Amounts in euro, then other currencies one by one, then notices without an amount
    "value": ("order_rank", "listed_currency", "-listed_value", *_NEWEST),
    # Calls that are open today, then all the rest
    "deadline": ("order_rank", "order_due", *_NEWEST),
    "number": ("number", "identifier", "version"),
}


def in_order(notices: NoticeQuerySet, order: str, *, today: date) -> NoticeQuerySet:
    if order == "value":
        notices = notices.annotate(order_rank=_rank_of_value())
    elif order == "deadline":
        awaited = calls_open_on(today) & Q(tenders_due_at__isnull=False)
        notices = notices.annotate(
            order_rank=Case(When(awaited, then=0), default=1, output_field=IntegerField()),
            order_due=Case(
                When(awaited, then=F("tenders_due_at")), default=Value(None), output_field=DateTimeField()
            ),
        )
    return notices.order_by(*ORDERS[order])


def _rank_of_value() -> Case:
    return Case(
        When(listed_value__isnull=True, then=2),
        When(listed_currency="EUR", then=0),
        default=1,
        output_field=IntegerField(),
    )


def place_of(notice: Notice, order: str) -> list[Any]:
    """The keys of a row of `in_order`: where it stands."""
    return [getattr(notice, key.lstrip("-")) for key in ORDERS[order]]


def after_place(notices: NoticeQuerySet, order: str, place: Sequence[Any]) -> NoticeQuerySet:
    """The rows of `in_order` behind the place; Raises ValueError for what is no place in this order."""
    beyond, same = Q(pk__in=[]), Q()
    for key, written in zip(ORDERS[order], place, strict=True):
        field = key.lstrip("-")
        value = _read_key(field, written)
        if value is None:
            same &= Q(**{f"{field}__isnull": True})
            continue
        beyond |= same & Q(**{f"{field}__lt" if key.startswith("-") else f"{field}__gt": value})
        same &= Q(**{field: value})
    return notices.filter(beyond)


def _read_key(field: str, written: Any) -> Any:
    """A key as a cursor has it: whole numbers and None as they are, everything else as text."""
    if field in ("order_rank", "version"):
        if not isinstance(written, int):
            raise ValueError(f"{field} is a whole number")
        return written
    if written is None and field in ("listed_value", "order_due"):
        return None
    if not isinstance(written, str):
        raise ValueError(f"{field} is a text")
    if field == "published_on":
        return date.fromisoformat(written)
    if field == "order_due":
        return _aware(datetime.fromisoformat(written))
    return _finite(written) if field == "listed_value" else written


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs its zone")
    return moment


def _finite(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError("not an amount") from None
    if not number.is_finite() or abs(number) >= Decimal(10) ** 18:
        raise ValueError("not an amount")
    return number
