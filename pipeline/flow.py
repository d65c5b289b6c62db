"""The stages in their order: the only module beside the command line that knows them all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.extract import extract
from pipeline.model import Document, Findings, Mentions, Structured
from pipeline.parse import parse
from pipeline.resolve import resolve
from pipeline.rules import Rules, read_rules
from pipeline.structure import structure

STAGES = ("parse", "structure", "extract", "resolve", "load", "browse")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file gave, stage by stage; what `load` writes and `explain` prints."""

    document: Document
    structured: Structured
    mentions: Mentions
    findings: Findings


def read_file(path: Path, *, rules: Rules | None = None, report_date: date | None = None) -> Reading:
    """Read one file through every stage up to its findings.

    `report_date` stands in for the report's own date where it states none. Raises `DocumentError`
    where the file is no report.
    """
    rules = rules or read_rules()
    document = parse(path)
    structured = structure(document, rules)
    mentions = extract(structured, rules)
    findings = resolve(structured, mentions, rules, report_date=report_date)
    return Reading(document, structured, mentions, findings)
