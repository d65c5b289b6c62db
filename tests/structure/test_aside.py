"""Lines that stand sideways or upside down are read in their own direction, beside the text of their page and in cells."""

from __future__ import annotations

import pytest

from pipeline.model import Block, Document
from pipeline.parse.pdf import read_pdf
from pipeline.rules import read_rules
from pipeline.structure import structure
from tests.parse.parse_samples import make_pdf, show

LINES = ("The board met in the spring and looked at what had been done,", "and asked for more visits to be made by the autumn.")
NOTE = ("Absence fell from 55% to 22%", "in the spring of 2018.")
MATRIX = {1: (0, 1, -1, 0), 2: (-1, 0, 0, -1), 3: (0, -1, 1, 0)}


def turned(turn: int, x: float, y: float, *texts: str) -> str:
    """Print lines of a note, of which the first begins at x, y."""
    a, b, c, d = MATRIX[turn]
    return "".join(
        f"BT /F1 10 Tf {a} {b} {c} {d} {x - 12 * n * c} {y - 12 * n * d} Tm ({text}) Tj ET\n" for n, text in enumerate(texts)
    )


def level(first: int = 0) -> str:
    return "".join(show(60, 700 - 14 * n - first, text) for n, text in enumerate(LINES))


def blocks_of(*pages: str) -> tuple[Block, ...]:
    read, _ = read_pdf(make_pdf(*pages))
    return structure(Document("r.pdf", "0" * 64, "application/pdf", read), read_rules()).blocks


@pytest.mark.parametrize("turn", MATRIX)
@pytest.mark.parametrize("place", [(500, 500), (300, 640)], ids=["in the margin", "over the text"])
def test_a_note_that_stands_turned_is_read_in_its_own_direction(turn: int, place: tuple[float, float]) -> None:
    found = [block for block in blocks_of(level() + turned(turn, *place, *NOTE)) if block.kind == "paragraph"]
    assert [block.text for block in found] == [" ".join(LINES), " ".join(NOTE)]
    first, second = found[1].parts
    words = [word.box for part in (first, second) for word in part.words]
    assert len(words) == len(" ".join(NOTE).split())
    assert all(0 <= box.x0 < box.x1 <= 595 and 0 <= box.top < box.bottom <= 800 for box in words)
    assert first.box is not None
    x, y = place[0], 800 - place[1]
    begins = {1: (words[0].bottom, y), 2: (words[0].x1, x), 3: (words[0].top, y)}[turn]
    assert begins[0] == pytest.approx(begins[1], abs=0.1)


def test_a_stamp_up_the_margin_of_each_page_is_furniture() -> None:
    found = blocks_of(*(level(20 * n) + turned(1, 30, 300, f"Pack of the Cabinet {n + 40}") for n in range(2)))
    assert [block.text for block in found if block.kind == "furniture"] == ["Pack of the Cabinet 40", "Pack of the Cabinet 41"]


@pytest.mark.parametrize("turn", [1, 3])
def test_headings_of_a_table_that_stand_turned_are_read_as_they_run(turn: int) -> None:
    heads = ("Who is to do it", "When it is due")
    lines = "".join(f"{x} 500 m {x} 700 l S {x} 500 m {x} 400 l S\n" for x in (60, 110, 160, 400))
    lines += "".join(f"60 {y} m 400 {y} l S\n" for y in (700, 500, 450, 400))
    begins = 690 if turn == 3 else 510
    cells = [show(165, 600, "Action"), *(turned(turn, 70 + 50 * n, begins, head) for n, head in enumerate(heads))]
    for n, y in enumerate((470, 420)):
        cells += [show(65, y, "AB"), show(115, y, "May 2019"), show(165, y, f"Read {n + 3} closed cases a week")]
    table = [block.text for block in blocks_of(lines + "".join(cells)) if block.kind.startswith("table_")]
    assert table[0] == "\t".join([*heads, "Action"])
