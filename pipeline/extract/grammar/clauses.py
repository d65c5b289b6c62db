"""Read a sentence's main clauses from its tree: each verb's tense, mode, voice and kind, its subject and agents.

The tree says which words belong together; `rules/extract/clauses.yaml` says what they mean. For each
main verb its subject's head and the words from its first auxiliary on are written in one line, the
adverbs left out and the verb preceded by its form ("hub | will be VBN:moved"), and the file's `form`
rules read tense, mode and voice from that.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.english import Token, Tree
from pipeline.extract.grammar import heads as heads
from pipeline.extract.grammar import subjects as subjects
from pipeline.extract.grammar.groups import OF_TIME, Group, verb_groups
from pipeline.extract.grammar.mending import mended
from pipeline.extract.grammar.verbs import NEVER_ALONE, UNKNOWN, Verbs
from pipeline.rules import Hit, Rules

TELLING = frozenset(
    {"to", "not", "n't", "never", "longer", "almost", "nearly", "partly", "partially", "largely", "under", "underway", "yet"}
)
"""Small words that change what a verb's form says."""

CONTRACTED = {"ve": "have", "re": "are", "ll": "will", "d": "would", "wo": "will", "ca": "can", "n't": "not"}
BEFORE_PARTICIPLE = frozenset(["be", "been", "being", "is", "are", "was", "were", "am", "has", "have", "had", "get", "got"])
BEFORE_BASE = frozenset(["will", "shall", "would", "to", "can", "could", "may", "might", "should", "must", "do", "does", "did"])
PRESENT = "clauses.present"
PAST = "clauses.past"
WITHOUT_TENSE = ("past", "be")
"""Forms that a sentence without a finite verb is given when a participle is taken for its verb."""
NO_NOTE = ("IN", "TO", "W", "VB", "EX", "PRP", "DT")
"""Tags of words with which no note begins: its subject stands first, and articles are left out like the verb."""
STATES = re.compile(r"(?:ongoing|on-going|under ?way|in progress|complete|completed|in hand|in train)\b")
AFTER_VERB = ("DT", "RB", "PRP", "CD", "JJ", "IN", "TO")
"""Tags of words that follow a verb more often than a plural."""
PLURAL = frozenset(["police", "each", "all", "both", "also", "now", "regularly", "routinely", "jointly"])
"""Words before a bare verb whose subject is a plural though it does not end like one."""
OBJECT_BEGINS = ("DT", "PDT", "PRP$", "CD", "NNS", "JJ", "IN", "NN")
"""Tags of the word behind a bare verb."""
WORDS_OF_A_STATE = 6
"""Words of an adjective or noun behind "to be" that are looked at: "is at an advanced stage of"."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Clause:
    """A main clause: characters `start` to `end` of the sentence are its verb with its auxiliaries.

    `form` is its tense or mode, `kind` what verbs of its sort say (`activity`, `result`, `finding` ...),
    `subject` the characters of its subject (empty where it has none), `agents` those of the phrases with "by".
    """

    start: int
    end: int
    form: str
    voice: str
    kind: str
    rule: str
    subject: Span
    agents: tuple[Span, ...] = ()
    has_object: bool = False


class ClauseReader:
    """Reads the main clauses of sentences; made once per report, since it prepares the rules."""

    def __init__(self, rules: Rules) -> None:
        self.forms = [rule for rule in rules["extract/clauses"].rules if "form" in rule.sets]
        self.verbs = Verbs.read(rules["extract/verbs"])

    def read(self, tree: Tree) -> tuple[Clause, ...]:
        """Return the main clauses of a sentence, from left to right."""
        groups = verb_groups(tree, self.verbs)
        tree = mended(tree, groups)
        found = [clause for token in _main_verbs(tree, groups) if (clause := self._clause(tree, token)) is not None]
        if not found:
            found = [clause for token in _left(tree, groups) if (clause := self._clause(tree, token)) is not None]
        if not groups and all(clause.form in WITHOUT_TENSE for clause in found):
            return (*self._mistaken(tree), *self._note(tree), *found)[: max(len(found), 1)]
        if not found and not any(group.main for group in groups):
            return tuple(self._mistaken(tree)) or tuple(self._unseen(tree, groups))
        return tuple(found)

    def _mistaken(self, tree: Tree) -> Iterator[Clause]:
        """Yield the clause of a sentence whose verb was taken for a noun: "The Board MEETS", "Schools SHARE a desk"."""
        whole = tree.text.rstrip().endswith(".")
        for before, token, after in zip(tree.tokens, tree.tokens[1:], tree.tokens[2:], strict=False):
            kind = self.verbs.kind_of(token.small)
            goes = kind in ("start", "continue") and after.tag in (",", ".")
            post = before.text[:1].isupper() or token.relation == "root"
            one = whole and post and any(t.small in ("of", "for") for t in tree.tokens[1 : before.index])
            known = kind not in (UNKNOWN, *NEVER_ALONE)
            if (
                token.tag == "NNS"
                and (before.tag in ("NN", "NNP", "NNPS") or (one and before.tag == "NNS"))  # "The Head of Homes MEETS with us"
                and known
                and (goes or after.tag.startswith(AFTER_VERB))
            ) or (token.index and whole and self._is_plural_doing(before, token, after)):
                rule = next(rule for rule in self.forms if rule.id == PRESENT)
                kind, end = self.verbs.kind_at(tree.text, token.start, token.end)
                subject = tree.tokens[0].start, before.end
                yield Clause(token.start, end, str(rule.sets["form"]), "active", kind, rule.id, subject, (), True)
                return

    def _is_plural_doing(self, before: Token, token: Token, after: Token) -> bool:
        """Say whether a bare verb of doing behind a plural was taken for a noun or adjective: "Schools SHARE a desk"."""
        many = before.tag in ("NNS", "NNPS") or before.small in PLURAL
        doing = self.verbs.is_base(token.small) and self.verbs.kind_of(token.small) in ("activity", "involve", "purpose", "tell")
        return many and doing and token.tag in ("NN", "NNP", "JJ", "VB", "ADD") and after.tag.startswith(OBJECT_BEGINS)

    def _unseen(self, tree: Tree, groups: Sequence[Group]) -> Iterator[Clause]:
        """Yield the clause of a past form taken for a participle where relative clauses hold all verbs with a tense.

        "The desk, at which two teams SIT, OPENED in May", "The Council ENTERED into a pact, under which it PAYS".
        """
        words = tree.tokens
        relative = next((t.index for t in words if t.tag.startswith("W")), None)
        if relative is None or not tree.text.rstrip().endswith("."):
            return
        aside = next((t.index for t in reversed(words[max(relative - 2, 0) : relative]) if t.text == ","), None)
        for before, token, after in zip(words, words[1:], words[2:], strict=False):
            kind, end = self.verbs.kind_at(tree.text, token.start, token.end)
            no_past = token.tag not in ("VBN", "VBD") or kind in (UNKNOWN, *NEVER_ALONE) or after.small == "by"
            if no_past or any(token.index in (group.verb, *group.helpers) for group in groups):
                continue
            direct = before.tag.startswith("NN") and token.index < relative
            behind = aside is not None and before.text == "," and before.index > relative
            if direct or behind:
                last = words[aside - 1] if behind and aside else before
                agents = tuple(subjects.agents(tree, (token,), everywhere=False))
                rule = next(rule for rule in self.forms if rule.id == PAST)
                form, subject = str(rule.sets["form"]), (words[0].start, last.end)
                yield Clause(
                    token.start,
                    end,
                    form,
                    "active",
                    kind,
                    rule.id,
                    subject,
                    agents,
                    after.tag.startswith(("DT", "PRP$", "CD", "NN")),
                )
                return

    def _note(self, tree: Tree) -> Iterator[Clause]:
        """Yield the clause of a note that leaves "is" or "was" out: "Policy REVISED and issued.", "Head of Homes TO RECRUIT."."""
        words = tree.tokens
        if len(words) < 2:
            return
        order = self.verbs.is_base(words[0].small) and not words[1].tag.startswith(("NN", "JJ", "TO")) and words[1].small != "of"
        if words[-1].text != "." or words[0].tag.startswith(NO_NOTE) or order or any(t.text in ":%" for t in words):
            return
        for before, token in itertools.pairwise(words):
            said = self._left_out(tree, token) if before.tag.startswith("NN") else None
            hits = [hit for rule in self.forms for hit in rule.find(f"{before.small} | {said[0]}")] if said else []
            if said and hits:
                best, verb = min(hits, key=lambda hit: (-hit.rule.priority, hit.rule.order)), said[1]
                kind, end = self.verbs.kind_at(tree.text, verb.start, verb.end)
                voice, place = str(best.sets.get("voice", "active")), (words[0].start, before.end)
                kind = "purpose" if said[0].startswith("is to VB") else kind  # what things are to do is what they are for
                agents = tuple(subjects.agents(tree, (verb,), everywhere=False))
                yield Clause(
                    token.start, end, str(best.sets["form"]), voice, kind, best.rule.id, place, agents, voice == "active"
                )
                return

    def _left_out(self, tree: Tree, token: Token) -> tuple[str, Token] | None:
        """Return what stands where a note has left "is" or "was" out, written as for `form` rules, and the verb."""
        ahead = list(tree.tokens[token.index : token.index + 4])
        words = [t.small for t in ahead]
        if words[0] == "due":
            ahead, words = ahead[1:], words[1:]
        if words[:2] == ["to", "be"] and len(ahead) > 2 and (ahead[2].tag == "VBN" or self.verbs.is_participle(words[2])):
            return f"is to be VBN:{words[2]}", ahead[2]
        if words[:1] == ["to"] and len(ahead) > 1 and (ahead[1].tag.startswith("VB") or self.verbs.is_base(words[1])):
            return f"is to VB:{words[1]}", ahead[1]
        doing = self.verbs.kind_of(token.small) in ("activity", "involve", "purpose")
        if token.tag in ("VBN", "VBD", "JJ") and doing and words[1:2] != ["by"] and not self.verbs.is_base(token.small):
            has_object = len(ahead) > 1 and ahead[1].tag.startswith(("NN", "DT", "CD", "PRP$"))
            return f"VBD:{token.small}" if has_object else f"was VBN:{token.small}", token
        return (f"is {' '.join(words)}", token) if STATES.match(" ".join(words)) else None

    def lines(self, tree: Tree, token: Token) -> list[tuple[Token, str]]:
        """Return the lines that the rules look at for one main verb, each with the verb at its end.

        First those that go on to a verb which the main one brings ("is due to be VBN:opened"), then its own.
        """
        subject = subjects.subject(tree, token)
        head = subject.small if subject else ""
        return [(verb, f"{head} | {self._line(tree, token, verb)}") for verb in (*heads.governed(tree, token), token)]

    def _clause(self, tree: Tree, token: Token) -> Clause | None:
        for verb, line in self.lines(tree, token):
            hits = [hit for rule in self.forms for hit in rule.find(line)]
            best = min(hits, key=lambda hit: (-hit.rule.priority, hit.rule.order), default=None)
            if best is not None and (verb is token or best.end == len(line)):
                return self._made(tree, token, verb, best)
        return None

    def _made(self, tree: Tree, token: Token, verb: Token, hit: Hit) -> Clause:
        first = min((*heads.auxiliaries(tree, token), token), key=lambda t: t.index)
        kind, end = self._kind(tree, verb)
        return Clause(
            first.start,
            max(first.end, end),
            str(hit.sets["form"]),
            str(hit.sets.get("voice", "active")),
            str(hit.sets.get("kind") or kind),
            hit.rule.id,
            subjects.subject_span(tree, token),
            tuple(subjects.agents(tree, (token, verb), everywhere=kind == "include")),
            any(tree.children(v, *heads.OBJECTS) for v in (token, verb)),
        )

    def _kind(self, tree: Tree, verb: Token) -> tuple[str, int]:
        """Return a verb's kind, and where it ends with what makes a set phrase of it: "took place"."""
        if not self._is_verb(tree, verb):
            helpers = heads.auxiliaries(tree, verb)
            dated = verb.tag in ("CD", "NNP") and helpers  # "is due in June"
            return "state", helpers[-1].end if dated else verb.end
        kind, end = self.verbs.kind_at(tree.text, verb.start, verb.end)
        return self.verbs.kind_of(verb.lemma) if kind == UNKNOWN else kind, end

    def _line(self, tree: Tree, token: Token, verb: Token) -> str:
        """Write the auxiliaries and the words up to the verb, most adverbs left out, the verb with its form.

        Where no verb but an adjective or noun says what is the case, some words behind it are written too.
        """
        helpers = heads.helpers(tree, token)
        leading = [*helpers, *(t for t in tree.children(token, "advmod", "mark") if t.small in TELLING)]
        for mark in tree.children(token, "mark", "case"):  # "is due to be implemented", where "due to" is taken for one word
            fixed = list(tree.subtree(mark))
            if helpers and mark.index > helpers[0].index and any(t.small == "to" for t in fixed):
                leading += fixed
        if not self._is_verb(tree, token):
            last = max((t.index for t in helpers), default=token.index)
            leading += [t for t in tree.tokens[last + 1 : token.index] if not _is_left_out(t)]
        leading = sorted({t.index: t for t in leading if t.index < token.index}.values(), key=lambda t: t.index)
        between = [*leading, *(t for t in tree.tokens[token.index : verb.index] if not _is_left_out(t))]
        only = {t.index for t in tree.tokens if t.small in ("only", "just", "merely", "simply")}
        words = [_written_out(t) for t in between if not (t.small == "not" and t.index + 1 in only)]
        if self._is_verb(tree, verb):
            return " ".join([*words, f"{self._tag(verb, words)}:{verb.small}"])
        return " ".join([*words, *(t.small for t in tree.tokens[verb.index : verb.index + WORDS_OF_A_STATE])])

    def _is_verb(self, tree: Tree, token: Token) -> bool:
        """Say whether a predicate is a verb; the tagger takes some participles for adjectives."""
        if token.tag.startswith("VB") or tree.children(token, "aux:pass"):
            return True
        helped = any(t.lemma == "have" for t in tree.children(token, "aux")) and not tree.children(token, "cop")
        return helped or (token.tag in ("JJ", "NN", "RB") and self.verbs.is_participle(token.small))

    def _tag(self, verb: Token, before: Sequence[str]) -> str:
        """Return a verb's tag, the tagger's likely slips put right: what stands before a verb says its form."""
        last = before[-1] if before else ""
        if last in BEFORE_PARTICIPLE and verb.tag != "VBG":
            return "VBN"
        if last in BEFORE_BASE and verb.tag in ("VBP", "VBD", "VBZ", "VBN"):
            return "VB"
        return "VBD" if not before and verb.small in self.verbs.pasts else verb.tag[:3]


def _main_verbs(tree: Tree, groups: Sequence[Group]) -> list[Token]:
    """Return the verbs of main clauses: those of the tree that no word opens a clause for, and those by their form."""
    opened = {group.verb for group in groups if group.opened}
    own = {group.verb for group in groups if group.main and group.verb is not None}
    told = {token.index for token in heads.main_verbs(tree)}
    beside = {n for n in told | own if _is_aside(tree, tree.tokens[n])}
    if own - beside or any(_goes_on(tree, tree.tokens[n]) for n in beside):
        told, own = told - beside, own - beside
    return [tree.tokens[n] for n in sorted((told - opened) | own)]


def _left(tree: Tree, groups: Sequence[Group]) -> Iterator[Token]:
    """Yield the verb that is left for the main clause where every verb seems to stand in one below.

    That is the noun or adjective of a group without a verb ("The model, on which all agree, SHOULD BE IN PLACE"), or the last
    verb where the sentence begins with a time and no verb stands in it ("Since the last meeting the Board HAS MET twice").
    """
    opened = {group.verb for group in groups if group.opened}
    for group in groups:
        above = tree.head(tree.tokens[group.first])
        if group.main and group.verb is None and above.index not in opened and heads.is_predicate(tree, above):
            yield above
            return
    if len(groups) == 1 and tree.tokens[0].small in OF_TIME and groups[0].verb is not None and tree.text.rstrip().endswith("."):
        yield tree.tokens[groups[0].verb]


def _is_aside(tree: Tree, token: Token) -> bool:
    """Say whether a participle only stands beside the subject, between commas: "The Board, FORMED in May, has met"."""
    before = tree.tokens[token.index - 1] if token.index else token
    if before.text != "," or heads.auxiliaries(tree, token):
        return False
    return token.tag == "VBN" or (token.small.endswith("ed") and not tree.children(token, "obj") and _goes_on(tree, token))


def _goes_on(tree: Tree, token: Token) -> bool:
    """Say whether the next verb stands right behind a comma: "An adviser, ASKED for by the Board, reported ..."."""
    following = next((t for t in tree.tokens[token.index + 1 :] if t.tag in ("VBD", "VBZ", "MD")), None)
    return following is not None and tree.tokens[following.index - 1].text == ","


def _is_left_out(token: Token) -> bool:
    adverb = token.tag.startswith("RB") and token.relation in ("advmod", "discourse", "cc", "obl:unmarked", "fixed")
    return adverb and token.small not in TELLING


def _written_out(token: Token) -> str:
    """Write out contractions: "we've" is "have"."""
    word = token.small.replace("’", "'").lstrip("'")
    return CONTRACTED.get(word, token.lemma if word == "s" else word)
