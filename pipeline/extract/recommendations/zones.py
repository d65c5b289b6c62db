"""Where a part of recommendations begins and ends: headings that open one, lists behind a lead-in, numbers that go on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.recommendations.limbs import asks_in, decides, follows, hits_of, opens_limb
from pipeline.model import Block, Recommendation
from pipeline.rules import RuleFile, Rules

_HEADING = 160  # characters of the longest heading
MARKED = re.compile(
    r"\s*(?P<ref>\(?(?:[a-z]|[ivx]{1,5}|\d{1,2})\)|\d{1,2}\.(?:\d{1,2})?|\d{1,2}(?= (?:To|That)\b)"
    r"|R\d{1,2}(?=[.:]? (?:To|That)\b))[.:]?\s+(?=[A-Za-z])"
)
"""A reference that a text begins with."""
_TO = re.compile(r"\W*(?:[Tt]hat|[Tt]o)\s")
_LETTERED = re.compile(r"\s*R\d{1,2}[.:]? (?:To|That)\b")
_COUNTED = re.compile(r"\(?(?:\d|[a-z]\W|[ivx]+\W)")
_NUMBER = re.compile(r"\d{1,2}[.)]?")
FRAMED = " :–—-.\t\n"
"""What may stand round words that ask, without being more words."""


def heading_zone(text: str, file: RuleFile) -> str | None:
    """Return what a heading opens: `decision`, `improve`, `outside`, `ends`, `minutes`, `none`; null for any other heading."""
    hits = hits_of(file, "heading", text)
    return str(max(hits, key=lambda h: h.rule.priority).sets["zone"]) if hits else None


def others_heading(text: str, rules: Rules) -> str | None:
    """Return the outside body whose recommendations a heading announces, null for any other heading."""
    file = rules["extract/recommendations"]
    named = rules["resolve/bodies"].scan(text)
    if not named or heading_zone(text.strip(), file) not in ("outside", "improve") or opens_limb(text, file):
        return None
    return None if asks_in(text, 0, file) else str(named[-1].sets["body"])


def is_decision_heading(blocks: Sequence[Block], n: int, file: RuleFile) -> bool:
    """Say whether a block heads recommendations; a number alone does where the words below it ask for a decision."""
    text = blocks[n].text.strip()
    if len(text) >= _HEADING or blocks[n].kind == "list_item":
        return False
    zone = heading_zone(text, file)
    below = blocks[n + 1] if n + 1 < len(blocks) else None
    return zone == "decision" or (
        zone == "numbered" and below is not None and (decides(below.text, file) or opens_limb(below.text, file))
    )


def zone_end(blocks: Sequence[Block], start: int, heading: Block, file: RuleFile, rules: Rules) -> int:
    """Return where the part under a heading of recommendations ends.

    At the next heading that does not ask itself, at a line that announces minutes or what others recommended, or where the
    numbers pass to the next section although its heading was not known as one: those of the paragraphs, or the heading's own.
    """
    section: str | None = None
    for n in range(start, len(blocks)):
        block = blocks[n]
        if block.kind == "heading" and not (asks_in(block.text, 0, file) or opens_limb(block.text, file)):
            return n
        if (
            block.kind == "list_item"
            and n > start
            and (_labels_other(block.text, rules) or heading_zone(block.text, file) == "none")
        ):
            return n
        if n > start and (hits_of(file, "reasons", block.text) or _opens_part(block, blocks[n - 1], file)):
            return n
        if n > start and (_goes_on_from(heading, block, blocks[start], file) or _heads_section(blocks, n, blocks[start], file)):
            return n
        if block.kind == "paragraph" and block.ref is None and len(block.text) < _HEADING and _announces(block.text, file, rules):
            return n
        top = re.match(r"(\d+)\.\d", block.ref or "")
        if top and section and top[1] != section:
            return n
        section = section or (top[1] if top else None)
    return len(blocks)


def _opens_part(block: Block, before: Block, file: RuleFile) -> bool:
    """Say whether a block begins the next part: its number opens a series again, or is a capital letter behind another series."""
    ref = (block.ref or "").rstrip(".)")
    again = ref == "1" and re.fullmatch(r"\d{1,2}[.)]?", before.ref or "") is not None
    lettered = len(ref) == 1 and ref.isupper() and not follows(block.ref, before.ref or "")
    if not (again or lettered) or opens_limb(block.text, file) or decides(block.text, file):
        return False
    return not before.text.rstrip().endswith(":")


def _goes_on_from(heading: Block, block: Block, first: Block, file: RuleFile) -> bool:
    """Say whether a block has the number behind that of the heading, and its form, which the limbs have not: "3) Finance"."""
    if not follows(block.ref, heading.ref or "") or _style(block.ref or "") != _style(heading.ref or ""):
        return False
    counted = first.ref is not None and _style(first.ref) == _style(heading.ref or "")
    return not (counted or opens_limb(block.text, file) or decides(block.text, file))


def _labels_other(text: str, rules: Rules) -> bool:
    """Say whether a numbered line is nothing but the label of another field: "6. Contact officer"."""
    hit = rules["structure/header_fields"].first(text)
    return hit is not None and not text[hit.end :].strip(FRAMED)


def _announces(text: str, file: RuleFile, rules: Rules) -> bool:
    return heading_zone(text.strip(), file) == "minutes" or others_heading(text, rules) is not None


def list_end(blocks: Sequence[Block], start: int, lead_in: Block, file: RuleFile) -> int:
    """Return where the list behind a lead-in ends."""
    n = start
    if n < len(blocks) and hits_of(file, "body", blocks[n].text):  # the body alone on a line of its own
        n += 1
    first = n
    lettered = first < len(blocks) and _LETTERED.match(blocks[first].text)
    while n < len(blocks) and _is_item(blocks[n], lead_in, first=n == first, opens=opens_limb(blocks[n].text, file)):
        if lettered and not _LETTERED.match(blocks[n].text):
            break
        if n > first and _heads_section(blocks, n, blocks[first], file):
            break
        n += 1
    return n


def _heads_section(blocks: Sequence[Block], n: int, first: Block, file: RuleFile) -> bool:
    """Say whether a bare number opens a section behind a list whose first item is a bullet.

    It does where 1.1 stands behind it, or where its words are none that a limb begins with.
    """
    if first.kind != "list_item" or _COUNTED.match(first.ref or ""):
        return False
    ref = blocks[n].ref or ""
    below = blocks[n + 1].ref or "" if n + 1 < len(blocks) else ""
    parted = re.match(rf"{re.escape(ref.rstrip('.)'))}\.1\b", below) is not None
    return _NUMBER.fullmatch(ref) is not None and (parted or not opens_limb(blocks[n].text, file))


def run_end(blocks: Sequence[Block], n: int, limbs: Sequence[Recommendation], file: RuleFile) -> int:
    """Return where the numbers end that go on below a block: behind its "(1) ..." or, with verbs of their own, behind its 1.1."""
    block, end = blocks[n], n + 1
    if not limbs:
        return end
    ref = limbs[-1].ref or ""
    own = block.ref is not None and ref == block.ref.rstrip(".")
    while end < len(blocks) and follows(blocks[end].ref, ref):
        if own and not (_TO.match(blocks[end].text) and opens_limb(blocks[end].text, file)):
            break
        ref = blocks[end].ref or ""
        end += 1
    return end


def _is_item(block: Block, lead_in: Block, *, first: bool, opens: bool) -> bool:
    if block.ref is not None and lead_in.ref is not None and _style(block.ref) == _style(lead_in.ref):
        return False
    if block.lead_in == lead_in.seq:
        return True
    if block.kind == "heading":  # numbered verbs under each other look like headings
        return block.ref is not None and opens
    if block.kind not in ("list_item", "paragraph", "table_row", "header_field"):
        return False
    if block.kind == "header_field" and block.ref is None and MARKED.match(block.text):
        return True
    if block.ref is None and _LETTERED.match(block.text):
        return True
    if block.ref is None:
        return block.kind == "list_item" or (first and block.text[:1].islower())
    return block.kind == "list_item" or _style(block.ref) != "1.1" or lead_in.ref is None


def _style(ref: str) -> str:
    """Return how a reference is written: `1.1`, `1.`, `(a)`, `a)` and so on."""
    return re.sub(r"[a-z]+", "a", re.sub(r"\d+", "1", ref.strip().lower()))
