"""Tables of a dataset: columns with stated types, written in row groups. No type is ever guessed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

ROW_GROUP = 16_384


class ColumnType(Enum):
    """What a column holds. Every column may be null."""

    INTEGER = pa.int64()
    SMALL = pa.int32()
    TEXT = pa.string()
    DAY = pa.date32()
    # yes, no, or null for unknown
    ANSWER = pa.bool_()
    # exact to the cent; 18 digits fit one machine word in every engine
    MONEY = pa.decimal128(18, 2)


@dataclass(frozen=True, slots=True)
class TableSchema:
    """Column names with types, in the order of the values of a row."""

    columns: tuple[tuple[str, ColumnType], ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.columns)

    def as_arrow(self) -> pa.Schema:
        return pa.schema([(name, kind.value) for name, kind in self.columns])


class TableWriter:
    """Adds rows to one Parquet file; holds at most one row group in memory."""

    def __init__(self, path: Path, schema: TableSchema) -> None:
        self.path = path
        self.rows = 0
        self._schema = schema.as_arrow()
        self._held: list[Sequence[object]] = []
        self._file = pq.ParquetWriter(path, self._schema, compression="zstd")

    def add(self, row: Sequence[object]) -> None:
        """One row: a value a column. Raises pyarrow.ArrowInvalid (at the end of its row group) on a wrong type."""
        self._held.append(row)
        if len(self._held) >= ROW_GROUP:
            self._flush()

    def close(self) -> None:
        """Write what is held and finish the file."""
        self._flush()
        self._file.close()

    def abandon(self) -> None:
        """Let the file go without finishing it; it is not readable."""
        self._held = []
        with suppress(OSError):
            self._file.close()

    def _flush(self) -> None:
        held, self._held = self._held, []
        if not held:
            return
        columns = zip(*held, strict=True)
        arrays = [pa.array(values, field.type) for values, field in zip(columns, self._schema, strict=True)]
        self._file.write_table(pa.Table.from_arrays(arrays, schema=self._schema), row_group_size=ROW_GROUP)
        self.rows += len(held)
