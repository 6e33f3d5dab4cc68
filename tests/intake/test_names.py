"""Names and words from outside that no screen or database takes as they are."""

import doctest
import os

import pytest

from majakka.intake import names
from majakka.intake.names import is_plain, shown_name, storable


def test_examples_of_names_hold() -> None:
    assert doctest.testmod(names) == doctest.TestResults(failed=0, attempted=2)


def test_a_name_of_other_bytes_is_told_apart_and_can_be_written() -> None:
    first, second = (shown_name(os.fsdecode(name)) for name in (b"\xe4iti.xml", b"\xf6iti.xml"))
    assert (first, second) == ("\\xe4iti.xml", "\\xf6iti.xml")
    assert first.encode("utf-8")


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "\x1b[31m", "a\nb", "\x9b"])
def test_what_cannot_be_shown_is_not_plain(text: str) -> None:
    assert not is_plain(text)
    storable(text).encode("utf-8")
    assert "\x00" not in storable(text)


def test_ordinary_words_stay_as_they_are() -> None:
    assert storable("Hämeenlinna\u00a0– 東京 😀\n") == "Hämeenlinna\u00a0– 東京 😀\n"
    assert is_plain("Hämeenlinna\u00a0– 東京 😀")
