"""Group the reports of a database into families of versions, and give their findings the keys of their family."""

from __future__ import annotations

import functools
import hashlib
import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import Any

from pipeline.added import added_in, place_added
from pipeline.databases import report_blocks
from pipeline.keys import Keys
from pipeline.load.database import write_what_follows
from pipeline.load.provenance import code_version
from pipeline.load.rows.sketches import unpack_sketch
from pipeline.model import KINDS, Block
from pipeline.road import Follow, Membership, SeenReport

_EDITIONS = {"amended": 0, "final": 1, None: 2, "draft": 3}
_FORMS = ("application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "text/html")
"""Best first: a page that can be shown beside its words is worth most to who checks them. What was recognised from pictures comes
behind every form that has its letters in it."""

_REPORTS = """
SELECT r.id, r.sketch, r.named_family, r.council_id, coalesce(r.meeting_date_known, r.published, r.inspection_end),
  r.committee_known, r.status, r.edition, r.carrier_id IS NOT NULL, coalesce(r.media_type, ''),
  EXISTS (
    SELECT 1 FROM pages p WHERE p.report_id = coalesce(r.carrier_id, r.id) AND p.text_source = 'ocr'
    AND (r.carrier_id IS NULL OR p.number BETWEEN r.first_page AND r.last_page)),
  (SELECT count(*) FROM actions a WHERE a.report_id = r.id AND a.origin = 'table')
FROM report_details r
WHERE r.sketch IS NOT NULL AND r.status <> 'failed' ORDER BY r.id
"""


def group_families(connection: sqlite3.Connection, follow: Follow) -> None:
    """Say of every report which family it belongs to and whether it is the version that counts.

    Where no report came, changed or went since that was done last, it is not done again.
    """
    if connection.execute("SELECT 1 FROM grouped WHERE made_of = ?", (_state(connection),)).fetchone():
        return
    write_what_follows(
        connection,
        lambda: connection.execute(_REPORTS).fetchall(),
        lambda seen: follow.versions(_reports(seen)),
        functools.partial(_write, connection),
    )


def _state(connection: sqlite3.Connection) -> str:
    """Return a digest of what families are made of, of the code that makes them, and of the families as they stand."""
    digest = hashlib.sha256(code_version("follow").encode())
    for statement in (_REPORTS, "SELECT id, family_id, is_primary FROM reports ORDER BY id"):
        for row in connection.execute(statement):
            digest.update(repr(row).encode())
    return digest.hexdigest()


def _reports(seen: Iterable[tuple[Any, ...]]) -> list[SeenReport]:
    """Return the reports with the rank of each: of versions as good otherwise, the one that prints most of the plan counts.

    A supplementary paper carries the appendix, or the row, that the first lacked.
    """
    reports = []
    for report, sketch, named, council, on, committee, status, edition, carried, form, recognised, planned in seen:
        form_rank = _FORMS.index(form) if form in _FORMS else len(_FORMS)
        rank = (status != "ok", _EDITIONS[edition], recognised, -planned, carried, form_rank)
        day = date.fromisoformat(on) if on else None
        reports.append(SeenReport(report, unpack_sketch(sketch), council, day, named, tuple(map(int, rank)), edition, committee))
    return reports


def _write(connection: sqlite3.Connection, members: Iterable[Membership]) -> None:
    standing = {row[0]: row[1:] for row in connection.execute("SELECT id, family_id, is_primary FROM reports")}
    for member in members:
        family, is_primary = standing[member.report]
        if (family, bool(is_primary)) == (member.family, member.is_primary):
            continue
        connection.execute(
            "UPDATE reports SET family_id = ?, is_primary = ? WHERE id = ?", (member.family, member.is_primary, member.report)
        )
        if family != member.family:
            _rekey(connection, member.report, family, member.family)
    place_added(connection)


def _rekey(connection: sqlite3.Connection, report: str, before: str | None, family: str) -> None:
    """Give the findings of a report the keys of another family; reviews and audits follow."""
    blocks = report_blocks(connection, report)
    _move_audited_blocks(connection, blocks.values(), before, family)
    keys = Keys(family, blocks.values())
    for kind in KINDS:
        found = connection.execute(
            f"SELECT id, block_id, char_start, char_end, key FROM {kind} WHERE report_id = ? ORDER BY id", (report,)
        ).fetchall()
        for finding, block, start, end, old in found:
            key = keys.next(kind, blocks[block], start, end)
            _move_reviews(connection, old, key)
            connection.execute("UPDATE audit_units SET key = ?, family_id = ? WHERE key = ?", (key, family, old))
            connection.execute(f"UPDATE {kind} SET key = ? WHERE id = ?", (key, finding))
            connection.execute("UPDATE finding_index SET key = ? WHERE id = ?", (key, finding))
    for old, kind, block, start, end in added_in(connection, report):
        key = Keys(family, blocks.values()).next(kind, blocks[block], start, end)
        _move_reviews(connection, old, key)
        connection.execute("UPDATE OR REPLACE added_units SET key = ?, family_id = ? WHERE key = ?", (key, family, old))


def _move_audited_blocks(connection: sqlite3.Connection, blocks: Iterable[Block], before: str | None, family: str) -> None:
    """Give the paragraphs that an audit asks about the keys of another family."""
    asked = "SELECT key FROM audit_units WHERE stratum = 'block' AND family_id = ?"
    audited = {key for (key,) in connection.execute(asked, (before,))}
    if before is None or not audited:
        return
    listed = [block for block in blocks if block.text]
    there, then = Keys(before, listed), Keys(family, listed)
    for block in listed:
        old, key = (keys.next("blocks", block, 0, len(block.text)) for keys in (there, then))
        if old in audited:
            connection.execute("UPDATE audit_units SET key = ?, family_id = ? WHERE key = ?", (key, family, old))


def _move_reviews(connection: sqlite3.Connection, old: str, key: str) -> None:
    """Lead from a key on which reviews hang to the one that takes its place; the reviews themselves are not touched."""
    connection.execute("UPDATE moved_keys SET key = ?2 WHERE key = ?1", (old, key))
    connection.execute(
        "INSERT OR REPLACE INTO moved_keys (old_key, key) SELECT ?1, ?2 WHERE EXISTS (SELECT 1 FROM reviews WHERE key = ?1)",
        (old, key),
    )
