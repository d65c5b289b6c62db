"""Actions told as records: a line for what is to be done ("Action 2: ..."), and below it one each for who, by when, how far."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.extract.actions.leads import split_leads
from pipeline.model import ActionMention, Block, Evidence, Passage, Structured
from pipeline.rules import Rule, Rules

# What a line below says, by the roles that headings of columns have; one of the first two makes a record of the lines.
ANSWERS = ("lead", "due", "start", "status", "progress", "rag")
NUMBER = re.compile(r"\s*(?:[Nn]o\.? ?)?\b(?:[A-Z]{0,3}\d+(?:\.\d+)*[a-z]?|[A-Z])\W*$")
LINES = 12  # of one record at most


@dataclass(frozen=True, slots=True)
class Record:
    """The words of one action's lines by the role of their label."""

    rule: Rule
    ref: str | None
    said: Mapping[str, Passage]

    @property
    def blocks(self) -> list[Block]:
        return [passage.block for passage in self.said.values()]


def records(structured: Structured, rules: Rules) -> Iterator[Record]:
    """Yield the records of a report: lines of a label and its words that follow each other, the first one an action's."""
    rule = next(rule for rule in rules["extract/action_plans"].rules if "record" in rule.sets)
    lines = [block for block in structured.blocks if block.kind not in ("furniture", "footnote")]
    n = 0
    while n < len(lines):
        said = _labelled(lines[n], rule, rules)
        if said is None or said[0] != "action":
            n += 1
            continue
        held = {"action": said[1]}
        numbered = NUMBER.search(lines[n].ref or lines[n].text[: said[1].start].rstrip(" :"))
        ref = numbered[0].strip() if numbered else None
        n += 1
        while n < len(lines) and len(held) < LINES and (more := _labelled(lines[n], rule, rules)) and more[0] != "action":
            held.setdefault(*more)
            n += 1
        if "lead" in held or "due" in held:
            yield Record(rule, ref, held)


def record_actions(structured: Structured, rules: Rules) -> Iterator[ActionMention]:
    """Yield one mention for each record, in the order of the document."""
    for record in records(structured, rules):
        action, lead, due = record.said["action"], record.said.get("lead"), record.said.get("due")
        evidence = Evidence(action.block, action.start, action.end, record.rule.id, action.text[:40], record.rule.confidence)
        leads = split_leads(lead.text, lead.start, (), rules["extract/leads"]) if lead else ()
        yield ActionMention(
            evidence=evidence,
            origin="table",
            text=action.text,
            ref=record.ref,
            leads=tuple(replace(one, elsewhere=lead.block) for one in leads) if lead else (),
            timescale=due or record.said.get("start"),
            start_words=record.said.get("start"),
            due_words=due,
            status_words=record.said.get("status"),
            progress_words=record.said.get("progress"),
            rag_words=record.said.get("rag"),
        )


def _labelled(block: Block, rule: Rule, rules: Rules) -> tuple[str, Passage] | None:
    """Return the role of a line's label and the words behind it; the label may have been taken for the line's reference."""
    columns = rules["structure/columns"]
    if block.kind in ("table_row", "table_header"):
        return None
    if block.ref and len(block.ref) > 3 and (role := columns.first(NUMBER.sub("", block.ref))):
        return str(role.sets["column"]), Passage(block, 0, len(block.text))
    hit = next(rule.find(block.text), None)
    role = columns.first(NUMBER.sub("", hit.groups["label"])) if hit else None
    if hit is None or role is None:
        return None
    start, end = hit.spans["said"]
    return str(role.sets["column"]), Passage(block, start, end)
