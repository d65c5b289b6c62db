"""Turns at what few can have at once: in rounds, so many and no more, and none for those who have gone."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any

import pytest

from pipeline.browse.guard.turns import Busy, Turns, visitor, visitor_of, while_there
from tests.browse.loops import run


class Desk:
    """Somebody who asks: notes whose work was begun, and ends each piece of it when told."""

    def __init__(self, turns: Turns) -> None:
        self.turns, self.begun = turns, list[str]()
        self._open: list[asyncio.Event] = []

    def ask(self, who: str, what: str) -> asyncio.Task[str]:
        visitor.set(who)
        return asyncio.ensure_future(self.turns.of(lambda: self._work(what)))

    async def end_next(self) -> None:
        self._open.pop(0).set()
        await settled()

    async def _work(self, what: str) -> str:
        self.begun.append(what)
        self._open.append(end := asyncio.Event())
        await end.wait()
        return what


async def settled() -> None:
    for _ in range(9):
        await asyncio.sleep(0)


async def ended(*tasks: asyncio.Task[str]) -> list[str]:
    return [await task for task in tasks]


def test_visitors_are_served_in_rounds() -> None:
    async def asked() -> list[str]:
        desk = Desk(Turns(1, 10))
        tasks = [desk.ask("a", f"a{n}") for n in range(4)] + [desk.ask("b", "b0"), desk.ask("b", "b1"), desk.ask("c", "c0")]
        await settled()
        for _ in tasks:
            await desk.end_next()
        await ended(*tasks)
        return desk.begun

    assert run(asked()) == ["a0", "a1", "b0", "c0", "a2", "b1", "a3"]


def test_of_too_many_who_wait_the_last_of_the_one_with_most_is_refused() -> None:
    async def asked() -> tuple[list[str], list[bool]]:
        desk = Desk(Turns(1, 3))
        tasks = [desk.ask("a", f"a{n}") for n in range(5)]
        await settled()
        tasks.append(desk.ask("b", "b0"))
        await settled()
        while len(desk.begun) < 4:
            await desk.end_next()
        await desk.end_next()
        return desk.begun, [isinstance(task.exception(), Busy) for task in tasks]

    assert run(asked()) == (["a0", "a1", "b0", "a2"], [False, False, False, True, True, False])


def test_who_has_gone_waits_no_longer_and_work_that_goes_on_keeps_its_turn() -> None:
    async def asked() -> tuple[list[str], list[str]]:
        desk = Desk(Turns(1, 10))
        tasks = [desk.ask("a", f"a{n}") for n in range(4)]
        await settled()
        for gone in tasks[:2]:
            gone.cancel()
        await settled()
        before = list(desk.begun)
        await desk.end_next()
        with contextlib.suppress(asyncio.CancelledError):
            await tasks[0]
        for _ in range(2):
            await desk.end_next()
        await ended(*tasks[2:])
        late = desk.ask("a", "a4")  # the turn was given back
        await settled()
        await desk.end_next()
        return before, [*desk.begun, await late]

    assert run(asked()) == (["a0"], ["a0", "a2", "a3", "a4", "a4"])


@pytest.mark.parametrize(
    ("host", "whose"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.7", "::ffff:192.0.2.7"),
        ("testclient", "testclient"),
    ],
)
def test_the_addresses_of_one_household_are_one_visitor(host: str, whose: str) -> None:
    assert visitor_of({"client": (host, 1)}) == whose
    assert visitor_of({"client": None}) == ""


@pytest.mark.parametrize(("method", "ends"), [("GET", False), ("HEAD", False), ("POST", True)])
def test_an_answer_is_left_off_when_its_reader_goes_but_what_is_written_is_written(method: str, ends: bool) -> None:
    done: list[str] = []

    async def app(scope: dict[str, Any], receive: Any, send: Any) -> None:
        await asyncio.sleep(0.05)
        done.append(visitor.get())

    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    async def visit() -> None:
        await while_there(app)({"type": "http", "method": method, "client": ("192.0.2.7", 1)}, receive, receive)
        await asyncio.sleep(0.1)

    run(visit())
    assert done == (["192.0.2.7"] if ends else [])
