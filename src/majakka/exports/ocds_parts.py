"""Small pieces that every OCDS object is made of."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from majakka.base.text import Text, choose_text


def filled(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that say something. OCDS leaves out what is not known; false and 0 are said."""
    return {name: value for name, value in fields.items() if value is not None and value not in ("", [], {})}


def amount(value: Decimal | None, currency: str | None) -> dict[str, Any] | None:
    return None if value is None else filled({"amount": value, "currency": currency})


def classification(code: str) -> dict[str, str]:
    """A CPV code; empty for no code."""
    return {"scheme": "CPV", "id": code} if code else {}


def sourced_text(field: str, text: Text, language: str) -> dict[str, str]:
    """The text in the language of the release, the others beside it under `field_xx`, in alphabetical order."""
    if not text:
        return {}
    chosen, its_language = choose_text(text, language, fallback=sorted(text))
    others = {f"{field}_{code}": text[code] for code in sorted(text) if code != its_language and text[code]}
    return filled({field: chosen}) | others
