"""Open a database in Datasette on this machine."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import sys
import webbrowser
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.plain import one_line

SETTINGS = {
    "default_page_size": 50,
    "default_facet_size": 12,  # values of a column that are offered at first
    "suggest_facets": False,  # ours are chosen; suggesting counts every column of every list
    "max_returned_rows": 5000,  # of a question, in CSV too: the default 1,000 would cut an export of a hundred reports
    "sql_time_limit_ms": 3000,
    "facet_time_limit_ms": 1000,
    "num_sql_threads": 2,
}

MOST_CONNECTIONS = 400
"""At the same time; more get 503 at once. Systems allow a program a thousand files, and each connection is one."""


@dataclass(frozen=True, slots=True)
class Config:
    """A user's own configuration of Datasette: `settings`, and all else, which 0.65 calls metadata."""

    metadata: dict[str, Any] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)


def make_datasette(db: Path, config: Config | None = None) -> Any:
    """Return a Datasette over a findings database of the current layout, with our titles, templates, questions and pages.

    The plugin does the same in a Datasette that somebody else starts; the settings, and a file name of any signs, are ours alone.
    """
    with _numpy_kept_out():
        from datasette.app import Datasette, DatasetteClient
        from datasette.plugins import pm

    from pipeline.browse import plugin
    from pipeline.browse.guard.file import DatabaseFile

    if not pm.has_plugin("council-journeys"):
        pm.register(plugin, name="council-journeys")
    config = config or Config()
    name = f"findings{db.stem}" if db.stem.startswith("_") else db.stem  # Datasette keeps `_internal` and `_memory` for itself
    datasette = Datasette(
        [],
        metadata=config.metadata,
        settings=SETTINGS | config.settings,
        secret=os.environ.get("DATASETTE_SECRET"),  # as Datasette's own command; without it signatures last as long as the server
    )
    datasette.remove_database("_memory")  # made where no file is named at once
    datasette.add_database(DatabaseFile(datasette, db), name=name)
    datasette.client = DatasetteClient(datasette)  # the one it made knows the pages of no database
    return datasette


def read_config(path: Path) -> Config:
    """Read a `datasette.yaml`, as YAML or JSON; raises `UsageError` where it is none."""
    import yaml
    from datasette.app import DEFAULT_SETTINGS

    try:
        read = yaml.safe_load(path.read_text(encoding="utf-8")) or {}  # JSON is YAML
    except (OSError, UnicodeDecodeError, RecursionError, yaml.YAMLError) as error:
        raise UsageError(f"{path} cannot be read as YAML or JSON: {error}") from error
    if not isinstance(read, dict) or not isinstance(read.get("settings", {}), dict):
        raise UsageError(f"{path}: a configuration of Datasette has names with values, such as `title: Our archive`")
    settings = read.pop("settings", {})
    unknown = sorted(set(settings) - set(DEFAULT_SETTINGS))
    if unknown:
        raise UsageError(f"{path}: Datasette has no setting {unknown[0]}; it has {', '.join(sorted(DEFAULT_SETTINGS))}")
    return Config(read, settings)


def serve(
    db: Path,
    *,
    port: int,
    host: str = "127.0.0.1",
    open_browser: bool = False,
    reviewers: Sequence[str] = (),
    config: Config | None = None,
) -> None:
    """Serve a database until stopped; prints the address once it listens there. Raises `UsageError` where it cannot."""
    import uvicorn

    from pipeline.browse.review_routes import sign_in_path
    from pipeline.browse.routes import IMAGES

    with _listening(host, port) as listening:
        datasette = make_datasette(db, config)
        app = datasette.app()
        IMAGES.begin()
        datasette.get_database().start()
        address = f"http://{host}:{port}/"
        print(f"Open {address} in a browser; stop with Ctrl-C.", flush=True)
        for reviewer in reviewers:
            print(f"{one_line(reviewer)} reviews at {address.rstrip('/')}{sign_in_path(reviewer)} (works once)", flush=True)
        if open_browser:
            webbrowser.open(address)
        settings = uvicorn.Config(app, log_level="warning", lifespan="on", limit_concurrency=MOST_CONNECTIONS)
        with contextlib.suppress(KeyboardInterrupt):  # uvicorn passes it on when it has ended what was under way
            uvicorn.Server(settings).run(sockets=[listening])


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
