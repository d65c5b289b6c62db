"""`journeys merge`: shards and databases into one database."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline.cli import options
from pipeline.cli.printing.plural import many
from pipeline.shipped import OwnRules


@click.command(short_help="Put shards and databases into one database.")
@click.argument("origins", nargs=-1, required=True, metavar="SHARDS...", type=click.Path(exists=True, path_type=Path))
@options.database
@options.own_rules
@click.option("--quiet", is_flag=True, help="Print nothing.")
def merge(origins: tuple[Path, ...], database: Path, own: OwnRules | None, quiet: bool) -> None:
    """Merge SHARDS (folders written by journeys load --shards, or whole databases) into one database.

    The database then holds what loading all the files into it would have given; versions, threads and responses are worked out
    over all of it. What it holds already is left alone, so after an interruption the same command goes on.

    \b
    Example: journeys merge north/ south/ older.db --db findings.db
    """
    from pipeline.flow import merge_into

    def told(reports: int) -> None:
        if not quiet and sys.stderr.isatty():
            click.echo(f"\r{reports} reports", nl=False, err=True)

    try:
        merged = merge_into(database, origins, told, own=own)
    except KeyboardInterrupt:
        click.echo("\nStopped. What was merged stands; the same command goes on with the rest.", err=True)
        sys.exit(130)
    if not quiet:
        told_all = f"{many(merged.reports, 'report')} merged into {database}"
        unchanged = f"; {many(merged.unchanged, 'report')} stood there already" if merged.unchanged else ""
        click.echo(f"{told_all}{unchanged}.")
        for note in merged.notes:
            click.echo(f"Note: {note}")
