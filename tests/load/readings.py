"""Hand-made readings, as the stages before `load` would give them."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import time
from datetime import date
from pathlib import Path

from pipeline.errors import DocumentError
from pipeline.model import (
    Action,
    Box,
    Change,
    Council,
    Days,
    Document,
    DrawnPath,
    Event,
    Evidence,
    Fill,
    Findings,
    Judgement,
    Lead,
    Mentions,
    Page,
    Part,
    Percentage,
    Person,
    Reading,
    Recommendation,
    ReportFields,
    ResolvedDate,
    RowCell,
    Ruling,
    Structured,
    Support,
    Table,
    Word,
)

from pipeline.model import Block, Column  # isort: skip


def box(top: float) -> Box:
    return Box(72.0, top, 300.5, top + 11.25)


def words_of(line: str, top: float) -> tuple[Word, ...]:
    return tuple(
        Word(text, Box(72.0 + 30 * n, top, 98.0 + 30 * n, top + 11.25), 11.0, bold=n == 0) for n, text in enumerate(line.split())
    )


def read_lines(path: Path, *, report_date: date | None = None) -> Reading:
    """Read a text file as a report of one page: a line is a block, `Date: 2019-06-12` its day, `broken` a fault in the file.

    Each line gives a date where it holds one in brackets, and every other class of finding once from the line `everything`.
    """
    data = path.read_bytes()
    if not data:
        raise DocumentError("the file is empty")
    lines = data.decode().splitlines()
    if "broken" in lines:
        raise DocumentError("the file is damaged")
    if "fault" in lines:
        raise IndexError("list index out of range")
    page = Page(
        1,
        595.3,
        841.9,
        words=tuple(word for n, line in enumerate(lines) for word in words_of(line, 80.0 + 20 * n)),
        rulings=(Ruling(box(70.1), True, "#000000"),),
        fills=(Fill(box(90.0), "#92d050"),),
        paths=(DrawnPath(box(95.5), ((1.5, 2.25), (3.0, 4.0)), None, "#ff0000"),),
    )
    blocks = tuple(
        Block(
            n,
            "table_row" if "\t" in line else "paragraph",
            line,
            ref="L1" if "\t" in line else None,
            section=("Plan", "Part one") if n else (),
            page=1,
            parts=(Part(1, 0, len(line), box(80.0 + 20 * n)),),
            table=0 if "\t" in line else None,
            cells=_cells(line) if "\t" in line else (),
        )
        for n, line in enumerate(lines)
        if line
    )
    table = Table(0, (Column(0, ("Plan", "Ref")), Column(1, ("Action",)), Column(2, ("Lead",))), "Plan", (1,))
    structured = Structured(Document(path.as_posix(), hashlib.sha256(data).hexdigest(), "text/plain", (page,)), blocks, (table,))
    return Reading(structured.document, structured, Mentions(), findings_of(blocks, report_date))


def read_slowly(path: Path, *, report_date: date | None = None, attempts: Path) -> Reading:
    """Note which worker reads the file (its process is the child of the worker's), and take a while."""
    with attempts.open("a") as log:
        starter = multiprocessing.parent_process()
        log.write(f"{starter.pid if starter else os.getpid()} {path.name}\n")
    time.sleep(0.15)
    return read_lines(path, report_date=report_date)


def _cells(line: str) -> tuple[RowCell, ...]:
    cells, start = [], 0
    for n, text in enumerate(line.split("\t")):
        cells.append(RowCell(n, 1, start, start + len(text), fill="#92d050" if n == 2 else None))
        start += len(text) + 1
    return tuple(cells)


def evidence(block: Block, words: str) -> Evidence:
    start = block.text.index(words)
    return Evidence(block, start, start + len(words), "test.rule", words, 0.9)


def findings_of(blocks: tuple[Block, ...], report_date: date | None) -> Findings:
    named = {block.text.split(":")[0]: block for block in blocks if ": " in block.text}
    dates = []
    for block in blocks:
        start = block.text.find("[")
        while start >= 0:
            end = block.text.index("]", start)
            day = date.fromisoformat(block.text[start + 1 : end])
            dates.append(ResolvedDate(Evidence(block, start + 1, end, "dates.test", "[", 0.9), Days(day, day, "day"), "stated"))
            start = block.text.find("[", end)
    meeting = date.fromisoformat(named["Date"].text.split(": ")[1]) if "Date" in named else None
    supports = (Support("meeting_date", "words", named["Date"], 6, 16),) if "Date" in named else ()
    council = named["Council"].text.split(": ")[1] if "Council" in named else None
    fields = ReportFields(
        "committee_report",
        council=council_named(council, None) if council else None,
        title=named["Title"].text.split(": ")[1] if "Title" in named else None,
        meeting_date=meeting,
        supports=supports,
    )
    every = next((block for block in blocks if block.text.startswith("everything")), None)
    if every is None:
        return Findings(fields, dates=tuple(dates), problems=(f"read with {report_date}",) if report_date else ())
    found = evidence(every, "everything")
    return Findings(
        fields,
        people=(Person(found, "lead_officer", "Ann Example", None), Person(found, "author", "Ann Example", None)),
        recommendations=(Recommendation(found, "decision", "2.1", "to note everything", verb="note"),),
        actions=(
            Action(
                evidence(every, "train staff"),
                "table",
                "train staff",
                "L1",
                None,
                "Workforce",
                (Lead("head of service", "role", "Head of Service"), Lead("ann example", "person", "Ann Example")),
                date(2016, 1, 1),
                date(2016, 3, 31),
                "Q4",
                "planned",
                "green",
                supports=(Support("rag", "fill", every, page=1, box=box(90.0)), Support("due", "words", every, 0, 10)),
            ),
        ),
        dates=tuple(dates),
        percentages=(Percentage(evidence(every, "50%"), 50.0, 50.0, None, "level", "cases"),),
        changes=(Change(evidence(every, "from 4 to 9"), "teams", 4.0, 9.0, None),),
        events=(
            Event(
                evidence(every, "inspected"), "inspection", "Ofsted", Days(date(2016, 1, 1), date(2016, 1, 31), "month"), "good"
            ),
        ),
        judgements=(Judgement(evidence(every, "good"), "Overall effectiveness", "good"),),
    )


def council_named(name: str, on: date | None) -> Council:
    return Council(name, name.lower().replace(" ", "-"))


EVERYTHING = "everything\ttrain staff, 50% of cases, from 4 to 9 teams, inspected as good\tHead of Service"
