"""`journeys browse`: the database in a browser."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli import options


@click.command(short_help="Open a database in the browser.")
@options.database
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True, help="Port on this machine (127.0.0.1).")
@click.option("--open", "open_browser", is_flag=True, help="Open the browser too.")
@click.option(
    "--config",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A datasette.yaml of your own: titles, who may see what (allow), plugins, settings.",
)
@click.option("--reviewer", "reviewers", multiple=True, metavar="NAME", help="Let NAME review; may be repeated.")
def browse(database: Path, port: int, open_browser: bool, config: Path | None, reviewers: tuple[str, ...]) -> None:
    """Serve a database to the browser on this machine, until stopped with Ctrl-C.

    Everybody who has the address can read, and nobody can write. For each --reviewer an address is printed with which that person
    signs in, once, to accept, reject, correct and add findings. `datasette findings.db` shows the same pages, with all of
    Datasette's own options.

    \b
    Example: journeys browse --db findings.db --reviewer amy --reviewer ben
    """
    from pipeline.browse.serve import read_config, serve
    from pipeline.load.database import open_database

    with open_database(database):  # what is none, or of another version, is told before anybody opens a page
        pass
    own = read_config(config) if config else None
    serve(database, port=port, open_browser=open_browser, reviewers=reviewers, config=own)
