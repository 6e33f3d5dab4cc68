"""CSV that a spreadsheet shows and never runs; numbers that stay numbers."""

import csv
import io
import re
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from majakka.exports.tables import cell, csv_lines, defused

ATTACKS = [
    '=HYPERLINK("http://example.com","x")',
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1,1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "\u3000=1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1,1)",
    '"=1+1"',
    "'=1+1",
    '"\t=1+1',
    "\ufeff=1+1",
    "\u200b=1+1",
    "\x00=1+1",
    "|calc",
    "%0A=1+1",
    "=cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "\u00ad=1+1",
    "+358 40 123 4567",
]


@pytest.mark.parametrize("text", ATTACKS)
def test_what_a_spreadsheet_could_run_is_shown_as_text(text: str) -> None:
    assert defused(text) == "'" + text
    (row,) = csv.reader(
        io.StringIO(b"".join(csv_lines(["a"], [[text]])).decode("utf-8-sig").split("\r\n", 1)[1], newline="")
    )
    assert row[0].startswith("'")


@pytest.mark.parametrize(
    "text", ["-5", "-1234.50", "0", "12", "Testilän kunta", "a=b", "3 - 2", "", "Å", "'", "-", "–"]
)
def test_ordinary_text_and_negative_numbers_are_left_alone(text: str) -> None:
    assert defused(text) == ("'-" if text == "-" else text)


@given(st.text(max_size=80))
def test_no_text_whatever_begins_a_cell_with_a_formula_sign(text: str) -> None:
    shown = defused(text)
    assume(not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", shown))
    assert unicodedata.normalize("NFKC", shown).lstrip(' \t\r\n"\u200b\ufeff')[:1] not in set("=+-@")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (Decimal("-1200.50"), "-1200.5"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.00"), "0"),
        (Decimal("-0.00"), "0"),
        (-7, "-7"),
        (date(2026, 11, 20), "2026-11-20"),
        (datetime(2026, 11, 20, 9, tzinfo=UTC), "2026-11-20T09:00:00Z"),
        (
            datetime(2026, 11, 20, 9, 0, 0, 5000, tzinfo=timezone(timedelta(hours=2))),
            "2026-11-20T09:00:00+02:00",
        ),
        (["a", "b"], "a; b"),
        (["=1", "b"], "'=1; b"),
    ],
)
def test_a_value_has_one_spelling(value: object, text: str) -> None:
    assert cell(value) == text


def test_a_table_can_be_read_back() -> None:
    text = b"".join(csv_lines(["a", "b"], [['x;"y"', "line\nbreak"], [None, "ä"]])).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["a", "b"],
        ['x;"y"', "line\nbreak"],
        ["", "ä"],
    ]
