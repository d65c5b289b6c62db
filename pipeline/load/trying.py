"""Tell what differs between two readings of one file, as a comparison of a whole database does."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.load.again import given_up_in, places_by_rule
from pipeline.load.differences import differences, with_needs
from pipeline.load.reload import ReloadSummary, ReportChange
from pipeline.load.rows.blocks import Rows
from pipeline.load.rows.ids import report_id
from pipeline.load.rows.papers import with_papers
from pipeline.load.rows.reports import Source, report_rows
from pipeline.load.rows.steps import reading_steps
from pipeline.model import Reading


def compared(before: Reading, after: Reading, without: Mapping[str, Reading]) -> ReloadSummary:
    """Tell what differs between two readings of one file, as `diff` does of a database.

    `without` are its readings without each rule of one's own.
    """
    document = after.document
    source = Source(report_id(document.sha256, document.path), document.sha256, (document.path,))
    rows, new_rows = _rows(source, before), _rows(source, after)
    others = {rule: differences(rows, _rows(source, reading)) for rule, reading in without.items()}
    found = with_needs(differences(rows, new_rows), others)
    blocks = before.structured.blocks != after.structured.blocks
    label = str(new_rows["reports"][0]["label"])
    change = ReportChange(source.report_id, document.path, label, found, blocks)
    hits = {rule: {source.report_id: places} for rule, places in places_by_rule(new_rows["rule_hits"], source.report_id).items()}
    given_up = dict.fromkeys(given_up_in(after.steps, after.papers), 1)
    return ReloadSummary(1, 1, (change,) if found or blocks else (), hits, given_up)


def _rows(source: Source, reading: Reading) -> Rows:
    own = {**report_rows(source, reading), **reading_steps(source.report_id, reading, "")}
    return with_papers(own, source, reading, "")
