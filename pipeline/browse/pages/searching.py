"""The search over everything: passages that hold the words, lit, and what was found in them."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from datasette.utils.asgi import BadRequest

from pipeline.browse.rows import DAY, Row, one, rows
from pipeline.model import KINDS

SHOWN = 20
"""Passages on a page of results."""

BEST = 400
"""Passages that are ranked and looked at; whoever gets more types another word."""

MOST_WORDS = 100
"""Words and phrases of a search: each is looked up in turn."""

AROUND = 48
"""Words of a passage that are shown round a hit."""

NAMED = 8
"""Pages offered that are called so: councils, topics, measures, leads, reports by their file, in this order; of each sort the
shortest name fits best."""

_OPEN, _CLOSE = "\x02", "\x03"  # no text holds these: parse drops control characters

_MATCHING = """
from blocks_fts join blocks on blocks.rowid = blocks_fts.rowid join reports on reports.id = blocks.report_id
where blocks_fts match ?1 and reports.is_primary and blocks.kind not in ('furniture', 'contents')
and ?2 in ('', reports.council_id)
and (?3 = '' or exists (select 1 from finding_index where block_id = blocks.id and +finding_index.kind = ?3))
"""
_HITS = f"""
select place, hits.id, hits.report_id, hits.kind = 'heading' as heading,
  lower(replace(replace(blocks.text, char(9), ' '), '  ', ' ')) as said from
(select blocks.rowid as place, blocks.id, blocks.report_id, blocks.kind, rank {_MATCHING} order by rank limit {BEST}) hits
join blocks on blocks.rowid = place
order by heading, hits.rank, place
"""
_COUNTED = f"select count(*) as passages, count(distinct report_id) as reports {_MATCHING}"
_SHOWN = f"""
select snippet(blocks_fts, 0, '{_OPEN}', '{_CLOSE}', ' … ', {AROUND}) as words, blocks.id, blocks.kind, blocks.page, blocks.ref,
  blocks.section, blocks.report_id, r.label as report, r.title, councils.name as council, councils.id as council_id,
  {DAY} as day
from blocks_fts
join blocks on blocks.rowid = blocks_fts.rowid
join report_details r on r.id = blocks.report_id
left join councils on councils.id = r.council_id
where blocks_fts match ?1 and blocks_fts.rowid in (select value from json_each(?2))
"""
_NAMED = f"""
select * from (
  select 'councils' as kind, id, name from councils where id in (select council_id from reports)
  union all select 'topics', id, name from topics where id in (select topic_id from finding_topics)
  union all select 'measures', id, name from measures where id in (select measure_id from indicators)
  union all select 'leads', id, name from leads
  union all select 'reports', id, substr(source_path, length(rtrim(source_path, replace(source_path, '/', ''))) + 1)
    from reports where is_primary and carrier_id is null
) where not exists (select 1 from json_each(?1) where instr(lower(name), lower(value)) = 0)
order by case kind when 'councils' then 1 when 'topics' then 2 when 'measures' then 3 when 'leads' then 4 else 5 end,
  length(name), name, id limit {NAMED}
"""
_INSIDE = "select block_id, kind, id, quote from finding_index where block_id in (select value from json_each(?)) order by id"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a passage, lit where they were searched for."""

    text: str
    lit: bool


def match(typed: str) -> str:
    """Return what was typed as a query of FTS5: every word, and phrases between double quotes; nothing else means anything.

    Raises `BadRequest` where it is over `MOST_WORDS`.
    """
    typed = re.sub(r"[\x00-\x1f]+", " ", typed).replace("“", '"').replace("”", '"')  # a zero ends what SQLite reads
    phrases = re.findall(r'"([^"]+)"?|([^\s"]+)', typed)
    asked = [f'"{words}"' for pair in phrases if (words := "".join(pair).strip())]
    if len(asked) > MOST_WORDS:
        raise BadRequest(f"A search has {MOST_WORDS} words at most; these are {len(asked):,}.")
    return " ".join(asked)


def pieces(snippet: str) -> list[Piece]:
    """Cut a snippet into what is lit and what is not, with the cells of a row set apart by dots."""
    snippet = re.sub(r"\s*\t[\s\t]*", " · ", snippet)
    parts = re.split(f"[{_OPEN}{_CLOSE}]", snippet)
    return [Piece(text, n % 2 == 1) for n, text in enumerate(parts) if text]


async def councils(db: Any) -> dict[str, str]:
    """Return the names of the councils that have reports, by key, in the order of the alphabet."""
    sql = "select id, name from councils where exists (select 1 from reports where council_id = councils.id) order by name"
    return {row["id"]: row["name"] for row in await rows(db, sql)}


async def search(db: Any, typed: str, *, council: str, kind: str, page: int) -> Row:
    """Return a page of passages that hold the words typed; of one council, with findings of one class.

    The best come first, headings behind all others; of passages that say the same the best stands for all, with `same`, their
    number. `count` and `reports` are of all that hold the words, of which the best `ranked` are shown.
    """
    asked = match(typed)
    narrowed = (asked, council, kind if kind in KINDS else "")
    hits = await rows(db, _HITS, *narrowed) if asked else []
    ranked = len(hits)
    count, reports = ranked, len({hit["report_id"] for hit in hits})
    if ranked == BEST:
        [counted] = await rows(db, _COUNTED, *narrowed)
        count, reports = counted["passages"], counted["reports"]
    same = Counter(hit["said"] for hit in hits)
    hits = list({hit["said"]: hit for hit in reversed(hits)}.values())[::-1]
    here = hits[(page - 1) * SHOWN : page * SHOWN]
    found = {row["id"]: row for row in await rows(db, _SHOWN, asked, json.dumps([hit["place"] for hit in here]))} if here else {}
    inside: dict[str, list[Row]] = {}
    for row in await rows(db, _INSIDE, json.dumps(list(found))):
        inside.setdefault(row["block_id"], []).append(row)
    return {
        "words": typed,
        "named": await rows(db, _NAMED, json.dumps(asked_for)) if (asked_for := re.findall(r'[^\s"“”]+', typed)) else [],
        "council": await one(db, "select id, name from councils where id = ?", council) if council else None,
        "councils": await councils(db),
        "kind": kind,
        "page": page,
        "count": count,
        "reports": reports,
        "more": len(hits) > page * SHOWN,
        "ranked": ranked,
        "hits": [
            {
                **found[hit["id"]],
                "same": same[hit["said"]],
                "pieces": pieces(found[hit["id"]]["words"]),
                "inside": inside.get(hit["id"], []),
            }
            for hit in here
            if hit["id"] in found
        ],
    }
