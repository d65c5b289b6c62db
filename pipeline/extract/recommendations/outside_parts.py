"""What the readers of others' recommendations share: an item as a recommendation, what rules tell, the body named last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.model import Block, Evidence, Recommendation
from pipeline.rules import Hit, RuleFile

SKIPPED = ("furniture", "contents", "footnote", "caption", "header_field", "table_header")
FEWEST_WORDS = 4  # of a recommendation that is worded out
FEWEST_OF_ITEM = 2  # of one that a bullet or a number marks
HEADING = 160  # characters of the longest heading


def is_numbered(block: Block) -> bool:
    """Say whether a block has a number for its mark."""
    return re.match(r"\d", block.ref or "") is not None


def recommended(block: Block, by: str, deeper: Sequence[Block], file: RuleFile) -> Iterator[Recommendation]:
    """Yield a bullet or numbered item, with the items below it in its text."""
    text = " ".join(" ".join(b.text for b in (block, *deeper)).split())
    fewest = FEWEST_WORDS if block.kind == "paragraph" and block.ref is None else FEWEST_OF_ITEM
    if next(told_by(file, "no_item", text), None) is not None or len(text.split()) < fewest:
        return
    start = len(block.text) - len(block.text.lstrip())
    evidence = Evidence(block, start, len(block.text.rstrip()), "recommendations.heading_improve", "", 0.9)
    yield Recommendation(evidence, "inspection", block.ref, text, by, None)


def told_by(file: RuleFile, tells: str, text: str) -> Iterator[Hit]:
    """Yield what the rules that tell one thing find in a text."""
    for rule in file.rules:
        if rule.sets.get("tells") == tells:
            yield from rule.find(text)


def last_body(text: str, bodies: RuleFile) -> str | None:
    """Return the outside body that a text names last, null for none.

    "The inspectors", "the inspection report" are those of the inspectorate named before, if one is.
    """
    hits = bodies.scan(text)
    if not hits:
        return None
    named = [hit for hit in hits if not hit.sets.get("unnamed")]
    of_inspectors = hits[-1].sets.get("unnamed") and named and named[-1].sets.get("inspects")
    return str((named if of_inspectors else hits)[-1].sets["body"])
