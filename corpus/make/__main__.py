"""Make the corpus again: `python -m corpus.make` (all), `python -m corpus.make northmoor-2019-06` (some)."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from corpus.make import gold, source
from corpus.make.canvas import Engine
from corpus.make.docx_writer import Writer
from corpus.make.layout import Layout
from corpus.make.model import Report, SourceError
from corpus.make.pdf_fpdf2 import Fpdf2
from corpus.make.pdf_reportlab import ReportLab

HOME = Path(__file__).resolve().parent.parent
ENGINES: dict[str, type[ReportLab] | type[Fpdf2]] = {"reportlab": ReportLab, "fpdf2": Fpdf2}
COLUMNS = ("file", "sha256", "council", "committee", "meeting_date", "source_url", "kind", "layout", "why")


def make(report: Report, out: Path) -> None:
    """Write one report's PDF, .docx, gold and truth under `out`."""
    engine: Engine = ENGINES[report.engine]()
    layout = Layout(report, engine)
    pages = layout.run()
    for folder in ("reports", "gold/letters", "truth"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    engine.draw(pages, out / "reports" / f"{report.stem}.pdf", report.title or report.stem)
    Writer(report).write(out / "reports" / f"{report.stem}.docx")
    carrier, letter = gold.golds(report, layout.letter_page, len(pages))
    write_json(out / "gold" / f"{report.stem}.json", carrier)
    if letter:
        write_json(out / "gold" / "letters" / f"{report.stem}.json", letter)
    truth = gold.truth(report, len(pages))
    if layout.letter_page:
        truth["letter_pages"] = [layout.letter_page, len(pages)]
    write_json(out / "truth" / f"{report.stem}.json", truth)


def write_json(path: Path, data: dict[str, Any]) -> None:
    """JSON with one unit to a line, so that changes can be read."""
    lines = ["{"]
    for n, (key, value) in enumerate(data.items()):
        comma = "," * (n + 1 < len(data))
        if isinstance(value, list) and value and isinstance(value[0], dict):
            inner = ",\n".join("  " + json.dumps(one, ensure_ascii=False) for one in value)
            lines.append(f" {json.dumps(key)}: [\n{inner}\n ]{comma}")
        else:
            lines.append(f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}{comma}")
    path.write_text("\n".join([*lines, "}", ""]), encoding="utf-8")


def manifest(reports: Iterable[Report], out: Path) -> str:
    """The manifest's text: one line for each file."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    for report in reports:
        for ending in ("pdf", "docx"):
            path = out / "reports" / f"{report.stem}.{ending}"
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            form = f"PDF by {report.engine}" if ending == "pdf" else f"Word, {report.style.docx_numbering} numbering"
            writer.writerow(
                [f"reports/{path.name}", digest, report.council, report.committee, report.meeting_date, "", "committee_report",
                 f"{form}; {report.layout}", report.why]
            )  # fmt: skip
    return table.getvalue()


def threads(reports: Iterable[Report], home: Path) -> dict[str, Any]:
    """Read sources/threads.yaml and check that every row it names is there, and that none is left out."""
    data: dict[str, Any] = yaml.safe_load((home / "sources" / "threads.yaml").read_text(encoding="utf-8"))
    known = {report.stem: report for report in reports}
    for name, plan in data.items():
        named = [(step["report"], step["ref"]) for steps in plan.values() for step in steps if step.get("ref")]
        if len(set(named)) != len(named) - sum(step.get("fate") in ("split", "merged") for s in plan.values() for step in s if step.get("again")):
            raise SourceError(f"threads of {name}: a row stands in two threads; add again: true to a split or merged one")
        stems = {stem for stem, _ in named}
        there = {(stem, str(row["ref"])) for stem in stems for row in gold.truth(known[stem], 0)["actions"]}
        if wrong := set(named) ^ there:
            raise SourceError(f"threads of {name}: these rows are in the plan or in the threads, not in both: {sorted(wrong)}")
    return data


def main(arguments: list[str]) -> None:
    """Make all reports, or those named."""
    paths = sorted(path for path in (HOME / "sources").glob("*.yaml") if path.stem != "threads")
    reports = [source.load(path) for path in paths]
    for report in reports:
        if not arguments or report.stem in arguments:
            try:
                make(report, HOME)
            except SourceError as error:
                raise SystemExit(f"{report.stem}: {error}") from error
    (HOME / "manifest.csv").write_text(manifest(reports, HOME), encoding="utf-8")
    if not arguments and (HOME / "sources" / "threads.yaml").exists():
        write_json(HOME / "truth" / "threads.json", threads(reports, HOME))


if __name__ == "__main__":
    main(sys.argv[1:])
