"""Open a database in Datasette on this machine."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import sys
import webbrowser
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.browse.settings import datasette_metadata, read_settings
from pipeline.errors import UsageError
from pipeline.shipped import data_folder

SETTINGS = {
    "default_page_size": 50,
    "default_facet_size": 12,  # values of a column that are offered at first
    "suggest_facets": False,  # ours are chosen; suggesting counts every column of every list
    "max_returned_rows": 5000,  # of a question, in CSV too: the default 1,000 would cut an export of a hundred reports
    "sql_time_limit_ms": 3000,
    "facet_time_limit_ms": 1000,
    "num_sql_threads": 2,
}


def make_datasette(db: Path) -> Any:
    """Return a Datasette over a findings database of the current layout, with our titles, templates, questions and pages."""
    with _numpy_kept_out():
        from datasette.app import Datasette
        from datasette.plugins import pm

    from pipeline.browse import plugin
    from pipeline.browse.file import DatabaseFile

    if not pm.has_plugin("council-journeys"):
        pm.register(plugin, name="council-journeys")
    if pm.has_plugin("datasette.handle_exception"):  # ours answers instead; asked beside it, it would still print
        pm.unregister(name="datasette.handle_exception")
    folder = data_folder("db")
    name = f"findings{db.stem}" if db.stem.startswith("_") else db.stem  # Datasette keeps `_internal` and `_memory` for itself
    datasette = Datasette(
        [],
        metadata=datasette_metadata(read_settings(), name),
        template_dir=str(folder / "templates"),
        static_mounts=[("journeys", str(folder / "static"))],
        settings=SETTINGS,
    )
    datasette.remove_database("_memory")  # made where no file is named at once
    datasette.add_database(DatabaseFile(datasette, db), name=name)
    return datasette


def serve(db: Path, *, port: int, host: str = "127.0.0.1", open_browser: bool = False, reviewers: Sequence[str] = ()) -> None:
    """Serve a database until stopped; prints the address once it listens there. Raises `UsageError` where it cannot."""
    import uvicorn

    from pipeline.browse.review_routes import sign_in_path
    from pipeline.browse.routes import IMAGES

    with _listening(host, port) as listening:
        app = make_datasette(db).app()
        IMAGES.begin()
        address = f"http://{host}:{port}/"
        print(f"Open {address} in a browser; stop with Ctrl-C.", flush=True)
        for reviewer in reviewers:
            print(f"{reviewer} reviews at {address.rstrip('/')}{sign_in_path(reviewer)} (works once)", flush=True)
        if open_browser:
            webbrowser.open(address)
        with contextlib.suppress(KeyboardInterrupt):  # uvicorn passes it on when it has ended what was under way
            uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on")).run(sockets=[listening])


@contextlib.contextmanager
def _numpy_kept_out() -> Iterator[None]:
    """Let an import go without numpy, where nobody has it yet.

    Datasette carries the library pint, which asks for numpy in case it is given arrays. It never is, and numpy is a quarter of
    the time that a server takes to start.
    """
    if "numpy" in sys.modules:
        yield
        return
    sys.modules["numpy"] = None  # type: ignore[assignment]  # what Python takes for "not to be had"
    try:
        yield
    finally:
        del sys.modules["numpy"]


def _listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens, so that whoever reads the address finds somebody there."""
    listening = socket.socket()
    if os.name != "nt":  # there, another program may otherwise take the port too
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen()
    except OSError as error:
        listening.close()
        fault = "is taken" if error.errno == errno.EADDRINUSE else "cannot be used"
        raise UsageError(f"port {port} on {host} {fault} ({error.strerror}); choose another with --port") from error
    return listening
