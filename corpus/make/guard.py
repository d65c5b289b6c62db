"""Refuse a source whose words look like a date or a percentage without being marked as one or as a look-alike."""

from __future__ import annotations

import re

from corpus.make.model import Text

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
LOOKS = re.compile(
    rf"\b(?:{MONTHS}|{MONTHS.upper()})\b|\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b"
    r"|\b(?i:spring|summer|autumn|winter)\b|(?<![\d£.,])(?:19|20)\d\d(?![\d,])|%|\bper ?cent\b|\bQ[1-4]\b"
    r"|\bquarters? (?:one|two|three|four|[1-4])\b"
    r"|\b(?:this|last|next|previous|current|coming) (?:year|month|quarter|week|financial year|term)\b"
    r"|\b(?:last|past|next|coming|recent|previous) "
    r"(?:few |two |three |six |nine |twelve |eighteen |\d+ )?(?:months|years|weeks)\b"
    r"|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b"
)
COVERS = frozenset("dpx")


def problems(text: Text) -> list[str]:
    """What looks like a date or percentage and is not covered by a span, and what the markup left behind."""
    covered = [(span.start, span.end) for span in text.spans if span.code in COVERS]
    out = []
    for found in LOOKS.finditer(text.plain):
        if not any(start <= found.start() and found.end() <= end for start, end in covered):
            words = text.plain[max(0, found.start() - 30) : found.end() + 30]
            out.append(f"{found[0]!r} is not marked in {words!r}; mark it with d, p or x")
    if re.search(r"[{}|~]", text.plain):
        out.append(f"left-over markup in {text.plain[:80]!r}")
    return out
