"""What several commands ask for alike."""

from __future__ import annotations

import os
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


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
