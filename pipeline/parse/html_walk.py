"""Walk the elements of a web page and write down its paragraphs and tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from pipeline.model import Cell, Grid, Line, Paragraph, ParagraphStyle
from pipeline.parse.docx_numbering import format_number
from pipeline.parse.html_css import background, is_bold, is_hidden
from pipeline.parse.marks import BULLET, take_bullet
from pipeline.plain import without_controls

_SKIPPED = {
    "script", "style", "noscript", "template", "nav", "header", "footer", "head", "button", "select", "input",
    "textarea", "svg", "iframe", "object", "video", "audio", "canvas", "dialog",
}  # fmt: skip
_SKIPPED_ROLES = {"navigation", "banner", "contentinfo", "search", "dialog", "alert"}
_INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr", "img", "picture", "source",
}  # fmt: skip
_NUMBER_TYPES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
MOST_COLUMNS = 1000  # that one cell may span, as the HTML standard has it
_NOTE_MARK = re.compile(r"\[?\d{1,3}\]?$")


@dataclass(slots=True)
class _Open:
    """What the text being gathered is."""

    style: ParagraphStyle = "body"
    level: int | None = None
    number: str | None = None


@dataclass(slots=True)
class Walk:
    """Gathers `elements` in reading order; `n_linked` counts the letters inside links.

    A line break inside a paragraph stays `\\n` in its text.
    """

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
        self._add(element.text, bold, link)
        for inner in element:
            if isinstance(inner.tag, str) and not self._is_frame(inner):
                self._element(inner, depth, bold=bold, link=link)
            self._add(inner.tail, bold, link)
            if inner.tag not in _INLINE and inner.tag != "br":
                self._open = _Open(kind.style, kind.level)  # text behind a block goes on without the number

    def _element(self, element: Any, depth: int, *, bold: bool, link: bool) -> None:
        tag = element.tag.lower()
        if tag == "br":
            self._text.append("\n")
        elif tag == "sup" and _NOTE_MARK.match(element.text_content().strip()) and element.xpath(".//a|parent::a"):
            return
        elif tag in _INLINE and not element.xpath(".//p|.//table|.//ul|.//ol|.//h1|.//h2|.//h3|.//div"):
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
        else:
            self._flush()  # what was gathered has used up a list item's number
            self._block(element, self._open, depth)

    def _list(self, element: Any, depth: int) -> None:
        self._flush()
        form = _NUMBER_TYPES.get(element.get("type") or "1", "decimal")
        count = _whole(element.get("start"), 1)
        for item in element:
            if item.tag in ("ul", "ol"):
                self._list(item, depth + 1)
            if item.tag != "li" or self._is_frame(item):
                continue
            count = _whole(item.get("value"), count)
            number = f"{format_number(count, form)}." if element.tag == "ol" else BULLET
            self._block(item, _Open("list_item", depth, number), depth)
            count += 1

    def _table(self, table: Any) -> None:
        if table.xpath(".//table") or len(table.xpath(".//td|.//th")) == 1:
            # A table that only arranges the page: its cells stand for themselves.
            for cell in table.xpath("./tr/*|./*/tr/*"):
                self._block(cell, _Open(), depth=0)
            return
        for caption in table.xpath("./caption"):
            self._block(caption, _Open("caption"), depth=0)
        rows = table.xpath("./tr|./thead/tr|./tbody/tr|./tfoot/tr")
        cells: list[Cell] = []
        taken: set[tuple[int, int]] = set()
        for r, row in enumerate(rows):
            own = [cell for cell in row if cell.tag in ("td", "th")]
            header = row.getparent().tag == "thead" or (bool(own) and all(cell.tag == "th" for cell in own))
            column = 0
            for cell in own:
                while (r, column) in taken:
                    column += 1
                down = min(_whole(cell.get("rowspan"), 1) or len(rows), len(rows) - r)
                across = min(MOST_COLUMNS, max(1, _whole(cell.get("colspan"), 1)))
                taken.update((r + i, column + j) for i in range(down) for j in range(across))
                fill = background(cell) or background(row)
                cells.append(Cell(r, column, max(1, down), across, self._lines(cell), fill=fill, header=header))
                column += across
        if cells:
            n_columns = max(cell.column + cell.column_span for cell in cells)
            self.elements.append(Grid(None, None, len(rows), n_columns, tuple(cells), kind="marked_up"))

    def _lines(self, cell: Any) -> tuple[Line, ...]:
        inner = Walk()
        inner.read(cell)
        self.n_linked += inner.n_linked
        lines = []
        for element in inner.elements:
            if isinstance(element, Paragraph):
                for n, piece in enumerate(element.text.split("\n")):
                    mark = f"{element.number} " if element.number and n == 0 else ""
                    lines.append(Line(mark + piece.strip(), bold=element.bold))
        return tuple(lines)

    def _is_frame(self, element: Any) -> bool:
        """Tell whether an element belongs to the site, not to the document; an article's own header does not."""
        if not isinstance(element.tag, str):
            return True
        if element.tag == "header" and element.xpath("ancestor::main|ancestor::article"):
            return False
        return element.tag in _SKIPPED or element.get("role") in _SKIPPED_ROLES or is_hidden(element)

    def _add(self, text: str | None, bold: bool, link: bool) -> None:
        if not text:
            return
        text = without_controls(text)  # of references such as &#27;
        self._text.append(re.sub(r"\s+", " ", text))
        if text.strip():
            self._weights.append(bold)
            self.n_linked += len("".join(text.split())) if link else 0

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


def _whole(written: str | None, default: int) -> int:
    return int(written) if written and written.strip().isdigit() else default
