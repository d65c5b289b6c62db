"""Turn the trees of spaCy's own English pipelines into the form of Universal Dependencies.

`en_core_web_*` follow the scheme of ClearNLP: another set of names, prepositions and the verb "to be" as
heads, each conjunct hanging on the one before it. Only what the reading of clauses needs is turned round.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.english.trees import Token

NAMES = {
    "nsubjpass": "nsubj:pass", "auxpass": "aux:pass", "csubjpass": "csubj:pass", "dobj": "obj", "dative": "iobj",
    "poss": "nmod:poss", "prt": "compound:prt", "relcl": "acl:relcl", "intj": "discourse", "neg": "advmod", "oprd": "xcomp",
    "npadvmod": "obl:unmarked", "predet": "det:predet", "preconj": "cc:preconj", "quantmod": "advmod", "meta": "dep",
}  # fmt: skip


def universal(tokens: Sequence[Token]) -> list[Token]:
    """Return the words of a tree in ClearNLP's scheme with the heads and relations of Universal Dependencies."""
    found = list(tokens)
    for step in (_predicates_head, _nouns_head_prepositions, _conjuncts_hang_on_the_first):
        found = step(found)
    return [replace(token, relation=NAMES.get(token.relation, token.relation)) for token in found]


def _predicates_head(tokens: list[Token]) -> list[Token]:
    """Let the adjective or noun behind "to be" head the clause, the verb hang on it as its copula."""
    found = list(tokens)
    for token in tokens:
        be = found[token.head]
        if token.relation not in ("acomp", "attr") or be.lemma != "be" or be.index == token.index:
            continue
        head = token.index if be.head == be.index else be.head
        for other in list(found):
            if other.head == be.index and other.index not in (be.index, token.index):
                found[other.index] = replace(other, head=token.index)
        found[token.index] = replace(token, head=head, relation=be.relation)
        found[be.index] = replace(be, head=token.index, relation="cop")
    return [replace(t, relation="xcomp") if t.relation in ("acomp", "attr") else t for t in found]


def _nouns_head_prepositions(tokens: list[Token]) -> list[Token]:
    """Hang what stands behind a preposition on the preposition's own head, the preposition on it."""
    found = list(tokens)
    for token in tokens:
        by = tokens[token.head]
        if token.relation not in ("pobj", "pcomp") or by.index == token.index:
            continue
        above = tokens[by.head]
        if token.relation == "pcomp":
            relation, mark = ("advcl" if _verbal(above) else "acl"), "mark"
        elif by.relation == "agent":
            relation, mark = "obl:agent", "case"
        else:
            relation, mark = ("obl" if _verbal(above) else "nmod"), "case"
        found[token.index] = replace(found[token.index], head=found[by.index].head, relation=relation)
        found[by.index] = replace(found[by.index], head=token.index, relation=mark)
    return found


def _verbal(token: Token) -> bool:
    return token.tag.startswith(("VB", "JJ"))


def _conjuncts_hang_on_the_first(tokens: list[Token]) -> list[Token]:
    found = list(tokens)
    for token in tokens:
        first = tokens[token.head]
        while token.relation == "conj" and first.relation == "conj" and first.head != first.index:
            first = tokens[first.head]
        if token.relation == "conj":
            found[token.index] = replace(token, head=first.index)
    for token in tokens:
        if token.relation == "cc":  # it stands before the conjunct that it brings
            brought = found[token.head]
            shared = brought.head if brought.relation == "conj" else brought.index
            after = [t for t in found if t.relation == "conj" and t.head == shared and t.index > token.index]
            if after:
                found[token.index] = replace(token, head=after[0].index)
    return found
