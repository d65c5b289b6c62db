"""CSV as Datasette sends it, without cells that a spreadsheet would take for a formula: reports may hold what strangers wrote."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

from pipeline.export.cells import FORMULA
from pipeline.plain import without_controls

_FIELD = re.compile(r'("(?:[^"]|"")*+"|[^",\r\n]*+)(,|\r\n|\n|\r)')
_FORMULA = re.compile(f'"?[{re.escape(FORMULA)}]')
_NUMBER = re.compile(r'"?[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?"?', re.IGNORECASE)

REFUSED = b"The database refused this question; the same address without .csv says why.\r\n"
"""Datasette begins a CSV before it asks the database, and of a question that is refused it sends nothing."""

Send = Callable[[dict[str, Any]], Awaitable[None]]


class HarmlessCsv:
    """Passes the answer to a request for CSV on, without its length, which changes.

    Words that begin like a formula get an apostrophe before them, numbers do not (OWASP's advice on CSV injection). Datasette
    calls CSV plain text where a browser is to show it. A field that is not yet whole waits for the rest of it.
    """

    def __init__(self, send: Send) -> None:
        self._send = send
        self._is_csv = False
        self._held = b""
        self._is_empty = True

    async def __call__(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            headers = message.get("headers", ())
            self._is_csv = any(
                name.lower() == b"content-type" and value.startswith((b"text/csv", b"text/plain")) for name, value in headers
            )
            if self._is_csv:
                message = {**message, "headers": [pair for pair in headers if pair[0].lower() != b"content-length"]}
        elif message["type"] == "http.response.body" and self._is_csv:
            message = {**message, "body": self._harmless(message.get("body", b""), last=not message.get("more_body"))}
        await self._send(message)

    def _harmless(self, body: bytes, *, last: bool) -> bytes:
        written, end = [], 0
        text = (self._held + body).decode("utf-8", errors="surrogateescape")
        for field in _FIELD.finditer(text):
            if field.start() != end:
                break
            written.append(guarded(field[1]) + field[2])
            end = field.end()
        rest = text[end:]
        if last:
            written.append(guarded(rest))
            rest = ""
        self._held = rest.encode("utf-8", errors="surrogateescape")
        sent = "".join(written).encode("utf-8", errors="surrogateescape")
        self._is_empty = self._is_empty and not sent.strip()
        return REFUSED if last and self._is_empty else sent


def guarded(field: str) -> str:
    """Return a field as it stands in CSV, quoted or not, so that it begins no formula and holds nothing that a terminal obeys."""
    field = without_controls(field)
    if not _FORMULA.match(field) or _NUMBER.fullmatch(field):
        return field
    return f"\"'{field[1:]}" if field.startswith('"') else f"'{field}"
