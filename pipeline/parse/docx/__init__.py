"""Read a Word file (.docx): paragraphs, Word's own numbers, tables, notes, headers and feet."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import OpcError
from docx.opc.package import OpcPackage
from docx.opc.part import Part
from lxml import etree

from pipeline.errors import DocumentError
from pipeline.model import Grid, Line, Page, Paragraph
from pipeline.parse.docx.ink import Ink, is_on_white
from pipeline.parse.docx.numbering import Numbering, read_numbering
from pipeline.parse.docx.parts import Parts, read_xml
from pipeline.parse.docx.styles import Styles, read_styles, tell_style
from pipeline.parse.docx.tables import WordCell, make_grid
from pipeline.parse.docx.text import Printed, read_paragraph
from pipeline.parse.docx.xml import Element, attribute, child, chosen, contents, is_on, name, value, whole_number
from pipeline.parse.kinds import BROKEN_ARCHIVE
from pipeline.parse.problems import about_the_file
from pipeline.parse.unseen import n_letters

DAMAGED = "the Word file is damaged and cannot be opened; open and save it in Word"
NESTED = (
    "the Word file has parts that stand over 200 deep in one another, more than can be followed; save it as PDF and load that"
)

# Twentieths of a point: indents nearer than this are meant to be the same.
SAME_INDENT = 60
# A row lower than this shows nothing.
FLAT = 40


def read_docx(data: bytes, depth: int = 0) -> tuple[Page, ...]:
    """Return a Word file as one page of elements in reading order; `depth` counts the files that it is part of.

    Pictures that show a page of print are pages behind it.

    A paragraph's `text` keeps tabs as `\\t` and line breaks as `\\n`; its `number` is what Word counts
    and prints. Headers come first and feet last, as `furniture`; notes follow the paragraph or table
    that refers to them. A table of a single cell is a frame: its paragraphs stand for themselves.
    Raises `DocumentError` where the package is damaged or holds no text.
    """
    # python-docx opens the package; its paragraphs know neither numbers, text boxes nor tracked changes.
    try:
        package = OpcPackage.open(BytesIO(data))
        main = package.main_document_part
        body = child(read_xml(main.blob), "body")
    except etree.XMLSyntaxError as error:
        raise _told(error) from error
    except (OpcError, AttributeError, TypeError, *BROKEN_ARCHIVE) as error:
        raise DocumentError(DAMAGED) from error
    try:
        return _read(main, body, depth)
    except RecursionError as error:
        raise DocumentError(NESTED) from error


def _told(error: etree.XMLSyntaxError) -> Exception:
    """Return what keeps a part from being read: limits of libxml2 come as if its text were wrong."""
    if error.code == etree.ErrorTypes.ERR_NO_MEMORY:
        return MemoryError()
    return DocumentError(NESTED if "depth" in str(error.msg) else DAMAGED)


def _read(main: Part, body: Element | None, depth: int) -> tuple[Page, ...]:
    parts = Parts(main, depth)
    styles = read_styles(parts.root(_related(main, RT.STYLES)))
    ink = Ink(
        styles,
        is_on_white(None if body is None else body.getparent(), *parts.heads_and_feet()),
        strikes=any(b"trike" in part.blob for part in (main, _related(main, RT.STYLES)) if part is not None),
    )
    reader = _Reader(
        styles=styles,
        ink=ink,
        parts=parts,
        numbering=read_numbering(parts.root(_related(main, RT.NUMBERING)), styles),
        notes={
            "footnote": _notes(parts.root(_related(main, RT.FOOTNOTES))),
            "endnote": _notes(parts.root(_related(main, RT.ENDNOTES))),
        },
    )
    heads, feet = [], []
    if body is not None:
        parts.unfold(body)
        heads, feet = _furniture(parts, body, RT.HEADER, ink), _furniture(parts, body, RT.FOOTER, ink)
        reader.read(body)
    words = sum(
        len(line.split()) for e in reader.elements for line in (e.text.split("\n") if isinstance(e, Paragraph) else _texts(e))
    )
    elements = (*heads, *reader.elements, *feet)
    pictures = parts.pages(words, 2 if elements else 1)
    if not any(isinstance(e, Grid) or e.text for e in reader.elements) and not any(page.words for page in pictures):
        why = [", but pictures; save it as PDF"] if parts.n_pictures else [f"; it {said}" for said in parts.problems[:1]]
        raise DocumentError("".join(["the Word file has no text in it", *why]))
    struck = f"has letters that are struck through ({sum(ink.struck)}), which were read as the others" if ink.struck else None
    note = about_the_file([ink.unseen.in_words(), struck, parts.note(words)])
    text = Page(1, elements=elements, problem=about_the_file([parts.unread(words)]), note=note)
    return (text, *pictures) if elements else pictures


def _is_hidden(row: Element) -> bool:
    """Tell whether a row is hidden, or of a height that is none."""
    height = child(row, "trPr", "trHeight")
    flat = (
        height is not None and attribute(height, "hRule") == "exact" and (whole_number(attribute(height, "val")) or FLAT) < FLAT
    )
    return flat or bool(is_on(row, "trPr", "hidden"))


def _texts(grid: Grid) -> list[str]:
    return [cell.text for cell in grid.cells]


def _related(part: Part, kind: str) -> Part | None:
    return next((r.target_part for r in part.rels.values() if r.reltype == kind and not r.is_external), None)


def _notes(root: Element | None) -> dict[str, Element]:
    if root is None:
        return {}
    return {attribute(n, "id") or "": n for n in root if attribute(n, "type") in (None, "normal")}


def _furniture(parts: Parts, body: Element, kind: str, ink: Ink) -> list[Paragraph]:
    """Return the distinct paragraphs of all headers or feet, in the order of their sections."""
    wanted = "headerReference" if kind == RT.HEADER else "footerReference"
    texts: dict[str, bool] = {}
    seen: set[str] = set()
    for reference in (e for e in body.iter() if name(e) == wanted):
        key = next((v for k, v in reference.items() if k.endswith("}id")), "")
        relation = parts.main.rels.get(key)
        if relation is None or relation.is_external or key in seen:
            continue
        seen.add(key)
        root = parts.root(relation.target_part)
        for paragraph in [] if root is None else [e for e in root.iter() if name(e) == "p"]:
            printed = read_paragraph(paragraph, ink)
            text = " ".join(printed.text.split())
            if text:
                texts.setdefault(text, printed.bold)
    return [Paragraph(text, "furniture", bold=bold) for text, bold in texts.items()]


@dataclass(slots=True)
class _Reader:
    """Walks the body once, in order, because Word's counters count in order."""

    styles: Styles
    ink: Ink
    parts: Parts
    numbering: Numbering
    notes: dict[str, dict[str, Element]]
    elements: list[Paragraph | Grid] = field(default_factory=list)
    indents: list[int] = field(default_factory=list)
    depths: dict[tuple[str, int, int], int] = field(default_factory=dict)
    n_notes: dict[str, int] = field(default_factory=dict)

    def read(self, parent: Element, contents_table: bool = False) -> None:
        for element in parent:
            kind = name(element)
            if kind == "sdt":
                gallery = value(element, "sdtPr", "docPartObj", "docPartGallery") or ""
                inner = child(element, "sdtContent")
                if inner is not None:
                    self.read(inner, contents_table or gallery == "Table of Contents")
            elif kind in ("customXml", "ins", "moveTo", "smartTag"):
                self.read(element, contents_table)
            elif kind == "p":
                self._paragraph(element, contents_table)
            elif kind == "tbl":
                self._table(element)
            elif kind == "AlternateContent":
                shown = chosen(element)
                if shown is not None:
                    self.read(shown, contents_table)
            elif kind in ("altChunk", "subDoc"):
                self.elements.extend(self.parts.chunk(element))

    def _paragraph(self, element: Element, contents_table: bool) -> None:
        printed = read_paragraph(element, self.ink)
        inherited = self.styles.of(element)
        text = printed.text.strip()
        style, level = tell_style(element, inherited)
        number = None
        if not (printed.deleted and not text):
            place = self.numbering.place(element, inherited)
            if place:
                number = self.numbering.next_number(place) or None
                if style == "body" and number:
                    style, level = "list_item", self._depth(element, inherited, place)
        if style == "heading":
            self.indents.clear()
        if contents_table:
            style = "contents"
        if text or (number and number != "•"):
            self.elements.append(Paragraph(text, style, level, number, printed.bold))
        self._after(printed)

    def _after(self, printed: Printed) -> None:
        """Put the text boxes anchored in a paragraph behind it, and the notes it refers to."""
        for box in printed.boxes:
            self.read(box)
        for chunk in printed.chunks:
            self.elements.extend(self.parts.chunk(chunk))
        for kind, key in printed.notes:
            note = self.notes[kind].get(key)
            if note is None:
                continue
            self.n_notes[kind] = self.n_notes.get(kind, 0) + 1
            paragraphs = [read_paragraph(p, self.ink) for p in note.iter() if name(p) == "p"]
            text = " ".join(" ".join(p.text.split()) for p in paragraphs).strip()
            if text:
                self.elements.append(Paragraph(text, "footnote", number=str(self.n_notes[kind])))

    def _depth(self, paragraph: Element, inherited: list[Element], place: tuple[str, int]) -> int:
        """Return a list item's depth by its indent against the items before it.

        Word's own level does not tell: bullets under a numbered paragraph are often a list of their
        own. What had a depth once keeps it, as a list may also stand further left than what it is under.
        """
        indent = self.numbering.indent(place)
        for source in (paragraph, *(() if indent is not None else inherited)):
            found = child(source, "pPr", "ind")
            left = None if found is None else whole_number(attribute(found, "left") or attribute(found, "start"))
            if left is not None:
                indent = left
                break
        indent = indent or 0
        while self.indents and self.indents[-1] > indent + SAME_INDENT:
            self.indents.pop()
        if not self.indents or self.indents[-1] < indent - SAME_INDENT:
            self.indents.append(indent)
        return self.depths.setdefault((*place, indent), len(self.indents))

    def _table(self, table: Element) -> None:
        rows = [row for row in contents(table) if name(row) == "tr" and child(row, "trPr", "del") is None]
        for row in filter(_is_hidden, rows):
            self.ink.unseen.add("hidden", sum(n_letters(t.text or "") for t in row.iter("{*}t")))
        rows = [row for row in rows if not _is_hidden(row)]
        cells = [[cell for cell in contents(row) if name(cell) == "tc"] for row in rows]
        if sum(map(len, cells)) == 1:
            self.read(cells[0][0])
            return
        after: list[Printed] = []
        filled = [[self._cell(cell, after) for cell in row] for row in cells]
        grid = make_grid(table, rows, filled)
        if grid:
            self.elements.append(grid)
        for printed in after:
            self._after(printed)

    def _cell(self, cell: Element, after: list[Printed]) -> WordCell:
        """Read a cell's paragraphs as lines, in order; a table inside it gives a line for each row."""
        lines: list[Line] = []
        colours: set[str | None] = set()
        for element in contents(cell) if child(cell, "tcPr", "cellDel") is None else ():
            if name(element) == "altChunk":
                texts = (
                    text for e in self.parts.chunk(element) for text in ([e.text] if isinstance(e, Paragraph) else _texts(e))
                )
                lines.extend(Line(" ".join(text.split())) for text in texts if text)
            elif name(element) == "tbl":
                for row in (r for r in contents(element) if name(r) == "tr"):
                    inner = [self._cell(c, after) for c in contents(row) if name(c) == "tc"]
                    text = " ".join(line.text for c in inner for line in c.lines)
                    if text:
                        lines.append(Line(text))
            elif name(element) == "p":
                printed = read_paragraph(element, self.ink)
                place = self.numbering.place(element, self.styles.of(element))
                number = self.numbering.next_number(place) if place else ""
                for piece in printed.text.split("\n"):
                    text = " ".join(f"{number} {piece}".split()) if piece.strip() or (number and number != "•") else ""
                    number = ""
                    if text:
                        lines.append(Line(text, bold=printed.bold))
                if printed.text.strip():
                    colours.add(printed.colour)
                boxes, printed.boxes = printed.boxes, []
                for box in boxes:
                    lines.extend(self._cell(box, after).lines)
                if printed.notes or printed.chunks:
                    after.append(printed)
        return WordCell(cell, tuple(lines), next(iter(colours)) if len(colours) == 1 else None)
