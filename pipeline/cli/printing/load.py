"""What a load has to say when it ends: a table per file, and in words what was not read."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from pipeline.cli.printing.plural import many
from pipeline.load.request import FileResult, Summary
from pipeline.model import KINDS

_SHORT = {
    "people": "ppl",
    "recommendations": "rec",
    "actions": "act",
    "dates": "date",
    "percentages": "%",
    "changes": "chg",
    "events": "evt",
    "judgements": "jdg",
}
_WIDE = 132  # columns from which the classes are written out
_NARROW = 80  # what is assumed where there is no terminal


def print_summary(summary: Summary, database: Path, shards: Path | None = None) -> None:
    """Print the table of files read, then problems and notes, then the sum."""
    read = [result for result in summary.results if result.outcome != "unchanged"]
    if read:
        _print_table(read)
    _print_section("Could not be read:", _problems(result for result in summary.results if result.failed))
    sound = [result for result in summary.results if not result.failed]
    _print_section("Read in part:", _problems(result for result in sound if result.status == "partial"))
    _print_section(
        "Read, and to be looked at:", _problems(result for result in sound if result.status == "ok" and result.problem)
    )
    _print_section("The same content:", [f"{result.path} = {', '.join(result.also)}" for result in read if result.also])
    _print_section("Note:", summary.notes)
    click.echo(_sum(summary, database, shards))


def print_failures(summary: Summary) -> None:
    """Print what could not be read, and nothing where all was."""
    for line in _problems(result for result in summary.results if result.failed):
        click.echo(line, err=True)


def _problems(results: Iterable[FileResult]) -> list[str]:
    return [f"{result.path}: {result.problem}" for result in results]


def _print_section(title: str, lines: Sequence[str]) -> None:
    if lines:
        click.echo(title)
        for line in lines:
            click.echo(click.wrap_text(line, _width(), initial_indent="  ", subsequent_indent="    "))
        click.echo()


def _width() -> int:
    return shutil.get_terminal_size((_NARROW, 24)).columns if sys.stdout.isatty() else _NARROW


def _print_table(results: Sequence[FileResult]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    width = _width()
    wide = width >= _WIDE
    table = Table(box=None, pad_edge=False, padding=(0, 0, 0, 2 if wide else 1), show_footer=len(results) > 1)
    table.add_column("file", footer=f"{len(results)} files", overflow="fold", ratio=1)
    table.add_column("pages" if wide else "pp", footer=str(sum(result.pages or 0 for result in results)), justify="right")
    for kind in KINDS:
        total = sum(result.counts.get(kind, 0) for result in results)
        table.add_column(kind if wide else _SHORT[kind], footer=str(total), justify="right", no_wrap=True)
    table.add_column(
        "seconds" if wide else "s", footer=f"{sum(result.seconds for result in results):.1f}", justify="right", no_wrap=True
    )
    names = _names(results)
    for result in results:
        counts = [str(result.counts[kind]) if kind in result.counts else "" for kind in KINDS]
        if result.failed:
            counts = ["failed", *[""] * (len(KINDS) - 1)] if wide else ["-"] * len(KINDS)
        pages = "" if result.pages is None else str(result.pages)
        table.add_row(Text(names[result.path]), pages, *counts, f"{result.seconds:.1f}")
    Console(width=width, highlight=False, markup=False).print(table)
    if not wide:
        click.echo(click.wrap_text(", ".join(f"{_SHORT[kind]} = {kind}" for kind in KINDS), width))
        click.echo()


def _names(results: Sequence[FileResult]) -> dict[str, str]:
    """Return file names, with their folder where two are called the same."""
    bare = [result.path.rsplit("/", 1)[-1] for result in results]
    return {
        result.path: name if bare.count(name) == 1 else "/".join(result.path.rsplit("/", 2)[-2:])
        for result, name in zip(results, bare, strict=True)
    }


def _sum(summary: Summary, database: Path, shards: Path | None) -> str:
    unchanged = sum(result.outcome == "unchanged" and not result.failed for result in summary.results)
    loaded = sum(result.outcome in ("loaded", "partial") for result in summary.results)
    failed = sum(result.failed for result in summary.results)
    findings = sum(sum(result.counts.values()) for result in summary.results)
    said = [f"{many(loaded, 'report')} loaded with {many(findings, 'finding')}"] if loaded else []
    if unchanged:
        said.append(f"{many(unchanged, 'report')} unchanged since the last load")
    if failed:
        said.append(f"{many(failed, 'file')} could not be read")
    there = f"\nLook at them with: journeys browse --db {database}" if loaded or unchanged else ""
    if shards:
        there = f"\nMake a database of them with: journeys merge {shards} --db {database}"
    return f"{'; '.join(said)}.{there}"
