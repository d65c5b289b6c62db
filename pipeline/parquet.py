"""Write rows as Parquet, for exports and for the shards of a large load."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from pipeline.errors import UsageError

if TYPE_CHECKING:
    import pyarrow


def need_pyarrow(instead: str) -> None:
    """Raise `UsageError`, with what to do `instead`, where the library that writes Parquet is not installed."""
    if find_spec("pyarrow") is None:
        raise UsageError(f"Parquet needs the package pyarrow: install it with pip install pyarrow, or {instead}")


def schema_of(columns: Iterable[tuple[str, str]]) -> pyarrow.Schema:
    """Return the schema of a table's columns (name, type as SQLite declares it)."""
    import pyarrow

    kinds = {"INTEGER": pyarrow.int64(), "REAL": pyarrow.float64(), "BLOB": pyarrow.binary()}
    return pyarrow.schema([(name, kinds.get(kind, pyarrow.string())) for name, kind in columns])


def batch_of(rows: Sequence[Sequence[Any]], schema: pyarrow.Schema) -> pyarrow.RecordBatch:
    """Return rows, at least one, as one batch of a Parquet file."""
    import pyarrow

    columns = [
        pyarrow.array([float(v) if field.type == pyarrow.float64() and v is not None else v for v in values], field.type)
        for field, values in zip(schema, zip(*rows, strict=True), strict=True)
    ]
    return pyarrow.record_batch(columns, schema=schema)
