"""Debian's Chromium for the tests that click: found, or said what to install."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
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
    """Serve a database by `journeys browse` on a free port; gives the address."""
    with served_to_reviewers(db) as (address, _):
        yield address


@contextmanager
def served_to_reviewers(db: Path, *reviewers: str) -> Iterator[tuple[str, list[str]]]:
    """Serve a database to reviewers as well; gives the address, and for each reviewer the one to sign in."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "pipeline", "browse", "--db", str(db), "--port", str(port)]
    command += [part for reviewer in reviewers for part in ("--reviewer", reviewer)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            lines = [server.stdout.readline() for _ in range(1 + len(reviewers))]
            if not lines[0].startswith("Open "):
                raise RuntimeError(f"journeys browse does not start: {lines[0]}")
            first, *others = (next(word for word in line.split() if word.startswith("http://")) for line in lines)
            yield first.rstrip("/"), others
        finally:
            server.terminate()
