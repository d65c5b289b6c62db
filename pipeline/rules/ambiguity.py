"""Find the texts that an automaton can go through in many ways.

It comes back to a state over the same letters by two ways: each further round doubles the ways (criterion EDA of Weber and Seidl,
On the degree of ambiguity of finite automata, Theoretical Computer Science 88, 1991). Or the same letters lead round in one
state, round in another behind it, and from the one to the other: the ways grow with a power of the rounds (criterion IDA).
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from pipeline.rules.automata import Automaton, letters_in

MOST_PAIRS, MOST_TRIPLES = 40_000, 5_000
"""What is looked through for one circle, or one pair of circles; time bounds what is larger, where it is used."""
_MOST_HOMES = 12
"""States of one circle from which rounds are tried: each gives the same round begun elsewhere."""

_Node = TypeVar("_Node", bound=Hashable)
_Sets = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """Letters that lead to a circle, and round it: sets of letters, of which any may be taken."""

    alphabet: str
    start: _Sets
    again: _Sets

    def text(self, rounds: int, choice: int) -> str:
        """Return a text that goes round so often: 0 of the commonest letters, 1 of two by turns, 2 of ever other ones."""
        letters = [letters_in(bits, self.alphabet) for bits in self.start + self.again * rounds]
        return "".join(each[n % min((1, 2, len(each))[choice], len(each))] for n, each in enumerate(letters))

    @property
    def choices(self) -> tuple[int, ...]:
        """What choices of letters give different texts."""
        return tuple({self.text(9, choice): choice for choice in (2, 1, 0)}.values())[::-1]

    @property
    def length(self) -> int:
        return len(self.start) + len(self.again)


def doubling(automaton: Automaton) -> Iterator[Round]:
    """Yield rounds over which the automaton comes back to a state in two ways."""
    ways_to: dict[int, _Sets] | None = None
    for circle in circles(automaton):
        for home, again in _in_two_ways(automaton, circle):
            ways_to = _ways_to(automaton) if ways_to is None else ways_to
            if home in ways_to:
                yield Round(automaton.alphabet, ways_to[home], again)


def growing(automaton: Automaton, is_over: Callable[[], bool]) -> Iterator[Round]:
    """Yield rounds of one circle, then those over which it may leave one at any time for another, until the time is over."""
    ways_to = _ways_to(automaton)
    found = [circle for circle in circles(automaton) if any(state in ways_to for state in circle)]
    for circle in found:
        for home in sorted(circle)[:_MOST_HOMES]:
            again = _shortest_round(automaton, home, circle)
            if again and home in ways_to:
                yield Round(automaton.alphabet, ways_to[home], again)
    for one, other in itertools.permutations(found, 2):
        for home, beyond in itertools.product(sorted(one)[:_MOST_HOMES], sorted(other)[:_MOST_HOMES]):
            if is_over():
                return
            again = _round_and_on(automaton, one, other, home, beyond)
            if again and home in ways_to:
                yield Round(automaton.alphabet, ways_to[home], again)


def circles(automaton: Automaton) -> list[frozenset[int]]:
    """Return the states that lead back to each other, circle by circle."""
    return [
        frozenset(part)
        for part in _parts(range(len(automaton.next)), lambda state: automaton.next[state])
        if len(part) > 1 or part[0] in automaton.next[part[0]]
    ]


def _in_two_ways(automaton: Automaton, circle: frozenset[int]) -> Iterator[tuple[int, _Sets]]:
    letters = automaton.letters
    leads = {state: [(to, ways) for to, ways in automaton.next[state].items() if to in circle] for state in circle}
    after: dict[tuple[int, int], dict[tuple[int, int], bool]] = {}
    edge = [(state, state) for state in sorted(circle)]
    while edge and len(after) < MOST_PAIRS:
        pair = edge.pop()
        if pair in after:
            continue
        one, other = pair
        after[pair] = {}
        for (a, ways), (b, _) in itertools.product(leads[one], leads[other]):
            if letters[a] & letters[b]:
                to = (a, b) if a <= b else (b, a)
                after[pair][to] = after[pair].get(to, False) or (a == b and one == other and ways > 1)
                edge.append(to)
    for part in _parts(after, lambda pair: after.get(pair, ())):
        inside = frozenset(part)
        homes = [one for one, other in part if one == other]
        if not homes or not any(
            a != b or any(twice and to in inside for to, twice in after[a, b].items()) for a, b in part if (a, b) in after
        ):
            continue
        for home in sorted(homes)[:_MOST_HOMES]:
            again = _apart_and_back(after, inside, home)
            if again:
                yield home, tuple(letters[a] & letters[b] for a, b in again)


def _apart_and_back(
    after: dict[tuple[int, int], dict[tuple[int, int], bool]], inside: frozenset[tuple[int, int]], home: int
) -> list[tuple[int, int]] | None:
    """Return the shortest way of two from a state, that part, back to it."""

    def leads(node: tuple[tuple[int, int], bool]) -> Iterator[tuple[tuple[int, int], bool]]:
        pair, apart = node
        for to, twice in after.get(pair, {}).items():
            if to in inside:
                yield to, apart or twice or to[0] != to[1]

    way = _way(((home, home), False), lambda node: node == ((home, home), True), leads)
    return [pair for pair, _ in way] if way else None


def _shortest_round(automaton: Automaton, home: int, circle: frozenset[int]) -> _Sets:
    way = _way(home, lambda state: state == home, lambda state: (to for to in automaton.next[state] if to in circle))
    return tuple(automaton.letters[state] for state in way)


def _round_and_on(automaton: Automaton, one: frozenset[int], other: frozenset[int], home: int, beyond: int) -> _Sets:
    """Return letters that lead round from a state, round from another, and from the one to the other."""
    letters, leads = automaton.letters, automaton.next

    def after(node: tuple[int, int, int]) -> Iterator[tuple[int, int, int]]:
        for a in leads[node[0]]:
            for c in leads[node[2]] if a in one else ():
                shared = letters[a] & letters[c] if c in other else 0
                for b in leads[node[1]] if shared else ():
                    if shared & letters[b]:
                        yield a, b, c

    way = _way((home, home, beyond), lambda node: node == (home, beyond, beyond), after, MOST_TRIPLES)
    return tuple(letters[a] & letters[b] & letters[c] for a, b, c in way)


def _way(
    start: _Node, is_there: Callable[[_Node], bool], leads: Callable[[_Node], Iterable[_Node]], most: int = MOST_PAIRS
) -> list[_Node]:
    """Return the shortest way of one step at least to where one wants to be, without the start; none where there is none."""
    came: dict[_Node, _Node] = {}
    edge = deque([start])
    while edge and len(came) < most:
        node = edge.popleft()
        for to in leads(node):
            if to in came:
                continue
            came[to] = node
            if is_there(to):
                way = [to]
                while came[way[-1]] != start:
                    way.append(came[way[-1]])
                return way[::-1]
            edge.append(to)
    return []


def _ways_to(automaton: Automaton) -> dict[int, _Sets]:
    """Return the letters that lead to each state from the beginning, as few as may be."""
    ways: dict[int, _Sets] = {state: (automaton.letters[state],) for state in automaton.first}
    edge = list(ways)
    while edge:
        found = {to: (*ways[state], automaton.letters[to]) for state in edge for to in automaton.next[state] if to not in ways}
        ways.update(found)
        edge = list(found)
    return ways


def _parts(nodes: Iterable[_Node], leads: Callable[[_Node], Iterable[_Node]]) -> Iterator[list[_Node]]:
    """Yield the nodes that lead back to each other, part by part (Tarjan's algorithm, without calls that go deep)."""
    order: dict[_Node, int] = {}
    low: dict[_Node, int] = {}
    held: list[_Node] = []
    is_held: set[_Node] = set()
    for root in nodes:
        if root in order:
            continue
        order[root] = low[root] = len(order)
        held.append(root)
        is_held.add(root)
        work = [(root, iter(leads(root)))]
        while work:
            node, rest = work[-1]
            for to in rest:
                if to not in order:
                    order[to] = low[to] = len(order)
                    held.append(to)
                    is_held.add(to)
                    work.append((to, iter(leads(to))))
                    break
                if to in is_held:
                    low[node] = min(low[node], order[to])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == order[node]:
                    part = [held.pop()]
                    while part[-1] != node:
                        part.append(held.pop())
                    is_held.difference_update(part)
                    yield part
