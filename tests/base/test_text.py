"""A text in several languages is shown in the reader's, else in one that is named."""

import pytest

from majakka.base.clock import read_now, read_today
from majakka.base.errors import RejectedError
from majakka.base.money import Money
from majakka.base.text import choose_text


@pytest.mark.parametrize(
    ("text", "language", "chosen"),
    [
        ({"fi": "talo", "sv": "hus"}, "sv", ("hus", "sv")),
        ({"fi": "talo", "sv": "hus"}, "en", ("talo", "fi")),
        ({"de": "Haus", "bg": "къща"}, "en", ("къща", "bg")),
        ({"bg": "къща", "de": "Haus"}, "en", ("къща", "bg")),
        ({"fi": ""}, "fi", ("", "fi")),
        ({}, "fi", ("", "fi")),
        (None, "sv", ("", "sv")),
    ],
)
def test_the_language_of_the_text_is_told_with_it(text, language, chosen):
    assert choose_text(text, language) == chosen


def test_a_rejection_names_file_place_and_cuts_a_long_value():
    rejection = RejectedError("bad-date", "No such day.", place="BT-05", value="9" * 500).as_rejection(
        "a.xml"
    )
    assert (rejection.file, rejection.code, rejection.place) == ("a.xml", "bad-date", "BT-05")
    assert len(rejection.value) == 200


def test_money_says_its_currency():
    assert str(Money(1, "EUR")) == "1 EUR"


def test_the_clock_tells_the_zone():
    assert read_now().tzinfo is not None
    assert abs((read_now().date() - read_today()).days) <= 1
