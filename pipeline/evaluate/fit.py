"""How well a found unit fits a gold one: 0 for not at all, more for better.

What counts as a unit is defined in ANNOTATION.md.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from difflib import SequenceMatcher
from typing import Any

from pipeline.evaluate.gold import Unit

Fit = Callable[[Unit, Unit], float]

SURROUNDINGS = 0.55
"""Share of the words round a gold mention that must stand round a found one, for both to stand at the same place."""
WORDING, PERSON, STEP, AREA = 0.75, 0.6, 0.4, 0.5
"""Likeness from which two wordings are the same: of actions and recommendations, of people, of events, of areas judged."""

_ONE_FORM = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019", "'"),
        **dict.fromkeys("\u201c\u201d", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014", "-"),
        "\u00ad": "",
        "\ufb01": "fi",
        "\ufb02": "fl",
    }
)


@functools.lru_cache(maxsize=50_000)
def plain(text: str | None) -> str:
    """Lower case, one form of quotes and dashes, one space between words, no markup, no end punctuation."""
    text = unicodedata.normalize("NFKC", text or "").translate(_ONE_FORM).lower()
    text = re.sub("[*_#>`\u2022\uf0b7]+", " ", text)
    return " ".join(text.split()).strip(" .,;:-")


@functools.lru_cache(maxsize=50_000)
def squeezed(text: str | None) -> str:
    """Letters, digits, £, %, and the points between digits; nothing else."""
    return re.sub(r"(?<!\d)\.|\.(?!\d)|[^a-z0-9%£.]", "", plain(text))


@functools.lru_cache(maxsize=50_000)
def word_counts(text: str | None) -> Counter[str]:
    """How often each word stands in a text."""
    return Counter(re.findall(r"[a-z0-9£%]+", plain(text)))


def overlap(a: str | None, b: str | None) -> float:
    """F1 of the two texts' words as multisets: 1.0 for the same words."""
    in_a, in_b = word_counts(a), word_counts(b)
    both = (in_a & in_b).total()
    return 2 * both / (in_a.total() + in_b.total()) if both else 0.0


def context_fit(wanted: str | None, around: str | None) -> float:
    """The share of the wanted words that stand around the found unit; 1.0 where they stand in one piece."""
    needle = squeezed(wanted)
    if not needle:
        return 0.0
    if needle in squeezed(around):
        return 1.0
    words = word_counts(wanted)
    return (words & word_counts(around)).total() / max(1, words.total()) * 0.9


def number(value: Any) -> float | None:
    """The number that a value prints; NaN, which equals nothing, where it prints none."""
    if value is None:
        return None
    try:
        return float(str(value).replace(",", "").rstrip("% "))
    except ValueError:
        return float("nan")


def same_leads(gold: list[str], found: list[str]) -> bool:
    """The same names in the same order, but for an article or the slip of a letter."""

    def key(name: str) -> str:
        return squeezed(re.sub(r"^(the|our|a|an) ", "", plain(name)))

    return len(gold) == len(found) and all(
        SequenceMatcher(None, key(a), key(b)).ratio() >= 0.95 for a, b in zip(gold, found, strict=True)
    )


def fit_mention(gold: Unit, found: Unit) -> float:
    """Fit dates and percentages: the same words, or one within the other, in the same surroundings."""
    a, b = squeezed(gold["text"]), squeezed(found["text"])
    within = min(len(a), len(b)) >= 3 and (a in b or b in a)
    if a != b and not within:
        return 0.0
    near = context_fit(gold["context"], found["context"])
    return near + (0.5 if a == b else 0.1) if near >= SURROUNDINGS else 0.0


def fit_wording(gold: Unit, found: Unit) -> float:
    """Fit actions and recommendations by their words; the same printed number counts a little."""
    score = overlap(gold["text"], found["text"])
    if gold.get("ref") and found.get("ref") and squeezed(gold["ref"]) == squeezed(found["ref"]):
        score += 0.05
    return score if score >= WORDING else 0.0


def fit_person(gold: Unit, found: Unit) -> float:
    """Fit people of the same relation by name or post."""
    if gold["relation"] != found["relation"]:
        return 0.0
    best = max((overlap(gold[k], found[k]) for k in ("name", "role") if gold.get(k) and found.get(k)), default=0.0)
    return best if best >= PERSON else 0.0


def fit_change(gold: Unit, found: Unit) -> float:
    """Fit changes between the same two numbers, the better the more alike their surroundings."""
    if number(gold["from"]) != number(found["from"]) or number(gold["to"]) != number(found["to"]):
        return 0.0
    return 1.0 + context_fit(gold["context"], found["context"])


def fit_event(gold: Unit, found: Unit) -> float:
    """Fit events of the same kind whose days overlap, by their words."""
    if gold["kind"] != found["kind"] or not gold.get("start") or not found.get("start"):
        return 0.0
    if found["start"] > gold["end"] or (found.get("end") or found["start"]) < gold["start"]:
        return 0.0
    near = max(overlap(gold["text"], found["text"]), context_fit(gold["text"], found["context"]))
    if near < STEP:
        return 0.0
    return near + (1.0 if (found["start"], found.get("end")) == (gold["start"], gold["end"]) else 0.5)


def fit_judgement(gold: Unit, found: Unit) -> float:
    """Fit judgements by the area that is judged."""
    score = overlap(gold["area"], found["area"])
    return score if score >= AREA else 0.0


FITS: dict[str, Fit] = {
    "people": fit_person,
    "recommendations": fit_wording,
    "actions": fit_wording,
    "dates": fit_mention,
    "percentages": fit_mention,
    "changes": fit_change,
    "events": fit_event,
    "judgements": fit_judgement,
}


def values(name: str, gold: Unit, found: Unit) -> dict[str, bool]:
    """Which resolved values of a found unit equal the gold's; empty where the class has none."""
    match name:
        case "dates":
            return {
                "interval": (gold["start"], gold["end"]) == (found["start"], found["end"]),
                "precision": gold["precision"] == found["precision"],
                "text": squeezed(gold["text"]) == squeezed(found["text"]),
            }
        case "percentages":
            return {
                "number": all(number(gold[k]) == number(found[k]) for k in ("low", "high")),
                "qualifier": (gold.get("qualifier") or None) == (found.get("qualifier") or None),
                "role": gold.get("role") == found.get("role"),
            }
        case "actions":
            return _action_values(gold, found)
        case "recommendations":
            return {"kind": gold["kind"] == found["kind"]}
        case "judgements":
            return {"grade": gold["grade"] == found["grade"]}
        case "events":
            return {
                "interval": (gold["start"], gold["end"]) == (found["start"], found.get("end")),
                "judgement": (gold.get("judgement") or None) == (found.get("judgement") or None),
            }
    return {}


def _action_values(gold: Unit, found: Unit) -> dict[str, bool]:
    in_table = gold["origin"] == "table"
    leads = "leads" if in_table else "leads_named" if gold["leads"] else "leads_none"
    right = {
        leads: same_leads(gold["leads"], found["leads"]),
        "status": gold["status"] == found["status"],
        "origin": gold["origin"] == found["origin"],
        "text": overlap(gold["text"], found["text"]) >= 0.95,
    }
    if in_table:
        accepted = gold.get("ref_accept", [gold.get("ref")])
        right["ref"] = squeezed(found.get("ref")) in [squeezed(ref) for ref in accepted]
        right["theme"] = squeezed(gold.get("theme")) == squeezed(found.get("theme"))
    for key in ("start", "due"):
        # one form of a report may show by a bar what its text form lacks
        if gold["status"] != "complete" and (gold.get(key) or not in_table):
            right[key] = (gold.get(key) or None) == (found.get(key) or None)
    return right
