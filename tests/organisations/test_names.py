"""Names in the form in which they are compared."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from majakka.organisations.rules import fold_name, has_legal_form, names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hansel Oy", "HANSEL"),
        ("TeeSe Botnia Oy Ab", "Ab Teese Botnia Oy"),
        ("Kuntien  Tiera\u00a0Oy", "kuntien tiera oy"),
        ("Blue Water Shipping A/S", "Blue Water Shipping AS"),
        ("Saab Nederland B.V", "saab nederland bv"),
        ("Fint\u00adraf\u00adfic Rai\u00adde Oy", "Fintraffic Raide"),
        ("Itä-Suomen yliopisto", "Itä Suomen Yliopisto"),
        ("Siun sote — Pohjois-Karjala", "Siun sote - Pohjois-Karjala"),
        ("A\u030aland", "Åland"),
        ("Café Šiška", "Cafe Siska"),
        ("Straße GmbH", "STRASSE"),
        ("Senaatti‑kiinteistöt", "Senaatti-kiinteistöt"),
    ],
)
def test_these_are_the_same_name(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Säkylä", "Sakyla"),
        ("Vöyri", "Voyri"),
        ("Ålesund", "Alesund"),
        ("Kemi", "Kemijärvi"),
        ("Oy Ab", "Ky"),
    ],
)
def test_these_are_different_names(one: str, other: str) -> None:
    assert fold_name(one) != fold_name(other)


@pytest.mark.parametrize(
    ("name", "has_form"),
    [
        ("Salo Oy", True),
        ("Salo", False),
        ("Ab Yrkeshögskolan vid Åbo Akademi", True),
        ("Kitinkannus ry", True),
        ("Oyster bar", False),
        ("Oy", True),
        ("", False),
    ],
)
def test_a_legal_form_is_seen_at_either_end(name: str, has_form: bool) -> None:
    assert has_legal_form(name) is has_form


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold_name(fold_name(name)) == fold_name(name)


@given(st.text(alphabet="abcåäöšé -.,", max_size=40))
def test_case_and_surrounding_blanks_never_count(name: str) -> None:
    assert fold_name(f"  {name.upper()} ") == fold_name(name)


def test_the_examples_in_the_manual_hold() -> None:
    assert doctest.testmod(names).failed == 0
