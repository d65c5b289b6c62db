"""What the page of a finding, of a block and of a printed page show: the words where they stand, and why they were found."""

from __future__ import annotations

from typing import Any

from pipeline.browse.pages import reading, reviewing
from pipeline.browse.pages.additions import ADDED_ID, ADDED_STANDS
from pipeline.browse.pages.lit import boxes
from pipeline.browse.pages.passages import pieces
from pipeline.browse.pages.related import mentions, over_time
from pipeline.browse.pictures.page_images import PageImages
from pipeline.browse.rows import Row, one, rows
from pipeline.model import KINDS
from pipeline.review.writing import unit_of

SHOWN = {
    "people": ("relation", "name", "role"),
    "recommendations": ("text", "ref", "kind", "verb", "by"),
    "actions": ("text", "ref", "plan_ref", "theme", "timescale", "start", "due", "status", "rag", "origin"),
    "dates": ("text", "start", "end", "precision", "resolved_from"),
    "percentages": ("text", "low", "high", "qualifier", "role", "subject", "period_start", "period_end"),
    "changes": ("text", "subject", "from_value", "to_value", "unit"),
    "events": ("text", "kind", "body", "start", "end", "judgement"),
    "judgements": ("area", "grade"),
}
"""The values of a finding that its page shows above its words, in this order."""

AROUND = 2
"""How many blocks before and behind are shown with a passage: enough to see what it speaks of."""

_CELLS = "select char_start, char_end, label, fill from block_cells where block_id = ? order by n"
_ADDED_HERE = f"union all select kind, {ADDED_ID}, quote, char_start from added_units where block_id = ?1 and {ADDED_STANDS}"
_REPORT = "select * from report_details where id = ?"


async def finding(db: Any, images: PageImages, table: str, key: str) -> Row | None:
    """Return a finding with its values, its words in their place, why it was found, its like elsewhere, and its neighbours."""
    found = await one(db, f"select * from {table} where id = ?", key)
    if not found:
        return None
    block = await one(db, "select * from blocks where id = ?", found["block_id"])
    assert block  # a foreign key: no finding without its block
    place = await one(
        db,
        f"select count(*) as of, sum(id <= ?2) as number, max(case when id < ?2 then id end) as previous, "
        f"min(case when id > ?2 then id end) as next from {table} where report_id = ?1",
        found["report_id"],
        key,
    )
    return {
        "kind": "finding",
        "table": table,
        "finding": found,
        "shown": _shown(table, found),
        "leads": await rows(
            db,
            "select leads.id, leads.name, leads.kind, action_leads.text from action_leads join leads on leads.id = lead_id "
            "where action_id = ? order by position",
            key if table == "actions" else None,
        ),
        "evidence": await rows(db, "select * from evidence where kind = ? and finding_id = ? order by field, n", table, key),
        "place": place,
        "sheets": await _sheets(db, images, found | {"kind": table}),
        "mentions": await mentions(db, table, found),
        "over_time": await over_time(db, table, key),
        "review": await reviewing.panel(db, table, found["key"]),
        **await _passage(db, block, found["char_start"], found["char_end"]),
    }


async def added(db: Any, images: PageImages, key: str) -> Row | None:
    """Return a unit that a reviewer added, as reviewers left it, its words where they stand now; null where there is none."""
    found = await one(db, "select * from added_units where key = ?", key)
    unit = await db.execute_fn(lambda connection: unit_of(connection, key)) if found else None
    if not found or unit is None:
        return None
    values = {**dict.fromkeys(SHOWN[found["kind"]]), **unit.reviewed}
    found |= {"id": f"added-{key}", "x0": None}
    block = await one(db, "select * from blocks where id = ?", found["block_id"])
    verdict = await one(db, "select verdict from review_verdicts where key = ?", key)
    return {
        "kind": "added",
        "table": found["kind"],
        "finding": found | {name: value for name, value in values.items() if name != "kind"},
        "shown": _shown(found["kind"], values),
        "leads": unit.reviewed.get("leads") or [],
        "rejected": bool(verdict and verdict["verdict"] == "rejected"),
        "sheets": await _sheets(db, images, found) if block else [],
        "review": await reviewing.panel(db, found["kind"], key),
        **(await _passage(db, block, found["char_start"], found["char_end"]) if block else {"report": None}),
    }


async def block(db: Any, key: str) -> Row | None:
    """Return a block with the blocks around it and the findings that stand in it."""
    found = await one(db, "select * from blocks where id = ?", key)
    if not found:
        return None
    listed = " union all ".join(
        f"select '{name}' as kind, id, quote, char_start from {name} where block_id = ?1" for name in KINDS
    )
    neighbours = await one(
        db,
        "select max(case when seq < ?2 then id end) as previous, min(case when seq > ?2 then id end) as next "
        "from blocks where report_id = ?1 and seq between ?2 - 1 and ?2 + 1",
        found["report_id"],
        found["seq"],
    )
    return {
        "kind": "block",
        "blank": reviewing.blank_fields(),
        "findings": await rows(db, f"{listed} {_ADDED_HERE} order by char_start, kind", key),
        "place": neighbours,
        **await _passage(db, found, 0, 0),
    }


async def page(db: Any, images: PageImages, key: str) -> Row | None:
    """Return a page with its text, its picture and how many findings of each class stand on it."""
    found = await one(db, "select * from pages where id = ?", key)
    if not found:
        return None
    counted = " union all ".join(
        f"select '{name}' as name, count(*) as n from {name} where page = ?2 "
        "and report_id in (select id from reports where ?1 in (id, carrier_id))"
        for name in KINDS
    )
    return {
        "kind": "page",
        "page": found,
        **await reading.picture(db, images, found),
        "report": await one(db, _REPORT, found["report_id"]),
        "counts": await rows(db, counted, found["report_id"], found["number"]),
        "place": await one(
            db,
            "select count(*) as of, max(case when number < ?2 then id end) as previous, "
            "min(case when number > ?2 then id end) as next from pages where report_id = ?1",
            found["report_id"],
            found["number"],
        ),
    }


def _shown(table: str, found: Row) -> list[tuple[str, Any]]:
    """Return the values of a finding by column; a figure that is no range has one value, not a lowest and a highest."""
    shown = [(name, found[name]) for name in SHOWN[table] if found[name] is not None]
    single = table == "percentages" and found["low"] == found["high"]
    return [("value" if single and name == "low" else name, value) for name, value in shown if not (single and name == "high")]


async def _sha256(db: Any, report: str) -> str | None:
    """Return the digest of the file that a report was read from, its own or its carrier's."""
    sql = "select coalesce(r.sha256, c.sha256) as digest from reports r left join reports c on c.id = r.carrier_id where r.id = ?"
    found = await one(db, sql, report)
    return found["digest"] if found else None


async def _sheets(db: Any, images: PageImages, found: Row) -> list[Row]:
    """Return each page that holds words of a finding, with their boxes and the page to be drawn, or why it cannot be."""
    parts = await rows(db, "select * from block_parts where block_id = ? order by n", found["block_id"])
    found["boxes"] = boxes(found, parts)
    numbers = list(dict.fromkeys(box.page for box in found["boxes"])) or [found["page"]]
    pages = [
        await one(
            db,
            "select pages.id, number, width, height from pages join reports on reports.id = ?1 "
            "and pages.report_id = coalesce(carrier_id, reports.id) where number = ?2",
            found["report_id"],
            number,
        )
        for number in numbers
    ]
    return [
        {"found": found, **await reading.picture(db, images, page if number else None)}
        for number, page in zip(numbers, pages, strict=True)
    ]


async def _passage(db: Any, block: Row, start: int, end: int) -> Row:
    around = await rows(
        db,
        "select id, seq, kind, ref, text from blocks where report_id = ? and seq between ? and ? and seq <> ? "
        "and kind not in ('furniture', 'contents') order by seq",
        block["report_id"],
        block["seq"] - AROUND,
        block["seq"] + AROUND,
        block["seq"],
    )
    printed_page = await one(
        db,
        "select pages.id, pages.text_source from pages join reports on reports.id = ?1 "
        "and pages.report_id in (reports.id, reports.carrier_id) where number = ?2",
        block["report_id"],
        block["page"] or 1,
    )
    return {
        "block": block,
        "report": await one(db, _REPORT, block["report_id"]),
        "sha256": await _sha256(db, block["report_id"]),
        "pieces": pieces(block["text"], await rows(db, _CELLS, block["id"]), start, end),
        "earlier": [other for other in around if other["seq"] < block["seq"]],
        "later": [other for other in around if other["seq"] > block["seq"]],
        "printed_page": printed_page,
    }
