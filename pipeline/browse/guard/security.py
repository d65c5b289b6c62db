"""What a browser is told not to do with our pages: texts of reports come from strangers."""

from __future__ import annotations

import re
import secrets
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from http.cookies import CookieError, SimpleCookie
from typing import Any

from jinja2 import Environment
from jinja2.ext import Extension

_POLICY = (
    "default-src 'none'",
    "script-src 'self' 'nonce-{nonce}'",  # files of this server, and what stands in a template; nothing that a report brings
    "style-src 'self' 'nonce-{nonce}'",
    "img-src 'self' data:",  # arrows that Datasette's style sheet draws
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)
MOST_POSTED = 1_000_000
"""Bytes of a form: five hundred keys, which are the most at once, and the longest reason have a tenth of it."""
_HEADERS = ((b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"same-origin"))
_nonce: ContextVar[str] = ContextVar("_nonce", default="")

Application = Callable[[dict[str, Any], Any, Any], Awaitable[None]]


class Nonces(Extension):
    """Give each script and style that a template holds the nonce of its answer.

    It is done to the source of the templates, Datasette's and those of other plugins too, before anything of a report is put into
    them: a `<script>` that came with a report has none, and is refused. Attributes `style`, which no nonce allows, go.
    """

    tags: set[str] = set()  # noqa: RUF012 - as Jinja declares it

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.globals["csp_nonce"] = _nonce.get

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        source = re.sub(r' style="(?:\{\{.*?\}\}|[^"{])*"', "", source)
        return re.sub(r"<(script|style)(?=[\s>])", r'<\1 nonce="{{ csp_nonce() }}"', source)


def with_measure(app: Application) -> Application:
    """Return an application that is sent no body over `MOST_POSTED`: what reads one, to check its token, does so in memory."""

    async def measured(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await app(scope, receive, send)
            return
        told = dict(scope["headers"]).get(b"content-length", b"0")
        n_told = int(told) if told.isdigit() and len(told) < 20 else MOST_POSTED + 1
        messages: list[dict[str, Any]] = []
        n_bytes, more = 0, n_told <= MOST_POSTED
        while more and n_bytes <= MOST_POSTED:
            messages.append(await receive())
            n_bytes += len(messages[-1].get("body", b""))
            more = messages[-1].get("more_body", False)
        if n_told > MOST_POSTED or n_bytes > MOST_POSTED:
            await _too_much(send)
            return

        async def again() -> Any:
            return messages.pop(0) if messages else await receive()

        await app(scope, again, send)

    return measured


async def _too_much(send: Any) -> None:
    said = f"A form has {MOST_POSTED // 1_000_000} megabyte at most; nothing of this was read or written.\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(said)).encode())]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": said})


def with_headers(app: Application) -> Application:
    """Return an application that sends our headers with every answer."""

    async def answering(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        policy = (b"content-security-policy", "; ".join(_POLICY).format(nonce=nonce).encode())

        async def sending(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), policy, *_HEADERS]}
            await send(message)

        before = _nonce.set(nonce)
        try:
            await app({**scope, "headers": [pair for pair in scope["headers"] if not _is_broken_cookie(*pair)]}, receive, sending)
        except (IndexError, TypeError, ValueError):
            if not _is_form_of_parts(scope):
                raise
            await sending({"type": "http.response.start", "status": 400, "headers": [(b"content-type", b"text/plain")]})
            await sending({"type": "http.response.body", "body": b"This form cannot be read."})
        finally:
            _nonce.reset(before)

    return answering


def _is_broken_cookie(name: bytes, value: bytes) -> bool:
    """Say whether a header is a cookie that no browser of ours was given, on which the reading of cookies fails."""
    if name != b"cookie":
        return False
    try:
        SimpleCookie(value.decode("utf-8"))
    except (UnicodeDecodeError, CookieError):
        return True
    return False


def _is_form_of_parts(scope: dict[str, Any]) -> bool:
    """Say whether a request brings a form in parts: none of ours does, and the check for a token trips over those made badly."""
    return any(name == b"content-type" and value.startswith(b"multipart/") for name, value in scope["headers"])
