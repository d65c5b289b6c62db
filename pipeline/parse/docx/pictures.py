"""Pictures in a Word file that show a page of print: recognised by tesseract where it is installed, each a page for itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Page
from pipeline.parse import ocr

FEW, MANY = 8, 40
"""Words of a picture that is a page, and so many that it is one though it is hard to read; photographs seem to say a few."""

MOST = 60
"""Pictures that are looked at: each takes some seconds."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as the file holds it, null where it is not there, and the points that it takes on its page."""

    data: bytes | None
    width: float
    height: float


def pages_of(pictures: Sequence[Picture], first: int, *, all_count: bool) -> Iterator[Page]:
    """Yield a page for each picture that says what a page does, numbered from `first`.

    Where `all_count`, the pictures are what a file has to say: where tesseract is not there to read them, they are pages too.
    """
    number = first
    for picture in (picture for picture in pictures[:MOST] if picture.data is not None):
        if ocr.is_installed():
            read = _page(number, picture)
        else:
            problem = f"page {number} is an image in the text, without text of its own"
            unread = Page(number, picture.width, picture.height, text_source="none", problem=problem, illegible=True)
            read = unread if all_count else None
        if read is not None:
            yield read
            number += 1


def _page(number: int, picture: Picture) -> Page | None:
    seen = ocr.read_picture(picture.data or b"", picture.width, picture.height)
    if seen is None or len(seen.words) < FEW or (seen.sure < ocr.SURE and len(seen.words) < MANY):
        return None
    doubtful = f"page {number} is an image of which tesseract is only {seen.sure:.0f} per cent sure"
    return Page(
        number,
        picture.width,
        picture.height,
        words=seen.words,
        text_source="ocr",
        problem=doubtful if seen.sure < ocr.SURE else None,
        note=f"page {number} is a picture in the text",
    )
