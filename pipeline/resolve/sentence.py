"""The sentence of a block in which a finding stands."""

from __future__ import annotations

import re

from pipeline.model import Evidence


def sentence_span(evidence: Evidence) -> tuple[int, int]:
    """Return the characters from the full stop or semicolon before a finding to the one behind it; of a table row, all.

    Cut by signs alone: what is asked for is the neighbourhood of the words; an abbreviation that cuts it short does little harm.
    """
    text = evidence.block.text
    if evidence.block.kind in ("table_row", "table_header"):
        return 0, len(text)
    start = max((match.end() for match in re.finditer(r"[.;]\s", text[: evidence.start])), default=0)
    end = re.search(r"[.;](?:\s|$)", text[evidence.end :])
    return start, evidence.end + end.start() if end else len(text)
