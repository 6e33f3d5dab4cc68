"""Three implementations of the measures over 2 000 invented lots agree to the cent; so do two engines."""

import warnings
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from majakka.lake.engine import open_tables
from majakka.measures.bench import measures_benchmark, write_synthetic_dataset
from majakka.measures.bench_sql import hand_written
from majakka.measures.catalogue import MEASURES
from majakka.measures.datasets import DATASET
from majakka.measures.synthetic import synthetic_awards
from tests.measures.factories import NOW, all_values
from tests.measures.second_implementation import share_values, speed_values

NUMBERS = (
    "count_whole",
    "count_yes",
    "count_unknown",
    "excluded_count",
    "euro_whole",
    "euro_yes",
    "euro_unknown",
    "euro_estimated",
    "reporting_units",
)


@pytest.fixture(scope="module")
def lake(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("lake")
    awards = synthetic_awards(2_000, organisations=40, years=range(2022, 2026), seed=7)
    write_synthetic_dataset(root, now=NOW, awards=awards)
    return root


@pytest.fixture(scope="module")
def values(lake) -> dict:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="fetch_arrow_table", category=DeprecationWarning)
        return all_values(lake)


@pytest.fixture(scope="module")
def rows(lake) -> dict[str, list[dict]]:
    with open_tables(lake, DATASET) as (snapshot, _):
        return {name: pq.read_table(table.path).to_pylist() for name, table in snapshot.tables.items()}


def ancestors_of(rows) -> dict[tuple[int, int], list[int]]:
    found: dict[tuple[int, int], list[int]] = {}
    for row in rows["ancestors"]:
        found.setdefault((row["organisation"], row["year"]), []).append(row["scope"])
    return found


@pytest.mark.parametrize("measure", MEASURES[:-1], ids=lambda measure: measure.code)
def test_a_share_equals_the_plain_loop_to_the_cent(measure, values, rows):
    expected = share_values(
        measure.code, rows[measure.table], ancestors_of(rows), has_euro=measure.code != "sme-winners"
    )
    found = {key[1:]: value for key, value in values.items() if key[0] == measure.code}
    assert found.keys() == expected.keys()
    assert len(found) > 500
    for scope, numbers in expected.items():
        assert {name: getattr(found[scope], name) for name in NUMBERS} == {
            name: numbers[name] for name in NUMBERS
        }


def test_decision_speed_equals_the_plain_loop(values, rows):
    expected = speed_values(rows["lots"], ancestors_of(rows))
    found = {
        key[1:]: (value.count_whole, value.total or 0, value.median, value.excluded_count)
        for key, value in values.items()
        if key[0] == "decision-speed"
    }
    assert found == expected


def test_hand_written_sql_gives_the_same_sums(lake, values):
    with open_tables(lake, DATASET) as (_, tables):
        connection = tables["lots"].get_backend().con
        names = {name: table.get_name() for name, table in tables.items()}
        results = {
            name: {
                (row["organisation"], row["country"], row["year"], row["division"]): row
                for row in connection.sql(sql).to_arrow_table().to_pylist()
            }
            for name, sql in hand_written(names).items()
        }
    for (code, *key), value in values.items():
        scope = tuple(key)
        if code == "decision-speed":
            assert results["lots"][scope]["called__whole"] == value.count_whole
            assert (results["lots"][scope]["called__total"] or 0) == (value.total or 0)
            assert results["median"].get(scope, {}).get("median") == value.median
            continue
        table = {"no-call": "procedures", "sme-winners": "winners"}.get(code, "lots")
        whole = {"no-call": "all", "sme-winners": "all", "single-bidder": "bid"}.get(code, "won")
        row, name = results[table][scope], code.replace("-", "_")
        assert row[f"{name}__yes"] == value.count_yes
        assert row[f"{name}__unknown"] == value.count_unknown
        assert row[f"{whole}__whole"] == value.count_whole
        assert row[f"{whole}__units"] == value.reporting_units
        if table != "winners":
            assert (row[f"{whole}__euro"] or 0) == value.euro_whole
            assert (row[f"{name}__euro_yes"] or 0) == value.euro_yes
            assert (row[f"{name}__euro_unknown"] or 0) == value.euro_unknown
            assert (row[f"{whole}__estimated"] or 0) == value.euro_estimated


def test_a_parent_is_the_sum_of_its_children(values, rows):
    """Shares roll up from numerators and denominators: body 11 holds 11 to 20."""
    measured = [
        value for key, value in values.items() if key[0] == "green-declared" and key[3:] == (2024, "")
    ]
    of = {value.organisation: value for value in measured if value.organisation}
    children = {
        row["organisation"] for row in rows["ancestors"] if row["scope"] == 11 and row["year"] == 2024
    }
    own_rows = [
        row
        for row in rows["lots"]
        if row["organisation"] in children and row["year"] == 2024 and row["outcome"] == "selec-w"
    ]
    assert of[11].count_whole == len(own_rows)
    assert of[11].euro_whole == sum((row["value_eur"] or Decimal(0)) for row in own_rows)


def test_the_benchmark_measures_both_sides():
    outcome = measures_benchmark(now=NOW, lots=500)
    assert outcome.lots == 500
    assert outcome.ratio > 0


@pytest.fixture(scope="module")
def spark_address() -> Iterator[str]:
    """A Spark Connect server of our own on the loopback, on a port that is free."""
    with warnings.catch_warnings():
        # The client warns of pandas 3, which is not used here.
        warnings.simplefilter("ignore")
        from pysail.spark import SparkConnectServer

    server = SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    _, port = server.listening_address
    yield f"sc://127.0.0.1:{port}"
    server.stop()


@pytest.mark.spark
def test_spark_connect_gives_identical_numbers(lake, values, spark_address):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert all_values(lake, engine=spark_address) == values
