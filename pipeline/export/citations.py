"""Cite findings so that a reader can check them: council, meeting, title, page, quote, and the SHA-256 of the file."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.errors import UsageError

_FOUND = """
SELECT f.id, f.kind, f.quote, f.page, f.key, r.council, r.title, r.label, r.kind, r.committee_known,
  coalesce(r.meeting_date_known, r.published_known, r.inspection_end), r.agenda_item, r.source_url,
  coalesce(r.sha256, (SELECT sha256 FROM reports WHERE id = r.carrier_id)), r.source_path, r.id
FROM finding_index f JOIN report_details r ON r.id = f.report_id
WHERE ?1 IN (f.id, f.key) ORDER BY r.is_primary DESC, f.id LIMIT 1
"""

# What a letter prints over its "Dear ..." and below its "Yours ...": who writes.
_WRITTEN_BY = """
WITH told AS (SELECT text, seq FROM blocks WHERE report_id = ?1 AND kind <> 'furniture'),
  dear AS (SELECT coalesce(min(seq), 8) AS at FROM told WHERE text LIKE 'Dear%'),
  yours AS (SELECT max(seq) AS at FROM told WHERE text LIKE 'Yours %')
SELECT group_concat(text, ' ') FROM (SELECT text FROM told WHERE seq >= (SELECT at FROM yours) ORDER BY seq LIMIT 6)
UNION ALL SELECT group_concat(text, ' ') FROM (SELECT text FROM told WHERE seq < (SELECT at FROM dear) ORDER BY seq)
UNION ALL SELECT title FROM reports WHERE id = ?1
"""
_WRITERS = (
    (
        "Ofsted",
        re.compile(r"\b(?:ofsted|majesty[’']s (?:senior )?inspectors?|HMI|monitoring visit|focused visit)\b", re.IGNORECASE),
    ),
    ("Care Quality Commission", re.compile(r"\bcare quality commission\b|\bCQC\b", re.IGNORECASE)),
    (
        "Department for Education",
        re.compile(
            r"\b(?:department for education|secretary of state|(?:under-?secretary|minister) (?:of state )?for)\b", re.IGNORECASE
        ),
    ),
)

# A letter in a pack was heard with the paper before it; one in a paper's appendix, with that paper.
_HEARD_WITH = """
SELECT o.committee_known, o.meeting_date_known, o.agenda_item FROM reports r JOIN report_details o
  ON o.id = r.carrier_id OR (o.carrier_id = r.carrier_id AND o.first_page <= r.first_page)
WHERE r.id = ? AND o.id <> r.id AND o.committee_known IS NOT NULL AND o.kind NOT IN ('letter', 'inspection_report')
ORDER BY o.carrier_id IS NULL, o.first_page DESC LIMIT 1
"""

# Each of TeX's special characters, and how it is printed.
_TEX = {character: f"\\{character}" for character in "&%$#_"} | {
    "{": r"\textbraceleft{}",  # BibTeX counts braces, escaped ones too
    "}": r"\textbraceright{}",
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True, slots=True)
class Cited:
    """A finding as it is cited; `key` names it in a list of references.

    `outsider` wrote the report where the council that it is about did not: Ofsted, for one.
    """

    key: str
    council: str | None
    outsider: str | None
    title: str
    meeting: str | None
    on: date | None
    agenda_item: str | None
    page: int | None
    quote: str
    sha256: str | None
    url: str | None
    file: str


def cite(connection: sqlite3.Connection, names: Sequence[str]) -> list[Cited]:
    """Return the findings with these identifiers or keys, in the order named; raises `UsageError` where there is no such one."""
    found = []
    for name in names:
        row = connection.execute(_FOUND, (name,)).fetchone()
        if row is None:
            raise UsageError(f"there is no finding {name}; its identifier stands in the column id of its table and on its page")
        found.append(_cited(connection, row))
    return found


def _cited(connection: sqlite3.Connection, row: Sequence[str]) -> Cited:
    id_, _, quote, page, _, council, title, label, kind, committee, day, item, url, sha256, path, report = row
    if not committee:
        committee, heard_on, item = connection.execute(_HEARD_WITH, (report,)).fetchone() or (committee, None, item)
        committee = f"{committee}, {heard_on}" if committee and heard_on else committee
    on = date.fromisoformat(day) if day else None
    return Cited(
        key=f"{(council or 'report').lower().replace(' ', '-')}-{on.year if on else 'undated'}-{id_}",
        council=council,
        outsider="Ofsted" if kind == "inspection_report" else _writer(connection, report) if kind == "letter" else None,
        title=title or label,
        meeting=committee,
        on=on,
        agenda_item=item,
        page=int(page) if page else None,
        quote=" ".join(quote.split()),
        sha256=sha256,
        url=url,
        file=path.rsplit("/", 1)[-1],
    )


def _writer(connection: sqlite3.Connection, letter: str) -> str | None:
    """Return who wrote a letter, by what it prints below, over and as its heading; null where that is no body that inspects."""
    for (words,) in connection.execute(_WRITTEN_BY, (letter,)):
        for name, said in _WRITERS:
            if words and said.search(words):
                return name
    return None


def as_bibtex(cited: Sequence[Cited]) -> str:
    """Return BibTeX entries."""
    return "\n".join(_entry(one) for one in cited)


def as_csl(cited: Sequence[Cited]) -> str:
    """Return a list of CSL JSON items (citeproc's form, which Zotero and pandoc read)."""
    return json.dumps([_item(one) for one in cited], ensure_ascii=False, indent=1) + "\n"


def _entry(one: Cited) -> str:
    key = re.sub(r"[^a-zA-Z0-9:.-]", "", one.key)
    fields = {
        "author": f"{{{_tex(_author(one))}}}",
        "title": f"{{{_tex(one.title)}}}",
        "institution": _tex(_author(one)),
        "year": str(one.on.year) if one.on else None,
        "month": str(one.on.month) if one.on else None,
        "day": str(one.on.day) if one.on else None,
        "type": _tex(_heard(one)) if one.meeting else None,
        "pages": str(one.page) if one.page else None,
        "url": one.url,
        "note": _tex(_note(one)),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@techreport{{{key},\n" + ",\n".join(lines) + "\n}\n"


def _item(one: Cited) -> dict[str, object]:
    item = {
        "id": one.key,
        "type": "report",
        "author": [{"literal": _author(one)}],
        "title": one.title,
        "event-title": _heard(one) if one.meeting else None,
        "issued": {"date-parts": [[one.on.year, one.on.month, one.on.day]]} if one.on else None,
        "publisher": _author(one),
        "page": str(one.page) if one.page else None,
        "URL": one.url,
        "note": _note(one),
    }
    return {name: value for name, value in item.items() if value is not None}


def _author(one: Cited) -> str:
    return one.outsider or one.council or "Author not known"


def _heard(one: Cited) -> str:
    return f"{one.meeting}, item {one.agenda_item}" if one.agenda_item else str(one.meeting)


def _note(one: Cited) -> str:
    about = f"on {one.council}; " if one.outsider and one.council else ""
    digest = f"; SHA-256 {one.sha256}" if one.sha256 else ""
    return f"{about}“{one.quote}” ({one.file}{digest})"


def _tex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in text)
