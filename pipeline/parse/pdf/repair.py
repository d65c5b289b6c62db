"""Make a damaged PDF readable where its pages are still there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

_OBJECT = re.compile(rb"(?:^|[\r\n])[ \t]*(\d{1,7})[ \t]+\d{1,5}[ \t]+obj\b")
_CATALOG = re.compile(rb"(\d{1,7})\s+\d{1,5}\s+obj\b(?:(?!endobj|stream).){0,4000}?/Type\s*/Catalog\b", re.DOTALL)


def repaired(data: bytes) -> Iterator[bytes]:
    """Yield versions of a damaged PDF that a reader may open, the most faithful first."""
    saved = _saved_anew(data)
    if saved:
        yield saved
    yield from _completed(data)


def _saved_anew(data: bytes) -> bytes | None:
    """Let PDFium rebuild the table of objects; null where it cannot open the file either."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return None
    try:
        if len(document) == 0:
            return None
        out = BytesIO()
        document.save(out)
        return out.getvalue()
    finally:
        document.close()


def _completed(data: bytes) -> Iterator[bytes]:
    """Give a file that was cut short an end: a table of its objects, and a trailer that names its catalog.

    Where the catalog is lost too, an empty one stands in for it, and the reader takes the pages in
    the order in which they stand in the file. The second version has no table: the reader then looks
    for the objects itself, inside streams of objects too. No library at hand does this.
    """
    end = data.rfind(b"endobj")
    whole = data[: end + len(b"endobj")] + b"\n"
    places = {int(found[1]): found.start(1) for found in _OBJECT.finditer(whole)}
    if end < 0 or not places:
        return
    catalogs = _CATALOG.findall(whole)
    root = int(catalogs[-1]) if catalogs else max(places) + 1
    if not catalogs:
        places[root] = len(whole)
        whole += b"%d 0 obj\n<</Type/Catalog>>\nendobj\n" % root
    trailer = b"trailer\n<</Root %d 0 R/Size %d>>\n" % (root, max(places) + 1)
    table = b"".join(b"%d 1\n%010d 00000 n \n" % (number, place) for number, place in places.items())
    yield whole + b"xref\n" + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(whole)
    yield whole + trailer + b"startxref\n0\n%%EOF\n"
