"""Units that reviewers added, as the pages show them beside what the machine found."""

from __future__ import annotations

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
