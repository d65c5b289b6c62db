"""`journeys publish`: a copy of the database to give away."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli import options
from pipeline.cli.printing.plural import many


@click.command(short_help="Make a copy of the database to give away.")
@click.argument("output", type=click.Path(dir_okay=False, path_type=Path))
@options.database
@click.option("--without", "left_out", multiple=True, type=click.Choice(("people",)), help="Leave out people's names.")
def publish(output: Path, database: Path, left_out: tuple[str, ...]) -> None:
    """Copy the database to OUTPUT without the paths of this machine and without parsed pages; the text and its evidence stay.

    With --without people every name becomes a numbered bar of the same length, everywhere in the copy: the names that findings
    and reviewers give, and those that the text itself shows to be names, by a form of address, by a post beside them, or because
    their words never appear in small letters. Posts stay. Reviewers become numbers, their notes are left out, and pages are not
    drawn. A name made of everyday words may still stand alone somewhere, so look before you publish.

    \b
    Example: journeys publish public.db --without people --db findings.db
    """
    from pipeline.errors import StoreError
    from pipeline.load.database import open_database
    from pipeline.load.verify import verify
    from pipeline.publish import publish as copy

    with open_database(database) as connection:
        made = copy(connection, output, without_people="people" in left_out)
    for problem in verify(output).problems:
        raise StoreError(f"{output}: {problem}; do not give it away")
    told = f" without the names of {many(made.people, 'person', 'people')}" if left_out else ""
    click.echo(f"{output} is a copy of {database}{told}.")
