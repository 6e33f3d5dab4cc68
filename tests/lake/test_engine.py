"""The engine: what MAJAKKA_ENGINE may say, and that DuckDB stays without extensions and files."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from majakka.lake.engine import connect, open_tables
from majakka.lake.errors import UnknownEngineError
from majakka.lake.store import write_snapshot
from majakka.lake.tables import ColumnType, TableSchema

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def test_tables_of_a_snapshot_are_read_with_exact_money(tmp_path):
    schema = TableSchema((("value", ColumnType.MONEY),))

    def fill(tables):
        for cents in range(1, 101):
            tables["lots"].add((Decimal(cents) / 100,))

    write_snapshot(tmp_path, "awards", schemas={"lots": schema}, fill=fill, rule_version="1", now=NOW)
    with open_tables(tmp_path, "awards") as (snapshot, tables):
        lots = tables["lots"]
        assert lots.aggregate(total=lots.value.sum()).to_pyarrow().to_pylist() == [
            {"total": Decimal("50.50")}
        ]
        assert snapshot.rows == {"lots": 100}


def test_duckdb_never_fetches_an_extension():
    connection = connect("duckdb")
    settings = (
        "select current_setting('autoinstall_known_extensions'), current_setting('autoload_known_extensions')"
    )
    assert connection.con.execute(settings).fetchall() == [(False, False)]
    connection.disconnect()


@pytest.mark.parametrize("address", ["", "postgres://localhost", "spark"])
def test_an_unknown_engine_is_named_with_the_remedy(address):
    with pytest.raises(UnknownEngineError, match="MAJAKKA_ENGINE"):
        connect(address)


def test_the_engine_comes_from_the_settings(settings):
    settings.ENGINE = "elsewhere"
    with pytest.raises(UnknownEngineError, match="elsewhere"):
        connect()
