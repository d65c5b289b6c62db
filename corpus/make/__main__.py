"""Make the corpus again: `python -m corpus.make` (all), `python -m corpus.make northmoor-2019-06` (some)."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sys
import zlib
from collections.abc import Iterable
from importlib import metadata
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
from corpus.make.responses import responses
from corpus.make.truth import page_truth

HOME = Path(__file__).resolve().parent.parent
ENGINES: dict[str, type[ReportLab] | type[Fpdf2]] = {"reportlab": ReportLab, "fpdf2": Fpdf2}
ABOUT_SEVERAL = ("threads", "responses")
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
    truth = page_truth(report, len(pages))
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
                [
                    f"reports/{path.name}",
                    digest,
                    report.council,
                    report.committee,
                    report.meeting_date,
                    "",
                    report.kind,
                    f"{form}; {report.layout}",
                    report.why,
                ]
            )
    return table.getvalue()


def threads(reports: Iterable[Report]) -> dict[str, Any]:
    """Read sources/threads.yaml and check that each row of the plans it covers is in one thread, or in more on purpose."""
    data = stated("threads")
    known = {report.stem: report for report in reports}
    for council, plan in data.items():
        steps = [step for one in plan.values() for step in one if step["ref"]]
        named = [(step["report"], step["ref"]) for step in steps if not step.get("again")]
        again = {(step["report"], step["ref"]) for step in steps if step.get("again")}
        there = {(stem, row["ref"]) for stem in {stem for stem, _ in named} for row in page_truth(known[stem], 0)["actions"]}
        wrong = set(named) ^ there | again - there | {one for one in named if named.count(one) > 1}
        if wrong:
            raise SourceError(f"threads of {council}: not in the plan, in no thread, or twice without `again`: {sorted(wrong)}")
    return data


def stated(name: str) -> dict[str, Any]:
    """Read what is stated about several reports."""
    data: dict[str, Any] = yaml.safe_load((HOME / "sources" / f"{name}.yaml").read_text(encoding="utf-8"))
    return data


def versions() -> dict[str, Any]:
    """What the bytes of the files depend on beside the sources."""
    packages = ("reportlab", "fpdf2", "python-docx", "fonttools", "lxml")
    return {**{name: metadata.version(name) for name in packages}, "zlib": zlib.ZLIB_RUNTIME_VERSION}


def make_all(out: Path, only: Iterable[str] = ()) -> None:
    """Make all reports, or those named, and what is told about all of them."""
    paths = sorted(path for path in (HOME / "sources").glob("*.yaml") if path.stem not in ABOUT_SEVERAL)
    reports = [source.load(path) for path in paths]
    wanted = set(only) or {report.stem for report in reports}
    for report in reports:
        if report.stem in wanted:
            try:
                make(report, out)
            except SourceError as error:
                raise SourceError(f"{report.stem}: {error}") from error
    (out / "manifest.csv").write_text(manifest(reports, out), encoding="utf-8")
    if len(wanted) == len(reports):
        followed = threads(reports)
        write_json(out / "truth" / "threads.json", followed)
        write_json(out / "truth" / "responses.json", responses(stated("responses"), followed, reports))
        write_json(out / "truth" / "engines.json", versions())


if __name__ == "__main__":
    make_all(HOME, sys.argv[1:])
