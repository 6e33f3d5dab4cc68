"""Shares keep what they are made of; a target test has three outcomes."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from majakka.base.share import Share, Verdict

parts = st.integers(min_value=0, max_value=10**12).map(Decimal)
shares = st.tuples(parts, parts, parts).map(lambda p: Share(p[0], p[1], p[0] + p[1] + p[2]))
FIVE_PER_CENT = Decimal("0.05")


def test_the_value_is_the_share_of_what_is_known():
    share = Share(Decimal(34), Decimal(32), Decimal(1000))
    assert share.value == Decimal(34) / Decimal(968)
    assert share.low == Decimal("0.034")
    assert share.high == Decimal("0.066")
    assert share.coverage == Decimal("0.968")


def test_a_share_of_nothing_says_nothing():
    share = Share(Decimal(0), Decimal(0), Decimal(0))
    assert share.value is share.low is share.high is share.coverage is None
    assert share.verdict(FIVE_PER_CENT) is Verdict.CANNOT_TELL


def test_nobody_answered_has_bounds_but_no_value():
    share = Share(Decimal(0), Decimal(7), Decimal(7))
    assert share.value is None
    assert (share.low, share.high) == (0, 1)


@pytest.mark.parametrize(
    ("yes", "unknown", "verdict"),
    [
        (5, 0, Verdict.MET),
        (5, 95, Verdict.MET),
        (4, 0, Verdict.NOT_MET),
        (4, 1, Verdict.CANNOT_TELL),
        (0, 5, Verdict.CANNOT_TELL),
        (0, 4, Verdict.NOT_MET),
    ],
)
def test_the_target_is_met_only_when_the_whole_interval_reaches_it(yes, unknown, verdict):
    assert Share(Decimal(yes), Decimal(unknown), Decimal(100)).verdict(FIVE_PER_CENT) is verdict


@pytest.mark.parametrize(("yes", "unknown", "whole"), [(-1, 0, 5), (0, -1, 5), (3, 3, 5)])
def test_parts_larger_than_the_whole_are_no_share(yes, unknown, whole):
    with pytest.raises(ValueError, match="not a share"):
        Share(Decimal(yes), Decimal(unknown), Decimal(whole))


@given(shares)
def test_the_value_lies_between_the_bounds(share):
    if share.value is not None:
        assert share.low <= share.value <= share.high


@given(shares, shares)
def test_roll_up_adds_parts_and_does_not_depend_on_order(one, other):
    assert one + other == other + one
    assert (one + other).whole == one.whole + other.whole


@given(shares)
def test_one_more_no_never_raises_a_share(share):
    more = share + Share(Decimal(0), Decimal(0), Decimal(1))
    assert share.low is None or more.low <= share.low
    assert share.high is None or more.high <= share.high
