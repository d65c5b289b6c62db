"""Mend a sentence's tree where its verb groups show that it has missed a verb or given a helping word to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.english import Token, Tree
from pipeline.extract.grammar.groups import BE, SAME_IN_THE_PAST, Group, takes_particle


def mended(tree: Tree, groups: Sequence[Group]) -> Tree:
    """Return a tree in which each verb of a group has its helping words, and heads its clause."""
    tokens = list(tree.tokens)
    for group in groups:
        if group.verb is not None and group.helpers:
            _give_helpers(tokens, group, group.verb)
    for token in tree.tokens:
        past = token.relation == "root" or tokens[token.head].tag == "VBD"
        if (
            token.small in SAME_IN_THE_PAST
            and token.relation in ("root", "conj")
            and past
            and not tree.children(token, "aux", "mark")
        ):
            tokens[token.index] = replace(tokens[token.index], tag="VBD")
        if takes_particle(tree.tokens, token.index):
            root = next(t.index for t in tree.tokens if t.relation == "root")
            tokens[token.index] = replace(tokens[token.index], tag="VBD", relation="parataxis", head=root)
    return Tree(tree.text, tuple(tokens))


def _give_helpers(tokens: list[Token], group: Group, verb: int) -> None:
    passive = tokens[group.helpers[-1]].small in (*BE, "be", "been", "being") and not tokens[verb].small.endswith("ing")
    for n in group.helpers:
        helper = tokens[n]
        holds = helper.relation in ("cop", "aux", "aux:pass") and verb < helper.head and _is_above(tokens, helper.head, verb)
        if holds:  # "is coaching heads", where the verb was taken for part of a name
            _change_places(tokens, verb, helper.head)
        elif _is_above(tokens, n, verb):  # "are at present refreshing", where the helping word was taken for the verb
            _change_places(tokens, verb, n)
        last = n == group.helpers[-1]
        relation = "mark" if helper.small == "to" else "aux:pass" if passive and last else "aux"
        tokens[n] = replace(tokens[n], head=verb, relation=relation)
    if tokens[verb].relation in ("amod", "compound", "case", "cc", "fixed", "aux", "cop", "mark", "punct"):
        tokens[verb] = replace(tokens[verb], relation="parataxis")
    tag = "VBN" if passive else tokens[verb].tag
    if not tokens[verb].tag.startswith("VB"):
        tag = tag if passive else "VBG" if tokens[verb].small.endswith("ing") else "VB"
    tokens[verb] = replace(tokens[verb], tag=tag)


def _change_places(tokens: list[Token], verb: int, other: int) -> None:
    """Let a verb stand where a word above it stands in the tree; that word hangs on it from now on."""
    old = tokens[other]
    tokens[verb] = replace(tokens[verb], head=verb if old.head == other else old.head, relation=old.relation)
    for token in list(tokens):
        if (
            token.head == other
            and token.index not in (verb, other)
            and (token.index < verb or token.relation in ("conj", "punct"))
        ):
            tokens[token.index] = replace(token, head=verb)
    tokens[other] = replace(old, head=verb, relation="obj" if other > verb else "aux")


def _is_above(tokens: Sequence[Token], above: int, below: int) -> bool:
    """Say whether a word stands above another in the tree."""
    while tokens[below].head != below:
        below = tokens[below].head
        if below == above:
            return True
    return False
