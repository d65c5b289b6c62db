"""Which version of a report counts, by what a database knows of each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.follow import follow
from pipeline.load.database import open_database
from pipeline.load.families import group_families
from pipeline.load.request import Summary
from tests.load.readings import EVERYTHING


def test_a_version_recognised_from_pictures_counts_only_where_there_is_no_other(
    database: Path, load_paths: Callable[..., Summary], tmp_path: Path
) -> None:
    words = f"Council: Northmoor Borough Council\nTitle: Plan\nDate: 2019-06-12\n{EVERYTHING}\n"
    words += " ".join(f"word{n}" for n in range(300))
    for name, last in (("one.txt", "the end"), ("other.txt", "our end")):
        (tmp_path / name).write_text(f"{words} {last}\n")
    load_paths(tmp_path / "one.txt", tmp_path / "other.txt")
    with open_database(database) as connection:
        ((counts,),) = connection.execute("SELECT id FROM reports WHERE is_primary").fetchall()
        connection.execute("UPDATE pages SET text_source = 'ocr' WHERE report_id = ?", (counts,))
        group_families(connection, follow())
        ((now,),) = connection.execute("SELECT id FROM reports WHERE is_primary").fetchall()
        connection.execute("UPDATE pages SET text_source = 'ocr' WHERE report_id = ?", (now,))
        group_families(connection, follow())
        ((again,),) = connection.execute("SELECT id FROM reports WHERE is_primary").fetchall()
    assert (now != counts, again) == (True, counts)
