"""Answers about the whole database: made once for all who ask, and not at every change while a load writes."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.browse import remembered as module
from pipeline.browse.remembered import forget, remembered
from tests.browse.loops import run


class Counted:
    """An answer that takes a while and says which one it is."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds, self.times = seconds, 0

    async def __call__(self) -> int:
        self.times += 1
        answer = self.times
        await asyncio.sleep(self.seconds)
        return answer


@pytest.fixture
def db(tmp_path: Path) -> SimpleNamespace:
    (tmp_path / "x.db").write_text("1")
    return SimpleNamespace(path=tmp_path / "x.db")


def change(db: SimpleNamespace) -> None:
    db.path.write_text(db.path.read_text() + "1")


def test_many_who_ask_at_once_wait_for_one_answer(db: SimpleNamespace) -> None:
    answer = Counted(0.02)

    async def crowd() -> list[int]:
        return await asyncio.gather(*(remembered(db, "x", answer) for _ in range(50)))

    assert run(crowd()) == [1] * 50


def test_a_reader_who_leaves_takes_nothing_from_those_who_wait(db: SimpleNamespace) -> None:
    answer = Counted(0.02)

    async def crowd() -> int:
        leaves, stays = (asyncio.ensure_future(remembered(db, "x", answer)) for _ in range(2))
        await asyncio.sleep(0.005)
        leaves.cancel()
        return await stays

    assert run(crowd()) == 1


def test_a_quick_answer_is_made_anew_at_each_change(db: SimpleNamespace) -> None:
    answer = Counted()
    for wanted in (1, 2, 3):
        assert [run(remembered(db, "x", answer)) for _ in range(2)] == [wanted] * 2
        change(db)


def test_a_slow_answer_rests_while_the_database_changes(db: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "QUICK", 0.0)
    answer = Counted(0.05)
    given = []
    for _ in range(3):
        given.append(run(remembered(db, "x", answer)))
        change(db)
    assert given == [1, 1, 1]
    forget()
    assert run(remembered(db, "x", answer)) == 2


def test_what_is_forgotten_while_it_is_made_is_not_kept(db: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "QUICK", 0.0)
    answer = Counted(0.02)

    async def ask() -> tuple[int, int]:
        first = asyncio.ensure_future(remembered(db, "x", answer))
        await asyncio.sleep(0.005)
        forget()
        change(db)
        return await first, await remembered(db, "x", answer)

    assert run(ask()) == (1, 2)


def test_a_fault_is_not_kept(db: SimpleNamespace) -> None:
    async def fault() -> int:
        raise LookupError

    with pytest.raises(LookupError):
        run(remembered(db, "x", fault))
    assert run(remembered(db, "x", Counted())) == 1
