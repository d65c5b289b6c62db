"""How a load goes on: a bar on a terminal, else a line for each file."""

from __future__ import annotations

import sys
import time

import click

from pipeline.load.run import FileResult, Watcher


class Progress(Watcher):
    """Show on standard error how many files are read, the latest by name."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._total = 0
        self._began = time.monotonic()
        self._bar: _Bar | None = None
        self.finished = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self, to_read: int, unchanged: int) -> None:
        self._total = to_read
        if to_read and not self._quiet and sys.stderr.isatty():
            self._bar = _Bar(to_read)

    def done(self, result: FileResult) -> None:
        self.finished += 1
        name = result.path.rsplit("/", 1)[-1]
        if self._bar:
            self._bar.advance(name)
        elif not self._quiet:
            what = f"{sum(result.counts.values())} findings" if result.outcome in ("loaded", "partial") else result.outcome
            pages = f", {result.pages} pages" if result.pages else ""
            click.echo(f"[{self.finished}/{self._total}] {name}{pages}: {what}, {result.seconds:.1f} s", err=True)

    def stop(self) -> None:
        if self._bar:
            self._bar.stop()
            self._bar = None


class _Bar:
    """A bar with the time left, by rich."""

    def __init__(self, total: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
        from rich.progress import Progress as RichProgress

        self._progress = RichProgress(
            TextColumn("Reading"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.description}", markup=False),
            console=Console(stderr=True),
        )
        self._progress.start()
        self._task = self._progress.add_task("", total=total)

    def advance(self, name: str) -> None:
        self._progress.update(self._task, advance=1, description=name)

    def stop(self) -> None:
        self._progress.stop()
