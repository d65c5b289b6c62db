"""Piles of reports of any size, for measurements: the sample's sources printed under the names of other invented councils.

    python -m benchmarks.pile 1000 FOLDER

prints a thousand PDFs into a folder, fifteen of each council's; those that are there already are left alone.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from corpus.make import source
from corpus.make.__main__ import ABOUT_SEVERAL, ENGINES, HOME
from corpus.make.layout import Layout

_SYLLABLES = (
    ("Ald", "Bram", "Cald", "Dun", "Esk", "Farn", "Glen", "Hask", "Ing", "Kell", "Lang", "Mor", "Oak", "Penn", "Ruth", "Thorn"),
    ("en", "er", "ing", "ow", "ys", "am", "ic", "ol"),
    ("brook", "combe", "dell", "field", "gate", "holme", "mere", "stead", "thwaite", "wick"),
)


def names() -> Iterator[str]:
    """Yield names of places that are nowhere."""
    for syllables in product(*_SYLLABLES):
        yield "".join(syllables)


def sources() -> list[tuple[str, str]]:
    """Return name and text of the sample's sources, `{place}` in the place of each council's own name."""
    found = []
    for path in sorted((HOME / "sources").glob("*.yaml")):
        if path.stem not in ABOUT_SEVERAL:
            text = path.read_text(encoding="utf-8")
            council = source.load(path).council or ""
            own = council.removeprefix("London Borough of ").split(" C")[0].split(" M")[0].removesuffix(" Council")
            found.append((path.stem, text.replace(own, "{place}")))
    return found


def make_pile(folder: Path, reports: int) -> list[Path]:
    """Print so many reports into a folder, and return their files."""
    folder.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    texts = sources()
    for place in names():
        for stem, text in texts:
            if len(made) == reports:
                return made
            path = folder / f"{place.lower()}-{stem}.pdf"
            if not path.exists():
                _print(text.replace("{place}", place), path)
            made.append(path)
    raise ValueError(f"there are no names for {reports} reports")


def _print(text: str, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / f"{path.stem}.yaml"
        written.write_text(text, encoding="utf-8")
        report = source.load(written)
    engine = ENGINES[report.engine]()
    pages = Layout(report, engine).run()
    beside = path.with_suffix(".new")
    engine.draw(pages, beside, report.title or report.stem)
    beside.replace(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=int)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    print(f"{len(make_pile(arguments.folder, arguments.reports))} reports in {arguments.folder}")


if __name__ == "__main__":
    main()
