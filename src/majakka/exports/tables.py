"""CSV that a spreadsheet shows and never runs.

A text that a spreadsheet would read as a formula gets an apostrophe in front (ASVS 5.0, 1.2.10); numbers, also
negative ones, stay numbers. UTF-8 with a byte-order mark, because the common spreadsheet needs it to show ä and ö.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from majakka.exports.numbers import moment, plain

_FORMULA_STARTS = "=+-@|%"
_NUMBER = re.compile(r"^-?\d+(\.\d+)?$", re.ASCII)


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """The table as lines, header first. None is an empty cell."""
    yield b"\xef\xbb\xbf"
    yield _line(header)
    for row in rows:
        yield _line([cell(value) for value in row])


def cell(value: Any) -> str:
    """A value as the text of a cell. Several values of one field are joined with "; "."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, (list, tuple)):
        return defused("; ".join(str(part) for part in value))
    return defused(str(value))


def defused(text: str) -> str:
    """The text, with an apostrophe in front when a spreadsheet could run it.

    Blanks, quotes and invisible characters before the sign do not help an attacker: they are looked through, and
    full-width signs count as the plain ones they are shown as.
    """
    start = unicodedata.normalize("NFKC", text[:64]).lstrip(
        " \t\r\n\v\f\"'\u200b\u200c\u200d\u2060\ufeff\u00ad\x00"
    )
    if text[:1] in "\t\r\n" and text:
        return "'" + text
    if start[:1] and start[0] in _FORMULA_STARTS and not _NUMBER.match(text):
        return "'" + text
    return text


def _line(cells: Sequence[str]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue().encode()
