"""A sentence's syntax as frozen records, whatever pipeline read it."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a sentence: characters `start` to `end` of its text.

    `tag` is Penn Treebank's (`VBN`, `NNS`), `relation` that of Universal Dependencies to the word
    `head` (its index in the tree; a root is its own head).
    """

    index: int
    start: int
    end: int
    text: str
    lemma: str
    tag: str
    relation: str
    head: int

    @property
    def small(self) -> str:
        return self.text.lower()


@dataclass(frozen=True)
class Tree:
    """A sentence with the syntax of its words, quotation marks and what stands in round brackets left out."""

    text: str
    tokens: tuple[Token, ...]

    @functools.cached_property
    def _children(self) -> tuple[tuple[Token, ...], ...]:
        found: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index:
                found[token.head].append(token)
        return tuple(map(tuple, found))

    def children(self, token: Token, *relations: str) -> tuple[Token, ...]:
        """Return the words that hang on a word, from left to right; of those relations only where some are named."""
        below = self._children[token.index]
        return tuple(child for child in below if child.relation in relations) if relations else below

    def head(self, token: Token) -> Token:
        return self.tokens[token.head]

    def subtree(self, token: Token, *, without: tuple[str, ...] = ()) -> Iterator[Token]:
        """Yield a word and all that hangs on it, in no order; `without` cuts off what hangs by those relations."""
        yield token
        for child in self._children[token.index]:
            if child.relation not in without:
                yield from self.subtree(child)

    def span(self, token: Token, *, without: tuple[str, ...] = ()) -> tuple[int, int]:
        """Return the characters that a word and all that hangs on it cover."""
        below = list(self.subtree(token, without=without))
        return min(t.start for t in below), max(t.end for t in below)
