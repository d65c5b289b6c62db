"""Read one report in a worker process: its rows, or in words why there are none."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from pipeline.errors import DocumentError, JourneysError, LockedError, OpenError, RuleHangsError
from pipeline.limits import collect_rarely
from pipeline.load.rows.blocks import Rows
from pipeline.load.rows.layout import pack, unpack
from pipeline.load.rows.papers import with_papers
from pipeline.load.rows.reports import Source, failed_rows, report_rows
from pipeline.load.rows.steps import reading_steps
from pipeline.model import Council, Page, Reading
from pipeline.places import Place, Readable, fetched


class ReadFile(Protocol):
    """The flow's stages from a file to its findings."""

    def __call__(self, path: Readable, *, report_date: date | None = None) -> Reading: ...


CouncilNamed = Callable[[str, date | None], Council]
"""Look a council's name up in the gazetteer, as it was on a day."""


class Ranges(Protocol):
    """The flow's first stage for ranges of the pages of a long file, and all stages for their sum."""

    def count(self, place: Readable, *, least: int) -> int:
        """Return how many pages a file has, 0 where it cannot be read in ranges or has fewer than `least`."""

    def read(self, place: Readable, first: int, last: int) -> tuple[str, tuple[Page, ...]]:
        """Return the digest of a file's content, and its pages from `first` to `last`."""

    def join(self, place: Readable, sha256: str, pages: Iterable[Page], *, report_date: date | None = None) -> Reading:
        """Return what a file gives whose pages were read in ranges."""


@dataclass(frozen=True, slots=True)
class Task:
    """A report to be read from one of its files, which has `size` bytes.

    With `long`, one of that many pages is not read but said to be `Long`, so that it can be read in ranges.
    """

    source: Source
    location: Place
    size: int
    long: int = 0


@dataclass(frozen=True, slots=True)
class RangeTask:
    """Pages of a long file to be parsed."""

    whole: Task
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class JoinTask:
    """A long file of which all pages are parsed (as `rows.layout.pack` keeps them)."""

    whole: Task
    pages: tuple[bytes, ...]


AnyTask = Task | RangeTask | JoinTask


@dataclass(frozen=True, slots=True)
class Long:
    """A file has so many pages that it is worth reading them in ranges."""

    pages: int


@dataclass(frozen=True, slots=True)
class RangeResult:
    """Pages as `rows.layout.pack` keeps them; `seconds` is wall time in the worker."""

    pages: tuple[bytes, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class TaskResult:
    """What reading gave; `seconds` is wall time in the worker."""

    rows: Rows
    seconds: float


def read_task(
    task: AnyTask, *, read: ReadFile, council_named: CouncilNamed, version: str, ranges: Ranges | None = None
) -> TaskResult | Long | RangeResult:
    """Read a report's file and make its rows, or do a part of that for a long one.

    What is wrong with the file becomes rows of a failed report. So does a fault in this program that only this file brings to
    light: one report must not cost the others. A fault in the rules stops the run.
    """
    began = time.perf_counter()
    collect_rarely()
    file = task if isinstance(task, Task) else task.whole
    source, entry = file.source, file.source.entry
    day = entry.meeting_date if entry else None
    location: Readable = file.location
    try:
        if ranges and isinstance(task, Task) and task.long:
            location = fetched(task.location)
            if pages := ranges.count(location, least=task.long):
                return Long(pages)
        if ranges and isinstance(task, RangeTask):
            sha256, parsed = ranges.read(file.location, task.first, task.last)
            if sha256 == source.sha256:
                return RangeResult(tuple(map(pack, parsed)), time.perf_counter() - began)
            return TaskResult(_changed(source), time.perf_counter() - began)
        if entry and entry.council:
            source = replace(source, entry_council=council_named(entry.council, entry.meeting_date))
        if ranges and isinstance(task, JoinTask):
            reading = ranges.join(file.location, str(source.sha256), map(unpack, task.pages), report_date=day)
        else:
            reading = read(location, report_date=day)
        if reading.document.sha256 != source.sha256:
            rows = _changed(source)
        else:
            rows = {**report_rows(source, reading), **reading_steps(source.report_id, reading, version)}
            rows = with_papers(rows, source, reading, version)
    except LockedError as error:
        rows = failed_rows(source, str(error), try_again=False, lacks="password")
    except OpenError as error:
        rows = failed_rows(source, str(error), try_again=True)
    except (DocumentError, RuleHangsError) as error:
        rows = failed_rows(source, str(error), try_again=False)
    except (JourneysError, MemoryError):  # the pool says what memory there was
        raise
    except OSError as error:  # no room for a picture of a page, no process for tesseract: not the file's fault
        rows = failed_rows(source, f"the system failed while it was being read: {error.strerror or error}", try_again=True)
    except Exception as error:
        rows = failed_rows(source, as_our_fault(error), try_again=False)
    return TaskResult(rows, time.perf_counter() - began)


def _changed(source: Source) -> Rows:
    return failed_rows(source, "the file changed while it was being read", try_again=True)


def as_our_fault(error: Exception) -> str:
    """Return in words that this program failed, with the place, for the person who will report it."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name}, line {last.lineno}"
    return f"a fault in this program stopped the reading ({type(error).__name__}: {error}; {where}); please report it"
