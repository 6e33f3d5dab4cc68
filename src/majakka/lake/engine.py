"""The engine behind Ibis: DuckDB in this process, or Spark through Spark Connect. Only this module knows which.

DuckDB runs in memory and reads Parquet; it never opens a database file (one writer would block every reader) and
needs no extension that is not built in. A Spark server must see the lake's folder under the same path.
"""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import ibis
from django.conf import settings

from majakka.lake.errors import UnknownEngineError
from majakka.lake.store import Snapshot, held_snapshot


def lake_root() -> Path:
    """The lake's folder (MAJAKKA_DATA/lake)."""
    return Path(settings.LAKE)


def connect(address: str | None = None) -> ibis.BaseBackend:
    """A connection to "duckdb" or "sc://host:port"; by default the one that MAJAKKA_ENGINE names.

    The caller disconnects it. Raises UnknownEngineError for another address, or when the Spark client is not
    installed.
    """
    address = settings.ENGINE if address is None else address
    if address == "duckdb":
        return _duckdb()
    if address.startswith("sc://"):
        return _spark(address)
    raise UnknownEngineError(
        f"MAJAKKA_ENGINE is “{address}”. Use “duckdb”, or “sc://host:port” for Spark Connect."
    )


@contextmanager
def open_tables(
    root: Path, dataset: str, *, only: Collection[str] | None = None, address: str | None = None
) -> Iterator[tuple[Snapshot, Mapping[str, ibis.Table]]]:
    """The current snapshot and its tables (None: all of them), kept readable while the block runs."""
    with held_snapshot(root, dataset) as snapshot:
        connection = connect(address)
        try:
            yield (
                snapshot,
                {
                    name: connection.read_parquet(str(table.path))
                    for name, table in snapshot.tables.items()
                    if only is None or name in only
                },
            )
        finally:
            connection.disconnect()


def _duckdb() -> ibis.BaseBackend:
    # Ibis 12 reads results by a name that DuckDB 2 has renamed.
    warnings.filterwarnings("ignore", message="fetch_arrow_table", category=DeprecationWarning)
    # Without this, asking for an extension would try to download it.
    return ibis.duckdb.connect(autoinstall_known_extensions=False, autoload_known_extensions=False)


def _spark(address: str) -> ibis.BaseBackend:
    try:
        with warnings.catch_warnings():
            # The client warns of pandas 3, which we do not hand it: results are read as Arrow.
            warnings.simplefilter("ignore", FutureWarning)
            from pyspark.sql import SparkSession

            return ibis.pyspark.connect(SparkSession.builder.remote(address).getOrCreate())
    except ImportError as missing:
        raise UnknownEngineError(
            "The Spark client is missing. Install it with: pip install pyspark-client"
        ) from missing
