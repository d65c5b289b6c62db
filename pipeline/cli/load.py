"""`journeys load`: files in, a database out."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import Literal

import click

from pipeline.cli import options
from pipeline.limits import Limits
from pipeline.places import Place
from pipeline.shipped import OwnRules


@click.command(short_help="Read files and folders into a database.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=options.PlaceType())
@options.database
@options.own_rules
@click.option(
    "--manifest",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV with a column file, and any of "
    "source_url, council, committee, meeting_date. [default: manifest.csv beside the files]",
)
@options.workers("Files read at the same time, each within the limits below; 0: in this process, without any.")
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Read with the workers of this Dask cluster (tcp://host:port) in place of processes of this machine.",
)
@click.option(
    "--shards",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write findings into this folder as Parquet in place of a database, for large loads; see journeys merge.",
)
@options.passwords
@options.limits
@options.english
@click.option("--quiet", is_flag=True, help="Print only what could not be read.")
@options.log_form
@click.pass_context
def load(
    ctx: click.Context,
    paths: tuple[Place, ...],
    database: Path,
    own: OwnRules | None,
    manifest: Path | None,
    workers: int,
    scheduler: str | None,
    shards: Path | None,
    passwords: tuple[str, ...],
    limits: Limits,
    english: str | None,
    quiet: bool,
    log: Literal["text", "json"],
) -> None:
    """Read files, and the documents in folders to any depth, into a database; addresses (s3://, https://) work too.

    What is known already is left alone, so you can run the same command again after an interruption, or with more files. The exit
    code is 0 when everything was loaded, 1 when some files failed, 2 for wrong usage.

    \b
    Example: journeys load ~/reports "Children's plans/June.pdf" --db findings.db
    """
    from pipeline.cli.printing.load import print_failures, print_summary
    from pipeline.cli.printing.progress import Progress
    from pipeline.load.request import Request

    request = Request(
        paths,
        database,
        manifest,
        workers,
        limits,
        own=own,
        english=english,
        passwords=passwords,
        scheduler=scheduler,
        shards=shards,
    )
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)  # how a cluster's queue ends what runs too long
    with Progress(quiet=quiet, form=log) as progress:
        try:
            from pipeline.flow import load_files

            summary = load_files(request, progress)
        except KeyboardInterrupt:
            progress.stop()
            click.echo(f"\nStopped. {progress.finished} files are loaded; the same command goes on with the rest.", err=True)
            sys.exit(130)
        finally:
            signal.signal(signal.SIGTERM, before)
    if not quiet:
        print_summary(summary, database, shards)
    elif log == "text":
        print_failures(summary)
    ctx.exit(1 if any(result.failed for result in summary.results) else 0)
