"""`journeys evaluate`: a database compared with gold annotations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import options
from pipeline.model import KINDS

if TYPE_CHECKING:
    from pipeline.evaluate import Evaluation

_NAMED = 6  # gold files named in a message


@click.command(short_help="Measure accuracy against annotations by hand.")
@click.argument("gold", type=click.Path(exists=True, path_type=Path))
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@options.database
@click.option("--suffix", default="", help="Take reports whose file ends so, such as .pdf, where several forms are loaded.")
@click.option(
    "--class", "classes", multiple=True, type=click.Choice(("report", *KINDS)), help="Only this class; may be repeated."
)
@click.option("--present", is_flag=True, help="Leave out gold whose report is not there, instead of counting it as missed.")
@click.option("--misses", is_flag=True, help="List what was missed, is spurious or has a wrong value, with its sentence.")
@options.table_form
@click.pass_context
def evaluate(
    ctx: click.Context,
    gold: Path,
    files: tuple[Path, ...],
    database: Path,
    suffix: str,
    classes: tuple[str, ...],
    present: bool,
    misses: bool,
    form: str,
) -> None:
    """Compare a database with GOLD, a folder of annotations (or one file), class by class and report by report.

    A gold file is matched to the report of the same name: gold/reading-2016.json to reading-2016.pdf. Where FILES are given they
    are read into a database of their own, and --db is ignored. Units that the gold marks "certain": false count neither way. You
    get precision, recall, F1, how many values are right, and whether confidence means what it says. The exit code is 0 whatever
    the figures are, 2 for wrong usage.

    \b
    Example: journeys evaluate corpus/gold corpus/reports/*.pdf --class dates --misses
    """
    import tempfile

    from pipeline.evaluate import as_json, as_markdown, as_text

    if files:
        if ctx.get_parameter_source("database") is not click.core.ParameterSource.DEFAULT:
            raise click.UsageError("Name either FILES or --db, not both.")
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / "findings.db"
            _load(files, made)
            evaluation = _evaluation(gold, made, suffix, present=present)
    else:
        evaluation = _evaluation(gold, database, suffix, present=present)
    if classes:
        evaluation = evaluation.only(classes)
    write = {"table": as_text, "json": as_json, "markdown": as_markdown}[form]
    click.echo(write(evaluation, misses=misses))


def _load(files: tuple[Path, ...], database: Path) -> None:
    from pipeline.cli.printing.load import print_failures
    from pipeline.cli.printing.progress import Progress
    from pipeline.flow import load_files
    from pipeline.load.request import Request

    with Progress(quiet=False) as progress:
        summary = load_files(Request(files, database, None, options.cores()), progress)
    print_failures(summary)


def _evaluation(gold: Path, database: Path, suffix: str, *, present: bool) -> Evaluation:
    from pipeline.errors import UsageError
    from pipeline.evaluate import evaluate as measure
    from pipeline.evaluate import read_gold_folder
    from pipeline.load.database import open_database

    golds = read_gold_folder(gold)
    with open_database(database) as connection:
        evaluation = measure(connection, golds, suffix=suffix, present=present)
    if len(evaluation.not_loaded) == len(golds):
        ending = f" that ends in {suffix}" if suffix else ""
        raise UsageError(
            f"{database}: none of the {len(golds)} gold files in {gold} has a report here{ending}; gold is matched by the "
            f"file's name, such as {golds[0].stem}.json to {golds[0].stem}.pdf"
        )
    if missing := evaluation.not_loaded:
        counted = "are left out" if present else "count as missed; --present leaves them out"
        named = ", ".join(missing[:_NAMED]) + (f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else "")
        click.echo(f"No report for the gold of {named}: its units {counted}.", err=True)
    return evaluation
