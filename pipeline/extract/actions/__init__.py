"""Find the actions of a report: rows of action plans, items of lists of steps, sentences."""

from __future__ import annotations

from pipeline.extract.actions.accepted import Candidate
from pipeline.extract.actions.listed import list_actions, with_own_words
from pipeline.extract.actions.narrative import NarrativeReader
from pipeline.extract.actions.records import record_actions
from pipeline.extract.actions.table import table_actions
from pipeline.extract.reportkind import report_kind
from pipeline.model import ActionMention, Structured
from pipeline.rules import Rules

# Kinds of document in which others speak of the council: what they tell is a finding, no action.
VOICES_OF_OTHERS = frozenset({"inspection_report", "letter"})


def find_actions(structured: Structured, rules: Rules, *, english: str | None = None) -> tuple[ActionMention, ...]:
    """Return the actions of a report in the order of the document.

    Sentences and lists are read where the council speaks: not in an inspectorate's report, nor in a
    letter that a report reproduces. An item of a list of steps is one action, whatever sentences it holds; they add
    what its lead-in leaves open.
    """
    silent = _silent(structured, rules)
    listed = {mention.evidence.block.seq: mention for mention in list_actions(structured, rules)}
    tabled = {mention.evidence.block.seq: mention for mention in table_actions(structured, rules)}
    tabled |= {mention.evidence.block.seq: mention for mention in record_actions(structured, rules)}
    reader = NarrativeReader(rules, reported=_reports_speech(structured, rules), english=english)
    told = reader.read([b for b in structured.blocks if b.seq not in silent and b.seq not in tabled], listed)
    found: list[ActionMention] = []
    for block in structured.blocks:
        if block.seq in tabled:
            found.append(tabled[block.seq])
        elif block.seq not in silent:
            own = told.get(block.seq, ())
            found += [with_own_words(listed[block.seq], own)] if block.seq in listed else own
    return tuple(found)


def action_candidates(structured: Structured, rules: Rules) -> list[Candidate]:
    """Return the sentences of a report that may report an activity, with what they show; none that lists or plans hold.

    From such, with gold beside them, the weights are made.
    """
    silent = _silent(structured, rules)
    laid = {m.evidence.block.seq for found in (list_actions, table_actions, record_actions) for m in found(structured, rules)}
    reader = NarrativeReader(rules, reported=_reports_speech(structured, rules))
    return list(reader.candidates([b for b in structured.blocks if b.seq not in silent and b.seq not in laid]))


def _silent(structured: Structured, rules: Rules) -> set[int]:
    """Return the blocks in which others than the council speak."""
    kind = report_kind(structured, rules)
    others = kind is not None and kind.value in VOICES_OF_OTHERS and not _reports_upwards(structured, rules)
    return {block.seq for block in structured.blocks} if others else _letters(structured, rules)


def _reports_speech(structured: Structured, rules: Rules) -> bool:
    """Say whether the document holds minutes, whose "would be done" is reported speech."""
    marks = rules["extract/actions"].that_set("voice", "reported")
    return any(True for block in structured.blocks for text in (block.text, *block.section) for _ in marks.find(text))


def _letters(structured: Structured, rules: Rules) -> set[int]:
    """Return the blocks that are part of a letter to the council, from "Dear ..." to "Yours ..."."""
    marks = {sort: rules["extract/actions"].that_set("letter", sort) for sort in ("opens", "closes", "reports")}
    inside: set[int] = set()
    begun: list[int] | None = None
    for block in structured.blocks:
        if any(True for _ in marks["opens"].find(block.text)):
            begun = None if any(True for _ in marks["reports"].find(block.text)) else []
        if begun is not None:
            begun.append(block.seq)
            if any(True for _ in marks["closes"].find(block.text)):
                inside.update(begun)
                begun = None
    return inside


def _reports_upwards(structured: Structured, rules: Rules) -> bool:
    """Say whether the document is a letter that tells a minister or the inspectorate what is done."""
    marks = rules["extract/actions"].that_set("letter", "reports")
    return any(True for block in structured.blocks for _ in marks.find(block.text))
