"""Make the names of leads comparable: short forms written out, articles off, one spelling, a kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Literal, cast

from pipeline.model import Lead
from pipeline.rules import RuleFile, Rules, used

ARTICLE = re.compile(r"^(?:(?i:the|our|an|this|its)|a|A(?=\s+[a-z]))\s+")  # "A Khan" begins with an initial
SMALL = frozenset(["of", "and", "for", "the", "to", "in", "with", "on", "at"])
NAME_IN_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
NAMED = r"(?:(?!(?:The|This|That|Our|Its|Each|Every|In|At|By|To|And|A|An)\b)[A-Z][\w'’-]+ (?:(?:and|&|for|of) )?){1,6}"
# Two names so alike are one, misspelt once: a letter in twenty.
SAME_NAME = 0.95
SHORTEST_SLIP = 5
"""Letters of a word in which a slip can be told; names of persons are often as short, and one letter from another word."""


def normalise_lead(text: str, rules: Rules) -> Lead:
    """Return a lead with its comparable name and its kind; `text` stays as printed.

    A person's name beside a post is left out of the name, since posts are what compares over
    councils and years: "Head of Early Help (Amara Doyle)" is the Head of Early Help.
    """
    file = rules["resolve/leads"]
    name = ARTICLE.sub("", " ".join(text.replace("’", "'").split())).strip(" .,;:/-–")
    name = _mended(name, file)
    name = _replaced(name, file, "drop")
    name = _replaced(name, file, "stands_for")
    name = _post_only(" ".join(name.split()), file)
    name = _cased(re.sub(r"\s+[–-]\s+|\s*,\s*", ", ", name))
    return Lead(name=name or text, kind=_kind(name, file), text=text)


def named_in_full(lead: Lead, texts: Iterable[str], rules: Rules) -> Lead:
    """Return a body that a text calls "the Board" under the name that the texts give it; as it is, where they name two."""
    bare = [rule for rule in rules["resolve/leads"].rules if rule.sets.get("bare")]
    if not any(hit.cue == lead.name for rule in bare for hit in rule.find(lead.name)):
        return lead
    pattern = re.compile(rf"\b{NAMED}{re.escape(lead.name)}\b(?! (?:of|for)\b)")
    names = {_cased(" ".join(found.split())) for text in texts for found in pattern.findall(text)}
    return replace(lead, name=names.pop()) if len(names) == 1 else lead


def one_spelling(leads: Iterable[Lead]) -> dict[str, str]:
    """Return for each name of a report the name it is a slip of, the more frequent of two almost equal ones."""
    counts = Counter(lead.name for lead in leads)
    ranked = sorted(counts, key=lambda name: (-counts[name], name))
    chosen: dict[str, str] = {}
    for name in ranked:
        same = next((other for other in chosen.values() if _alike(name, other)), None)
        chosen[name] = same or name
    return chosen


def respelt(lead: Lead, names: dict[str, str]) -> Lead:
    return replace(lead, name=names.get(lead.name, lead.name))


def _alike(one: str, other: str) -> bool:
    if re.findall(r"\d", one) != re.findall(r"\d", other) or one.endswith("s") != other.endswith("s"):
        return False
    return SequenceMatcher(None, one.lower(), other.lower()).ratio() >= SAME_NAME


def _mended(name: str, file: RuleFile) -> str:
    """Put right the slips of the pen in the words that posts and bodies are made of: "Direcotr" is a Director.

    A slip is two letters changed over, or one too many or too few, inside a word that is none of those words itself.
    """
    known = {word: rule for rule in file.rules if rule.sets.get("spelling") for word in rule.words}
    parts = re.split(r"(\w+)", name)
    for n, part in enumerate(parts):
        small = part.lower()
        if len(small) >= SHORTEST_SLIP and small not in known:
            right = next((word for word in sorted(known) if _is_slip(small, word)), None)
            if right is not None:
                used(known[right], part, 0, len(part))
                parts[n] = right.capitalize() if part[0].isupper() else right
    return "".join(parts)


def _is_slip(printed: str, word: str) -> bool:
    if printed[0] != word[0] or printed[-1] != word[-1]:
        return False
    if len(printed) == len(word):
        differ = [n for n, (one, other) in enumerate(zip(printed, word, strict=True)) if one != other]
        return len(differ) == 2 and differ[1] == differ[0] + 1 and sorted(printed) == sorted(word)
    longer, shorter = sorted((printed, word), key=len, reverse=True)
    return len(longer) == len(shorter) + 1 and any(longer[:n] + longer[n + 1 :] == shorter for n in range(len(longer)))


def _replaced(name: str, file: RuleFile, key: str) -> str:
    for rule in file.rules:
        if key in rule.sets:
            for hit in reversed(list(rule.find(name))):
                name = name[: hit.start] + (str(rule.sets[key]) if key == "stands_for" else "") + name[hit.end :]
    return name


def _post_only(name: str, file: RuleFile) -> str:
    """Leave out the person where a post stands beside: in brackets, behind a dash or comma, or right behind."""
    bracket = NAME_IN_BRACKETS.search(name)
    if bracket:
        outside, inside = NAME_IN_BRACKETS.sub("", name).strip(), bracket[1].strip()
        if _kind(outside, file) == "person" and _kind(inside, file) == "role":
            return inside
        if _kind(inside, file) == "person" and outside:
            return outside
    pieces = re.split(r"\s+[–-]\s+|\s*,\s*|\s*:\s*", name)
    if len(pieces) == 2 and {_kind(piece, file) for piece in pieces} == {"person", "role"}:
        return next(piece for piece in pieces if _kind(piece, file) == "role")
    first, comma, rest = name.partition(",")
    if comma and len(pieces) > 2 and (_kind(first.strip(), file), _kind(rest.strip(), file)) == ("person", "role"):
        return rest.strip()
    return name


def _kind(name: str, file: RuleFile) -> Literal["role", "person", "body"]:
    for rule in file.rules:
        if "kind" in rule.sets and next(rule.find(name), None) is not None:
            return cast(Literal["role", "person", "body"], rule.sets["kind"])
    return "body"


def _cased(name: str) -> str:
    """Give a name printed in small letters or in capitals the capitals of a name."""
    if not (name.islower() or (name.isupper() and " " in name)):
        return name[:1].upper() + name[1:]
    words = [word if word in SMALL else word[:1].upper() + word[1:] for word in name.lower().split()]
    return " ".join(words)[:1].upper() + " ".join(words)[1:]
