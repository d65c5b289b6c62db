"""Where a report asks a meeting to decide: under its heading, or behind words that ask."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.labels import labelled_values
from pipeline.extract.recommendations.limbs import (
    Ask,
    asks_in,
    before_list,
    decides,
    follows,
    has_markers,
    hits_of,
    is_empty,
    list_limbs,
    opens_limb,
    sentence_limbs,
    verb_of,
)
from pipeline.extract.recommendations.zones import FRAMED, MARKED, heading_zone, is_decision_heading, list_end, run_end, zone_end
from pipeline.extract.sentences import sentences
from pipeline.model import Block, Recommendation, Structured
from pipeline.rules import RuleFile, Rules

_SKIPPED = ("furniture", "contents", "footnote", "caption", "table_header")
_REFERENCE = re.compile(r"\(?(?:[a-z]|[ivx]{1,5}|\d{1,2}(?:\.\d{1,2})*)[).]*")
_COLUMNS = 2  # of a table that lays out a page: a label and its text
_APPENDED = re.compile(r"(?i)appendix|annex")
_LEADS_IN = re.compile(r"(?:[:–—]|:-)\s*$|^\W*(?:[Tt]hat|THAT|[Tt]o|TO)\W*$")


@dataclass(frozen=True, slots=True)
class _Words:
    """A stretch of a block that may hold a limb, with its reference."""

    block: Block
    start: int
    end: int
    ref: str | None

    @property
    def text(self) -> str:
        return self.block.text[self.start : self.end]


def find_decisions(structured: Structured, rules: Rules) -> list[Recommendation]:
    """Return the limbs of all recommendations to a meeting, in the summary and in the body alike."""
    file = rules["extract/recommendations"]
    labelled = {v.block.seq for v in labelled_values(structured, rules)}
    blocks = [b for b in structured.blocks if b.kind not in _SKIPPED and b.text.strip()]
    found: list[Recommendation] = []
    n = 0
    while n < len(blocks):
        block = blocks[n]
        if is_decision_heading(blocks, n, file):
            end = zone_end(blocks, n + 1, block, file, rules)
            zone = [b for b in blocks[n + 1 : end] if b.seq not in labelled or opens_limb(b.text, file)]
            found += _limbs([w for b in zone for w in _words(b)], file, rules)
            n = end
        elif row := _labelled_row(block, file):
            leads_in = _introduces(row[-1].text) or _only_asks(row[-1].text, file)
            end = list_end(blocks, n + 1, block, file) if leads_in else n + 1
            end = max(end, _rows_end(blocks, n, row[-1].ref or ("0" if leads_in else "")))
            found += _limbs([*row, *(w for b in blocks[n + 1 : end] for w in _words(b))], file, rules)
            n = end
        else:
            asked = _asking(block, file, rules)
            found += asked.limbs
            end = list_end(blocks, n + 1, block, file) if asked.opens_list else run_end(blocks, n, asked.limbs, file)
            found += _limbs([w for b in blocks[n + 1 : end] for w in _words(b)], file, rules, verb=asked.verb, lead_in_seen=True)
            n = end
    return found


def _only_asks(text: str, file: RuleFile) -> bool:
    """Say whether a text is nothing but words that ask ("That Cabinet"), so that what they ask for follows."""
    asks = asks_in(text, 0, file)
    return bool(asks) and not (text[: asks[0].start] + text[asks[-1].end :]).strip(FRAMED)


def _rows_end(blocks: Sequence[Block], n: int, ref: str) -> int:
    """Return where the rows end that go on under the label of a row with the numbers next to `ref`, its last."""
    end = n + 1
    while ref and end < len(blocks) and blocks[end].kind == "table_row" and blocks[end].table == blocks[n].table:
        words = _words(blocks[end])
        if not words or words[0].start == 0 or not follows(words[0].ref, ref):
            break
        end, ref = end + 1, words[-1].ref or ""
    return end


def _labelled_row(block: Block, file: RuleFile) -> list[_Words]:
    """Return the words of a row or field whose label is a heading of recommendations ("Recommendation: to note ...")."""
    words = _words(block)
    if block.kind == "table_row" and len(words) > 1 and heading_zone(words[0].text.strip(), file) == "decision":
        return words[1:]
    label = next(iter(hits_of(file, "label", block.text)), None)
    if label is None or (re.search(r"\d", label.cue) and not opens_limb(block.text[label.end :], file)):
        return []
    return [_Words(block, label.end, len(block.text), block.ref)]


def _words(block: Block) -> list[_Words]:
    """Return the stretches of a block that may hold a limb: paragraphs of cells, lines of a field, else the whole."""
    if block.kind in ("header_field", "paragraph") and block.ref is None and (marked := MARKED.match(block.text)):
        return [_Words(block, marked.end(), len(block.text), marked["ref"])]
    if not block.cells:
        return [_Words(block, m.start(), m.end(), block.ref) for m in re.finditer(r"[^\t\n]+", block.text) if m.group().strip()]
    found = []
    ref = block.ref
    for cell in block.cells:
        edges = [cell.start, *(b for b in cell.breaks if cell.start < b < cell.end), cell.end]
        for start, end in itertools.pairwise(edges):
            text = block.text[start:end].strip()
            if _REFERENCE.fullmatch(text):
                ref = text
            elif text:
                marked = MARKED.match(block.text, start, end) if ref is None else None
                found.append(_Words(block, marked.end(), end, marked["ref"]) if marked else _Words(block, start, end, ref))
    return found


@dataclass(frozen=True, slots=True)
class _Asked:
    limbs: list[Recommendation]
    opens_list: bool = False
    verb: str | None = None


def _asking(block: Block, file: RuleFile, rules: Rules) -> _Asked:
    """Read a block outside a part of recommendations that asks a meeting to decide; empty for any other.

    In what is appended only a body that is asked counts: others' papers have recommendations of their own.
    """
    asks = [a for a in asks_in(block.text, 0, file) if not _is_cell_of_plan(block, a)]
    if any(_APPENDED.match(heading) for heading in block.section):
        asks = [a for a in asks if a.rule == "recommendations.asked"]
    if not asks or block.kind not in ("paragraph", "list_item", "heading", "table_row", "header_field"):
        return _Asked([])
    limbs: list[Recommendation] = []
    ends = [s.end for s in sentences(block.text, rules)]
    for ask, following in zip(asks, [*asks[1:], None], strict=True):
        if has_markers(block.text[ask.end : following.start if following else len(block.text)]):
            until = following.start if following else len(block.text)
        else:
            until = min(
                following.start if following else len(block.text), next((e for e in ends if e > ask.end), len(block.text))
            )
        content = block.text[ask.end : until]
        if "proposed" in ask.cue.lower() and content.strip(FRAMED) and not _is_of_meeting(content, file):
            continue
        if following is None and (_introduces(content) or not content.strip(FRAMED)):
            before, verb = before_list(block, ask, until, file)
            return _Asked([*limbs, *before], True, verb)
        found = list(sentence_limbs(block, ask, until, block.ref, file))
        if ask.rule == "recommendations.asked" or any(x.verb for x in found):
            limbs += found
    return _Asked(limbs)


def _is_cell_of_plan(block: Block, ask: Ask) -> bool:
    """Say whether words that ask open a row of several further columns, which go through what is asked: its risks, its costs."""
    return len(block.cells) > _COLUMNS and block.cells[0].start <= ask.start < block.cells[0].end


def _is_of_meeting(content: str, file: RuleFile) -> bool:
    """Say whether what is proposed is for the meeting to do rather than what officers mean to do."""
    return opens_limb(content, file) or decides(content, file) or bool(asks_in(f"That {content.strip()}", 0, file))


def _introduces(content: str) -> bool:
    """Say whether words lead in to a list: by what ends them, or because they are the joining word alone ("That")."""
    return bool(_LEADS_IN.search(content)) and not has_markers(content)


def _limbs(
    zone: Sequence[_Words], file: RuleFile, rules: Rules, *, verb: str | None = None, lead_in_seen: bool = False
) -> Iterator[Recommendation]:
    """Yield the limbs among the words of a part of recommendations, or of a list behind a lead-in."""
    found = False
    for n, printed in enumerate(zone):
        label = next(iter(hits_of(file, "label", printed.text)), None)
        words = replace(printed, start=printed.start + label.end) if label is not None else printed
        block, text = words.block, words.text
        if is_empty(text, file) or (lead_in_seen and hits_of(file, "body", text)):
            continue
        asks = asks_in(text, words.start, file)
        opening = asks[0] if asks and asks[0].start < words.start + 3 else None
        content = block.text[opening.end : words.end] if opening else text
        more_below = n + 1 < len(zone) and (zone[n + 1].block.kind == "list_item" or zone[n + 1].ref is not None)
        if (opening and not content.strip(FRAMED)) or (_introduces(text) and (more_below or opening)):
            before, own_verb = before_list(block, opening, words.end, file) if opening else ([], verb_of(content, file))
            lead_in_seen, verb = True, own_verb or verb
            yield from before
        elif asks and (len(asks) > 1 or not opening):
            limbs = _asking(block, file, rules)
            lead_in_seen, found = lead_in_seen or limbs.opens_list, True
            yield from limbs.limbs
        elif opening:
            found = True
            yield from sentence_limbs(block, opening, words.end, words.ref, file)
        elif _is_limb(words, file, lead_in_seen=lead_in_seen, found=found, last=n + 1 == len(zone), labelled=label is not None):
            found = True
            yield from list_limbs(block, words.start, words.end, words.ref, file, verb)


def _is_limb(words: _Words, file: RuleFile, *, lead_in_seen: bool, found: bool, last: bool, labelled: bool) -> bool:
    """Tell whether words in a part of recommendations are a limb rather than a remark between them."""
    if labelled or opens_limb(words.text, file) or words.block.kind == "list_item" or decides(words.text, file):
        return True
    if words.block.kind == "quote" or words.text.rstrip().endswith(":"):
        return False
    if words.ref is not None:
        return lead_in_seen or not found
    return (lead_in_seen and (not found or words.text[:1].islower())) or (last and not found and len(words.text.split()) > 3)
