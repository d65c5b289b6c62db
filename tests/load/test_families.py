"""Which version of a report counts, by what a database knows of each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.follow import follow
from pipeline.load.database import open_database
from pipeline.load.families import group_families
from pipeline.load.request import Summary
from tests.load.readings import EVERYTHING
from tests.measuring import load_into


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


def test_the_version_that_prints_more_of_the_plan_counts(tmp_path: Path) -> None:
    head = "# Wokingham Borough Council\n\n**Report to:** Executive\n\n**Date:** 3 March 2020\n\n**Title:** Improvement plan\n\n"
    head += " ".join(f"Word{n} of the plan stands here." for n in range(80))
    plan = "\n\n| Ref | Action | Lead | Due date |\n| --- | --- | --- | --- |\n"
    rows = [f"| {n} | Train the team on matter {n} | Head of Learning | May 2020 |\n" for n in range(1, 6)]
    for name, many in (("a.md", 4), ("b.md", 5), ("c.md", 3)):
        (tmp_path / name).write_text(head + plan + "".join(rows[:many]))
    load_into(tmp_path / "findings.db", [tmp_path / name for name in ("a.md", "b.md", "c.md")])
    with open_database(tmp_path / "findings.db") as connection:
        found = connection.execute("SELECT source_path FROM reports WHERE is_primary").fetchall()
    assert [Path(path).name for (path,) in found] == ["b.md"]
