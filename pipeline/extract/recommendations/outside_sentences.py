"""Recommendations of outside bodies that a sentence words out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.recommendations.limbs import asks_in, decides
from pipeline.extract.recommendations.outside_parts import FEWEST_OF_ITEM, FEWEST_WORDS, last_body, told_by
from pipeline.extract.sentences import sentences
from pipeline.model import Block, Evidence, Recommendation
from pipeline.rules import Hit, RuleFile, Rules

_JOINS = {
    "that": re.compile(r"[,;]?\s+and\s+that\s+|[,;]\s+that\s+(?=\w+ [\w ]{2,60}\b(?:should|be|must|needs?|ought)\b)"),
    "to": re.compile(r"[,;]?\s+and\s+to\s+|[,;]\s+to\s+"),
}
_AND = re.compile(r",?\s+and\s+(?:also\s+)?$")
_LEADS_ON = re.compile(r"(?i)\b(?:should|must|to|that|needs?)\W*$|:\s*$")
_QUOTED = re.compile(r"[“\"]([^”\"]+)[”\"]")
_PART = re.compile(r"[\s–-]*(?:(?:and|or)\s+)?(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})\)\s+)?(?P<words>[^;]+?)[\s.]*(?:;|$)")
_OWNED = re.compile(r"(?i)\b(?:his|her|their|its) (?:\w+ )?$")
_FRONTED = re.compile(r"\W*(?:[Ii]n |[Ff]ollowing|[Ff]urther to|[Aa]fter|[Oo]n |[Ww]ith |[Aa]s to|[Tt]o meet)")
_WENT_ON = re.compile(r",\s+(?=(?:we|the|a|an|all|both|our|this|these|managers|staff|officers)\b)")


def in_sentences(
    block: Block, above: Sequence[Block], file: RuleFile, bodies: RuleFile, rules: Rules
) -> Iterator[Recommendation]:
    """Yield what the sentences of a block say that an outside body recommends, each thing by itself.

    The body is named in the sentence; a pronoun, "the team", and a passive that names nobody stand for the
    one named before, in the block, above it or in its heading.
    """
    named = [*block.section[-1:], *(a.text for a in above)]
    said = [body for text in named if (body := last_body(text, bodies))]
    for sentence in sentences(block.text, rules):
        hits = sorted(told_by(file, "outside_sentence", sentence.text), key=lambda h: (h.start, -h.end))
        for n, hit in enumerate(hits):
            if n and (hit.start < hits[n - 1].end or not _AND.search(sentence.text[: hit.start])):
                break
            until = next((h.start for h in hits[n + 1 : n + 2] if _AND.search(sentence.text[: h.start])), len(sentence.text))
            before = sentence.text[: hit.start]
            meant = hit.sets.get("implied") or next(told_by(file, "teller", before), None) or _OWNED.search(before)
            by = last_body(sentence.text[: hit.end], bodies) or (said[-1] if said and meant else None)
            for start, end in _worded(sentence.text[:until], hit) if by else ():
                text = sentence.text[start:end]
                asked = decides(text, file) and last_body(before, bodies) is None
                if len(text.split()) >= FEWEST_WORDS and not asked and not _LEADS_ON.search(text):
                    place = sentence.start + start, sentence.start + end
                    evidence = Evidence(block, *place, hit.rule.id, hit.cue.strip(), 0.7)
                    yield Recommendation(evidence, "inspection", block.ref, " ".join(text.split()), by, None)
        for start, end in _quoted(sentence.text, file) if said or last_body(sentence.text, bodies) else ():
            by = last_body(sentence.text[:start], bodies) or (said[-1] if said else None)
            if by is None:
                continue
            place = sentence.start + start, sentence.start + end
            evidence = Evidence(block, *place, "recommendations.outside_list", sentence.text[: start - 1].strip(), 0.6)
            yield Recommendation(evidence, "inspection", block.ref, " ".join(sentence.text[start:end].split()), by, None)
        voice = next(told_by(file, "inspectors_voice", sentence.text), None) if not hits else None
        if voice is not None:
            by = said[-1] if said else str(voice.sets["by"])
            evidence = Evidence(block, sentence.start, sentence.end, voice.rule.id, voice.cue, 0.6)
            yield Recommendation(evidence, "inspection", block.ref, " ".join(sentence.text.split()), by, None)
        if here := last_body(sentence.text, bodies):
            said.append(here)


def _quoted(text: str, file: RuleFile) -> Iterator[tuple[int, int]]:
    """Yield what stands behind a colon in a sentence that says what must improve: quotations, or things parted by semicolons.

    A quotation in brackets straight behind a recommendation's number is its words too.
    """
    numbered = next(told_by(file, "quoted_number", text), None)
    colon = text.find(":")
    listed = colon >= 0 and next(told_by(file, "outside_list", text[:colon]), None) is not None
    if numbered is None and (not listed or next(told_by(file, "own_list", text[:colon]), None) is not None):
        return
    if asks_in(text, 0, file):
        return
    quoted = list(_QUOTED.finditer(text, numbered.end - 1 if numbered else colon))
    if quoted or numbered is not None:
        yield from (m.span(1) for m in quoted[: 1 if numbered else None] if len(m[1].split()) >= FEWEST_WORDS)
    elif text.count(";", colon) > 0:
        for part in _PART.finditer(text, colon + 1):
            if len(part["words"].split()) >= FEWEST_OF_ITEM:
                yield part.span("words")


def _worded(text: str, hit: Hit) -> Iterator[tuple[int, int]]:
    """Yield where the things that a sentence words out stand: "that ... and that ...", "to ... and to ...".

    A sentence that opens with the recommendation goes on to what was done about it, behind a comma.
    """
    start = hit.end - len(hit.cue.split()[-1]) - 1 if hit.cue.rstrip().endswith("ing") else hit.end
    end = len(text)
    if hit.sets.get("noun") and _FRONTED.match(text[: hit.start]):
        end = start + (comma.start() if (comma := _WENT_ON.search(text[start:])) else len(text) - start)
    joins = _JOINS.get(hit.cue.split()[-1].lower())
    cuts = [(m.start(), m.end()) for m in joins.finditer(text, start, end)] if joins else []
    for left, right in zip([start, *(b for _, b in cuts)], [*(a for a, _ in cuts), end], strict=True):
        part = text[left:right]
        yield left + len(part) - len(part.lstrip()), left + len(_AND.sub("", part).rstrip(" .,;:”’\"'"))
