"""Numbers, money and days read as they should in each language."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from majakka.web import format

B = "\u00a0"


@pytest.mark.parametrize(
    ("fraction", "fi", "en"),
    [
        ("0.034", f"3,4{B}%", f"3.4{B}%"),
        ("0.03449", f"3,4{B}%", f"3.4{B}%"),
        ("0.0345", f"3,5{B}%", f"3.5{B}%"),
        ("1", f"100,0{B}%", f"100.0{B}%"),
        ("0", f"0,0{B}%", f"0.0{B}%"),
        ("0.0004", f"<{B}0,1{B}%", f"<{B}0.1{B}%"),
    ],
)
def test_a_share_reads_as_per_cent_with_one_decimal(fraction: str, fi: str, en: str) -> None:
    assert format.format_percent(Decimal(fraction), "fi") == fi
    assert format.format_percent(Decimal(fraction), "sv") == fi
    assert format.format_percent(Decimal(fraction), "en") == en


def test_what_is_not_known_is_a_dash_and_not_a_nought() -> None:
    assert format.format_percent(None, "en") == "–"
    assert format.format_number(None, "fi") == "–"
    assert format.format_money(None, "EUR", "sv") == "–"
    assert format.format_interval(None, Decimal(1), "sv") == "–"


@pytest.mark.parametrize(
    ("amount", "fi", "sv", "en"),
    [
        ("216000", f"216{B}000{B}€", f"216{B}000{B}€", f"EUR{B}216,000"),
        ("4200000", f"4,20{B}milj.{B}€", f"4,20{B}mn{B}€", f"EUR{B}4.20{B}m"),
        ("13745600000", f"13,7{B}mrd.{B}€", f"13,7{B}md{B}€", f"EUR{B}13.7{B}bn"),
        ("-1500000", f"−1,50{B}milj.{B}€", f"−1,50{B}mn{B}€", f"EUR{B}−1.50{B}m"),
    ],
)
def test_money_is_read_in_the_scale_of_its_language(amount: str, fi: str, sv: str, en: str) -> None:
    assert format.format_money(Decimal(amount), "EUR", "fi") == fi
    assert format.format_money(Decimal(amount), "EUR", "sv") == sv
    assert format.format_money(Decimal(amount), "EUR", "en") == en


def test_another_currency_keeps_its_code() -> None:
    assert format.format_money(Decimal(5000), "NOK", "fi") == f"5{B}000{B}NOK"
    assert format.format_money(Decimal(5000), "NOK", "en") == f"NOK{B}5,000"
    assert format.format_exact_money(Decimal("1234567.50"), "SEK", "sv") == f"1{B}234{B}567,50{B}SEK"


def test_a_day_and_a_moment_have_the_form_of_the_language() -> None:
    moment = datetime(2026, 11, 6, 6, 12, tzinfo=UTC)
    assert format.format_day(date(2026, 11, 6), "en") == f"6{B}Nov{B}2026"
    assert format.format_day(date(2026, 11, 6), "fi") == "6.11.2026"
    assert format.format_moment(moment, "fi") == f"6.11.2026 klo{B}8.12"
    assert format.format_moment(moment, "sv") == f"6.11.2026 kl.{B}8.12"
    assert format.format_moment(moment, "en") == f"6{B}Nov{B}2026 at{B}08.12"


@pytest.mark.parametrize(
    ("hours", "language", "told"),
    [
        (3, "en", ""),
        (1, "en", "10.00 (UTC+1)"),
        (1, "fi", "10.00 (UTC+1)"),
        (0, "sv", "9.00 (UTC)"),
        (-3.5, "en", "05.30 (UTC−3:30)"),
        (-12, "en", f"28{B}Aug{B}2024 at{B}21.00 (UTC−12)"),
        (14, "fi", "23.00 (UTC+14)"),
        (-12, "sv", f"28.8.2024 kl.{B}21.00 (UTC−12)"),
    ],
)
def test_a_moment_of_another_zone_tells_its_clock_and_its_day_where_that_is_another(
    hours: float, language: str, told: str
) -> None:
    moment = datetime(2024, 8, 29, 9, 0, tzinfo=UTC).astimezone(timezone(timedelta(hours=hours)))
    assert format.format_other_zone(moment, language) == told


def test_changes_carry_their_sign_and_targets_no_needless_decimal() -> None:
    assert format.format_points(Decimal("0.009"), "en") == "+0.9"
    assert format.format_points(Decimal("-0.003"), "fi") == "−0,3"
    assert format.format_points(Decimal("0.00001"), "en") == "0.0"
    assert format.format_target(Decimal("0.05"), "sv") == f"5{B}%"
    assert format.format_target(Decimal("0.075"), "sv") == f"7,5{B}%"


def test_an_interval_of_one_point_is_one_number() -> None:
    assert format.format_interval(Decimal("0.033"), Decimal("0.065"), "fi") == f"3,3–6,5{B}%"
    assert format.format_interval(Decimal("0.003"), Decimal("0.003"), "fi") == f"0,3{B}%"


@pytest.mark.parametrize(
    ("words", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a ja b"), (["a", "b", "c"], "a, b ja c")]
)
def test_words_are_joined_as_a_sentence_does(words: list[str], text: str) -> None:
    assert format.join_words(words, "fi") == text
