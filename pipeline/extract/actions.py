"""Find the actions of a report: rows of action plans, items of lists of steps, sentences."""

from __future__ import annotations

from pipeline.extract.actions_list import list_actions
from pipeline.extract.actions_narrative import NarrativeReader
from pipeline.extract.actions_table import table_actions
from pipeline.model import ActionMention, Structured
from pipeline.rules import Rules


def find_actions(structured: Structured, rules: Rules) -> tuple[ActionMention, ...]:
    """Return the actions of a report in the order of the document.

    A block that is an item of a list of steps is not read for narrative actions as well.
    """
    listed = {mention.evidence.block.seq: mention for mention in list_actions(structured, rules)}
    tabled = {mention.evidence.block.seq: mention for mention in table_actions(structured, rules)}
    reader = NarrativeReader(rules)
    found: list[ActionMention] = []
    for block in structured.blocks:
        whole = listed.get(block.seq) or tabled.get(block.seq)
        found += [whole] if whole else reader.read(block)
    return tuple(found)
