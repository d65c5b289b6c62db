"""Make the README's pictures: four pages of the sample corpus, as Chromium shows them.

Run by `make picture`; needs Debian's package `chromium`.
"""

from __future__ import annotations

import contextlib
import io
import sqlite3
import tempfile
from pathlib import Path

from PIL import Image

from pipeline.flow import load_files
from pipeline.load.request import Request
from tests.browse import chromium

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "pictures"
COUNCILS = ("northmoor-metropolitan-borough-council", "elmshire-county-council", "london-borough-of-harrowgate-park")

WIDTH, HEIGHT = 1280, 860
SHRUNK = 1000
"""Width of a picture in pixels: as wide as the README is shown."""

COLOURS = 256
"""Enough for type and a few flat colours, at a third of the size of full colour; by octree, which keeps the colours of dots."""


def main() -> None:
    """Load the sample, take a picture of each page, write `pictures/`."""
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "findings.db"
        with contextlib.chdir(ROOT):  # the pages show paths as they are given
            load_files(Request(tuple(sorted(Path("corpus/reports").glob("*.pdf"))), db))
        PICTURES.mkdir(exist_ok=True)
        with chromium.served(db) as address, chromium.browser() as browser:
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            for name, path in paths(db).items():
                page.goto(address + path)
                page.wait_for_load_state("networkidle")
                page.evaluate("window.scrollTo(0, 0)")
                if name == "compare":
                    page.get_by_role("heading", name="Steps", exact=True).evaluate("heading => heading.scrollIntoView()")
                keep(page.screenshot(), PICTURES / f"{name}.png")


def paths(db: Path) -> dict[str, str]:
    """Return the addresses of the pages: a report read, a finding, a council, councils side by side."""
    with contextlib.closing(sqlite3.connect(db)) as connection:
        ((report,),) = connection.execute("select id from reports where source_path like '%northmoor-2019-12.pdf'").fetchall()
        (action,) = connection.execute(
            "select action_id from thread_steps join reports on reports.id = report_id "
            "where n = 3 and source_path like '%northmoor%' order by action_id limit 1"
        ).fetchone()
    return {
        "reading": f"/-/read/{report}?page=2",
        "finding": f"/findings/actions/{action}",
        "council": f"/findings/councils/{COUNCILS[0]}",
        "compare": "/-/compare?align=inspection&" + "&".join(f"council={key}" for key in COUNCILS),
    }


def keep(taken: bytes, path: Path) -> None:
    """Write a screenshot small: shrunk, in few colours."""
    picture = Image.open(io.BytesIO(taken)).convert("RGB")
    picture = picture.resize((SHRUNK, round(picture.height * SHRUNK / picture.width)), Image.Resampling.LANCZOS)
    picture.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main()
