"""The stages in their order: the only module beside the command line that knows them all.

A stage is imported when the first file comes to it: a load that finds all files unchanged needs none.
"""

from __future__ import annotations

import functools
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.load.remove import Removed
from pipeline.load.run import Request, Summary, Watcher, load
from pipeline.model import Council, Document, Reading, Structured

if TYPE_CHECKING:
    from pipeline.rules import Rules

STAGES = ("parse", "structure", "extract", "resolve", "load", "follow", "browse")


def read_file(path: Path, *, rules: Rules | None = None, report_date: date | None = None, english: str | None = None) -> Reading:
    """Read one file through every stage up to its findings.

    `report_date` stands in for the report's own date where it states none; `english` names an
    installed pipeline that reads the syntax of sentences instead of the shipped one. Raises
    `DocumentError` where the file is no report.
    """
    from pipeline.parse import parse

    return read_document(parse(path), rules=rules, report_date=report_date, english=english)


def read_document(
    document: Document, *, rules: Rules | None = None, report_date: date | None = None, english: str | None = None
) -> Reading:
    """Read a parsed document through every later stage: from a file, or as a database kept it."""
    from pipeline.extract import extract
    from pipeline.resolve import resolve
    from pipeline.rules import read_rules
    from pipeline.structure import structure

    rules = rules or read_rules()
    structured = structure(document, rules)
    mentions = extract(structured, rules, english=english)
    findings = resolve(structured, mentions, rules, report_date=report_date)
    return Reading(document, structured, mentions, findings)


def read_tables(path: Path) -> Structured:
    """Read one file as far as its blocks and tables."""
    from pipeline.parse import parse
    from pipeline.rules import read_rules
    from pipeline.structure import structure

    return structure(parse(path), read_rules())


def load_files(request: Request, watcher: Watcher | None = None) -> Summary:
    """Load files into a database, each read through every stage.

    Raises `UsageError` before anything is read where the English pipeline that the request names is not installed.
    """
    from pipeline.follow import follow

    syntax = ""
    if request.english:
        from pipeline.english import reader_named

        syntax = reader_named(request.english).name
    read = functools.partial(read_file, english=request.english)
    return load(request, read=read, council_named=council_named, follow=follow, syntax=syntax, watcher=watcher)


def remove_report(database: Path, name: str) -> Removed:
    """Take a report out of a database, and its part out of its council's threads."""
    from pipeline.follow import follow
    from pipeline.load.remove import remove

    return remove(database, name, follow=follow)


def council_named(name: str, on: date | None) -> Council:
    """Return the council that a manifest names, as it was on a day: from the gazetteer, else by the name alone."""
    from pipeline.resolve.named import council_named

    return council_named(name, on)
