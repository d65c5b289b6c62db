"""What every table and column means, read from `db/columns.yaml` for the documentation and for Datasette."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from pipeline.model import KINDS
from pipeline.shipped import data_folder

_NOT_REVIEWED = ("council_id", "ended", "scope", "number", "put_off")
"""Columns of findings that reviewers do not correct: what the program makes of the others and of the words."""

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
        if name == "action_details":
            shared = {name: text for name, text in written["finding"].items() if name not in ("char_start", "char_end", "cue")}
            columns = {**shared, **written["tables"]["actions"]["columns"], **columns}
        if name in ("review_verdicts", "review_conflicts"):
            columns = {**columns, **written["verdict"]}
        tables[name] = TableText(table["about"], columns)
    for name in KINDS:
        tables[f"reviewed_{name}"] = _as_reviewed(name, written)
    return tables


def _as_reviewed(kind: str, written: Mapping[str, Any]) -> TableText:
    """Return the text of the view that shows a class as its reviewers left it."""
    own = {name: text for name, text in written["tables"][kind]["columns"].items() if name not in _NOT_REVIEWED}
    if kind == "actions":
        own["leads"] = "Names of those who lead it, in the order printed (JSON)."
    shared = {name: text for name, text in written["finding"].items() if name != "cue"}
    machine = {f"machine_{name}": f"What the machine says where {name} was corrected." for name in own}
    about = f"{kind.capitalize()} as reviewers left them, with what the machine said beside it."
    return TableText(about, {**shared, **own, **written["reviewed"], **machine})
