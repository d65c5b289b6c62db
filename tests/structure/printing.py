"""Small printed pages for tests: words placed as a typewriter would, half a letter size wide."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.model import Box, Document, Page, Paragraph, Word
from pipeline.rules import read_rules
from pipeline.structure import structure

WIDTH, HEIGHT = 595.0, 842.0


def line(text: str, x: float, y: float, *, size: float = 11, bold: bool = False, italic: bool = False) -> list[Word]:
    """Place a line's words from `x`; `y` is its lower edge; `|` moves on to the next 60 points, one and a half letters off."""
    words = []
    for n, column in enumerate(text.split("|")):
        if n:
            x = ((x + 1.5 * size) // 60 + 1) * 60
        for word in column.split():
            width = 0.5 * size * len(word)
            words.append(Word(word, Box(x, y - size, x + width, y), size, bold, italic))
            x += width + 0.3 * size
    return words


def centred(text: str, y: float, *, size: float = 11) -> list[Word]:
    """Place a line in the middle of the page."""
    words = line(text, 0, y, size=size)
    return line(text, (WIDTH - words[-1].box.x1) / 2, y, size=size)


def columns(y: float, texts: dict[float, str], *, size: float = 11, bold: bool = False) -> list[Word]:
    """Place texts beside one another, each from its own left edge."""
    return [word for x, text in texts.items() for word in line(text, x, y, size=size, bold=bold)]


def lines(texts: Iterable[str], x: float, y: float, *, leading: float = 13, size: float = 11, bold: bool = False) -> list[Word]:
    """Place lines under one another."""
    return [word for n, text in enumerate(texts) for word in line(text, x, y + n * leading, size=size, bold=bold)]


def page(number: int, *placed: list[Word], width: float = WIDTH, height: float = HEIGHT) -> Page:
    return Page(number, width, height, words=tuple(word for words in placed for word in words))


def printed(*pages: Page) -> Document:
    return Document("report.pdf", "0" * 64, "application/pdf", pages)


def written(*elements: Paragraph, media_type: str = "application/msword") -> Document:
    return Document("report.docx", "0" * 64, media_type, (Page(1, elements=elements),))


def texts(document: Document, *kinds: str) -> list[str]:
    """Return the texts of a document's blocks, those of some kinds or all but furniture."""
    blocks = structure(document, read_rules()).blocks
    return [b.text for b in blocks if (b.kind in kinds if kinds else b.kind != "furniture")]
