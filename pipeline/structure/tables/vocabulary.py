"""What the rules say about headings of columns and lines of cells, each text looked up once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product

from pipeline.rules import Rule, Rules

# Line ends of one heading that are tried as the middle of a broken word; narrow columns break into few lines.
MOST_BREAKS = 5


class Vocabulary:
    """The rules `structure/columns` and `structure/tables`, with an answer kept for every text asked."""

    def __init__(self, rules: Rules) -> None:
        self._columns = rules["structure/columns"]
        self._tables = rules["structure/tables"]
        self._roles: dict[str, tuple[str | None, str | None]] = {}

    def roles(self, label: str) -> tuple[str | None, str | None]:
        """Return the role of a column with this heading and the role it has besides, null for none."""
        if label not in self._roles:
            hit = self._columns.first(label) if label.strip() and len(label) <= 120 else None
            column, also = (hit.sets.get("column"), hit.sets.get("also")) if hit else (None, None)
            self._roles[label] = (str(column) if column else None, str(also) if also else None)
        return self._roles[label]

    def role(self, label: str) -> str | None:
        return self.roles(label)[0]

    def heading(self, lines: Sequence[str]) -> str:
        """Join a heading's printed lines; words that a narrow column broke are made whole where that makes sense.

        `Timesca` over `le` is no heading that a plan uses, `Timescale` is one.
        """
        lines = [" ".join(line.split()) for line in lines if line.strip()]
        plain = " ".join(lines)
        if len(lines) < 2 or len(lines) > MOST_BREAKS + 1 or self.role(plain):
            return plain
        for marks in product(*(("", " ") if _may_be_broken(*ends) else (" ",) for ends in pairwise(lines))):
            joined = lines[0]
            for mark, line in zip(marks, lines[1:], strict=True):
                joined = joined.removesuffix("-") + line if mark == "" else f"{joined} {line}"
            if self.role(joined):
                return joined
        return plain

    def fragments(self, texts: Sequence[str]) -> str:
        """Join the pieces of one heading that stands over several columns (`Timefra`, `me`)."""
        tries = ["".join(texts), " ".join(texts), _overlapped(texts)]
        return next((text for text in tries if self.role(text)), " ".join(texts))

    def says(self, rule: str, text: str) -> bool:
        """Say whether a rule of `structure/tables` finds anything in a text."""
        return next(iter(self._rule(rule).find(text)), None) is not None

    def without(self, rule: str, text: str) -> str:
        """Return a text without the words that a rule marks in it."""
        for hit in reversed(list(self._rule(rule).find(text))):
            text = text[: hit.start] + text[hit.end :]
        return " ".join(text.split())

    def _rule(self, rule: str) -> Rule:
        return self._tables.rule(rule)


def _may_be_broken(line: str, following: str) -> bool:
    """Say whether a word may go on from one line to the next: letters stand at both ends, or a hyphen at the first."""
    return (line[-1].isalpha() or line[-1] == "-") and following[0].isalpha()


def _overlapped(texts: Sequence[str]) -> str:
    """Join texts of which each repeats some last letters of the one before (`Time`, `eframe`)."""
    joined = texts[0]
    for text in texts[1:]:
        shared = next((n for n in range(min(len(joined), len(text)), 0, -1) if joined.endswith(text[:n])), 0)
        joined += text[shared:]
    return joined
