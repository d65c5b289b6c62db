"""What can befall a load: killed, no room, locked out, a clock that jumps, files that change, company."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import StoreError
from pipeline.follow import follow
from pipeline.load import database as database_module
from pipeline.load.request import Request, Summary, Watcher
from pipeline.load.run import load
from pipeline.load.verify import verify
from pipeline.road import Follow
from tests.load.dumping import dump
from tests.load.readings import EVERYTHING, council_named, read_lines
from tests.soak.kills import soak

Load = Callable[..., Summary]

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="NOT RUN: this system does not fork")


def write_pile(folder: Path, files: int = 8, lines: int = 20) -> Path:
    folder.mkdir(exist_ok=True)
    for n in range(files):
        text = "\n".join(f"{EVERYTHING} {n} {k}" for k in range(lines))
        (folder / f"{n}.txt").write_text(f"Council: Elmshire\nTitle: Plan {n}\nDate: 2019-06-12\n{text}\n")
    return folder


@needs_fork
def test_kills_at_random_moments_lose_nothing(tmp_path: Path) -> None:
    """A short version of `make soak`."""
    soak(20, seed=7, folder=tmp_path)


def test_a_full_disk_keeps_what_was_loaded_and_the_next_load_completes_it(
    tmp_path: Path, database: Path, load_paths: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    pile = write_pile(tmp_path / "pile")
    load_paths(pile, into=tmp_path / "whole.db")
    load_paths(pile / "0.txt")
    connect = sqlite3.connect

    def small_disk(*arguments: object, **options: object) -> sqlite3.Connection:
        connection = connect(*arguments, **options)  # type: ignore[call-overload]
        connection.execute(f"PRAGMA max_page_count = {database.stat().st_size // 4096 + 60}")
        return connection  # type: ignore[no-any-return]

    monkeypatch.setattr(sqlite3, "connect", small_disk)
    with pytest.raises(StoreError, match="the disk is full; what was loaded before stands"):
        load_paths(pile)
    monkeypatch.setattr(sqlite3, "connect", connect)
    assert verify(database).problems == ()
    with closing(sqlite3.connect(database)) as connection:
        (there,) = connection.execute("SELECT count(*) FROM reports WHERE status = 'ok'").fetchone()
    assert 1 <= there < 8
    load_paths(pile)
    assert dump(database) == dump(tmp_path / "whole.db")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="NOT RUN: this system has no limit on the size of files")
def test_a_file_that_may_not_grow_is_told_in_words(tmp_path: Path, load_paths: Load) -> None:
    """As on a disk that is full for real: the system itself refuses to write."""
    write_pile(tmp_path / "pile", files=3)
    load_paths(tmp_path / "pile/0.txt", into=tmp_path / "x.db")
    most = (tmp_path / "x.db").stat().st_size + 40_000
    program = (
        "import resource, signal; from pathlib import Path; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from pipeline.follow import follow; from pipeline.load.request import Request; from pipeline.load.run import load\n"
        "from tests.load.readings import council_named, read_lines\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))\n"
        "load(Request((Path('pile'),), Path('x.db')), read=read_lines, council_named=council_named, follow=follow())\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=100, check=False
    )
    assert done.returncode == 1, done.stderr
    assert "StoreError: x.db: the disk" in done.stderr
    assert verify(tmp_path / "x.db").problems == ()


def test_a_reader_that_holds_the_database_is_waited_for(tmp_path: Path, database: Path, load_paths: Load) -> None:
    """Datasette reads while a load writes: a read of some seconds is waited for."""
    pile = write_pile(tmp_path / "pile", files=3)
    load_paths(pile / "0.txt")
    reader = sqlite3.connect(database, check_same_thread=False, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM blocks").fetchone()
    let_go = threading.Timer(1.0, lambda: (reader.execute("COMMIT"), reader.close()))
    let_go.start()
    assert {result.outcome for result in load_paths(pile).results} == {"loaded", "unchanged"}
    let_go.join()
    assert verify(database).problems == ()


def test_a_reader_that_never_lets_go_is_told_in_words(
    tmp_path: Path, database: Path, load_paths: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    pile = write_pile(tmp_path / "pile", files=2)
    load_paths(pile / "0.txt")
    before = dump(database)
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(database, isolation_level=None)) as reader:
        reader.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="close that program and run this again"):
            load_paths(pile)
    assert dump(database) == before
    load_paths(pile)
    assert verify(database).reports == 2


@pytest.mark.parametrize("jump", [-40 * 365 * 86400.0, 86400.0])
def test_a_clock_that_jumps_changes_nothing(
    tmp_path: Path, database: Path, load_paths: Load, monkeypatch: pytest.MonkeyPatch, jump: float
) -> None:
    pile = write_pile(tmp_path / "pile", files=3)
    load_paths(pile, into=tmp_path / "steady.db")
    load_paths(pile / "0.txt")
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + jump)
    for path in pile.iterdir():
        os.utime(path, (1, 1))
    load_paths(pile)
    assert dump(database) == dump(tmp_path / "steady.db")


def test_a_file_that_goes_while_it_is_loaded_costs_only_itself(tmp_path: Path, database: Path, load_paths: Load) -> None:
    """It was there when the load began; it is found to be gone when its turn comes, or to hold something else."""
    pile = write_pile(tmp_path / "pile", files=4)

    class Meddler(Watcher):
        def start(self, to_read: int, unchanged: int) -> None:
            (pile / "1.txt").unlink()
            (pile / "2.txt").write_text("Title: Another\n[2020-01-01]\n")

    outcomes = {Path(result.path).name: result for result in load_paths(pile, watcher=Meddler()).results}
    assert [outcomes[f"{n}.txt"].outcome for n in range(4)] == ["loaded", "failed", "failed", "loaded"]
    assert outcomes["2.txt"].problem == "the file changed while it was being read"
    write_pile(pile)
    assert {result.outcome for result in load_paths(pile).results if not result.failed} == {"loaded", "unchanged"}
    load_paths(pile, into=tmp_path / "whole.db")
    assert dump(database) == dump(tmp_path / "whole.db")


@pytest.mark.parametrize("after", ["versions", "actions"])
def test_what_another_load_writes_while_reports_are_looked_over_is_looked_over_too(tmp_path: Path, after: str) -> None:
    """Two loads at once, and the one that began earlier looks over what it saw last: it must see what the other wrote."""
    pile = write_pile(tmp_path / "pile", files=4)
    own = follow()

    def load_at(database: str, paths: list[str], how: Follow) -> None:
        request = Request(tuple(pile / path for path in paths), tmp_path / database)
        load(request, read=read_lines, council_named=council_named, follow=how)

    times = []

    def meanwhile(seen: object) -> object:
        made = getattr(own, after)(seen)
        times.append(1)
        if len(times) == 1:
            load_at("both.db", ["2.txt", "3.txt"], own)
        return made

    load_at("both.db", ["0.txt", "1.txt"], replace(own, **{after: meanwhile}))
    load_at("one.db", ["0.txt", "1.txt", "2.txt", "3.txt"], own)
    assert len(times) > 1
    assert dump(tmp_path / "both.db") == dump(tmp_path / "one.db")


def test_names_that_are_no_text_cost_nobody_anything(tmp_path: Path, database: Path, load_paths: Load) -> None:
    pile = write_pile(tmp_path / "pile", files=2)
    names = ("bytes \udcff\udc80.txt", "new\nline.txt", "escape \x1b[2J.txt", "turned \u202egpj.txt")
    try:
        for n, name in enumerate(names):
            (pile / name).write_text(f"Title: Plan {n}\n[2019-01-0{n + 1}]\n", encoding="utf-8")
    except (OSError, UnicodeError):
        pytest.skip("NOT RUN: this system takes no such names")
    assert {result.outcome for result in load_paths(pile).results} == {"loaded"}
    assert {result.outcome for result in load_paths(pile, pile / names[0]).results} == {"unchanged"}
    assert verify(database).problems == ()
    assert verify(database).reports == 6


def test_two_loads_at_once_on_one_database(tmp_path: Path) -> None:
    pile = write_pile(tmp_path / "pile")
    program = (
        "import sys; from pathlib import Path; from pipeline.follow import follow\n"
        "from pipeline.load.request import Request; from pipeline.load.run import load\n"
        "from tests.load.readings import council_named, read_lines\n"
        "request = Request(tuple(map(Path, sys.argv[2:])), Path(sys.argv[1]))\n"
        "load(request, read=read_lines, council_named=council_named, follow=follow())\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    files = sorted(map(str, pile.iterdir()))

    def begin(database: str, files: list[str]) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", program, str(tmp_path / database), *files]
        return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)

    for process in [begin("both.db", files[:6]), begin("both.db", files[2:])]:
        _, said = process.communicate(timeout=100)
        assert process.returncode == 0, said
    process = begin("one.db", files)
    process.communicate(timeout=100)
    assert verify(tmp_path / "both.db").problems == ()
    assert dump(tmp_path / "both.db") == dump(tmp_path / "one.db")
