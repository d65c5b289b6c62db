"""Read the steps that a sentence's syntax tells: what is done, and to what class of thing.

`rules/extract/events_frames.yaml` knows the acts as verbs and as nouns, the classes of things by the
nouns that they end in, and which act done to which class is a step. For each act one line is written
("launch passive subject=system by=approver"), at which the frames look; what stands between an act and
what it is done to does not matter, as long as the tree binds them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.english import Token, Tree
from pipeline.extract.grammar import heads as heads
from pipeline.extract.grammar import subjects as subjects
from pipeline.extract.grammar.verbs import bases_of
from pipeline.rules import Hit, Rule, Rules, used

FOLLOWING = 5  # words behind a verb among which the rest of a set phrase stands: "signed it off", "went fully live"
CUT = ("acl:relcl", "acl", "punct", "appos", "parataxis", "conj", "cc", "advcl")
OBLIQUE = ("obl", "nmod", "obl:agent", "advcl")
WIDE = 14
"""Words that the span of a step may take in to hold act and thing both; a wider one is the act alone."""
TOPIC = 8
"""Words at the beginning of a sentence in which what it speaks of is looked for."""
PREPOSITIONS = frozenset({"of", "to", "into", "onto", "on", "as", "by", "in", "with", "for", "under", "from", "at"})
STOPS = frozenset({"and", "but", "which", "who", ";", ":"})
"""Words over which the span of a step does not reach."""
REFUSING = frozenset({"decline", "refuse", "fail", "ask", "invite"})
"""Verbs behind which what somebody is to do has not been done."""
OPEN = frozenset({"may", "can", "could", "might", "cannot", "should", "ought", "not", "n't", "never"})
PARTICLES = frozenset({"out", "up", "down", "off", "back", "away", "over", "along", "round"})
"""Words that make another verb of the one before them: "came out in May" is not "came in"."""
CONDITIONS = frozenset({"if", "unless", "without", "whether"})
PRONOUNS = frozenset({"it", "he", "she"})
HELPING = ("cop", "aux", "aux:pass")
RELATIVES = frozenset({"which", "that", "who"})


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Framed:
    """A step that a frame found: `act` is where its own words stand, `things` are the noun phrases that belong to it.

    A noun phrase is given up to its head.
    `own` and `others` are where words begin that hang on the act, and such as hang on another noun: a date there is the other's.
    """

    hit: Hit
    act: Span
    things: tuple[Span, ...]
    own: tuple[int, ...] = ()
    others: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """What a sentence says of an act: the line at which frames look, what belongs to it and the dates that do or do not.

    `own` and `others` are as in `Framed`, places in the whole sentence; `at` is where the act's cell begins there.
    """

    tree: Tree
    act: Act
    text: str
    things: tuple[Token, ...]
    own: tuple[int, ...]
    others: tuple[int, ...]
    at: int = 0

    @property
    def word(self) -> str:
        """Return the act as written, in small letters."""
        return self.act.token.small

    def owns(self, day: Span) -> bool:
        """Say whether a date of the sentence is the act's own."""
        return any(day[0] <= at < day[1] for at in self.own)


@dataclass(frozen=True, slots=True)
class Act:
    """A word of doing in a sentence: the classes it may be of, and where its words end."""

    token: Token
    kinds: tuple[str, ...]
    noun: bool
    end: int

    def holds(self, token: Token) -> bool:
        """Say whether a word is one of a set phrase's own, as "doors" is in "opened its doors"."""
        return self.token.end < token.end <= self.end


class FrameReader:
    """Finds the steps that frames know; made once per report, since it prepares the rules."""

    def __init__(self, rules: Rules) -> None:
        file = rules["extract/events_frames"]
        self.frames = file.that_set("event")
        self.things = file.that_set("thing")
        self.verbs: dict[str, list[str]] = {}
        self.nouns: dict[str, list[str]] = {}
        self.phrases: dict[str, dict[tuple[str, ...], list[str]]] = {}
        self.said: dict[tuple[str, bool], list[Rule]] = {}
        for rule in file.that_set("act").rules:
            act = str(rule.sets["act"])
            for word in rule.words:
                self.said.setdefault((word, rule.sets.get("form") == "noun"), []).append(rule)
                first, *rest = word.split()
                if rest:
                    self.phrases.setdefault(first, {}).setdefault(tuple(rest), []).append(act)
                else:
                    (self.nouns if rule.sets.get("form") == "noun" else self.verbs).setdefault(first, []).append(act)

    def may_tell(self, text: str) -> bool:
        """Say whether some word of a sentence may be an act of a frame."""
        return any(self._acts_of(word) for word in re.findall(r"[\w-]+", text.lower()))

    def lines(self, tree: Tree, topic: str = "", at: int = 0) -> Iterator[Line]:
        """Yield the lines of a sentence's acts, or of a cell's that begins at some character of its row.

        `topic` are the classes of what the sentence before spoke of, for which a pronoun stands.
        """
        for act in self._acts(tree):
            for kind in act.kinds:
                text, things = self._line(tree, act, kind, topic)
                own, others = (
                    tuple(at + place for place in places) for places in _dates(tree, act.token, {thing.index for thing in things})
                )
                yield Line(tree, act, text, tuple(things), own, others, at)

    def find(self, lines: Iterable[Line]) -> Iterator[Framed]:
        """Yield the steps that lines tell, each over the words of its act and, where it stands near, of the thing."""
        for line in lines:
            for rule in self.frames.present(line.text):
                hit = next(rule.find(line.text), None)
                if hit is not None:
                    yield self._framed(line, hit)

    def topic(self, text: str) -> str:
        """Return the classes of what a sentence begins with: the first of its noun phrases that is of any."""
        words = text.split()[:TOPIC]
        for n in range(1, len(words) + 1):
            known = self.classes(" ".join(words[:n]).strip(" ,;:"))
            if known:
                return ",".join(known)
        return ""

    def classes(self, words: str) -> list[str]:
        """Return the classes of a noun phrase by what it ends in."""
        return [str(rule.sets["thing"]) for rule in self.things.present(words) if next(rule.find(words), None)]

    def _acts_of(self, word: str) -> bool:
        return word in self.nouns or any(base in self.verbs or base in self.phrases for base in bases_of(word))

    def _acts(self, tree: Tree) -> Iterator[Act]:
        for token in tree.tokens:
            small = token.small
            verbal = token.tag.startswith("VB") or (token.tag in ("JJ", "NNS", "NNP") and small.endswith(("s", "ed")))
            if small in self.nouns and token.tag.startswith(("NN", "VBG")) and token.relation not in ("amod", "case"):
                yield self._act(tree, token, self.nouns[small], token.end, [small], noun=True)
                continue
            if not verbal:
                continue
            bases = list(bases_of(small))
            following = tree.tokens[token.index + 1 : token.index + 1 + FOLLOWING]
            for rest, acts in [pair for base in bases for pair in self.phrases.get(base, {}).items()]:
                end = _follows(following, rest)
                if end is not None and not _is_open(tree, token):
                    yield self._act(tree, token, acts, end, [" ".join((base, *rest)) for base in bases])
                    break
            else:
                kinds = tuple(dict.fromkeys(act for base in bases for act in self.verbs.get(base, ())))
                if kinds and token.relation not in HELPING and not _is_open(tree, token):
                    yield self._act(tree, token, kinds, token.end, bases)

    def _act(self, tree: Tree, token: Token, kinds: Sequence[str], end: int, words: Iterable[str], *, noun: bool = False) -> Act:
        """Return an act, and tell the rules that know it by these words."""
        for rule in (rule for word in words for rule in self.said.get((word, noun), ())):
            used(rule, tree.text, token.start, end)
        return Act(token, tuple(kinds), noun, end)

    def _line(self, tree: Tree, act: Act, kind: str, topic: str) -> tuple[str, list[Token]]:
        """Write the line of an act, with the things whose classes stand in it."""
        if act.noun:
            found = list(_around_noun(tree, act.token))
            form = "noun"
        else:
            form, found = _voice(tree, act.token), [(place, t) for place, t in _around_verb(tree, act) if not act.holds(t)]
        parts: list[str] = []
        things: list[Token] = []
        for place, token in found:
            known = self._meant(tree, token, topic) if token.small in PRONOUNS else self._classes_of(tree, token)
            if place == "subject" and not known:
                known = self.classes(_before(tree, act.token))
            if known or place in ("subject", "object", "into"):
                parts.append(f"{place}={','.join(known) or 'other'}")
                things += [token] if known else []
        if not act.noun and form != "gerund" and not any(place == "subject" for place, _ in found):
            known = self.classes(_before(tree, act.token))
            if known:
                parts.insert(0, f"subject={','.join(known)}")
        if not act.noun and form == "active" and not any(place == "object" for place, _ in found):
            form = "middle"
        return " ".join([kind, form, *parts]), things

    def _meant(self, tree: Tree, token: Token, topic: str) -> list[str]:
        """Return the classes of what a pronoun stands for: what its own sentence begins with, else what the one before does."""
        here = self.topic(tree.text[: token.start]) if token.index > 1 else ""
        return [name for name in (here or topic).split(",") if name]

    def _classes_of(self, tree: Tree, token: Token) -> list[str]:
        return list(dict.fromkeys(name for words in _phrases(tree, token) for name in self.classes(words)))

    def _framed(self, line: Line, hit: Hit) -> Framed:
        tree, act, things, at = line.tree, line.act, line.things, line.at
        start, end = act.token.start, act.end
        places = [_up_to_head(tree, thing) for thing in things]
        for low, high in places:
            first, last = min(low, start), max(high, end)
            between = [t for t in tree.tokens if min(high, end) <= t.start < max(low, start)]
            inside = [t for t in tree.tokens if first <= t.start < last]
            if len(inside) <= WIDE and not any(
                t.tag == "CD" or t.small in STOPS or t.tag.startswith("VB") for t in _bare(tree, between, act)
            ):
                start, end = first, last
        moved = replace(hit, start=at + start, end=at + end, cue=tree.text[start:end])
        own_words = at + act.token.start, at + act.end
        return Framed(moved, own_words, tuple((at + low, at + high) for low, high in places), line.own, line.others)


def _before(tree: Tree, token: Token) -> str:
    """Return the words before a verb, its helpers and "which" left out, on which the tree may not have made it hang.

    What stands between two commas there is left out too: "the hub, planned for years, opened".
    """
    at = token.index - 1
    while at >= 0 and (
        tree.tokens[at].tag[:2] in ("VB", "MD", "RB", "TO") or tree.tokens[at].small in ("due", "able", "expected")
    ):
        at -= 1
    if at >= 0 and tree.tokens[at].small in RELATIVES:
        at -= 1
    if at >= 0 and tree.tokens[at].text == ",":
        aside = next((n for n in range(at - 1, -1, -1) if tree.tokens[n].text == ","), None)
        participle = aside is not None and tree.tokens[aside + 1].tag in ("VBN", "VBG")
        straight = tree.tokens[at + 1].small in RELATIVES or (tree.tokens[at + 1].index == token.index and not participle)
        at = at - 1 if aside is None or straight else aside - 1
    first = next(
        (n for n in range(at, -1, -1) if tree.tokens[n].text in (",", ";", ":") or tree.tokens[n].tag[:2] in ("VB", "MD")), -1
    )
    return tree.text[tree.tokens[first + 1].start : tree.tokens[at].end] if at > first else ""


def _up_to_head(tree: Tree, token: Token) -> Span:
    """Return the characters of a noun phrase up to its head, or to the end of a name."""
    left = [t for t in tree.subtree(token, without=CUT) if t.index <= token.index and t.relation not in ("case", "mark")]
    return min(t.start for t in left), max([token.end, *(t.end for t in tree.children(token, "flat"))])


def _bare(tree: Tree, tokens: list[Token], act: Act) -> list[Token]:
    """Return the words between an act and a thing without the act's own auxiliaries."""
    helping = {t.index for t in heads.helpers(tree, act.token)} | {act.token.index}
    return [t for t in tokens if t.index not in helping and act.token.relation != "xcomp"]


def _dates(tree: Tree, act: Token, things: set[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return where figures and names begin that hang on the act itself, and where those that hang on some other noun."""
    own, others = [], []
    governing = {act.index, *things}
    if act.relation in ("xcomp", "acl:relcl", "acl", "conj", "nsubj", "nsubj:pass"):
        governing.add(act.head)
    alone = act.relation == "conj" and bool(tree.children(act, *heads.SUBJECTS))  # a date behind the verb before is that verb's
    for token in tree.tokens:
        if token.tag not in ("CD", "NNP"):
            continue
        above = token
        while above.tag in ("CD", "NNP", "IN") and above.head != above.index and above.index != act.index:
            above = tree.head(above)
        if above.index == act.head != act.index and alone and token.index > act.head:
            others.append(token.start)
        elif above.index in governing:
            own.append(token.start)
        elif above.tag.startswith("NN"):
            others.append(token.start)
    return tuple(own), tuple(others)


def _follows(tokens: Sequence[Token], rest: Sequence[str]) -> int | None:
    """Return where the rest of a set phrase ends, looked for in the words behind its verb, some left out between."""
    at, end = 0, None
    for word in rest:
        place = next((n for n in range(at, len(tokens)) if tokens[n].small == word), None)
        if place is None or any(t.small in PARTICLES or not t.tag.startswith(("RB", "PRP", "DT")) for t in tokens[at:place]):
            return None
        at, end = place + 1, tokens[place].end
    return end


def _is_open(tree: Tree, token: Token) -> bool:
    """Say whether a verb tells what may be or is not: no step."""
    above = tree.head(token)
    helpers = [t.small for t in (*heads.helpers(tree, token), *tree.children(token, "advmod"))]
    marks = [t.small for verb in (token, above) for t in tree.children(verb, "mark")]
    refused = token.relation in ("xcomp", "advcl") and above.lemma in REFUSING
    return refused or any(t in OPEN for t in helpers) or any(t in CONDITIONS for t in marks)


def _voice(tree: Tree, token: Token) -> str:
    helpers = heads.helpers(tree, token)
    if token.tag == "VBG" and not helpers:
        return "gerund"
    be = any(t.small in ("be", "been", "being", "is", "are", "was", "were") for t in helpers)
    if be and token.tag in ("VBN", "VBD", "JJ", "NNP"):
        return "passive"
    if token.tag in ("VBN", "JJ") and not helpers and token.relation in ("acl", "acl:relcl", "amod", "conj", "appos", "advcl"):
        return "passive"
    return "active"


def _around_verb(tree: Tree, act: Act) -> Iterator[tuple[str, Token]]:
    token = act.token
    if token.relation == "acl:relcl" or (token.relation == "acl" and token.tag != "VB"):
        own = [t for t in tree.children(token, *heads.SUBJECTS) if not t.tag.startswith("W") and t.small != "that"]
        yield "subject", own[0] if own else tree.head(token)
    else:
        subject = subjects.subject(tree, token)
        if subject is not None and subject.index != token.index:
            yield "subject", subject
    for child in tree.children(token, "obj", "xcomp", "ccomp"):
        if child.tag.startswith(("NN", "PRP")) and child.index > token.index:
            yield "object", child
    yield from _behind_prepositions(tree, token)


def _around_noun(tree: Tree, token: Token) -> Iterator[tuple[str, Token]]:
    for child in tree.children(token, "nmod:poss", "compound"):
        yield "compound" if child.relation == "compound" else "whose", child
    yield from _behind_prepositions(tree, token)


def _behind_prepositions(tree: Tree, token: Token) -> Iterator[tuple[str, Token]]:
    for child in tree.children(token, *OBLIQUE):
        case = next((t.small for t in tree.children(child, "case", "mark") if t.small in PREPOSITIONS), None)
        if case is not None:
            yield case, child


def _phrases(tree: Tree, token: Token) -> Iterator[str]:
    """Yield a noun phrase up to its head, its head with "of ..." behind it, and what stands in apposition or is joined to it."""
    below = sorted(tree.subtree(token, without=CUT), key=lambda t: t.index)
    left = [t for t in below if t.index <= token.index and t.relation != "case"]
    start = left[0].start if left else token.start
    end = token.end
    for flat in tree.children(token, "flat"):
        end = max(end, flat.end)
    yield tree.text[start:end]
    after = [t for t in tree.children(token, "nmod") if any(c.small in ("of", "as") for c in tree.children(t, "case"))]
    for below_head in after[:1]:
        yield tree.text[start : max(t.end for t in tree.subtree(below_head, without=CUT))]
        yield below_head.text
    if token.relation == "appos":  # "a COMMISSIONER, Ann Lee, arrived", the name taken for the subject
        yield tree.head(token).text
    for child in tree.children(token, "appos", "conj"):
        if child.tag.startswith("NN"):
            yield from _phrases(tree, child)
