"""Our addresses beside those of Datasette: pictures of pages, the reading view, links that stay."""

from __future__ import annotations

from typing import Any

from datasette import Response
from datasette.utils import path_with_replaced_args, tilde_decode
from datasette.utils.asgi import NotFound

from pipeline.browse.database_of import findings_database
from pipeline.browse.pages import comparing, finding_pages, overview, reading, reviewing, rule_pages, searching
from pipeline.browse.pages.accuracy import measurements
from pipeline.browse.pictures.drawing import CannotDraw
from pipeline.browse.pictures.page_images import Missing, PageImages
from pipeline.browse.remembered import remembered
from pipeline.browse.review_routes import REVIEW_ROUTES
from pipeline.browse.rows import Row, one
from pipeline.browse.settings import read_settings
from pipeline.browse.wording import forms
from pipeline.browse.wording.templating import Words
from pipeline.model import KINDS

IMAGES = PageImages()
MOST_ASKED = 50
"""Councils that an address is read for; of those beyond the ones compared it is said that they are left out."""

TABLES = "/-/tables"
"""Where the list of tables is made; it is asked for at the database's own address (see `plugin.asgi_wrapper`)."""

_NOTHING_HERE = "This part of Datasette is closed here: it shows the inside of the server, and nothing of the reports."
_WORDS_STAND = "Its words stand on the pages of its findings."


async def home_page(datasette: Any, request: Any) -> Any:
    """Answer the first page; Datasette's own would ask permission for each table first, which takes longer than all the rest."""
    db = await findings_database(datasette, request)
    others = [
        name
        for name in datasette.databases
        if name not in (db.name, "_internal", "_memory")
        and (await datasette.check_visibility(request.actor, permissions=[("view-database", name), "view-instance"]))[0]
    ]
    return await _page(datasette, request, "index", {"home": await overview.home(db, read_settings()), "others": others})


async def tables_page(datasette: Any, request: Any) -> Any:
    """Answer the list of all tables; Datasette's own counts each of them, and looks up its columns and keys, at every request."""
    db = await findings_database(datasette, request)
    may_ask = await datasette.permission_allowed(request.actor, "execute-sql", db.name, default=True)
    shown = {"groups": await overview.tables(db, read_settings()), "may_ask": may_ask}
    return await _page(datasette, request, "tables", shown)


async def page_picture(datasette: Any, request: Any) -> Any:
    """Answer a page of a report as PNG, by the page's key in the database."""
    db = await findings_database(datasette, request, "pages", "reports")
    source = await IMAGES.source(db, request.url_vars["page"])
    if isinstance(source, Missing):
        raise NotFound(source.reason)
    tag = f'"{source.sha256[:16]}-{source.number}-{source.turned}"'
    headers = {"cache-control": "private, max-age=3600", "etag": tag}
    if request.headers.get("if-none-match") == tag:
        return Response(b"", 304, headers, "image/png")
    try:
        return Response(await IMAGES.png(source), 200, headers, "image/png")
    except CannotDraw as error:
        return Response.text(f"This page cannot be drawn: {error}. {_WORDS_STAND}", status=422)


async def reading_view(datasette: Any, request: Any) -> Any:
    """Answer one sheet of a report with its findings: `?page=`, `?at=` a finding's key, `?only=` a class."""
    db = await findings_database(datasette, request, "blocks", "reports")
    only = request.args.get("only")
    shown = await reading.sheet(
        db,
        IMAGES,
        request.url_vars["report"],
        number=forms.number(request.args.get("page")),
        at=request.args.get("at"),
        only=only if only in KINDS else None,
    )
    if shown is None:
        raise NotFound("There is no such page of a report.")
    return await _page(datasette, request, "reading", {"sheet": shown, "blank": reviewing.blank_fields()})


async def search_page(datasette: Any, request: Any) -> Any:
    """Answer a search over everything: `?words=`, and where asked `council=`, `kind=`, `page=`."""
    db = await findings_database(datasette, request, "blocks", "reports")
    found = await searching.search(
        db,
        request.args.get("words") or "",
        council=request.args.get("council") or "",
        kind=request.args.get("kind") or "",
        page=forms.number(request.args.get("page"), most=9999) or 1,
    )
    return await _page(
        datasette, request, "search", {"found": found, "kinds": KINDS, "options": forms.options(found["councils"])}
    )


async def compare_page(datasette: Any, request: Any) -> Any:
    """Answer councils side by side: `?council=` once for each, `?align=` calendar or inspection."""
    db = await findings_database(datasette, request, "councils", "reports")
    councils = [key for key in request.args.getlist("council") if key][:MOST_ASKED]
    align: comparing.Align = "inspection" if request.args.get("align") == "inspection" else "calendar"

    url = Words(read_settings(), datasette.urls.database(db.name)).url
    shown = {
        "options": forms.options(await searching.councils(db)),
        "places": range(comparing.MOST),
        "compared": await remembered(db, f"compare {align} {councils}", lambda: comparing.comparison(db, url, councils, align)),
    }
    return await _page(datasette, request, "compare", shown)


async def accuracy_page(datasette: Any, request: Any) -> Any:
    """Answer what was measured of each class, and what the figures mean."""
    await findings_database(datasette, request)
    return await _page(datasette, request, "accuracy", {"measurements": measurements()})


async def rule_page(datasette: Any, request: Any) -> Any:
    """Answer what a rule is for and what it found."""
    db = await findings_database(datasette, request)
    shown = await rule_pages.rule(db, tilde_decode(request.url_vars["rule"]))
    if shown is None:
        raise NotFound("No rule of this name found anything, and none of those that came with the program has it.")
    return await _page(datasette, request, "rule", {"rule": shown})


async def lasting_link(datasette: Any, request: Any) -> Any:
    """Lead from a finding's lasting key to the page that it has just now; of several versions to the one that counts.

    A unit that a reviewer added has its page here.
    """
    db = await findings_database(datasette, request)
    found = await one(
        db,
        "select finding_index.id, finding_index.kind from finding_index join reports on reports.id = report_id "
        "where key = ? order by is_primary desc, finding_index.id limit 1",
        request.url_vars["key"],
    )
    if not found:
        added = await finding_pages.added(db, IMAGES, request.url_vars["key"])
        if added is None:
            raise NotFound("No finding has this key: its words are no longer read, or its report was removed.")
        return await _page(datasette, request, "added", {"page": added})
    return Response.redirect(datasette.urls.row(db.name, found["kind"], found["id"]), headers={"cache-control": "no-cache"})


async def closed_page(datasette: Any, request: Any) -> Any:
    """Answer where Datasette shows the inside of the server, its threads with the folders of this machine, or tries a form."""
    raise NotFound(_NOTHING_HERE)


async def _page(datasette: Any, request: Any, name: str, shown: Row) -> Any:
    helpers = {"path_with_replaced_args": path_with_replaced_args}
    return Response.html(await datasette.render_template(f"{name}.html", helpers | shown, request=request, view_name=name))


ROUTES = (
    (r"^/$", home_page),
    (rf"^{TABLES}$", tables_page),
    (r"^/-/page/(?P<page>[^/]+)\.png$", page_picture),
    (r"^/-/read/(?P<report>[^/]+)$", reading_view),
    (r"^/-/search$", search_page),
    (r"^/-/compare$", compare_page),
    (r"^/-/accuracy$", accuracy_page),
    (r"^/-/rule/(?P<rule>[^/]+)$", rule_page),
    (r"^/-/finding/(?P<key>[0-9a-f]+)$", lasting_link),
    (r"^/-/(?:threads(?:\.json)?|messages|allow-debug)$", closed_page),
    *REVIEW_ROUTES,
)
