"""Business IDs."""

import doctest

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from majakka.organisations.rules import identifiers, is_valid_business_id, normalise_business_id

REAL = [
    "0988084-1",
    "0245440-1",
    "0952029-9",
    "1503388-4",
    "3169414-8",
    "0246246-0",
    "2296962-1",
    "0201256-6",
]


def with_check_digit(number: int) -> str:
    """The valid ID of a seven-digit number; "" when the number is one that is not given to anybody."""
    candidates = [f"{number:07d}-{digit}" for digit in range(10)]
    return next(filter(is_valid_business_id, candidates), "")


valid_ids = st.integers(1, 9_999_999).map(with_check_digit).filter(bool)


@pytest.mark.parametrize("business_id", REAL)
def test_real_business_ids_are_valid(business_id: str) -> None:
    assert is_valid_business_id(business_id)


@given(st.integers(1, 9_999_999))
def test_a_number_has_at_most_one_check_digit(number: int) -> None:
    assert sum(is_valid_business_id(f"{number:07d}-{digit}") for digit in range(10)) <= 1


@given(valid_ids, st.integers(0, 7), st.integers(0, 9))
def test_every_error_of_one_digit_is_caught(business_id: str, place: int, digit: int) -> None:
    digits = list(business_id.replace("-", ""))
    assume(digits[place] != str(digit))
    digits[place] = str(digit)
    assert not is_valid_business_id("".join(digits[:7]) + "-" + digits[7])


@given(valid_ids, st.integers(0, 5))
def test_every_swap_of_neighbouring_digits_is_caught(business_id: str, place: int) -> None:
    digits = list(business_id)
    assume(digits[place] != digits[place + 1])
    digits[place], digits[place + 1] = digits[place + 1], digits[place]
    assert not is_valid_business_id("".join(digits))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0988084",
        "09880841",
        "0988084-12",
        "988084-1",
        "0000000-0",
        "098808a-1",
        "٠988084-1",
        " 0988084-1",
    ],
)
def test_other_forms_are_not_business_ids(text: str) -> None:
    assert not is_valid_business_id(text)


@pytest.mark.parametrize(
    "written",
    [
        "0988084-1",
        "09880841",
        "FI09880841",
        "FI 0988084-1",
        "fi09880841",
        " 0988 084 - 1 ",
        "0988084\u20131",
        "Y-0988084-1",
        "Hansel Oy Business ID 0988084-1",
        "988084-1",
        "003709880841",
        "00370988084100001",
        "0988084-1_12",
        "0988084-1 / FI09880841",
    ],
)
def test_a_finnish_id_is_found_however_it_is_written(written: str) -> None:
    assert normalise_business_id(written, "FI") == "0988084-1"


@pytest.mark.parametrize(
    "written",
    ["", "0988084-2", "n/a", "556040-6034", "0988084-1 0245440-1", "40516611", "12345678901", "0000000-0"],
)
def test_what_is_no_finnish_id_gives_nothing(written: str) -> None:
    assert normalise_business_id(written, "FI") == ""


@given(valid_ids)
def test_normalising_twice_changes_nothing(business_id: str) -> None:
    assert normalise_business_id(business_id, "FI") == business_id


@given(st.text(max_size=60))
def test_any_text_gives_a_valid_id_or_nothing(text: str) -> None:
    found = normalise_business_id(text, "FI")
    assert found == "" or is_valid_business_id(found)


@pytest.mark.parametrize(
    ("written", "country", "form"),
    [
        ("DK-40516611", "DK", "DK40516611"),
        ("no 974 760 673 mva", "NO", "NO974760673MVA"),
        ("ÅÄ_1.2", "SE", "ÅÄ12"),
    ],
)
def test_ids_of_other_countries_lose_blanks_and_punctuation(written: str, country: str, form: str) -> None:
    assert normalise_business_id(written, country) == form


def test_the_examples_in_the_manual_hold() -> None:
    assert doctest.testmod(identifiers).failed == 0
