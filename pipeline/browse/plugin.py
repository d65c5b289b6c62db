"""What Datasette asks of us: cells, the data of our own pages, faults in words. The entry point of the plugin.

Written for Datasette 0.65 so that 1.0 runs it: hooks and templates by inheritance only, and nothing of Datasette's own
`units`, which 1.0 no longer has. Where Datasette has no findings database, it does nothing.
"""

from __future__ import annotations

import dataclasses
import functools
import sqlite3
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from datasette import Response, hookimpl
from datasette.utils import path_with_removed_args, tilde_encode, urlsafe_components
from datasette.utils.asgi import asgi_static
from jinja2 import FileSystemLoader
from markupsafe import Markup

import pipeline
from pipeline.browse import charts, routes
from pipeline.browse.database_of import our_database, seen_database
from pipeline.browse.guard import answers, faults, permitted, questions_aside, security, turns
from pipeline.browse.guard.csv_cells import HarmlessCsv
from pipeline.browse.guard.file import DatabaseFile
from pipeline.browse.pages import finding_pages, matter_pages, report_pages
from pipeline.browse.pages.additions import ADDED
from pipeline.browse.review_routes import may_review
from pipeline.browse.rows import Row
from pipeline.browse.settings import datasette_metadata, read_settings
from pipeline.browse.wording import forms, lists
from pipeline.browse.wording.cells import Cells
from pipeline.browse.wording.templating import Lookups, Words
from pipeline.model import KINDS
from pipeline.shipped import data_folder

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
    if our_database(datasette) is None:
        return []
    return [datasette.urls.path(f"/journeys/{name}.css") for name in ("journeys", "reading", "charts")]


@hookimpl
def extra_js_urls(datasette: Any) -> list[str]:
    return [] if our_database(datasette) is None else [datasette.urls.path("/journeys/journeys.js")]


@hookimpl
def startup(datasette: Any) -> None:
    name = our_database(datasette)
    if name is None:
        return
    charts.warm_up()
    database = datasette.get_database(name)
    if not isinstance(database, DatabaseFile):  # where somebody else started Datasette
        datasette.remove_database(name)
        file = DatabaseFile(datasette, Path(database.path), is_mutable=database.is_mutable)
        datasette.add_database(file, name=name, route=database.route)


@hookimpl
def prepare_connection(conn: sqlite3.Connection) -> None:
    answers.cap(conn)


@hookimpl
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """Let our templates stand before Datasette's own, after those of its user and of other plugins; see `security.Nonces`."""
    if our_database(datasette) is None:
        return
    env.add_extension(security.Nonces)
    for loader in env.loader.loaders:
        if isinstance(loader, FileSystemLoader):
            loader.searchpath.insert(-1, str(data_folder("db") / "templates"))


@hookimpl
def get_metadata(datasette: Any) -> dict[str, Any]:
    """Give titles, descriptions, facets and questions; what the user's own configuration says goes before."""
    name = our_database(datasette)
    if name is None:
        return {}
    given = dict(_metadata(name))  # Datasette merges into what it is given, and asks many times for a page
    database = dict(given["databases"][name])
    database["tables"] = {table: dict(said) for table, said in database["tables"].items()}
    database["queries"] = dict(database["queries"])
    given["databases"] = {name: database}
    return given


@hookimpl
def permission_allowed(datasette: Any, actor: Any, action: str, resource: Any) -> Any:
    """Close what would show a table that somebody may not see; of all else Datasette and other plugins decide."""
    if action not in ("view-table", "view-query", "execute-sql"):
        return None
    name = resource if isinstance(resource, str) else resource[0]
    if name != our_database(datasette):
        return None
    permitted.who_asks.set(actor)

    async def decided() -> bool | None:
        return False if await permitted.is_closed(datasette, name, actor, action, resource) else None

    return decided


@hookimpl
def register_routes(datasette: Any) -> Any:
    if our_database(datasette) is None:
        return []
    return [*routes.ROUTES, (r"^/journeys/(?P<path>.*)$", asgi_static(data_folder("db") / "static"))]


@hookimpl
def extra_template_vars(datasette: Any, database: str | None, table: str | None, view_name: str, request: Any) -> Any:
    """Give the templates their words, and what their page is about: all, a table, a council, a report, a finding ..."""
    name = our_database(datasette)
    if name is None:
        return {}
    ours = database in (None, name)

    async def variables() -> dict[str, Any]:
        settings = read_settings()
        db = await seen_database(datasette, request)
        said = {key: datasette.metadata(key) for key in ("title", "description")}
        given: dict[str, Any] = {
            "site": dataclasses.replace(settings, **said),
            "w": Words(settings, datasette.urls.database(name)),
            "ask": Lookups(db, settings),
            "our_database": name,
            "version": pipeline.__version__,
            "here": _address(request) if request is not None else "",
            "may_review": request is not None and may_review(datasette, request),
        }
        if request is None or not ours:
            return given
        if not table and request.url_vars.get("table") in settings.queries:
            given["question_name"] = request.url_vars["table"]
        elif view_name == "table" and table:
            arguments = parse_qsl(request.query_string, keep_blank_values=True)
            given["in_force"] = [
                (found, datasette.urls.path(path_with_removed_args(request, {found.name: found.value})))
                for found in await lists.filters(db, settings, table, arguments)
            ]
        elif view_name == "row" and table:
            given["page"] = await _row_page(datasette, db, table, request)
        return given

    return variables


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None, database: str, datasette: Any) -> Any:
    cells = _cells(datasette, database)
    return cells.shown(row, value, column, table) if cells else None


@hookimpl(hookwrapper=True)
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """Answer faults in words, in place of Datasette, which prints each 404 on the terminal with all its variables."""
    answers = yield
    if our_database(datasette) is None:
        return

    async def response() -> Any:
        if isinstance(exception, turns.Busy):
            raise exception  # which needs no page: a page asks the database
        fault = faults.in_words(exception)
        if fault.status == 500:
            traceback.print_exception(exception)
        if request.path.endswith(".json"):
            content = {"ok": False, "error": fault.text, "detail": fault.detail, "status": fault.status, "title": fault.title}
            return Response.json(content, status=fault.status)
        page = await datasette.render_template("error.html", {"fault": fault}, request=request, view_name="error")
        return Response.html(page, status=fault.status)

    others = [answer for answer in answers.get_result() if getattr(answer, "__module__", "") != "datasette.handle_exception"]
    answers.force_result([*others, response])


@hookimpl
def forbidden(datasette: Any, request: Any, message: str) -> Any:
    """Answer in words what needs a reviewer, or may not be seen."""
    if our_database(datasette) is None:
        return None

    async def response() -> Any:
        page = await datasette.render_template("error.html", {"fault": faults.refused(message)}, request=request)
        return Response.html(page, status=403)

    return response


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:
    """Read the forms of a list as a person fills them in (see `forms.as_meant`), none huge; send our headers, no formulas.

    Who has gone is no longer answered (see `turns`). The database's own address shows our list of tables, but for a question in
    SQL, which Datasette answers there.
    """

    def wrap(app: Any) -> Any:
        name = our_database(datasette)
        if name is None:
            return app
        own = {datasette.urls.database(name), f"/{tilde_encode(datasette.get_database(name).route)}"}

        async def reading_forms(scope: dict[str, Any], receive: Any, send: Any) -> None:
            asked, path = scope.get("query_string", b""), scope.get("path", "")
            pairs = parse_qsl(asked.decode("latin-1"), keep_blank_values=True)
            questions_aside.worded_by_visitor.set(questions_aside.worded_in(path, pairs, read_settings().queries))
            if b"_search=" in asked or b"_filter_value=" in asked:
                scope = {**scope, "query_string": forms.as_meant(asked.decode("latin-1"), read_settings()).encode("latin-1")}
            if path in own and "sql" not in dict(pairs):
                scope = {**scope, "path": routes.TABLES, "raw_path": routes.TABLES.encode()}
            await app(scope, receive, HarmlessCsv(send) if path.endswith(".csv") else send)

        return security.with_headers(turns.while_there(security.with_measure(reading_forms)))

    return wrap


def _address(request: Any) -> str:
    """Return the address that is shown, to which a form on it leads back."""
    return str(request.path + ("?" + request.query_string if request.query_string else ""))


@functools.cache
def _metadata(name: str) -> dict[str, Any]:
    return datasette_metadata(read_settings(), name)


@functools.lru_cache(maxsize=8)  # asked for every cell of every list
def _cells(datasette: Any, database: str) -> Cells | None:
    if database != our_database(datasette):
        return None
    settings = read_settings()

    def link(target: str, key: str, words: object) -> Markup:
        if target in KINDS and str(key).startswith(ADDED):
            return Markup('<a href="{}">{}</a>').format(datasette.urls.path(f"/-/finding/{key.removeprefix(ADDED)}"), words)
        return Markup('<a href="{}">{}</a>').format(datasette.urls.row(database, target, Words.key(key)), words)

    async def label_of(target: str, key: str) -> str | None:
        hidden = await permitted.hidden_tables(datasette, database, permitted.who_asks.get())
        return await lists.label_of(permitted.without(datasette.get_database(database), hidden), settings, target, key)

    def lasting(key: str) -> Markup:
        return Markup('<a href="{}">the finding</a>').format(datasette.urls.path(f"/-/finding/{Words.key(key)}"))

    return Cells(settings, link, label_of, lasting)


async def _row_page(datasette: Any, db: Any, table: str, request: Any) -> Row | None:
    """Return what the page of one row shows, where we have a page of our own for its table."""
    keys = urlsafe_components(request.url_vars["pks"])
    if table == "pages":
        return await finding_pages.page(db, routes.IMAGES, keys[0])
    if table in KINDS:
        return await finding_pages.finding(db, routes.IMAGES, table, keys[0])
    if table in _DRAWN_PAGES:
        return await _DRAWN_PAGES[table](db, Words(read_settings(), datasette.urls.database(db.name)).url, keys[0])
    page: Callable[[Any, str], Awaitable[Row | None]] | None = _ROW_PAGES.get(table)
    return await page(db, keys[0]) if page else None
