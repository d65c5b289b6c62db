"""`journeys reviews`: how far review has come; reviews out of one database and into another."""

from __future__ import annotations

from pathlib import Path
from typing import IO

import click

from pipeline.cli import options
from pipeline.cli.printing.plural import many


@click.group(short_help="Show how far review has come; carry reviews between machines.", invoke_without_command=True)
@options.database
@click.pass_context
def reviews(ctx: click.Context, database: Path) -> None:
    """Print how far the review of each class has come, how far reviewers agree, and what needs another look.

    \b
    Example: journeys reviews --db findings.db
    """
    if ctx.invoked_subcommand:
        return
    from pipeline.cli.printing.reviews import as_text
    from pipeline.load.database import open_database

    with open_database(database) as connection:
        click.echo(as_text(connection), nl=False)


@reviews.command("export", short_help="Write all reviews as lines of JSON.")
@click.argument("output", type=click.File("w", encoding="utf-8", lazy=True), default="-")
@options.database
def export(output: IO[str], database: Path) -> None:
    """Write the log of reviews and the audits to OUTPUT (or print it), a JSON object a line, to be imported elsewhere.

    \b
    Example: journeys reviews export reviews.jsonl --db findings.db
    """
    from pipeline.load.database import open_database
    from pipeline.review.travel import export_reviews

    with open_database(database, older=True) as connection:
        output.writelines(export_reviews(connection))


@reviews.command("import", short_help="Add reviews made elsewhere.")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.database
def import_(files: tuple[Path, ...], database: Path) -> None:
    """Add the reviews and audits in FILES, as journeys reviews export wrote them; what is there already is left out.

    A review hangs on the words of its finding, so it fits wherever the same report was loaded, by whatever version or rules.
    So an audit drawn on one machine can be judged on several: carry it there, and what was said back.

    \b
    Example: journeys reviews import from-leeds.jsonl --db findings.db
    """
    from pipeline.errors import UsageError
    from pipeline.load.database import open_database, transaction
    from pipeline.review.travel import import_reviews

    with open_database(database) as connection:
        for path in files:
            try:
                with path.open(encoding="utf-8-sig") as lines, transaction(connection):
                    done = import_reviews(connection, lines)
            except UnicodeDecodeError as error:
                raise UsageError(f"{path} is no text in UTF-8; take the file as journeys reviews export wrote it") from error
            except UsageError as error:
                raise UsageError(f"{path}: {error}; nothing of this file is taken over") from error
            said = [f"{many(done.new, 'review')} taken over"]
            said += [f"{done.known} there already"] if done.known else []
            said += [f"{done.elsewhere} of findings that this database does not have"] if done.elsewhere else []
            said += [f"{many(done.audits, 'new audit')}"] if done.audits else []
            said += [f"{many(done.paragraphs, 'paragraph')} read in audits"] if done.paragraphs else []
            click.echo(f"{path}: {', '.join(said)}.")
