"""Open a PDF and find its pages: along its tree of pages as far as that leads, with their boxes as viewers take them.

pdfplumber opens the file. Its own way to the pages passes over a part of the tree that is damaged, or ends at it, without a word.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFDocument, PDFXRefStream
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import LIT
from pdfminer.utils import Matrix, Rect, apply_matrix_pt, mult_matrix
from pdfplumber.utils.exceptions import PdfminerException

from pipeline.parse.pdf.damage import MALFORMED
from pipeline.parse.pdf.layers import Layers
from pipeline.parse.pdf.references import follow_no_circles

LETTER: Rect = (0.0, 0.0, 612.0, 792.0)
"""The page of a file that states none, or none that can be: what PDFium and pdfminer take too."""

LEAST = 1.0
"""Points: a box narrower or lower than this is none."""

LARGEST_UNIT = 75_000.0
"""The largest /UserUnit that readers need to know (ISO 32000-1, annex C)."""

_BOXES = ("MediaBox", "CropBox", "Rotate")
_INHERITED = ("Resources", *_BOXES)
_PAGE, _PAGES = LIT("Page"), LIT("Pages")

follow_no_circles()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: `matrix` brings its own space to the device's, in points, turned by /Rotate; `visible` is what is seen of that.

    `damaged` says that contents or resources which it names are not there.
    """

    number: int
    matrix: Matrix
    visible: Rect
    resources: dict[object, object]
    contents: list[object]
    damaged: bool
    annotations: Any = None


class Sheets:
    """A PDF that is open, and its pages; `damage` says in words what of the tree of pages was not found.

    `elsewhere` says in words what stands on no page; `fields_drawn_anew` that viewers draw what is written in fields.
    """

    def __init__(self, data: bytes, password: str = "") -> None:
        self.password = password
        try:
            self._file = pdfplumber.open(BytesIO(data), password=password)
        except PdfminerException as error:  # pdfplumber's cover of whatever pdfminer raised
            raise error.args[0] from error
        self.fonts = self._file.rsrcmgr
        for table in self._file.doc.xrefs:
            if isinstance(table, PDFXRefStream):
                _cut_to_entries(table)
        self._pages, self.damage = _found(self._file.doc)
        self.elsewhere = _elsewhere(self._file.doc)
        self.layers = _layers(self._file.doc)
        form = _resolved(self._file.doc.catalog.get("AcroForm"))
        self.fields_drawn_anew = isinstance(form, dict) and _resolved(form.get("NeedAppearances")) is True

    def __len__(self) -> int:
        return len(self._pages)

    def sheet(self, number: int) -> Sheet:
        """Return a page by its number, from 1."""
        return _sheet(number, self._pages[number - 1])


def _cut_to_entries(table: PDFXRefStream) -> None:
    """Cut what a table of objects says it holds to its entries: pdfminer takes those that are not there for objects."""
    left = len(table.data or b"") // table.entlen if table.entlen else 0
    cut = []
    for first, told in table.ranges:
        if isinstance(first, int) and isinstance(told, int):
            cut.append((first, max(0, min(told, left))))
            left -= cut[-1][1]
    table.ranges = cut


def _found(document: PDFDocument) -> tuple[list[dict[str, Any]], str | None]:
    tree = _Tree()
    with suppress(*MALFORMED):
        tree.walk(document.catalog)
    if tree.pages:
        if tree.lost:
            return tree.pages, "a part of its list of pages is damaged, and pages are missing"
        if tree.told > len(tree.pages) + tree.again:
            return tree.pages, f"the file tells of {tree.told} pages, of which {len(tree.pages)} were found"
        return tree.pages, None
    strays = list(_strays(document))
    return strays, "it has no list of its pages; those that were found are in the order of the file, and some may be missing"


def _layers(document: PDFDocument) -> Layers | None:
    """Return the layers of a file of which some are off."""
    with suppress(*MALFORMED):
        return Layers(document.catalog) or None
    return None


def _elsewhere(document: PDFDocument) -> str | None:
    """Say what a file holds beside its pages where they stand in for it: papers in one file, forms that programs draw."""
    with suppress(*MALFORMED):
        catalog = document.catalog
        if _resolved(catalog.get("Collection")) is not None:
            return "the file is a portfolio, and the papers that it holds were not read; save them one by one and load them"
        form = _resolved(catalog.get("AcroForm"))
        if isinstance(form, dict) and "XFA" in form and _resolved(catalog.get("NeedsRendering")) is True:
            return (
                "the file is a form (XFA) that only Adobe's programs can show: what it says was not read; print it to a PDF there"
            )
    return None


class _Tree:
    """The tree of pages, walked without recursion, each of its nodes once."""

    def __init__(self) -> None:
        self.pages: list[dict[str, Any]] = []
        self.told = self.again = 0
        self.lost = False

    def walk(self, catalog: dict[str, Any]) -> None:
        waiting: list[tuple[Any, dict[str, Any]]] = [(catalog.get("Pages"), {})]
        root, seen = resolve1(catalog.get("Pages")), set[int]()
        if isinstance(root, dict) and isinstance(count := resolve1(root.get("Count")), int):
            self.told = count
        while waiting:
            place, above = waiting.pop()
            number = getattr(place, "objid", None)
            if number in seen:
                self.again += 1
                continue
            if number is not None:
                seen.add(number)
            node = _resolved(place)
            if not isinstance(node, dict):
                self.lost = True
                continue
            kids = _resolved(node.get("Kids"))
            node = {**above, **{key: value for key, value in node.items() if key not in _BOXES or _resolved(value) is not None}}
            if isinstance(kids, list) and node.get("Type") is not _PAGE:
                inherited = {key: node[key] for key in _INHERITED if key in node}
                waiting += [(kid, inherited) for kid in reversed(kids)]
            elif _is_page(node):
                self.pages.append(node)
            elif node.get("Type") is not _PAGES or resolve1(node.get("Count")):
                self.lost = True


def _is_page(node: dict[str, Any]) -> bool:
    kind = _resolved(node.get("Type", node.get("type")))
    return kind is _PAGE or (kind is None and ("Contents" in node or "MediaBox" in node))


def _strays(document: PDFDocument) -> Iterator[dict[str, Any]]:
    """Yield the pages among all objects, with what they inherit from those that they name as theirs."""
    seen: set[int] = set()
    for table in document.xrefs:
        for number in table.get_objids():
            if number in seen:
                continue
            seen.add(number)
            with suppress(*MALFORMED):
                page = document.getobj(number)
                if isinstance(page, dict) and page.get("Type") is _PAGE:
                    yield _inheriting(page)


def _inheriting(page: dict[str, Any]) -> dict[str, Any]:
    node, seen = dict(page), set[int]()
    parent = node.get("Parent")
    while getattr(parent, "objid", None) not in (None, *seen):
        seen.add(parent.objid)  # type: ignore[union-attr]
        above = _resolved(parent)
        if not isinstance(above, dict):
            break
        node.update({key: above[key] for key in _INHERITED if key in above and key not in node})
        parent = above.get("Parent")
    return node


def _resolved(value: Any) -> Any:
    """Return what a value refers to; null for what cannot be read."""
    try:
        return resolve1(value)
    except MALFORMED:
        return None


# --------------------------------------------------------------------------- one page


def _sheet(number: int, page: dict[str, Any]) -> Sheet:
    media = _box(page.get("MediaBox")) or LETTER
    crop = _box(page.get("CropBox"))
    cut = media if crop is None else _common(media, crop) or media
    unit, turn = _unit(page.get("UserUnit")), _turn(page.get("Rotate"))
    x0, y0, x1, y1 = media
    # The same turns as pdfminer's (PDFPageInterpreter.process_page).
    turned: Matrix = ((1, 0, 0, 1, -x0, -y0), (0, -1, 1, 0, -y0, x1), (-1, 0, 0, -1, x1, y1), (0, 1, -1, 0, y1, -x0))[turn]
    matrix = mult_matrix(turned, (unit, 0, 0, unit, 0, 0)) if unit != 1 else turned
    (ax, ay), (bx, by) = apply_matrix_pt(matrix, cut[:2]), apply_matrix_pt(matrix, cut[2:])
    resources, contents = _resolved(page.get("Resources")), _resolved(page.get("Contents"))
    named = contents if isinstance(contents, list) else [page["Contents"]] if "Contents" in page else []
    streams = [stream for stream in named if isinstance(_resolved(stream), PDFStream)]
    return Sheet(
        number,
        matrix,
        (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)),
        resources if isinstance(resources, dict) else {},
        list(streams),
        damaged=len(streams) < len(named) or ("Resources" in page and not isinstance(resources, dict)),
        annotations=page.get("Annots"),
    )


def _box(value: Any) -> Rect | None:
    """Return a box with its corners in order; null where it is none, or nothing fits in it."""
    corners = _resolved(value)
    numbers = [_number(corner) for corner in corners] if isinstance(corners, list) else []
    if len(numbers) != 4 or None in numbers:
        return None
    a, b, c, d = (float(number or 0) for number in numbers)
    x0, y0, x1, y1 = min(a, c), min(b, d), max(a, c), max(b, d)
    return (x0, y0, x1, y1) if x1 - x0 >= LEAST and y1 - y0 >= LEAST else None


def _common(one: Rect, other: Rect) -> Rect | None:
    x0, y0, x1, y1 = max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
    return (x0, y0, x1, y1) if x1 - x0 >= LEAST and y1 - y0 >= LEAST else None


def _number(value: Any) -> float | None:
    found = _resolved(value)
    try:
        return float(found) if isinstance(found, int | float) and math.isfinite(found) else None
    except OverflowError:
        return None


def _turn(value: Any) -> int:
    """Return by how many quarters clockwise a page is turned; what is no quarter counts as the one before it."""
    return int((_number(value) or 0.0) / 90) % 4


def _unit(value: Any) -> float:
    unit = _number(value)
    return unit if unit is not None and 0 < unit <= LARGEST_UNIT else 1.0
