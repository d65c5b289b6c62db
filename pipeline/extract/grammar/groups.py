"""Find a sentence's verb groups by the forms of its words.

A verb group is a finite verb with its auxiliaries, whatever stands between them ("will, by the spring, have BEEN MOVED",
"is in consequence being READ"). Tags are right more often than the relations of long sentences, and in a long sentence a
clause without a word that opens it is a main one: so the forms say which verbs are main, the tree what belongs to each.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.english import Token, Tree
from pipeline.extract.grammar.heads import asks, is_plural
from pipeline.extract.grammar.verbs import UNKNOWN, Verbs

BE = frozenset(["is", "are", "was", "were", "am", "'s", "'re"])
HAVE = frozenset(["has", "have", "had", "'ve"])
DO = frozenset(["do", "does", "did"])
BASE, DONE, DONE_OR_DOING = "base", "done", "done or doing"
OPENERS = frozenset(
    ["because", "although", "though", "whereas", "unless", "whilst", "if", "whether", "albeit", "where", "when", "while"]
)
PREPOSITIONS = frozenset(
    [
        "in",
        "on",
        "at",
        "by",
        "with",
        "of",
        "from",
        "into",
        "through",
        "over",
        "under",
        "between",
        "within",
        "without",
        "about",
        "against",
        "during",
        "upon",
        "towards",
        "for",
    ]
)
"""Words that open no clause with a tense, whatever the tree says: "in WRITING it we have", "child IN need"."""
OF_TIME = frozenset(["after", "before", "until", "once", "since"])
"""Words that open a clause or a phrase of time; behind a main verb they open a clause where one with a verb follows."""
SAME_IN_THE_PAST = frozenset(["set", "put", "cut", "let", "spread", "read"])
"""Verbs whose past has the form of the base: a bare one behind a singular subject is the past."""
NO_DOING = frozenset(["following", "including", "regarding", "concerning", "during", "involving", "according", "pending"])
"""Prepositions that have the form of a participle."""
AT_PRESENT = frozenset(
    ["at present", "in turn", "at last", "in part", "by now", "in addition", "for now", "at once", "in future"]
)
"""Phrases that part "is" from its participle as an adverb does; others say where something is ("is in care")."""
INSIDE = ("IN", "DT", "JJ", "NN", "CD", "PRP$", "RB", "POS", "$", "CC")
"""Tags of the words of a phrase that may part an auxiliary from its verb."""
YEARS_PART = ("-", "–", "/")
"""Signs inside such a phrase: "will in 2022-23 CONCENTRATE on"."""
BETWEEN = frozenset(["each", "both", "all", "together", "jointly", "now", "also"])
"""Words that stand between an auxiliary and its verb as adverbs do: "they have EACH lent a worker"."""
LONGEST = 14
"""Words of such a phrase at most."""
TOGETHER = 3
"""Words within which two openers open one clause: "in order that", "even though"."""


@dataclass(frozen=True, slots=True)
class Group:
    """A finite verb group: the places of its helping words and of its verb (none behind a bare "to be").

    `opened` says that a word before it opens a subordinate clause for it, `main` that nothing speaks against a main clause.
    """

    helpers: tuple[int, ...]
    verb: int | None
    opened: bool = False
    main: bool = False

    @property
    def first(self) -> int:
        return self.helpers[0] if self.helpers else self.verb or 0


def verb_groups(tree: Tree, verbs: Verbs) -> list[Group]:
    """Return the finite verb groups of a sentence, from left to right, with what their openers say of them."""
    found, at = [], 0
    while at < len(tree.tokens):
        group = _group_at(tree.tokens, at, verbs)
        if group is not None:
            found.append(group)
            at = max((*group.helpers, group.verb or 0))
        at += 1
    return list(_ranked(tree, found))


# --------------------------------------------------------------------------- the words of a group


def _group_at(tokens: Sequence[Token], at: int, verbs: Verbs) -> Group | None:
    token = tokens[at]
    if token.tag == "MD":
        return _helped(tokens, at, BASE, verbs)
    verbal = token.tag.startswith("VB")
    if token.small == "be" and token.tag == "VB" and _is_asked_for(tokens, at):
        return _helped(tokens, at, DONE_OR_DOING, verbs)
    if token.small in BE and verbal:
        return _helped(tokens, at, DONE_OR_DOING, verbs)
    if token.small in HAVE and verbal and token.tag != "VB":
        return _helped(tokens, at, DONE, verbs)
    if token.small in DO and token.relation == "aux":
        return _helped(tokens, at, BASE, verbs)
    helped = any(t.head == at and t.relation.startswith(("aux", "mark")) for t in tokens)
    finite = (token.tag in ("VBD", "VBZ", "VBP") and not token.small.endswith(("en", "wn")) and not is_plural(token)) or (
        token.small in verbs.pasts and token.tag != "VBN" and not helped
    )
    name = at == 0 and token.relation in ("compound", "amod", "nmod", "flat")  # "Leeds", taken for a verb
    if finite and not name:
        return Group((), at)
    comes = token.tag == "NNS" and tokens[at - 1].text == "," and [t.small for t in tokens[at + 1 : at + 2]] == ["to"]
    if comes and verbs.kind_of(token.small) != UNKNOWN:  # "The Director, with the team, PLANS to review"
        return Group((), at)
    if takes_particle(tokens, at):
        return Group((), at)
    bare = token.tag == "VB" or (token.small in SAME_IN_THE_PAST and token.relation == "root")
    behind = at > 0 and tokens[at - 1].tag.startswith(("NN", "PRP", "RB"))
    return Group((), at) if bare and behind and not helped and token.relation in ("root", "parataxis") else None


def _is_asked_for(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a bare "be" is what somebody asks for or intends: "that a plan BE WRITTEN", "that they not BE MOVED"."""
    before = next((t for t in reversed(tokens[:at]) if not t.tag.startswith("RB")), None)
    return before is not None and before.tag.startswith(("NN", "PRP", "CD"))


def takes_particle(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a verb whose past has the form of the base was taken for a noun: "the Chief Executive SET up a group"."""
    token, following = tokens[at], [t.tag for t in tokens[at + 1 : at + 3]]
    named = at > 0 and tokens[at - 1].tag.startswith(("NN", "JJ", "PRP")) and tokens[at - 1].text[:1].isupper()
    noun = token.tag == "NN" and token.small in SAME_IN_THE_PAST
    return noun and named and following[:1] == ["RP"] and following[1:] != ["IN"]


def _helped(tokens: Sequence[Token], at: int, wanted: str, verbs: Verbs) -> Group:
    helpers, n = [at], at + 1
    while n < len(tokens):
        token = tokens[n]
        if token.small in ("be", "been", "being"):
            helpers.append(n)
            wanted = DONE_OR_DOING
        elif token.small == "have" and wanted == BASE:
            helpers.append(n)
            wanted = DONE
        elif token.small == "to" and wanted != BASE and all(_is_manner(t) for t in tokens[helpers[-1] + 1 : n]):
            helpers.append(n)
            wanted = BASE
        elif _fits(tokens, n, wanted, verbs, surely=tokens[helpers[-1]].small in ("been", "being")):
            return Group(tuple(helpers), n)
        elif token.tag.startswith("RB") or token.small in BETWEEN or (token.small == "since" and token.relation != "case"):
            pass
        else:
            beyond = _beyond(tokens, n, wanted, verbs, bare_be=tokens[helpers[-1]].small in BE)
            if beyond is None:
                break
            if tokens[beyond].small not in ("be", "been", "being"):
                return Group(tuple(helpers), beyond)
            n = beyond
            continue
        n += 1
    return Group(tuple(helpers), None)


def _is_manner(token: Token) -> bool:
    """Say whether a word between "is" and "to" is a mere adverb ("is SHORTLY to move"), no particle ("is OUT to tender")."""
    return token.tag.startswith("RB") and (token.small.endswith("ly") or token.small in ("now", "also", "soon", "then", "next"))


def _fits(tokens: Sequence[Token], n: int, wanted: str, verbs: Verbs, *, surely: bool) -> bool:
    """Say whether a word can be the verb that the helping words before it wait for."""
    token = tokens[n]
    known = verbs.kind_of(token.small) != UNKNOWN
    if wanted == BASE:
        noun = token.tag in ("NN", "JJ") and known and verbs.is_base(token.small)
        return token.tag in ("VB", "VBP") or noun or (token.tag in ("VBD", "VBN") and verbs.is_base(token.small))
    if token.tag == "VBN" or (token.tag == "VBD" and token.small not in (*BE, *HAVE)):
        return known or not token.small.endswith("s")  # "have CASELOADS"
    participle = token.tag in ("JJ", "NN", "VB") and verbs.is_participle(token.small)
    if wanted == DONE:
        return participle
    if token.small in NO_DOING:
        return False
    ahead = tokens[n + 1].tag if n + 1 < len(tokens) else ""
    doing = token.tag == "VBG" or (token.small.endswith("ing") and known and _has_more(tokens, n, ahead))
    return doing or (participle and (surely or token.tag != "JJ"))


def _has_more(tokens: Sequence[Token], n: int, ahead: str) -> bool:
    """Say whether what follows a word in -ing shows it to be a verb that the tagger took for a noun: "is COACHING new staff"."""
    if tokens[n].tag not in ("NN", "NNP", "JJ", "ADD", "VB", "RB"):
        return False
    been = tokens[n - 1].small == "been"
    after = ("NN", "DT", "CD", "PRP", "JJ") if been else ("NNS", "DT", "CD", "PRP")
    pair = ahead.startswith("NN") and [t.tag for t in tokens[n + 2 : n + 3]] == ["NNS"]  # "is COACHING team managers"
    return ahead.startswith(after) or pair or ("-" in tokens[n].small and ahead.startswith(("IN", "NN", "JJ")))


def _beyond(tokens: Sequence[Token], n: int, wanted: str, verbs: Verbs, *, bare_be: bool) -> int | None:
    """Return where a verb stands beyond a phrase that parts it from its helping words; nowhere, where none can be told."""
    commas = tokens[n].text in (",", "-")
    if not commas and not tokens[n].tag.startswith("IN"):
        return None
    for k in range(n + 1, min(n + LONGEST, len(tokens))):
        token = tokens[k]
        closed = not commas or tokens[k - 1].text in (",", "-")
        if closed and k > n + 1 and _comes(tokens, k, wanted, verbs, bare_be=bare_be and not commas):
            return k
        if token.tag in ("MD", "VBZ", "VBP", "VBD") or token.tag.startswith("W") or token.text in (";", ":"):
            return None
        if not commas and not token.tag.startswith(INSIDE) and token.text not in YEARS_PART:
            return None
    return None


def _comes(tokens: Sequence[Token], k: int, wanted: str, verbs: Verbs, *, bare_be: bool) -> bool:
    token, before = tokens[k], tokens[k - 1]
    if token.small in ("been", "being"):
        return wanted != BASE
    if token.small == "be":
        return wanted == BASE
    if bare_be:
        return " ".join(t.small for t in tokens[k - 2 : k]) in AT_PRESENT
    if token.small in NO_DOING or before.tag.startswith(("DT", "IN", "PRP$", "JJ")):
        return False
    if wanted == BASE:
        known = verbs.is_base(token.small) and verbs.kind_of(token.small) != UNKNOWN
        return token.tag == "VB" or (
            known and token.tag in ("VBP", "JJ", "NN") and tokens[k - 1].tag.startswith(("NN", "CD", ","))
        )
    return token.tag in ("VBN", "VBD") or (wanted == DONE_OR_DOING and token.tag == "VBG")


# --------------------------------------------------------------------------- main or not


def _ranked(tree: Tree, groups: Sequence[Group]) -> Iterator[Group]:
    """Yield the groups, each told whether a word opens a subordinate clause for it; every such word opens one."""
    waiting: list[Token] = []
    passed, behind = 0, False
    for group in groups:
        for token in tree.tokens[passed : group.first]:
            if token.text == ";":
                waiting.clear()
            elif token.text == "," and waiting and (_is_weak(waiting[-1]) or _ends_aside(tree, waiting[-1], token, group)):
                waiting.pop()
            elif _opens(tree, token, behind=behind):
                if waiting and token.index - waiting[-1].index < TOGETHER:
                    waiting.pop()
                waiting.append(token)
        passed = max((*group.helpers, group.verb or 0)) + 1
        opened = bool(waiting)
        behind = behind or not opened
        if waiting:
            waiting.pop()
        yield replace(group, opened=opened, main=not opened and not _is_below(tree, group))


def _ends_aside(tree: Tree, opener: Token, comma: Token, group: Group) -> bool:
    """Say whether a comma ends a relative clause between commas, so that the verb right behind it goes with what stood before.

    The verb within was taken for a noun: "The group, on which two schools SIT, continues to meet".
    """
    before = tree.tokens[max(opener.index - 2, 0) : opener.index]
    return opener.tag.startswith("W") and any(t.text == "," for t in before) and group.first == comma.index + 1


def _opens(tree: Tree, token: Token, *, behind: bool) -> bool:
    """Say whether a word opens a clause; `behind` says that a main verb stands before it."""
    following = tree.tokens[token.index + 1] if token.index + 1 < len(tree.tokens) else token
    if token.small in OF_TIME and behind:
        ahead = itertools.takewhile(
            lambda t: t.text not in ",;" and t.small not in ("and", "but"), tree.tokens[token.index + 1 :]
        )
        return following.tag != "VBG" and any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in ahead)
    if token.tag.startswith("W"):
        return following.small != "to"
    if token.small == "that":
        return token.tag in ("IN", "WDT") or (token.relation in ("mark", "nsubj", "nsubj:pass") and token.tag != "DT")
    return token.small in OPENERS or (_is_weak(token) and not following.tag.startswith(("VBG", "NNP", "CD")))


def _is_weak(token: Token) -> bool:
    """Say whether a word opens a clause only where the tree says so; as a preposition it opens none."""
    weak = token.relation == "mark" and token.tag.startswith(("IN", "RB"))
    return weak and token.small not in (*OPENERS, *PREPOSITIONS, "to", "that")


def _is_below(tree: Tree, group: Group) -> bool:
    """Say whether the tree hangs a group without an opener below a word before it: "we think IT WORKS", "the plan WE MADE"."""
    verb = tree.tokens[group.verb] if group.verb is not None else tree.head(tree.tokens[group.first])
    above = tree.head(verb)
    if not group.helpers and verb.relation == "conj" and not tree.children(verb, "nsubj", "nsubj:pass"):
        # "need to plan and AGREE": what it is joined to says whose it is; "The desk, at which two teams sit, OPENED": the desk
        return not (tree.tokens[group.first - 1].text == "," and above.index < verb.index and asks(tree, above))
    if verb.relation == "ccomp":
        if group.first == above.index + 1:
            return False  # "those with whom contact was LOST ARE SOUGHT": no subject of its own stands between
        between = tree.tokens[above.index : group.first]
        purpose = above.relation == "root" and any(t.small == "to" for t in tree.children(above, "mark"))  # "To see to it we MET"
        return not purpose and above.index < verb.index and above.tag.startswith("VB") and all(t.text != "," for t in between)
    before = tree.tokens[group.first - 1] if group.first else verb
    joined = [t for t in tree.children(verb, "nsubj", "nsubj:pass") if t.index < group.first]
    return verb.relation == "acl:relcl" and above.index < verb.index and before.tag == "PRP" and bool(joined)
