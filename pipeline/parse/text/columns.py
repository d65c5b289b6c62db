"""Tables that plain text sets with spaces: their columns are parted by tabs, as in other tables of such files."""

from __future__ import annotations

import re

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


def tabbed(lines: list[str]) -> list[str]:
    """Return lines with the columns of a table that is set with spaces parted by tabs: rows of as many cells.

    A heading between two rows stays where it is; what goes on below a cell joins it.
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
    if wanted < COLUMNS:
        return [], first + 1
    for n in range(first + 1, len(lines)):
        if len(parted[n]) == wanted:
            rows.append(list(parted[n]))
            continue
        above, below = lines[n - 1], parted[n + 1] if n + 1 < len(lines) else []
        if len(parted[n]) > 1 or len(parted[n - 1]) != wanted or len(below) != wanted or "\t" in above:
            return rows, n
        cell = _goes_on(lines[n], above)
        if cell is not None:
            rows[-1][cell] += f"<br>{parted[n][0]}"
        elif _may_be_band(lines[n]):
            rows.append(parted[n])
        else:
            return rows, n
    return rows, len(lines)


def _goes_on(line: str, above: str) -> int | None:
    """Return the cell of the row above, set with spaces, under which a line begins; none under the first."""
    starts = [gap.end() for gap in _GAP.finditer(above) if gap.start()]
    at = len(line) - len(line.lstrip())
    return next((n for n, start in enumerate(starts, 1) if abs(start - at) <= ALIGNED), None)


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
    """Say whether a line is a heading inside a table: short, between two rows of as many cells, with no blank line about it."""
    if not 0 < n < len(lines) - 1 or not _may_be_band(lines[n]):
        return False
    above, below = lines[n - 1].count("\t"), lines[n + 1].count("\t")
    return above == below >= COLUMNS - 1


def _may_be_band(line: str) -> bool:
    short = 0 < len(line.split()) <= BAND and not is_row(line)
    return short and not SENTENCE_END.search(line) and not take_bullet(line.strip()).mark


def is_row(line: str) -> bool:
    return "\t" in line.strip(" ") or (line.lstrip().startswith("|") and line.count("|") > 1)
