"""Reading a register of municipalities."""

import pytest

from majakka.base.errors import RejectedError
from majakka.organisations.rules import read_register


def read(text: str) -> tuple[list[tuple[int, str, str]], list[tuple[str, str]]]:
    rows, rejections = read_register(text.encode(), file="r.csv")
    return [(r.line, r.name, r.business_id) for r in rows], [(r.place, r.code) for r in rejections]


@pytest.mark.parametrize(
    "text",
    [
        ",name,bid,vat_number\n0,Espoo,0101263-6,FI01012636\n",
        "Y-tunnus;Nimi\n01012636;Espoo\n",
        "\ufeffKunta,ALV-numero,maakunta\n Espoo ,FI01012636,Uusimaa\n",
    ],
)
def test_columns_are_known_by_their_headers(text: str) -> None:
    assert read(text) == ([(2, "Espoo", "0101263-6")], [])


def test_two_rows_with_one_business_id_are_both_turned_down_and_the_others_go_on() -> None:
    text = "name,bid\nHeinävesi,0164308-3\nHelsinki,0164308-3\nEspoo,0101263-6\n"
    rows, rejections = read_register(text.encode(), file="r.csv")
    assert [row.name for row in rows] == ["Espoo"]
    assert [(r.file, r.place, r.code) for r in rejections] == [
        ("r.csv", "line 2", "register-shared-id"),
        ("r.csv", "line 3", "register-shared-id"),
    ]
    assert "Helsinki" in rejections[0].message
    assert "ytj.fi" in rejections[0].message


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("Espoo,0101263-5,", "register-bad-business-id"),
        ("Espoo,,", "register-bad-business-id"),
        ("Espoo,0101263-6,FI01246109", "register-bad-business-id"),
        (",0101263-6,", "register-no-name"),
        ("Espoo", "register-bad-business-id"),
        ("x" * 301 + ",0101263-6,", "register-bad-name"),
        ("Es\x00poo,0101263-6,", "register-bad-name"),
        ("Es\x1bpoo,0101263-6,", "register-bad-name"),
    ],
)
def test_a_row_that_cannot_be_trusted_is_turned_down_with_its_line(row: str, code: str) -> None:
    rows, rejections = read(f"name,bid,vat_number\nVantaa,0124610-9,\n{row}\n")
    assert rows == [(2, "Vantaa", "0124610-9")]
    assert rejections == [("line 3", code)]


def test_one_name_with_two_business_ids_is_turned_down() -> None:
    rows, rejections = read("name,bid\nEspoo,0101263-6\nESPOO,0124610-9\n")
    assert rows == []
    assert rejections == [("line 2", "register-name-twice"), ("line 3", "register-name-twice")]


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (b"a,b\n1,2\n", "register-header", "line 1"),
        (b"name\nEspoo\n", "register-header", "line 1"),
        (b"", "register-header", "line 1"),
        (b"name,bid\nEspoo,0101263-6\nS\xe4kyl\xe4,1\n", "register-not-utf8", "line 3"),
        (b'name,bid\n"Espoo" x,1\n', "register-not-csv", "line 2"),
    ],
)
def test_a_file_that_is_no_register_is_rejected(data: bytes, code: str, place: str) -> None:
    with pytest.raises(RejectedError) as caught:
        read_register(data, file="r.csv")
    assert (caught.value.code, caught.value.place) == (code, place)
