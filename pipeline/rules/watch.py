"""Watch rules at work: which files a step of the flow reads, and what each rule marks alone or against others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from pipeline.model import RuleHits, Step
from pipeline.rules.apply import WATCHED, Rules, claim
from pipeline.rules.expressions import Hit

T = TypeVar("T")


class Watch:
    """Notes what is read of a set of rules, through the `rules` that it hands out; for one step over one report.

    Within its `with` block it notes what rules mark.
    """

    def __init__(self, rules: Rules) -> None:
        self._digests = rules.digests
        self._read: set[str] = set()
        self._hits: dict[tuple[str, str], dict[tuple[str, int, int], Hit]] = {}
        self.rules = Rules(_Watched(rules.files, self._read), rules.sha256, _Watched(rules.tables, self._read), rules.digests)

    def __enter__(self) -> Watch:
        self._token = WATCHED.set(self.told)
        return self

    def __exit__(self, *_: object) -> None:
        WATCHED.reset(self._token)

    def reads(self, name: str) -> None:
        """A file or table was asked for."""
        self._read.add(name)

    def told(self, hits: Iterator[Hit], text: str) -> Iterator[Hit]:
        """Note hits in a text as they are taken."""
        for hit in hits:
            self._hits.setdefault((hit.rule.file, text), {}).setdefault((hit.rule.id, hit.start, hit.end), hit)
            yield hit

    def step(self, name: str) -> Step:
        """Return what was noted, as the step of that name."""
        return Step(name, {read: self._digests.get(read, "") for read in sorted(self._read)}, self._fared())

    def _fared(self) -> tuple[RuleHits, ...]:
        """Return how each rule that fired fared, in the order of their ids."""
        found: dict[str, _Count] = {}
        for marked in self._hits.values():
            hits = sorted(marked.values(), key=claim)
            for n, hit in enumerate(hits):
                count = found.setdefault(hit.rule.id, _Count())
                count.fired += 1
                rivals = [m for m, other in enumerate(hits) if _rivals(hit, other)]
                count.alone += not rivals
                for loser in (hits[m].rule.id for m in rivals if m > n):
                    count.won[loser] = count.won.get(loser, 0) + 1
        return tuple(
            RuleHits(rule, count.fired, count.alone, dict(sorted(count.won.items()))) for rule, count in sorted(found.items())
        )


class _Count:
    def __init__(self) -> None:
        self.fired = self.alone = 0
        self.won: dict[str, int] = {}


def _rivals(hit: Hit, other: Hit) -> bool:
    if hit.rule.id == other.rule.id or hit.end <= other.start or other.end <= hit.start:
        return False
    return hit.rule.excludes or other.rule.excludes or hit.rule.sets.keys() == other.rule.sets.keys()


class _Watched(Mapping[str, T]):
    """Files or tables by name; those asked for are added to `read`."""

    def __init__(self, held: Mapping[str, T], read: set[str]) -> None:
        self._held, self._read = held, read

    def __getitem__(self, name: str) -> T:
        found = self._held[name]
        self._read.add(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)
