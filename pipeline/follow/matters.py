"""What a text is about, finer than topics."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from pipeline.rules import Rules


def matters_of(text: str, rules: Rules) -> frozenset[str]:
    """Return what a text is about, by the names that the rules give."""
    return frozenset(str(rule.sets["matter"]) for rule in rules["follow/matters"].rules if next(rule.find(text), None))


def rarity_of(held: Iterable[Iterable[str]]) -> Mapping[str, float]:
    """Return for each subject how much it weighs that two texts share it: the more, the fewer of all texts hold it."""
    texts = [tuple(subjects) for subjects in held]
    counts = Counter(subject for subjects in texts for subject in subjects)
    return {subject: math.log((len(texts) + 1) / n) for subject, n in counts.items()}


def weight(subjects: Iterable[str], rarity: Mapping[str, float]) -> float:
    """Return what subjects weigh together."""
    return sum(rarity[subject] for subject in sorted(subjects))
