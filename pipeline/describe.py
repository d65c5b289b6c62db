"""What every table and column means, from `db/columns.yaml`: the one source for documentation and Datasette."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import yaml

from pipeline.model import KINDS
from pipeline.shipped import data_folder

_PLACED = ("blocks", "block_parts", "block_cells", "evidence", *KINDS)


@dataclass(frozen=True, slots=True)
class TableText:
    """A table or view in words: what a row is, and what each column means, with its unit."""

    about: str
    columns: dict[str, str]


@functools.cache
def descriptions() -> dict[str, TableText]:
    """Return the text of every table and view, the columns that several share put in with each."""
    written = yaml.safe_load((data_folder("db") / "columns.yaml").read_text(encoding="utf-8"))
    tables = {}
    for name, table in written["tables"].items():
        columns = dict(table["columns"])
        if name in KINDS:
            columns = {**written["finding"], **columns}
        if name in _PLACED:
            columns = {**columns, **written["place"]}
        if name == "report_details":
            columns = {**written["tables"]["reports"]["columns"], **columns}
        tables[name] = TableText(table["about"], columns)
    return tables
