"""Find in a sentence's tree who does what a verb says: its subject and its agents.

The trees of long sentences cut names and give a subject to another verb; where the words' forms show that, it is put right here.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from pipeline.english import Token, Tree
from pipeline.extract.grammar.heads import MISTAKEN, SUBJECTS, asks, auxiliaries, before_aside, is_predicate


def _subjects(tree: Tree, token: Token) -> list[Token]:
    """Return the heads of what is printed as a verb's subject, on the verb or on its auxiliaries."""
    found = [t for verb in (token, *auxiliaries(tree, token)) for t in tree.children(verb, *SUBJECTS)]
    before = [t for t in found if t.index < token.index]
    named = any(t.tag.startswith(("NN", "PRP")) or (t.tag == "JJ" and t.text[:1].isupper()) for t in before)
    return before if named else found


def subject(tree: Tree, token: Token) -> Token | None:
    """Return the head of a verb's subject, which verbs joined to another share with it."""
    own = _subjects(tree, token)
    if own:
        return next((t for t in own if t.relation in ("expl", "nsubj:outer")), own[-1])
    above = tree.head(token)
    if token.relation in MISTAKEN and auxiliaries(tree, token):
        return _noun_before(tree, token) or subject(tree, above)
    if token.relation in ("conj", "xcomp", "advcl") or (
        token.relation == "parataxis" and above.tag == "VBN" and _subjects(tree, above)
    ):
        return above if above.tag.startswith("NN") and not is_predicate(tree, above) else subject(tree, above)
    return _lent(tree, token) or _noun_before(tree, token) or _root_noun(tree, token) or before_aside(tree, token)


def _root_noun(tree: Tree, token: Token) -> Token | None:
    """Return the noun that the tree has made the root before a verb: "The BOARD, chaired by the Leader, met"."""
    return next((t for t in tree.tokens[: token.index] if t.relation == "root" and t.tag.startswith("NN")), None)


def _lent(tree: Tree, token: Token) -> Token | None:
    """Return the subject that a relative clause before the verb has drawn to itself: "The PANEL, which was new, agreed"."""
    for child in tree.children(token):
        subjects = tree.children(child, *SUBJECTS) if child.index < token.index else ()
        relative = [t for t in subjects if t.tag.startswith("W") or t.small == "that"]
        if relative and len(subjects) > len(relative):
            return next(t for t in subjects if t not in relative)
        aside = child.tag == "VBN" and tree.tokens[child.index - 1].text == "," and not auxiliaries(tree, child)
        if subjects and aside:  # "The PANEL, formed in May, agreed"
            return subjects[-1]
        if child.index < token.index and asks(tree, child):  # "The PANEL, on which parents sit, agreed"
            first = min(tree.children(child), key=lambda t: t.index)
            if first.tag.startswith("NN") and first.relation not in SUBJECTS:
                return first
    return None


def _noun_before(tree: Tree, token: Token) -> Token | None:
    """Return the noun right before a verb: its subject where the tree has taken it for part of an earlier phrase."""
    first = min((*auxiliaries(tree, token), token), key=lambda t: t.index)
    before = [t for t in tree.tokens[: first.index] if not t.tag.startswith("RB")]
    named = before and before[-1].tag == "JJ" and before[-1].text[:1].isupper()  # "the Chief EXECUTIVE"
    return before[-1] if before and (named or before[-1].tag.startswith(("NN", "PRP"))) else None


def subject_span(tree: Tree, token: Token) -> tuple[int, int]:
    """Return the characters of a verb's subject without its relative clauses; a subject that the tree has cut in two is one."""
    head = subject(tree, token)
    if head is None:
        return token.start, token.start
    parts = [t for t in _subjects(tree, tree.head(head)) if t.relation != "expl"]
    cut = ("acl:relcl", "punct") if head in parts else ("acl:relcl", "acl", "conj", "cc", "parataxis", "punct")
    spans = [tree.span(t, without=cut) for t in (parts if head in parts else [head])]
    verb = min((*auxiliaries(tree, token), token), key=lambda t: t.index)
    end = max(end for _, end in spans)
    end = end if end <= verb.start else max(verb.start, head.end)
    start = _widened(tree, min(start for start, _ in spans))
    return _behind_opening(tree, _before_preposition(tree, start), end), end


def _before_preposition(tree: Tree, start: int) -> int:
    """Return where a subject begins of which the tree has left only what stands behind a preposition: "A PORTAL for parents"."""
    before = [t for t in tree.tokens if t.start < start][-2:]
    root = len(before) == 2 and before[0].relation == "root" and before[1].tag == "IN"
    nominal = root and before[0].tag.startswith(("NN", "JJ"))
    return _widened(tree, before[0].start) if nominal else start


def _behind_opening(tree: Tree, start: int, end: int) -> int:
    """Return where a subject begins to which the tree has given the phrase that opens the sentence: "In May THE PANEL"."""
    words = [t for t in tree.tokens if start <= t.start and t.end <= end]
    if not words or not words[0].tag.startswith(("IN", "TO")):
        return start
    for before, token in itertools.pairwise(words):
        opens = token.tag in ("DT", "PRP$", "PRP") and token.small != "which"
        if (
            opens
            and before.tag.startswith(("NN", "CD", "DT", "RB", "VB", ","))
            and before.small not in ("and", "or", "all", "both")
        ):
            return token.start
    return start


def _widened(tree: Tree, start: int) -> int:
    """Return where a noun phrase really begins: names of several words are cut, and what "and" joins before is lost."""
    before = [t for t in tree.tokens if t.start < start]
    held: Token | None = next((t for t in tree.tokens if t.start == start), None)
    while before:
        token = before.pop()
        opens = held is not None and held.tag in ("DT", "PRP$", "PRP")
        joins = token.small in ("and", "&") and bool(before) and before[-1].tag.startswith("NNP" if opens else "NN")
        nominal = joins or token.tag.startswith(("NN", "JJ", "DT", "PRP$")) or token.small == "'s"
        apart = not joins and (opens or token.relation in ("obl", "obj", "obl:unmarked", "nmod:unmarked"))
        if apart or not nominal:
            break
        start, held = token.start, None if joins else token
    return start


def agents(tree: Tree, verbs: Sequence[Token], *, everywhere: bool) -> list[tuple[int, int]]:
    """Return the characters of the phrases with "by" that belong to verbs, by the tree or by the order of the words.

    `everywhere` below them: what a review "included" is done by those who stand behind a noun ("visits by the DCS").
    """
    below = {t.index: t for v in verbs for t in (tree.subtree(v) if everywhere else tree.children(v))}
    named = {t.index for t in below.values() if t.relation in ("obl:agent", "obl", "nmod") and _is_behind_by(tree, t)}
    spans = {tree.span(tree.tokens[n]) for n in named}
    for token in tree.tokens:
        if token.small == "by" and _nearest_verb(tree, token) in {v.index for v in verbs}:
            kept = {span for span in spans if span[0] != token.start}
            spans = kept | ({span for span in spans if span[0] == token.start} or {(token.start, _stop(tree, token))})
    return sorted(spans)


def _stop(tree: Tree, token: Token) -> int:
    """Return where the words before the next stop or comma end."""
    words = tree.tokens[token.index :]
    return next((before.end for before, t in itertools.pairwise(words) if t.text in ",;:."), words[-1].end)


def _nearest_verb(tree: Tree, by: Token) -> int | None:
    """Return the place of the last verb before a "by", if no other clause begins between: "was MADE available in May by"."""
    for token in reversed(tree.tokens[: by.index]):
        if token.tag.startswith("W") or token.text == ";":
            return None
        if token.tag in ("VBN", "VBD", "VBG") and token.relation not in ("amod", "compound", "case"):
            return token.index
    return None


def _is_behind_by(tree: Tree, token: Token) -> bool:
    return any(c.small == "by" for c in tree.children(token, "case"))
