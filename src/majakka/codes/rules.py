"""Reads code lists out of the bytes of outside files: genericode, and tables with one column per language.

Pure: bytes in, a list out. Every fault is a RejectedError that names the line.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from majakka.base.errors import RejectedError
from majakka.codes.records import ReadCode, ReadList

_MAX_LABEL = 600  # as wide as the column of the table
_MAX_CODE = 80
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")  # control characters and halves of letters

_GENERICODE_ROOT = "{http://docs.oasis-open.org/codelist/ns/genericode/1.0/}CodeList"
_LABEL_COLUMNS = {"fin_label": "label_fi", "swe_label": "label_sv", "eng_label": "label_en"}

# Headers of tables, in lower case, to the field they fill.
_HEADERS = {
    "code": "code",
    "koodi": "code",
    "fi": "label_fi",
    "sv": "label_sv",
    "en": "label_en",
    "label_fi": "label_fi",
    "label_sv": "label_sv",
    "label_en": "label_en",
}

# A CPV code carries a check digit behind a hyphen in tables, and none in notices.
_CPV = re.compile(r"(\d{8})-\d")
_CPV_SUPPLEMENTARY = re.compile(r"([A-Z]{2}\d{2})-\d")

_DATED_VERSION = re.compile(r"\d{8}-\d+")


def read_genericode(data: bytes) -> ReadList:
    """The code list of a genericode file (OASIS), as the EU's Publications Office writes them.

    Raises RejectedError when it is not XML, carries a DOCTYPE, is no genericode list, or a row is faulty.
    """
    root = _parse(data)
    if root.tag != _GENERICODE_ROOT:
        raise RejectedError(
            "codes-not-genericode",
            "This XML is not a genericode code list.",
            place=f"line {_line(root)}",
            value=str(root.tag),
        )
    code = _identification(root, "LongName")
    _check_list_code(code, place="Identification/LongName")
    parent = _identification(root, "LongName", "eFormsParentId")
    if parent:
        _check_list_code(parent, place="Identification/LongName")
    return ReadList(
        code=code,
        version=_identification(root, "Version"),
        source=_identification(root, "LongName", "listId") or _identification(root, "Agency/LongName"),
        codes=_unique(_genericode_row(row) for row in root.iterfind("SimpleCodeList/Row")),
        parent=parent,
    )


def read_table(data: bytes, *, name: str) -> ReadList:
    """The code list of a CSV file with the columns CODE, FI, SV and EN in any order.

    CPV codes are known by their form; any other table is the list `name`. Raises RejectedError with the line.
    """
    rows = csv.reader(io.StringIO(_decode(data)), strict=True)
    try:
        fields = _fields(next(rows, []))
        codes = _unique((rows.line_num, _table_row(row, fields, rows.line_num)) for row in rows if any(row))
    except csv.Error as error:
        raise RejectedError(
            "codes-not-csv", f"The line cannot be read as CSV: {error}.", place=f"line {rows.line_num}"
        ) from error
    if all(_CPV.fullmatch(code.code) for code in codes):
        return ReadList(
            "cpv", "2008", "Regulation (EC) No 213/2008, Annex I", _without_check_digit(codes, _CPV)
        )
    if all(_CPV_SUPPLEMENTARY.fullmatch(code.code) for code in codes):
        bare = _without_check_digit(codes, _CPV_SUPPLEMENTARY)
        return ReadList("cpv-supplementary", "2008", "Regulation (EC) No 213/2008, Annex I", bare)
    _check_list_code(name, place="file name")
    return ReadList(name, "", "", codes)


def is_older(version: str, *, than: str) -> bool:
    """Whether a version is certainly older than another: only dated ones ("20250924-0") can be compared.

    >>> is_older("20230101-0", than="20250924-0"), is_older("1.0", than="20250924-0")
    (True, False)
    """
    return bool(_DATED_VERSION.fullmatch(version) and _DATED_VERSION.fullmatch(than) and version < than)


def _parse(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise RejectedError(
            "codes-not-xml", f"Not well-formed XML: {error.msg}.", place=f"line {error.lineno}"
        ) from error
    docinfo: Any = root.getroottree().docinfo
    if docinfo.doctype:
        raise RejectedError("codes-doctype", "A DOCTYPE is not allowed in a code list.", place="line 1")
    return root


def _check_list_code(code: str, *, place: str) -> None:
    if not code:
        raise RejectedError("codes-no-list-id", "The list does not say its name.", place=place)
    if len(code) > _MAX_CODE or _UNSEEN.search(code):
        raise RejectedError(
            "codes-bad-list-id",
            f"The name of a list has 1 to {_MAX_CODE} characters, all of which can be shown.",
            place=place,
            value=code,
        )


def _identification(root: etree._Element, tag: str, identifier: str = "") -> str:
    """Text of the identification's element `tag` whose Identifier attribute is `identifier` ("": has none)."""
    for element in root.iterfind(f"Identification/{tag}"):
        if element.get("Identifier", "") == identifier:
            return " ".join((element.text or "").split())
    return ""


def _genericode_row(row: etree._Element) -> tuple[int, ReadCode]:
    values = {
        value.get("ColumnRef", ""): " ".join((value.findtext("SimpleValue") or "").split())
        for value in row.iterfind("Value")
    }
    labels = {field: values.get(column, "") for column, field in _LABEL_COLUMNS.items()}
    labels["label_en"] = labels["label_en"] or values.get("Name", "")
    return _line(row), _read_code(values.get("code", ""), labels, _line(row))


def _line(element: etree._Element) -> int:
    line = element.sourceline
    return line if isinstance(line, int) else 0


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RejectedError(
            "codes-not-utf8", "The table is not UTF-8. Save it as UTF-8.", place=f"line {line}"
        ) from error


def _fields(header: list[str]) -> dict[int, str]:
    fields = {i: _HEADERS[h] for i, name in enumerate(header) if (h := name.strip().lower()) in _HEADERS}
    if "code" not in fields.values() or len(fields) < 2:
        raise RejectedError(
            "codes-header",
            "The first line must name the columns: CODE and at least one of FI, SV, EN.",
            place="line 1",
            value=",".join(header),
        )
    return fields


def _table_row(row: list[str], fields: Mapping[int, str], line: int) -> ReadCode:
    if len(row) <= max(fields):
        raise RejectedError(
            "codes-short-row",
            "The line has fewer columns than the header.",
            place=f"line {line}",
            value=",".join(row),
        )
    values = {field: " ".join(row[i].split()) for i, field in fields.items()}
    return _read_code(values.pop("code"), values, line)


def _read_code(code: str, labels: Mapping[str, str], line: int) -> ReadCode:
    if not code or len(code) > _MAX_CODE:
        raise RejectedError(
            "codes-bad-code",
            f"A code must have 1 to {_MAX_CODE} characters.",
            place=f"line {line}",
            value=code,
        )
    if unseen := next((text for text in (code, *labels.values()) if _UNSEEN.search(text)), ""):
        raise RejectedError(
            "codes-bad-character",
            "A code or label holds a character that cannot be shown.",
            place=f"line {line}",
            value=unseen,
        )
    too_long = next((label for label in labels.values() if len(label) > _MAX_LABEL), "")
    if too_long:
        raise RejectedError(
            "codes-long-label",
            f"A label is over {_MAX_LABEL} characters.",
            place=f"line {line}",
            value=too_long,
        )
    return ReadCode(code, **labels)


def _unique(rows: Iterable[tuple[int, ReadCode]]) -> tuple[ReadCode, ...]:
    codes: dict[str, ReadCode] = {}
    for line, code in rows:
        if code.code in codes:
            raise RejectedError(
                "codes-twice", "The code is in the list twice.", place=f"line {line}", value=code.code
            )
        codes[code.code] = code
    if not codes:
        raise RejectedError("codes-empty", "There is no code in the list.")
    return tuple(codes.values())


def _without_check_digit(codes: Iterable[ReadCode], form: re.Pattern[str]) -> tuple[ReadCode, ...]:
    return tuple(
        ReadCode(form.sub(r"\1", code.code), code.label_fi, code.label_sv, code.label_en) for code in codes
    )
