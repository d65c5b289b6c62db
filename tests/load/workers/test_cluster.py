"""A cluster: a real scheduler and real workers as processes of their own; one that dies costs only what it was at."""

from __future__ import annotations

import functools
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.errors import ClusterError, UsageError
from pipeline.flow import load_files, merge_into
from pipeline.follow import follow
from pipeline.limits import Limits
from pipeline.load.request import FileResult, Request, Summary, Watcher
from pipeline.load.run import load
from pipeline.load.workers import cluster as cluster_module
from pipeline.load.workers import parting as parting_module
from pipeline.load.workers.parting import Parting
from pipeline.load.workers.tasks import AnyTask, TaskResult
from tests.load.dumping import dump
from tests.load.readings import council_named, read_slowly
from tests.load.test_faults import write_pile
from tests.load.workers.test_pool import outcomes

ROOT = Path(__file__).resolve().parents[3]
WORKERS = 2


class Cluster:
    """A scheduler and workers of this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._processes: list[subprocess.Popen[bytes]] = []
        where = folder / "scheduler.json"
        self._start("scheduler", "--port", "0", "--scheduler-file", str(where))
        deadline = time.monotonic() + 60
        while not (where.exists() and where.stat().st_size):
            assert time.monotonic() < deadline, "the scheduler did not start"
            time.sleep(0.05)
        self.address: str = json.loads(where.read_text())["address"]
        self.workers = [self._start("worker", self.address, "--nthreads", "1", "--no-nanny") for _ in range(WORKERS)]

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", *arguments, "--host", "127.0.0.1", "--no-dashboard"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        log = (self._folder / "log").open("ab")
        process = subprocess.Popen(command, cwd=self._folder, env=environment, stdout=log, stderr=log)
        self._processes.append(process)
        return process

    def stop(self) -> None:
        for process in self._processes:
            process.kill()
            process.wait(30)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    started = Cluster(tmp_path_factory.mktemp("cluster"))
    yield started
    started.stop()


def load_by(address: str, pile: Path, database: Path, watcher: Watcher | None = None, *, attempts: Path) -> Summary:
    read = functools.partial(read_slowly, attempts=attempts)
    request = Request((pile,), database, scheduler=address)
    return load(request, read=read, council_named=council_named, follow=follow(), watcher=watcher)


def test_a_worker_killed_in_the_middle_loses_nothing_and_repeats_only_its_own_files(
    tmp_path: Path, cluster: Cluster, load_paths: Callable[..., Summary]
) -> None:
    pile, attempts = write_pile(tmp_path / "pile", files=24, lines=4), tmp_path / "attempts"
    victim = cluster.workers.pop()

    class Killer(Watcher):
        def done(self, result: FileResult) -> None:
            if len(attempts.read_text().splitlines()) >= 8 and victim.poll() is None:
                victim.send_signal(signal.SIGKILL)
                victim.wait()

    summary = load_by(cluster.address, pile, tmp_path / "by_cluster.db", Killer(), attempts=attempts)
    assert {result.outcome for result in summary.results} == {"loaded"}
    load_paths(pile, into=tmp_path / "here.db")
    assert dump(tmp_path / "by_cluster.db") == dump(tmp_path / "here.db")
    tried = [line.split() for line in attempts.read_text().splitlines()]
    assert len({worker for worker, _ in tried}) == WORKERS
    assert len({name for _, name in tried}) == 24
    repeated = [name for n, (_, name) in enumerate(tried) if name in [before for _, before in tried[:n]]]
    first = {name: worker for worker, name in reversed(tried)}
    assert len(repeated) <= 3  # one at work, one read and not yet fetched
    assert {first[name] for name in repeated} <= {str(victim.pid)}


def test_the_sample_in_ranges_by_a_cluster_into_shards_is_what_one_process_loads(
    tmp_path: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = (ROOT / "corpus" / "reports" / "stourdale-2018-09.pdf",)
    load_files(Request(paths, tmp_path / "here.db"))
    for name, value in (("LONG", 3), ("SHORTEST", 1), ("WORTH_OPENING", 0)):
        monkeypatch.setattr(parting_module, name, value)
    ends: list[str] = []
    end_of = Parting.end_of

    def noted(self: Parting, task: AnyTask, result: TaskResult) -> object:
        ends.append(type(result).__name__)
        return end_of(self, task, result)

    monkeypatch.setattr(Parting, "end_of", noted)
    load_files(Request(paths, tmp_path / "unused.db", shards=tmp_path / "shards", scheduler=cluster.address))
    merge_into(tmp_path / "merged.db", [tmp_path / "shards"])
    assert sorted(ends) == ["Long", "RangeResult", "RangeResult", "RangeResult", "TaskResult"]
    assert dump(tmp_path / "merged.db") == dump(tmp_path / "here.db")


def test_every_task_is_kept_to_its_limits(cluster: Cluster) -> None:
    assert outcomes(
        ["a", "die", "hang", "raise", "talk", "b"], scheduler=cluster.address, limits=Limits(seconds=8.0, output=1)
    ) == {
        "a": "A",
        "b": "B",
        "die": "TaskKilled: reading it ended the process that read it (memory ran out, or a fault in a library)",
        "hang": "TaskKilled: reading it took over 8 seconds (--time-limit)",
        "raise": "ValueError: no such thing",
        "talk": "TaskKilled: what was read of it is over 1 megabytes (--output-limit)",
    }


def test_workers_of_another_make_are_refused(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_module, "libraries", lambda: "pdfplumber 0.1")
    cluster_module._made_of.cache_clear()
    with pytest.raises(ClusterError, match=r"has another libraries .* \(the loader: pdfplumber 0.1\); install the same version"):
        outcomes(["a"], scheduler=cluster.address)
    cluster_module._made_of.cache_clear()


def test_a_scheduler_that_is_not_there_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_module, "CONNECTING", 0.2)
    with pytest.raises(UsageError, match=r"there is no Dask scheduler at tcp://127.0.0.1:9 .*start one with: dask scheduler"):
        outcomes(["a"], scheduler="tcp://127.0.0.1:9")
    with pytest.raises(UsageError, match=r"127.0.0.1 is no scheduler's address, which is like tcp://10.0.0.5:8786"):
        outcomes(["a"], scheduler="127.0.0.1")
    monkeypatch.setattr(cluster_module, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match="--scheduler needs the package distributed on this machine too: pip install"):
        outcomes(["a"], scheduler="tcp://127.0.0.1:9")
