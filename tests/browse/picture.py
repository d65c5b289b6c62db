"""Make the README's picture: a report's page of the sample corpus, as Chromium shows it.

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
from pipeline.load.run import Request
from tests.browse import chromium

ROOT = Path(__file__).resolve().parents[2]
REPORT = Path("corpus") / "reports" / "northmoor-2020-09.pdf"
"""A short report whose plan is rated by colour, so that one screen shows what the pages can do."""

WIDTH, HEIGHT = 1280, 1000
COLOURS = 128
"""Enough for type and a few flat colours, at a third of the size of full colour."""


def main() -> None:
    """Load the report, take its page, write README.png."""
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "findings.db"
        with contextlib.chdir(ROOT):  # the page shows the path as it is given
            load_files(Request((REPORT,), db))
        with contextlib.closing(sqlite3.connect(db)) as connection:
            ((report,),) = connection.execute("select id from reports").fetchall()
        with chromium.served(db) as address, chromium.browser() as browser:
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            page.goto(f"{address}/findings/reports/{report}")
            taken = page.screenshot()
    picture = Image.open(io.BytesIO(taken)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    picture.save(ROOT / "README.png", optimize=True)


if __name__ == "__main__":
    main()
