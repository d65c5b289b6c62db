"""Recommendations by outside bodies that a council's report words out: lists, numbers, columns, labels."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from pipeline.extract.recommendations.limbs import asks_in, follows, opens_limb
from pipeline.extract.recommendations.outside_parts import (
    FEWEST_WORDS,
    HEADING,
    SKIPPED,
    is_numbered,
    last_body,
    recommended,
    told_by,
)
from pipeline.extract.recommendations.outside_sentences import in_sentences
from pipeline.extract.recommendations.zones import heading_zone, others_heading
from pipeline.extract.sentences import sentences
from pipeline.model import Block, Column, Evidence, Recommendation, Structured, Table
from pipeline.rules import Hit, RuleFile, Rules

_UNNAMED = re.compile(
    r"(?i)\b(?:letter|report|review|visit|inspection|they|she|he|it|team|areas? for priority action"
    r"|(?:are|were) (?:\w+ )?(?:made|identified)|there (?:are|were)|(?:was|were) (?:required|directed|instructed))\b"
)
_ADDRESSED = re.compile(
    r"(?!.*\b(?:that|recommend\w*|includ\w+|was|were|has|had|have|said)\b)"
    r"(?:The )?[A-Z][^.:;]{2,80} (?:should|must|needs? to|ought to|is to|are to)(?: also)?\W*:"
)
_UNNAMED_BEFORE = re.compile(
    r"(?i)\b(?:report|letter|review|visit|inspection|inspectors) (?:also |had |has )?"
    r"(?:identified|found|stated|noted|concluded|said)\b"
)
_GONE_THROUGH = re.compile(
    r"(?i)\b(?:recommendations|areas (?:for|of|requiring) (?:improvement|development|priority action)|priority actions)\b"
)
_ANSWERED = re.compile(r"\s*(?P<words>[A-Z][^.;:?!]{15,250}?)(?:\s+[–—-]\s+|\s[–—])(?=[A-Z])")
_WRITER = re.compile(r"\b(?:I|[Mm]y)\b")
_GOES_ON = re.compile(
    r"(?i)(?:they|these|those|two|three|four|both|some|in full|among|the (?:first|main|key|most|others?|principal|remaining))\b"
)
_LAST_SENTENCES = 3  # of a lead-in, that say whose list follows
_QUOTED = re.compile(r"[\"“‘'](?P<words>[^\"“”]+)[\"”’']\.?")
_ABOVE = 2  # blocks above a sentence in which the body may be named that it means
_OVER = 2  # blocks over a table that say what it goes through
_FAR = 20  # blocks back in which the body stands that a letter or a report is of
_ADDRESS = 15  # blocks in which a letter's heads stand
_LINES, _LINE = 2, 14  # so many lines make a list, of so many words at most
_WRITES = 2  # lines of a letter's head that name who writes


def outside_recommendations(structured: Structured, rules: Rules) -> list[Recommendation]:
    """Return what outside bodies recommended to the council where the report words it out.

    As a list behind words that announce it, under a heading that names the body, behind a number
    ("Recommendation 3: ..."), before a dash and what was done about it, in a column of a plan, or in a sentence
    ("Inspectors asked the council to ..."). Mere counts and the meeting's own recommendations are none.
    """
    file, bodies = rules["extract/recommendations"], rules["resolve/bodies"]
    blocks = [b for b in structured.blocks if (b.kind not in SKIPPED or _is_lead_in(b)) and b.text.strip()]
    found: dict[int, list[Recommendation]] = {}
    front = last_body(" ".join(b.text for b in blocks[:_FAR] if len(b.text) < HEADING), bodies)
    address = [b.text for b in structured.blocks[:_ADDRESS] if b.kind in ("header_field", "paragraph") and len(b.text) < HEADING]
    writer = last_body(" ".join(address[:_WRITES]), bodies) if any(text.startswith("Dear") for text in address) else None
    for n, block in enumerate(blocks):
        numbered = next(told_by(file, "numbered", block.text), None)
        if numbered is not None:
            found.setdefault(block.seq, list(_numbered(block, numbered, bodies, front, file)))
        elif by := _whose_list(blocks, n, writer, rules):
            found.setdefault(block.seq, [])
            for item in _list_below(blocks, n, rules):
                found.setdefault(item.seq, list(recommended(item, by, (), file)))
        elif single := _labelled(block, file, bodies) or _quoted(blocks, n, file, bodies):
            found.setdefault(block.seq, [single])
    for block, answered in _answered(blocks, front, rules):
        found.setdefault(block.seq, [answered])
    lines = [b for b in structured.blocks if (b.kind == "header_field" or b.kind not in SKIPPED) and b.text.strip()]
    for block, below in itertools.pairwise(lines):  # a page that begins with the heading has it in its header
        if under := _under_number(block, below, bodies, front, file):
            found.setdefault(below.seq, [under])
    for table in structured.tables:
        for recommendation in _column(table, blocks, front, rules):
            found.setdefault(recommendation.evidence.block.seq, []).append(recommendation)
    for n, block in enumerate(blocks):
        if block.seq not in found and block.kind in ("paragraph", "list_item"):
            found[block.seq] = list(in_sentences(block, blocks[max(0, n - _ABOVE) : n], file, bodies, rules))
    return [r for group in found.values() for r in group]


def _is_lead_in(block: Block) -> bool:
    """Say whether a field at the head of a report is none but words that lead in to a list."""
    return block.kind == "header_field" and block.text.rstrip().endswith(":")


def _whose_list(blocks: Sequence[Block], n: int, writer: str | None, rules: Rules) -> str | None:
    """Return the outside body whose recommendations follow a block as a list; null where none do.

    A heading straight above the list says so, or the last sentences before it, which name the body or
    stand under a heading that does; a letter, a report or a visit without a name is that of the body named last.
    """
    file, bodies = rules["extract/recommendations"], rules["resolve/bodies"]
    block = blocks[n]
    if (
        n + 1 < len(blocks)
        and blocks[n + 1].kind == "list_item"
        and (told := next(told_by(file, "inspectorate_asks", block.text), None))
    ):
        above = (last_body(b.text, bodies) for b in reversed(blocks[max(0, n - _FAR) : n]))
        return next((body for body in above if body), str(told.sets["by"]))
    if n + 1 < len(blocks) and (blocks[n + 1].kind == "list_item" or _has_lines_below(blocks, n)) and _is_heading(block):
        return others_heading(block.text, rules)
    if block.kind == "list_item" and block.ref is None and not block.text.rstrip().endswith(":"):
        return None
    if next(_list_below(blocks, n, rules), None) is None or not (block.kind in ("paragraph", "list_item") or _is_lead_in(block)):
        return None
    heading = block.section[-1] if block.section else ""
    asked = heading_zone(heading, file) in ("outside", "improve") and last_body(heading, bodies)
    said = re.split(r"(?<=[.;])\s+", block.text.strip())
    last = " ".join(said[-_LAST_SENTENCES:] if _GOES_ON.match(said[-1]) else said[-1:])
    if next(told_by(file, "own_list", last), None) is not None or asks_in(block.text, 0, file):
        return None
    if asked:
        return asked if heading_zone(last, file) != "ends" else None  # below "The following strengths were found:" stands praise
    if block.ref is None and _ADDRESSED.fullmatch(block.text.strip()) and (made := _made_above(blocks, n, rules)):
        return made
    if next(told_by(file, "outside_list", last), None) is None:
        return None
    named = (
        last_body(last, bodies)
        or last_body(block.text, bodies)
        or (_WRITER.search(last) and (writer or last_body(heading, bodies)))
    )
    if named is None and (_UNNAMED.search(last) or _UNNAMED_BEFORE.search(block.text)):
        above = (last_body(b.text, bodies) for b in reversed(blocks[max(0, n - _FAR) : n]))
        return next((body for body in above if body), None)
    return named


def _made_above(blocks: Sequence[Block], n: int, rules: Rules) -> str | None:
    """Return who made the recommendations that lines name the addressees of ("The board should:"): who is said to have above.

    Nothing but items and other addressees stands between.
    """
    file, bodies = rules["extract/recommendations"], rules["resolve/bodies"]
    for block in reversed(blocks[max(0, n - _FAR) : n]):
        if block.kind == "list_item" or _ADDRESSED.fullmatch(block.text.strip()):
            continue
        said = next(told_by(file, "outside_list", block.text), None) is not None
        own = next(told_by(file, "own_list", block.text), None) is not None
        return last_body(" ".join([*block.section[-1:], block.text]), bodies) if said and not own else None
    return None


def _is_heading(block: Block) -> bool:
    short = len(block.text) < HEADING and not block.text.rstrip().endswith((".", ":"))
    numbered = block.ref is not None and not re.fullmatch(r"\d{1,2}\.?", block.ref)
    return block.kind == "heading" or (block.kind == "paragraph" and not numbered and short)


def _is_item_of(block: Block, lead_in: Block) -> bool:
    section = re.match(r"(\d+)\.\d", lead_in.ref or "")
    if section and re.fullmatch(r"\d+\.?", block.ref or "") and (block.ref or "").rstrip(".") == str(int(section[1]) + 1):
        return False  # the next section's heading behind paragraph 1.1
    return block.lead_in == lead_in.seq or (
        block.kind == "list_item" and block.lead_in is None and lead_in.text.rstrip().endswith(":")
    )


def _has_lines_below(blocks: Sequence[Block], n: int) -> bool:
    """Say whether lines that are no sentences stand below a line that looks like a heading: a list that lost its marks."""
    lines = [block for block in blocks[n + 1 : n + 1 + _LINES] if block.kind == "paragraph" and block.ref is None]
    bare = all(len(line.text.split()) <= _LINE and not line.text.rstrip().endswith((".", ":", "?")) for line in lines)
    return len(lines) == _LINES and bare and _is_heading(blocks[n])


def _list_below(blocks: Sequence[Block], n: int, rules: Rules) -> Iterator[Block]:
    """Yield the items of the list below a block; a number behind bullets is that of the next section.

    Where the marks of items are lost or print as headings, numbers in order and, behind a colon, paragraphs of one
    sentence each are the items.
    """
    lead_in, below = blocks[n], blocks[n + 1 :]
    if below and _is_item_of(below[0], lead_in):
        for above, block in zip((lead_in, *below), below, strict=False):
            if _counts_back(above, block):
                return
            if below[0].ref is None and re.fullmatch(r"\d+\.?", block.ref or ""):
                return
            if block.kind != "list_item" and block.lead_in != lead_in.seq:
                return
            if is_numbered(block) and follows(block.ref, lead_in.ref or "") and block is not below[0]:
                return
            yield block
    elif lead_in.text.rstrip().endswith(":") or lead_in.kind == "heading" or _has_lines_below(blocks, n):
        before = "0"
        for block in below:
            if block.kind not in ("heading", "paragraph", "list_item"):
                return
            below_it = before == "0" and lead_in.ref is not None and block.ref == f"{lead_in.ref.rstrip('.')}.1"
            if block.ref is not None and before and (below_it or follows(block.ref, before)):
                before = block.ref.rstrip(".)")
            elif before == "0" or not before:
                lead_out = block.kind != "paragraph" or block.ref is not None or ":" in block.text
                if lead_out or len(sentences(block.text, rules)) > 1 or len(block.text.split()) < FEWEST_WORDS:
                    return
                before = ""
            else:
                return
            yield block


def _counts_back(above: Block, block: Block) -> bool:
    """Say whether a number stands below a higher one of its form: no item of the list, but the next section's heading."""
    one, two = (re.fullmatch(r"(\d{1,2})([.)]?)", b.ref or "") for b in (above, block))
    return one is not None and two is not None and one[2] == two[2] and int(two[1]) <= int(one[1])


def _answered(blocks: Sequence[Block], front: str | None, rules: Rules) -> Iterator[tuple[Block, Recommendation]]:
    """Yield what paragraphs go through one by one: each opens with a recommendation, and behind a dash what was done about it.

    They stand under a heading that speaks of recommendations, two at least; whose these are, the heading tells or the text above.
    """
    file, bodies = rules["extract/recommendations"], rules["resolve/bodies"]
    parts: dict[tuple[str, ...], list[tuple[int, str]]] = {}
    for n, block in enumerate(blocks):
        words = _ANSWERED.match(block.text) if block.kind in ("paragraph", "list_item") else None
        if words is None or not block.section or not _GONE_THROUGH.search(block.section[-1]):
            continue
        if next(told_by(file, "improving", words["words"]), None) is not None:
            parts.setdefault(block.section, []).append((n, words["words"]))
    for section, found in parts.items():
        above = (last_body(b.text, bodies) for b in reversed(blocks[max(0, found[0][0] - _FAR) : found[0][0]]))
        by = last_body(section[-1], bodies) or next((body for body in above if body), front)
        for n, said in found if by and len(found) > 1 else ():
            block = blocks[n]
            start = block.text.index(said)
            evidence = Evidence(block, start, start + len(said), "recommendations.improving", section[-1], 0.6)
            yield block, Recommendation(evidence, "inspection", block.ref, " ".join(said.split()), by, None)


def _labelled(block: Block, file: RuleFile, bodies: RuleFile) -> Recommendation | None:
    """Return what a label of a body's recommendation has behind it: "Action required by the Department: ..."."""
    hit = next(told_by(file, "outside_label", block.text), None) if block.kind in ("paragraph", "list_item") else None
    by = last_body(hit.groups["label"], bodies) if hit is not None else None
    if hit is None or by is None:
        return None
    text = block.text[hit.start : hit.end].strip()
    place = hit.start, hit.start + len(text)
    return Recommendation(Evidence(block, *place, hit.rule.id, hit.groups["label"], 0.7), "inspection", block.ref, text, by, None)


def _quoted(blocks: Sequence[Block], n: int, file: RuleFile, bodies: RuleFile) -> Recommendation | None:
    """Return a paragraph that is nothing but quoted words which tell what to improve, where recommendations are gone through."""
    block, above = blocks[n], blocks[max(0, n - _FAR) : n]
    words = _QUOTED.fullmatch(block.text.strip()) if block.kind in ("paragraph", "list_item", "quote") else None
    if words is None or len(words["words"].split()) < FEWEST_WORDS:
        return None
    led_in = bool(above) and above[-1].text.rstrip().endswith(":") and next(told_by(file, "outside_list", above[-1].text), None)
    if not led_in and next(told_by(file, "improving", words["words"]), None) is None:
        return None
    told = next((hit for b in reversed(above) for hit in told_by(file, "outside_list", b.text)), None)
    by = next((body for b in reversed(above) if (body := last_body(b.text, bodies))), None)
    if told is None or by is None:
        return None
    start = block.text.index(words["words"])
    place = start, start + len(words["words"].rstrip())
    return Recommendation(
        Evidence(block, *place, told.rule.id, told.cue, 0.7), "inspection", block.ref, words["words"].strip(), by, None
    )


def _numbered(block: Block, hit: Hit, bodies: RuleFile, front: str | None, file: RuleFile) -> Iterator[Recommendation]:
    """Yield a recommendation behind its number; one to the meeting ("Recommendation 1: To note ...") is none of others."""
    start, end = hit.spans.get("mention", (hit.start, hit.end))
    label = hit.groups.get("label", "")
    by = last_body(" ".join([*block.section, block.band or "", label]), bodies)
    if by is None and (front is None or opens_limb(block.text[start:end], file)):
        return
    evidence = Evidence(block, start, end, hit.rule.id, label.strip(), 0.7)
    text = " ".join(block.text[start:end].split())
    yield Recommendation(evidence, "inspection", hit.groups.get("ref"), text, by or front or "", None)


def _under_number(block: Block, below: Block, bodies: RuleFile, front: str | None, file: RuleFile) -> Recommendation | None:
    """Return the words under a heading that numbers a recommendation; null for what asks a meeting, or is nobody’s.

    Whose it is, a report may leave unsaid where its words are those of who has looked on ("Improve ...").
    """
    hit = next(told_by(file, "numbered_heading", block.text), None)
    if hit is None or below.kind not in ("paragraph", "list_item", "quote", "header_field"):
        return None
    text = " ".join(below.text.split())
    if len(text.split()) < FEWEST_WORDS or opens_limb(text, file) or asks_in(text, 0, file):
        return None
    told = next(told_by(file, "addressee", text), None)
    by = last_body(" ".join([*block.section, block.text]), bodies) or front or (str(told.sets["by"]) if told else None)
    if by is None and next(told_by(file, "improving", text), None) is None:
        return None
    evidence = Evidence(below, 0, len(below.text.rstrip()), hit.rule.id, hit.cue, 0.7 if by else 0.5)
    return Recommendation(evidence, "inspection", hit.groups.get("ref"), text, by, None)


def _column(table: Table, blocks: Sequence[Block], front: str | None, rules: Rules) -> Iterator[Recommendation]:
    """Yield what a plan's column of recommendations words out; the same words in rows below each other once."""
    file, bodies = rules["extract/recommendations"], rules["resolve/bodies"]
    for column in table.columns:
        hits = [rules["structure/columns"].first(label) for label in column.labels]
        named = {str(hit.sets.get("column")) for hit in hits if hit is not None}
        if "recommendation" not in named and not ("finding" in named and _goes_through(table, column, blocks, bodies)):
            continue
        by = last_body(" ".join([table.title or "", *column.labels]), bodies) or front
        last = ""
        for block in blocks if by else ():
            for cell in block.cells if block.table == table.index and block.kind == "table_row" else ():
                text = " ".join(block.text[cell.start : cell.end].split())
                if cell.column != column.index or text == last or len(text.split()) < FEWEST_WORDS or asks_in(text, 0, file):
                    continue
                last = text
                evidence = Evidence(block, cell.start, cell.end, "recommendations.heading_outside", column.label, 0.7)
                yield Recommendation(evidence, "inspection", None, text, by, None)


def _goes_through(table: Table, column: Column, blocks: Sequence[Block], bodies: RuleFile) -> bool:
    """Say whether a column of what a body said ("What Ofsted said") holds its recommendations: words over the table say so."""
    if last_body(" ".join(column.labels), bodies) is None:
        return False
    first = next((n for n, b in enumerate(blocks) if b.table == table.index), 0)
    over = [table.title or "", *blocks[first].section[-1:], *(b.text for b in blocks[max(0, first - _OVER) : first])]
    return any(_GONE_THROUGH.search(text) for text in over)
