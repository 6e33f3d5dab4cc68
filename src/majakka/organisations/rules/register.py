"""Reads a register of municipalities: a table with a name and a business ID or VAT number on each line.

A row is taken only when it can stand by itself. Where two rows share a business ID nobody can tell from the
file which of them is right, so both are turned down with the way to mend it.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping

from majakka.base.errors import RejectedError, Rejection
from majakka.organisations.records import RegisterRow
from majakka.organisations.rules.identifiers import normalise_business_id
from majakka.organisations.rules.names import fold_name

# Headers in lower case, to what the column holds.
_HEADERS = {
    "name": "name",
    "nimi": "name",
    "kunta": "name",
    "kunnan nimi": "name",
    "municipality": "name",
    "bid": "business_id",
    "business_id": "business_id",
    "business id": "business_id",
    "y-tunnus": "business_id",
    "ytunnus": "business_id",
    "vat_number": "vat_number",
    "vat number": "vat_number",
    "alv-numero": "vat_number",
    "alv-tunniste": "vat_number",
}

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")  # control characters and halves of letters
_MAX_NAME = 300  # as wide as the column of the table

Row = tuple[int, Mapping[str, str]]


def read_register(data: bytes, *, file: str) -> tuple[list[RegisterRow], list[Rejection]]:
    """The rows of a register that can be taken in, and the others with line and remedy.

    Columns are known by their headers, in any order; the separator is a comma or a semicolon. Raises
    RejectedError when the file as a whole is no such table.
    """
    rows, rejections = [], []
    for line, values in _read_rows(_decode(data)):
        business_id, reason = _business_id(values)
        code = "register-bad-business-id"
        if fault := _name_fault(values["name"]):
            code, reason = fault
        if reason:
            rejections.append(_rejection(file, line, values, code=code, message=reason))
        else:
            rows.append(RegisterRow(line, values["name"], business_id))
    unique, shared = _without_shared(rows, file=file)
    return unique, sorted([*rejections, *shared], key=lambda rejection: int(rejection.place.split()[1]))


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "The register is not UTF-8. Save it as UTF-8."
        raise RejectedError("register-not-utf8", message, place=f"line {line}") from error


def _read_rows(text: str) -> list[Row]:
    first = text.partition("\n")[0]
    lines = csv.reader(
        io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",", strict=True
    )
    try:
        fields = _fields(next(lines, []))
        return [
            (lines.line_num, {field: _cell(row, i) for field, i in fields.items()})
            for row in lines
            if any(row)
        ]
    except csv.Error as error:
        message = f"The line cannot be read as a table: {error}."
        raise RejectedError("register-not-csv", message, place=f"line {lines.line_num}") from error


def _fields(header: list[str]) -> dict[str, int]:
    fields = {_HEADERS[h]: i for i, name in enumerate(header) if (h := name.strip().lower()) in _HEADERS}
    if "name" not in fields or len(fields) < 2:
        message = (
            "The first line must name the columns: a name, and a business ID (Y-tunnus) or a VAT number."
        )
        raise RejectedError("register-header", message, place="line 1", value=",".join(header))
    return fields


def _cell(row: list[str], i: int) -> str:
    return " ".join(row[i].split()) if i < len(row) else ""


def _name_fault(name: str) -> tuple[str, str] | None:
    if not name:
        return "register-no-name", "The row has no name. Give the municipality's name."
    if len(name) > _MAX_NAME:
        return "register-bad-name", f"The name is over {_MAX_NAME} characters. Give the municipality's name."
    if _UNSEEN.search(name):
        return "register-bad-name", "The name holds a character that cannot be shown. Write it anew."
    return None


def _business_id(values: Mapping[str, str]) -> tuple[str, str]:
    """The row's business ID, or "" and why it has none that can be trusted."""
    written = [text for field in ("business_id", "vat_number") if (text := values.get(field, ""))]
    read = {normalise_business_id(text, "FI") for text in written}
    if not written:
        return "", "The row has no business ID. Look it up in the Business Information System (ytj.fi)."
    if "" in read:
        return "", "The business ID is not valid: its check digit does not fit. Correct it from ytj.fi."
    if len(read) > 1:
        return "", "The business ID and the VAT number belong to two bodies. Correct them from ytj.fi."
    return read.pop(), ""


def _without_shared(rows: list[RegisterRow], *, file: str) -> tuple[list[RegisterRow], list[Rejection]]:
    owners = Counter(row.business_id for row in rows)
    names = Counter(fold_name(row.name) for row in rows)
    unique, rejections = [], []
    for row in rows:
        values = {"name": row.name, "business_id": row.business_id}
        if owners[row.business_id] > 1:
            others = ", ".join(r.name for r in rows if r.business_id == row.business_id and r != row)
            message = (
                f"The same business ID is given for {others} too. Correct it from ytj.fi and import again."
            )
            rejections.append(_rejection(file, row.line, values, code="register-shared-id", message=message))
        elif names[fold_name(row.name)] > 1:
            message = (
                "The same name is in the register twice with different business IDs. Keep the right row."
            )
            rejections.append(_rejection(file, row.line, values, code="register-name-twice", message=message))
        else:
            unique.append(row)
    return unique, rejections


def _rejection(file: str, line: int, values: Mapping[str, str], *, code: str, message: str) -> Rejection:
    value = " ".join(filter(None, (values["name"], values.get("business_id") or values.get("vat_number"))))
    return Rejection(file=file, code=code, message=message, place=f"line {line}", value=value[:200])
