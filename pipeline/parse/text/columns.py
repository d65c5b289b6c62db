"""Tables that plain text sets with spaces: their columns are parted by tabs, as in other tables of such files."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.parse.marks import take_bullet, take_mark

# A line of so many words at most may be a heading between the rows of a table.
BAND = 12

# Lines parted by wide gaps into the same number of cells are a table from so many cells and lines on.
COLUMNS = 3
ROWS = 3
# Characters of the longest such cell; a longer one is a sentence of justified text.
CELL = 110
# Two cells a line are a table where the right ones stand under each other, and the left ones are no longer than this.
LEFT = 60
# Spaces by which the right cells may be out of line.
ALIGNED = 1
# How a line ends that is a sentence, or goes on below.
SENTENCE_END = re.compile(r"(?:[.;:?!,…]|\b(?:and|or))[\"'”’)*_]*$")

_GAP = re.compile(r"(?: {2,}|\t)\s*")
_NUMBER = re.compile(r"\(?[A-Z]{0,4}\d{1,3}(?:\.\d{1,3})*[a-z]?[.)]?")
_BAR = re.compile(r"(?:^|\s)\|(?=\s|$)")
_DRAWN = re.compile(r"(?=.*[-=_]{3})[-=_+|:\s]+")


def tabbed(lines: list[str]) -> list[str]:
    """Return lines with the columns of a table that is set with spaces parted by tabs: rows of as many cells.

    A heading between two rows stays where it is; what goes on below a cell joins it; lines drawn with dashes are left out.
    """
    parted = [_GAP.split(line.strip()) for line in lines]
    found: list[str] = []
    n = 0
    while n < len(lines):
        rows, end = _rows_from(lines, parted, n)
        cells = [cell for row in rows if len(row) > 1 for cell in row]
        is_table = len(cells) >= ROWS * len(parted[n]) and all(len(cell) <= CELL for cell in cells)
        found += ["\t".join(row) for row in rows] if is_table else lines[n:end]
        n = end
    return found


def _rows_from(lines: list[str], parted: list[list[str]], first: int) -> tuple[list[list[str]], int]:
    """Return the cells of the rows that begin at a line, as many in each, with the headings between them, and where they end."""
    rows, wanted = [list(parted[first])], len(parted[first])
    if wanted < COLUMNS or _DRAWN.fullmatch(lines[first]):
        return [], first + 1
    columns = [_starts(lines[first])] * 2  # where cells begin: those of the first row, and of the last one that is full
    above = first
    for n in range(first + 1, len(lines)):
        if _DRAWN.fullmatch(lines[n]):
            continue
        full = len(parted[n]) == wanted
        if full:
            columns[1] = _starts(lines[n])
        cells = parted[n] if full else _cut_at(lines[n], columns)
        if cells and above >= 0 and _goes_on_in_cells(cells):
            rows[-1] = [f"{upper}<br>{lower}" if lower else upper for upper, lower in zip(rows[-1], cells, strict=True)]
        elif cells:
            rows.append(list(cells))
            above = n
        elif len(parted[n]) > 1 or above < 0 or "\t" in lines[above]:
            return rows, n
        elif (cell := _goes_on(lines[n], lines[above])) is not None and _is_next(parted, n, wanted):
            rows[-1][cell] += f"<br>{parted[n][0]}"
        elif _may_be_band(lines[n]) and _is_next(parted, n, wanted):
            rows.append(parted[n])
            above = -1
        else:
            return rows, n
    return rows, len(lines)


def _is_next(parted: list[list[str]], n: int, wanted: int) -> bool:
    return n + 1 < len(parted) and len(parted[n + 1]) == wanted


def _starts(line: str) -> list[int]:
    """Return where the cells of a row that is set with spaces begin, but the first."""
    return [gap.end() for gap in _GAP.finditer(line) if gap.start()]


def _cut_at(line: str, columns: list[list[int]]) -> list[str]:
    """Return a line's cells, cut where those of other rows begin: one may be empty, or so long that it leaves one space only.

    Nothing where the line does not keep to these columns.
    """
    gaps = _starts(line)
    for starts in columns if gaps and "\t" not in line else []:
        bounds = [0, *starts, len(line)]
        kept = all(start >= len(line) or line[start - 1] == " " for start in starts)
        if kept and all(any(abs(gap - start) <= ALIGNED for start in starts) for gap in gaps):
            return [line[a:b].strip() for a, b in pairwise(bounds)]
    return []


def _goes_on_in_cells(cells: list[str]) -> bool:
    """Say whether a line with nothing in its first cell goes on with the row above, rather than being one without a number."""
    filled = [cell for cell in cells if cell]
    return not cells[0] and (len(filled) < len(cells) - 1 or any(cell[0].islower() for cell in filled))


def _goes_on(line: str, above: str) -> int | None:
    """Return the cell of the row above, set with spaces, under which a line begins; none under the first."""
    starts = [gap.end() for gap in _GAP.finditer(above) if gap.start()]
    at = len(line) - len(line.lstrip())
    return next((n for n, start in enumerate(starts, 1) if abs(start - at) <= ALIGNED), None)


def piped(lines: list[str]) -> list[str]:
    """Return lines with the rows of a table that is set with `|` between its cells alone given one at both ends too."""
    found = list(lines)
    bars = [0 if line.lstrip().startswith("|") else len(_BAR.findall(line)) for line in lines]
    for n, count in enumerate(bars):
        if count >= COLUMNS - 1 and count in (bars[n - 1] if n else 0, *bars[n + 1 : n + 2]):
            found[n] = f"| {lines[n].strip()} |"
    return found


def in_two_columns(lines: list[str]) -> list[str]:
    """Return lines with two columns that are set with spaces parted by a tab; what goes on in the right one joins its row."""
    found: list[str] = []
    n = 0
    while n < len(lines):
        rows, end = _column_rows(lines, n)
        found += rows if len(rows) >= ROWS else lines[n : n + 1]
        n = end if len(rows) >= ROWS else n + 1
    return found


def _column_rows(lines: list[str], first: int) -> tuple[list[str], int]:
    """Return the rows of two columns that begin at a line, the cells of each parted by a tab, and where they end."""
    rows: list[str] = []
    column = 0
    for n in range(first, len(lines)):
        line = lines[n]
        text = line.strip()
        gaps = [] if "\t" in line else list(re.finditer(r" {2,}", text))
        at = len(line) - len(line.lstrip())
        if rows and not gaps and text and abs(at - column) <= ALIGNED:
            rows[-1] += f"<br>{text}"
        elif len(gaps) == 1 and _is_cell(text[: gaps[0].start()]) and (not rows or abs(at + gaps[0].end() - column) <= ALIGNED):
            column = at + gaps[0].end()
            rows.append(f"{text[: gaps[0].start()]}\t{text[gaps[0].end() :]}")
        else:
            return rows, n
    return rows, len(lines)


def _is_cell(left: str) -> bool:
    """Say whether a text can stand in the left of two columns: short, and no mark of a list."""
    return len(left) <= LEFT and sum(c.isalpha() for c in left) > 1 and not take_mark(f"{left} x").mark


def is_band(lines: list[str], n: int) -> bool:
    """Say whether a line is a heading inside a table: short, between two rows of (nearly) as many cells, no blank line about it.

    Headings of columns may leave out the one over the numbers of the rows.
    """
    if not 0 < n < len(lines) - 1 or not _may_be_band(lines[n]):
        return False
    above, below = lines[n - 1].count("\t"), lines[n + 1].count("\t")
    return min(above, below) >= COLUMNS - 1 and abs(above - below) <= 1


def under_headings(rows: list[list[str]]) -> list[list[str]]:
    """Return the rows of a table with an empty heading over the numbers of its rows, where the headings leave it out."""
    head, body = rows[0], [row for row in rows[1:] if len(row) > 1]
    unnamed = body and all(len(row) == len(head) + 1 and _NUMBER.fullmatch(row[0]) for row in body)
    return [["", *head], *rows[1:]] if unnamed and len(head) >= COLUMNS - 1 else rows


def _may_be_band(line: str) -> bool:
    short = 0 < len(line.split()) <= BAND and not is_row(line)
    return short and not SENTENCE_END.search(line) and not take_bullet(line.strip()).mark


def is_row(line: str) -> bool:
    return "\t" in line.strip(" ") or (line.lstrip().startswith("|") and line.count("|") > 1)
