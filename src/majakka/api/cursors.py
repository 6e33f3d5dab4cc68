"""Cursors: where a page of a list ended, so that the next one begins there whatever was added meanwhile."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from django.utils.translation import gettext as _

from majakka.reports.notice_search import SearchError


def make_cursor(*parts: Any) -> str:
    """An opaque text that names the last row shown."""
    text = json.dumps([part if part is None or isinstance(part, int) else str(part) for part in parts])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(cursor: str, *, length: int) -> list[Any]:
    """The parts that make_cursor was given, as texts, integers and None. Raises SearchError for anything else."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        parts = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError):
        raise broken_cursor() from None
    is_whole = isinstance(parts, list) and len(parts) == length
    if not is_whole or not all(part is None or type(part) in (str, int) for part in parts):
        raise broken_cursor()
    if any("\x00" in part for part in parts if isinstance(part, str)):
        raise broken_cursor()
    if any(abs(part) >= 2**63 for part in parts if isinstance(part, int)):
        raise broken_cursor()
    return parts


def broken_cursor() -> SearchError:
    return SearchError({"cursor": _("Use the cursor of the page before as it was given, or leave it out.")})
