"""What kind of document a report is, by the weight of the cues in it."""

from __future__ import annotations

from pipeline.extract.labelled import told
from pipeline.extract.labels import labelled_values
from pipeline.model import Block, Evidence, FieldMention, Structured
from pipeline.rules import Rules

_FRONT = 40  # blocks from the start in which cues of the front count
_ENOUGH = 2.0  # the weight that a kind needs; below it a document is `other`
_LABEL_WEIGHT = 1.0  # a labelled field of a committee's header
_BODY_WEIGHT = 2.0  # a line of the header that is nothing but the name of a meeting's body
_LABELS = {
    "to_committee",
    "agenda_item",
    "wards",
    "key_decision",
    "forward_plan",
    "lead_member",
    "portfolio",
    "classification",
    "author",
}
_OF_INSPECTION = ("inspection_dates", "lead_inspector")
_INSPECTION_WEIGHT = 3.0  # that of the rule for the same labels at the beginning of a line
_MOSTLY_ROWS = 0.6  # share of blocks that are table rows in a document that is nothing but a plan


def report_kind(structured: Structured, rules: Rules) -> FieldMention | None:
    """Return the kind with the words that weigh most for it; null for a document without blocks.

    A cue counts once however often it is repeated. Where no kind has enough weight, what speaks of a
    council's services is its own report, and all else `other` with the first block for evidence.
    """
    cues: dict[str, dict[str, tuple[float, Evidence]]] = {}

    def count(kind: str, rule: str, weight: float, evidence: Evidence) -> None:
        cues.setdefault(kind, {}).setdefault(rule, (weight, evidence))

    blocks = [b for b in structured.blocks if b.kind not in ("furniture", "contents") and b.text.strip()]
    if not blocks:
        return None
    telling = rules["extract/fields"].that_set("tells", "kind")
    for n, block in enumerate(blocks):
        for rule in telling.present(block.text[:400]):
            hit = next(rule.find(block.text[:400]), None) if n < _FRONT or rule.sets["where"] != "front" else None
            if hit is not None:
                evidence = Evidence(block, hit.start, hit.end, rule.id, hit.cue, rule.confidence)
                count(str(rule.sets["kind"]), rule.id, float(rule.sets["weight"] or 0), evidence)
    for block in blocks[:_FRONT]:
        hit = next(told(rules["extract/fields"], "committee", block.text), None) if block.kind == "header_field" else None
        if hit is not None:
            evidence = Evidence(block, hit.start, hit.end, hit.rule.id, hit.cue, hit.rule.confidence)
            count("committee_report", hit.rule.id, _BODY_WEIGHT, evidence)
    front = {b.seq for b in blocks[:_FRONT]}
    for value in labelled_values(structured, rules):
        if value.block.seq not in front:
            continue
        evidence = Evidence(value.block, value.start, value.end, value.rule, value.label, value.confidence)
        if value.field in _LABELS:
            count("committee_report", value.rule, _LABEL_WEIGHT, evidence)
        elif value.field in _OF_INSPECTION:
            count("inspection_report", "fields.kind_inspection_dates", _INSPECTION_WEIGHT, evidence)
    weights = {kind: sum(w for w, _ in found.values()) for kind, found in cues.items()}
    rows = sum(b.kind == "table_row" for b in blocks)
    if "action_plan" in weights and rows > _MOSTLY_ROWS * len(blocks):
        weights["action_plan"] += _ENOUGH
    if not weights or max(weights.values()) < _ENOUGH:
        return _unsure(blocks, rules)
    kind = max(weights, key=lambda k: weights[k])
    evidence = max(cues[kind].values(), key=lambda c: c[0])[1]
    return FieldMention("kind", kind, evidence)


def _unsure(blocks: list[Block], rules: Rules) -> FieldMention:
    for block in blocks:
        hit = next(told(rules["extract/fields"], "kind_own", block.text), None)
        if hit is not None:
            return FieldMention("kind", "committee_report", Evidence(block, hit.start, hit.end, hit.rule.id, hit.cue, 0.5))
    first = blocks[0]
    return FieldMention("kind", "other", Evidence(first, 0, len(first.text), "fields.kind_none", "", 0.5))
