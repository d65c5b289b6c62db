"""What the folder `db/` says: titles, descriptions of columns, queries."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from pipeline.describe import TableText, descriptions
from pipeline.errors import UsageError
from pipeline.rules import data_folder


@dataclass(frozen=True, slots=True)
class Settings:
    """The configuration of the pages. `texts` describes each table and column."""

    title: str
    description: str
    license: str
    about: str
    tables: dict[str, dict[str, Any]]
    hidden: frozenset[str]
    technical: tuple[str, ...]
    texts: dict[str, TableText]
    queries: dict[str, dict[str, str]]


def read_query(path: Path) -> dict[str, str]:
    """Read a query: SQL whose first comment lines are `-- title:` and `-- description:`."""
    text = path.read_text(encoding="utf-8")
    head = dict(re.findall(r"(?m)^-- (title|description): (.+)$", text))
    if set(head) != {"title", "description"}:
        raise UsageError(f"{path.name}: a query needs the comment lines '-- title:' and '-- description:'")
    return {**head, "sql": re.sub(r"(?m)^--.*\n", "", text).strip()}


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
        tables=written["tables"],
        hidden=frozenset(written["hidden"]),
        technical=tuple(written["technical"]),
        texts=descriptions(),
        queries={path.stem: read_query(path) for path in sorted((folder / "queries").glob("*.sql"))},
    )


def datasette_metadata(settings: Settings, database: str) -> dict[str, Any]:
    """Return what Datasette calls metadata, for a database of this name."""
    tables: dict[str, Any] = {name: {"hidden": True} for name in settings.hidden}
    for name, table in settings.tables.items():
        entry: dict[str, Any] = {k: table[k] for k in ("title", "sort", "sort_desc", "facets", "size") if k in table}
        if "label" in table:
            entry["label_column"] = table["label"]
        if "fts" in table:
            entry |= {"fts_table": table["fts"], "fts_pk": "id"}
        entry |= {"description": settings.texts[name].about, "columns": settings.texts[name].columns}
        tables[name] = entry
    return {
        "title": settings.title,
        "description": settings.description,
        "license": settings.license,
        "about": settings.about,
        "databases": {database: {"title": settings.title, "tables": tables, "queries": settings.queries}},
    }
