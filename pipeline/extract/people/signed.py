"""People under a heading or a line that announces them, and those who sign."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.people.parts import RELATIONS, SHORT, evidence_of, line_of_person, main_part, opens_with_label
from pipeline.extract.persons import read_persons
from pipeline.model import Block, Person, Structured
from pipeline.rules import RuleFile, Rules

_IMPLICATIONS = re.compile(r"(?i)\bimplications?\b")
_DAY_LINE = re.compile(r"\W*(?:[Dd]ated?:?\s*)?(?:\d{1,2}(?:st|nd|rd|th)?\s+)?[A-Z][a-z]{2,8}\s+\d{4}\W*$")


def under_headings(structured: Structured, labelled: set[int], rules: Rules) -> Iterator[Person]:
    """Yield the people whom a heading or a line announces ("Lead officer contact", "For enquiries please contact:")."""
    blocks = main_part(structured)
    for n, above in enumerate(blocks):
        label = _announced(above, rules)
        if label is None:
            continue
        for block, below in zip(blocks[n + 1 :], [*blocks[n + 2 :], None], strict=False):
            if (
                block.seq in labelled
                or block.kind not in ("paragraph", "list_item", "header_field", "table_row")
                or len(block.text) > SHORT * 2
            ):
                break
            found = read_persons(block.text, 0, len(block.text), (), rules)
            if block is not blocks[n + 1] and not all(one.name and (one.has_number or one.covers_all) for one in found):
                break
            for named in found:
                if named.name and (named.role or named.has_number or (named is found[0] and block is blocks[n + 1])):
                    post = line_of_person(below, rules) if below is not None and named.role is None else None
                    role = named.role or (post.role if post is not None and post.name is None else None)
                    yield Person(evidence_of(block, named, label[0], above.text, 0.7), label[1], named.name, role)
            if not found:
                break


def _announced(block: Block, rules: Rules) -> tuple[str, str] | None:
    """Return the rule and the relation of a heading or line that is nothing but the label of a person."""
    text = block.text.replace("\t", " ").strip()
    if len(text) > SHORT or block.kind not in ("heading", "paragraph", "list_item", "table_row"):
        return None
    for hit in rules["extract/people"].rule("people.contact_heading").find(text):
        return hit.rule.id, "contact_officer"
    for rule in rules["structure/header_fields"].that_set("field").present(text):
        for hit in rule.find(text) if rule.sets["field"] in RELATIONS else ():
            if not re.sub(r"(?i)\W|details?|contacts?", "", text[hit.end :]):
                return rule.id, RELATIONS[str(rule.sets["field"])]
    asked = f"{text.rstrip(':')}: Xx "  # the rule wants a name behind it, which stands in the next line
    for hit in rules["extract/people"].that_set("part", "enquiries").find(asked):
        if hit.start == 0 and hit.end >= len(text):
            return hit.rule.id, "contact_officer"
    return None


def signatures(structured: Structured, labelled: set[int], rules: Rules) -> Iterator[Person]:
    """Yield who signs: a name with a post, or with a number to ring, alone in its paragraph.

    Lists of members look the same, so a signature counts only where the report's end, a contact box or a known
    section heading follows, or under the closing words of a letter. A day under the name is passed over.
    Who vouches for one kind of implications signs that part alone.
    """
    file, headings = rules["extract/people"], rules["structure/headings"]
    lines = (b for b in main_part(structured) if b.kind in ("paragraph", "heading") and b.seq not in labelled)
    numbers = {b.seq for b in structured.blocks if _is_number(b.text, file)}
    blocks = [b for b in lines if not _DAY_LINE.match(b.text) and b.seq not in numbers]
    boxes = [b.seq for b in structured.blocks if b.kind == "header_field" and b.seq in labelled]
    read = [line_of_person(block, rules) for block in blocks]
    closed = False
    for n, (block, one) in enumerate(zip(blocks, read, strict=True)):
        if len(block.text) <= SHORT and any(h.sets["part"] == "closing" for h in file.scan(block.text)):
            closed = True
            continue
        if one is None or not one.name:
            closed = closed and len(block.text) <= SHORT
            continue
        below = read[n + 1] if n + 1 < len(blocks) else None
        role = one.role or (below.role if below is not None and below.name is None else None)
        last = block.seq if one.role or below is None else blocks[n + 1].seq
        after = next((blocks[m] for m in range(n + 1, len(blocks)) if read[m] is None), None)
        known = (
            after is None
            or last + 1 in boxes
            or _announced(after, rules)
            or opens_with_label(after.text, rules)
            or bool((hit := headings.first(after.text)) and hit.sets.get("known"))
        )
        vouches = n + 1 < len(blocks) and _IMPLICATIONS.search(block.section[-1] if block.section else "")
        if vouches and not closed and role and any(True for _ in file.rule("people.vouches").find(role)):
            continue
        if role and (closed or known):
            relation = "lead_member" if one.is_member else "contact_officer" if last + 1 in numbers else "author"
            relation = "lead_inspector" if re.search(r"(?i)inspector\b|\bHMI\b", role) else relation
            yield Person(evidence_of(block, one, "people.post", role, 0.7), relation, one.name, role)
        elif one.has_number and known:
            yield Person(evidence_of(block, one, "people.telephone", block.text, 0.7), "contact_officer", one.name, one.role)


def _is_number(text: str, file: RuleFile) -> bool:
    """Say whether a line is nothing but a number to ring."""
    return len(text) <= SHORT and any(
        not re.sub(r"\W", "", text[: h.start] + text[h.end :]) for h in file.rule("people.telephone").find(text)
    )
