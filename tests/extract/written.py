"""Write a small report as blocks: one line a block, its kind and reference before a bar."""

from __future__ import annotations

import re

from pipeline.model import Block, BlockKind, Column, Document, RowCell, Structured, Table

KINDS: dict[str, BlockKind] = {
    "f": "header_field",
    "h": "heading",
    "p": "paragraph",
    "i": "list_item",
    "r": "table_row",
    "th": "table_header",
    "q": "quote",
    "x": "furniture",
}


def report(written: str, columns: int = 2) -> Structured:
    """Return the blocks of lines such as `h 2.| Recommendations`, `i (a)| note the report`, `r| Name // Sam Example`.

    Headings give their section to what follows them; a list item's lead-in is the last block before it
    that is none; cells of a row are parted by `//`, printed lines within a block by `/n/`.
    """
    made: list[Block] = []
    section: tuple[str, ...] = ()
    lead_in: int | None = None
    for seq, line in enumerate(x.strip() for x in written.strip().splitlines() if x.strip()):
        match = re.match(r"(\w+)(?: (\S+))?\| (.*)", line)
        assert match, f"not written as kind, reference, bar, text: {line}"
        kind = KINDS[match[1]]
        text = match[3].replace(" // ", "\t").replace(" /n/ ", "\n")
        cells: list[RowCell] = []
        if kind in ("table_row", "table_header"):
            at = 0
            for n, cell in enumerate(text.split("\t")):
                cells.append(RowCell(n, 1, at, at + len(cell)))
                at += len(cell) + 1
        above = () if kind == "heading" else section
        table = 0 if cells else None
        made.append(
            Block(
                seq,
                kind,
                text,
                match[2],
                above,
                lead_in=lead_in if kind == "list_item" else None,
                cells=tuple(cells),
                table=table,
            )
        )
        section = (text,) if kind == "heading" else section
        lead_in = lead_in if kind in ("list_item", "furniture") else seq
    tables = (Table(0, tuple(Column(n, ()) for n in range(columns)), None, (1,)),)
    return Structured(Document("report.txt", "0" * 64, "text/plain", ()), tuple(made), tables)
