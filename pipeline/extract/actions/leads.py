"""Cut the words that say who is answerable into leads, by `rules/extract/leads.yaml`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import LeadMention
from pipeline.rules import RuleFile

ARTICLE = re.compile(r"(?:(?i:the|our|an)|a|A(?=\s+[a-z]))\s+(?=\w)")  # "A Khan" begins with an initial
_AND = re.compile(r"(?i)\band\b|&")
EDGES = " \t\n,;:/|&+•-–."


def split_leads(
    text: str, offset: int, breaks: Sequence[int], leads: RuleFile, *, wraps: Sequence[int] = ()
) -> tuple[LeadMention, ...]:
    """Return the leads of a cell in their order; `offset` is the cell's place in its block.

    `breaks` are offsets in the block at which a new printed line begins that is more than a wrapped
    one, `wraps` those of any printed line. Signs part leads always; "and", commas, slashes and breaks
    only where the words on both sides can be leads of their own, so that "Head of Safeguarding and Long
    Term Teams" stays one; a wrap only between a post and another lead, since names wrap too ("LSCB" above "Business Manager").
    """
    if any(True for rule in leads.rules if rule.sets.get("nobody") for _ in rule.find(text)):
        return ()
    cuts = [(b - offset, b - offset, "perhaps") for b in breaks if 0 < b - offset < len(text)]
    cuts += [(w - offset, w - offset, "wrapped") for w in wraps if 0 < w - offset < len(text) and w not in breaks]
    for rule in leads.rules:
        if "parts" in rule.sets:
            cuts += [
                (hit.start, hit.end, str(rule.sets["parts"])) for hit in rule.find(text) if not _in_brackets(text, hit.start)
            ]
    never = [(left, right) for left, right, sort in cuts if sort == "never"]
    cuts = [cut for cut in cuts if not any(cut[0] < right and left < cut[1] for left, right in never)]
    cuts.sort(key=lambda cut: (cut[0], cut[2], -cut[1]))
    spans, start, taken = [], 0, 0
    for n, (left, right, sort) in enumerate(cuts):
        if left < taken:
            continue
        wrapped = sort == "wrapped"
        over_wraps = not wrapped and bool(_AND.search(text[left:right]))  # what "and" joins may itself wrap
        following = next((a for a, _, s in cuts[n + 1 :] if a > right and not (over_wraps and s == "wrapped")), len(text))
        alone = _wrapped_alone if wrapped else _both_alone
        if sort == "always" or alone(text[start:left], text[left:right], text[right:following], leads):
            spans.append((start, left))
            start = taken = right
    spans.append((start, len(text)))
    trimmed = (_trimmed(text, a, b) for a, b in spans)
    return tuple(LeadMention(text[a:b], offset + a, offset + b) for a, b in trimmed if re.search(r"\w", text[a:b]))


def _both_alone(left: str, between: str, right: str, leads: RuleFile) -> bool:
    """Say whether the words on both sides of "and" or a comma are leads, not fields of one lead.

    "Head of Education and Youth Services" and "Elmshire Council, Youth Services" are one each.
    """
    before, after = _sorts(left, leads), _sorts(right, leads)
    if not before or not after:
        return False
    if "/" not in between and not _AND.search(between) and _one_person(left, right, before, after):
        return False  # "Jane Arkwright, Head of Homes"
    if before == {"field"} and not re.search(r"[,/]", between) and "field" not in after and after & {"post", "strong"}:
        return False  # "Education and Inclusion Manager"
    if after & {"post", "strong", "person"}:
        return True
    return "post" not in before and not ("," in between and "strong" in before)


def _one_person(left: str, right: str, before: set[str], after: set[str]) -> bool:
    """Say whether a name and a post stand beside each other as one person's."""
    names = (before == {"person"} and "post" in after) or (after == {"person"} and "post" in before)
    return names and len(left.split()) > 1 and len(right.split()) > 1


def _wrapped_alone(left: str, between: str, right: str, leads: RuleFile) -> bool:
    """Say whether a printed line begins another lead: a post stands before, a lead behind, each of two words or more."""
    if left.rstrip().endswith((",", "-", "–", "&")) or left.split()[-1:] in (["and"], ["of"], ["for"], ["the"]):
        return False
    strong = {"post", "strong", "person"}
    return (
        len(left.split()) > 1
        and len(right.split()) > 1
        and bool(_sorts(left, leads) & {"post", "person"})
        and bool(_sorts(right, leads) & strong)
    )


def _sorts(text: str, leads: RuleFile) -> set[str]:
    return {str(rule.sets["alone"]) for rule in leads.rules if "alone" in rule.sets for _ in rule.find(text)}


def _in_brackets(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    article = ARTICLE.match(text, start, end)
    return (article.end() if article else start), end
