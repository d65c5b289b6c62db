"""What several commands ask for alike."""

from __future__ import annotations

from pathlib import Path

import click

database = click.option(
    "--db",
    "database",
    type=click.Path(path_type=Path),
    default=Path("findings.db"),
    show_default=True,
    help="The findings database.",
)

english = click.option(
    "--english",
    metavar="NAME",
    help="Parse sentences with this installed spaCy pipeline (en_core_web_sm). [default: the one shipped]",
)

existing_file = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
