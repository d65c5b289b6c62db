"""Write tables into a folder: as CSV, JSON Lines or Parquet, or as a Frictionless Data Package with the columns described."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.describe import descriptions
from pipeline.errors import UsageError
from pipeline.export.cells import harmless
from pipeline.export.selection import Column, Table, rows
from pipeline.parquet import batch_of, need_pyarrow, schema_of

_FIELD_TYPES = {"INTEGER": "integer", "REAL": "number"}
_BATCH = 10_000  # rows of a Parquet row group: a few megabytes
Writer = Callable[[sqlite3.Connection, Table, Path], None]


def write_tables(connection: sqlite3.Connection, tables: Sequence[Table], folder: Path, form: str) -> list[Path]:
    """Write each table into a file of its own, and return the files; a Data Package gets `datapackage.json` beside them.

    Raises `UsageError` where Parquet is asked for and its library is not installed, or the folder cannot be made.
    """
    if form == "parquet":
        need_pyarrow("choose --format csv or jsonl")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} cannot be made a folder ({error.strerror}); name another with --output") from error
    writers: dict[str, tuple[str, Writer]] = {
        "csv": ("csv", _csv),
        "datapackage": ("csv", _csv),
        "jsonl": ("jsonl", _jsonl),
        "parquet": ("parquet", _parquet),
    }
    ending, write = writers[form]
    written = []
    for table in tables:
        path = folder / f"{table.name}.{ending}"
        write(connection, table, path)
        written.append(path)
    if form == "datapackage":
        path = folder / "datapackage.json"
        path.write_text(json.dumps(package(tables), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        written.append(path)
    return written


def package(tables: Sequence[Table]) -> dict[str, Any]:
    """Return the description of tables as a Frictionless Data Package (v1, tabular)."""
    return {
        "profile": "tabular-data-package",
        "name": "council-journeys",
        "title": "Findings from councils' reports on improving children's services",
        "description": "Made by Council Journeys. Words that begin with = + - @ have an apostrophe before them, so that no "
        "spreadsheet takes them for a formula.",
        "resources": [_resource(table, {other.name for other in tables}) for table in tables],
    }


def _resource(table: Table, there: set[str]) -> dict[str, Any]:
    text = descriptions()[table.name]
    links = [
        {"fields": column, "reference": {"resource": "" if other == table.name else other, "fields": "id"}}
        for column, other in sorted(table.references.items())
        if other in there
    ]
    schema: dict[str, Any] = {
        "fields": [_field(column, text.columns[column.name]) for column in table.columns],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    if links:
        schema["foreignKeys"] = links
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "description": text.about,
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: Column, about: str) -> dict[str, str]:
    return {"name": column.name, "type": _FIELD_TYPES.get(column.type, "string"), "description": about}


def _csv(connection: sqlite3.Connection, table: Table, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([column.name for column in table.columns])
        writer.writerows([harmless(value) for value in row] for row in rows(connection, table))


def _jsonl(connection: sqlite3.Connection, table: Table, path: Path) -> None:
    names = [column.name for column in table.columns]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows(connection, table):
            file.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n")


def _parquet(connection: sqlite3.Connection, table: Table, path: Path) -> None:
    from pyarrow import parquet

    schema = schema_of((column.name, column.type) for column in table.columns)
    with parquet.ParquetWriter(path, schema) as writer:
        for batch in _batches(rows(connection, table)):
            writer.write_batch(batch_of(batch, schema))


def _batches(found: Iterator[tuple[object, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    batch: list[tuple[Any, ...]] = []
    for row in found:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
