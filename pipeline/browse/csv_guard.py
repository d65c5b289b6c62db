"""Rows taken away as CSV: no cell of a report's words is taken for a formula by a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import Any

from pipeline.browse.security import Application
from pipeline.export.cells import harmless


def guarded(app: Application) -> Application:
    """Return an application whose CSV answers hold harmless cells (`pipeline.export.cells.harmless`), numbers as they were.

    Datasette writes CSV row by row; rows are passed on as soon as they are whole, so that a long table stays a stream.
    """

    async def answering(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http" or not scope["path"].endswith(".csv"):
            await app(scope, receive, send)
            return
        waiting = ""

        async def sending(message: dict[str, Any]) -> None:
            nonlocal waiting
            if message["type"] == "http.response.start":
                headers = [(name, value) for name, value in message["headers"] if name.lower() != b"content-length"]
                message = {**message, "headers": headers}
            elif message["type"] == "http.response.body":
                last = not message.get("more_body", False)
                waiting += message.get("body", b"").decode()
                whole = last or (waiting.endswith("\n") and waiting.count('"') % 2 == 0)
                message = {**message, "body": _harmless(waiting).encode() if whole else b""}
                waiting = "" if whole else waiting
            await send(message)

        await app(scope, receive, sending)

    return answering


def _harmless(text: str) -> str:
    written = io.StringIO()
    writer = csv.writer(written)
    for row in csv.reader(io.StringIO(text, newline="")):
        writer.writerow([cell if _is_number(cell) else harmless(cell) for cell in row])
    return written.getvalue()


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
