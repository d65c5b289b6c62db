"""Name by a sentence's syntax what a figure in it measures: the noun phrase, never the pronoun or verb.

"The share of visits in time, which was 61% in April, had reached 78%": both figures measure the share
of visits in time. The relations are those of Universal Dependencies.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from pipeline.english import Token, Tree, reader_named
from pipeline.extract.sentences import terms_joined
from pipeline.rules import Rules

MAX_WORDS = 14
"""Words of a subject: "a few of the report's words"."""
MAX_SENTENCE = 90
"""Words of a sentence that is parsed; what is longer is a list or a table run together."""

_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass")
_PARTS_OF_PHRASE = (
    "nummod", "compound", "advmod", "det", "amod", "obl:npmod", "nmod:npmod", "obl:unmarked", "nmod:unmarked", "dep", "flat",
    "goeswith", "fixed",
)  # fmt: skip
_LEFT_OUT = ("acl:relcl", "appos", "parataxis", "punct", "conj", "cc")
_RELATIVE = frozenset({"which", "that", "who", "whom", "whose"})
_LEADING = re.compile(
    r"(?:(?:the|an?|our|their|its|his|her|this|that|these|those|all|both|some|only|just|also|and|of|in|for|with|by|at|on|"
    r"over(?=\s\d)|nearly|almost|about|around|approximately|more than|less than|fewer than|up to|£?\d[\d,.]*%?|per cent|%)(?!\w)"
    r"|(?<!\w)[\W_]+)\s*",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"[\s,;:(–—-]+$")


@functools.lru_cache(maxsize=512)  # the percentages and the changes of a report stand in the same sentences
def _tree(text: str, english: str | None) -> Tree:
    return reader_named(english).read([text])[0]


def tree_of(text: str, rules: Rules, english: str | None) -> Tree | None:
    """Return a sentence's syntax, its places those of the text; null where it is too long to be a sentence."""
    return _tree(terms_joined(text, rules), english) if 2 < len(text.split()) <= MAX_SENTENCE else None


def measured(tree: Tree, start: int, end: int, rules: Rules) -> tuple[int, int] | None:
    """Return the characters of what the figure at `start` to `end` of a sentence measures, null where its syntax names nothing.

    That is what a share is taken of, what is counted, what the verb moves, else what its subject is.
    """
    figure = _figure(tree, start)
    if figure is None:
        return None
    head = _phrase_head(tree, figure)
    shared = next((child for child in tree.children(head, "nmod") if child.start >= end and _case(tree, child) == "of"), None)
    if shared is not None and not _is_pronoun(shared):
        return _phrase(tree, shared, (start, end))
    if head.tag.startswith("NN") and head.end > end and head.text not in "%" and not _is_unit(head):
        return _phrase(tree, head, (start, end))
    return _of_clause(tree, head, (start, end), rules)


def _of_clause(tree: Tree, head: Token, figure: tuple[int, int], rules: Rules) -> tuple[int, int] | None:
    word, below = head, {token.index for token in tree.subtree(head)}
    if head.relation in _SUBJECTS:  # "of the plans audited, 38% were good"
        verb = tree.head(head)
        fronted = (child for child in tree.children(verb, "obl", "nmod") if child.end <= figure[0] and _case(tree, child) == "of")
        for child in fronted:
            return _phrase(tree, child, figure)
        return None
    for _ in tree.tokens:
        if _moves(word, rules):
            moved = [child for child in _moved(tree, word) if child.index not in below and not _is_pronoun(child)]
            if moved:
                return _phrase(tree, moved[0], figure)
        for subject in tree.children(word, *_SUBJECTS):
            if subject.index in below:
                continue
            if subject.small in _RELATIVE:
                break
            return None if _is_pronoun(subject) else _phrase(tree, subject, figure)
        parent = tree.head(word)
        if word.relation in ("acl", "acl:relcl") and parent.tag.startswith("NN"):
            return _phrase(tree, parent, figure)
        if word.relation == "root" or parent.index == word.index:
            return None
        below |= {token.index for token in tree.subtree(word)} if word.relation in ("nmod", "obl") else set()
        word = parent
    return None


def _moved(tree: Tree, word: Token) -> Iterator[Token]:
    """Yield what a verb moves ("reduced the number of plans") or a noun of movement is of ("a rise in contacts")."""
    if word.tag.startswith("VB"):
        yield from tree.children(word, "obj")
        return
    yield from (child for child in tree.children(word, "nmod") if _case(tree, child) in ("in", "of", "to", "for"))


def _moves(word: Token, rules: Rules) -> bool:
    return next(rules["extract/changes_movements"].all.find(word.text), None) is not None


def _figure(tree: Tree, start: int) -> Token | None:
    """Return the word of a figure; of one in round brackets, which the syntax leaves out, the word before them."""
    at = next((token for token in tree.tokens if token.start <= start < token.end), None)
    return at or next((token for token in reversed(tree.tokens) if token.end <= start), None)


def _phrase_head(tree: Tree, token: Token) -> Token:
    for _ in tree.tokens:
        parent = tree.head(token)
        if token.relation not in _PARTS_OF_PHRASE or not parent.tag.startswith(("NN", "CD", "$")):
            return token
        token = parent
    return token


def _case(tree: Tree, token: Token) -> str:
    return next((child.small for child in tree.children(token, "case")), "")


def _is_pronoun(token: Token) -> bool:
    return token.tag in ("PRP", "DT", "WDT", "WP", "EX", "CD", "PRP$") or not any(sign.isalpha() for sign in token.text)


def _is_unit(token: Token) -> bool:
    return token.lemma in ("cent", "percent", "percentage", "point", "%", "day", "week", "month", "year", "hour", "minute")


def _phrase(tree: Tree, head: Token, figure: tuple[int, int]) -> tuple[int, int] | None:
    """Return a noun's phrase without article, number and relative clause; no more of it than stands on one side of the figure."""
    found = sorted(_kept(tree, head), key=lambda token: token.start)
    if head.end <= figure[0]:
        found = [token for token in found if token.end <= figure[0]]
    else:
        found = [token for token in found if token.start >= figure[1]]
    at = next((n for n, token in enumerate(found) if token.index == head.index), None)
    if at is None:
        return None
    last = at
    while last + 1 < len(found) and found[last + 1].index == found[last].index + 1:
        last += 1
    first = at
    while first > 0 and found[first - 1].index == found[first].index - 1:
        first -= 1
    found = found[first : last + 1][:MAX_WORDS]
    start, end = found[0].start, found[-1].end
    while leading := _LEADING.match(tree.text, start, end):
        if leading.end() in (start, end):
            break
        start = leading.end()
    trailing = _TRAILING.search(tree.text, start, end)
    end = trailing.start() if trailing else end
    return (start, end) if re.search(r"[^\W\d]{2}", tree.text[start:end]) else None


def _kept(tree: Tree, token: Token) -> Iterator[Token]:
    """Yield the words of a phrase, its relative clauses, appositions and further members left out."""
    yield token
    for child in tree.children(token):
        if child.relation not in _LEFT_OUT:
            yield from _kept(tree, child)
