"""`journeys compare`: the roads of councils side by side."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal

import click

from pipeline.cli import options

_FORMS = click.Choice(("table", "csv", "json", "html"))
_DAY = click.DateTime(formats=["%Y-%m-%d", "%Y"])


@click.command(short_help="Lay the journeys of councils side by side.")
@click.argument("councils", nargs=-1, required=True, metavar="COUNCIL...")
@options.database
@click.option("--since", type=_DAY, metavar="DAY", help="Only what happened from this day or year on.")
@click.option(
    "--as-of", type=_DAY, metavar="DAY", help="Day on which actions are open or overdue. [default: that of each last plan]"
)
@click.option(
    "--from",
    "which",
    type=click.Choice(("worst", "first", "last")),
    default="worst",
    show_default=True,
    help="The graded inspection to count from: the first with the worst overall grade, the first, or the last.",
)
@click.option("--format", "form", type=_FORMS, default="table", show_default=True, help="What to print.")
def compare(
    councils: tuple[str, ...],
    database: Path,
    since: datetime | None,
    as_of: datetime | None,
    which: Literal["worst", "first", "last"],
    form: str,
) -> None:
    """Print what the reports say about each COUNCIL (its name or a part of it), counted from the day on which its inspection was
    published or, where that is not known, from the inspection's last day.

    For each council: what was read and what was not; the days from the inspection to the first plan, to each monitoring visit and
    to the next judgement; how many of the actions followed are complete, open, overdue, moved and dropped; actions by topic and
    status at each report; who leads what; measures; and all steps on one axis.

    \b
    Example: journeys compare darlington reading --since 2015 --format html > compared.html
    """
    from pipeline.cli.printing.compare import as_csv, as_html, as_json, as_text
    from pipeline.compare import chosen_councils
    from pipeline.compare import compare as compare_councils
    from pipeline.load.database import open_database

    with open_database(database) as connection:
        compared = compare_councils(
            connection,
            chosen_councils(connection, councils),
            since=since.date() if since else None,
            as_of=as_of.date() if as_of else None,
            which=which,
        )
    click.echo({"table": as_text, "csv": as_csv, "json": as_json, "html": as_html}[form](compared), nl=form == "json")
