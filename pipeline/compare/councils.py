"""Which councils a person means, and what was loaded of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence

from pipeline.compare.facts import Coverage
from pipeline.errors import UsageError

_KNOWN = "SELECT council_id, council FROM council_coverage ORDER BY council"
_HEIRS = "SELECT name, replaced_by FROM councils WHERE replaced_by IS NOT NULL ORDER BY end_date, name"
_LOADED = "SELECT 1 FROM councils c JOIN reports r ON r.council_id = c.id WHERE c.name = ? AND r.is_primary LIMIT 1"
_COVERAGE = """
SELECT council_id, council, reports, committee_reports, inspection_reports, not_fully_read, pages,
  pages_unread, first_day, last_day
FROM council_coverage WHERE council_id = ?
"""
_UNREAD = """
SELECT DISTINCT r.label, p.number FROM reports r JOIN pages p ON p.report_id = coalesce(r.carrier_id, r.id)
WHERE r.council_id = ? AND r.is_primary AND p.outcome IN ('unread', 'partial')
  AND (r.carrier_id IS NULL OR p.number BETWEEN r.first_page AND r.last_page)
  AND NOT EXISTS (SELECT 1 FROM reports q WHERE q.carrier_id = r.id AND p.number BETWEEN q.first_page AND q.last_page)
ORDER BY r.label, p.number
"""
_SPAN = "SELECT name, start_date, end_date, replaced_by FROM councils WHERE id = ?"
_UNDATED = """
SELECT count(*) FROM report_details
WHERE council_id = ? AND is_primary AND coalesce(meeting_date_known, published_known, inspection_end) IS NULL
"""
# Not of the view `council_years`, which is made for all councils at once.
_YEARS = """
SELECT DISTINCT substr(coalesce(meeting_date_known, published_known, inspection_end), 1, 4) AS year FROM report_details
WHERE council_id = ? AND is_primary AND year IS NOT NULL
"""


def chosen_councils(connection: sqlite3.Connection, names: Sequence[str]) -> list[str]:
    """Return the councils meant, in the order named: by short name, official name, or a part of it that only one has.

    A part that a council shares with those that replaced it means them all, the earlier first. Raises `UsageError`
    where none is called so, or several are.
    """
    known = connection.execute(_KNOWN).fetchall()
    if not known:
        raise UsageError("the database holds no report of a known council; load some with: journeys load PATH...")
    heirs = {old: new.split("; ") for old, new in connection.execute(_HEIRS)}
    return list(dict.fromkeys(key for name in names for key in _meant(name, known, heirs)))


def _meant(name: str, known: Sequence[tuple[str, str]], heirs: Mapping[str, Sequence[str]]) -> list[str]:
    words = name.casefold().strip()
    exact = [key for key, official in known if words in (key, official.casefold())]
    part = [key for key, official in known if words in official.casefold() or words.replace(" ", "-") in key]
    if len(exact) == 1 or len(part) == 1:
        return (exact or part)[:1]
    line = _line({official: key for key, official in known if key in part}, heirs)
    if line:
        return line
    if part:
        raise UsageError(f"“{name}” could be {', '.join(sorted(part))}; write one of these")
    raise UsageError(f"there is no report of a council called “{name}”; there are: {', '.join(key for key, _ in known)}")


def _line(among: Mapping[str, str], heirs: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the keys of councils, named, where all but one replaced that one, the earlier first; else none."""
    for first in (name for name in heirs if name in among):
        line = [first]
        for name in line:
            line += [heir for heir in heirs.get(name, ()) if heir in among and heir not in line]
        if len(line) == len(among):
            return [among[name] for name in line]
    return []


def coverage(connection: sqlite3.Connection, council: str) -> Coverage:
    """Return what was loaded of a council."""
    row = connection.execute(_COVERAGE, (council,)).fetchone()
    told = {int(year) for (year,) in connection.execute(_YEARS, (council,))}
    (undated,) = connection.execute(_UNDATED, (council,)).fetchone()
    unread = tuple(f"{label}, p. {page}" for label, page in connection.execute(_UNREAD, (council,)))
    return Coverage(*(*row, undated, _gaps(connection, council, told), unread))


def _any_loaded(connection: sqlite3.Connection, names: Sequence[str]) -> bool:
    """Say whether there is a report of any council so named."""
    return any(connection.execute(_LOADED, (name,)).fetchone() for name in names)


def _gaps(connection: sqlite3.Connection, council: str, told: Collection[int]) -> tuple[int, ...]:
    """Return the years without a report of a council; one that took another's place, or gave up its own, had no others."""
    if not told:
        return ()
    name, start, end, heirs = connection.execute(_SPAN, (council,)).fetchone()
    before = [old for old, new in connection.execute(_HEIRS) if name in new.split("; ")] if start else []
    after = (heirs or "").split("; ") if end else []
    first = int(start[:4]) if _any_loaded(connection, before) else min(told)
    last = int(end[:4]) if _any_loaded(connection, after) else max(told)
    return tuple(year for year in range(min(first, *told), max(last, *told) + 1) if year not in told)
