"""Walk the elements of a web page and write down its paragraphs and tables."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from pipeline.model import Cell, Grid, Line, Paragraph, ParagraphStyle
from pipeline.parse.docx.numbering import format_number
from pipeline.parse.html.css import Looks, background, is_bold
from pipeline.parse.html.forms import written_in
from pipeline.parse.html.tables import Rows, gather_rows
from pipeline.parse.marks import BULLET, take_bullet
from pipeline.parse.unseen import Unseen, n_letters
from pipeline.plain import as_printed
from pipeline.raised import is_note_mark

# What holds no words of the page, and what of it belongs to the site: its menus, heads and feet.
_SILENT = {
    "script",
    "style",
    "template",
    "head",
    "canvas",
    "video",
    "audio",
    "link",
    "meta",
    "title",
    "annotation",
    "annotation-xml",
}
_FRAME = {"nav", "footer"}
_FRAME_ROLES = {"navigation", "banner", "contentinfo", "search", "dialog", "alert"}
_ELSEWHERE = {"iframe", "object", "embed"}
_INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "button", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "rb", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
    "tt", "u", "var", "wbr", "img", "picture", "source", "input", "select",
    "math", "semantics", "mrow", "mstyle", "mpadded", "mn", "mo", "mi", "mtext", "mspace", "mfrac", "msup", "msub",
}  # fmt: skip
_NUMBER_TYPES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
MOST_COLUMNS = 1000  # that one cell may span, as the HTML standard has it
_NEAR = 4  # pieces of text that hold the word before
_BLOCKS = ".//p|.//table|.//ul|.//ol|.//h1|.//h2|.//h3|.//div"


@dataclass(slots=True)
class _Open:
    """What the text being gathered is."""

    style: ParagraphStyle = "body"
    level: int | None = None
    number: str | None = None


@dataclass(slots=True)
class Left:
    """What a walk left out: letters that nobody sees, letters of the site's own frame, and parts that are not in the file."""

    unseen: Unseen = field(default_factory=Unseen)
    n_frame: int = 0
    n_elsewhere: int = 0


@dataclass(slots=True)
class Walk:
    """Gathers `elements` in reading order; `n_linked` counts the letters inside links.

    A line break inside a paragraph stays `\\n` in its text. What is in `apart` is walked by itself.
    """

    looks: Looks = field(default_factory=Looks)
    apart: Collection[Any] = ()
    left: Left = field(default_factory=Left)
    elements: list[Paragraph | Grid] = field(default_factory=list)
    n_linked: int = 0
    _text: list[str] = field(default_factory=list)
    _weights: list[bool] = field(default_factory=list)
    _open: _Open = field(default_factory=_Open)

    def read(self, root: Any) -> None:
        self._block(root, _Open(), depth=0)

    def _block(self, element: Any, kind: _Open, depth: int) -> None:
        self._flush()
        self._open = kind
        self._inside(element, depth, bold=is_bold(element), link=False)
        self._flush()

    def _inside(self, element: Any, depth: int, *, bold: bool, link: bool) -> None:
        kind = self._open
        self._add(element.text, element, bold, link)
        for inner in element:
            if not self._leaves_out(inner):
                self._element(inner, depth, bold=bold, link=link)
            self._add(inner.tail, element, bold, link)
            if inner.tag not in _INLINE and inner.tag != "br":
                self._open = _Open(kind.style, kind.level)  # text behind a block goes on without the number

    def _element(self, element: Any, depth: int, *, bold: bool, link: bool) -> None:
        tag = element.tag.lower()
        if tag == "br":
            self._text.append("\n")
        elif tag == "sup" and is_note_mark("".join(self._text[-_NEAR:]), element.text_content()):
            return
        elif tag in ("input", "select"):
            self._add(written_in(element), element, bold, link)
        elif tag in _INLINE and not element.xpath(_BLOCKS):
            self._inside(element, depth, bold=bold or is_bold(element), link=link or tag == "a")
        elif tag == "table":
            self._flush()
            self._table(element)
        elif tag in ("ul", "ol", "menu"):
            self._list(element, depth + 1)
        elif re.fullmatch(r"h[1-6]", tag):
            self._block(element, _Open("heading", int(tag[1])), depth)
        elif tag == "blockquote":
            self._block(element, _Open("quote"), depth)
        elif tag in ("caption", "figcaption"):
            self._block(element, _Open("caption"), depth)
        elif tag == "svg":
            for words in (e for e in element.xpath(".//*[local-name()='text']") if not self._leaves_out(e)):
                self._block(words, _Open(), depth)
        else:
            self._flush()  # what was gathered has used up a list item's number
            self._block(element, self._open, depth)

    def _list(self, element: Any, depth: int) -> None:
        self._flush()
        self._items(element, element, _whole(element.get("start"), 1), depth)
        self._flush()

    def _items(self, element: Any, parent: Any, count: int, depth: int) -> int:
        """Read the items of a list, and what stands among them without being one; return the number of the next."""
        form = _NUMBER_TYPES.get(parent.get("type") or "1", "decimal")
        self._open = _Open()
        self._add(element.text, element, False, False)
        for item in element:
            if self._leaves_out(item):
                pass
            elif item.tag in ("ul", "ol", "menu"):
                self._list(item, depth + 1)
            elif item.tag == "li":
                count = _whole(item.get("value"), count)
                number = f"{format_number(count, form)}." if parent.tag == "ol" else BULLET
                self._block(item, _Open("list_item", depth, number), depth)
                count += 1
            elif item.tag != "table" and item.xpath("./li|./*/li"):
                self._flush()
                count = self._items(item, parent, count, depth)
                self._flush()
            else:
                self._element(item, depth, bold=is_bold(item), link=False)
            self._open = _Open()
            self._add(item.tail, element, False, False)
        return count

    def _table(self, table: Any) -> None:
        found = gather_rows(table, self._leaves_out)
        for caption in found.captions:
            self._block(caption, _Open("caption"), depth=0)
        for stray, owner in found.strays:  # a browser puts before a table what stands in it outside its cells
            if isinstance(stray, str):
                self._open = _Open()
                self._add(stray, owner, False, False)
            else:
                self._element(stray, 0, bold=is_bold(stray), link=False)
        self._flush()
        if table.xpath(".//table") or sum(len(row.cells) for row in found.rows) == 1:
            # A table that only arranges the page: its cells stand for themselves.
            for cell in (cell for row in found.rows for cell in row.cells):
                self._block(cell, _Open(), depth=0)
            return
        self._grid(found)

    def _grid(self, found: Rows) -> None:
        rows = found.rows
        cells: list[Cell] = []
        taken: set[tuple[int, int]] = set()
        for r, row in enumerate(rows):
            header = row.of_head or (bool(row.cells) and all(cell.tag == "th" for cell in row.cells))
            column = 0
            for cell in row.cells:
                while (r, column) in taken:
                    column += 1
                down = min(_whole(cell.get("rowspan"), 1) or len(rows), len(rows) - r)
                across = min(MOST_COLUMNS, max(1, _whole(cell.get("colspan"), 1)))
                taken.update((r + i, column + j) for i in range(down) for j in range(across))
                fill = background(cell) or (None if row.element is None else background(row.element))
                cells.append(Cell(r, column, max(1, down), across, self._lines(cell), fill=fill, header=header))
                column += across
        if cells:
            n_columns = max(cell.column + cell.column_span for cell in cells)
            self.elements.append(Grid(None, None, len(rows), n_columns, tuple(cells), kind="marked_up"))

    def _lines(self, cell: Any) -> tuple[Line, ...]:
        inner = Walk(self.looks, self.apart, self.left)
        inner.read(cell)
        self.n_linked += inner.n_linked
        lines = []
        for element in inner.elements:
            if isinstance(element, Paragraph):
                for n, piece in enumerate(element.text.split("\n")):
                    mark = f"{element.number} " if element.number and n == 0 else ""
                    lines.append(Line(mark + piece.strip(), bold=element.bold))
        return tuple(lines)

    def _leaves_out(self, element: Any) -> bool:
        """Tell whether an element is no part of the document, and count the letters that it has."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _SILENT or element in self.apart:
            return True
        reason = "hidden" if tag == "noscript" else self.looks.gone.get(element)
        if reason:
            self.left.unseen.add(reason, _letters(element))
        elif tag in _ELSEWHERE:
            self.left.n_elsewhere += 1
        elif _is_frame(element):
            self.left.n_frame += _letters(element)
        else:
            return False
        return True

    def _add(self, text: str | None, owner: Any, bold: bool, link: bool) -> None:
        if not text:
            return
        text = as_printed(text)  # of references such as &#27;
        reason = self.looks.unseen.get(owner)
        if reason:
            self.left.unseen.add(reason, n_letters(text))
            return
        self._text.append(re.sub(r"\s+", " ", text))
        if text.strip():
            self._weights.append(bold)
            self.n_linked += n_letters(text) if link else 0

    def _flush(self) -> None:
        """Write down what was gathered; two line breaks part paragraphs."""
        bold = bool(self._weights) and all(self._weights)
        for piece in re.split(r"\n\s*\n", "".join(self._text)):
            text = "\n".join(" ".join(line.split()) for line in piece.split("\n")).strip()
            if text:
                self._keep(text, bold)
        self._text, self._weights = [], []

    def _keep(self, text: str, bold: bool) -> None:
        kind = self._open
        style, level, number = kind.style, kind.level, kind.number
        marked = take_bullet(text)
        if marked.mark and style in ("body", "list_item"):
            # A bullet typed into the text, as Word writes its lists when it saves as a web page.
            style, number, text = "list_item", marked.mark, marked.text
        self.elements.append(Paragraph(text, style, level, number, bold))
        self._open = _Open(kind.style, kind.level)


def _is_frame(element: Any) -> bool:
    """Tell whether an element belongs to the site, not to the document; a header that holds a heading does not."""
    tag = element.tag
    if tag == "header":
        return not element.xpath("ancestor::main|ancestor::article|.//h1|.//h2|.//h3")
    if tag == "button":  # one that unfolds what a heading names holds its words
        above = next(element.iterancestors("h1", "h2", "h3", "h4"), None)
        return not (element.get("aria-expanded") or (above is not None and _letters(above) == _letters(element)))
    return tag in _FRAME or element.get("role") in _FRAME_ROLES


def _letters(element: Any) -> int:
    return sum(n_letters(text) for text in element.xpath(".//text()[not(ancestor::script or ancestor::style)]"))


def _whole(written: str | None, default: int) -> int:
    return int(written) if written and written.strip().isdigit() else default
