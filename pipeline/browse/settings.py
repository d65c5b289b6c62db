"""What the folder `db/` says: titles, descriptions of columns, how names and values are put in words, questions."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict

from pipeline.describe import TableText, descriptions
from pipeline.errors import UsageError
from pipeline.review.fields import COLUMNS
from pipeline.shipped import data_folder


class TableSettings(BaseModel):
    """How one table is shown; what each field means stands at the head of `tables` in `db/metadata.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    rows: tuple[str, str]
    group: Literal["read", "sources", "workings", "hidden"]
    label: str
    sort: str | None = None
    sort_desc: str | None = None
    facets: tuple[str, ...] = ()
    search: str | None = None
    first: tuple[str, ...] = ()
    folded: frozenset[str] = frozenset()
    headings: dict[str, str] = {}

    def many(self, number: int) -> str:
        """Return `1 action`, `1,200 actions`."""
        return f"{number:,} {self.rows[number != 1]}"


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question asks for: `hint` stands in the empty field, `choices` is the column that offers values (`leads.name`)."""

    name: str
    label: str
    hint: str = ""
    choices: str | None = None

    @property
    def is_day(self) -> bool:
        return self.choices == "day"


@dataclass(frozen=True, slots=True)
class Query:
    """A question: its words, its SQL, what it asks for."""

    title: str
    description: str
    sql: str
    parameters: tuple[Parameter, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """The configuration of the pages. `texts` describes each table and column."""

    title: str
    description: str
    license: str
    about: str
    tables: dict[str, TableSettings]
    hidden: frozenset[str]
    headings: dict[str, str]
    units: dict[str, str]
    decimals: dict[str, int]
    codes: frozenset[str]
    rules: frozenset[str]
    values: dict[str, dict[str, str]]
    texts: dict[str, TableText]
    queries: dict[str, Query]


MACHINE = "machine_"
"""What columns begin with that keep what the machine says of a finding as reviewed; lists show it beside the value."""


def read_query(path: Path) -> Query:
    """Read a question: SQL that begins with `-- title:`, `-- description:` and a line for each parameter.

    `-- ask: lead | Words in the lead's name | Head of Service | leads.name`: the parameter, what to type, and, where useful, an
    example and the column whose values are offered (`day`: a calendar). Raises `UsageError` where a line is missing.
    """
    text = path.read_text(encoding="utf-8")
    head = dict(re.findall(r"(?m)^-- (title|description): (.+)$", text))
    asked = re.findall(r"(?m)^-- ask: (.+)$", text)
    sql = re.sub(r"(?m)^--.*\n", "", text).strip()
    parameters = tuple(Parameter(*(part.strip() for part in line.split("|"))) for line in asked)
    if set(head) != {"title", "description"}:
        raise UsageError(f"{path.name}: a question needs the comment lines '-- title:' and '-- description:'")
    if {p.name for p in parameters} != set(re.findall(r"(?<!:):([a-z_]+)", sql)):
        raise UsageError(f"{path.name}: each parameter of the SQL needs a line '-- ask: name | what to type', and no other")
    return Query(head["title"], head["description"], sql, parameters)


@functools.cache
def read_settings() -> Settings:
    """Read the folder `db/` that came with the program."""
    folder = data_folder("db")
    written = yaml.safe_load((folder / "metadata.yaml").read_text(encoding="utf-8"))
    return Settings(
        title=written["title"],
        description=written["description"],
        license=written["license"],
        about=written["about"],
        tables={name: _table(name, table, written["folded"]) for name, table in written["tables"].items()},
        hidden=frozenset(written["hidden"]),
        headings=written["headings"],
        units=written["units"],
        decimals=written["decimals"],
        codes=frozenset(written["codes"]),
        rules=frozenset(written["rules"]),
        values=written["values"],
        texts=descriptions(),
        queries={name: read_query(folder / "queries" / f"{name}.sql") for name in written["questions"]},
    )


def _table(name: str, written: dict[str, Any], folded: list[str]) -> TableSettings:
    shown = written.pop("shown", ())
    if name.startswith("reviewed_"):
        folded = [*folded, *(f"{MACHINE}{column}" for column in COLUMNS[name.removeprefix("reviewed_")])]
    return TableSettings.model_validate({**written, "folded": {*folded, *written.get("folded", ())} - set(shown)})


def datasette_metadata(settings: Settings, database: str) -> dict[str, Any]:
    """Return what Datasette calls metadata, for a database of this name; 1.0 wants its `queries` as `config` instead."""
    tables: dict[str, Any] = {name: {"hidden": True} for name in settings.hidden}
    for name, table in settings.tables.items():
        text = settings.texts[name]
        entry: dict[str, Any] = {
            "title": table.title,
            "description": text.about,
            "columns": dict(text.columns),
            "label_column": table.label,
            "facets": list(table.facets),
        }
        if table.sort:
            entry["sort"] = table.sort
        if table.sort_desc:
            entry["sort_desc"] = table.sort_desc
        if table.search:
            entry["fts_table"] = table.search
        tables.setdefault(name, {}).update(entry)
    queries = {
        name: {"sql": query.sql, "title": query.title, "description": query.description, "hide_sql": True}
        for name, query in settings.queries.items()
    }
    return {
        "title": settings.title,
        "description": settings.description,
        "license": settings.license,
        "about": settings.about,
        "databases": {database: {"title": settings.title, "tables": tables, "queries": queries}},
    }
