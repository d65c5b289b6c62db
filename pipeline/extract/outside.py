"""Recommendations by outside bodies: the inspectorate's own reports, and what council reports word out of others'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.decisions import heading_zone
from pipeline.extract.sentences import sentences
from pipeline.model import Block, Evidence, Recommendation, Structured
from pipeline.rules import Hit, RuleFile, Rules

_SKIPPED = ("furniture", "contents", "footnote", "caption", "header_field", "table_header")
_FEWEST_WORDS = 4  # of a recommendation that is worded out
_PRONOUN = re.compile(r"(?i)\b(?:it|they|he|she|who|which|this|these)\s*(?:has|have|had|also|further|then|therefore|,|\s)*$")
_OWN = re.compile(r"(?i)\b(?:council|cabinet|committee|panel|members|we|officers|scrutiny|task group)\b[^,;:]{0,40}$")
_HEADING = 160  # characters of the longest heading


def inspectorate_recommendations(structured: Structured, rules: Rules) -> list[Recommendation]:
    """Return what an inspectorate's own report says must improve: one unit per bullet or numbered item.

    Where a part has neither bullets nor numbers (their signs were lost), its paragraphs are the items.
    """
    file = rules["extract/recommendations"]
    blocks = [b for b in structured.blocks if b.kind not in _SKIPPED and b.text.strip()]
    found: list[Recommendation] = []
    n = 0
    while n < len(blocks):
        if not _opens(blocks[n], file, ("improve", "decision", "outside")):
            n += 1
            continue
        end = _part_end(blocks, n, file)
        part = [b for b in blocks[n + 1 : end] if b.kind != "heading"]
        items = [b for b in part if b.kind == "list_item" or b.ref is not None]
        found += [r for group in _with_deeper(items or part) for r in _item(group[0], "Ofsted", group[1:])]
        n = end
    return found


def _opens(block: Block, file: RuleFile, zones: Sequence[str]) -> bool:
    short = len(block.text) < _HEADING and block.kind in ("heading", "paragraph") and not block.text.rstrip().endswith(".")
    return short and heading_zone(block.text.strip(), file) in zones


def _part_end(blocks: Sequence[Block], opening: int, file: RuleFile) -> int:
    """Return where a part ends: at the next heading that is not below the opening one and opens no such part."""
    level = blocks[opening].level
    for n in range(opening + 1, len(blocks)):
        block = blocks[n]
        if (
            block.kind in ("heading", "paragraph")
            and len(block.text) < _HEADING
            and heading_zone(block.text.strip(), file) in ("ends", "none")
        ):
            return n
        if block.kind != "heading" or _opens(block, file, ("improve", "decision")):
            continue
        below = level is not None and block.level is not None and block.level > level
        if not below:
            return n
    return len(blocks)


def _with_deeper(items: Sequence[Block]) -> list[list[Block]]:
    """Put the items of a list below an item of the list with that item: bullets below a number, deeper bullets."""
    numbered = any(re.match(r"\d", b.ref or "") for b in items)
    groups: list[list[Block]] = []
    for block in items:
        below = (
            not re.match(r"\d", block.ref or "")
            if numbered
            else (block.level or 0) > (groups[-1][0].level or 0)
            if groups
            else False
        )
        if groups and below:
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def _item(block: Block, by: str, deeper: Sequence[Block]) -> Iterator[Recommendation]:
    """Yield a bullet or numbered item, with the items below it in its text."""
    text = " ".join(" ".join(b.text for b in (block, *deeper)).split())
    if len(text.split()) < _FEWEST_WORDS:
        return
    start = len(block.text) - len(block.text.lstrip())
    evidence = Evidence(block, start, len(block.text.rstrip()), "recommendations.heading_improve", "", 0.9)
    yield Recommendation(evidence, "inspection", block.ref, text, by, None)


def outside_recommendations(structured: Structured, rules: Rules) -> list[Recommendation]:
    """Return what outside bodies recommended to the council where the report words it out.

    As a list behind words that announce it, under a heading that names the body, behind a number
    ("Recommendation 3: ..."), or in a sentence ("Inspectors asked the council to ..."). Mere counts
    and the meeting's own recommendations are none.
    """
    file, bodies = rules["extract/recommendations"], rules["resolve/bodies"]
    blocks = [b for b in structured.blocks if b.kind not in _SKIPPED and b.text.strip()]
    found: dict[int, list[Recommendation]] = {}
    for n, block in enumerate(blocks):
        if block.kind in ("paragraph", "list_item") and _announces(block, file):
            by = _body_before(block, blocks[max(0, n - 2) : n], bodies)
            if by:
                for item in _list_below(blocks, n):
                    found.setdefault(item.seq, list(_item(item, by, ())))
        elif block.kind == "heading" and heading_zone(block.text.strip(), file) in ("outside", "improve"):
            by = _last_body(" ".join([*block.section, block.text]), bodies)
            if by:
                for item in _list_below(blocks, n):
                    found.setdefault(item.seq, list(_item(item, by, ())))
        else:
            numbered = next(_tells(file, "numbered", block.text), None)
            if numbered is not None:
                found.setdefault(block.seq, [_numbered(block, numbered, bodies)])
    for n, block in enumerate(blocks):
        if block.seq not in found and block.kind in ("paragraph", "list_item"):
            found[block.seq] = list(_sentences(block, blocks[max(0, n - 1) : n], file, bodies, rules))
    return [r for group in found.values() for r in group]


def _tells(file: RuleFile, tells: str, text: str) -> Iterator[Hit]:
    for rule in file.rules:
        if rule.sets.get("tells") == tells:
            yield from rule.find(text)


def _announces(block: Block, file: RuleFile) -> bool:
    return block.text.rstrip().endswith(":") and next(_tells(file, "outside_list", block.text), None) is not None


def _list_below(blocks: Sequence[Block], n: int) -> Iterator[Block]:
    """Yield the list items that follow a lead-in or a heading."""
    for block in blocks[n + 1 :]:
        if block.kind != "list_item" and block.lead_in != blocks[n].seq:
            return
        yield block


def _last_body(text: str, bodies: RuleFile) -> str | None:
    hits = bodies.scan(text)
    return str(hits[-1].sets["body"]) if hits else None


def _body_before(block: Block, above: Sequence[Block], bodies: RuleFile) -> str | None:
    """Return whose recommendations a lead-in announces: the body it names, or the one named just before it.

    None where the sentence is the council's own (Cabinet, the panel).
    """
    last = re.split(r"(?<=[.;])\s+", block.text.strip())[-1]
    named = _last_body(last, bodies)
    if named or _OWN.search(last.rstrip(":")):
        return named
    return _last_body(block.text, bodies) or next((b for a in reversed(above) if (b := _last_body(a.text, bodies))), None)


def _numbered(block: Block, hit: Hit, bodies: RuleFile) -> Recommendation:
    start, end = hit.spans.get("mention", (hit.start, hit.end))
    evidence = Evidence(block, start, end, hit.rule.id, hit.groups.get("label", "").strip(), 0.7)
    by = _last_body(" ".join([*block.section, hit.groups.get("label", "")]), bodies)
    return Recommendation(evidence, "inspection", hit.groups.get("ref"), " ".join(block.text[start:end].split()), by or "Ofsted")


def _sentences(block: Block, above: Sequence[Block], file: RuleFile, bodies: RuleFile, rules: Rules) -> Iterator[Recommendation]:
    """Yield the sentences of a block in which an outside body recommends something and says what."""
    said = [b for a in above if (b := _last_body(a.text, bodies))]
    for sentence in sentences(block.text, rules):
        hit = next(_tells(file, "outside_sentence", sentence.text), None)
        here = _last_body(sentence.text, bodies)
        if hit is not None and len(sentence.text[hit.end :].split()) >= _FEWEST_WORDS:
            before = sentence.text[: hit.start]
            by = _last_body(before, bodies) or (said[-1] if said and _PRONOUN.search(before) else None)
            if by:
                evidence = Evidence(block, sentence.start, sentence.end, hit.rule.id, hit.cue.strip(), 0.7)
                yield Recommendation(evidence, "inspection", block.ref, " ".join(sentence.text.split()), by, None)
        if here:
            said.append(here)
