"""What the database keeps of a report's reading, from which any step runs again without the file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.databases import named_rows
from pipeline.load.rows.blocks import Rows
from pipeline.load.rows.layout import read_document
from pipeline.load.rows.records import unpack_records, unpack_structured
from pipeline.load.rows.steps import PARSED, output
from pipeline.model import STEPS, Document, Findings, Structured


@dataclass(frozen=True, slots=True)
class KeptStep:
    """A step as it was made: by which version of the code, from which rule files (digest of each), and what it gave."""

    version: str
    reads: Mapping[str, str]
    output: bytes | None


class Kept:
    """One report's steps and pages, read from the database as they are asked for."""

    def __init__(self, connection: sqlite3.Connection, report: str) -> None:
        self._connection, self.report = connection, report
        found = connection.execute("SELECT step, version, reads, output FROM report_steps WHERE report_id = ?", (report,))
        self.steps = {name: KeptStep(version, json.loads(reads), packed) for name, version, reads, packed in found}
        given = connection.execute("SELECT meeting_date FROM manifest_entries WHERE report_id = ?", (report,)).fetchone()
        carried = connection.execute("SELECT 1 FROM reports WHERE carrier_id = ? LIMIT 1", (report,))
        self.carries = carried.fetchone() is not None
        self.report_date = date.fromisoformat(given[0]) if given and given[0] else None

    def stale(self, digests: Mapping[str, str], version: str) -> tuple[str, ...]:
        """Return the steps that other code or other rules made, in their order."""
        return tuple(name for name in STEPS if name not in self.steps or not _stands(self.steps[name], digests, version))

    def document(self) -> Document:
        """Return the document as it was parsed."""
        return read_document(self._connection, self.report)

    def structured(self) -> Structured:
        """Return the blocks and tables, of a document without pages."""
        path, sha256, media_type = self._connection.execute(
            "SELECT source_path, sha256, media_type FROM reports WHERE id = ?", (self.report,)
        ).fetchone()
        return unpack_structured(self._packed("structure"), Document(path, sha256, media_type, ()))

    def mentions(self, name: str, structured: Structured) -> Any:
        """Return the mentions of one step, in these blocks."""
        return unpack_records(self._packed(name), structured.blocks)

    def gave(self, name: str, value: Structured | Findings | tuple[Any, ...]) -> bool:
        """Whether a step gave this very thing before."""
        return name in self.steps and self.steps[name].output == output(name, value)

    def step_rows(self, names: Collection[str]) -> Rows:
        """Return the rows of steps as they stand."""
        standing: Rows = {}
        for table in ("report_steps", "rule_hits", "rule_conflicts"):
            found = named_rows(self._connection, f"SELECT * FROM {table} WHERE report_id = ? ORDER BY step", self.report)
            standing[table] = [row for row in found if row["step"] in names]
        return standing

    def _packed(self, name: str) -> bytes:
        packed = self.steps[name].output
        assert packed is not None  # only the step `parse` gives nothing here
        return packed


def _stands(step: KeptStep, digests: Mapping[str, str], version: str) -> bool:
    """Whether a step would give what it gave: the same code read rule files that do what they did."""
    return step.version == version and all(digests.get(name) == sha256 for name, sha256 in step.reads.items())


def stale_reports(connection: sqlite3.Connection, digests: Mapping[str, str], version: str) -> dict[str, bool]:
    """Return the reports whose pages are kept, each with whether other code or rules made any step of it or of its papers."""
    files = "SELECT id FROM reports WHERE id IN (SELECT report_id FROM pages) ORDER BY id"
    stale = {report: False for (report,) in connection.execute(files)}
    standing: dict[str, set[str]] = {}
    for report, name, by, reads in connection.execute("SELECT report_id, step, version, reads FROM report_steps"):
        if _stands(KeptStep(by, json.loads(reads), None), digests, version):
            standing.setdefault(report, set()).add(name)
    for report, carrier in connection.execute("SELECT id, carrier_id FROM reports").fetchall():
        file = carrier or report
        if file in stale and not standing.get(report, set()).issuperset(STEPS):
            stale[file] = True
    return stale


def parsed_by(connection: sqlite3.Connection, report: str) -> str:
    """Return the version of the code that parsed a report's file."""
    (version,) = connection.execute(
        "SELECT coalesce(s.version, runs.version) FROM reports r JOIN runs ON runs.id = r.run_id "
        "LEFT JOIN report_steps s ON s.report_id = r.id AND s.step = ? WHERE r.id = ?",
        (PARSED, report),
    ).fetchone()
    return str(version)
