"""Find in a sentence's tree the verbs of its main clauses, and their auxiliaries.

The trees of long sentences hold mistakes of a few kinds; where the words' forms show one, it is put right here.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from pipeline.english import Token, Tree

AUXILIARIES = ("aux", "aux:pass", "cop")
HELPING = frozenset(
    ["is", "are", "was", "were", "am", "be", "been", "being", "has", "have", "had", "having", "do", "does", "did", "get", "got",
     "gets", "getting", "'s", "'ve", "'re", "to"]
)  # fmt: skip
SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer", "expl")
OBJECTS = ("obj", "iobj", "xcomp", "ccomp")
MISTAKEN = ("nsubj", "nsubj:pass", "csubj", "csubj:pass", "advcl", "appos", "dep", "nmod", "obl", "obj")
"""Relations in which no clause with a tense stands without a word that opens it."""
REACH = 9
"""Words after a verb among which one that it governs is looked for: "is in the final stages of being drafted"."""


def is_predicate(tree: Tree, token: Token) -> bool:
    """Say whether a word heads a clause: a verb that helps no other, or what stands behind "to be"."""
    if token.relation in AUXILIARIES or token.relation in ("amod", "compound", "case", "mark", "cc", "fixed"):
        return False
    return (token.tag.startswith(("VB", "MD")) and not is_plural(token)) or bool(tree.children(token, *AUXILIARIES))


def is_plural(token: Token) -> bool:
    """Say whether a word that was taken for a bare verb is a plural by its form: "the BOROUGHS"."""
    return token.tag == "VBP" and token.small.endswith("s") and not token.small.endswith(("ss", "us", "'s", "is"))


def main_verbs(tree: Tree) -> list[Token]:
    """Return the verbs of the main clauses, from left to right: the root, what is joined to it or stands beside it."""
    root = next((token for token in tree.tokens if token.relation == "root"), None)
    if root is None or asks(tree, root):
        return []
    waiting = [root, *_independent(tree)]
    if not (is_predicate(tree, root) and _is_finite(tree, root)):
        waiting = _stand_in(tree, root) or waiting
        above = tree.head(waiting[0])
        if waiting[0].relation == "conj":
            waiting += [t for t in tree.children(above, "conj") if t.index > waiting[0].index and _stands_beside(tree, t)]
        if above.relation == "acl" and above.tag == "VBN" and tree.tokens[above.index - 1].tag.startswith("NN"):
            waiting.append(above)  # "The PANEL commenced in May and has met twice", read as "the panel that was commenced"
    found: dict[int, Token] = {}
    while waiting:
        token = waiting.pop(0)
        if token.index not in found:
            found[token.index] = token
            waiting += [child for child in tree.children(token, "conj", "parataxis") if _stands_beside(tree, child)]
            waiting += _misjoined(tree, token)
    return sorted(found.values(), key=lambda t: t.index)


def _stand_in(tree: Tree, root: Token) -> list[Token]:
    """Return a verb to take for the root's where the root is none with a tense, as every sentence has one.

    That is the first verb with a tense and a subject of its own; else one with a tense; without any but those of
    relative and other clauses below, the first past form or participle behind a noun and before them, which the tree has
    taken for part of a name ("Elm Council finished phase one", "Elm Council entered a pact, which began in May").
    """
    finite = [t for t in tree.tokens if is_predicate(tree, t) and _is_finite(tree, t)]
    free = [t for t in finite if not tree.children(t, "mark") and not asks(tree, t)]
    told = [t for t in free if tree.children(t, *SUBJECTS)] + [t for t in free if not tree.children(t, *SUBJECTS)]
    if told or root.tag.startswith("VB"):
        return told[:1]
    before_others = tree.tokens[: min((t.index for t in finite), default=len(tree.tokens))]
    pairs = itertools.pairwise(before_others)
    return [t for before, t in pairs if t.tag in ("VBD", "VBN") and before.tag.startswith("NN")][:1]


def asks(tree: Tree, token: Token) -> bool:
    """Say whether a verb's clause begins with a word that asks or relates: "which", "how", "on which partners"."""
    opening = [t for t in tree.children(token) if t.index < token.index]
    return any(t.tag.startswith("W") for o in opening for t in (o, *tree.children(o, "det", "nmod:poss")))


def _independent(tree: Tree) -> list[Token]:
    """Return verbs whose clause stands for itself by its form, whatever the tree has made of it: a tense and no opener."""
    return [
        t
        for t in tree.tokens
        if (t.relation in MISTAKEN or _joined_to_none(tree, t))
        and is_predicate(tree, t)
        and _is_finite(tree, t)
        and (tree.children(t, *SUBJECTS) or auxiliaries(tree, t))
        and not tree.children(t, "mark")
        and not asks(tree, t)
    ]


def _joined_to_none(tree: Tree, token: Token) -> bool:
    """Say whether a verb with its own subject is joined to a clause with which it cannot go: it goes with the one above that.

    Such a clause has no tense; or the verb takes the main clause's subject up: "WE see that there is more, and WE have ...".
    """
    own = tree.children(token, *SUBJECTS)
    joined = tree.head(token)
    if token.relation != "conj" or not own:
        return False
    again = joined.relation == "ccomp" and own[0].small in {t.small for t in tree.children(tree.head(joined), "nsubj")}
    return not _is_finite(tree, joined) or (again and own[0].tag == "PRP")


def _stands_beside(tree: Tree, token: Token) -> bool:
    """Say whether a verb joined to a main one is main too: no conjunction makes its clause a subordinate one."""
    openers = [t for verb in (token, *tree.children(token, *SUBJECTS)) for t in tree.children(verb, "mark")]
    if not is_predicate(tree, token) or asks(tree, token) or any(t.small != "to" for t in openers):
        return False
    if token.relation == "parataxis":
        return _is_finite(tree, token)
    bare = token.tag in ("VB", "VBP") and not tree.children(token, *AUXILIARIES, *SUBJECTS)
    infinitive = any(t.tag == "VB" and t.index < token.index for t in tree.children(tree.head(token), "xcomp"))
    return not (bare and infinitive)  # "need to plan and agree" is no agreement


def _misjoined(tree: Tree, token: Token) -> Iterator[Token]:
    """Yield verbs joined to an infinitive whose form says that they go with the verb above it: "met to plan and agreed"."""
    if token.tag in ("VBD", "VBN"):
        for below in tree.children(token, "xcomp", "advcl"):
            for child in tree.children(below, "conj") if below.tag == "VB" else ():
                if child.tag in ("VBD", "VBN") and not tree.children(child, *AUXILIARIES):
                    yield child


def _is_finite(tree: Tree, token: Token) -> bool:
    """Say whether a verb or its first auxiliary has a tense; a participle alone with a subject is a past form mistaken."""
    if token.tag == "VBN" and not auxiliaries(tree, token):
        return bool(tree.children(token, *SUBJECTS)) or (token.relation == "root" and before_aside(tree, token) is not None)
    if token.tag == "VBN" and tree.children(token, *SUBJECTS) and [t.small for t in auxiliaries(tree, token)] == ["be"]:
        return True  # "that a board BE SET UP", what is proposed
    if token.tag not in ("VBD", "VBZ", "VBP") and any(t.small == "to" for t in tree.children(token, "mark")):
        return any(t.tag.startswith(("VBZ", "VBP", "VBD")) for t in tree.children(token, *AUXILIARIES))  # "is to open"
    return any(t.tag.startswith(("VBD", "VBZ", "VBP", "MD")) for t in (*tree.children(token, *AUXILIARIES), token))


def auxiliaries(tree: Tree, token: Token) -> list[Token]:
    """Return a verb's helping words; the tree takes some participles and adverbs before them for such."""
    found = [t for t in tree.children(token, *AUXILIARIES) if t.index < token.index]
    return [t for t in found if t.tag == "MD" or t.small in HELPING] or found


def helpers(tree: Tree, token: Token) -> list[Token]:
    """Return a verb's auxiliaries: its own, or those of the verb that it is joined to ("was drafted and agreed")."""
    joined = tree.head(token)
    own = auxiliaries(tree, token)
    if token.relation != "conj" or own or tree.children(token, *SUBJECTS):
        return own
    same = {token.tag, joined.tag} <= {"VBN", "VBD"} or token.tag == joined.tag or (token.tag, joined.tag) == ("VBP", "VB")
    return helpers(tree, joined) if same else []


def governed(tree: Tree, token: Token) -> list[Token]:
    """Return the verbs that a verb or predicate may bring in the words after it, the nearest first: "is due to be OPENED"."""
    below = {t.index for t in tree.subtree(token)}
    near = tree.tokens[token.index + 1 : token.index + 1 + REACH]
    verbs = ("VB", "VBG", "VBN", "VBD", "VBP")
    return [t for t in near if t.index in below and t.tag in verbs and is_predicate(tree, t)][:2]


def before_aside(tree: Tree, token: Token) -> Token | None:
    """Return the noun before an aside between commas that parts it from its verb: "The HEAD of Homes, with us, will ..."."""
    first = min((*auxiliaries(tree, token), token), key=lambda t: t.index).index
    commas = [t.index for t in tree.tokens[:first] if t.text == ","]
    if len(commas) < 2 or commas[-1] != first - 1 or commas[-2] == 0:
        return None
    noun = tree.tokens[commas[-2] - 1]
    while _is_behind_preposition(tree, noun) and noun.relation == "nmod" and tree.head(noun).index < noun.index:
        noun = tree.head(noun)
    return noun if noun.tag.startswith(("NN", "PRP")) and not _is_behind_preposition(tree, noun) else None


def _is_behind_preposition(tree: Tree, noun: Token) -> bool:
    """Say whether a preposition is a noun's own, none that belongs to a date before its article: "in July the BOARD"."""
    articles = [t.index for t in tree.children(noun) if t.tag in ("DT", "PRP$")]
    return any(not any(a > case.index + 1 for a in articles) for case in tree.children(noun, "case"))
