"""Pages whose words stand only in their picture: scans, letters drawn as figures, fonts that do not name their letters."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import Page
from pipeline.parse import ocr

# A picture that says so many times as many words as the page's own text, and so many more, is the page; a photograph says few.
TIMES, MORE = 3, 20
# Words of a picture beside a stamp that are words, and so many that they are though it is hard to read: a photograph seems to say
# a few.
FEW, MANY = 8, 40


def seen_instead(page: Page, eye: ocr.Eye, edge: str | None) -> Page:
    """Return a page that shows more than its own few words as its picture reads, where that says far more than they.

    `edge` says of a page that has no words but at its edges, if any, that they cannot be all: its picture need not say as much,
    and the page is unread where it cannot be asked.
    """
    problem = edge and f"page {page.number} {edge}"
    if not ocr.is_installed():
        return replace(page, problem=problem, illegible=True) if problem else page
    read = seen(page, eye)
    more = len(read.words) - len(page.words)
    if problem:
        is_scan = more >= FEW and (read.problem is None or more >= MANY)
    else:
        is_scan = read.problem is None and len(read.words) >= TIMES * len(page.words) + MORE
    return replace(read, note=None) if is_scan and read.text_source == "ocr" else page


def seen(page: Page, eye: ocr.Eye) -> Page:
    """Return an illegible page as its picture reads, where that can be had and gives more than the page itself.

    Rulings and fills stay where they are; a page that had to be turned loses them.
    """
    width, height = page.width or 0.0, page.height or 0.0
    if not ocr.is_installed() or width <= 0 or height <= 0:
        return page
    found = eye.read(page.number, width, height, page.turned)
    if found is None:
        return replace(page, problem=f"{page.problem}, nor can tesseract read it")
    if not found.words:
        return replace(page, problem=f"{page.problem}, nor does tesseract find any")
    doubtful = None
    if found.sure < ocr.SURE:
        doubtful = f"page {page.number} is an image of which tesseract is only {found.sure:.0f} per cent sure"
    read = replace(page, words=found.words, text_source="ocr", problem=doubtful, illegible=False)
    if found.turn:
        if found.turn % 180:
            width, height = height, width
        turned = (page.turned + found.turn) % 360
        read = replace(read, width=width, height=height, turned=turned, rulings=(), fills=(), paths=(), images=())
    return read
