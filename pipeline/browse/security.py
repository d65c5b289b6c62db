"""What a browser is told not to do with our pages: texts of reports come from strangers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",  # our files and Datasette's; nothing inline, so that no report can bring a script
        "style-src 'self'",
        "img-src 'self' data:",  # arrows that Datasette's style sheet draws
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
)

Application = Callable[[dict[str, Any], Any, Any], Awaitable[None]]


def with_headers(app: Application) -> Application:
    """Return an application that sends `HEADERS` with every answer."""

    async def answering(scope: dict[str, Any], receive: Any, send: Any) -> None:
        async def sending(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *HEADERS]}
            await send(message)

        await app(scope, receive, sending if scope["type"] == "http" else send)

    return answering
