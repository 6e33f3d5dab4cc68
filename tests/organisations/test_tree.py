"""Who is above whom on a day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from majakka.organisations.rules import holds_on, makes_ring, parents_on, path_upwards

D2019, D2021, D2023 = date(2019, 1, 1), date(2021, 1, 1), date(2023, 1, 1)


@pytest.mark.parametrize(
    ("starts", "ends", "on", "holds"),
    [
        (None, None, D2021, True),
        (D2021, None, D2021, True),
        (D2021, None, D2019, False),
        (None, D2021, D2021, False),
        (D2019, D2023, D2021, True),
    ],
)
def test_the_first_day_counts_and_the_last_does_not(
    starts: date | None, ends: date | None, on: date, holds: bool
) -> None:
    assert holds_on(starts, ends, on) is holds


def test_a_body_has_the_parent_of_the_day() -> None:
    rows = [(1, 2, None, D2021), (1, 3, D2021, None)]
    assert parents_on(rows, D2019) == {1: 2}
    assert parents_on(rows, D2023) == {1: 3}


def test_the_path_goes_from_the_body_to_the_root() -> None:
    assert path_upwards(1, {1: 2, 2: 3}) == [1, 2, 3]


@given(st.dictionaries(st.integers(0, 8), st.integers(0, 8)))
def test_a_path_ends_even_in_faulty_data(parents: dict[int, int]) -> None:
    for member in parents:
        path = path_upwards(member, parents)
        assert len(path) == len(set(path))


def test_a_ring_is_seen_also_on_a_later_day() -> None:
    rows = [(2, 9, None, D2023), (2, 1, D2023, None)]
    assert makes_ring(1, 2, rows, since=D2019)
    assert not makes_ring(1, 2, [(2, 9, None, None), (2, 1, None, D2019)], since=D2021)


def test_a_ring_is_seen_through_a_middle_body() -> None:
    assert makes_ring(1, 3, [(3, 2, None, None), (2, 1, None, None)], since=None)
