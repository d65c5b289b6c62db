"""Processes: one that dies, or takes too long, costs its own task only."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.limits import MEGABYTE, MEMORY_IS_LIMITED, Limits
from pipeline.load.workers.pool import run_tasks
from pipeline.load.workers.process import TaskKilled


def work(task: str) -> str:
    if task.startswith("die"):
        os.kill(os.getpid(), signal.SIGKILL)
    if task == "told":  # as a service stops: all its processes are told at once
        os.kill(os.getpid(), signal.SIGTERM)
    if task == "hang":
        time.sleep(60)
    if task == "spin":  # as a rule's expression may: in one call, which no other thread of the process can end
        re.match(r"(a|a)+b", "a" * 60)
    if task == "raise":
        raise ValueError("no such thing")
    if task == "swell":
        return "x" * len(bytearray(2_000 * MEGABYTE))
    if task == "talk":
        return "x" * 2 * MEGABYTE
    return task.upper()


def outcomes(tasks: list[str], *, workers: int = 2, scheduler: str | None = None, limits: Limits | None = None) -> dict[str, str]:
    return {
        task: f"{type(result).__name__}: {result}" if isinstance(result, BaseException) else result
        for task, result in run_tasks(tasks, work, workers=workers, scheduler=scheduler, limits=limits)
    }


@pytest.mark.parametrize("workers", [1, 3])
def test_a_task_that_kills_its_process_is_named_and_the_others_are_done(workers: int) -> None:
    killed = "TaskKilled: reading it ended the process that read it (memory ran out, or a fault in a library)"
    assert outcomes(["a", "die", "b", "raise", "c", "die 2", "d"], workers=workers) == {
        **{name: name.upper() for name in "abcd"},
        "raise": "ValueError: no such thing",
        "die": killed,
        "die 2": killed,
    }


def test_a_process_that_is_told_to_end_leaves_it_to_its_parent_to_say_when() -> None:
    assert outcomes(["told"], workers=1) == {"told": "TOLD"}


@pytest.mark.parametrize("way", ["hang", "spin"])
def test_a_task_that_takes_too_long_is_given_up(way: str) -> None:
    began = time.monotonic()
    assert outcomes([way, "a", "b"], limits=Limits(seconds=5.0)) == {
        way: "TaskKilled: reading it took over 5 seconds (--time-limit)",
        "a": "A",
        "b": "B",
    }
    assert time.monotonic() - began < 40


def test_a_task_that_is_given_up_says_after_how_long() -> None:
    ((_, result),) = run_tasks(["spin"], work, workers=1, limits=Limits(seconds=1.0))
    assert isinstance(result, TaskKilled)
    assert 1.0 <= result.seconds < 30


@pytest.mark.skipif(not MEMORY_IS_LIMITED, reason="this system knows no limit of memory")
def test_a_task_that_takes_too_much_memory_is_given_up() -> None:
    assert outcomes(["swell", "a", "swell", "b"], workers=1, limits=Limits(memory=400)) == {
        "swell": "TaskKilled: reading it took over 400 megabytes of memory (--memory-limit)",
        "a": "A",
        "b": "B",
    }


def test_a_task_that_gives_too_much_is_given_up() -> None:
    assert outcomes(["talk", "a"], workers=1, limits=Limits(output=1)) == {
        "talk": "TaskKilled: what was read of it is over 1 megabytes (--output-limit)",
        "a": "A",
    }


def test_without_workers_all_runs_in_this_process() -> None:
    assert dict(run_tasks(["a", "b"], lambda task: f"{task}{os.getpid()}", workers=0)) == {
        task: f"{task}{os.getpid()}" for task in "ab"
    }
    with pytest.raises(ValueError, match="no such thing"):
        outcomes(["raise"], workers=0)


def test_no_process_is_left_when_the_work_is_broken_off() -> None:
    """What Ctrl-C does: the generator is closed while processes are at work."""
    began = time.monotonic()
    done = broken_off("raise KeyboardInterrupt")
    assert done.stdout == "A\n", done.stderr
    assert time.monotonic() - began < 30  # not the minute that the tasks would take


def test_no_process_is_left_when_the_parent_is_killed() -> None:
    """The processes hold the ends of its pipes: that the pipes close says that they are gone."""
    began = time.monotonic()
    assert broken_off("os.kill(os.getpid(), 9)").stdout == "A\n"
    assert time.monotonic() - began < 30


def broken_off(how: str) -> subprocess.CompletedProcess[str]:
    program = (
        "import os; from contextlib import closing\n"
        "from pipeline.load.workers.pool import run_tasks; from tests.load.workers.test_pool import work\n"
        "if __name__ == '__main__':\n"
        "    with closing(run_tasks(['a', 'hang', 'hang'], work, workers=2)) as tasks:\n"
        "        print(next(tasks)[1], flush=True)\n"
        f"        {how}\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[3])}
    return subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=100, check=False
    )
