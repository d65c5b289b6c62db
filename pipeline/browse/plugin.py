"""What Datasette asks of us: cells, the data of our own pages, faults in words.

Written for Datasette 0.65 so that 1.0 runs it: hooks and templates by inheritance only, and nothing of Datasette's own
`units`, which 1.0 no longer has.
"""

from __future__ import annotations

import functools
import sqlite3
import traceback
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl

from datasette import Response, hookimpl
from datasette.utils import path_with_removed_args, urlsafe_components
from markupsafe import Markup

import pipeline
from pipeline.browse import (
    charts,
    faults,
    finding_pages,
    forms,
    lists,
    matter_pages,
    overview,
    report_pages,
    routes,
    security,
)
from pipeline.browse.cells import Cells
from pipeline.browse.csv_cells import HarmlessCsv
from pipeline.browse.database_of import our_database
from pipeline.browse.review_routes import may_review
from pipeline.browse.rows import Row
from pipeline.browse.settings import read_settings
from pipeline.browse.templating import Lookups, Words
from pipeline.model import KINDS

LONGEST_VALUE = 10_000_000
"""Bytes of the longest value a question may make: one call that fills memory is not ended by the limit of time."""

_ROW_PAGES = {
    "reports": report_pages.report,
    "leads": report_pages.lead,
    "blocks": finding_pages.block,
    "action_threads": matter_pages.thread,
    "topics": matter_pages.topic,
}
_DRAWN_PAGES = {"councils": report_pages.council, "measures": matter_pages.measure}


@hookimpl
def extra_css_urls(datasette: Any) -> list[str]:
    return [datasette.urls.path(f"/journeys/{name}.css") for name in ("journeys", "reading", "charts")]


@hookimpl
def extra_js_urls(datasette: Any) -> list[str]:
    return [datasette.urls.path("/journeys/journeys.js")]


@hookimpl
def startup() -> None:
    charts.warm_up()


@hookimpl
def prepare_connection(conn: sqlite3.Connection) -> None:
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)


@hookimpl
def register_routes() -> Any:
    return list(routes.ROUTES)


@hookimpl
def extra_template_vars(datasette: Any, database: str | None, table: str | None, view_name: str, request: Any) -> Any:
    """Give the templates their words, and what their page is about: all, a table, a council, a report, a finding ..."""

    async def variables() -> dict[str, Any]:
        settings = read_settings()
        name = database if database and _is_ours(datasette, database) else our_database(datasette)
        db = datasette.get_database(name)
        given: dict[str, Any] = {
            "site": settings,
            "w": Words(settings),
            "ask": Lookups(db, settings),
            "our_database": name,
            "version": pipeline.__version__,
            "may_review": request is not None and may_review(datasette, request),
        }
        if request is not None and not table and request.url_vars.get("table") in settings.queries:
            given["question_name"] = request.url_vars["table"]
        elif view_name == "database" and request is not None and not request.args.get("sql"):
            given["groups"] = await overview.tables(db, settings)
        elif view_name == "table" and table and request is not None:
            arguments = parse_qsl(request.query_string, keep_blank_values=True)
            given["in_force"] = [
                (found, datasette.urls.path(path_with_removed_args(request, {found.name: found.value})))
                for found in await lists.filters(db, settings, table, arguments)
            ]
        elif view_name == "row" and table and request is not None:
            given["page"] = await _row_page(datasette, db, table, request)
        return given

    return variables


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None, database: str, datasette: Any) -> Any:
    cells = _cells(datasette, database)
    return cells.shown(row, value, column, table) if cells else None


@hookimpl
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """Answer faults in words, in place of Datasette, which prints each 404 on the terminal with all its variables."""

    async def response() -> Any:
        fault = faults.in_words(exception)
        if fault.status == 500:
            traceback.print_exception(exception)
        if request.path.endswith(".json"):
            content = {"ok": False, "error": fault.text, "detail": fault.detail, "status": fault.status, "title": fault.title}
            return Response.json(content, status=fault.status)
        page = await datasette.render_template("error.html", {"fault": fault}, request=request, view_name="error")
        return Response.html(page, status=fault.status)

    return response


@hookimpl
def forbidden(datasette: Any, request: Any, message: str) -> Any:
    """Answer in words what needs a reviewer, or may not be seen."""

    async def response() -> Any:
        page = await datasette.render_template("error.html", {"fault": faults.refused(message)}, request=request)
        return Response.html(page, status=403)

    return response


@hookimpl
def asgi_wrapper() -> Callable[[Any], Any]:
    """Read the forms of a list as a person fills them in (see `forms.as_meant`); send our headers, and no formulas."""

    def wrap(app: Any) -> Any:
        async def reading_forms(scope: dict[str, Any], receive: Any, send: Any) -> None:
            asked = scope.get("query_string", b"")
            if b"_search=" in asked or b"_filter_value=" in asked:
                scope = {**scope, "query_string": forms.as_meant(asked.decode("latin-1"), read_settings()).encode("latin-1")}
            await app(scope, receive, HarmlessCsv(send) if scope.get("path", "").endswith(".csv") else send)

        return security.with_headers(reading_forms)

    return wrap


@functools.lru_cache(maxsize=8)  # asked for every cell of every list
def _cells(datasette: Any, database: str) -> Cells | None:
    if not _is_ours(datasette, database):
        return None
    settings = read_settings()

    def link(target: str, key: str, words: object) -> Markup:
        return Markup('<a href="{}">{}</a>').format(datasette.urls.row(database, target, Words.key(key)), words)

    async def label_of(target: str, key: str) -> str | None:
        return await lists.label_of(datasette.get_database(database), settings, target, key)

    return Cells(settings, link, label_of)


async def _row_page(datasette: Any, db: Any, table: str, request: Any) -> Row | None:
    """Return what the page of one row shows, where we have a page of our own for its table."""
    keys = urlsafe_components(request.url_vars["pks"])
    if table == "pages":
        return await finding_pages.page(db, routes.IMAGES, keys[0])
    if table in KINDS:
        return await finding_pages.finding(db, routes.IMAGES, table, keys[0])
    if table in _DRAWN_PAGES:
        return await _DRAWN_PAGES[table](db, lambda name, key: str(datasette.urls.row(db.name, name, Words.key(key))), keys[0])
    page: Callable[[Any, str], Awaitable[Row | None]] | None = _ROW_PAGES.get(table)
    return await page(db, keys[0]) if page else None


def _is_ours(datasette: Any, database: str) -> bool:
    return database == our_database(datasette)
