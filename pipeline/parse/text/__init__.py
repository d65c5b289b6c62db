"""Read plain text and Markdown: headings, lists, paragraphs, tables of tabs or pipes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.errors import DocumentError
from pipeline.model import Cell, Grid, Line, Page, Paragraph
from pipeline.parse.encodings import decode, unknown_letters
from pipeline.parse.lengths import LONGEST, pieces
from pipeline.parse.marks import begins_item, stands_alone, take_bullet, take_mark, take_number
from pipeline.parse.problems import about_the_file
from pipeline.parse.text.columns import ROWS, SENTENCE_END, in_two_columns, is_band, is_row, piped, tabbed, under_headings
from pipeline.parse.text.markdown import plain, without_comments
from pipeline.plain import as_printed

# Characters. A file with a longer line is not wrapped: each of its line breaks is meant.
WRAPPED = 130
# Nor is one whose longest line is shorter than this: nobody sets a page so narrow, and each line is meant.
NARROW = 50
# A line filled to less than this part of the file's width was ended on purpose.
FULL = 0.8
# Text taken from a PDF has some lines longer than its width, where hyphens at their ends were joined: one in so many, in a file
# of as many lines as fill some pages.
LONGER = 25
PAGES = 100

_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_RULE = re.compile(r"\s*(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|={3,})$")
_DELIMITER = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_QUOTE = re.compile(r"\s{0,3}>\s?")
_LABEL = re.compile(r"[A-Z][^.:;?!]{1,70}:(?:\s|$)")
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|ember|tember|ober)?\b"
_YEAR = r"(?:19|20)\d\d\b"
# The end of a line at which a date is cut, and how the next line goes on with it.
_CUT_DATES = tuple(
    (re.compile(rf"(?i){end}$"), re.compile(rf"(?i){begin}"))
    for end, begin in (
        (rf"\b{_DAY}(?: of)?", _MONTH),
        (rf"\b{_DAY} {_MONTH}", _YEAR),
        (rf"\b{_DAY}(?: {_MONTH}(?: {_YEAR})?)? ?(?:[-–—]|\b(?:to|and|until))", rf"{_DAY} {_MONTH}"),
        (rf"\d {_MONTH}(?: {_YEAR})?", rf"(?:to|and|until) {_DAY} {_MONTH}"),
    )
)
_HYPHEN_AT_END = re.compile(r"\w[-\u2010\u2011]$")
_SUSPENDED = re.compile(r"(?:and|or|to)\b")  # `short- and long-term`: the hyphen stands for a part that comes later
_COLOURS = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")  # and what else a terminal is told, in what was captured from one
_CUT_WORD = re.compile(r"(?<=\w)\xad[ \t]*\r?\n[ \t]*(?=\w)")


def read_text(data: bytes) -> tuple[Page, ...]:
    """Return a text file as one page of elements; raises `DocumentError` where its bytes are no text.

    A run of lines with tabs is a table, ended by a blank line; `|` tables have their heading row
    marked. A list mark goes to `number` (`•` for any bullet; the number where one follows it), the
    depth of its indent to `level`. Emphasis marks are taken off; `bold` says that all was bold.
    """
    text, note = without_comments(as_printed(_CUT_WORD.sub("", _COLOURS.sub("", decode(data)))))
    printed = [line.rstrip(" \r") for line in text.replace("\f", "\n\n").splitlines()]
    lines = [piece for line in printed for piece in ([line] if len(line) <= LONGEST or is_row(line) else pieces(line))]
    width = _width(lines)
    elements: list[Paragraph | Grid] = []
    indents: list[int] = []
    for block in _blocks(_with_marks(in_two_columns(tabbed(piped(lines))), width)):
        elements.extend(_elements(block, width, indents))
    if not elements:
        raise DocumentError("the file has no text in it")
    problem, few = unknown_letters([text])
    return (Page(1, elements=tuple(elements), problem=about_the_file([problem]), note=about_the_file([note, few])),)


def _width(lines: list[str]) -> int:
    """Return how many characters the lines of a file have at most, but for the few that are longer than the others."""
    lengths = sorted(len(line) for line in lines if line.strip() and "\t" not in line)
    few = len(lengths) // LONGER if len(lengths) >= PAGES else 0
    return lengths[-1 - few] if lengths else 0


def _with_marks(lines: list[str], width: int) -> list[str]:
    """Put numbers and bullets that stand alone on their lines before the text below, also behind blank lines.

    Text taken from a PDF has them so, where the gap between number and text is wide. The last words of a sentence may look so
    too: then the line above is full.
    """
    found: list[str] = []
    held, blank = "", 0  # a mark whose text is still to come, and the blank lines below it
    for line in lines:
        if held and not line.strip():
            blank += 1
            continue
        if held and line.strip().isdigit():  # the number of a page
            found += ["", line, ""]
            continue
        if held and (begins_item(line.strip()) or is_row(line) or _HEADING.match(line)):
            found += [held, *[""] * blank]
        elif held:
            line = f"{held} {line.strip()}"
        held, blank = "", 0
        above = found[-1] if found else ""
        if line.strip() and stands_alone(line.strip()) and (len(above) < FULL * width or SENTENCE_END.search(above)):
            held = line
        else:
            found.append(line)
    return [*found, held] if held else found


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    """Part lines at blank lines, and rows of a table from lines that are none but a heading between its rows."""
    block: list[str] = []
    for n, line in enumerate(lines):
        if not line.strip():
            if block:
                yield block
            block = []
            continue
        if block and is_row(block[-1]) != is_row(line) and not (is_band(lines, n) or is_band(lines, n - 1)):
            yield block
            block = []
        if len(block) >= ROWS and _is_paragraph(line) and not any(_is_paragraph(row) for row in block):
            yield block  # fields of a header, and straight below them the first numbered heading
            block = []
        block.append(line)
    if block:
        yield block


def _is_paragraph(line: str) -> bool:
    """Say whether a line with a tab is a number and its words rather than a row of a table."""
    return "\t" in line.strip() and _is_marked([cell.strip() for cell in line.split("\t")])


def _is_marked(row: list[str]) -> bool:
    """Say whether a line with tabs is an item of a list: a mark and its words, indented or not."""
    printed = [cell for cell in row if cell]
    mark = take_mark(printed[0])
    return bool(mark.mark) and ((len(printed) == 1 and bool(mark.text)) or (len(printed) == 2 and not mark.text))


def _elements(block: list[str], width: int, indents: list[int]) -> Iterator[Paragraph | Grid]:
    if "\t" in block[0].strip(" "):
        rows = [[cell.strip() for cell in line.split("\t")] for line in block]
        if (len(rows) == 1 and sum(map(bool, rows[0])) == 1) or all(_is_marked(row) for row in rows):
            yield from (_paragraph(Lines(line.replace("\t", " ")), indents) for line in block)
        else:
            yield _grid(under_headings(rows), 0)
    elif is_row(block[0]):
        rows = [_pipe_cells(line) for line in block if not _DELIMITER.match(line)]
        yield _grid(rows, 1 if len(block) > 1 and _DELIMITER.match(block[1]) else 0)
    else:
        for lines in _joined(block, width):
            yield _paragraph(lines, indents)


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of one paragraph, joined; the first line's indent is still before it."""

    text: str
    underlined: bool = False


def _joined(block: list[str], width: int) -> Iterator[Lines]:
    """Join the wrapped lines of a block into paragraphs."""
    held: str | None = None
    last = ""
    starred = max((n for n, line in enumerate(block) if "*" in line), default=-1)
    for n, line in enumerate(block):
        if held is not None and re.fullmatch(r"=+|-{3,}", line.strip()) and n == 1:
            yield Lines(held, underlined=True)
            held = None
        elif _RULE.match(line):
            if held is not None:
                yield Lines(held)
            held = None
        elif held is not None and not _heads(block, n, width) and _continues(held, last, line, starred >= n, width):
            more = _QUOTE.sub("", line).strip()
            held = f"{held}{more}" if _is_cut(held, more) else f"{held} {more}"
        else:
            if held is not None:
                yield Lines(held)
            held = line
        last = line
    if held is not None:
        yield Lines(held)


def _is_cut(line: str, following: str) -> bool:
    """Tell whether a line ends in the middle of a word or figure, at its hyphen: `fifty-` `five`, `2017-` `18`."""
    return bool(_HYPHEN_AT_END.search(line)) and following[:1].isalnum() and not _SUSPENDED.match(following)


def _heads(block: list[str], n: int, width: int) -> bool:
    """Tell whether a line is a heading between two items: short, with no end, below the end of a sentence and above an item."""
    above, line, below = block[n - 1].strip(), block[n].strip(), "".join(block[n + 1 : n + 2]).strip()
    open_end = len(line) < FULL * width and line[:1].isupper() and not SENTENCE_END.search(line)
    return open_end and begins_item(below) and not begins_item(line) and above.endswith((".", "?", "!"))


def _continues(held: str, last: str, line: str, starred: bool, width: int) -> bool:
    """Tell whether a line goes on with the paragraph before it; `starred` says whether it or a later one has an asterisk."""
    text = _QUOTE.sub("", line).strip()
    if not text or len(held) > LONGEST:
        return False
    if _HEADING.match(held) or _HEADING.match(line) or bool(_QUOTE.match(held)) != bool(_QUOTE.match(line)):
        return False
    if take_bullet(text).mark:
        return False
    if starred and held.count("*") % 2:
        return True
    if _is_cut(last, text) and not begins_item(text):
        return True
    if any(end.search(last) and begin.match(text) for end, begin in _CUT_DATES):
        return True
    wrapped = NARROW < width <= WRAPPED and len(last) + 1 + len(text.split()[0]) > FULL * width
    if wrapped:
        if _LABEL.match(text) and _LABEL.match(held):
            return False
        return not ((begins_item(text) or _LABEL.match(text)) and SENTENCE_END.search(last))
    return not begins_item(text) and text[0].islower()


def _paragraph(lines: Lines, indents: list[int]) -> Paragraph:
    """Make one paragraph; `indents` are those of the open list items, outermost first."""
    heading = _HEADING.match(lines.text)
    if heading or lines.underlined:
        indents.clear()
        text, _ = plain(heading[2] if heading else lines.text.strip())
        return Paragraph(text, "heading", level=len(heading[1]) if heading else 1, bold=True)
    quote = _QUOTE.match(lines.text)
    body = lines.text[quote.end() :] if quote else lines.text
    indent = len(body) - len(body.lstrip())
    body = body.strip()
    mark, rest = take_mark(body)
    if not take_bullet(body).mark:
        mark, rest = None, body
    text, bold = plain(rest)
    if quote and mark is None:
        return Paragraph(text, "quote", bold=bold)
    if mark is None:
        if not take_number(body).mark:
            indents.clear()
        return Paragraph(text, bold=bold)
    while indents and indents[-1] > indent:
        indents.pop()
    if not indents or indents[-1] < indent:
        indents.append(indent)
    return Paragraph(text, "list_item", level=len(indents), number=mark, bold=bold)


def _pipe_cells(line: str) -> list[str]:
    inner = re.sub(r"^\s*\||(?<!\\)\|\s*$", "", line)
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", inner)]


def _grid(rows: list[list[str]], n_header: int) -> Grid:
    n_columns = max(len(row) for row in rows)
    cells = []
    for r, row in enumerate(rows):
        across = len(row) == 1  # a line among rows that are parted by tabs
        for c in range(1 if across else n_columns):
            written = row[c] if c < len(row) else ""
            pieces = [plain(piece) for piece in re.split(r"<br\s*/?>", written) if piece.strip()]
            lines = tuple(Line(text, bold=bold) for text, bold in pieces)
            cells.append(Cell(r, c, 1, n_columns if across else 1, lines, header=r < n_header))
    return Grid(None, None, len(rows), n_columns, tuple(cells), kind="marked_up")
