"""Actions in lists: items that a lead-in or a heading introduces as steps, tasks, priorities or actions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.extract.actions_doers import DoerReader
from pipeline.extract.actions_narrative import section_of
from pipeline.model import ActionMention, Block, Evidence, Structured
from pipeline.rules import Hit, Rule, RuleFile, Rules

MIN_WORDS = 2  # a single word in a list names a theme


def list_actions(structured: Structured, rules: Rules) -> Iterator[ActionMention]:
    """Yield the items of every list of the council's own steps, in the order of the document.

    The lead-in decides; where a list has none, the heading above it. Its tense gives the items'
    status ("We will:", "Since May we have:").
    """
    file = rules["extract/actions"]
    doers = DoerReader(rules)
    blocks = {block.seq: block for block in structured.blocks}
    for block in structured.blocks:
        if block.kind != "list_item" or len(block.text.split()) < MIN_WORDS:
            continue
        if _skipped(block, file) or doers.of_others(block.text):
            continue
        hit = _introduced(block, _lead_in(block, blocks), file)
        if hit is not None:
            yield ActionMention(
                evidence=Evidence(block, 0, len(block.text), hit.rule.id, hit.cue.strip(), hit.rule.confidence),
                origin="list",
                text=block.text,
                ref=block.ref,
                status=str(hit.sets["status"]),
            )


def _lead_in(block: Block, blocks: Mapping[int, Block]) -> Block | None:
    """Return what introduces a list: of a list within a list the text before both, unless the item says more to come."""
    lead_in, above = None, block.lead_in
    while above is not None and above in blocks:
        lead_in = blocks[above]
        above = lead_in.lead_in if lead_in.kind == "list_item" and not lead_in.text.rstrip().endswith(":") else None
    return lead_in


def _introduced(block: Block, lead_in: Block | None, file: RuleFile) -> Hit | None:
    """Return the rule's hit by which a list's lead-in, or without one its heading, introduces steps."""
    said = lead_in.text if lead_in is not None else (block.section[-1] if block.section else "")
    sentence = said[max(said.rstrip(" .:").rfind(". ") + 1, 0) :]
    if any(True for rule in file.rules if rule.sets.get("list") is False for _ in rule.find(sentence)):
        return None
    wanted = [rule for rule in file.rules if rule.sets.get("list") is True and _fits(rule, lead_in)]
    return next((hit for rule in wanted for hit in rule.find(sentence)), None)


def _fits(rule: Rule, lead_in: Block | None) -> bool:
    return bool(rule.sets.get("heading")) == (lead_in is None or lead_in.kind == "heading")


def _skipped(block: Block, file: RuleFile) -> bool:
    """Say whether the headings above tell that no activity of the council stands here."""
    return section_of(block, [rule for rule in file.rules if "section" in rule.sets]) != "open"
