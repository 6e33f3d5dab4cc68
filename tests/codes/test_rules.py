"""Reading code lists out of bytes."""

import pytest

from majakka.base.errors import RejectedError
from majakka.codes.records import ReadCode
from majakka.codes.rules import is_older, read_genericode, read_table
from tests.codes.factories import genericode, row


def test_a_genericode_list_is_read_with_its_three_languages() -> None:
    read = read_genericode(genericode(row("red", fin="punainen", swe="röd", eng="red", deu="rot")))
    assert (read.code, read.version, read.source) == ("colour", "20250101-0", "http://example.org/colour")
    assert read.codes == (ReadCode("red", "punainen", "röd", "red"),)


def test_a_part_of_a_list_names_its_parent() -> None:
    read = read_genericode(genericode(row("red", eng="red"), name="warm", parent="colour"))
    assert (read.code, read.parent) == ("warm", "colour")


def test_the_name_column_stands_in_for_a_missing_english_label() -> None:
    data = genericode(
        '<Row><Value ColumnRef="code"><SimpleValue>SE110</SimpleValue></Value>'
        '<Value ColumnRef="Name"><SimpleValue>Stockholms län</SimpleValue></Value></Row>'
    )
    assert read_genericode(data).codes == (ReadCode("SE110", label_en="Stockholms län"),)


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (b"not xml", "codes-not-xml", "line 1"),
        (genericode(row("red"))[:-20], "codes-not-xml", "line"),
        (b"<other/>", "codes-not-genericode", "line 1"),
        (b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', "codes-doctype", "line 1"),
        (genericode(row("red"), name=""), "codes-no-list-id", "LongName"),
        (genericode(row("")), "codes-bad-code", "line 7"),
        (genericode(row("red") + "\n" + row("red")), "codes-twice", "line 8"),
        (genericode(row("red", fin="x" * 601)), "codes-long-label", "line 7"),
        (genericode(""), "codes-empty", ""),
    ],
)
def test_faulty_genericode_is_rejected_with_its_place(data: bytes, code: str, place: str) -> None:
    with pytest.raises(RejectedError) as caught:
        read_genericode(data)
    assert caught.value.code == code
    assert place in caught.value.place


def test_entities_are_never_expanded() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>'
    with pytest.raises(RejectedError, match="DOCTYPE"):
        read_genericode(bomb)


def test_cpv_codes_lose_their_check_digit() -> None:
    read = read_table(b"CODE,EN,FI,SV\n72000000-5,IT services,IT-palvelut,IT-tj\xc3\xa4nster\n", name="x")
    assert (read.code, read.version) == ("cpv", "2008")
    assert read.codes == (ReadCode("72000000", "IT-palvelut", "IT-tjänster", "IT services"),)


def test_supplementary_cpv_codes_are_a_list_of_their_own() -> None:
    read = read_table(b"CODE,EN\nAA01-1,Metal\n", name="x")
    assert (read.code, read.codes) == ("cpv-supplementary", (ReadCode("AA01", label_en="Metal"),))


def test_any_other_table_is_named_after_its_file() -> None:
    read = read_table("\ufeffFI,koodi\nyksi,1\n".encode(), name="own")
    assert (read.code, read.codes) == ("own", (ReadCode("1", "yksi"),))


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (b"A,B\n1,2\n", "codes-header", "line 1"),
        (b"", "codes-header", "line 1"),
        (b"CODE,FI\n1\n", "codes-short-row", "line 2"),
        (b"CODE,FI\n1,a\n,b\n", "codes-bad-code", "line 3"),
        (b"CODE,FI\n1,a\n2,b\n1,c\n", "codes-twice", "line 4"),
        (b"CODE,FI\n1,a\n2,\xe4\n", "codes-not-utf8", "line 3"),
        (b'CODE,FI\n1,"a" b\n', "codes-not-csv", "line 2"),
        (b"CODE,FI\n", "codes-empty", ""),
    ],
)
def test_a_faulty_table_is_rejected_with_its_line(data: bytes, code: str, place: str) -> None:
    with pytest.raises(RejectedError) as caught:
        read_table(data, name="own")
    assert (caught.value.code, caught.value.place) == (code, place)


@pytest.mark.parametrize(
    ("version", "than", "older"),
    [
        ("20230101-0", "20250924-0", True),
        ("20250924-0", "20250924-0", False),
        ("20260101-0", "20250924-0", False),
        ("1.0", "20250924-0", False),
        ("20230101-0", "", False),
    ],
)
def test_only_dated_versions_are_compared(version: str, than: str, older: bool) -> None:
    assert is_older(version, than=than) is older


@pytest.mark.parametrize(
    ("table", "name", "code", "place"),
    [
        ("CODE,EN\nred,Red\nbl\x00ue,Blue\n", "colour", "codes-bad-character", "line 3"),
        ("CODE,EN\nred,R\x00ed\n", "colour", "codes-bad-character", "line 2"),
        ("CODE,EN\nred,R\x1b[31med\n", "colour", "codes-bad-character", "line 2"),
        ("CODE,EN\n" + "r" * 81 + ",Red\n", "colour", "codes-bad-code", "line 2"),
        ("CODE,EN\nred,Red\n", "c" * 81, "codes-bad-list-id", "file name"),
        ("CODE,EN\nred,Red\n", "col\udcffour", "codes-bad-list-id", "file name"),
    ],
)
def test_what_no_database_would_keep_is_rejected_with_its_line(
    table: str, name: str, code: str, place: str
) -> None:
    with pytest.raises(RejectedError) as caught:
        read_table(table.encode(), name=name)
    assert (caught.value.code, caught.value.place) == (code, place)


def test_a_list_with_an_endless_name_is_rejected() -> None:
    with pytest.raises(RejectedError) as caught:
        read_genericode(genericode(row("red"), name="c" * 81))
    assert caught.value.code == "codes-bad-list-id"
