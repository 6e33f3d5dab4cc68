"""Numbers and JSON as bytes: the same bytes whatever the database, every digit kept."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import orjson

from majakka.base.text import Text


def plain(value: Decimal) -> str:
    """A decimal without exponent and without zeros at its end: 1200.50 -> "1200.5", 1E+3 -> "1000"."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def moment(value: datetime) -> str:
    """A moment in its own zone, to the second: "2026-11-20T11:00:00+02:00", in UTC "2026-11-20T09:00:00Z"."""
    text = value.isoformat(timespec="seconds")
    return f"{text[:-6]}Z" if value.utcoffset() == timedelta(0) else text


def as_json(value: Any) -> bytes:
    """JSON with decimals as exact numbers and moments in their zone. Keys stay in the order given."""
    return orjson.dumps(value, default=_default, option=orjson.OPT_PASSTHROUGH_DATETIME)


def ordered(text: Text) -> dict[str, str]:
    """The languages of a text in alphabetical order; databases do not keep the order of JSON keys."""
    return {language: text[language] for language in sorted(text)}


def _default(value: Any) -> Any:
    if isinstance(value, Decimal):
        return orjson.Fragment(plain(value).encode())
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")
