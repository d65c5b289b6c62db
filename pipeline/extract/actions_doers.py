"""Who does something in a sentence: what sort of subject it has, and which named doers answer for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.actions_clauses import VerbGroup
from pipeline.rules import Hit, RuleFile

DETERMINER = re.compile(
    r"^\W*(?:(?:the|our|its|their|his|her|a|an|this|these|that|both|all|each|council's|council’s|new|newly[- ]appointed|newly[- ]formed|relevant|respective|current|"
    r"local|lead|also|and|authority's|revised|existing|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+)\s+)*",
    re.IGNORECASE,
)
SOME_OF = re.compile(
    r"^(?:an? (?:\w+ ){0,2}(?:number|proportion|amount|series|range|majority|variety|set|suite|total|couple|raft|host|lot|deal|group|package|programme|level)"
    r"|the (?:vast )?majority|most|many|some|several|each|all|both|two|three|one) of (?:the |our |its |these |those )?",
    re.IGNORECASE,
)
HEAD_ENDS = re.compile(
    r"\s(?:of|for|in|on|to|with|from|by|at|within|across|between|around|following|including|involving|under|about|which|who|that|whose|such as|as well as|through|"
    r"against|since|after|before|during|alongside|chaired|led|set out|regarding|relating|and|identified|made|undertaken)\b|[,;:(]|\s[–-]\s",
    re.IGNORECASE,
)
ADVERBS_AT_END = re.compile(
    r"(?:\s+(?:\w+ly|also|now|then|both|all|have|has|together|first|soon|further|already|still|each))+\s*$", re.IGNORECASE
)
PARTICIPLE_AT_END = re.compile(r"\w(?:ed|en|un|ne)\s*$")
LIST_JOINS = re.compile(
    r"\s*(?:,|;|&|/|\band\b|\bas well as\b|\balong with\b|\btogether with\b)\s*(?:and\s+)?(?:(?:the|our|its|a|an|this|operational|new)\s+)*",
    re.IGNORECASE,
)
WHOLE_GOES_ON = re.compile(
    r"^\s*(?:$|[,;:(–-]|(?:who|which|that|with|in|at|across|from|and|for|of|on|to|within|through|have|has|chaired|led|members?)\b|\w+ly\b|also\b|now\b)",
    re.IGNORECASE,
)


def head_of(subject: str) -> str:
    """Return the head of a noun phrase: "The number of open cases" -> "number"."""
    bare = DETERMINER.sub("", SOME_OF.sub("", ADVERBS_AT_END.sub("", subject).strip())).strip()
    return HEAD_ENDS.split(bare, maxsplit=1)[0].strip() or bare


def subject_class(subject: str, doers: RuleFile) -> str:
    """Say what sort of subject a verb has: `we`, `there`, `writer`, `pointer`, `outside`, `doer`, `people`,
    `meeting`, `report`, `children`, `result`, `none`, or `thing` for all others.
    """
    subject = ADVERBS_AT_END.sub("", subject).strip()
    if not subject:
        return "none"
    if _says(subject, "we", doers):
        return "we"
    if _says(subject, "writer", doers):
        return "writer"
    bare, head = DETERMINER.sub("", subject), head_of(subject)
    if _says(subject, "there", doers):
        return "there"
    if (not bare and subject) or (_says(subject, "pointer", doers) and not HEAD_ENDS.search(bare)):
        return "pointer"
    if any(h.start == 0 and WHOLE_GOES_ON.search(bare[h.end :]) for h in _hits(bare, "outside", doers)) or any(
        h.end == len(head) for h in _hits(head, "outside", doers)
    ):
        return "outside"
    if any(h.end == len(head) for h in _hits(head, "meeting", doers)):
        return "meeting"
    if next(named(subject, doers, begins=True), None) is not None:
        return "doer"
    for name in ("people", "report", "children", "result"):
        if any(h.end == len(head) for h in _hits(head, name, doers)):
            return name
    return "thing"


def _hits(text: str, subject: str, doers: RuleFile) -> Iterator[Hit]:
    for rule in doers.rules:
        if rule.sets.get("subject") == subject:
            yield from rule.find(text)


def _says(text: str, subject: str, doers: RuleFile) -> bool:
    return next(_hits(text, subject, doers), None) is not None


def named(text: str, doers: RuleFile, *, begins: bool = False) -> Iterator[Hit]:
    """Yield the named doers with which a noun phrase consists: "the DCS and the Head of Early Help".

    With `begins` the phrase must begin with one and go on as phrases behind a name do ("the Board,
    chaired by ..."); what follows a name otherwise makes it part of another ("the Board minutes").
    """
    hits = _claims(text, doers)
    at = DETERMINER.match(text)
    position = at.end() if at else 0
    while hit := next((h for h in hits if h.start == position), None):
        if begins and not WHOLE_GOES_ON.search(text[hit.end :]):
            return
        yield hit
        join = LIST_JOINS.match(text, hit.end)
        if join is None:
            return
        position = join.end()


def _claims(text: str, doers: RuleFile) -> list[Hit]:
    hits = [h for rule in doers.rules if "kind" in rule.sets for h in rule.find(text)]
    hits.sort(key=lambda h: (-h.rule.priority, -(h.end - h.start), h.rule.order))
    kept: list[Hit] = []
    for hit in hits:
        if all(hit.end <= k.start or hit.start >= k.end for k in kept):
            kept.append(hit)
    return sorted(kept, key=lambda h: h.start)


def agents(text: str, group: VerbGroup, doers: RuleFile) -> Iterator[tuple[int, int]]:
    """Yield the places of named doers behind a verb: "was approved by the Board", "work led by the DCS".

    Behind "by" they are the verb's own where no other participle stands between ("was reported in
    the survey commissioned by the Board" says nothing of who reported).
    """
    hits = [h for rule in doers.rules if "agent" in rule.sets for h in rule.find(text)]
    never = {h.end for h in hits if h.sets["agent"] == "never"}
    for hit in hits:
        if hit.start >= group.start and hit.end not in never and (hit.sets["agent"] == "always" or _its_own(text, group, hit)):
            for found in named(text[hit.end :], doers):
                yield hit.end + found.start, hit.end + found.end


def _its_own(text: str, group: VerbGroup, by: Hit) -> bool:
    if (group.voice != "passive" and group.kind != "include") or by.start < group.end - 1:
        return False
    between = text[group.end : by.start]
    return not PARTICIPLE_AT_END.search(between) or re.search(r"\band \w+$", between) is not None
