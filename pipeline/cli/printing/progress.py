"""How a load goes on: a bar on a terminal, else a line for each file, in words or as JSON."""

from __future__ import annotations

import json
import sys
import time
from typing import Literal

import click

from pipeline.load.request import FileResult, Watcher


class Progress(Watcher):
    """Show on standard error how many files are read, the latest by name, how fast it goes and what failed.

    `form` `json` writes a line of JSON for each event instead, for logs; `quiet` shows nothing.
    """

    def __init__(self, *, quiet: bool = False, form: Literal["text", "json"] = "text") -> None:
        self._quiet, self._form = quiet, form
        self._total = self._pages = 0
        self._began = time.monotonic()
        self._bar: _Bar | None = None
        self.finished = self.failed = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self, to_read: int, unchanged: int) -> None:
        self._total = to_read
        self._began = time.monotonic()
        if self._form == "json":
            self._log(event="start", to_read=to_read, unchanged=unchanged)
        elif to_read and not self._quiet and sys.stderr.isatty():
            self._bar = _Bar(to_read)

    def done(self, result: FileResult) -> None:
        self.finished += 1
        self.failed += result.failed
        self._pages += result.pages or 0
        name = result.path.rsplit("/", 1)[-1]
        if self._form == "json":
            self._log(
                event="file",
                file=result.path,
                outcome=result.outcome,
                status=result.status,
                pages=result.pages,
                findings=sum(result.counts.values()),
                seconds=round(result.seconds, 3),
                problem=result.problem,
                finished=self.finished,
                of=self._total,
                failed=self.failed,
                pages_per_second=round(self.pages_per_second, 2),
                seconds_left=round(self.seconds_left),
            )
        elif self._bar:
            self._bar.advance(name, self.pages_per_second, self.failed)
        elif not self._quiet:
            what = f"{sum(result.counts.values())} findings" if result.outcome in ("loaded", "partial") else result.outcome
            pages = f", {result.pages} pages" if result.pages else ""
            so_far = f"; {self.pages_per_second:.1f} pages/s, {_duration(self.seconds_left)} left, {self.failed} failed"
            click.echo(
                f"[{self.finished}/{self._total}] {name}{pages}: {what}, {result.seconds:.1f} s"
                f"{so_far if self.finished < self._total else ''}",
                err=True,
            )

    @property
    def pages_per_second(self) -> float:
        """Pages read per second by the clock since the first file was begun."""
        return self._pages / max(time.monotonic() - self._began, 1e-9)

    @property
    def seconds_left(self) -> float:
        """Seconds that the rest takes if its files are as those before; the long ones come first, so rather less."""
        return (time.monotonic() - self._began) / max(self.finished, 1) * (self._total - self.finished)

    def stop(self) -> None:
        if self._bar:
            self._bar.stop()
            self._bar = None

    def _log(self, **event: object) -> None:
        if not (self._quiet and event.get("status") != "failed"):
            click.echo(json.dumps(event, ensure_ascii=False), err=True)


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes else f"{seconds:.0f} s"


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
            TextColumn("{task.fields[pace]}", markup=False),
            TextColumn("{task.description}", markup=False),
            console=Console(stderr=True),
        )
        self._progress.start()
        self._task = self._progress.add_task("", total=total, pace="")

    def advance(self, name: str, pages_per_second: float, failed: int) -> None:
        pace = f"{pages_per_second:.1f} pages/s" + (f", {failed} failed" if failed else "")
        self._progress.update(self._task, advance=1, description=name, pace=pace)

    def stop(self) -> None:
        self._progress.stop()
