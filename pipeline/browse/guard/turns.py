"""Give out turns at what few can have at once, so that no visitor keeps it from all the others.

Who waits is served in rounds, one question of each visitor after the other. So many may wait and no more: of the visitor who
has most waiting, the last is refused. Who has gone waits no longer.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")

visitor: ContextVar[str] = ContextVar("visitor", default="")
"""Who asks what is answered just now: an address."""

AGAIN_AFTER = 10
"""Seconds after which somebody who was refused may try again: what waits is answered in some of them."""

_BRANCH = 64  # bits of an address of IPv6 that a household or a firm has as its own: the others it gives out as it likes


class Busy(Exception):
    """Too many wait for a turn."""

    def __init__(self) -> None:
        super().__init__(f"Too many questions wait for an answer just now. Ask again in {AGAIN_AFTER} seconds.")


class Turns:
    """Turns at something; `at_once` have one at the same time, and `most` at most wait for theirs."""

    def __init__(self, at_once: int, most: int) -> None:
        self._free, self._most = at_once, most
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    async def of(self, work: Callable[[], Awaitable[T]]) -> T:
        """Return what comes of some work in its turn, which lasts until the work ends, even where nobody waits for it any more.

        Raises `Busy`.
        """
        if self._free > 0:
            self._free -= 1
        else:
            await self._its_turn()
        task = asyncio.ensure_future(work())
        task.add_done_callback(self._pass_on)
        return await asyncio.shield(task)

    async def _its_turn(self) -> None:
        who, turn = visitor.get(), asyncio.get_running_loop().create_future()
        if sum(map(len, self._waiting.values())) >= self._most:
            self._refuse_one(who)
        self._waiting.setdefault(who, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():  # it was given the turn in the moment in which it went
                self._pass_on()
            else:
                self._forget(who, turn)
            raise

    def _refuse_one(self, newcomer: str) -> None:
        most = max(self._waiting, key=lambda who: len(self._waiting[who]))
        if len(self._waiting[most]) <= len(self._waiting.get(newcomer, ())) + 1:
            raise Busy
        refused = self._waiting[most][-1]
        self._forget(most, refused)
        if not refused.done():
            refused.set_exception(Busy())

    def _pass_on(self, _: Any = None) -> None:
        while self._waiting:
            who, turns = self._waiting.popitem(last=False)
            turn = turns.popleft()
            if turns:
                self._waiting[who] = turns  # behind the others
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1

    def _forget(self, who: str, turn: asyncio.Future[None]) -> None:
        turns = self._waiting.get(who, deque())
        with contextlib.suppress(ValueError):
            turns.remove(turn)
        if not turns:
            self._waiting.pop(who, None)


def visitor_of(scope: dict[str, Any]) -> str:
    """Return whose request it is: the address it came from, of IPv6 the part that is one household's or firm's."""
    host = str((scope.get("client") or ("",))[0])
    with contextlib.suppress(ValueError):
        address = ipaddress.ip_address(host.partition("%")[0])
        if address.version == 6 and address.ipv4_mapped is None:
            return str(ipaddress.ip_network((address, _BRANCH), strict=False))
    return host


def while_there(app: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """Return an application that leaves off reading for somebody who has gone; what is written is written."""

    async def answering(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        before = visitor.set(visitor_of(scope))
        try:
            if scope["method"] in ("GET", "HEAD"):
                await _until_gone(app, scope, receive, send)
            else:
                await app(scope, receive, send)
        except Busy:
            await _refuse(send)
        finally:
            visitor.reset(before)

    return answering


async def _until_gone(app: Callable[..., Awaitable[None]], scope: dict[str, Any], receive: Any, send: Any) -> None:
    async def nothing() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def going() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    answer, gone = asyncio.ensure_future(app(scope, nothing, send)), asyncio.ensure_future(going())
    try:
        await asyncio.wait((answer, gone), return_when=asyncio.FIRST_COMPLETED)
        if answer.done():
            await answer
    finally:
        for task in (answer, gone):
            task.cancel()


async def _refuse(send: Any) -> None:
    said = f"{Busy()}\n".encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(said)).encode()),
        (b"retry-after", str(AGAIN_AFTER).encode()),
    ]
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    await send({"type": "http.response.body", "body": said})
