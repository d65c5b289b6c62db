"""Hold what is read of each page against plain pdfplumber: words and tables, page by page.

    python -m benchmarks.equal_pages corpus/reports ../shared/reports/inspections ../shared/renditions

Two questions are asked of every page. Does pdfplumber find the very same words and tables when the page is read by
`pipeline.parse.pdf.interpreter.LeanInterpreter` in place of pdfminer's parser? They must be equal to the last digit. And do the
project's own words say the same as pdfplumber's? Where not, it must be for one of the reasons in `REASONS`. Ends with 1 where a
page differs in a way that has none.
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pdfplumber
from pdfplumber.page import PDFPageAggregatorWithMarkedContent
from pdfplumber.utils import extract_words
from pdfplumber.utils.exceptions import PdfminerException

from pipeline.errors import DocumentError
from pipeline.model import Page
from pipeline.parse.pdf import read_pdf
from pipeline.parse.pdf.content import UnfamiliarContent
from pipeline.parse.pdf.fonts import shown
from pipeline.parse.pdf.interpreter import LeanInterpreter

REASONS = {
    "symbols": "bullets, dashes and letters that a font keeps in the private use area, or does not name, come as what they show",
    "ligatures": "ﬁ stays one letter, as printed, where pdfplumber writes two",
    "parted": "the same letters, cut otherwise: a superscript stands for itself, a gap counts by the size of the letters",
    "slanted": "a letter slanted by its matrix is as wide as its advance here; pdfplumber's box goes round the slanted one",
    "recognised": "a page that is a picture without words is read from the picture here",
    "unseen": "letters that nobody sees are left out: under a clip, invisible, off the page, printed a second time to look bold",
}
"""Why the project's words may say something else than pdfplumber's."""
LIGATURE = re.compile("[ﬀ-ﬆ]")
TOLERANCE = 0.05  # points: boxes are rounded to two decimals, and of letters printed twice either may be the one that counts


class Device(PDFPageAggregatorWithMarkedContent):
    """pdfplumber's own device, with what the project's interpreter hands from a page to its forms and tells of what it meets."""

    form_state: Any = None
    form_box: tuple[Any, ...] = ((0.0, 0.0),)
    state: Any = None
    lost = off = 0
    shaded = False

    def show_through(self, *_: object) -> None:
        """Take no note of it."""


@dataclass
class Compared:
    """What a comparison came to: pages by what was found, differences by reason, and in words what has none."""

    pages: int = 0
    same_as_plumber: int = 0
    plain: int = 0  # pages left to pdfminer's parser
    same_words: int = 0
    words: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    unexplained: list[str] = field(default_factory=list)


def compare(paths: Sequence[Path]) -> Compared:
    """Compare the PDFs among files and folders; those that pdfplumber cannot open are passed by."""
    found = Compared()
    for path in _pdfs(paths):
        try:
            plain, read = pdfplumber.open(path), pdfplumber.open(path)
            ours, _ = read_pdf(path.read_bytes())
        except (PdfminerException, DocumentError):
            continue
        for page, again, own in zip(plain.pages, read.pages, ours, strict=True):
            found.pages += 1
            where = f"{path.name}, page {page.page_number}"
            if not _read_leanly(again):
                found.plain += 1
            elif (page.extract_words(), _tables(page)) == (again.extract_words(), _tables(again)):
                found.same_as_plumber += 1
            else:
                found.unexplained.append(f"{where}: pdfplumber finds other words or tables")
            _compare_words(found, where, page, own)
            page.close()
            again.close()
    return found


def _pdfs(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.rglob("*.pdf")) if path.is_dir() else [path]


def _read_leanly(page: Any) -> bool:
    """Have pdfplumber's page filled by the project's interpreter; false where that leaves the page to pdfminer's."""
    device = Device(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    try:
        LeanInterpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    except UnfamiliarContent:
        return False
    page._layout = device.get_result()
    return True


def _tables(page: Any) -> list[Any]:
    return [(table.bbox, table.cells) for table in page.find_tables()]


def _compare_words(found: Compared, where: str, page: Any, own: Page) -> None:
    theirs = page.extract_words(return_chars=True)
    found.words += len(theirs)
    if own.text_source == "ocr" and not theirs:
        found.reasons["recognised"] += 1
        return
    said, read = Counter(word["text"] for word in theirs), Counter(word.text for word in own.words)
    if said == read:
        level = [word for word in theirs if not own.turned and not any(char["matrix"][2] for char in word["chars"])]
        displaced = _displaced(level, own)
        found.reasons["slanted"] += not own.turned and len(level) < len(theirs)
        found.same_words += not displaced
        found.unexplained += [f"{where}: {word}" for word in displaced]
        return
    shown = Counter(word["text"] for word in extract_words([{**char, "text": _shown(char)} for char in page.chars]))
    found.reasons["symbols"] += shown != said
    spelt = Counter(LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), word.text) for word in own.words)
    found.reasons["ligatures"] += spelt != read
    only_theirs, only_ours = _count_letters(shown - spelt), _count_letters(spelt - shown)
    if only_theirs != only_ours and only_ours <= only_theirs:
        found.reasons["unseen"] += 1
    elif only_theirs != only_ours:
        found.unexplained.append(f"{where}: {dict(shown - spelt)} here {dict(spelt - shown)}")
    elif only_theirs:
        found.reasons["parted"] += 1


def _shown(char: dict[str, Any]) -> str:
    text = char["text"]
    unnamed = re.fullmatch(r"\(cid:(\d+)\)", text)
    text = shown(None if unnamed else text, int(unnamed[1]) if unnamed else 0, char["fontname"])
    return LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


def _count_letters(words: Counter[str]) -> Counter[str]:
    return Counter(letter for text, n in words.items() for _ in range(n) for letter in text)


def _displaced(theirs: list[dict[str, Any]], own: Page) -> list[str]:
    """Return the words of pdfplumber that stand where none of the same words of one's own begins and ends."""
    places: dict[str, list[tuple[float, float]]] = {}
    for word in own.words:
        places.setdefault(word.text, []).append((word.box.x0, word.box.x1))
    lost = []
    for word in theirs:
        of_text = places[word["text"]]
        near = (at for at in of_text if max(abs(at[0] - word["x0"]), abs(at[1] - word["x1"])) < TOLERANCE)
        place = next(near, None)
        if place is None:
            lost.append(f"{word['text']} at {word['x0']:.2f}-{word['x1']:.2f}, here {of_text}")
        else:
            of_text.remove(place)
    return lost


def told(found: Compared) -> str:
    """Return the result in words."""
    lines = [
        f"{found.pages} pages with {found.words} words",
        f"pdfplumber finds the same words and tables over the project's interpreter on {found.same_as_plumber} pages; "
        f"{found.plain} are left to pdfminer's parser",
        f"the project's own words are pdfplumber's on {found.same_words} pages; on the others, pages by reason:",
        *(f"  {found.reasons[name]:>5} {name}: {why}" for name, why in REASONS.items()),
        *(f"  not explained: {what}" for what in found.unexplained),
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    found = compare(parser.parse_args().paths)
    print(told(found))
    sys.exit(1 if found.unexplained else 0)


if __name__ == "__main__":
    main()
