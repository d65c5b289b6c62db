"""Make a copy of a findings database to give away: without paths of this machine, and if wanted without people's names.

A name is replaced by a bar of the same length that ends in the person's number: every finding still stands at its place, and one
person remains one. Names are those that findings give, of people answerable for a report and of leads that are persons;
`Ms Field`, `A. Field` and mail addresses are covered too. A person of whom nothing was found is not known, and stays.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UsageError

BAR = "▇"
_TITLES = r"Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Cllr|Councillor|Sir|Dame|Lord|Lady|Baroness|[A-Z]"
_MAIL = re.compile(r"[\w.+'-]+(?=@[\w-]+\.)")
_SHORTEST_SURNAME = 3


@dataclass(frozen=True, slots=True)
class Published:
    """A copy that was made: how many people's names, and of reviewers, were left out of it."""

    path: Path
    people: int
    reviewers: int


def publish(connection: sqlite3.Connection, output: Path, *, without_people: bool = False) -> Published:
    """Copy a database to a file that is not there yet.

    Neither file paths of the runs nor parsed pages come along, so the copy shows text evidence only. Raises `UsageError` where
    the file stands already.
    """
    if output.exists():
        raise UsageError(f"{output} is there already; name another file")
    with closing(sqlite3.connect(output, isolation_level=None)) as copy:
        connection.backup(copy)
        copy.execute("PRAGMA foreign_keys = OFF")
        copy.execute("BEGIN")
        copy.execute("UPDATE runs SET files = '[]', arguments = '{}'")
        for table in ("page_layouts", "report_steps"):  # they hold every word of the pages again
            copy.execute(f"DELETE FROM {table}")
        people = reviewers = 0
        if without_people:
            names = _names(copy)
            people, reviewers = len(names), _number_reviewers(copy)
            _mask(copy, masker(names))
        copy.execute("COMMIT")
        copy.execute("VACUUM")
    return Published(output, people, reviewers)


def masker(names: Iterable[str]) -> Callable[[str], str]:
    """Return what replaces these names in a text, each by a bar of its own length; the text's length stays."""
    numbered = {" ".join(name.split()).casefold(): number for number, name in enumerate(sorted(set(names)), 1)}
    if not numbered:
        return lambda text: _MAIL.sub(lambda mail: _bar(mail[0]), text)
    whole = "|".join(r"\s+".join(map(re.escape, name.split())) for name in sorted(numbered, key=lambda name: (-len(name), name)))
    surnames = sorted({name.split()[-1] for name in numbered if len(name.split()[-1]) >= _SHORTEST_SURNAME})
    known = re.compile(rf"(?<!\w)(?:{whole})(?!\w)", re.IGNORECASE)
    by_title = re.compile(rf"(?<!\w)(?:{_TITLES})\.?\s+(?P<surname>(?i:{'|'.join(map(re.escape, surnames)) or '(?!)'}))(?!\w)")

    def masked(text: str) -> str:
        text = known.sub(lambda hit: _bar(hit[0], numbered.get(" ".join(hit[0].split()).casefold())), text)
        text = by_title.sub(lambda hit: hit[0][: hit.start("surname") - hit.start()] + _bar(hit["surname"]), text)
        return _MAIL.sub(lambda mail: _bar(mail[0]), text)

    return masked


def _bar(words: str, number: int | None = None) -> str:
    """Return words with every letter and figure replaced, the last ones by a number where it finds room."""
    bar = re.sub(r"\w", BAR, words)
    figures = "" if number is None else str(number)
    return bar[: len(bar) - len(figures)] + figures if len(figures) < len(bar) else bar


def _names(db: sqlite3.Connection) -> set[str]:
    found = db.execute("SELECT name FROM people WHERE name IS NOT NULL UNION SELECT name FROM leads WHERE kind = 'person'")
    printed = db.execute("SELECT a.text FROM action_leads a JOIN leads l ON l.id = a.lead_id WHERE l.kind = 'person'")
    return {name for (name,) in (*found, *printed) if len(name) >= _SHORTEST_SURNAME}


def _number_reviewers(db: sqlite3.Connection) -> int:
    found = db.execute("SELECT reviewer FROM reviews UNION SELECT reviewer FROM audit_words ORDER BY 1").fetchall()
    for number, (reviewer,) in enumerate(found, 1):
        for table in ("reviews", "audit_words"):
            db.execute(f"UPDATE {table} SET reviewer = ? WHERE reviewer = ?", (f"reviewer {number}", reviewer))
    return len(found)


def _mask(db: sqlite3.Connection, masked: Callable[[str], str]) -> None:
    """Mask every text of every table; triggers that guard the words stand aside meanwhile, for all words change together."""
    db.create_function("masked", 1, lambda text: masked(text) if isinstance(text, str) else text, deterministic=True)
    triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql IS NOT NULL").fetchall()
    for name, _ in triggers:
        db.execute(f'DROP TRIGGER "{name}"')
    for table, columns in _texts(db):
        masks = ", ".join(f'"{column}" = masked("{column}")' for column in columns)
        changed = " OR ".join(f'masked("{column}") IS NOT "{column}"' for column in columns)
        db.execute(f'UPDATE "{table}" SET {masks} WHERE {changed}')
    for index in ("blocks_fts", "findings_fts"):
        db.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
    for _, sql in triggers:
        db.execute(sql)


def _texts(db: sqlite3.Connection) -> Iterator[tuple[str, list[str]]]:
    """Yield the tables with their columns of text."""
    tables = db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT GLOB '*_fts_*' "
        "AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '_sqlite_*' ORDER BY name"
    ).fetchall()
    for (table,) in tables:
        columns = [name for name, kind in db.execute("SELECT name, type FROM pragma_table_info(?)", (table,)) if kind == "TEXT"]
        if columns:
            yield table, columns
