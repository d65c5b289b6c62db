"""The files of shards: a folder for each table, in it a Parquet file for each batch of reports.

Every row names in `file_id` the report of its file, so that a file's rows can be told in each table; they stand in the same order
in all tables. A batch counts when its file of `reports`, which is moved into place last, is there.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.load.rows.blocks import Row, Rows
from pipeline.load.tables import TABLES, all_columns
from pipeline.parquet import schema_of

if TYPE_CHECKING:
    import pyarrow

FILE_ID = "file_id"
_AT_A_TIME = 500  # rows of a table that a merge holds
_MARK = "reports"
_LAST_IS_MARK = (*(table for table in TABLES if table != _MARK), _MARK)


def schemas() -> dict[str, pyarrow.Schema]:
    """Return the schema of each table's files."""
    return {table: schema_of([(FILE_ID, "TEXT"), *columns]) for table, columns in all_columns().items()}


def batches(folder: Path) -> list[str]:
    """Return the names of the batches that are whole, the oldest first."""
    return sorted(path.stem for path in (folder / _MARK).glob("*.parquet"))


def batch_path(folder: Path, table: str, batch: str) -> Path:
    """Return the file that holds a table's rows of a batch."""
    return folder / table / f"{batch}.parquet"


def write_batch(folder: Path, batch: str, tables: Mapping[str, pyarrow.Table]) -> None:
    """Write a batch: beside the others first, then moved among them, `reports` last."""
    from pyarrow import parquet

    beside = folder / f".{batch}.new"
    beside.mkdir()
    try:
        for table in TABLES:
            parquet.write_table(tables[table], beside / f"{table}.parquet", compression="zstd")
            (folder / table).mkdir(exist_ok=True)
        for table in _LAST_IS_MARK:
            (beside / f"{table}.parquet").replace(batch_path(folder, table, batch))
    finally:
        shutil.rmtree(beside)


def leave_out(folder: Path, batch: str, files: Sequence[str], paths: Sequence[tuple[str, str]]) -> None:
    """Take files (by `file_id`) and places of files (`file_id`, path) out of a batch; one without rows left is removed."""
    import pyarrow
    from pyarrow import compute, parquet

    kept = {}
    for table in TABLES:
        rows = parquet.read_table(batch_path(folder, table, batch))
        wanted = compute.invert(compute.is_in(rows[FILE_ID], value_set=pyarrow.array(files, pyarrow.string())))
        for file, path in paths if table == "report_files" else ():
            here = compute.and_(compute.equal(rows[FILE_ID], file), compute.equal(rows["path"], path))
            wanted = compute.and_(wanted, compute.invert(here))
        kept[table] = rows.filter(wanted)
    if kept["report_files"].num_rows:
        write_batch(folder, batch, kept)
        return
    for table in reversed(_LAST_IS_MARK):
        batch_path(folder, table, batch).unlink(missing_ok=True)


def remove_broken_off(folder: Path) -> None:
    """Remove what a load that was killed left of a batch."""
    whole = set(batches(folder))
    for beside in folder.glob(".*.new"):
        shutil.rmtree(beside)
    for table in TABLES:
        for path in (folder / table).glob("*.parquet"):
            if path.stem not in whole:
                path.unlink()


def columns(folder: Path, table: str, batch: str, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Yield some columns of a table's batch, row by row."""
    from pyarrow import parquet

    read = parquet.read_table(batch_path(folder, table, batch), columns=list(names))
    yield from zip(*(read[name].to_pylist() for name in names), strict=True)


def files_of(folder: Path, batch: str) -> Iterator[tuple[str, Rows]]:
    """Yield the rows of each file of a batch, as they were written; memory stays that of a few files.

    A file that stands in an older batch gives only the rows of further places where it was seen.
    """
    order = dict.fromkeys(file for (file,) in columns(folder, "report_files", batch, [FILE_ID]))
    cursors = {table: _Cursor(batch_path(folder, table, batch)) for table in TABLES}
    for file in order:
        yield file, {table: cursor.take(file) for table, cursor in cursors.items()}


class _Cursor:
    """Reads a table of a batch from its beginning to its end, a file's rows at a time."""

    def __init__(self, path: Path) -> None:
        self._rows = self._read(path)
        self._next = next(self._rows, None)

    def take(self, file: str) -> list[Row]:
        taken: list[Row] = []
        while self._next is not None and self._next[FILE_ID] == file:
            taken.append({name: value for name, value in self._next.items() if name != FILE_ID})
            self._next = next(self._rows, None)
        return taken

    @staticmethod
    def _read(path: Path) -> Iterator[Row]:
        from pyarrow import parquet

        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(_AT_A_TIME):
                yield from batch.to_pylist()
