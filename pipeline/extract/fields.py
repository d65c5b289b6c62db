"""What a report says of itself: kind, title, committee, day of the meeting, item, days of an inspection."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.casing import title_case
from pipeline.extract.labelled import fields_of_labels, mention, title_length, told
from pipeline.extract.labels import Labelled, front_length, labelled_values, lines_of
from pipeline.extract.persons import read_persons
from pipeline.extract.reportkind import report_kind
from pipeline.model import Block, FieldMention, Structured
from pipeline.rules import RuleFile, Rules

_ENDS_OPEN = re.compile(r"(?i)\b(?:children[’']?s|care|family|youth|people[’']?s|adults?[’']?s?)$")  # "services" must follow
_LETTERHEAD = 16  # blocks in which a letter's own day stands
_NEAR = 80  # blocks in which the report's own header stands; later ones are those of papers bound in
_TITLE_WORDS = 45  # a longer text is no title
_OF_INSPECTIONS = ("inspection_dates", "inspection_end", "published", "council")


def find_fields(structured: Structured, rules: Rules) -> tuple[FieldMention, ...]:
    """Return what a report says of itself, the best mention of each field first.

    Names: `kind`, `title` (in several mentions where it runs over several blocks), `committee`,
    `meeting_date`, `agenda_item`, `inspection_dates` (`inspection_end` where its last day has a label of its own), `published`,
    `imprint` (the year of the copyright), `framework`, `council` (only where a label names it; else `resolve` looks for it).
    """
    kind = report_kind(structured, rules)
    if kind is None:
        return ()
    near = {block.seq for block in structured.blocks[:_NEAR]}
    labelled = tuple(v for v in labelled_values(structured, rules) if v.block.seq in near)
    front = structured.blocks[: max(front_length(structured, rules), 1)]
    file = rules["extract/fields"]
    inspected = kind.value in ("inspection_report", "letter")
    found = [kind, *(m for m in fields_of_labels(labelled, file) if not inspected or m.name in _OF_INSPECTIONS)]
    names = {mention.name for mention in found}
    if inspected:
        found += [*_inspection_title(structured.blocks[:40], labelled, rules), *_framework(structured.blocks, file)]
        found += [m for m in _of_letter(structured.blocks, rules) if kind.value == "letter" and m.name not in names]
        found += [m for m in _of_visit(structured.blocks, file) if m.name not in names]
        found += _imprint(structured.blocks, file)
        names = {mention.name for mention in found}
    else:
        found += [m for m in _from_lines(front, rules) if m.name not in names]
        names = {mention.name for mention in found}
        found += [m for m in _of_meeting(structured.blocks[:_NEAR], file) if m.name not in names]
        names = {mention.name for mention in found}
        if "committee" not in names:
            found += _committee_in_prose(structured.blocks, file)
    if "title" not in names:
        taken = {v.block.seq for v in labelled if v.line == 0}
        lines = [b for b in front if b.seq not in taken]
        if kind.value == "letter" or any(b.text.startswith("Dear ") for b in structured.blocks[:_LETTERHEAD]):
            lines = _round_address(structured.blocks[:_NEAR], taken)
        parts = _parts_of_plans(structured)
        found += _with_cut_off(_title_line([b for b in lines if b.text not in parts], file, rules), front)
    return tuple(_cased(found, rules["extract/casing"]))


def _parts_of_plans(structured: Structured) -> set[str]:
    """Return the headings within tables that name one part of a plan: one of several, or numbered."""
    bands: dict[int | None, set[str]] = {}
    for block in structured.blocks:
        if block.band:
            bands.setdefault(block.table, set()).add(block.band)
    return {band for found in bands.values() for band in found if len(found) > 1 or band[0].isdigit()}


def _cased(found: list[FieldMention], casing: RuleFile) -> Iterator[FieldMention]:
    """Yield the mentions with title and committee in title case, a title of several blocks as one; evidence stays as printed."""
    title = [m.value for m in found if m.name == "title"]
    words = iter(title_case(" ".join(title), casing).split(" "))
    for one in found:
        if one.name == "committee":
            yield replace(one, value=title_case(one.value, casing))
        elif one.name == "title":
            yield replace(one, value=" ".join(next(words) for _ in one.value.split()))
        else:
            yield one


def _from_lines(front: tuple[Block, ...], rules: Rules) -> Iterator[FieldMention]:
    """Yield committee and day where bare lines of the front name them."""
    file = rules["extract/fields"]
    done: set[str] = set()
    for block in front:
        if block.kind in ("furniture", "contents") or len(block.text) > 250:
            continue
        for start, end in lines_of(block, rules):
            for tells, name in (("committee", "committee"), ("day", "meeting_date")):
                hit = next(told(file, tells, block.text[start:end]), None)
                if hit is not None and name not in done:
                    done.add(name)
                    yield mention(name, block, start + hit.start, start + hit.end, hit.rule.id, hit.cue, hit.rule.confidence)


def _of_meeting(blocks: tuple[Block, ...], file: RuleFile) -> Iterator[FieldMention]:
    """Yield body and day of the meeting that a page of a decision names in a line of its own."""
    for tells, name in (("meeting_body", "committee"), ("meeting_day", "meeting_date")):
        for block in blocks:
            hit = next(told(file, tells, block.text), None) if block.kind != "furniture" else None
            if hit is not None:
                yield mention(name, block, hit.start, hit.end, hit.rule.id, hit.cue, hit.rule.confidence)
                break


def _committee_in_prose(blocks: tuple[Block, ...], file: RuleFile) -> list[FieldMention]:
    """Return the body that the recommendation asks, or else that the purpose of the report informs."""
    for tells, about in (
        ("committee_asked", None),
        ("committee_purpose", re.compile(r"(?i)purpose|\bthis report\b|\breport(?:'s)? aim")),
    ):
        for block in blocks:
            if block.kind in ("furniture", "contents", "table_row"):
                continue
            if about is not None and not about.search(block.text[:120]):
                continue
            hit = next(told(file, tells, block.text), None)
            if hit is not None:
                return [mention("committee", block, hit.start, hit.end, hit.rule.id, hit.cue, 0.7)]
    return []


def _inspection_title(blocks: tuple[Block, ...], labelled: tuple[Labelled, ...], rules: Rules) -> list[FieldMention]:
    """Return the title of an inspectorate's report or letter: its first line and the lines that carry it on.

    All that stands between the first line and the days of the inspection is title; where no days follow,
    only lines that read as titles are.
    """
    file = rules["extract/fields"]
    dated = {v.block.seq for v in labelled if v.field in ("inspection_dates", "published", "lead_inspector")}
    lines = [b for b in blocks if b.kind not in ("furniture", "contents", "footnote", "table_row", "table_header")]
    found: list[FieldMention] = []
    for n, block in enumerate(lines):
        if len(block.text.split()) > _TITLE_WORDS or block.seq in dated:
            if found or block.seq in dated:
                break
            continue
        hit = next(told(file, "title_inspection", " ".join(block.text.split())), None)
        is_rest = next(told(file, "title_rest", block.text), None) is not None or not _is_name(block.text, rules)
        goes_on = bool(found) and any(b.seq in dated for b in lines[n + 1 : n + 5]) and is_rest
        if hit is None and not goes_on:
            if found:
                break
            continue
        if not found and re.match(r"(?i)and\b", block.text):
            continue
        note = next(told(file, "title_footnote", block.text), None)
        rule = hit.rule.id if hit else "fields.title_inspection"
        found.append(mention("title", block, 0, note.start if note else len(block.text), rule, hit.cue if hit else "", 0.9))
    return found


def _of_letter(blocks: tuple[Block, ...], rules: Rules) -> Iterator[FieldMention]:
    """Yield the day of a letter, which stands in its head."""
    for day in _from_lines(blocks[:_LETTERHEAD], rules):
        if day.name == "meeting_date":
            yield replace(day, name="published")


def _of_visit(blocks: tuple[Block, ...], file: RuleFile) -> Iterator[FieldMention]:
    """Yield the days of a visit or inspection of which the first sentences tell."""
    for block in blocks[:_NEAR]:
        hit = next(told(file, "visit_days", block.text), None)
        if hit is not None:
            yield mention("inspection_dates", block, hit.start, hit.end, hit.rule.id, hit.cue, 0.7)
            return


def _imprint(blocks: tuple[Block, ...], file: RuleFile) -> Iterator[FieldMention]:
    """Yield the year of the copyright, which stands in the imprint at the end."""
    for block in reversed(blocks):
        hit = next(told(file, "imprint", block.text), None)
        if hit is not None:
            yield mention("imprint", block, hit.start, hit.end, hit.rule.id, hit.cue, hit.rule.confidence)
            return


def _is_name(text: str, rules: Rules) -> bool:
    """Tell the name of an authority, or a short line of capitalised words, none of services: what stands under a title."""
    if next(rules["resolve/councils"].that_set("tells", "whole_name").find(text), None):
        return True
    words = text.split()
    known = next(rules["extract/people"].that_set("part", "not_name").find(text), None) is not None
    return len(words) <= 4 and not known and all(w[:1].isupper() or w in ("upon", "on", "with") for w in words)


def _title_line(front: list[Block], file: RuleFile, rules: Rules) -> list[FieldMention]:
    """Return the line of the front that is the title where no label says so: the most prominent that says nothing else."""
    lines = [
        (block, start, end)
        for block in front
        if block.kind in ("heading", "paragraph", "header_field")
        for start, end in lines_of(block, rules)
        if _may_be_title(block.text[start:end]) and not _says_something_else(block.text[start:end], file, rules)
    ]
    if not lines:
        return []
    block, start, end = min(lines, key=lambda line: (line[0].kind == "paragraph", line[0].level or 9, line[0].seq))
    start += len(block.text[start:end]) - len(block.text[start:end].lstrip())
    number = next(told(file, "title_number", block.text[start:end]), None)
    start += number.end if number is not None else 0
    end = start + title_length(block.text[start:end], file)
    return [mention("title", block, start, end, "fields.title_line", "", 0.7)]


def _round_address(blocks: tuple[Block, ...], taken: set[int]) -> list[Block]:
    """Return the blocks in which a letter says what it is about, under its address, else over it."""
    at = next((n for n, block in enumerate(blocks) if block.text.startswith("Dear")), None)
    if at is None:
        return [b for b in blocks if b.seq not in taken]
    below = [b for b in blocks[at + 1 : at + 2] if b.kind in ("heading", "header_field")]
    return below or [b for b in blocks[max(0, at - 1) : at] if b.seq not in taken]


def _with_cut_off(title: list[FieldMention], blocks: tuple[Block, ...]) -> list[FieldMention]:
    """Put back what a title lost at "services:", which is a label of headers and a word of titles."""
    if len(title) != 1 or not _ENDS_OPEN.search(title[0].value):
        return title
    below = next((b for b in blocks if b.seq == title[0].evidence.block.seq + 1), None)
    if below is None or below.kind != "header_field" or not re.match(r"(?i)services?\s*:", below.text):
        return title
    return [*title, mention("title", below, 0, len(below.text), "fields.title_line", "", 0.7)]


def _may_be_title(text: str) -> bool:
    return 1 < len(text.split()) <= _TITLE_WORDS or bool(_ENDS_OPEN.search(text.strip()))


def _says_something_else(text: str, file: RuleFile, rules: Rules) -> bool:
    text = text.strip()
    if text.endswith((".", ";", ":")) and not text.endswith("..."):
        return True
    heading = rules["structure/headings"].first(text)
    return (
        any(next(told(file, tells, text), None) for tells in ("not_title", "committee", "day"))
        or next(rules["resolve/councils"].that_set("tells", "whole_name").find(text), None) is not None
        or (heading is not None and heading.sets.get("known") is True and heading.sets.get("may_be_title") is not True)
        or any(
            p.covers_all and (p.name or not re.search(r"[:\d]", p.role or ""))
            for p in read_persons(text, 0, len(text), (), rules)
        )
    )


def _framework(blocks: tuple[Block, ...], file: RuleFile) -> list[FieldMention]:
    for block in blocks:
        if block.kind in ("furniture", "contents"):
            continue
        hit = next(told(file, "framework", block.text), None)
        if hit is not None:
            return [mention("framework", block, hit.start, hit.end, hit.rule.id, hit.cue, hit.rule.confidence)]
    return []
