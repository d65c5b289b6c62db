"""The verbs that the rules know: what kind of thing each says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.rules import Rule, RuleFile, used

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
    """What `rules/extract/verbs.yaml` knows: each verb's kind, set phrases by their first word, irregular forms and pasts.

    `rules` are those that a word or form stands in: each is told where it was found, as a rule that is applied is.
    """

    kinds: Mapping[str, str]
    phrases: Mapping[str, tuple[str, ...]]
    forms: Mapping[str, str]
    pasts: frozenset[str]
    rules: Mapping[str, tuple[Rule, ...]]

    @classmethod
    def read(cls, file: RuleFile) -> Verbs:
        """Read the vocabulary; the first rule that holds a verb decides its kind."""
        kinds: dict[str, str] = {}
        forms: dict[str, str] = {}
        pasts: set[str] = set()
        rules: dict[str, tuple[Rule, ...]] = {}
        for rule in file.rules:
            if "class" in rule.sets:
                new = [word for word in rule.words if word not in kinds]
                kinds |= {word: str(rule.sets["class"]) for word in new}
            elif "forms" in rule.sets:
                irregular = {form: words.split()[0] for words in rule.words for form in words.split()[1:]}
                forms |= irregular
                new = list(irregular)
            else:
                new = list(rule.words)
                pasts |= set(new)
            rules |= {word: (*rules.get(word, ()), rule) for word in new}
        phrases: dict[str, list[str]] = {}
        for phrase in sorted((word for word in kinds if " " in word), key=len, reverse=True):
            phrases.setdefault(phrase.split()[0], []).append(phrase)
        return cls(kinds, {first: tuple(some) for first, some in phrases.items()}, forms, frozenset(pasts), rules)

    def kind_of(self, form: str) -> str:
        """Return the kind of the verb that a printed form belongs to; `unknown` for others."""
        return next((self.kinds[base] for base in self._bases(form) if base in self.kinds), UNKNOWN)

    def _bases(self, form: str) -> Iterator[str]:
        small = form.lower().replace("_", "-")
        yield small
        if small in self.forms:
            yield self.forms[small]
        yield from bases_of(small)

    def is_base(self, form: str) -> bool:
        """Say whether a form is the bare one of a verb: "open", "trial"."""
        ends = form.endswith(("ed", "ing")) and any(base in self.kinds for base in bases_of(form) if base != form)
        return form in self.kinds and form not in self.pasts and not ends  # "bring" and "embed" are no forms of another

    def is_participle(self, form: str) -> bool:
        """Say whether a form is the participle of a known verb of doing: "undertaken", "converted", "lent"."""
        looks = form.endswith(("ed", "en")) or (form in self.forms and not form.endswith(("s", "ing")))
        phrased = self.forms.get(form) in self.phrases  # "laid", known in "lay on" alone
        return looks and (phrased or self.kind_of(form) not in (*NEVER_ALONE, UNKNOWN))

    def kind_at(self, text: str, start: int, end: int) -> tuple[str, int]:
        """Return the kind of the verb at a place and where it ends, set phrases such as "took place" first."""
        bases = list(self._bases(text[start:end]))
        known = next((base for base in bases if base in self.kinds), "")
        found = [(end, self.kinds.get(known, UNKNOWN), known)]
        for base in bases:
            for phrase in self.phrases.get(base, ()):
                last = end + len(phrase) - len(base)
                if text[end:last].lower() == phrase[len(base) :] and not text[last : last + 1].isalpha():
                    found.append((last, self.kinds[phrase], phrase))
        last, kind, said = max(found, key=lambda one: one[0])
        forms = (rule for rule in self.rules.get(bases[0], ()) if "class" not in rule.sets)
        for rule in (*self.rules.get(said, ()), *forms):
            used(rule, text, start, last)
        return kind, last

    def any_in(self, words: Iterable[str]) -> bool:
        """Say whether some word may be a verb that can report an activity."""
        forms = [word.strip(PUNCTUATION).lower() for word in words]
        return any(form in HELPING or self.kind_of(form) not in (*NEVER_ALONE, UNKNOWN) for form in forms)


def bases_of(form: str) -> Iterator[str]:
    """Yield what the base of a regular verb form may be, the form itself first.

    Each guess is looked up in the vocabulary; the tree's lemma is asked only where none of them is known.
    """
    yield form
    if "iz" in form:
        yield from bases_of(form.replace("iz", "is"))
    if form.startswith("re-"):
        yield from bases_of(form[3:])
    for ending, puts in ENDINGS:
        if form.endswith(ending) and len(form) > len(ending) + 1:
            stem = form[: -len(ending)]
            for put in puts:
                yield stem + put
            if ending in ("ed", "ing") and len(stem) > 2 and stem[-1] == stem[-2]:
                yield stem[:-1]
