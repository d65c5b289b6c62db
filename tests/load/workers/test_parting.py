"""Long files: ranges are handed out, joined and kept to the limits; what fails in one costs its file, once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import DocumentError
from pipeline.follow import follow
from pipeline.limits import Limits
from pipeline.load import run as run_module
from pipeline.load.request import Request
from pipeline.load.rows.reports import Source
from pipeline.load.run import load
from pipeline.load.workers import parting as parting_module
from pipeline.load.workers.parting import Parting
from pipeline.load.workers.process import TaskKilled
from pipeline.load.workers.tasks import JoinTask, Long, RangeResult, RangeTask, Task, TaskResult
from pipeline.model import Page, Reading
from pipeline.places import Readable
from tests.load.readings import council_named, read_lines


@pytest.fixture
def short_ranges(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of three pages are long, ranges have one page; also where one process does it all."""
    monkeypatch.setattr(parting_module, "LONG", 3)
    monkeypatch.setattr(parting_module, "SHORTEST", 1)
    monkeypatch.setattr(parting_module, "WORTH_OPENING", 0)

    def always(tasks: Iterable[Task], limits: Limits, *, several: bool) -> Parting:
        return Parting(tasks, limits, several=True)

    monkeypatch.setattr(run_module, "Parting", always)


class Torn:
    """Ranges of a file whose second page cannot be read."""

    def count(self, place: Readable, *, least: int) -> int:
        return 5

    def read(self, place: Readable, first: int, last: int) -> tuple[str, tuple[Page, ...]]:
        if first == 2:
            raise DocumentError("page 2 is torn")
        return read_lines(Path(place.as_posix())).document.sha256, (Page(first),)

    def join(self, place: Readable, sha256: str, pages: Iterable[Page], *, report_date: date | None = None) -> Reading:
        raise AssertionError("not all pages are there")


def test_a_range_that_fails_costs_its_file_once(tmp_path: Path, short_ranges: None) -> None:
    (tmp_path / "a.txt").write_text("Title: A\n")
    request = Request((tmp_path / "a.txt",), tmp_path / "x.db")
    summary = load(request, read=read_lines, council_named=council_named, follow=follow(), ranges=Torn())
    assert [(result.outcome, result.problem) for result in summary.results] == [("failed", "page 2 is torn")]


def test_ranges_are_kept_to_the_limits() -> None:
    task = Task(Source("r", "s", ("a.pdf",)), Path("a.pdf"), 1_000_000)
    parting = Parting([task], Limits(output=1), several=True)
    [waiting] = parting.waiting
    parting.waiting.clear()
    assert isinstance(waiting, Task)
    assert parting.end_of(waiting, Long(10_000)) is None
    ranges = [part for part in parting.waiting if isinstance(part, RangeTask)]
    assert len(ranges) == parting_module.PARTS
    assert [page for part in ranges for page in range(part.first, part.last + 1)] == list(range(1, 10_001))
    parting.waiting.clear()
    assert parting.end_of(ranges[0], RangeResult((b"x" * 600_000,), 1.0)) is None
    end = parting.end_of(ranges[1], RangeResult((b"x" * 600_000,), 1.0))
    assert end is not None
    assert str(end[1]) == "what was read of it is over 1 megabytes (--output-limit)"
    assert parting.end_of(ranges[2], TaskKilled("reading it took over 1 seconds (--time-limit)")) is None  # told already
    assert not parting.waiting


def test_seconds_of_ranges_are_summed() -> None:
    task = Task(Source("r", "s", ("a.pdf",)), Path("a.pdf"), 1_000_000)
    parting = Parting([task], Limits(), several=True)
    parting.end_of(task, Long(150))
    for part in [part for part in parting.waiting if isinstance(part, RangeTask)][::-1]:
        parting.waiting.remove(part)
        parting.end_of(part, RangeResult((str(part.first).encode(),), 2.0))
    [joined] = [part for part in parting.waiting if isinstance(part, JoinTask)]
    assert joined.pages == (b"1", b"101")
    assert parting.end_of(joined, TaskResult({}, 3.0)) == (task, TaskResult({}, 7.0))
