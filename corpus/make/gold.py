"""Write down the gold units of a report, by the annotation guide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from corpus.make import markup
from corpus.make.model import (
    STATUSES,
    Block,
    HeaderBlock,
    Heading,
    LetterStart,
    ListBlock,
    Paragraph,
    Report,
    Row,
    SourceError,
    Span,
    Table,
    Text,
)

CLASSES = ("people", "judgements", "recommendations", "actions", "dates", "percentages", "changes", "events")
EVENT_KINDS = {
    "inspection",
    "monitoring_visit",
    "inspection_report",
    "review",
    "plan_approved",
    "board_meeting",
    "appointment",
    "restructure",
    "intervention",
    "system_change",
}
RELATIONS = {"lead_officer", "contact_officer", "author", "responsible_director", "lead_member", "lead_inspector"}
ROLES = {"level", "change", "target", "benchmark"}
QUALIFIERS = {"over", "under", "about", "at_least", "up_to"}
GRADES = {"inadequate", "requires_improvement", "good", "outstanding", "adequate"}
Unit = dict[str, Any]


@dataclass
class Passage:
    """One block's words as read in one go, and the texts it is made of, each with its offset."""

    words: str
    parts: list[tuple[int, Text]]
    ref: str | None
    origin: str  # narrative, list, table, other


def passages(block: Block) -> Iterator[tuple[Passage, Row | None]]:
    """Cut a block into what a reader reads in one go: a paragraph, an item, a header field, a table row."""
    if isinstance(block, Heading):
        yield Passage(block.text.plain, [(0, block.text)], None, "other"), None
    elif isinstance(block, Paragraph):
        yield Passage(block.text.plain, [(0, block.text)], bare(block.n), "narrative"), None
    elif isinstance(block, ListBlock):
        for item, mark in zip(block.items, block.marks, strict=True):
            ref = bare(block.ref)
            if mark.startswith("("):
                ref = f"{ref or ''}{mark}"
            elif mark.endswith(".") and not ref:
                ref = bare(mark)
            yield Passage(item.plain, [(0, item)], ref, "list"), None
    elif isinstance(block, HeaderBlock):
        for one in block.fields:
            label = f"{one.label} " if one.label else ""
            yield Passage(label + one.text.plain, [(len(label), one.text)], None, "other"), None
    elif isinstance(block, Table):
        for row in [*block.head, *block.rows]:
            words, parts = "", []
            for cell in row.cells:
                if cell.text.plain:
                    words += " " * bool(words)
                    parts.append((len(words), cell.text))
                    words += cell.text.plain
            yield Passage(words, parts, None, "table"), row


def bare(n: str | None) -> str | None:
    """A paragraph's number without its last full stop."""
    return n.rstrip(".") if n else None


def context(passage: Passage, start: int, end: int, everything: str) -> str:
    """Four to twelve words around a mention, as few as find it uniquely."""
    words = [(found.start(), found.end()) for found in re.finditer(r"\S+", passage.words)]
    inside = [i for i, (a, b) in enumerate(words) if a < end and b > start]
    first, last = inside[0], inside[-1]
    best = ""
    for reach in (3, 4, 5, 6):
        a, b = max(0, first - reach), min(len(words) - 1, last + reach)
        while b - a + 1 < 6 and (a > 0 or b < len(words) - 1):
            a, b = max(0, a - 1), min(len(words) - 1, b + 1)
        if b - a + 1 > 13 and best:
            break
        best = passage.words[words[a][0] : words[b][1]]
        if everything.count(best) == 1:
            break
    return best


def date_unit(args: list[str], words: str, around: str) -> Unit:
    start, end, precision = markup.when(args[0])
    return {"text": words, "context": around, "start": start, "end": end, "precision": precision}


def percentage_unit(args: list[str], words: str, around: str) -> Unit:
    low, _, high = args[0].partition("-")
    known(args[1], ROLES)
    known(args[3], QUALIFIERS | {""})
    return {
        "text": words,
        "context": around,
        "low": number(low),
        "high": number(high or low),
        "qualifier": args[3] or None,
        "role": args[1],
        "subject": args[2],
    }


def change_unit(args: list[str], words: str, text: Text) -> Unit:
    before, _, after = args[0].partition(">")
    around = args[3] or words
    if around not in text.plain:
        raise SourceError(f"the context {around!r} is not in {text.plain[:60]!r}")
    return {
        "context": " ".join(around.split()[-12:]),  # the end of a long one, which holds its last figure
        "subject": args[1],
        "from": number(before),
        "to": number(after),
        "unit": args[2] or None,
    }


def event_unit(args: list[str], words: str) -> Unit:
    known(args[0], EVENT_KINDS)
    known(args[3], GRADES | {""})
    start, end, _ = markup.when(args[1])
    return {"kind": args[0], "text": words, "body": args[2] or None, "start": start, "end": end, "judgement": args[3] or None}


def recommendation_unit(args: list[str], words: str, passage: Passage) -> Unit:
    kind = "inspection" if args[0] else "decision"
    return {"kind": kind, "ref": args[1] or passage.ref, "text": words, "by": args[0] or None}


def person_unit(args: list[str], quote: str) -> Unit:
    known(args[0], RELATIONS)
    return {"relation": args[0], "name": args[1] or None, "role": args[2] or None, "quote": quote}


class Gold:
    """Collects one report's units in the order of the document."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.units: dict[str, list[Unit]] = {name: [] for name in CLASSES}
        self.everything = " ".join(passage.words for block in report.blocks for passage, _ in passages(block))

    def take(self, passage: Passage, row: Row | None, table: Table | None) -> None:
        """Take a passage's units."""
        if row is not None and table is not None and row.action is not None:
            self.row_action(row, table)
        if row is not None and row.judgement is not None:
            graded = self.judgement(*row.judgement, passage.words, certain=True)
            self.units["judgements"].append({**graded, "page": passage.parts[0][1].first_page})
        for offset, text in passage.parts:
            for span in text.spans:
                if span.code == "x":
                    continue
                times = 1
                if row is not None and table is not None and row.kind == "head" and span.code in "dp":
                    times = len(table.head_printed)
                for n in range(times):
                    name, unit = self.unit(span, passage, offset, text)
                    if row is not None and row.kind == "head":
                        unit["certain"] = False
                    unit["page"] = table.head_printed[n] if times > 1 and table else text.page_of(span.start)
                    self.units[name].append(unit)

    def unit(self, span: Span, passage: Passage, offset: int, text: Text) -> tuple[str, Unit]:
        """One marked span as a unit of its class."""
        words = text.plain[span.start : span.end]
        args = [*span.args, "", "", "", ""]
        around = context(passage, offset + span.start, offset + span.end, self.everything) if span.code in "dp" else ""
        match span.code:
            case "d":
                name, unit = "dates", date_unit(args, words, around)
            case "p":
                name, unit = "percentages", percentage_unit(args, words, around)
            case "c":
                name, unit = "changes", change_unit(args, words, text)
            case "e":
                name, unit = "events", event_unit(args, words)
            case "r":
                name, unit = "recommendations", recommendation_unit(args, words, passage)
            case "w":
                quote = words if passage.origin != "other" or span.start or not offset else passage.words[: offset + span.end]
                name, unit = "people", person_unit(args, quote)
            case "j":
                return "judgements", self.judgement(args[0], args[1], words, certain=span.certain)
            case _:
                return "actions", self.said_action(span, passage, words)
        return name, {**unit, "certain": span.certain}

    def judgement(self, area: str, grade: str, quote: str, *, certain: bool) -> Unit:
        """A grade that the report awards."""
        known(grade, GRADES)
        return {"area": area, "grade": grade, "quote": quote, "certain": certain}

    def said_action(self, span: Span, passage: Passage, words: str) -> Unit:
        """An action in a sentence or a list's item."""
        values = dict(part.split("=", 1) for part in span.args[1:] if part)
        if extra := set(values) - {"leads", "start", "due"}:
            raise SourceError(f"unknown {sorted(extra)} in an action: {words[:60]!r}")
        return {
            "origin": "list" if span.code == "l" else "narrative",
            "ref": passage.ref,
            "text": words,
            "leads": [lead.strip() for lead in values.get("leads", "").split(" + ") if lead.strip()],
            "start": markup.when(values["start"])[0] if "start" in values else None,
            "due": markup.when(values["due"])[1] if "due" in values else None,
            "status": STATUSES[span.args[0]],
            "certain": span.certain,
        }

    def row_action(self, row: Row, table: Table) -> None:
        """An action plan's row: most values follow from the cells, the rest is stated in the source."""
        stated = row.action or {}
        cells = dict(zip(table.keys, row.cells, strict=False))
        text = cells["action"].text
        dates = {key: [s for s in cells[key].text.spans if s.code == "d"] for key in ("start", "due") if key in cells}
        start = due = None
        if len(found := dates.get("start", [])) == 1:
            start = markup.when(found[0].args[0])[0]
        if len(found := dates.get("due", [])) == 1:
            first, due, _ = markup.when(found[0].args[0])
            if ".." in found[0].args[0]:
                start = start or first
        if row.bar:
            start = markup.when(table.periods[row.bar[0]])[0]
            due = markup.when(table.periods[row.bar[1]])[1]
        if "start" in stated:
            start = markup.when(str(stated["start"]))[0] if stated["start"] else None
        if "due" in stated:
            due = markup.when(str(stated["due"]))[1] if stated["due"] else None
        leads = stated.get("leads")
        if leads is None:
            lead = cells["lead"].text if "lead" in cells else Text("")
            words = "".join("/" if i in lead.breaks else char for i, char in enumerate(lead.plain))
            leads = [one.strip() for one in re.split(r"\s*[/;]\s*", words) if one.strip()]
        ref = stated.get("ref", cells["ref"].text.plain if "ref" in cells else None)
        self.units["actions"].append(
            {
                "origin": "table",
                "ref": ref or None,
                "plan_ref": stated.get("plan_ref", cells["plan_ref"].text.plain if "plan_ref" in cells else None),
                "theme": stated.get("theme"),
                "text": stated.get("text", text.plain),
                "leads": leads,
                "start": start,
                "due": due,
                "status": STATUSES[str(stated.get("s", "n"))],
                "certain": stated.get("certain", True),
                "page": text.first_page,
            }
        )


def known(value: str, values: set[str]) -> None:
    """Stop at a value that the guide does not know."""
    if value not in values:
        raise SourceError(f"{value!r} is none of {sorted(values)}")


def number(words: str) -> int | float:
    """A number as written in the source."""
    value = float(words.replace(",", ""))
    return int(value) if value.is_integer() else value


def golds(report: Report, letter_page: int | None, pages: int) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """The report's gold, and that of the letter it carries."""
    notes = [Paragraph(text) for text in report.footnotes.values()]
    if letter_page is None:
        return gold_of(report, [*report.blocks, *notes], report_head(report), None), None
    at = next(i for i, block in enumerate(report.blocks) if isinstance(block, LetterStart))
    letter = report.blocks[at]
    assert isinstance(letter, LetterStart)
    head = {
        "kind": "letter",
        "council": letter.council,
        "title": letter.title,
        "published": letter.published,
    }
    carrier = gold_of(report, [*report.blocks[:at], *notes], report_head(report), [1, letter_page - 1])
    found = gold_of(report, report.blocks[at:], head, [letter_page, pages])
    return carrier, found


def report_head(report: Report) -> dict[str, Any]:
    """The report's own fields."""
    if report.kind == "inspection_report":
        return {
            "kind": report.kind,
            "council": report.council,
            "title": report.title,
            "inspection_start": report.inspection["start"],
            "inspection_end": report.inspection["end"],
            "published": report.inspection["published"],
            "framework": report.inspection["framework"],
        }
    return {
        "kind": report.kind,
        "council": report.council,
        "title": report.title,
        "committee": report.committee,
        "meeting_date": report.meeting_date,
        "agenda_item": report.agenda_item,
    }


def gold_of(report: Report, blocks: list[Block], head: dict[str, Any], span: list[int] | None) -> dict[str, Any]:
    """The units of some blocks."""
    gold = Gold(report)
    for block in blocks:
        for passage, row in passages(block):
            gold.take(passage, row, block if isinstance(block, Table) else None)
    # What the guide does not annotate in this kind of report is left out, not empty: scoring skips it then.
    without = {"committee_report": {"judgements"}, "letter": {"actions", "judgements"}, "inspection_report": {"actions"}}
    units = {name: some for name, some in gold.units.items() if name not in without[head["kind"]]}
    return {"report": head, **({"pages": span} if span else {}), **units}
