"""Long files in ranges of pages: a process finds that a file is long, several parse its pages, one reads what they gave."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.limits import MEGABYTE, Limits
from pipeline.load.workers.process import TaskKilled
from pipeline.load.workers.tasks import AnyTask, JoinTask, Long, RangeResult, RangeTask, Task, TaskResult

LONG = 200
"""Pages from which a file is read in ranges: to open a file for each costs more than is won below."""

SHORTEST, PARTS = 100, 16
"""Pages of a range at least; where there are more, ranges in all: each has to find its pages among the others."""

WORTH_OPENING = 200_000
"""Bytes below which no file is opened to see how long it is."""


@dataclass(slots=True)
class _Parts:
    """What came of a file's ranges so far, by their first pages."""

    missing: int
    found: dict[int, RangeResult]

    @property
    def size(self) -> int:
        return sum(len(page) for result in self.found.values() for page in result.pages)


class Parting:
    """Hands out the ranges of long files among the other tasks, and puts together what comes back."""

    def __init__(self, tasks: Iterable[Task], limits: Limits, *, several: bool) -> None:
        self.waiting: deque[AnyTask] = deque(
            replace(task, long=LONG) if several and task.size >= WORTH_OPENING else task for task in tasks
        )
        self._limits = limits
        self._parts: dict[str, _Parts] = {}
        self._seconds: dict[str, float] = {}

    def end_of(
        self, task: AnyTask, result: TaskResult | Long | RangeResult | BaseException
    ) -> tuple[Task, TaskResult | BaseException] | None:
        """Return a file with what became of it; null where there is more to be done for it, which is added to what waits."""
        if isinstance(task, Task):
            if isinstance(result, Long):
                self._part(task, result.pages)
                return None
            assert not isinstance(result, RangeResult)  # that is what ranges give
            return task, result
        report = task.whole.source.report_id
        if isinstance(task, RangeTask) and isinstance(result, RangeResult):
            return self._joined(task, result)
        if isinstance(task, RangeTask) and not self._give_up(report):
            return None
        assert not isinstance(result, RangeResult | Long)
        if isinstance(result, TaskResult):
            result = replace(result, seconds=result.seconds + self._seconds.pop(report, 0.0))
        return task.whole, result

    def _part(self, task: Task, pages: int) -> None:
        length = max(SHORTEST, -(-pages // PARTS))
        ranges = [RangeTask(task, first, min(first + length - 1, pages)) for first in range(1, pages + 1, length)]
        self._parts[task.source.report_id] = _Parts(len(ranges), {})
        self.waiting.extendleft(reversed(ranges))

    def _joined(self, task: RangeTask, result: RangeResult) -> tuple[Task, TaskResult | BaseException] | None:
        report = task.whole.source.report_id
        parts = self._parts.get(report)
        if parts is None:  # another range was given up
            return None
        parts.found[task.first] = result
        parts.missing -= 1
        self._seconds[report] = self._seconds.get(report, 0.0) + result.seconds
        if parts.size > self._limits.output * MEGABYTE:
            self._give_up(report)
            return task.whole, TaskKilled(f"what was read of it is over {self._limits.output} megabytes (--output-limit)")
        if not parts.missing:
            del self._parts[report]
            pages = tuple(page for first in sorted(parts.found) for page in parts.found[first].pages)
            self.waiting.appendleft(JoinTask(task.whole, pages))
        return None

    def _give_up(self, report: str) -> bool:
        """Take the other ranges of a file from what waits; says whether it had not been given up before."""
        for other in [other for other in self.waiting if isinstance(other, RangeTask)]:
            if other.whole.source.report_id == report:
                self.waiting.remove(other)
        return self._parts.pop(report, None) is not None
