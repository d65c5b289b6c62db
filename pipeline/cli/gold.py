"""`journeys gold`: what was found in a report, as a gold file to correct by hand."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli import options


@click.command(short_help="Write a report's findings as gold to correct by hand.")
@click.argument("report")
@options.database
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="A file (*.json), or a folder in which it is called as evaluate needs it. [default: print it]",
)
def gold(report: str, database: Path, output: Path | None) -> None:
    """Write what was found in REPORT as a gold file, to be corrected by hand and given to journeys evaluate.

    REPORT is a report's id or its beginning, its path, or its file name where no other has the same; a letter inside another
    report's file goes by its id. What reviewers rejected is
    left out, what they corrected or added is taken from them, what they dispute is marked as not certain, and the rest is written
    as it was found. An existing file is never overwritten.

    \b
    Example: journeys gold reading-2016.pdf --db findings.db --output gold/
    """
    from pipeline.errors import UsageError
    from pipeline.evaluate.make_gold import make_gold
    from pipeline.load.database import open_database
    from pipeline.load.find_report import find_report

    with open_database(database) as connection:
        report_id, label = find_report(connection, report, database)
        made = make_gold(connection, report_id)
    for words in made.lost:
        click.echo(f"A unit that a reviewer added is left out, for its words no longer stand in its block: “{words}”", err=True)
    if output is None:
        click.echo(made.text, nl=False)
        return
    path = output if output.suffix == ".json" else output / f"{made.stem}.json"
    if path.exists():
        raise UsageError(f"{path} is there already; it may have been corrected by hand, so name another file")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made.text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from error
    click.echo(f"{label}: {made.units} units, {made.reviewed} of them reviewed, are in {path}.")
    if path.stem != made.stem:
        click.echo(f"Call it {made.stem}.json before journeys evaluate: gold is matched by the report's file name.", err=True)
