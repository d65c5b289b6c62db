"""Cut paragraphs that are longer than any paragraph is: what looks at one takes more time with each letter of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.model import Grid, Page, Paragraph

LONGEST = 8_000
"""Characters: the longest paragraphs of real reports have some 4,000. Files that were turned into text may have no line ends."""
LONGEST_WORD = 2_000
"""Characters that are cut anywhere where no blank stands among them."""

_ENDS = (re.compile(r"[.;:?!][\"'”’)]*\s+(?=\S)"), re.compile(r"\s+(?=\S)"))


def in_measure(page: Page) -> Page:
    """Return a page whose paragraphs are no longer than `LONGEST` (see `pieces`)."""
    if not any(isinstance(element, Paragraph) and len(element.text) > LONGEST for element in page.elements):
        return page
    return replace(page, elements=tuple(part for element in page.elements for part in _cut(element)))


def _cut(element: Paragraph | Grid) -> Iterator[Paragraph | Grid]:
    if not isinstance(element, Paragraph):
        yield element
        return
    first, *rest = pieces(element.text)
    yield replace(element, text=first.strip())
    style = "body" if element.style == "list_item" else element.style
    yield from (replace(element, text=text.strip(), number=None, style=style) for text in rest)


def pieces(text: str) -> list[str]:
    """Return a text in pieces that are no longer than `LONGEST`: cut after sentences, else at blanks, else anywhere."""
    made, start = [], 0
    while len(text) - start > LONGEST:
        end = _end(text, start)
        made.append(text[start:end])
        start = end
    return [*made, text[start:]]


def _end(text: str, start: int) -> int:
    for wanted in _ENDS:
        ends = [found.end() for found in wanted.finditer(text, start, start + LONGEST)]
        if ends and ends[-1] - start > LONGEST // 2:
            return ends[-1]
    return start + LONGEST_WORD
