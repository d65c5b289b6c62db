"""Read a sentence's clauses without a parser: its verbs with tense and voice, and whose they are.

`rules/extract/clauses.yaml` finds verbs with an auxiliary and the words that open subordinate
clauses; `rules/extract/verbs.yaml` knows the verbs, so that one without an auxiliary ("The board
agreed ...") is found too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.rules import Hit, RuleFile

WORD = re.compile(r"\b[A-Za-z][A-Za-z'’-]*")
BOUNDARY = re.compile(r"[;:]|,|\b(?:and|but|so|then|yet)\b|\s[–-]\s", re.IGNORECASE)
ELIDED = re.compile(r"(?:\b(?:and|but|or|then)|,)\s*(?:\w+ly\s+|also\s+|then\s+|now\s+)*$", re.IGNORECASE)
NOT_A_SUBJECT = frozenset(
    [
        "a",
        "an",
        "the",
        "our",
        "their",
        "its",
        "his",
        "her",
        "this",
        "these",
        "those",
        "my",
        "your",
        "no",
        "any",
        "some",
        "all",
        "each",
        "every",
        "other",
        "such",
        "and",
        "or",
        "of",
        "in",
        "on",
        "at",
        "by",
        "for",
        "with",
        "from",
        "to",
        "into",
        "as",
        "than",
        "newly",
        "more",
        "most",
        "less",
        "very",
        "well",
        "under",
        "over",
        "between",
        "within",
        "through",
        "during",
        "via",
        "per",
    ]
)
ADVERBS = frozenset(
    [
        "also",
        "then",
        "now",
        "both",
        "soon",
        "first",
        "further",
        "all",
        "again",
        "jointly",
        "each",
        "since",
        "already",
        "still",
        "just",
        "recently",
    ]
)
AUXILIARIES = frozenset(
    ["will", "is", "are", "was", "were", "has", "have", "had", "can", "could", "may", "might", "should", "must", "would"]
)
BARE_PAST = "clauses.bare_past"
GERUND = re.compile(r"\w{3,}ing")
PRONOUNS = frozenset(["this", "these", "it", "they", "both", "that"])
PLURALS = frozenset(["police", "staff", "people", "children", "members"])
OBJECT_BEGINS = frozenset(
    [
        "two",
        "three",
        "four",
        "the",
        "a",
        "an",
        "our",
        "their",
        "its",
        "his",
        "her",
        "this",
        "that",
        "these",
        "those",
        "how",
        "what",
        "each",
        "all",
        "both",
        "any",
        "every",
        "some",
        "on",
        "with",
        "monthly",
        "weekly",
    ]
)


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
    status: str | None
    verb: str
    kind: str
    rule: str
    main: bool = True
    subject: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Verbs:
    """What `rules/extract/verbs.yaml` knows: each verb's kind, irregular pasts, verbs that are nouns too."""

    kinds: dict[str, str]
    pasts: frozenset[str]
    nouns: frozenset[str]
    phrases: tuple[str, ...]

    def kind_of(self, form: str) -> str:
        """Return the kind of the verb that a printed form belongs to; `unknown` for others."""
        return next((self.kinds[base] for base in bases_of(form.lower()) if base in self.kinds), "unknown")

    def kind_at(self, text: str, start: int, end: int) -> str:
        """Return the kind of the verb at a place, set phrases such as "took place" first."""
        for phrase in self.phrases:
            if text.startswith(phrase, start) and not text[start + len(phrase) : start + len(phrase) + 1].isalpha():
                return self.kinds[phrase]
        return self.kind_of(text[start:end]) if end > start else "state"

    def is_noun(self, form: str) -> bool:
        return any(base in self.nouns for base in bases_of(form.lower()))

    def tense_of(self, form: str) -> str | None:
        """Return `past`, `third` (she does), `base`, or null for a word that is no known verb's form."""
        if form in self.pasts:
            return "past"
        if self.kind_of(form) == "unknown":
            return None
        if form in self.kinds:
            return "base"
        if form.endswith("ed"):
            return "past"
        return "third" if form.endswith("s") else None


def bases_of(form: str) -> Iterator[str]:
    """Yield what the base of a regular verb form may be, the form itself first.

    Only the four English endings are undone, and each guess is looked up in the vocabulary, so that
    a full lemmatiser (and its tables) is not needed.
    """
    yield form
    if form.startswith("re-"):
        yield from bases_of(form[3:])
    for ending, puts in (
        ("ied", ("y",)),
        ("ies", ("y",)),
        ("ed", ("", "e")),
        ("es", ("", "e")),
        ("s", ("",)),
        ("ing", ("", "e")),
    ):
        if form.endswith(ending) and len(form) > len(ending) + 1:
            stem = form[: -len(ending)]
            for put in puts:
                yield stem + put
            if ending in ("ed", "ing") and len(stem) > 2 and stem[-1] == stem[-2]:
                yield stem[:-1]


def read_verbs(file: RuleFile) -> Verbs:
    """Return the vocabulary of one verb file, the first rule of a verb deciding its kind."""
    kinds: dict[str, str] = {}
    pasts: set[str] = set()
    nouns: set[str] = set()
    for rule in file.rules:
        if "class" in rule.sets:
            kinds |= {word: str(rule.sets["class"]) for word in rule.words if word not in kinds}
        elif rule.sets.get("tense") == "past":
            pasts |= set(rule.words)
        else:
            nouns |= set(rule.words)
    return Verbs(kinds, frozenset(pasts), frozenset(nouns), tuple(word for word in kinds if " " in word))


def verb_groups(text: str, clauses: RuleFile, verbs: Verbs) -> tuple[VerbGroup, ...]:
    """Return the verbs with a tense in a sentence, from left to right."""
    masked = re.sub(r"\([^()]*\)|“[^”]*”|\"[^\"]*\"", lambda m: " " * len(m[0]), text)  # an aside's verbs are not the sentence's
    hits = _groups(masked, clauses)
    openers = sorted(h.end for rule in clauses.rules if "opens" in rule.sets for h in rule.find(masked))
    begin = _main_begins(masked, clauses, hits, openers)
    groups = sorted([*_with_auxiliary(masked, hits, verbs), *_bare(masked, hits, openers, begin, verbs)], key=lambda g: g.start)
    return tuple(_placed(masked, groups, openers, begin))


def _groups(text: str, clauses: RuleFile) -> list[Hit]:
    hits = [h for rule in clauses.rules if "form" in rule.sets for h in rule.find(text)]
    hits.sort(key=lambda h: (-h.rule.priority, h.start, -(h.end - h.start)))
    kept: list[Hit] = []
    for hit in hits:
        if all(hit.end <= k.start or hit.start >= k.end for k in kept):
            kept.append(hit)
    return sorted(kept, key=lambda h: h.start)


def _main_begins(text: str, clauses: RuleFile, hits: Sequence[Hit], openers: Sequence[int]) -> int:
    """Return where the main clause begins, behind leading phrases, leading clauses and mere introductions.

    What stands before a comma is only taken for leading where a verb follows, and a mere phrase only
    where it holds no verb of its own: "As a result a new team was formed, and ..." leads nothing.
    """
    begin = 0
    for mask in ("transparent", "clause", "time", "phrase", "phrase", "time"):
        for rule in clauses.rules:
            if rule.sets.get("masks") != mask:
                continue
            end = begin + next((h.end for h in rule.find(text[begin:]) if h.start == 0), 0)
            inside = [h for h in hits if begin <= h.start < end]
            bare = [h for h in inside if not any(begin <= o <= h.start for o in openers)]
            told = any(h.start >= end and not any(end <= o <= h.start for o in openers) for h in hits)
            if mask == "transparent" or ((told or not hits) and not (mask == "phrase" and bare)):
                begin = end
    return begin


def _with_auxiliary(text: str, hits: Sequence[Hit], verbs: Verbs) -> Iterator[VerbGroup]:
    for hit in hits:
        sets, status = hit.sets, hit.sets.get("status")
        first, last = hit.spans.get("verb", (hit.end, hit.end))
        yield VerbGroup(
            start=hit.start,
            end=hit.end,
            form=str(sets["form"]),
            voice=str(sets.get("voice", "active")),
            status=None if status is None else str(status),
            verb=text[first:last],
            kind=verbs.kind_at(text, first, last),
            rule=hit.rule.id,
        )


def _bare(text: str, hits: Sequence[Hit], openers: Sequence[int], begin: int, verbs: Verbs) -> Iterator[VerbGroup]:
    """Find verbs without an auxiliary: "The board agreed", "We visit schools", "... and set up a panel".

    A form in -ed is as often a participle ("files closed in May"), one in -s a noun. Each is taken for
    a verb only where words that can be its subject stand before it and what follows fits.
    """
    words = list(WORD.finditer(text))
    told = [h for h in hits if h.start >= begin]  # verbs with an auxiliary in the part that matters
    last: re.Match[str] | None = None
    for n, word in enumerate(words):
        form = word[0]
        if (
            n == 0
            or not form.islower()
            or word.start() < begin
            or any(h.start < word.end() and word.start() < h.end for h in hits)
        ):
            continue
        tense = verbs.tense_of(form)
        before = _word_before(words, n)
        follows = words[n + 1][0].lower() if n + 1 < len(words) else ""
        fits = follows in OBJECT_BEGINS or GERUND.fullmatch(follows) is not None
        opened = any(word.start() - 2 < o < word.start() for o in openers)
        pronoun = before in PRONOUNS and not text[begin : word.start()].strip(" ,").count(" ")
        if follows in AUXILIARIES and tense != "past":  # a noun: "the staff restructure will ..."
            continue
        if tense is None or text[word.start() - 1] == "-":
            continue
        earlier = last is not None or any(h.start < word.start() for h in told)
        joined = earlier and tense == "past" and ELIDED.search(text[: word.start()]) is not None
        if not joined and not opened and not pronoun and (before in NOT_A_SUBJECT or word.start() <= begin):
            continue
        we = before in ("we", "they", "i")
        taken = opened and (fits or not verbs.is_noun(form))  # it uses up the clause that "which" opened
        if tense == "past":
            apposed = text[begin : word.start()].rstrip().endswith(",") and text.count(",", begin, word.start()) == 1
            by_itself = not earlier and not apposed and follows != "by" and not _participle(text, word.end(), hits, openers)
            taken = taken or we or joined or by_itself
        elif tense == "base":
            taken = (
                taken
                or we
                or (pronoun and fits)
                or (
                    not earlier
                    and not verbs.is_noun(form)
                    and (before in PLURALS or (before.endswith("s") and not before.endswith("ss")))
                )
            )
        elif tense == "third":
            taken = taken or (not earlier and (fits or not verbs.is_noun(form)))
        if taken:
            last = last if opened else word
            status = "complete" if tense == "past" else "in_progress"
            name = "past" if tense == "past" else "present"
            kind = verbs.kind_at(text, word.start(), word.end())
            yield VerbGroup(
                word.start(),
                word.end(),
                name,
                "active",
                status,
                form,
                kind,
                BARE_PAST if tense == "past" else "clauses.bare_present",
            )


def _word_before(words: Sequence[re.Match[str]], n: int) -> str:
    """Return the word before the n-th in small letters, adverbs skipped: "we quickly appointed"."""
    for word in reversed(words[:n]):
        small = word[0].lower()
        if not (small.endswith("ly") or small in ADVERBS):
            return small
    return ""


def _participle(text: str, end: int, hits: Sequence[Hit], openers: Sequence[int]) -> bool:
    """Say whether a form in -ed is part of the subject of a verb that follows in its own clause."""
    following = next((h for h in hits if h.start >= end), None)
    if following is None:
        return False
    between = text[end : following.start]
    return not BOUNDARY.search(between) and not any(end <= o <= following.start for o in openers)


def _placed(text: str, groups: Sequence[VerbGroup], openers: Sequence[int], begin: int) -> Iterator[VerbGroup]:
    """Say of each verb whether its clause is a main one, and where its subject stands."""
    previous: VerbGroup | None = None
    seen_main = False
    for group in groups:
        if group.start < begin:
            yield replace(group, main=False)
            continue
        since = previous.end if previous else begin
        between = text[since : group.start]
        opened = any((previous.start if previous else begin) < o <= group.start for o in openers)
        elided = previous is not None and not opened and ELIDED.search(between) is not None
        if elided and previous is not None and (previous.main or not between.rstrip().endswith(",")):
            group = replace(group, main=previous.main, subject=previous.subject)
            if group.rule == BARE_PAST and previous.voice == "passive":  # "has been agreed and launched"
                group = replace(group, form=previous.form, voice="passive", status=previous.status)
        elif not seen_main and not opened:
            group = replace(group, main=True, subject=_trimmed(text, begin, group.start))
        else:
            cuts = [m.end() for m in BOUNDARY.finditer(text, since, group.start) if text[m.end() : group.start].strip()]
            group = replace(group, main=not opened, subject=_trimmed(text, cuts[-1] if cuts else since, group.start))
        seen_main = seen_main or group.main
        yield group
        previous = group


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip(" ,;:")), start + len(part.rstrip(" ,;:"))
