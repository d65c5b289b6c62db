"""Trees of spaCy's own pipelines, turned into the form of Universal Dependencies."""

from __future__ import annotations

from pipeline.english.labels import universal
from pipeline.english.trees import Token


def tree(*words: tuple[str, int, str]) -> list[Token]:
    """Make a tree from (word, head, relation); a verb of the tests is known by its tag behind a slash."""
    made = []
    for n, (word, head, relation) in enumerate(words):
        text, _, tag = word.partition("/")
        lemma = "be" if text in ("is", "was") else text
        made.append(Token(n, n, n + 1, text, lemma, tag or "NN", relation, head))
    return made


def told(tokens: list[Token]) -> list[tuple[str, str, str]]:
    found = universal(tokens)
    return [(t.text, t.relation, found[t.head].text) for t in found]


def test_who_does_what_in_the_passive() -> None:
    assert told(tree(
        ("plan", 2, "nsubjpass"), ("was", 2, "auxpass"), ("agreed/VBN", 2, "root"), ("by", 2, "agent"), ("board", 3, "pobj"),
    )) == [
        ("plan", "nsubj:pass", "agreed"), ("was", "aux:pass", "agreed"), ("agreed", "root", "agreed"), ("by", "case", "board"),
        ("board", "obl:agent", "agreed"),
    ]  # fmt: skip


def test_the_predicate_heads_to_be() -> None:
    assert told(tree(("plan", 1, "nsubj"), ("is", 1, "root"), ("late/JJ", 1, "acomp"))) == [
        ("plan", "nsubj", "late"), ("is", "cop", "late"), ("late", "root", "late"),
    ]  # fmt: skip


def test_the_noun_heads_its_preposition() -> None:
    assert told(tree(
        ("board", 3, "nsubj"), ("of", 0, "prep"), ("partners", 1, "pobj"), ("met/VBD", 3, "root"), ("in", 3, "prep"),
        ("May", 4, "pobj"),
    )) == [
        ("board", "nsubj", "met"), ("of", "case", "partners"), ("partners", "nmod", "board"), ("met", "root", "met"),
        ("in", "case", "May"), ("May", "obl", "met"),
    ]  # fmt: skip


def test_conjuncts_hang_on_the_first() -> None:
    assert told(tree(
        ("met/VBD", 0, "root"), ("agreed/VBD", 0, "conj"), ("and", 1, "cc"), ("left/VBD", 1, "conj"),
    )) == [
        ("met", "root", "met"), ("agreed", "conj", "met"), ("and", "cc", "left"), ("left", "conj", "met"),
    ]  # fmt: skip
