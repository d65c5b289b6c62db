"""`journeys tables`: the tables of one file as cells."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli import options
from pipeline.cli.printing.plural import many
from pipeline.model import Document
from pipeline.shipped import OwnRules


@click.command(short_help="Print the tables of one file as cells.")
@options.existing_file
@options.own_rules
@click.option("--page", type=click.IntRange(min=1), help="Only tables on this page.")
@options.passwords
@options.cells_form
def tables(file: Path, own: OwnRules | None, page: int | None, passwords: tuple[str, ...], form: str) -> None:
    """Print the tables of FILE as cells: row, column, spans, words, box and fill. Needs no database.

    The exit code is 2 where FILE has no such page.

    \b
    Example: journeys tables reading-2016.pdf --page 9 --format csv
    """
    from pipeline.cli.printing.tables import as_csv, as_json, as_text
    from pipeline.flow import read_tables
    from pipeline.rules import read_rules

    read = read_tables(file, rules=read_rules(own), passwords=passwords)
    _check_page(page, read.document)
    write = {"text": as_text, "csv": as_csv, "json": as_json}[form]
    click.echo(write(read, page), nl=False)


def _check_page(page: int | None, document: Document) -> None:
    from pipeline.errors import UsageError

    if page is None:
        return
    if not document.has_geometry:
        raise UsageError(f"{document.path} has no pages (only PDF files have); leave --page out")
    if page > len(document.pages):
        raise UsageError(f"{document.path} has {many(len(document.pages), 'page')}; there is no page {page}")
