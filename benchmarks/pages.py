"""How fast the pages answer on a database of many reports, made from the sample by copying its rows under other councils.

    python -m benchmarks.pages --reports 1000

prints, for each page, milliseconds of wall time and of this process's CPU time: of pages never asked for before, each of another
council or for other words, and of the same pages asked for again; the middle one of each.
"""

from __future__ import annotations

import argparse
import asyncio
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path
from statistics import median
from urllib.parse import quote

from datasette.utils import tilde_encode

from pipeline.browse import charts, make_datasette
from pipeline.flow import load_files
from pipeline.load.request import Request

ROOT = Path(__file__).resolve().parents[1]
_KEYS = (
    "id",
    "report_id",
    "council_id",
    "block_id",
    "finding_id",
    "action_id",
    "thread_id",
    "family_id",
    "carrier_id",
    "lead_in_id",
)
_TABLES = (
    *(
        "councils",
        "reports",
        "report_files",
        "pages",
        "blocks",
        "block_parts",
        "block_cells",
        "people",
        "recommendations",
        "actions",
    ),
    *("dates", "percentages", "changes", "events", "judgements", "action_leads", "evidence", "finding_index", "finding_topics"),
    *("indicators", "action_threads", "thread_steps", "rule_hits"),
)
ASKED = 9
"""How many pages of a kind are asked for: of as many copies of a council."""

_COUNCILS = ("northmoor-metropolitan-borough-council", "elmshire-county-council", "london-borough-of-harrowgate-park")
_WORDS = {
    "a rare word": ("supervision", "placements", "caseloads", "thresholds", "edge", "audits", "referrals", "foster", "return"),
    "a common word": ("children", "service", "improvement", "board", "plan", "quality", "care", "practice", "report"),
    "two words": (
        *("social workers", "care leavers", "action plan", "improvement board", "quality assurance", "children services"),
        *("team managers", "early help", "director children"),
    ),
}


def paths(name: str) -> dict[str, list[str]]:
    """Return the addresses of each kind of page in a database of this name."""

    def key(council: str, n: int) -> str:
        return f"{council}~{n}"

    return {
        "home": ["/"],
        "council": [f"/{name}/councils/{tilde_encode(key(_COUNCILS[n % 3], n))}" for n in range(1, ASKED + 1)],
        "compare, three": [
            "/-/compare?align=inspection&" + "&".join(f"council={key(council, n)}" for council in _COUNCILS)
            for n in range(1, ASKED + 1)
        ],
        "compare, six": [
            "/-/compare?" + "&".join(f"council={key(council, n + copy)}" for council in _COUNCILS for copy in (0, 1))
            for n in range(1, ASKED + 1)
        ],
        **{f"search, {what}": [f"/-/search?words={quote(words)}" for words in asked] for what, asked in _WORDS.items()},
    }


def copy(db: Path, times: int) -> None:
    """Add `times` copies of every report, each copy of a council under a name of its own."""
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("pragma synchronous = off")
        for (name,) in connection.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            connection.execute(f'drop trigger "{name}"')
        for table in _TABLES:
            columns = [column for _, column, *_ in connection.execute(f"pragma table_info({table})")]
            names = ", ".join(f'"{column}"' for column in columns)
            connection.execute(f"create temp table original as select * from {table}")
            for n in range(1, times + 1):
                values = ", ".join(_copied(table, column, n) for column in columns)
                connection.execute(f"insert into main.{table} ({names}) select {values} from temp.original")
            connection.execute("drop table temp.original")
        for index in ("blocks_fts", "findings_fts"):
            connection.execute(f"insert into {index}({index}) values ('rebuild')")
        connection.commit()


def _copied(table: str, column: str, n: int) -> str:
    if column in _KEYS:
        return f"\"{column}\" || '~{n}'"
    return f"name || ' {n}'" if (table, column) == ("councils", "name") else f'"{column}"'


async def measure(db: Path) -> None:
    """Ask for each page, then for each again."""
    datasette = make_datasette(db)
    await datasette.invoke_startup()
    await asyncio.to_thread(charts.warmed.wait)
    await datasette.client.get("/-/accuracy")  # templates are compiled
    for name, asked in paths(db.stem).items():
        first, again = [], []
        for taken in (first, again):
            for path in asked:
                wall, cpu = time.perf_counter(), time.process_time()
                answer = await datasette.client.get(path)
                taken.append((1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu)))
                assert answer.status_code == 200, path
        print(f"{name:24} first {_middle(first)}   again {_middle(again)}")


def _middle(taken: list[tuple[float, float]]) -> str:
    wall, cpu = (median(times) for times in zip(*taken, strict=True))
    return f"{wall:5.0f} ms wall {cpu:5.0f} ms CPU"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--db", type=Path, help="one that was made before")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        db = arguments.db or make(Path(folder) / "findings.db", arguments.reports)
        with closing(sqlite3.connect(db)) as connection:
            counted = connection.execute(
                "select (select count(*) from reports), (select count(*) from councils), (select count(*) from finding_index)"
            ).fetchone()
        print("{} reports of {} councils, {} findings, {:.0f} MB".format(*counted, db.stat().st_size / 1e6))
        asyncio.run(measure(db))


def make(db: Path, reports: int) -> Path:
    """Load the sample, and copy it until there are so many reports."""
    load_files(Request(tuple(sorted((ROOT / "corpus" / "reports").glob("*.pdf"))), db))
    with closing(sqlite3.connect(db)) as connection:
        (loaded,) = connection.execute("select count(*) from reports").fetchone()
    copy(db, -(-reports // loaded) - 1)
    return db


if __name__ == "__main__":
    main()
