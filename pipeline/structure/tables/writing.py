"""Rows -> the text, parts and cells of blocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.model import Block, BlockKind, Line, Part, PlacedWord, RowCell
from pipeline.structure.pieces import plain
from pipeline.structure.rows import touches
from pipeline.structure.tables.fragments import Row
from pipeline.structure.tables.hyphens import Joints
from pipeline.structure.tables.vocabulary import Vocabulary

KINDS: dict[str, BlockKind] = {
    "header": "table_header",
    "row": "table_row",
    "band_heading": "heading",
    "band_text": "paragraph",
}
# Of the letter size: a gap between lines that is this much wider than the cell's narrowest parts paragraphs.
WIDER = 0.35
# Points that a line may fall short of the room it had because words are not cut.
ROOM = 2.0


class Writer:
    """Collects the text of one block, cell by cell, line by line."""

    def __init__(self, vocabulary: Vocabulary, joints: Joints) -> None:
        self.vocabulary = vocabulary
        self.joints = joints
        self.text = ""
        self.parts: list[Part] = []

    def drop_hyphen(self) -> None:
        """Take back the hyphen with which the last line ends; its part keeps it as printed."""
        self.text = self.text[:-1]
        last = self.parts[-1]
        end = len(self.text)
        printed = last.printed or self.text[last.start :] + "-"
        words = tuple(replace(word, end=min(word.end, end)) for word in last.words)
        self.parts[-1] = replace(last, end=end, printed=printed, words=words)

    def line(self, line: Line, page: int | None, *, gap: str) -> int:
        """Append a printed line behind `gap`; returns the offset at which it begins."""
        words = [word.text for word in line.words] or line.text.split()
        self.text += gap
        start = len(self.text)
        placed = []
        for i, word in enumerate(words):
            letters = plain(word)
            apart = i > 0 and not (line.words and touches(line.words[i - 1], line.words[i]))
            begin = len(self.text) + apart
            self.text += (" " if apart else "") + letters
            if line.words:
                placed.append(PlacedWord(begin, begin + len(letters), line.words[i].box, line.words[i].sure))
        printed = " ".join(words)
        self.parts.append(
            Part(
                page=line.page if line.page is not None else page,
                start=start,
                end=len(self.text),
                box=line.box,
                printed=printed if printed != self.text[start:] else None,
                words=tuple(placed),
            )
        )
        return start


def block_of(row: Row, seq: int, table: int, rows_above: Mapping[int, int], writer: Writer) -> Block:
    """Write a row as a block; `rows_above` says by column how far up a merged cell has its words."""
    if row.kind in ("band_heading", "band_text"):
        for column in _columns(row):
            _write_cell(writer, row, column, mark=" " if writer.text else "")
        return _block(row, writer, (), seq, table)
    cells: list[RowCell] = []
    for n, column in enumerate(_columns(row)):
        writer.text += "\t" if n else ""
        cells.append(_row_cell(writer, row, column, rows_above))
    return _block(row, writer, tuple(cells), seq, table)


def _block(row: Row, writer: Writer, cells: tuple[RowCell, ...], seq: int, table: int) -> Block:
    return Block(
        seq=seq,
        kind=KINDS[row.kind],
        text=writer.text,
        page=row.fragments[0].number,
        parts=tuple(writer.parts),
        table=table,
        cells=cells,
        marks=row.marks,
        band=row.band,
    )


def _columns(row: Row) -> list[int]:
    """Return the columns in which the row has cells of its own or from above, in order."""
    own = {column for fragment in row.fragments for column in fragment.cells}
    above = {column for column in row.fragments[0].from_above if column not in own}
    covered = {
        column + k
        for fragment in row.fragments
        for column, cell in fragment.cells.items()
        for k in range(1, cell.column_span)
        if column + k not in fragment.cells
    }
    return sorted((own - covered) | above)


def _row_cell(writer: Writer, row: Row, column: int, rows_above: Mapping[int, int]) -> RowCell:
    fragments = [f for f in row.fragments if column in f.cells]
    start = len(writer.text)
    if not fragments:
        above = row.fragments[0].from_above[column]
        return RowCell(
            column, 1, start, start, above.fill, above.box, row.fragments[0].number, rows_above=rows_above.get(column, 0)
        )
    breaks = _write_cell(writer, row, column, mark="")
    shown = next((f for f in fragments if f.cells[column].text.strip()), fragments[0])
    cell = shown.cells[column]
    fill = next((f.cells[column].fill for f in fragments if f.cells[column].fill), None)
    up = 0 if cell.text.strip() else rows_above.get(column, 0)
    return RowCell(column, cell.column_span, start, len(writer.text), fill, cell.box, shown.number, breaks, up)


def _write_cell(writer: Writer, row: Row, column: int, *, mark: str) -> tuple[int, ...]:
    """Append a cell's lines, those of its later fragments too; returns where its paragraphs begin."""
    breaks = []
    previous: Line | None = None
    for fragment in row.fragments:
        cell = fragment.cells.get(column)
        if cell is None:
            continue
        lines = [line for line in cell.lines if line.text.strip()]
        room = _room(lines, cell.box.width if cell.box else None)
        leading = _leading(lines)
        for n, line in enumerate(lines):
            gap = mark if previous is None else writer.joints.between(previous, line)
            if gap == "-":
                writer.drop_hyphen()
                gap = ""
            start = writer.line(line, fragment.number, gap=gap)
            parted = line.box is None or (n > 0 and _opens_paragraph(lines[n - 1], line, room, leading, writer.vocabulary))
            if row.kind == "row" and gap == " " and previous and parted and not _goes_on(previous, line, writer.vocabulary):
                breaks.append(start)
            previous = line
    return tuple(breaks)


def _room(lines: Sequence[Line], width: float | None) -> float | None:
    """Return the width that a line of the cell can fill: the cell's without its padding."""
    boxes = [line.box for line in lines if line.box]
    if not boxes or width is None:
        return None
    longest = max(box.width for box in boxes)
    size = next((line.size for line in lines if line.size), 10.0)
    return max(longest, width - 1.6 * size)


def _leading(lines: Sequence[Line]) -> float | None:
    gaps = [b.box.top - a.box.top for a, b in pairwise(lines) if a.box and b.box and b.box.top > a.box.top]
    return min(gaps) if gaps else None


def _opens_paragraph(before: Line, line: Line, room: float | None, leading: float | None, vocabulary: Vocabulary) -> bool:
    """Say whether a printed line begins a paragraph: a bullet, room left on the line above, or a wider gap."""
    if vocabulary.says("line.opens", line.text):
        return True
    if before.box is None or line.box is None or room is None:
        return False
    size = line.size or 10.0
    if leading is not None and line.box.top - before.box.top > leading + WIDER * size:
        return True
    first = line.words[0].box.width if line.words else 0.0
    return before.box.width + 0.25 * size + first < room - ROOM


def _goes_on(before: Line, line: Line, vocabulary: Vocabulary) -> bool:
    if vocabulary.says("line.opens", line.text):
        return False
    return vocabulary.says("line.goes_on", before.text) or vocabulary.says("line.carries_on", line.text)
