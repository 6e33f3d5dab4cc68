"""The rows behind a number add up to it, to the cent, for every measure and kind of scope."""

import warnings
from decimal import Decimal
from pathlib import Path

import pytest

from majakka.base.share import Answer
from majakka.measures.bench import write_synthetic_dataset
from majakka.measures.catalogue import MEASURES
from majakka.measures.choices import Basis
from majakka.measures.records import RowScope, RowSum
from majakka.measures.rows import has_rows, iter_rows_behind, rows_behind
from majakka.measures.synthetic import synthetic_awards
from tests.measures.factories import NOW, all_values, make_award, write_awards

# (organisation, country, division); 11 holds 11 to 20, 1 holds all; 38 is a demo body
SCOPES = (
    (None, "", ""),
    (None, "", "45"),
    (None, "FI", ""),
    (None, "XV", ""),
    (None, "XV", "45"),
    (1, "", ""),
    (11, "", ""),
    (11, "", "45"),
    (12, "", ""),
    (38, "", ""),
)


@pytest.fixture(scope="module")
def lake(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("lake")
    awards = synthetic_awards(2_000, organisations=40, years=range(2023, 2026), seed=7)
    write_synthetic_dataset(root, now=NOW, awards=awards)
    return root


@pytest.fixture(scope="module")
def values(lake) -> dict:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="fetch_arrow_table", category=DeprecationWarning)
        return all_values(lake)


def all_rows(code, lake, answer=None, **scope) -> list:
    batches = iter_rows_behind(code, scope=RowScope(**scope), answer=answer, root=lake)
    return [row for batch in batches for row in batch]


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.code)
def test_rows_and_their_sums_equal_the_value_to_the_cent(measure, lake, values):
    compared = 0
    for organisation, country, division in SCOPES:
        value = values.get((measure.code, organisation, country, 2024, division))
        scope = {
            "organisation": organisation,
            "country": country,
            "year": 2024,
            "cpv_division": division,
        }
        behind = rows_behind(measure.code, **scope, count=0, root=lake)
        rows = all_rows(measure.code, lake, **scope)
        assert len(rows) == behind.whole.count
        if value is None:
            assert rows == []
            continue
        compared += 1
        if measure.unit == "day":
            usable = [row.number for row in rows if row.number is not None]
            assert (len(usable), len(rows) - len(usable)) == (value.count_whole, value.excluded_count)
            assert sum(usable) == (value.total or 0)
            assert behind.sums[Answer.YES].total == sum(usable)
            continue
        yes, unknown, whole = behind.sums[Answer.YES], behind.sums[Answer.UNKNOWN], behind.whole
        assert (yes.count, unknown.count, whole.count) == (
            value.count_yes,
            value.count_unknown,
            value.count_whole,
        )
        if measure.code == "sme-winners":
            assert all(row.euro is None for row in rows)
            continue
        assert (yes.euro, unknown.euro, whole.euro) == (value.euro_yes, value.euro_unknown, value.euro_whole)
        assert (whole.without_euro, whole.estimated) == (value.excluded_count, value.euro_estimated)
        for answer in Answer:
            told = [row for row in rows if row.answer == answer]
            euros = [row.euro for row in told if row.euro is not None]
            assert RowSum(len(told), sum(euros, Decimal(0)), len(told) - len(euros)) == RowSum(
                behind.sums[answer].count, behind.sums[answer].euro, behind.sums[answer].without_euro
            )
    assert compared >= 8


@pytest.mark.parametrize("code", ["innovation-declared", "no-call", "sme-winners", "decision-speed"])
def test_pages_together_are_all_rows_once_in_the_same_order(code, lake):
    whole = all_rows(code, lake, year=2024, country="FI")
    paged = []
    while page := rows_behind(code, year=2024, country="FI", first=len(paged), count=97, root=lake).rows:
        paged.extend(page)
    assert paged == whole
    assert len(whole) > 200
    assert [row.procedure for row in whole] == sorted(row.procedure for row in whole)


@pytest.mark.parametrize("answer", list(Answer))
def test_an_answer_narrows_the_rows_and_leaves_the_sums(answer, lake):
    behind = rows_behind("single-bidder", year=2024, answer=answer, count=5_000, root=lake)
    assert {row.answer for row in behind.rows} == {answer}
    assert len(behind.rows) == behind.sums[answer].count > 0
    assert behind.sums == rows_behind("single-bidder", year=2024, count=0, root=lake).sums


@pytest.mark.parametrize("code", ["innovation-declared", "no-call", "sme-winners"])
def test_every_row_names_the_notice_of_its_award(code, tmp_path):
    awards = [
        make_award(1, lot="LOT-0001", notice=11, decision=None),
        make_award(1, lot="LOT-0002", notice=12),
        make_award(2, notice=13, outcome="clos-nw", winners=()),
    ]
    write_synthetic_dataset(tmp_path, now=NOW, awards=awards)
    rows = rows_behind(code, year=2025, root=tmp_path).rows
    expected = [(1, "", 11)] if code == "no-call" else [(1, "LOT-0001", 11), (1, "LOT-0002", 12)]
    assert [(row.procedure, row.lot, row.notice) for row in rows] == expected


def test_an_estimate_and_a_missing_value_are_told(tmp_path):
    awards = [make_award(1, value_basis=Basis.ESTIMATED), make_award(2, value_eur=None)]
    write_awards(tmp_path, awards)
    rows = rows_behind("innovation-declared", year=2025, root=tmp_path).rows
    assert [(row.euro, row.is_estimated) for row in rows] == [(Decimal(100), True), (None, False)]


def test_a_code_without_a_measure_has_no_rows(lake):
    assert has_rows("no-call")
    assert not has_rows("maturity")
    with pytest.raises(LookupError):
        rows_behind("maturity", year=2024, root=lake)
