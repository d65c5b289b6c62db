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
    from pipeline.shipped import OwnRules

STAGES = ("parse", "structure", "extract", "resolve", "load", "follow", "browse")


def read_file(path: Path, *, rules: Rules | None = None, report_date: date | None = None, english: str | None = None) -> Reading:
    """Read one file through every stage up to its findings, by the shipped rules where no others are given.

    `report_date` stands in for the report's own date where it states none; `english` names an
    installed pipeline that reads the syntax of sentences instead of the shipped one. Raises
    `DocumentError` where the file is no report.
    """
    from pipeline.parse import parse

    return read_document(parse(path, rules), rules=rules, report_date=report_date, english=english)


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


def read_tables(path: Path, *, rules: Rules | None = None) -> Structured:
    """Read one file as far as its blocks and tables."""
    from pipeline.parse import parse
    from pipeline.rules import read_rules
    from pipeline.structure import structure

    rules = rules or read_rules()
    return structure(parse(path, rules), rules)


def load_files(request: Request, watcher: Watcher | None = None) -> Summary:
    """Load files into a database, each read through every stage.

    Raises `UsageError` before anything is read where the English pipeline that the request names is not installed.
    """
    from pipeline.follow import follow

    syntax = ""
    if request.english:
        from pipeline.english import reader_named

        syntax = reader_named(request.english).name
    read = functools.partial(_read_file, own=request.own, english=request.english)
    council = functools.partial(council_named, own=request.own)
    return load(request, read=read, council_named=council, follow=follow, syntax=syntax, watcher=watcher)


def remove_report(database: Path, name: str) -> Removed:
    """Take a report out of a database, and its part out of its council's threads."""
    from pipeline.follow import follow
    from pipeline.load.remove import remove

    return remove(database, name, follow=follow)


def _read_file(path: Path, *, own: OwnRules | None, english: str | None, report_date: date | None = None) -> Reading:
    """Read one file in whatever process this is: rules are made once in each."""
    from pipeline.rules import read_rules

    return read_file(path, rules=read_rules(own), report_date=report_date, english=english)


def council_named(name: str, on: date | None, *, own: OwnRules | None = None) -> Council:
    """Return the council that a manifest names, as it was on a day: from the gazetteer, else by the name alone."""
    from pipeline.resolve.named import council_named
    from pipeline.rules import read_rules

    return council_named(name, on, read_rules(own))
