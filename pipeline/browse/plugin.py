"""What Datasette asks of us: cells as links, and the data of our own pages.

Written for Datasette 0.65 so that 1.0 runs it: `render_cell`, `extra_template_vars`, `extra_css_urls`,
templates by inheritance.
"""

from __future__ import annotations

import json
from typing import Any

import markupsafe
from datasette import hookimpl

from pipeline.browse import pages
from pipeline.browse.settings import read_settings

GRADES = ("outstanding", "good", "requires_improvement", "adequate", "inadequate")


@hookimpl
def extra_css_urls(datasette: Any) -> list[str]:
    return [datasette.urls.path("/journeys/journeys.css")]


@hookimpl
def extra_template_vars(datasette: Any, database: str | None, table: str | None, view_name: str, request: Any) -> Any:
    """Give the templates what their page is about: all, a council, a report, a finding ..."""

    async def variables() -> dict[str, Any]:
        settings = read_settings()
        given: dict[str, Any] = {
            "technical": settings.technical,
            "table_titles": {n: t["title"] for n, t in settings.tables.items()},
        }
        if view_name == "index":
            name = next(name for name in datasette.databases if name != "_internal")
            given["home"] = await pages.home(datasette.get_database(name), settings)
        if view_name == "row" and database and table and request is not None:
            key = request.url_vars["pks"]
            given["page"] = await pages.row_page(datasette.get_database(database), table, key)
        return given

    return variables


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None, database: str, datasette: Any) -> markupsafe.Markup | None:
    """Make words lead to their finding, reports and councils to their pages; show colours and statuses as such."""
    names = row.keys()
    if value is None:
        return None
    if column == "quote" and table in pages.FINDING_TABLES:
        return _link(datasette, database, table, row["id"], value)
    if (
        column in ("quote", "action", "recommendation", "event", "percentage", "words")
        and "finding_id" in names
        and "kind" in names
    ):
        return _link(datasette, database, row["kind"], row["finding_id"], value)
    if column == "quote" and table in ("finding_index", "findings"):
        return _link(datasette, database, row["kind"], row["id"], value)
    for name, target in (("report", "reports"), ("council", "councils"), ("lead", "leads")):
        if column == name and table is None and f"{name}_id" in names and row[f"{name}_id"] is not None:
            return _link(datasette, database, target, row[f"{name}_id"], value)
    if column == "rag":
        return markupsafe.Markup('<span class="rag rag-{0}">{0}</span>').format(value)
    if column in ("status", "kind", "step", "origin", "grade", "judgement", "role", "qualifier", "relation", "resolved_from"):
        return markupsafe.Markup('<span class="word {}">{}</span>').format(str(value), str(value).replace("_", " "))
    if column == "confidence" and isinstance(value, float):
        return markupsafe.Markup("{:.2f}").format(value)
    if column == "source_url" and str(value).startswith(("http://", "https://")):
        return markupsafe.Markup('<a href="{0}" rel="noreferrer">{0}</a>').format(value)
    if column == "arguments":
        return _arguments(value)
    return None


def _link(datasette: Any, database: str, table: str, key: Any, words: Any) -> markupsafe.Markup:
    return markupsafe.Markup('<a href="{}">{}</a>').format(datasette.urls.row(database, table, str(key)), str(words))


def _arguments(value: Any) -> markupsafe.Markup | None:
    try:
        arguments = json.loads(value)
    except ValueError:
        return None
    return markupsafe.Markup("{}").format(" ".join(map(str, arguments)) if isinstance(arguments, list) else value)
