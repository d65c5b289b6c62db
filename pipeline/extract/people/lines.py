"""People whom lines and sentences name without a label: offices, authors, councillors, whom to ask."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.labels import front_length
from pipeline.extract.people.parts import FRONT, NEAR, SHORT, evidence_of, line_of_person, main_part, relation_of_post
from pipeline.extract.persons import read_persons
from pipeline.model import Block, Person, Structured
from pipeline.rules import Rules

_PROSE = 12  # words of a field that names more than a person
_STOP = re.compile(r"(?<=\w\w)(?<![Tt]el)(?<![Ee]xt)\.\s")
_ABOUT_REPORT = re.compile(r"(?i)\b(?:enquir|inquir|quer|question|information|details|report\b|contact officer)")
_INTRODUCES = re.compile(r"(?i)[,)]? (?:introduced|presented) (?:the|a|this) (?:\w+ ){0,2}(?:report|paper|item|update|plan)\b")


def offices(structured: Structured, labelled: set[int], rules: Rules) -> Iterator[Person]:
    """Yield the people of lines whose label is an office ("Portfolio Holder for Learning: Ann Example").

    They stand in the header; outside it only the highest offices count, beside a line that is labelled or at the end.
    """
    blocks = structured.blocks
    for n, block in enumerate(blocks):
        if block.kind not in ("header_field", "paragraph") or block.seq in labelled or ":" not in block.text[:SHORT]:
            continue
        inside = block.kind == "header_field"
        if not inside and not (len(block.text) <= SHORT and _beside_box(blocks, n, labelled)):
            continue
        for one in read_persons(block.text, 0, len(block.text), (), rules):
            label = block.text[: block.text.index(":")]
            if one.name and one.role and one.covers_all and len(label) > one.start and not _names(label, one.name):
                relation = "lead_member" if one.is_member else relation_of_post(one.role)
                if inside or any(True for _ in rules["extract/people"].rule("people.high_office").find(one.role)):
                    yield Person(evidence_of(block, one, "people.post", one.role, 0.8), relation, one.name, one.role)


def _names(label: str, name: str) -> bool:
    """Say whether the name stands before the colon, so that what does is no label ("Ann Example, Chief Officer: Homes")."""
    return name.split()[-1].lower() in label.lower()


def _beside_box(blocks: Sequence[Block], n: int, labelled: set[int]) -> bool:
    """Say whether a block stands close to a labelled field behind it, or among a report's last."""
    return n >= len(blocks) - NEAR or any(block.seq in labelled for block in blocks[n + 1 : n + NEAR])


def bare_authors(structured: Structured, labelled: set[int], rules: Rules) -> Iterator[Person]:
    """Yield the officer who stands in a line of the header without a label: who reports, where no label says who does."""
    blocks = structured.blocks[: front_length(structured, rules)]
    for above, block in zip((None, *blocks), blocks, strict=False):
        if block.kind != "header_field" or block.seq in labelled or len(block.text) > SHORT:
            continue
        for one in read_persons(block.text, 0, len(block.text), (), rules)[:1]:
            paper = any(True for _ in rules["extract/people"].rule("people.document").find(one.role or ""))
            if one.role and one.covers_all and not one.is_member and not paper:
                over = line_of_person(above, rules) if above is not None and not one.name and above.seq not in labelled else None
                if above is not None and over is not None and over.name and not over.role:
                    yield Person(evidence_of(above, over, "people.post", one.role, 0.6), "author", over.name, one.role)
                    return
                yield Person(evidence_of(block, one, "people.post", one.role, 0.6), "author", one.name, one.role)
                return


def bare_members(structured: Structured, labelled: set[int], rules: Rules) -> Iterator[Person]:
    """Yield the councillors who stand in lines of the header without a label, each with the portfolio."""
    office = rules["extract/people"].rule("people.high_office")
    for block in structured.blocks[: front_length(structured, rules)]:
        if block.kind == "header_field" and block.seq not in labelled and len(block.text) <= SHORT and ":" not in block.text:
            found = read_persons(block.text, 0, len(block.text), (), rules)
            one = found[0] if len(found) == 1 else None
            if one and one.name and one.role and one.is_member and one.covers_all and any(True for _ in office.find(one.role)):
                yield Person(evidence_of(block, one, office.id, one.role, 0.7), "lead_member", one.name, one.role)


def members_in_text(structured: Structured, rules: Rules, *, introducing: bool) -> Iterator[Person]:
    """Yield the councillor whom a council's news or statement names with the portfolio, where it names nobody else.

    Where others are known, only who is `introducing` the report counts, as minutes tell.
    """
    rule = rules["extract/people"].rule("people.member_in_text")
    for block in structured.blocks[:FRONT]:
        for hit in rule.find(block.text) if block.kind == "paragraph" else ():
            if introducing and not _INTRODUCES.match(block.text, hit.end):
                continue
            for one in read_persons(block.text, hit.start, hit.end, (), rules):
                if one.name and one.role and one.is_member:
                    yield Person(evidence_of(block, one, rule.id, hit.cue, 0.6), "lead_member", one.name, one.role)


def bylines(structured: Structured, labelled: set[int], rules: Rules) -> Iterator[Person]:
    """Yield who wrote a paper, or a part of it, where the line that names the paper says so ("Briefing by ...")."""
    for block in main_part(structured):
        if block.seq in labelled or len(block.text) > SHORT or block.kind not in ("heading", "paragraph", "header_field"):
            continue
        for hit in (h for h in rules["extract/people"].scan(block.text) if h.sets["part"] == "byline"):
            for one in read_persons(block.text, hit.end, len(block.text), (), rules):
                if one.name and one.role and one.covers_all:
                    relation = "lead_member" if one.is_member else "author"
                    yield Person(evidence_of(block, one, hit.rule.id, hit.cue, 0.7), relation, one.name, one.role)


def enquiries(structured: Structured, labelled: set[int], rules: Rules) -> Iterator[Person]:
    """Yield whom a text says to ask: a name with a number or an address behind "enquiries to"."""
    for block in main_part(structured):
        if block.kind == "header_field" and block.seq in labelled and not _is_prose(block):
            continue
        for hit in rules["extract/people"].that_set("part", "enquiries").find(block.text):
            stop = _STOP.search(block.text, hit.end)
            until = min(stop.start() if stop else len(block.text), hit.end + SHORT)
            found = read_persons(block.text, hit.end, until, (), rules)
            if found and found[0].name and (found[0].has_number or (found[0].role and _ABOUT_REPORT.search(hit.cue))):
                yield Person(
                    evidence_of(block, found[0], hit.rule.id, hit.cue, 0.7), "contact_officer", found[0].name, found[0].role
                )


def _is_prose(block: Block) -> bool:
    """Say whether a field holds sentences, in which a person may be named, rather than a person alone."""
    return len(block.text.split()) > _PROSE


def written_by(structured: Structured, labelled: set[int], rules: Rules) -> Iterator[Person]:
    """Yield who wrote a report by a sentence or line that says so: "This report was written by ..."."""
    rule, behind = rules["extract/people"].rule("people.written_by"), rules["extract/people"].rule("people.is_author")
    for block in main_part(structured):
        if block.seq in labelled or block.kind == "table_row":
            continue
        for hit in rule.find(block.text):
            stop = re.compile(r"(?<=\w\w)\.\s|,? who\b|,? on behalf\b").search(block.text, hit.end)
            until = min(stop.start() if stop else len(block.text), hit.end + SHORT)
            for one in read_persons(block.text, hit.end, until, (), rules):
                if one.name or (one.role and one.covers_all):
                    yield Person(evidence_of(block, one, rule.id, hit.cue, 0.7), "author", one.name, one.role)
        for hit in behind.find(block.text):
            for one in read_persons(block.text, hit.start, hit.end, (), rules):
                if one.name and not one.role:
                    yield Person(evidence_of(block, one, behind.id, hit.cue, 0.7), "author", one.name, None)
