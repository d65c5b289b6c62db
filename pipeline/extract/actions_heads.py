"""Find in a sentence's tree the verbs of its main clauses, and what belongs to each: auxiliaries, subject, agents.

The trees of long sentences hold mistakes of a few kinds; where the words' forms show one, it is put right here.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

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
    return token.tag.startswith(("VB", "MD")) or bool(tree.children(token, *AUXILIARIES))


def main_verbs(tree: Tree) -> list[Token]:
    """Return the verbs of the main clauses, from left to right: the root, what is joined to it or stands beside it."""
    root = next((token for token in tree.tokens if token.relation == "root"), None)
    if root is None or _asks(tree, root):
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

    That is the first verb with a tense and a subject of its own; else one with a tense; without any, the first past
    form or participle behind a noun, which the tree has taken for part of a name ("Elm Council finished phase one").
    """
    finite = [t for t in tree.tokens if is_predicate(tree, t) and _is_finite(tree, t)]
    free = [t for t in finite if not tree.children(t, "mark") and not _asks(tree, t)]
    told = [t for t in free if tree.children(t, *SUBJECTS)] + [t for t in free if not tree.children(t, *SUBJECTS)]
    if told or finite or root.tag.startswith("VB"):
        return told[:1]
    pairs = zip(tree.tokens, tree.tokens[1:], strict=False)
    return [t for before, t in pairs if t.tag in ("VBD", "VBN") and before.tag.startswith("NN")][:1]


def _asks(tree: Tree, token: Token) -> bool:
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
        and not _asks(tree, t)
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
    if not is_predicate(tree, token) or _asks(tree, token) or any(t.small != "to" for t in openers):
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
    if token.tag == "VBN" and tree.children(token, *SUBJECTS) and not auxiliaries(tree, token):
        return True
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


def _subjects(tree: Tree, token: Token) -> list[Token]:
    """Return the heads of what is printed as a verb's subject, on the verb or on its auxiliaries."""
    found = [t for verb in (token, *auxiliaries(tree, token)) for t in tree.children(verb, *SUBJECTS)]
    before = [t for t in found if t.index < token.index]
    return before if any(t.tag.startswith(("NN", "PRP")) for t in before) else found


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
    return _lent(tree, token) or _noun_before(tree, token) or _root_noun(tree, token)


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
        if child.index < token.index and _asks(tree, child):  # "The PANEL, on which parents sit, agreed"
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
    return _behind_opening(tree, _widened(tree, min(start for start, _ in spans)), end), end


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
