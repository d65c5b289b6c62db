"""Footnotes: small letters at the foot of a page, opened by a raised mark."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.structure.rows import Row

# Points by which a note's letters are smaller than the body's.
SMALLER = 0.9


def footnote_rows(rows: Mapping[int, Sequence[Row]], apart: set[int], body: float) -> set[int]:
    """Return the identities of the rows that are footnotes.

    Notes are the last rows of a page, all in small letters; the first of them begins with a mark that
    is raised there or in the text. `apart` are rows known as something else, `body` is the size of the text.
    """
    found: set[int] = set()
    for page_rows in rows.values():
        marks = {word.text for row in page_rows for word in row.words if word.superscript}
        tail: list[Row] = []
        for row in reversed([row for row in page_rows if id(row) not in apart]):
            if row.size > body - SMALLER:
                break
            tail.append(row)
        tail.reverse()
        opened = next((n for n, row in enumerate(tail) if _opens_note(row, marks)), None)
        if opened is not None:
            found.update(id(row) for row in tail[opened:])
    return found


def _opens_note(row: Row, marks: set[str]) -> bool:
    """Say whether a row begins with a raised mark, or with one of the `marks` that are raised in the page's text."""
    first = row.words[0]
    return first.superscript or first.text in marks or bool(re.fullmatch(r"[*†‡]", first.text))
