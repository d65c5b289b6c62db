"""`journeys remove`: a report out of the database."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli import options


@click.command(short_help="Take a report out of a database.")
@click.argument("report")
@options.database
def remove(report: str, database: Path) -> None:
    """Take REPORT out of the database with all its findings; reviews of them stay, in case it comes back.

    REPORT is a report's id or its beginning, its path, or its file name where no other has the same.

    \b
    Example: journeys remove reading-2016.pdf --db findings.db
    """
    from pipeline.flow import remove_report

    removed = remove_report(database, report)
    click.echo(f"Removed: {removed.label} ({', '.join(removed.paths)}) with {removed.findings} findings.")
