"""Read one report in a worker process: its rows, or in words why there are none."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from pipeline.errors import DocumentError, JourneysError, LockedError, OpenError
from pipeline.load.block_rows import Rows
from pipeline.load.papers import with_papers
from pipeline.load.rows import Source, failed_rows, report_rows
from pipeline.load.step_rows import reading_steps
from pipeline.model import Council, Reading
from pipeline.places import Place


class ReadFile(Protocol):
    """The flow's stages from a file to its findings."""

    def __call__(self, path: Place, *, report_date: date | None = None) -> Reading: ...


CouncilNamed = Callable[[str, date | None], Council]
"""Look a council's name up in the gazetteer, as it was on a day."""


@dataclass(frozen=True, slots=True)
class Task:
    """A report to be read from one of its files, which has `size` bytes."""

    source: Source
    location: Place
    size: int


@dataclass(frozen=True, slots=True)
class TaskResult:
    """What reading gave; `seconds` is wall time in the worker."""

    rows: Rows
    seconds: float


def read_task(task: Task, *, read: ReadFile, council_named: CouncilNamed, version: str) -> TaskResult:
    """Read a report's file and make its rows.

    What is wrong with the file becomes rows of a failed report. So does a fault in this program that only this file brings to
    light: one report must not cost the others. A fault in the rules stops the run.
    """
    began = time.perf_counter()
    source, entry = task.source, task.source.entry
    try:
        if entry and entry.council:
            source = replace(source, entry_council=council_named(entry.council, entry.meeting_date))
        reading = read(task.location, report_date=entry.meeting_date if entry else None)
        if reading.document.sha256 != source.sha256:
            rows = failed_rows(source, "the file changed while it was being read", try_again=True)
        else:
            rows = {**report_rows(source, reading), **reading_steps(source.report_id, reading, version)}
            rows = with_papers(rows, source, reading, version)
    except LockedError as error:
        rows = failed_rows(source, str(error), try_again=False, lacks="password")
    except OpenError as error:
        rows = failed_rows(source, str(error), try_again=True)
    except DocumentError as error:
        rows = failed_rows(source, str(error), try_again=False)
    except (JourneysError, MemoryError):  # the pool says what memory there was
        raise
    except OSError as error:  # no room for a picture of a page, no process for tesseract: not the file's fault
        rows = failed_rows(source, f"the system failed while it was being read: {error.strerror or error}", try_again=True)
    except Exception as error:
        rows = failed_rows(source, as_our_fault(error), try_again=False)
    return TaskResult(rows, time.perf_counter() - began)


def as_our_fault(error: Exception) -> str:
    """Return in words that this program failed, with the place, for the person who will report it."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name}, line {last.lineno}"
    return f"a fault in this program stopped the reading ({type(error).__name__}: {error}; {where}); please report it"
