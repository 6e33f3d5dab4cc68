"""Charts stay inside their drawing and say what the numbers say."""

import re
from decimal import Decimal

import pytest

from majakka.web.charts import TrendPoint, scale_for, share_bar, trend


@pytest.mark.parametrize("highest", ["0.0004", "0.004", "0.05", "0.0501", "0.1", "0.34", "0.61", "0.99", "1"])
def test_a_scale_holds_its_highest_value_and_has_few_ticks(highest: str) -> None:
    top, ticks = scale_for(Decimal(highest))
    assert top >= Decimal(highest)
    assert ticks[0] == 0
    assert ticks[-1] == top
    assert 2 <= len(ticks) <= 7


def test_a_scale_never_goes_beyond_everything() -> None:
    assert scale_for(Decimal("1"))[0] == 1
    assert scale_for(Decimal("7"))[0] == 1


def test_a_share_bar_places_value_interval_and_target_on_one_scale() -> None:
    bar = share_bar(
        value=Decimal("0.034"),
        low=Decimal("0.033"),
        high=Decimal("0.065"),
        target=Decimal("0.05"),
        top=Decimal("0.1"),
    )
    assert (bar.value, bar.low, bar.high, bar.width, bar.target) == (
        "34.00%",
        "33.00%",
        "65.00%",
        "32.00%",
        "50.00%",
    )
    assert [tick.anchor for tick in bar.ticks] == ["start", "middle", "middle", "middle", "middle", "end"]


def test_a_bar_without_an_answer_has_no_circle_and_without_a_target_no_flag() -> None:
    bar = share_bar(value=None, low=Decimal(0), high=Decimal(1), target=None)
    assert bar.value is None
    assert bar.target is None
    assert (bar.low, bar.high) == ("0.00%", "100.00%")


@pytest.mark.parametrize(("target", "anchor"), [("0.005", "start"), ("0.05", "middle"), ("0.1", "end")])
def test_the_word_of_a_target_does_not_leave_the_drawing(target: str, anchor: str) -> None:
    assert (
        share_bar(
            value=Decimal(0), low=Decimal(0), high=Decimal(0), target=Decimal(target), top=Decimal("0.1")
        ).target_anchor
        == anchor
    )


def points(*years: tuple[int, str | None]) -> list[TrendPoint]:
    return [
        TrendPoint(year, value and Decimal(value), value and Decimal(value) / 2, value and Decimal(value) * 2)
        for year, value in years
    ]


def test_every_point_of_a_trend_is_inside_its_drawing() -> None:
    targets = [(2015, Decimal("0.05")), (2020.7, Decimal("0.1"))]
    found = trend(points((2023, "0.02"), (2024, "0.31"), (2025, "0.5")), targets=targets)
    assert found is not None
    for drawing in (found.wide, found.narrow):
        width, height = map(int, drawing.view.split()[2:])
        for path in (drawing.line, drawing.band, drawing.target_line):
            pairs = re.findall(r"([\d.]+) ([\d.]+)", path)
            assert pairs
            assert all(0 <= float(x) <= width and 0 <= float(y) <= height for x, y in pairs)


def test_positions_are_written_with_a_point_whatever_the_language() -> None:
    found = trend(points((2024, "0.031"), (2025, "0.0329")))
    assert found is not None
    assert "," not in found.wide.line + found.wide.band


def test_a_year_without_a_number_breaks_the_line() -> None:
    whole = trend(points((2022, "0.1"), (2023, "0.1"), (2024, "0.1"), (2025, "0.1")))
    broken = trend(points((2022, "0.1"), (2023, "0.1"), (2024, None), (2025, "0.1"), (2026, "0.2")))
    assert whole is not None
    assert broken is not None
    assert whole.wide.line.count("M") == 1
    assert broken.wide.line.count("M") == 2
    assert len(broken.wide.dots) == 4


def test_a_dated_series_of_targets_is_drawn_as_steps_and_ends_with_the_one_in_force() -> None:
    targets = [(2015, Decimal("0.05")), (2020.7, Decimal("0.1"))]
    found = trend(points((2018, "0.02"), (2022, "0.04")), targets=targets)
    assert found is not None
    assert found.wide.target_line.count("M") == 2
    assert found.wide.target_end is not None
    assert found.wide.target_end.value == Decimal("0.1")


def test_one_year_alone_still_shows_its_interval() -> None:
    found = trend(points((2025, "0.1")))
    assert found is not None
    assert found.wide.band == ""
    assert found.wide.band_edge.startswith("M")
    assert len(found.wide.dots) == 1


def test_without_a_number_there_is_no_chart() -> None:
    assert trend([]) is None
    assert trend(points((2025, None))) is None
