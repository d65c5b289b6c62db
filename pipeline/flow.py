"""The stages in their order: the only module beside the command line that knows them all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pipeline.extract import extract
from pipeline.load import load
from pipeline.load.run import Request, Summary, Watcher
from pipeline.model import Document, Reading, Structured
from pipeline.parse import parse
from pipeline.resolve import resolve
from pipeline.resolve.named import council_named
from pipeline.rules import Rules, read_rules
from pipeline.structure import structure

STAGES = ("parse", "structure", "extract", "resolve", "load", "browse")


def read_file(path: Path, *, rules: Rules | None = None, report_date: date | None = None) -> Reading:
    """Read one file through every stage up to its findings.

    `report_date` stands in for the report's own date where it states none. Raises `DocumentError`
    where the file is no report.
    """
    return read_document(parse(path), rules=rules, report_date=report_date)


def read_document(document: Document, *, rules: Rules | None = None, report_date: date | None = None) -> Reading:
    """Read a parsed document through every later stage: from a file, or as a database kept it."""
    rules = rules or read_rules()
    structured = structure(document, rules)
    mentions = extract(structured, rules)
    findings = resolve(structured, mentions, rules, report_date=report_date)
    return Reading(document, structured, mentions, findings)


def read_tables(path: Path) -> Structured:
    """Read one file as far as its blocks and tables."""
    return structure(parse(path), read_rules())


def load_files(request: Request, watcher: Watcher | None = None) -> Summary:
    """Load files into a database, each read through every stage."""
    return load(request, read=read_file, council_named=council_named, watcher=watcher)
