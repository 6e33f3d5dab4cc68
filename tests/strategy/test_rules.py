"""Verdict and progress: pure decisions about goals."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from majakka.base.share import Share, Verdict
from majakka.strategy.rules import progress, target_in_year, verdict


def share(yes, unknown, whole) -> Share:
    return Share(Decimal(yes), Decimal(unknown), Decimal(whole))


@pytest.mark.parametrize(
    ("given_share", "target", "expected"),
    [
        (share(5, 0, 100), "0.05", Verdict.MET),
        (share(5, 95, 100), "0.05", Verdict.MET),
        (share(4, 0, 100), "0.05", Verdict.NOT_MET),
        (share(4, 1, 100), "0.05", Verdict.CANNOT_TELL),
        (share(0, 100, 100), "0.05", Verdict.CANNOT_TELL),
        (share(0, 0, 0), "0.05", Verdict.CANNOT_TELL),
        (None, "0.05", Verdict.CANNOT_TELL),
        (share(5, 0, 100), None, Verdict.CANNOT_TELL),
    ],
)
def test_a_target_is_met_not_met_or_cannot_be_told(given_share, target, expected):
    assert verdict(given_share, target=None if target is None else Decimal(target)) == expected


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 100))
def test_the_verdict_never_contradicts_what_the_unknown_turn_out_to_be(yes, unknown, no, per_cent):
    target = Decimal(per_cent) / 100
    whole = yes + unknown + no
    said = verdict(share(yes, unknown, whole), target=target)
    for turned_out in range(unknown + 1):
        truth = verdict(share(yes + turned_out, 0, whole), target=target)
        assert said in (Verdict.CANNOT_TELL, truth)


def made(value, *, baseline="0.02", target="0.06", due_on=date(2027, 1, 1), today=date(2026, 1, 1)):
    return progress(
        baseline=None if baseline is None else Decimal(baseline),
        baseline_on=date(2025, 1, 1),
        target=Decimal(target),
        due_on=due_on,
        value=None if value is None else Decimal(value),
        today=today,
    )


@pytest.mark.parametrize(
    ("value", "attained", "missing"),
    [
        ("0.02", "0", "0.04"),
        ("0.04", "0.5", "0.02"),
        ("0.06", "1", "0"),
        ("0.09", "1", "0"),
        ("0.01", "0", "0.05"),
    ],
)
def test_progress_is_the_part_of_the_way_that_is_behind(value, attained, missing):
    found = made(value)
    assert (found.attained, found.missing) == (Decimal(attained), Decimal(missing))


def test_a_target_below_its_baseline_is_a_level_to_come_down_to():
    found = made("0.25", baseline="0.30", target="0.10")
    assert (found.attained, found.missing) == (Decimal("0.25"), Decimal("0.15"))
    assert made("0.08", baseline="0.30", target="0.10").missing == 0


def test_without_a_baseline_the_way_starts_from_zero():
    assert made("0.03", baseline=None).attained == Decimal("0.5")


def test_a_target_equal_to_its_baseline_is_to_be_held():
    assert made("0.06", baseline="0.06").attained == 1
    assert made("0.05", baseline="0.06").attained == 0


def test_expected_progress_is_the_part_of_the_time_that_has_gone():
    found = made("0.04")
    assert found.expected == Decimal(365) / Decimal(730)
    assert found.is_on_course is True
    assert made("0.03").is_on_course is False
    assert made("0.03").days_left == 365


def test_nothing_is_expected_without_a_due_day_and_nothing_attained_without_a_value():
    assert made("0.03", due_on=None).expected is None
    assert made("0.03", due_on=None).is_on_course is None
    unknown = made(None)
    assert (unknown.attained, unknown.missing, unknown.is_on_course) == (None, None, None)


def test_after_the_due_day_all_time_has_gone():
    late = made("0.03", today=date(2027, 3, 1))
    assert (late.expected, late.days_left) == (Decimal(1), -59)


@dataclass
class Level:
    starts_on: date
    value: Decimal


def test_a_year_is_held_against_the_target_in_force_when_it_ended():
    five, ten = Level(date(2015, 5, 29), Decimal("0.05")), Level(date(2020, 9, 10), Decimal("0.10"))
    assert target_in_year([ten, five], year=2014) is None
    assert target_in_year([ten, five], year=2015) == five
    assert target_in_year([ten, five], year=2019) == five
    assert target_in_year([ten, five], year=2020) == ten
    assert target_in_year([], year=2020) is None
