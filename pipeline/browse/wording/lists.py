"""What stands above the rows of a table: the filters in force, in words, each with the address that takes it off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline.browse.rows import one
from pipeline.browse.settings import Settings
from pipeline.browse.wording import words

# Keys by their column, also in views, which declare none.
KEYS = {
    "report_id": "reports",
    "carrier_id": "reports",
    "council_id": "councils",
    "lead_id": "leads",
    "run_id": "runs",
    "block_id": "blocks",
    "lead_in_id": "blocks",
    "action_id": "actions",
    "recommendation_id": "recommendations",
    "topic_id": "topics",
    "measure_id": "measures",
    "thread_id": "action_threads",
    "dropped_in": "reports",
    "finding_id": "finding_index",
}


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter in force: in words, and as it stands in the address."""

    text: str
    name: str
    value: str


async def label_of(db: Any, settings: Settings, table: str, key: str) -> str | None:
    """Return the label of a row, null where there is no such row."""
    column = settings.tables[table].label
    found = await one(db, f'select "{column}" as label from "{table}" where id = ?', key)
    return str(found["label"]) if found and found["label"] is not None else None


async def filters(db: Any, settings: Settings, table: str, arguments: list[tuple[str, str]]) -> list[Filter]:
    """Return the filters of a table's address; `arguments` are its names and values in their order."""
    found = []
    for name, value in arguments:
        if name in ("_search", "_where") and value:
            found.append(Filter(f"the words “{value}”" if name == "_search" else value, name, value))
        if name.startswith("_") and "__" not in name:
            continue
        column, _, operator = name.rpartition("__") if "__" in name else (name, "", "exact")
        found.append(Filter(await _in_words(db, settings, table, column, operator, value), name, value))
    return found


async def _in_words(db: Any, settings: Settings, table: str, column: str, operator: str, value: str) -> str:
    heading = words.heading(settings, column, table)
    if column in KEYS and operator in ("exact", "not"):
        value = await label_of(db, settings, KEYS[column], value) or value
    elif column in KEYS and operator in ("in", "notin"):
        return await _several(db, settings, KEYS[column], words.comparison(heading, operator, ""), value.split(","))
    elif operator in ("exact", "not"):
        value = words.value(settings, column, value)
    return words.comparison(heading, operator, value)


async def _several(db: Any, settings: Settings, table: str, start: str, keys: list[str]) -> str:
    """Say which rows a list of keys means: by label where they are few, else by number, of whom where all are of one council."""
    if table == "reports":
        marks = ", ".join("?" * len(keys))
        found = await one(
            db,
            f"select count(*) as n, count(distinct council_id) as councils, max(name) as name "
            f"from reports left join councils on councils.id = council_id where reports.id in ({marks})",
            *keys,
        )
        if found and found["n"] > 1 and found["councils"] == 1:
            return f"{start}{settings.tables[table].many(found['n'])} of {found['name']}"
    if len(keys) > 2:
        return f"{start}{settings.tables[table].many(len(keys))} chosen"
    return start + " or ".join([await label_of(db, settings, table, key) or key for key in keys])


def arranged(settings: Settings, table: str, columns: list[str]) -> list[int]:
    """Return the places of a list's columns in the order in which they are shown."""
    first = settings.tables[table].first if table in settings.tables else ()
    return sorted(range(len(columns)), key=lambda n: (first.index(columns[n]) if columns[n] in first else len(first), n))


def arranged_facets(settings: Settings, table: str, facets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return Datasette's facets in the order in which our settings name them, those a reader added first."""
    known = settings.tables[table].facets if table in settings.tables else ()
    return sorted(facets, key=lambda facet: known.index(facet["name"]) if facet["name"] in known else -1)
