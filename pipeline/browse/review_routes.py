"""Where reviewers write: signing in, judging findings, adding what was missed, audits. Nobody else can write anything.

A reviewer signs in through an address that the server prints when it starts (`journeys browse --reviewer NAME`), or by any plugin
of Datasette that gives an actor with an `id`. Forms carry Datasette's CSRF token.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections import Counter
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlsplit

from datasette import Response
from datasette.utils import path_with_replaced_args
from datasette.utils.asgi import Forbidden, NotFound

from pipeline.browse.database_of import findings_database
from pipeline.browse.pages import additions, drafts, finding_pages, reviewing
from pipeline.browse.pages.conflicts import WHY
from pipeline.browse.remembered import forget
from pipeline.browse.settings import read_settings
from pipeline.browse.wording import forms, words
from pipeline.errors import UsageError
from pipeline.plain import one_line, without_controls
from pipeline.review import audit as audits
from pipeline.review.writing import Judgement, Missed, add, judge

T = TypeVar("T")

_MOST_AT_ONCE = 500
_tokens: dict[str, str] = {}


def sign_in_path(reviewer: str) -> str:
    """Return the path by which a reviewer signs in, once, on this server."""
    token = secrets.token_urlsafe(24)
    _tokens[token] = reviewer
    return f"/-/sign-in?token={token}"


async def sign_in(datasette: Any, request: Any) -> Any:
    """Take a reviewer's token and remember who it is in a signed cookie; a token works once."""
    reviewer = _tokens.pop(request.args.get("token") or "", None)
    if reviewer is None:
        raise Forbidden("This address was used already, or is not of this server. Start it again to get a new one.")
    response = Response.redirect(datasette.urls.path("/-/review"))
    response.set_cookie("ds_actor", datasette.sign({"a": {"id": reviewer}}, "actor"), httponly=True, samesite="strict")
    return response


async def review_page(datasette: Any, request: Any) -> Any:
    """Answer how far review has come; of the conflicts a page: `?page=`, and where asked `why=` a sort of them."""
    db = await findings_database(datasette, request)
    why = request.args.get("why")
    page = forms.number(request.args.get("page"), most=9999) or 1
    shown = {
        "review": await reviewing.overview(db, why if why in WHY else None, page),
        "path_with_replaced_args": path_with_replaced_args,
    }
    return Response.html(await datasette.render_template("review.html", shown, request=request, view_name="review"))


async def judge_findings(datasette: Any, request: Any) -> Any:
    """Write what a reviewer says of one finding, or the same of several."""
    db, reviewer, form = await _form(datasette, request)
    try:
        written = await _judged(db, reviewer, form)
    except UsageError as error:
        return _returned(datasette, form, reviewer, error)
    told = Counter(written)
    datasette.add_message(request, ", ".join(f"{n:,} {verdict}" for verdict, n in told.items()).capitalize() + ".")
    return _back(datasette, form)


async def _judged(db: Any, reviewer: str, form: list[tuple[str, str]]) -> list[str]:
    """Write what a form says of one finding or several; returns the verdicts written."""
    keys = [value for name, value in form if name == "key"]
    given = dict(form)
    if not keys:
        raise UsageError("Tick at least one row.")
    if len(keys) > _MOST_AT_ONCE:
        raise UsageError(f"Those are {len(keys)} at once; {_MOST_AT_ONCE} are the most.")
    typed = {name.removeprefix("value-"): value for name, value in form if name.startswith("value-")}
    saw = {name.removeprefix("saw-"): value for name, value in form if name.startswith("saw-")} or None
    verdict: Any = given.get("verdict")
    if verdict == "corrected" and given.get("column"):  # one column of several rows
        typed = {given["column"]: words.stored(read_settings(), given["column"], given.get("value", "").strip())}
    judgements = [Judgement(key, verdict, typed, given.get("note"), saw) for key in keys]
    return await _write(db, lambda connection: judge(connection, judgements, reviewer=reviewer))


async def add_missed(datasette: Any, request: Any) -> Any:
    """Write down a unit that the machine missed: `words` of a block, of several such the one that `occurrence` counts, from 0.

    It leads to the page of the unit.
    """
    db, reviewer, form = await _form(datasette, request)
    given = dict(form)
    try:
        key = await _added(db, reviewer, form)
    except UsageError as error:
        return _returned(datasette, form, reviewer, error, prefix=f"value-{given.get('class', '')}-")
    return Response.redirect(datasette.urls.path(f"/-/finding/{key}") + "#review")


async def _added(db: Any, reviewer: str, form: list[tuple[str, str]]) -> str:
    """Write down the missed unit that a form tells of; returns its key."""
    given = dict(form)
    kind, marked = given.get("class", ""), given.get("words", "").strip()
    block_id, start, end = await additions.place_of(db, given)
    prefix = f"value-{kind}-"
    typed = {name.removeprefix(prefix): value for name, value in form if name.startswith(prefix)}
    if not typed.get("text") and kind in ("dates", "percentages", "changes", "events", "actions", "recommendations"):
        typed["text"] = marked
    missed = Missed(kind, block_id, start, end, typed, given.get("note"))
    return await _write(db, lambda connection: add(connection, missed, reviewer=reviewer))


async def audit_page(datasette: Any, request: Any) -> Any:
    """Answer the next thing that an audit asks about; `?n=` another one."""
    db = await findings_database(datasette, request)
    shown = await reviewing.audit_page(db, int(request.url_vars["number"]), forms.number(request.args.get("n")))
    if shown is None:
        raise NotFound("There is no audit of this number. One is drawn by journeys audit draw.")
    unit = shown["unit"]
    block = finding = None
    if unit and unit.target and unit.stratum == "block":
        block = await finding_pages.block(db, unit.target)
    elif unit and unit.target:
        finding = await reviewing.audited(db, unit)
    given = {"audit": shown, "block": block, "finding": finding}
    return Response.html(await datasette.render_template("audit.html", given, request=request, view_name="audit"))


async def say_in_audit(datasette: Any, request: Any) -> Any:
    """Write down how many units were missed in a paragraph of an audit."""
    db, reviewer, form = await _form(datasette, request)
    given = dict(form)
    some = given.get("missed") == "some"
    number, n, missed = (forms.number(given.get(name)) for name in ("audit", "n", "missed-some" if some else "missed"))
    if number is None or n is None or missed is None:
        raise UsageError("Give a number, 0 where nothing was missed.")
    await _write(db, lambda connection: audits.say_of_block(connection, number, n, missed, reviewer=reviewer))
    return _back(datasette, form)


REVIEW_ROUTES = (
    (r"^/-/sign-in$", sign_in),
    (r"^/-/review$", review_page),
    (r"^/-/review/judge$", judge_findings),
    (r"^/-/review/missed$", add_missed),
    (r"^/-/audit/(?P<number>[0-9]{1,9})$", audit_page),
    (r"^/-/audit-words$", say_in_audit),
)


def may_review(datasette: Any, request: Any) -> bool:
    """Whether who asks is signed in, and among the reviewers where the configuration names some."""
    name = (request.actor or {}).get("id")
    named = (datasette.plugin_config("council-journeys") or {}).get("reviewers")
    return bool(name) and (named is None or name in named)


async def _form(datasette: Any, request: Any) -> tuple[Any, str, list[tuple[str, str]]]:
    db = await findings_database(datasette, request)
    if request.method != "POST":
        raise NotFound("This address takes forms only.")
    if not may_review(datasette, request):
        raise Forbidden("Sign in as a reviewer first: start the server with journeys browse --reviewer YOUR-NAME")
    body = (await request.post_body()).decode("utf-8", "replace")
    given = [(name, without_controls(value)) for name, value in parse_qsl(body, keep_blank_values=True)]
    return db, one_line(str(request.actor["id"])), given


async def _write(db: Any, work: Callable[[sqlite3.Connection], T]) -> T:
    """Do all of a form or nothing, in the thread that alone writes."""

    def within(connection: sqlite3.Connection) -> T:
        connection.execute("PRAGMA busy_timeout = 30000")  # a large report takes the loader a second or two
        with connection:
            return work(connection)

    result: T = await db.execute_write_fn(within)
    forget()
    return result


def _page_of(form: list[tuple[str, str]]) -> str | None:
    """Return the page of this server from which a form came; null where it names none."""
    back = dict(form).get("back", "")
    parts = urlsplit(back)
    local = back.startswith("/") and not back.startswith(("//", "/\\")) and not parts.netloc and not parts.scheme
    safe = local and back.isascii() and back.isprintable()  # a header takes nothing else
    return back if safe else None


def _back(datasette: Any, form: list[tuple[str, str]]) -> Any:
    return Response.redirect(_page_of(form) or datasette.urls.path("/-/review"))


def _returned(datasette: Any, form: list[tuple[str, str]], reviewer: str, error: UsageError, *, prefix: str = "value-") -> Any:
    """Lead back to the page of a form that was not taken, where it stands as it was typed with what is wrong."""
    page = _page_of(form)
    if page is None:
        raise error
    drafts.keep(reviewer, page, form, error, prefix=prefix)
    return Response.redirect(page + "#not-taken")
