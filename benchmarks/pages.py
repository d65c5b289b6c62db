"""How fast the pages answer on a database of many reports, made from the sample by copying its rows under other councils.

    python -m benchmarks.pages --reports 1000

prints, for each page, milliseconds of wall time and of this process's CPU time: the first answer and the best of the later ones.
"""

from __future__ import annotations

import argparse
import asyncio
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path

from pipeline.browse import make_datasette
from pipeline.flow import load_files
from pipeline.load.run import Request

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
_PATHS = {
    "home": "/",
    "council": "/findings/councils/northmoor-metropolitan-borough-council~7E7",
    "compare": "/-/compare?align=inspection&council=northmoor-metropolitan-borough-council&council=elmshire-county-council~3"
    "&council=london-borough-of-harrowgate-park~2",
    "search, a rare word": "/-/search?words=supervision",
    "search, a common word": "/-/search?words=children",
    "search, two words": "/-/search?words=social+workers",
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
    """Ask for each page five times."""
    datasette = make_datasette(db)
    await datasette.invoke_startup()
    await datasette.client.get("/-/accuracy")  # templates are compiled and the machine of the charts is started
    await datasette.client.get("/findings/councils/stourdale-council")
    for name, path in _PATHS.items():
        taken = []
        for _ in range(5):
            wall, cpu = time.perf_counter(), time.process_time()
            answer = await datasette.client.get(path)
            taken.append((1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu)))
            assert answer.status_code == 200, path
        later = min(taken[1:])
        (wall, cpu), (wall_later, cpu_later) = taken[0], later
        print(f"{name:24} first {wall:5.0f} ms wall {cpu:5.0f} ms CPU   later {wall_later:5.0f} ms wall {cpu_later:5.0f} ms CPU")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "findings.db"
        load_files(Request(tuple(sorted((ROOT / "corpus" / "reports").glob("*.pdf"))), db))
        with closing(sqlite3.connect(db)) as connection:
            (loaded,) = connection.execute("select count(*) from reports").fetchone()
        copy(db, -(-arguments.reports // loaded) - 1)
        with closing(sqlite3.connect(db)) as connection:
            counted = connection.execute(
                "select (select count(*) from reports), (select count(*) from councils), (select count(*) from finding_index)"
            ).fetchone()
        print("{} reports of {} councils, {} findings, {:.0f} MB".format(*counted, db.stat().st_size / 1e6))
        asyncio.run(measure(db))


if __name__ == "__main__":
    main()
