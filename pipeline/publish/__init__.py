"""Make a copy of a database to give away: without this machine's paths and, if wanted, without people's names.

A name is replaced by a bar of the same length that ends in the person's number: every finding still stands at its place, and one
person remains one. Which names there are `pipeline.publish.names` says; what reviewers noted is left out as a whole, for nobody
knows whom it names, and pages are not drawn from a copy without names, for they show them.
"""

from __future__ import annotations

import functools
import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import StoreError, UsageError
from pipeline.model import KINDS
from pipeline.publish.masking import masker
from pipeline.publish.names import names_in

_KEPT = 20_000
_JSON = (("reviews", "correction"), ("reviews", "seen"))


@dataclass(frozen=True, slots=True)
class Published:
    """A copy that was made: how many people's names, and of reviewers, were left out of it."""

    path: Path
    people: int
    reviewers: int


def publish(connection: sqlite3.Connection, output: Path, *, without_people: bool = False) -> Published:
    """Copy a database to a file that is not there yet.

    Neither file paths of the runs nor parsed pages come along, so the copy shows text evidence only. The names go in a database
    of SQLite's own that has no file name and is gone with the process; what is written to disk is the copy that is done, and it
    gets its name last. Raises `UsageError` where the file stands already.
    """
    if output.exists():
        raise UsageError(f"{output} is there already; name another file")
    with closing(sqlite3.connect("", isolation_level=None)) as copy:
        connection.backup(copy)
        copy.execute("PRAGMA foreign_keys = OFF")
        copy.execute("BEGIN")
        copy.execute("UPDATE runs SET files = '[]', arguments = '{}'")
        for table in ("page_layouts", "report_steps"):  # they hold every word of the pages again
            copy.execute(f"DELETE FROM {table}")
        people = reviewers = 0
        if without_people:
            names = names_in(copy)
            people, reviewers = len(names.whole), _number_reviewers(copy)
            copy.execute("UPDATE reviews SET note = NULL")
            copy.execute("UPDATE reports SET sha256 = NULL")  # no file is known for theirs: pages show names
            masked = masker(names.whole, names.alone)
            _number_leads(copy, masked)
            _mask(copy, masked)
        copy.execute("COMMIT")
        _write(copy, output)
    return Published(output, people, reviewers)


def _write(copy: sqlite3.Connection, output: Path) -> None:
    """Write a database to a file under a name beside, and give it its own when it is whole."""
    with tempfile.TemporaryDirectory(prefix=f".{output.name}-", dir=output.absolute().parent) as beside:
        made = Path(beside, output.name)
        try:
            copy.execute("VACUUM INTO ?", (str(made),))
        except sqlite3.OperationalError as error:
            said = f"{output} cannot be written ({error}); nothing was left there: make room, or name another place"
            raise StoreError(said) from error
        made.rename(output)


def _number_reviewers(db: sqlite3.Connection) -> int:
    found = db.execute("SELECT reviewer FROM reviews UNION SELECT reviewer FROM audit_words ORDER BY 1").fetchall()
    for number, (reviewer,) in enumerate(found, 1):
        for table in ("reviews", "audit_words"):
            db.execute(f"UPDATE {table} SET reviewer = ? WHERE reviewer = ?", (f"reviewer {number}", reviewer))
    return len(found)


def _number_leads(db: sqlite3.Connection, masked: Callable[[str], str]) -> None:
    """Give the leads that are persons keys without their names; names that come to the same bars stay apart."""
    taken: set[str] = set()
    for number, (lead, name) in enumerate(
        db.execute("SELECT id, name FROM leads WHERE kind = 'person' ORDER BY id").fetchall(), 1
    ):
        bar = masked(name)
        taken.add(bar := f"{bar} ({number})" if bar in taken else bar)
        db.execute("UPDATE leads SET id = ?, name = ? WHERE id = ?", (f"person-{number}", bar, lead))
        db.execute("UPDATE action_leads SET lead_id = ? WHERE lead_id = ?", (f"person-{number}", lead))


def _mask(db: sqlite3.Connection, masked: Callable[[str], str]) -> None:
    """Mask every text of every table; triggers that guard the words stand aside meanwhile, for all words change together."""
    masked = functools.lru_cache(maxsize=_KEPT)(
        masked
    )  # the condition and the value ask the same, and texts stand in many tables
    db.create_function("masked", 1, lambda text: masked(text) if isinstance(text, str) else text, deterministic=True)
    db.create_function("masked_json", 1, lambda text: text and json.dumps(_within(json.loads(text), masked), ensure_ascii=False))
    triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql IS NOT NULL").fetchall()
    for name, _ in triggers:
        db.execute(f'DROP TRIGGER "{name}"')
    for table, columns in _texts(db):
        mask = {column: f'masked{"_json" if (table, column) in _JSON else ""}("{column}")' for column in columns}
        masks = ", ".join(f'"{column}" = {made}' for column, made in mask.items())
        changed = " OR ".join(f'{made} IS NOT "{column}"' for column, made in mask.items())
        db.execute(f'UPDATE "{table}" SET {masks} WHERE {changed}')
    _quote_again(db)
    for index in ("blocks_fts", "findings_fts"):
        db.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
    for _, sql in triggers:
        db.execute(sql)


def _quote_again(db: sqlite3.Connection) -> None:
    """Take every quote from its block anew: a name that a quote holds half of is only known where it stands whole."""
    stands = "SELECT substr(b.text, {0}.char_start + 1, {0}.char_end - {0}.char_start) FROM blocks b WHERE b.id = {0}.block_id"
    for table in (*KINDS, "evidence", "added_units"):
        db.execute(
            f"UPDATE {table} SET quote = ({stands.format(table)}) WHERE quote IS NOT NULL AND block_id IS NOT NULL "
            f"AND quote IS NOT ({stands.format(table)})"
        )
    for kind in KINDS:
        db.execute(
            f"UPDATE finding_index SET quote = (SELECT quote FROM {kind} f WHERE f.id = finding_index.id) WHERE kind = '{kind}' "
            f"AND quote IS NOT (SELECT quote FROM {kind} f WHERE f.id = finding_index.id)"
        )


def _within(value: Any, masked: Callable[[str], str]) -> Any:
    """Mask every text within what JSON holds."""
    if isinstance(value, dict):
        return {name: _within(held, masked) for name, held in value.items()}
    if isinstance(value, list):
        return [_within(held, masked) for held in value]
    return masked(value) if isinstance(value, str) else value


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
