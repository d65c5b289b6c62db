"""`journeys diff` and `journeys reload`: what rules would change in a database, and the change itself."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

import click

from pipeline.cli import options
from pipeline.shipped import OwnRules


@click.command(short_help="Tell what rules would change in a database.")
@options.own_rules
@options.database
@options.kind
@options.workers("Reports at a time; 0: in this process.")
@options.english
@options.text_form
@options.most_quotes
def diff(own: OwnRules | None, database: Path, kind: str | None, workers: int, english: str | None, form: str, most: int) -> None:
    """Show which findings your own rules would add, remove or change in a database.

    Nothing is changed yet, and no source file is opened: the rules run over the pages and blocks that the database keeps.

    \b
    Example: journeys diff --rules my-rules/ --db findings.db
    """
    from pipeline.cli.printing.diff import as_json, as_text, told_of_database
    from pipeline.cli.printing.progress import Progress
    from pipeline.flow import diff_database
    from pipeline.load.reload import ReloadRequest

    with Progress(quiet=form == "json") as progress:
        summary = diff_database(ReloadRequest(database, own, english, workers), progress)
    told = told_of_database(summary, own, kind)
    click.echo(as_json(told) if form == "json" else as_text(told, most=most))


@click.command(short_help="Apply rules to a database, without its files.")
@options.own_rules
@options.database
@options.workers("Reports at a time; 0: in this process.")
@options.english
@click.option("--quiet", is_flag=True, help="Print only what went wrong.")
@options.log_form
@click.pass_context
def reload(
    ctx: click.Context,
    own: OwnRules | None,
    database: Path,
    workers: int,
    english: str | None,
    quiet: bool,
    log: Literal["text", "json"],
) -> None:
    """Apply rules to a whole database, from the pages and blocks that it keeps; no source file is opened.

    Only what the rules changed is read again, report by report; reviews are not touched. Without --rules only the shipped rules
    apply. After an interruption the same command goes on with the rest.

    \b
    Example: journeys reload --rules my-rules/ --db findings.db
    """
    from pipeline.cli.printing.diff import sum_of_reload
    from pipeline.cli.printing.progress import Progress
    from pipeline.flow import reload_database
    from pipeline.load.reload import ReloadRequest

    with Progress(quiet=quiet, form=log) as progress:
        try:
            summary = reload_database(ReloadRequest(database, own, english, workers), progress)
        except KeyboardInterrupt:
            progress.stop()
            click.echo(f"\nStopped. {progress.finished} reports are done; the same command goes on with the rest.", err=True)
            sys.exit(130)
    failed = [change for change in summary.changes if change.problem]
    for change in failed:
        click.echo(f"{change.path}: {change.problem}", err=True)
    if not quiet:
        click.echo(sum_of_reload(summary))
    ctx.exit(1 if failed else 0)
