"""Recommendations by outside bodies: the inspectorate's own reports, and what council reports word out of others'."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from pipeline.extract.decisions import heading_zone, others_heading
from pipeline.extract.limbs import asks_in, decides, follows, opens_limb
from pipeline.extract.sentences import sentences
from pipeline.model import Block, Evidence, Recommendation, Structured, Table
from pipeline.rules import Hit, RuleFile, Rules

_SKIPPED = ("furniture", "contents", "footnote", "caption", "header_field", "table_header")
_FEWEST_WORDS = 4  # of a recommendation that is worded out
_FEWEST_OF_ITEM = 2  # of one that a bullet or a number marks
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
_UNNAMED = re.compile(
    r"(?i)\b(?:letter|report|review|visit|inspection|they|she|he|it|team|areas? for priority action"
    r"|(?:are|were) (?:made|identified))\b"
)
_WRITER = re.compile(r"\b(?:I|my)\b")
_GOES_ON = re.compile(r"(?i)(?:they|these|those|two|three|four|both|some|in full|among|the (?:first|main|others?))\b")
_LAST_SENTENCES = 3  # of a lead-in, that say whose list follows
_ABOVE = 2  # blocks above a sentence in which the body may be named that it means
_FAR = 10  # blocks back in which the body stands that a letter or a report is of
_ADDRESS = 15  # blocks in which a letter's heads stand
_WRITES = 2  # lines of a letter's head that name who writes
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
        found += [r for group in _groups(blocks[n + 1 : end], file) for r in _item(group[0], "Ofsted", group[1:], file)]
        n = end
    return found


def _groups(part: Sequence[Block], file: RuleFile) -> Iterator[list[Block]]:
    """Yield each item of a part with the items below it; a line within it that says by when parts the items round it.

    A numbered paragraph that opens the part and is its only one, or that says alone in its run that something follows,
    introduces the lists below it and is no item.
    """
    runs: list[list[Block]] = [[]]
    for block in _until_text_goes_on(part, file):
        if _opens(block, file, ("improve", "decision")):
            runs.append([])
        elif block.kind != "heading":
            runs[-1].append(block)
    marked = [[b for b in run if b.kind == "list_item" or _is_numbered(b)] for run in runs]
    with_items = [run for run in (marked if any(marked) else runs) if run]
    only_number = sum(_is_numbered(b) for run in with_items for b in run) == 1
    for n, run in enumerate(with_items):
        more = n + 1 < len(with_items)
        alone = only_number and n == 0 and (more or len(run) > 1)
        introduces = len(run) == 1 and more and _introduces(run[0], file)
        if _is_numbered(run[0]) and (alone or introduces):
            yield from ([b] for b in run[1:])
        else:
            yield from _with_deeper(run)


def _until_text_goes_on(part: Sequence[Block], file: RuleFile) -> Sequence[Block]:
    """Return a part up to where the report's numbered text goes on behind the bullets that a paragraph of it introduced."""
    items = [b for b in part if b.kind == "list_item" or _is_numbered(b)]
    if len(items) < 2 or not _is_numbered(items[0]) or _is_numbered(items[1]) or not _introduces(items[0], file):
        return part
    ends = (n for n, b in enumerate(part) if follows(b.ref, items[0].ref or "") and not _introduces(b, file))
    return part[: next(ends, len(part))]


def _introduces(block: Block, file: RuleFile) -> bool:
    return next(_tells(file, "introduces", block.text), None) is not None


def _is_numbered(block: Block) -> bool:
    return re.match(r"\d", block.ref or "") is not None


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
    numbered = any(_is_numbered(b) for b in items)
    groups: list[list[Block]] = []
    for block in items:
        below = not _is_numbered(block) if numbered else (block.level or 0) > (groups[-1][0].level or 0) if groups else False
        if groups and below:
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def _item(block: Block, by: str, deeper: Sequence[Block], file: RuleFile) -> Iterator[Recommendation]:
    """Yield a bullet or numbered item, with the items below it in its text."""
    text = " ".join(" ".join(b.text for b in (block, *deeper)).split())
    fewest = _FEWEST_WORDS if block.kind == "paragraph" and block.ref is None else _FEWEST_OF_ITEM
    if next(_tells(file, "no_item", text), None) is not None or len(text.split()) < fewest:
        return
    start = len(block.text) - len(block.text.lstrip())
    evidence = Evidence(block, start, len(block.text.rstrip()), "recommendations.heading_improve", "", 0.9)
    yield Recommendation(evidence, "inspection", block.ref, text, by, None)


def outside_recommendations(structured: Structured, rules: Rules) -> list[Recommendation]:
    """Return what outside bodies recommended to the council where the report words it out.

    As a list behind words that announce it, under a heading that names the body, behind a number
    ("Recommendation 3: ..."), in a column of a plan, or in a sentence ("Inspectors asked the council to ..."). Mere counts
    and the meeting's own recommendations are none.
    """
    file, bodies = rules["extract/recommendations"], rules["resolve/bodies"]
    blocks = [b for b in structured.blocks if (b.kind not in _SKIPPED or _is_lead_in(b)) and b.text.strip()]
    found: dict[int, list[Recommendation]] = {}
    front = _last_body(" ".join(b.text for b in blocks[:_FAR] if len(b.text) < _HEADING), bodies)
    address = [b.text for b in structured.blocks[:_ADDRESS] if b.kind in ("header_field", "paragraph") and len(b.text) < _HEADING]
    writer = _last_body(" ".join(address[:_WRITES]), bodies) if any(text.startswith("Dear") for text in address) else None
    for n, block in enumerate(blocks):
        numbered = next(_tells(file, "numbered", block.text), None)
        if numbered is not None:
            found.setdefault(block.seq, list(_numbered(block, numbered, bodies, front, file)))
        elif by := _whose_list(blocks, n, writer, rules):
            found.setdefault(block.seq, [])
            for item in _list_below(blocks, n, rules):
                found.setdefault(item.seq, list(_item(item, by, (), file)))
        elif labelled := _labelled(block, file, bodies):
            found.setdefault(block.seq, [labelled])
    lines = [b for b in structured.blocks if (b.kind == "header_field" or b.kind not in _SKIPPED) and b.text.strip()]
    for block, below in itertools.pairwise(lines):  # a page that begins with the heading has it in its header
        if under := _under_number(block, below, bodies, front, file):
            found.setdefault(below.seq, [under])
    for table in structured.tables:
        for recommendation in _column(table, blocks, front, rules):
            found.setdefault(recommendation.evidence.block.seq, []).append(recommendation)
    for n, block in enumerate(blocks):
        if block.seq not in found and block.kind in ("paragraph", "list_item"):
            found[block.seq] = list(_sentences(block, blocks[max(0, n - _ABOVE) : n], file, bodies, rules))
    return [r for group in found.values() for r in group]


def _is_lead_in(block: Block) -> bool:
    """Say whether a field at the head of a report is none but words that lead in to a list."""
    return block.kind == "header_field" and block.text.rstrip().endswith(":")


def _tells(file: RuleFile, tells: str, text: str) -> Iterator[Hit]:
    for rule in file.rules:
        if rule.sets.get("tells") == tells:
            yield from rule.find(text)


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
        and (told := next(_tells(file, "inspectorate_asks", block.text), None))
    ):
        above = (_last_body(b.text, bodies) for b in reversed(blocks[max(0, n - _FAR) : n]))
        return next((body for body in above if body), str(told.sets["by"]))
    if n + 1 < len(blocks) and blocks[n + 1].kind == "list_item" and _is_heading(block):
        return others_heading(block.text, rules)
    if next(_list_below(blocks, n, rules), None) is None or not (block.kind in ("paragraph", "list_item") or _is_lead_in(block)):
        return None
    heading = block.section[-1] if block.section else ""
    asked = heading_zone(heading, file) in ("outside", "improve") and _last_body(heading, bodies)
    said = re.split(r"(?<=[.;])\s+", block.text.strip())
    last = " ".join(said[-_LAST_SENTENCES:] if _GOES_ON.match(said[-1]) else said[-1:])
    if next(_tells(file, "own_list", last), None) is not None or asks_in(block.text, 0, file):
        return None
    if asked:
        return asked
    if next(_tells(file, "outside_list", last), None) is None:
        return None
    named = _last_body(last, bodies) or _last_body(block.text, bodies) or (_WRITER.search(last) and writer)
    if named is None and _UNNAMED.search(last):
        above = (_last_body(b.text, bodies) for b in reversed(blocks[max(0, n - _FAR) : n]))
        return next((body for body in above if body), None)
    return named


def _is_heading(block: Block) -> bool:
    short = len(block.text) < _HEADING and not block.text.rstrip().endswith((".", ":"))
    return block.kind == "heading" or (block.kind == "paragraph" and block.ref is None and short)


def _is_item_of(block: Block, lead_in: Block) -> bool:
    section = re.match(r"(\d+)\.\d", lead_in.ref or "")
    if section and re.fullmatch(r"\d+\.?", block.ref or "") and (block.ref or "").rstrip(".") == str(int(section[1]) + 1):
        return False  # the next section's heading behind paragraph 1.1
    return block.lead_in == lead_in.seq or (
        block.kind == "list_item" and block.lead_in is None and lead_in.text.rstrip().endswith(":")
    )


def _list_below(blocks: Sequence[Block], n: int, rules: Rules) -> Iterator[Block]:
    """Yield the items of the list below a block; a number behind bullets is that of the next section.

    Where the marks of items are lost or print as headings, numbers in order and, behind a colon, paragraphs of one
    sentence each are the items.
    """
    lead_in, below = blocks[n], blocks[n + 1 :]
    if below and _is_item_of(below[0], lead_in):
        for block in below:
            if below[0].ref is None and re.fullmatch(r"\d+\.?", block.ref or ""):
                return
            if block.kind != "list_item" and block.lead_in != lead_in.seq:
                return
            if _is_numbered(block) and follows(block.ref, lead_in.ref or "") and block is not below[0]:
                return
            yield block
    elif lead_in.text.rstrip().endswith(":") or lead_in.kind == "heading":
        before = "0"
        for block in below:
            if block.kind not in ("heading", "paragraph", "list_item"):
                return
            if block.ref is not None and before and follows(block.ref, before):
                before = block.ref.rstrip(".)")
            elif before == "0" or not before:
                lead_out = block.kind != "paragraph" or block.ref is not None or ":" in block.text
                if lead_out or len(sentences(block.text, rules)) > 1 or len(block.text.split()) < _FEWEST_WORDS:
                    return
                before = ""
            else:
                return
            yield block


def _labelled(block: Block, file: RuleFile, bodies: RuleFile) -> Recommendation | None:
    """Return what a label of a body's recommendation has behind it: "Action required by the Department: ..."."""
    hit = next(_tells(file, "outside_label", block.text), None) if block.kind in ("paragraph", "list_item") else None
    by = _last_body(hit.groups["label"], bodies) if hit is not None else None
    if hit is None or by is None:
        return None
    text = block.text[hit.start : hit.end].strip()
    place = hit.start, hit.start + len(text)
    return Recommendation(Evidence(block, *place, hit.rule.id, hit.groups["label"], 0.7), "inspection", block.ref, text, by, None)


def _last_body(text: str, bodies: RuleFile) -> str | None:
    hits = bodies.scan(text)
    return str(hits[-1].sets["body"]) if hits else None


def _numbered(block: Block, hit: Hit, bodies: RuleFile, front: str | None, file: RuleFile) -> Iterator[Recommendation]:
    """Yield a recommendation behind its number; one to the meeting ("Recommendation 1: To note ...") is none of others."""
    start, end = hit.spans.get("mention", (hit.start, hit.end))
    label = hit.groups.get("label", "")
    by = _last_body(" ".join([*block.section, block.band or "", label]), bodies)
    if by is None and (front is None or opens_limb(block.text[start:end], file)):
        return
    evidence = Evidence(block, start, end, hit.rule.id, label.strip(), 0.7)
    text = " ".join(block.text[start:end].split())
    yield Recommendation(evidence, "inspection", hit.groups.get("ref"), text, by or front or "", None)


def _under_number(block: Block, below: Block, bodies: RuleFile, front: str | None, file: RuleFile) -> Recommendation | None:
    """Return the words under a heading that numbers a recommendation; null for what asks a meeting, or is nobody’s.

    Whose it is, a report may leave unsaid where its words are those of who has looked on ("Improve ...").
    """
    hit = next(_tells(file, "numbered_heading", block.text), None)
    if hit is None or below.kind not in ("paragraph", "list_item", "quote", "header_field"):
        return None
    text = " ".join(below.text.split())
    if len(text.split()) < _FEWEST_WORDS or opens_limb(text, file) or asks_in(text, 0, file):
        return None
    told = next(_tells(file, "addressee", text), None)
    by = _last_body(" ".join([*block.section, block.text]), bodies) or front or (str(told.sets["by"]) if told else None)
    if by is None and next(_tells(file, "improving", text), None) is None:
        return None
    evidence = Evidence(below, 0, len(below.text.rstrip()), hit.rule.id, hit.cue, 0.7 if by else 0.5)
    return Recommendation(evidence, "inspection", hit.groups.get("ref"), text, by, None)


def _column(table: Table, blocks: Sequence[Block], front: str | None, rules: Rules) -> Iterator[Recommendation]:
    """Yield what a plan's column of recommendations words out; the same words in rows below each other once."""
    bodies = rules["resolve/bodies"]
    for column in table.columns:
        hits = [rules["structure/columns"].first(label) for label in column.labels]
        if not any(hit is not None and hit.sets.get("column") == "recommendation" for hit in hits):
            continue
        by = _last_body(" ".join([table.title or "", *column.labels]), bodies) or front
        last = ""
        for block in blocks if by else ():
            for cell in block.cells if block.table == table.index and block.kind == "table_row" else ():
                text = " ".join(block.text[cell.start : cell.end].split())
                if cell.column != column.index or text == last or len(text.split()) < _FEWEST_WORDS:
                    continue
                last = text
                evidence = Evidence(block, cell.start, cell.end, "recommendations.heading_outside", column.label, 0.7)
                yield Recommendation(evidence, "inspection", None, text, by, None)


def _sentences(block: Block, above: Sequence[Block], file: RuleFile, bodies: RuleFile, rules: Rules) -> Iterator[Recommendation]:
    """Yield what the sentences of a block say that an outside body recommends, each thing by itself.

    The body is named in the sentence; a pronoun, "the team", and a passive that names nobody stand for the
    one named before, in the block, above it or in its heading.
    """
    named = [*block.section[-1:], *(a.text for a in above)]
    said = [body for text in named if (body := _last_body(text, bodies))]
    for sentence in sentences(block.text, rules):
        hits = sorted(_tells(file, "outside_sentence", sentence.text), key=lambda h: (h.start, -h.end))
        for n, hit in enumerate(hits):
            if n and (hit.start < hits[n - 1].end or not _AND.search(sentence.text[: hit.start])):
                break
            until = next((h.start for h in hits[n + 1 : n + 2] if _AND.search(sentence.text[: h.start])), len(sentence.text))
            before = sentence.text[: hit.start]
            meant = hit.sets.get("implied") or next(_tells(file, "teller", before), None) or _OWNED.search(before)
            by = _last_body(sentence.text[: hit.end], bodies) or (said[-1] if said and meant else None)
            for start, end in _worded(sentence.text[:until], hit) if by else ():
                text = sentence.text[start:end]
                asked = decides(text, file) and _last_body(before, bodies) is None
                if len(text.split()) >= _FEWEST_WORDS and not asked and not _LEADS_ON.search(text):
                    place = sentence.start + start, sentence.start + end
                    evidence = Evidence(block, *place, hit.rule.id, hit.cue.strip(), 0.7)
                    yield Recommendation(evidence, "inspection", block.ref, " ".join(text.split()), by, None)
        for start, end in _quoted(sentence.text, file) if said or _last_body(sentence.text, bodies) else ():
            by = _last_body(sentence.text[:start], bodies) or (said[-1] if said else None)
            if by is None:
                continue
            place = sentence.start + start, sentence.start + end
            evidence = Evidence(block, *place, "recommendations.outside_list", sentence.text[: start - 1].strip(), 0.6)
            yield Recommendation(evidence, "inspection", block.ref, " ".join(sentence.text[start:end].split()), by, None)
        voice = next(_tells(file, "inspectors_voice", sentence.text), None) if not hits else None
        if voice is not None:
            by = said[-1] if said else str(voice.sets["by"])
            evidence = Evidence(block, sentence.start, sentence.end, voice.rule.id, voice.cue, 0.6)
            yield Recommendation(evidence, "inspection", block.ref, " ".join(sentence.text.split()), by, None)
        if here := _last_body(sentence.text, bodies):
            said.append(here)


def _quoted(text: str, file: RuleFile) -> Iterator[tuple[int, int]]:
    """Yield what stands behind a colon in a sentence that says what must improve: quotations, or things parted by semicolons.

    A quotation in brackets straight behind a recommendation's number is its words too.
    """
    numbered = next(_tells(file, "quoted_number", text), None)
    colon = text.find(":")
    listed = colon >= 0 and next(_tells(file, "outside_list", text[:colon]), None) is not None
    if numbered is None and (not listed or next(_tells(file, "own_list", text[:colon]), None) is not None):
        return
    if asks_in(text, 0, file):
        return
    quoted = list(_QUOTED.finditer(text, numbered.end - 1 if numbered else colon))
    if quoted or numbered is not None:
        yield from (m.span(1) for m in quoted[: 1 if numbered else None] if len(m[1].split()) >= _FEWEST_WORDS)
    elif text.count(";", colon) > 0:
        for part in _PART.finditer(text, colon + 1):
            if len(part["words"].split()) >= _FEWEST_OF_ITEM:
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
