"""What a Word file keeps in other parts of its package: diagrams, charts, pictures, whole files put into its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import Part
from lxml import etree

from pipeline.errors import DocumentError
from pipeline.model import Grid, Page, Paragraph
from pipeline.parse.docx.bars import EMU, points
from pipeline.parse.docx.pictures import Picture, pages_of
from pipeline.parse.docx.xml import Element, child, is_shown, name, whole_number
from pipeline.plain import one_line, without_controls

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
# Points: what a page of A4 with margins of an inch holds. A picture of half of it may be a page of text.
A_PAGE = (451.0, 698.0)
HALF_A_PAGE = 0.5 * A_PAGE[0] * A_PAGE[1]
# Words: where a document has fewer for each large picture, the pictures are what it says.
FEW_WORDS = 100
# Files in one another that are read.
MOST_INSIDE = 3
_OF_PAGES = (RT.HEADER, RT.FOOTER)
_PROGRAMS = {"Excel": "Excel", "Word": "Word", "PowerPoint": "PowerPoint", "Visio": "Visio", "AcroExch": "Acrobat"}
_UNSHOWN_POINTS = ("pres", "parTrans", "sibTrans", "doc")


@dataclass(slots=True)
class Parts:
    """The parts of a package that its text refers to; counts those that are not read."""

    main: Part
    depth: int = 0
    n_pictures: int = 0
    large: list[Picture] = field(default_factory=list)
    n_pages: int = 0
    n_charts: int = 0
    problems: list[str] = field(default_factory=list)

    def unfold(self, body: Element) -> None:
        """Put the words of diagrams, charts and drawn letters into the text, as text boxes, where they are shown.

        A paragraph whose end was deleted under tracked changes goes on in the next, as that is laid out.
        """
        for end in [e for e in body.iter("{*}del") if name(e.getparent()) == "rPr" and name(e.getparent().getparent()) == "pPr"]:
            _join_to_next(end.getparent().getparent().getparent())
        for element in list(body.iter("{*}relIds", "{*}chart", "{*}textpath")):
            if not is_shown(element):
                continue
            if name(element) == "textpath":
                words = [element.get("string") or ""]
            elif name(element) == "chart":
                words = [_joined(p) for p in self._paragraphs(element, "id")]
                self.n_charts += 1
            else:
                words = [_joined(p) for p in self._paragraphs(element, "dm") if _is_shown_point(p)]
            _put_box(element.getparent(), [text for text in map(without_controls, words) if text.strip()])
        for other in body.iter("{*}OLEObject"):
            program = (other.get("ProgID") or "").partition(".")[0]
            if program in _PROGRAMS and other.get("DrawAspect") != "Icon" and is_shown(other):
                self.problems.append(f"shows a part made with {_PROGRAMS[program]}, which was not read")
        for drawing in body.iter("{*}drawing", "{*}pict", "{*}object"):
            if is_shown(drawing) and _is_picture(drawing):
                self.n_pictures += 1
                width, height = _size(drawing)
                if width * height >= HALF_A_PAGE:
                    self.large.append(Picture(self._picture(drawing), width, height))

    def chunk(self, reference: Element) -> Sequence[Paragraph | Grid]:
        """Return the elements of a file that is put into the text, none where it cannot be read, which is told."""
        part = self._target(reference, "id")
        if part is None:
            self.problems.append("has a part that is kept in another file, which was not read")
            return ()
        try:
            page = self._read(part)
        except DocumentError as error:
            self.problems.append(f"has a part that was not read: {error}")
            return ()
        self.problems += [page.problem.removeprefix("page 1 ")] if page.problem else []
        return [e for e in page.elements if isinstance(e, Grid) or e.style != "furniture"]

    def pages(self, words: int, first: int) -> tuple[Page, ...]:
        """Return the pictures that may be pages of print as pages, from number `first`; the text itself has so many words."""
        pages = tuple(pages_of(self.large, first, all_count=len(self.large) * FEW_WORDS > words))
        self.n_pages = len(pages)
        return pages

    def unread(self, words: int) -> str | None:
        """Say what of the text was not read; null where all of it was."""
        problems, left = list(dict.fromkeys(self.problems)), len(self.large) - self.n_pages
        if left * FEW_WORDS > words:
            problems.append(f"has few words beside pictures as large as half a page ({left}), which were not read")
        return "; it ".join(problems) or None

    def note(self, words: int) -> str | None:
        """Say what may hold words that were not read."""
        left = len(self.large) - self.n_pages
        said = [f"has pictures as large as half a page, which were not read: {left}"] if 0 < left * FEW_WORDS <= words else []
        said += [f"has charts, of which only titles were read: {self.n_charts}"] if self.n_charts else []
        return "; it ".join(said) or None

    def root(self, part: Part | None) -> Element | None:
        """Parse a part; what is wrong in one that is damaged is passed over and told."""
        if part is None:
            return None
        try:
            return read_xml(part.blob)
        except etree.XMLSyntaxError as error:
            if error.code == etree.ErrorTypes.ERR_NO_MEMORY:
                raise MemoryError from error
        said = f"has a damaged part ({one_line(str(part.partname).rpartition('/')[2])[:60]}), of which something may be missing"
        self.problems += [] if said in self.problems else [said]
        try:
            return read_xml(part.blob, mend=True)
        except etree.XMLSyntaxError:
            return None

    def heads_and_feet(self) -> list[Element | None]:
        return [self.root(r.target_part) for r in self.main.rels.values() if r.reltype in _OF_PAGES and not r.is_external]

    def _read(self, part: Part) -> Page:
        from pipeline.parse.docx import read_docx
        from pipeline.parse.html import read_part
        from pipeline.parse.text import read_text

        kind = part.content_type.lower()
        if self.depth >= MOST_INSIDE:
            raise DocumentError("it stands in too many others")
        if "html" in kind and "multipart" not in kind:
            return read_part(part.blob)
        if kind.startswith("text/plain"):
            return read_text(part.blob)[0]
        if kind.startswith(_WORD) or kind == "application/msword":
            return read_docx(part.blob, self.depth + 1)[0]
        raise DocumentError(f"it is of the kind {kind[:60]}")

    def _picture(self, drawing: Element) -> bytes | None:
        """Return the picture that a drawing shows, null where the file does not hold it."""
        for element, wanted in (
            *((e, "embed") for e in drawing.iter("{*}blip")),
            *((e, "id") for e in drawing.iter("{*}imagedata")),
        ):
            part = self._target(element, wanted)
            if part is not None:
                return bytes(part.blob)
        return None

    def _target(self, reference: Element, wanted: str) -> Part | None:
        key = next((v for k, v in reference.items() if k.endswith(f"}}{wanted}")), "")
        relation = self.main.rels.get(key)
        return None if relation is None or relation.is_external else relation.target_part

    def _paragraphs(self, reference: Element, wanted: str) -> list[Element]:
        part = self._target(reference, wanted)
        if part is None:
            return []
        root = self.root(part)
        return [] if root is None else list(root.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}p"))


def read_xml(blob: bytes, *, mend: bool = False) -> Element | None:
    """Parse XML without reading what it names elsewhere; where `mend`, what is wrong in it is passed over."""
    return etree.fromstring(blob, etree.XMLParser(resolve_entities=False, huge_tree=True, recover=mend))


def _joined(paragraph: Element) -> str:
    return "".join(t.text or "" for t in paragraph.iter("{*}t"))


def _is_shown_point(paragraph: Element) -> bool:
    """Tell whether a paragraph of a diagram is in one of its boxes, and not of how they are laid out."""
    point = next((above for above in paragraph.iterancestors() if name(above) == "pt"), None)
    return point is None or point.get("type") not in _UNSHOWN_POINTS


def _join_to_next(paragraph: Element) -> None:
    """Put what a paragraph prints before what the paragraph behind it prints."""
    following = paragraph.getnext()
    if following is None or name(following) != "p":
        return
    at = 1 if child(following, "pPr") is not None else 0
    following[at:at] = [part for part in paragraph if name(part) != "pPr"]


def _put_box(parent: Element, texts: Sequence[str]) -> None:
    if texts:
        box = etree.SubElement(parent, f"{_W}txbxContent")
        for text in texts:
            run = etree.SubElement(etree.SubElement(box, f"{_W}p"), f"{_W}r")
            etree.SubElement(run, f"{_W}t").text = text


def _is_picture(drawing: Element) -> bool:
    """Tell whether a drawing shows a picture, of this file or another."""
    if next(drawing.iter("{*}imagedata"), None) is not None:
        return True
    return any(key.endswith(("}embed", "}link")) for element in drawing.iter() for key in element.keys())  # noqa: SIM118 - of lxml


def _size(drawing: Element) -> tuple[float, float]:
    """Return the points that a drawing takes across and down; one whose size is not told is as large as a page."""
    extent = next(drawing.iter("{*}extent"), None)
    if extent is not None:
        across, down = (whole_number(extent.get(side)) for side in ("cx", "cy"))
        return A_PAGE if across is None or down is None else (across / EMU, down / EMU)
    shape = next((e for e in drawing.iter("{*}shape", "{*}rect") if e.get("style")), None)
    style = (
        dict(part.split(":", 1) for part in re.sub(r"\s", "", shape.get("style")).split(";") if ":" in part)
        if shape is not None
        else {}
    )
    width, height = points(style.get("width")), points(style.get("height"))
    return A_PAGE if width is None or height is None else (width, height)
