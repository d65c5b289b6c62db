"""The verbs that the rules know: what kind of thing each says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.rules import RuleFile

# The endings that a regular verb takes, and what each stands for when taken off: "moved" is move + d.
ENDINGS = (("ied", ("y",)), ("ies", ("y",)), ("ed", ("", "e")), ("es", ("", "e")), ("s", ("",)), ("ing", ("", "e")))
NEVER_ALONE = frozenset({"state"})
"""Kinds of verbs that report no activity, whoever is their subject."""
UNKNOWN = "unknown"
HELPING = frozenset({"will", "shall", "being", "been", "is", "are", "was", "were", "has", "have", "had", "ongoing", "underway"})
"""Auxiliaries and what notes have for them, beside which a verb may stand that the vocabulary does not hold."""
PUNCTUATION = ".,;:()'\"‘’“”"


@dataclass(frozen=True, slots=True)
class Verbs:
    """What `rules/extract/verbs.yaml` knows: each verb's kind; some are set phrases; and irregular pasts."""

    kinds: Mapping[str, str]
    phrases: tuple[str, ...]
    pasts: frozenset[str]

    @classmethod
    def read(cls, file: RuleFile) -> Verbs:
        """Read the vocabulary; the first rule that holds a verb decides its kind."""
        kinds: dict[str, str] = {}
        pasts: set[str] = set()
        for rule in file.rules:
            if "class" in rule.sets:
                kinds |= {word: str(rule.sets["class"]) for word in rule.words if word not in kinds}
            else:
                pasts |= set(rule.words)
        return cls(kinds, tuple(word for word in kinds if " " in word), frozenset(pasts))

    def kind_of(self, form: str) -> str:
        """Return the kind of the verb that a printed form belongs to; `unknown` for others."""
        return next((self.kinds[base] for base in bases_of(form.lower()) if base in self.kinds), UNKNOWN)

    def is_base(self, form: str) -> bool:
        """Say whether a form is the bare one of a verb: "open", "trial"."""
        return form in self.kinds and form not in self.pasts and not form.endswith(("ed", "ing"))

    def is_participle(self, form: str) -> bool:
        """Say whether a form is the participle of a known verb of doing: "undertaken", "converted"."""
        return form.endswith(("ed", "en")) and self.kind_of(form) not in (*NEVER_ALONE, UNKNOWN)

    def kind_at(self, text: str, start: int, end: int) -> tuple[str, int]:
        """Return the kind of the verb at a place and where it ends, set phrases such as "took place" first."""
        for phrase in self.phrases:
            if text.startswith(phrase, start) and not text[start + len(phrase) : start + len(phrase) + 1].isalpha():
                return self.kinds[phrase], start + len(phrase)
        return self.kind_of(text[start:end]), end

    def any_in(self, words: Iterable[str]) -> bool:
        """Say whether some word may be a verb that can report an activity."""
        forms = [word.strip(PUNCTUATION).lower() for word in words]
        return any(form in HELPING or self.kind_of(form) not in (*NEVER_ALONE, UNKNOWN) for form in forms)


def bases_of(form: str) -> Iterator[str]:
    """Yield what the base of a regular verb form may be, the form itself first.

    Each guess is looked up in the vocabulary; the tree's lemma is asked only where none of them is known.
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
