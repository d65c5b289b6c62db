"""People whose labels stand side by side, each over its own column ("Author:" beside "Chief Officer:")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from pipeline.extract.labels import PERSON_FIELDS, Labelled
from pipeline.extract.persons import Named, read_persons
from pipeline.model import Block, Evidence, Person, Structured
from pipeline.rules import Hit, RuleFile, Rules

_LINES = 6  # rows under the labels in which names, posts and addresses may stand
_OF_BOX = ("name", "job_title", "portfolio", "telephone", "email")
_CONFIDENCE = 0.8


def people_in_columns(
    structured: Structured, values: Sequence[Labelled], rules: Rules
) -> tuple[tuple[Person, ...], frozenset[int]]:
    """Return the people under labels that stand side by side, and the blocks (`seq`) that these boxes take.

    The labels are the cells of one row, with names and posts in the rows below; or they are fields without
    values, and below them the fields of a box (name, post) take turns, one for each label.
    """
    file = rules["structure/header_fields"]
    found: list[Person] = []
    taken: set[int] = set()
    for n, block in enumerate(structured.blocks):
        if block.seq in taken:
            continue
        if block.kind == "table_row":
            labels = {
                c.column: _label(block.text[c.start : c.end], file) for c in block.cells if block.text[c.start : c.end].strip()
            }
            told = {column: hit for column, hit in labels.items() if hit is not None}
            if len(told) > 1 and len(told) == len(labels):
                rows = list(takewhile(lambda b: b.kind == "table_row", structured.blocks[n + 1 : n + 1 + _LINES]))
                taken |= {block.seq, *(row.seq for row in rows)}
                for column, label in told.items():
                    found += _down(column, label, rows, rules)
        elif block.kind == "header_field":
            fields = list(takewhile(lambda b: b.kind == "header_field", structured.blocks[n:]))
            lone = [hit for b in fields if (hit := _label(b.text, file)) is not None]
            if len(lone) > 1 and all(_label(b.text, file) for b in fields[: len(lone)]):
                under = {b.seq for b in fields[len(lone) :]}
                box = list(takewhile(lambda v: v.field in _OF_BOX, (v for v in values if v.block.seq in under)))
                if box and box[0].field == "name":
                    taken |= {b.seq for b in fields[: len(lone)]} | {v.block.seq for v in box}
                    for column, label in enumerate(lone):
                        found += _in_turn(label, box[column :: len(lone)], rules)
    return tuple(found), frozenset(taken)


def _label(text: str, file: RuleFile) -> Hit | None:
    """Return the label of a person's part that is all of a text."""
    text = text.strip()
    for hit in file.that_set("field").find(text):
        if hit.sets["field"] in PERSON_FIELDS and not text[hit.end :].strip(" :.") and not hit.start:
            return hit
    return None


def _down(column: int, label: Hit, rows: Sequence[Block], rules: Rules) -> list[Person]:
    """Read the names of one column, each with the post in a line below it."""
    found: list[Person] = []
    for row in rows:
        for cell in (c for c in row.cells if c.column == column):
            for one in read_persons(row.text, cell.start, cell.end, cell.breaks, rules):
                if one.name and (one.covers_all or not found):
                    found.append(_person(label, row, one))
                elif found and one.name is None and one.role and found[-1].role is None:
                    found[-1] = replace(found[-1], role=one.role)
    return found


def _in_turn(label: Hit, box: Sequence[Labelled], rules: Rules) -> list[Person]:
    """Read the fields that belong to one label: names, and of the first the post or portfolio."""
    found: list[Person] = []
    for value in box:
        for one in read_persons(value.block.text, value.start, value.end, value.breaks, rules):
            if value.field == "name" and one.name:
                found.append(_person(label, value.block, one))
            elif value.field in ("job_title", "portfolio") and found and found[-1].role is None:
                found[-1] = replace(found[-1], role=one.role or value.value)
    return found


def _person(label: Hit, block: Block, one: Named) -> Person:
    field = str(label.sets["field"])
    evidence = Evidence(block, one.start, one.end, label.rule.id, label.cue.strip(), _CONFIDENCE)
    return Person(evidence, "responsible_director" if field == "director" else field, one.name, one.role)
