"""Publication numbers and references in one form."""

import pytest

from majakka.intake.numbers import normalise_publication_number, notice_of, reference_to, split_publication

UUID = "9c0fd704-64d3-4294-a3b6-6df45911ab9f"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("00525037-2024", "525037-2024"),
        ("525037-2024", "525037-2024"),
        (" 525037-2024\n", "525037-2024"),
        ("2023/S 105-326344", "326344-2023"),
        ("2022/S 020-050665", "50665-2022"),
        ("2022/S020-050665", "50665-2022"),
        ("n.a.", ""),
        ("", ""),
        (UUID, ""),
        ("525037/2024", ""),
    ],
)
def test_a_publication_number_has_one_form(text: str, number: str) -> None:
    assert normalise_publication_number(text) == number


def test_only_an_old_number_names_an_earlier_notice() -> None:
    assert split_publication("00525037-2024") == ("525037-2024", "")
    assert split_publication("2023/S 105-326344") == ("", "326344-2023")
    assert split_publication("n.a.") == ("", "")


@pytest.mark.parametrize(
    ("text", "reference", "notice"),
    [
        (UUID.upper(), UUID, UUID),
        (f"{UUID}-02", f"{UUID}-02", UUID),
        ("000777-2025", "777-2025", "777-2025"),
        ("2021/S 124-329785", "329785-2021", "329785-2021"),
        ("N.A.", "", ""),
        ("  2023-611830 ", "2023-611830", "2023-611830"),
    ],
)
def test_a_reference_has_one_form(text: str, reference: str, notice: str) -> None:
    assert (reference_to(text), notice_of(text)) == (reference, notice)
