"""Pictures of pages and the boxes over their words: the right words, the right file, only what is in the database."""

from __future__ import annotations

import io
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from pipeline.browse.pages.lit import boxes
from pipeline.browse.pages.reading import fragments, stretches
from pipeline.browse.pictures.drawing import DPI
from tests.browse.conftest import ROOT, Rows, Visit

LINE = {"page": 1, "x0": 100.0, "top": 50.0, "x1": 200.0, "bottom": 60.0, "char_start": 0, "char_end": 10}
NEXT = {**LINE, "top": 62.0, "bottom": 72.0, "char_start": 11, "char_end": 21}


def test_words_of_one_line_have_the_finding_s_own_box() -> None:
    found = {"char_start": 2, "char_end": 5, "x0": 120.0, "top": 50.0, "x1": 150.0, "bottom": 60.0}
    (box,) = boxes(found, [LINE, NEXT])
    assert (box.x0, box.top, box.x1, box.bottom) == (118.5, 48.5, 151.5, 61.5)


def test_words_over_two_lines_have_a_box_for_each_by_their_share_of_the_letters() -> None:
    found = {"char_start": 5, "char_end": 13, "x0": 100.0, "top": 50.0, "x1": 200.0, "bottom": 72.0}
    first, second = boxes(found, [LINE, NEXT])
    assert (first.x0, first.x1, first.top) == (148.5, 201.5, 48.5)
    assert (second.x0, second.x1, second.top) == (98.5, 121.5, 60.5)


def test_words_without_a_place_have_no_box() -> None:
    nowhere = {**LINE, "x0": None}
    assert boxes({"char_start": 0, "char_end": 5, "x0": None}, [nowhere]) == []


def test_a_text_is_cut_where_findings_begin_and_end() -> None:
    action = {"id": "a", "char_start": 4, "char_end": 20}
    day = {"id": "d", "char_start": 12, "char_end": 20}
    found = stretches("We  train all by May  and more", 0, 30, [day, action])
    assert [(s.text, [f["id"] for f in s.findings], [f["id"] for f in s.opens]) for s in found] == [
        ("We  ", [], []),
        ("train al", ["a"], ["a"]),
        ("l by May", ["a", "d"], ["d"]),
        ("  and more", [], []),
    ]


def test_what_is_printed_on_another_page_is_its_box_there() -> None:
    over = [LINE, {**NEXT, "page": 2, "top": 20.0, "bottom": 30.0}, {**NEXT, "page": 2, "x0": 90.0, "top": 32.0, "bottom": 42.0}]
    assert fragments(over, but=1) == [{"page": 2, "x0": 90.0, "top": 20.0, "width": 110.0, "height": 22.0}]
    assert fragments(over, but=None) == []


def test_a_page_is_drawn_at_its_density_and_only_one_that_is_known(look: Visit, rows: Rows) -> None:
    page = rows("select id, width, height from pages where width > 0 order by id")[0]
    answer = look.raw(f"/-/page/{page['id']}.png")
    drawn = Image.open(io.BytesIO(answer.content))
    assert answer.headers["content-type"] == "image/png"
    assert abs(drawn.width - page["width"] * DPI / 72) < 2
    assert abs(drawn.height - page["height"] * DPI / 72) < 2
    for path in ("nothing", "..~2F..~2Fetc~2Fpasswd", page["id"][:-1]):
        assert look.raw(f"/-/page/{path}.png").status_code == 404


def test_where_the_file_is_gone_or_another_the_words_stay_and_the_page_says_so(tmp_path: Path) -> None:
    from pipeline.flow import load_files
    from pipeline.load.request import Request

    file = tmp_path / "report.pdf"
    shutil.copy(ROOT / "corpus" / "reports" / "northmoor-2020-09.pdf", file)
    load_files(Request((file,), tmp_path / "findings.db"))
    with closing(sqlite3.connect(tmp_path / "findings.db")) as connection:
        (action,) = connection.execute("select id from actions order by id limit 1").fetchone()
        (page,) = connection.execute("select id from pages order by id limit 1").fetchone()
    with closing(Visit(tmp_path / "findings.db")) as look:
        assert look.raw(f"/-/page/{page}.png").status_code == 200
        file.write_bytes(b"%PDF-1.4 another")
        assert look.raw(f"/-/page/{page}.png").status_code == 404
        file.unlink()
        seen = look(f"/findings/actions/{action}")
    assert "is gone from where it was read, or was changed since" in seen.text
    assert seen.tree.xpath("//mark")


@pytest.mark.browser
def test_the_box_lies_over_the_words(browser: Any, address: str, rows: Rows) -> None:
    """The page with its boxes differs from the page without them just where the words of the finding are printed."""
    (finding,) = rows(
        "select f.id, f.report_id, f.page, f.x0, f.top, f.x1, f.bottom, pages.width from percentages f "
        "join pages on pages.report_id = f.report_id and number = f.page where f.x0 is not null order by f.id limit 1"
    )
    with closing(browser.new_page(viewport={"width": 1280, "height": 1400}, base_url=address)) as page:
        page.goto(f"/findings/percentages/{finding['id']}")
        page.wait_for_load_state("networkidle")
        sheet = page.locator(".printed-page > .sheet").first
        lit = Image.open(io.BytesIO(sheet.screenshot())).convert("RGB")
        page.evaluate("document.querySelectorAll('.sheet rect').forEach(box => box.remove())")
        plain = Image.open(io.BytesIO(sheet.screenshot())).convert("RGB")
    scale = lit.width / finding["width"]
    left, top, right, bottom = ImageChops.difference(lit, plain).getbbox() or (0, 0, 0, 0)
    expected = (finding["x0"] * scale, finding["top"] * scale, finding["x1"] * scale, finding["bottom"] * scale)
    assert all(abs(a - b) < 6 for a, b in zip((left, top, right, bottom), expected, strict=True)), (
        left,
        top,
        right,
        bottom,
        expected,
    )
    words = plain.crop((left, top, right, bottom)).convert("L")
    dark = sum(words.histogram()[:128])
    assert dark > 0.02 * words.width * words.height  # letters stand in it
