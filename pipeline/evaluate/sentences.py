"""The sentence in which a unit stands, for a reader who judges a difference."""

from __future__ import annotations

from pipeline.evaluate.differences import Place

LONGEST = 400
"""Characters of a sentence that are shown; a row of a plan may have thousands."""


def sentence_of(place: Place) -> str:
    """Return the sentences of the block over which a place stretches, cells parted by a bar."""
    from pipeline.extract.sentences import sentences
    from pipeline.rules import read_rules

    over = [s for s in sentences(place.text, read_rules()) if s.start < place.end and s.end > place.start]
    start, end = (over[0].start, over[-1].end) if over else (place.start, place.end)
    if end - start > LONGEST:
        start, end = max(start, place.start - LONGEST // 4), min(end, max(place.end, place.start + LONGEST))
        end = min(end, start + LONGEST)
    shown = place.text[start:end].replace("\t", " | ")
    return f"{'… ' if over and start > over[0].start else ''}{shown}{' …' if over and end < over[-1].end else ''}"
