"""`journeys try`: one file under changed rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from pipeline.cli import options
from pipeline.shipped import OwnRules


@click.command("try", short_help="Show one file under changed rules.")
@options.existing_file
@options.own_rules
@options.kind
@options.report_date
@options.english
@options.passwords
@options.text_form
@options.most_quotes
def try_rules(
    file: Path,
    own: OwnRules | None,
    kind: str | None,
    report_date: date | None,
    english: str | None,
    passwords: tuple[str, ...],
    form: str,
    most: int,
) -> None:
    """Show what your own rules add, remove or change in FILE against the shipped rules. Needs no database.

    \b
    Example: journeys try eastmere-2019.pdf --rules my-rules/
    """
    from pipeline.cli.printing.diff import as_json, as_text, told_of_file
    from pipeline.errors import UsageError
    from pipeline.flow import try_file

    if own is None:
        raise UsageError("name the folder of your rules: --rules DIR")
    told = told_of_file(try_file(file, own, report_date=report_date, english=english, passwords=passwords), own, kind)
    click.echo(as_json(told) if form == "json" else as_text(told, most=most))
