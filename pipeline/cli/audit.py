"""`journeys audit`: a random sample to be judged, and what it says of precision and recall."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli import options
from pipeline.model import KINDS


@click.group(short_help="Estimate precision and recall on your own reports.", invoke_without_command=True)
@options.database
@click.option("--number", type=click.IntRange(min=1), help="Which audit. [default: the one drawn last]")
@click.pass_context
def audit(ctx: click.Context, database: Path, number: int | None) -> None:
    """Print what an audit says about the findings in your own reports: precision and recall with 95 % intervals.

    Draw one first (journeys audit draw), then judge it in the browser (journeys browse --reviewer NAME).

    \b
    Example: journeys audit --db findings.db
    """
    if ctx.invoked_subcommand:
        return
    from pipeline.cli.printing.reviews import estimates_as_text
    from pipeline.errors import UsageError
    from pipeline.load.database import open_database
    from pipeline.review.audit import estimates, latest, listed

    with open_database(database) as connection:
        chosen = number or latest(connection)
        if chosen is None:
            raise UsageError("no audit was drawn yet; draw one with: journeys audit draw")
        click.echo(estimates_as_text(estimates(connection, chosen)), nl=False)
        others = [f"{drawn.number} ({', '.join(drawn.classes)})" for drawn in listed(connection) if drawn.number != chosen]
        if others:
            click.echo(f"\nThis is audit {chosen}. Show another with --number: {'; '.join(others)}")


@audit.command("draw", short_help="Draw a random sample to be judged.")
@options.database
@click.option(
    "--class", "classes", multiple=True, type=click.Choice(KINDS), help="Only this class; may be repeated. [default: all]"
)
@click.option(
    "--size", type=click.IntRange(1, 1000), default=50, show_default=True, help="Findings, and as many paragraphs, a class."
)
@click.option("--seed", type=int, default=1, show_default=True, help="The same number draws the same sample again.")
def draw(database: Path, classes: tuple[str, ...], size: int, seed: int) -> None:
    """Draw findings, and paragraphs in which nothing of the class was found, by chance.

    \b
    Example: journeys audit draw --class actions --size 100 --db findings.db
    """
    from pipeline.load.database import open_database, transaction
    from pipeline.review import audit as audits

    with open_database(database) as connection:
        with transaction(connection):
            number = audits.draw(connection, classes or KINDS, size=size, seed=seed)
        units = audits.units(connection, number)
    click.echo(
        f"Audit {number} asks about {len(units)} places. Judge them with: journeys browse --db {database} --reviewer YOUR-NAME"
    )
