"""Debian's Chromium for the tests that click: found, or said what to install."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# No sandbox: it wants rights that a container's root has not. The rest keeps it from asking the network for anything of its own.
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def program() -> str:
    """Return where Chromium is; without it the tests fail, for pages nobody has clicked through are not tested."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        raise RuntimeError("the browser tests need Chromium: install your system's package 'chromium' (make test does, as root)")
    return found


@contextmanager
def browser() -> Iterator[Any]:
    """Start Chromium and end it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program(), args=ARGUMENTS)
        try:
            yield started
        finally:
            started.close()


@contextmanager
def served(db: Path) -> Iterator[str]:
    """Serve a database on a free port, by a thread of this process; gives the address. The command itself has its own test."""
    with served_to_reviewers(db) as (address, _):
        yield address


@contextmanager
def served_to_reviewers(db: Path, *reviewers: str) -> Iterator[tuple[str, list[str]]]:
    """Serve a database to reviewers as well; gives the address, and for each reviewer the one to sign in."""
    import uvicorn

    from pipeline.browse import make_datasette
    from pipeline.browse.review_routes import sign_in_path

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(make_datasette(db).app(), log_level="warning", lifespan="on"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield address, [address + sign_in_path(reviewer) for reviewer in reviewers]
        finally:
            server.should_exit = True
            thread.join()
