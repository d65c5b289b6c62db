"""`journeys explain`: what is found in one file, and why."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from pipeline.cli import options
from pipeline.shipped import OwnRules


@click.command(short_help="Print what is found in one file, and why.")
@options.existing_file
@options.own_rules
@options.kind
@options.report_date
@options.english
@options.passwords
@options.text_form
def explain(
    file: Path,
    own: OwnRules | None,
    kind: str | None,
    report_date: date | None,
    english: str | None,
    passwords: tuple[str, ...],
    form: str,
) -> None:
    """Print what is found in FILE, page by page: blocks, findings, their values, and the rule behind each; no database is needed.

    \b
    Example: journeys explain reading-2016.pdf --kind dates --date 2016-02-03
    """
    from pipeline.cli.printing.explain import as_json, as_text
    from pipeline.flow import read_file
    from pipeline.rules import read_rules

    reading = read_file(file, rules=read_rules(own), report_date=report_date, english=english, passwords=passwords)
    click.echo(as_json(reading, kind) if form == "json" else as_text(reading, kind))
