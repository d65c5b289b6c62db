"""Read a sentence's clauses without a parser: its verbs with tense and voice, and whose they are.

`rules/extract/clauses.yaml` finds verbs with an auxiliary and the words that open subordinate
clauses; `rules/extract/verbs.yaml` knows the verbs, so that one without an auxiliary ("The board
agreed ...") is found too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.actions_verbs import Verbs
from pipeline.rules import Hit, Rules

WORD = re.compile(r"\b[A-Za-z][A-Za-z'’-]*")
ASIDE = re.compile(r"\([^()]*\)|“[^”]*”|\"[^\"]*\"")
BOUNDARY = re.compile(r"[;:]|,|\b(?:and|but|so|then|yet)\b|\s[–-]\s", re.IGNORECASE)
ELIDED = re.compile(r"(?:\b(?:and|but|or|then)|,)\s*(?:\w+ly\s+|also\s+|then\s+|now\s+)*$", re.IGNORECASE)
GERUND = re.compile(r"\w{3,}ing")
BARE_PAST = "clauses.bare_past"
# The order in which what stands before the main clause is taken off, and how often.
LEADING = ("transparent", "clause", "time", "phrase", "phrase", "time")


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb with its auxiliaries: characters `start` to `end` of the sentence.

    `form` is its tense or mode, `kind` what verbs of its sort say (`activity`, `result`, `finding`
    ...), `main` whether it stands in a main clause, `subject` the characters of its subject.
    """

    start: int
    end: int
    form: str
    voice: str
    kind: str
    rule: str
    main: bool = True
    subject: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence with what was found in it before its verbs are told apart."""

    text: str
    words: tuple[re.Match[str], ...]
    hits: tuple[Hit, ...]  # verbs with an auxiliary
    openers: tuple[int, ...]  # where words that open a subordinate clause end
    begin: int  # where the main clause begins

    def opened(self, start: int, end: int) -> bool:
        return any(start <= opener <= end for opener in self.openers)


class ClauseReader:
    """Reads the verbs of sentences; made once per report, since it prepares the rules."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules["extract/clauses"].rules
        self.verbs = Verbs.read(rules["extract/verbs"])
        self.lists = {str(rule.sets["words"]): frozenset(rule.words) for rule in self.rules if "words" in rule.sets}

    def read(self, text: str) -> tuple[VerbGroup, ...]:
        """Return the verbs with a tense in a sentence, from left to right."""
        text = ASIDE.sub(lambda aside: " " * len(aside[0]), text)  # an aside's verbs are not the sentence's
        hits = self._hits(text)
        openers = tuple(sorted(hit.end for rule in self.rules if "opens" in rule.sets for hit in rule.find(text)))
        begin = self._main_begins(text, hits, openers)
        context = Context(text, tuple(WORD.finditer(text)), hits, openers, begin)
        groups = [self._with_auxiliary(text, hit) for hit in hits] + list(self._bare(context))
        return tuple(_placed(context, sorted(groups, key=lambda group: group.start)))

    def _hits(self, text: str) -> tuple[Hit, ...]:
        hits = [hit for rule in self.rules if "form" in rule.sets for hit in rule.find(text)]
        hits.sort(key=lambda hit: (-hit.rule.priority, hit.start, -(hit.end - hit.start)))
        kept: list[Hit] = []
        for hit in hits:
            if all(hit.end <= other.start or hit.start >= other.end for other in kept):
                kept.append(hit)
        return tuple(sorted(kept, key=lambda hit: hit.start))

    def _main_begins(self, text: str, hits: Sequence[Hit], openers: Sequence[int]) -> int:
        """Return where the main clause begins, behind leading phrases, leading clauses and mere introductions.

        What stands before a comma is only taken for leading where a main verb follows, and a mere phrase
        only where it holds no verb of its own: "As a result a new team was formed, and ..." leads nothing.
        """
        begin = 0
        for mask in LEADING:
            for rule in self.rules:
                if rule.sets.get("masks") != mask:
                    continue
                end = begin + next((hit.end for hit in rule.find(text[begin:]) if hit.start == 0), 0)
                own = any(begin <= h.start < end and not any(begin <= o <= h.start for o in openers) for h in hits)
                told = any(h.start >= end and not any(end <= o <= h.start for o in openers) for h in hits)
                if mask == "transparent" or ((told or not hits) and not (mask == "phrase" and own)):
                    begin = end
        return begin

    def _with_auxiliary(self, text: str, hit: Hit) -> VerbGroup:
        start, end = hit.spans.get("verb", (hit.end, hit.end))
        kind = str(hit.sets.get("kind") or self.verbs.kind_at(text, start, end))
        return VerbGroup(hit.start, hit.end, str(hit.sets["form"]), str(hit.sets.get("voice", "active")), kind, hit.rule.id)

    def _bare(self, context: Context) -> Iterator[VerbGroup]:
        """Find verbs without an auxiliary: "The board agreed", "We visit schools", "... and set up a panel".

        A form in -ed is as often a participle ("files closed in May"), one in -s a noun. Each is taken for
        a verb only where words that can be its subject stand before it and what follows fits.
        """
        earlier, taken = False, -1
        for n, word in enumerate(context.words):
            if n <= taken + 1 or not word[0].islower() or word.start() < context.begin:
                continue  # no verb follows another at once
            if any(hit.start < word.end() and word.start() < hit.end for hit in context.hits):
                continue
            tense = self.verbs.tense_of(word[0])
            if tense is None or context.text[word.start() - 1] == "-":
                continue
            before_it = earlier or any(context.begin <= hit.start < word.start() for hit in context.hits)
            if self._is_verb(context, n, tense, earlier=before_it):
                taken = n
                earlier = earlier or not context.opened(word.start() - 1, word.start())
                form, rule = ("past", BARE_PAST) if tense == "past" else ("present", "clauses.bare_present")
                yield VerbGroup(
                    word.start(), word.end(), form, "active", self.verbs.kind_at(context.text, word.start(), word.end()), rule
                )

    def _is_verb(self, context: Context, n: int, tense: str, *, earlier: bool) -> bool:
        """Say whether the n-th word, a form that may be a verb without an auxiliary, is one here."""
        word = context.words[n]
        left = context.text[context.begin : word.start()]
        before = self._word_before(context.words, n)
        follows = context.words[n + 1][0].lower() if n + 1 < len(context.words) else ""
        if follows in self.lists["auxiliary"] and tense != "past":
            return False  # "the staff restructure will ..."
        fits = follows in self.lists["object"] or GERUND.fullmatch(follows) is not None or not self.verbs.is_noun(word[0])
        opened = context.opened(word.start() - 1, word.start())
        joined = earlier and tense == "past" and ELIDED.search(left) is not None
        pronoun = before in self.lists["pronoun"] and " " not in left.strip(" ,")
        if not (joined or opened or pronoun) and (before in self.lists["no_subject"] or not left.strip()):
            return False
        if opened and fits:
            return True  # it uses up the clause that "which" opened
        if before in self.lists["doing_pronoun"] or joined:
            return tense != "third"
        if earlier:
            return False
        if tense == "past":
            apposed = left.rstrip().endswith(",") and left.count(",") == 1
            return not apposed and follows != "by" and not _participle(context, word.end())
        if tense == "base":
            plural = before in self.lists["plural"] or (before.endswith("s") and not before.endswith("ss"))
            return fits and (plural or pronoun)
        return fits

    def _word_before(self, words: Sequence[re.Match[str]], n: int) -> str:
        """Return the word before the n-th in small letters, adverbs skipped: "we quickly appointed"."""
        for word in reversed(words[:n]):
            small = word[0].lower()
            if not (small.endswith("ly") or small in self.lists["adverb"]):
                return small
        return ""


def _participle(context: Context, end: int) -> bool:
    """Say whether a form in -ed is part of the subject of a verb that follows in its own clause."""
    following = next((hit.start for hit in context.hits if hit.start >= end), None)
    if following is None:
        return False
    return not BOUNDARY.search(context.text[end:following]) and not context.opened(end, following)


def _placed(context: Context, groups: Sequence[VerbGroup]) -> Iterator[VerbGroup]:
    """Say of each verb whether its clause is a main one, and where its subject stands."""
    text, begin = context.text, context.begin
    previous: VerbGroup | None = None
    seen_main = False
    for group in groups:
        if group.start < begin:
            yield replace(group, main=False)
            continue
        since = previous.end if previous else begin
        between = text[since : group.start]
        opened = context.opened((previous.start if previous else begin) + 1, group.start)
        if previous and not opened and ELIDED.search(between) and (previous.main or not between.rstrip().endswith(",")):
            group = replace(group, main=previous.main, subject=previous.subject)
            if group.rule == BARE_PAST and previous.voice == "passive":  # "has been agreed and launched"
                group = replace(group, form=previous.form, voice="passive")
        elif not seen_main and not opened:
            group = replace(group, main=True, subject=_trimmed(text, begin, group.start))
        else:
            cuts = [cut.end() for cut in BOUNDARY.finditer(text, since, group.start) if text[cut.end() : group.start].strip()]
            group = replace(group, main=not opened, subject=_trimmed(text, cuts[-1] if cuts else since, group.start))
        seen_main = seen_main or group.main
        yield group
        previous = group


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip(" ,;:")), start + len(part.rstrip(" ,;:"))
