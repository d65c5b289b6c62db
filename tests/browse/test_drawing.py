"""Pages are drawn in a process that may be ended: whatever the file, an answer comes in time."""

from __future__ import annotations

import io
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.browse.pictures import drawing
from pipeline.browse.pictures.drawing import CannotDraw, DrawingProcess, Sheet
from pipeline.limits import Limits
from tests.parse.bombs import BOMBS
from tests.parse.parse_samples import make_pdf, show
from tests.soak.odd_pdfs import pdfs


class Drawing(DrawingProcess):
    """One that can be sent signals."""

    def signal(self, number: int) -> None:
        assert self._process is not None
        os.kill(int(self._process.pid or 0), number)


@pytest.fixture(scope="module")
def process() -> Iterator[Drawing]:
    process = Drawing()
    yield process
    process.end()


def drawn(process: DrawingProcess, path: Path, number: int = 1) -> str:
    """Draw a page; say how large the picture is, or why there is none."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(process.draw(Sheet(path, number, 0)))) as picture:
            assert picture.width * picture.height <= drawing.MOST_PIXELS + picture.width + picture.height
            return "drawn"
    except CannotDraw as error:
        return str(error)


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="NOT RUN: this system cannot stop a process")
def test_a_page_that_takes_too_long_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, process: Drawing) -> None:
    monkeypatch.setattr(drawing, "LIMITS", Limits(seconds=4.0, memory=500))
    (tmp_path / "plain.pdf").write_bytes(make_pdf(show(50, 700, "Plan")))
    plain = tmp_path / "plain.pdf"
    assert drawn(process, plain) == "drawn"
    process.signal(signal.SIGSTOP)  # as if it hung
    began = time.monotonic()
    assert drawn(process, plain) == "to draw it takes over 4 seconds"
    assert time.monotonic() - began < 30
    assert drawn(process, plain) == "drawn"
    process.signal(signal.SIGSTOP)
    process.signal(signal.SIGKILL)
    assert drawn(process, plain) in ("drawn", "it ends the program that draws it, or takes too much memory")
    assert drawn(process, plain) == "drawn"


def test_absurd_pages_and_pictures_are_drawn_or_refused_in_words(tmp_path: Path, process: Drawing) -> None:
    odd = pdfs()
    names = [
        "box-huge.pdf",
        "box-endless.pdf",
        "box-tiny.pdf",
        "box-line.pdf",
        "picture-JPXDecode-1.pdf",
        "form-matrix-huge.pdf",
        "box-nan.pdf",
    ]
    made = {name: odd[name] for name in names} | {
        name: BOMBS[name] for name in ("huge-page.pdf", "huge-picture.pdf", "pages-in-a-circle.pdf")
    }
    made["long.pdf"] = lambda: make_pdf(show(1, 1, "Plan"), page="/MediaBox[0 0 0.01 100000000]")
    for name, make in made.items():
        (tmp_path / name).write_bytes(make())
        said = drawn(process, tmp_path / name)
        assert said in (
            "drawn",
            "it has no size",
            "it is too long to be drawn",
            "the file is damaged there",
            "to draw it takes too much memory",
        ), name
    assert drawn(process, tmp_path / "box-huge.pdf") == "drawn"
    assert drawn(process, tmp_path / "box-huge.pdf", 99) == "the file is damaged there"
    assert drawn(process, tmp_path / "gone.pdf") == "the file is damaged there"
