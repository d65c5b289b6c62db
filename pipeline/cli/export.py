"""`journeys export` and `journeys cite`: findings taken away."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from pipeline.cli import options
from pipeline.cli.printing.plural import many
from pipeline.export import FORMATS


@click.command(short_help="Take tables away as files.")
@options.database
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), required=True, help="A folder for the files.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default=FORMATS[0],
    show_default=True,
    help="CSV with its columns described: datapackage.",
)
@click.option("--table", "names", multiple=True, metavar="NAME", help="Only this table or view; may be repeated.")
@click.option(
    "--council", "councils", multiple=True, metavar="COUNCIL", help="Only what belongs to this council; may be repeated."
)
@click.option(
    "--since", type=click.DateTime(formats=["%Y-%m-%d", "%Y"]), metavar="DAY", help="Only reports from this day or year on."
)
@click.option("--versions", is_flag=True, help="Also the versions of a report that do not count.")
def export(
    database: Path,
    output: Path,
    form: str,
    names: tuple[str, ...],
    councils: tuple[str, ...],
    since: datetime | None,
    versions: bool,
) -> None:
    """Write the tables of a database into a folder, a file for each: all of it, or what belongs to some councils and years.

    Parquet needs the package pyarrow. In CSV, words that begin like a spreadsheet's formula get an apostrophe before them; JSON
    Lines and Parquet hold them as they are. A file of the same name is replaced.

    \b
    Example: journeys export --db findings.db --council reading --since 2016 --format datapackage --output reading/
    """
    from pipeline.compare import chosen_councils
    from pipeline.export.files import write_tables
    from pipeline.export.selection import choose_reports, tables
    from pipeline.load.database import open_database

    with open_database(database) as connection:
        chosen = chosen_councils(connection, councils) if councils else []
        reports = choose_reports(connection, chosen, since.date() if since else None, versions=versions)
        written = write_tables(connection, tables(connection, names), output, form)
    click.echo(f"{many(len(written), 'file')} with {many(reports, 'report')} in {output}")


@click.command(short_help="Cite findings.")
@click.argument("findings", nargs=-1, required=True, metavar="FINDING...")
@options.database
@click.option(
    "--format", "form", type=click.Choice(("bibtex", "csl")), default="bibtex", show_default=True, help="BibTeX or CSL JSON."
)
def cite(findings: tuple[str, ...], database: Path, form: str) -> None:
    """Print references to each FINDING (its id or key): council, meeting, title, day, page, quote, and SHA-256 of the file.

    \b
    Example: journeys cite 4d0bbf14-0012-0-actions --db findings.db --format csl
    """
    from pipeline.export.citations import as_bibtex, as_csl
    from pipeline.export.citations import cite as cited
    from pipeline.load.database import open_database

    with open_database(database) as connection:
        found = cited(connection, findings)
    click.echo((as_csl if form == "csl" else as_bibtex)(found), nl=False)
