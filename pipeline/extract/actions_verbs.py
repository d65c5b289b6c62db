"""The verbs that the rules know: what kind of thing each says, and which forms it has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.rules import RuleFile

# The endings that a regular verb takes, and what each stands for when taken off: "moved" is move + d.
ENDINGS = (("ied", ("y",)), ("ies", ("y",)), ("ed", ("", "e")), ("es", ("", "e")), ("s", ("",)), ("ing", ("", "e")))


@dataclass(frozen=True, slots=True)
class Verbs:
    """What `rules/extract/verbs.yaml` knows: each verb's kind, set phrases, irregular pasts, verbs that are nouns too."""

    kinds: Mapping[str, str]
    phrases: tuple[str, ...]
    pasts: frozenset[str]
    nouns: frozenset[str]

    @classmethod
    def read(cls, file: RuleFile) -> Verbs:
        """Read the vocabulary; the first rule that holds a verb decides its kind."""
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
        return cls(kinds, tuple(word for word in kinds if " " in word), frozenset(pasts), frozenset(nouns))

    def kind_of(self, form: str) -> str:
        """Return the kind of the verb that a printed form belongs to; `unknown` for others."""
        return next((self.kinds[base] for base in bases_of(form.lower()) if base in self.kinds), "unknown")

    def kind_at(self, text: str, start: int, end: int) -> str:
        """Return the kind of the verb at a place, set phrases such as "took place" first; `state` where there is none."""
        for phrase in self.phrases:
            if text.startswith(phrase, start) and not text[start + len(phrase) : start + len(phrase) + 1].isalpha():
                return self.kinds[phrase]
        return self.kind_of(text[start:end]) if end > start else "state"

    def is_noun(self, form: str) -> bool:
        """Say whether a form is as often a noun: "measures", "plan"."""
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

    Each guess is looked up in the vocabulary, so that a full lemmatiser with its tables is not needed.
    """
    yield form
    if form.startswith("re-"):
        yield from bases_of(form[3:])
    for ending, puts in ENDINGS:
        if form.endswith(ending) and len(form) > len(ending) + 1:
            stem = form[: -len(ending)]
            for put in puts:
                yield stem + put
            if ending in ("ed", "ing") and len(stem) > 2 and stem[-1] == stem[-2]:
                yield stem[:-1]
