"""This project's own rules: finding and resolving dates and percentages, without parsing and structure."""

from __future__ import annotations

from datetime import date

from benchmarks.readers.given import Given, Unit
from pipeline.extract.dates import find_dates
from pipeline.extract.percentages import find_percentages
from pipeline.model import Block, Document, Structured
from pipeline.resolve.dates import resolve_dates
from pipeline.resolve.percentages import resolve_percentages
from pipeline.rules import read_rules

KINDS = ("dates", "percentages")


def read(given: Given) -> list[Unit]:
    blocks = tuple(Block(n, "paragraph", text) for n, text in enumerate(given.blocks))
    report = Structured(Document(given.stem, "0" * 64, "text/plain", ()), blocks)
    rules, on = read_rules(), date.fromisoformat(given.report_date)
    found: list[Unit] = []
    for one in resolve_dates(report, find_dates(report, rules), rules, on):
        place = one.evidence
        days = (one.days.start.isoformat(), one.days.end.isoformat())
        found.append(Unit("dates", place.block.seq, place.start, place.end, (days,)))
    for share in resolve_percentages(find_percentages(report, rules), rules, on):
        place = share.evidence
        found.append(Unit("percentages", place.block.seq, place.start, place.end, ((share.low, share.high),)))
    return found
