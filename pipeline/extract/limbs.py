"""Cut what a meeting is asked to decide into its limbs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import Block, Evidence, Recommendation
from pipeline.rules import Hit, RuleFile

_MARKER = re.compile(r"(?<![\w(])(?P<ref>\((?:[a-z]|[ivx]{1,5}|\d{1,2})\)|(?:[a-z]|[ivx]{1,4}|\d{1,2})\))\s+")
_MARKER_WITH_STOP = re.compile(r"(?:^|(?<=[:;.])\s+)(?P<ref>(?:\d{1,2}|[ivx]{1,4}|[a-h])\.)\s+(?=[A-Za-z])")
_TAIL = re.compile(r"(?:[\s;,]+(?:and|or|and/or|&)?)+$|\s+(?:and|or)$", re.IGNORECASE)
_HEAD = re.compile(r"(?i)[\s:–—-]*(?:and\s+)?(?:recommendations?(?:\(s\))?\s*:\s*)?")
_LEAST = 4  # characters between two verbs of decision, so that "consider and note" is one thing to decide


@dataclass(frozen=True, slots=True)
class Ask:
    """The words by which a body is asked, characters `start` to `end` of a block's text."""

    start: int
    end: int
    rule: str
    cue: str


def hits_of(file: RuleFile, tells: str, text: str) -> list[Hit]:
    """Return the hits of the rules that tell one thing, from left to right."""
    hits = [h for rule in file.rules if rule.sets.get("tells") == tells for h in rule.find(text)]
    return sorted(hits, key=lambda h: (h.start, -h.end))


def asks_in(text: str, offset: int, file: RuleFile) -> list[Ask]:
    """Return the words that ask in a text that begins at `offset` of its block; such that touch are one."""
    kept: list[Ask] = []
    for hit in hits_of(file, "asks", text):
        start, end = hit.start + offset, hit.end + offset
        if kept and start <= kept[-1].end + 1:
            last = kept.pop()
            start, end = last.start, max(last.end, end)
        kept.append(Ask(start, end, hit.rule.id, text[start - offset : end - offset].strip()))
    return kept


def verb_of(text: str, file: RuleFile) -> str | None:
    """Return the first verb of decision in a text, in its plain form."""
    hits = hits_of(file, "verb", text)
    return str(hits[0].sets["verb"]) if hits else None


def opens_limb(text: str, file: RuleFile) -> bool:
    """Tell whether a text begins as a limb does: with "That" or with a verb of decision."""
    bare = re.sub(r"(?i)^\W*(?:(?:to|that|and|formally|also|it|they)\s+)*", "", text)
    return bool(re.match(r"(?i)\W*that\b", text)) or any(h.start == 0 for h in hits_of(file, "verb", bare[:60]))


def decides(text: str, file: RuleFile) -> bool:
    """Tell whether a text says that something be decided ("the plan be approved")."""
    return any(re.search(r"(?i)\bbe (?:\w+ly )?$", text[: h.start]) for h in hits_of(file, "verb", text))


def is_empty(text: str, file: RuleFile) -> bool:
    """Tell whether a text is no limb: nothing, "N/A", or what a template says."""
    return not re.search(r"\w", text) or bool(hits_of(file, "empty", text))


def has_markers(text: str) -> bool:
    """Tell whether the markers of several limbs stand in a text."""
    return bool(_markers(text, 0, len(text)))


def _markers(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Return the markers of limbs run together in one paragraph: (a) ... (b) ..., two at least and from the first."""
    for pattern in (_MARKER, _MARKER_WITH_STOP):
        marks = list(pattern.finditer(text, start, end))
        first = next((n for n, m in enumerate(marks) if m.group("ref").strip("().") in ("a", "i", "1")), None)
        if first is not None and len(marks) - first > 1:
            return marks[first:]
    return []


def sentence_limbs(block: Block, ask: Ask, end: int, ref: str | None, file: RuleFile) -> Iterator[Recommendation]:
    """Yield the limbs of words that ask and what follows them, up to `end`.

    Where markers part the limbs, a limb begins behind its marker, and the first takes the words that
    ask with it only if it has no verb of its own ("Cabinet to note: (a) the plan"). Without markers the
    first takes them always, and each further verb of decision with an object of its own opens a limb.
    """
    text = block.text
    marks = _markers(text, ask.end, end)
    if marks:
        verb = verb_of(text[ask.end : marks[0].start()], file) or verb_of(ask.cue, file)
        for n, (mark, until) in enumerate(zip(marks, [*(m.start() for m in marks[1:]), end], strict=True)):
            has_verb = opens_limb(text[mark.end() : until], file)
            begin = ask.start if n == 0 and not has_verb else mark.end()
            yield from limb(block, begin, until, mark.group("ref"), ask.rule, ask.cue, file, verb=verb, own=mark.end())
        return
    begin, own = ask.start, ask.end
    for cut in hits_of(file, "second", text[:end]):
        if cut.start >= own + _LEAST:
            yield from limb(block, begin, cut.start, ref, ask.rule, ask.cue, file, verb=None, own=own)
            begin = own = cut.end
    yield from limb(block, begin, end, ref, ask.rule, ask.cue, file, verb=None, own=own)


def list_limbs(block: Block, start: int, end: int, ref: str | None, file: RuleFile, verb: str | None) -> Iterator[Recommendation]:
    """Yield the limb that an item of a list is; several where their markers run together in it."""
    marks = _markers(block.text, start, end)
    if marks and not block.text[start : marks[0].start()].strip(" :"):
        for mark, until in zip(marks, [*(m.start() for m in marks[1:]), end], strict=True):
            yield from limb(block, mark.end(), until, mark.group("ref"), _LIST, "", file, verb=verb, own=mark.end())
        return
    yield from limb(block, start, end, ref, _LIST, "", file, verb=verb, own=start)


_LIST = "recommendations.heading_decision"


def limb(
    block: Block, start: int, end: int, ref: str | None, rule: str, cue: str, file: RuleFile, *, verb: str | None, own: int
) -> Iterator[Recommendation]:
    """Yield a limb without the signs and words that only join it to its neighbours; nothing for an empty one.

    Its verb is the first behind `own`, else the one that the lead-in gave.
    """
    head = _HEAD.match(block.text, start, end)
    start = head.end() if head else start
    tail = _TAIL.search(block.text, start, end)
    end = tail.start() if tail and tail.end() == end else end
    end = start + len(block.text[start:end].rstrip())
    text = " ".join(block.text[start:end].split())
    if not is_empty(text, file):
        evidence = Evidence(block, start, end, rule, cue, 0.85 if rule == _LIST else 0.9)
        own_verb = verb_of(block.text[max(own, start) : end], file)
        yield Recommendation(evidence, "decision", ref.rstrip(".") if ref else None, text, None, own_verb or verb)
