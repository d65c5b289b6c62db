"""Units that reviewers added: where the words stand that they name, and how the pages show them beside what the machine found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pipeline.browse.pages import sheets
from pipeline.browse.rows import rows
from pipeline.browse.wording import forms
from pipeline.review.fields import FieldError

ADDED = "added-"
"""What the id of an added unit begins with."""
ADDED_ID = f"'{ADDED}' || key"
"""What stands for an added unit where a finding has its id; its page is that of its key."""

ADDED_STANDS = (
    "block_id is not null and not exists (select 1 from finding_index where finding_index.key = added_units.key) "
    "and exists (select 1 from review_verdicts where review_verdicts.key = added_units.key and verdict = 'added')"
)
"""Whether an added unit counts: its words stand somewhere, the machine does not find it, and not all reject it."""

ADDED_IN_BLOCKS = (
    f"select kind, {ADDED_ID} as id, block_id, quote, page, char_start, char_end, null as x0, null as top, null as x1, "
    f"null as bottom from added_units where block_id in (select value from json_each(?1)) and {ADDED_STANDS}"
)
"""The added units of the blocks whose ids are a JSON list, in the form of findings."""


async def place_of(db: Any, given: Mapping[str, str]) -> tuple[str, int, int]:
    """Return the block and the characters of the words that a form names: in the block that was marked the `occurrence`-th.

    Words that were typed, by who marks none, are looked for in the sheet that was read (`report`, `sheet`), then in all of the
    report, where they must stand once. Raises `FieldError` where they do not.
    """
    typed = given.get("words", "").split()
    words = re.compile(r"\s+".join(map(re.escape, typed)))
    marked = await rows(db, "select id, text from blocks where id = ?", given.get("block", ""))
    hits = [hit for block in marked for hit in words.finditer(block["text"])] if typed else []
    if hits:
        hit = hits[min(forms.number(given.get("occurrence")) or 0, len(hits) - 1)]
        return marked[0]["id"], hit.start(), hit.end()
    report = given.get("report")
    if not (report and typed):
        raise FieldError("words", "these words do not stand in the paragraph; copy them from it exactly")
    read = await sheets.blocks_of(db, report, forms.number(given.get("sheet")) or 1)
    for blocks in (read, await sheets.blocks(db, report)):
        there = [(block["id"], hit.start(), hit.end()) for block in blocks for hit in words.finditer(block["text"])]
        if len(there) == 1:
            return there[0]
        if there:
            many = f"these words stand here {len(there)} times"
            raise FieldError("words", f"{many}; mark those that you mean, or add them on the page of their paragraph")
    raise FieldError("words", "these words do not stand in this report; copy them from it exactly")
