"""`journeys verify`: all evidence checked again."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli import options
from pipeline.cli.printing.plural import many


@click.command(short_help="Check all evidence in a database again.")
@options.database
@click.pass_context
def verify(ctx: click.Context, database: Path) -> None:
    """Check a database: every quote is at its place, every box on its page, and every link, count and index is right.

    The exit code is 1 when something is wrong.

    \b
    Example: journeys verify --db findings.db
    """
    from pipeline.load.verify import verify as check

    verdict = check(database)
    for problem in verdict.problems:
        click.echo(problem)
    checked = f"{many(verdict.reports, 'report')}, {many(verdict.evidence, 'piece of evidence', 'pieces of evidence')} checked"
    click.echo(f"{checked}: {many(len(verdict.problems), 'fault') if verdict.problems else 'all is as it should be'}.")
    ctx.exit(1 if verdict.problems else 0)
