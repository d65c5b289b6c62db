"""What cog writes into README.md: the tree, the commands' help, the tables of accuracy and speed."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]

FOLDERS = {
    "corpus": "the sample: reports of invented councils, their sources and their truth",
    "rules": "what is known of reports, as data with examples",
    "db": "the schema, the descriptions of its columns, the questions and the pages",
    "tests": "the same folders as pipeline",
    "benchmarks": "accuracy and speed, measured apart from the tests",
}


def first_line(path: Path) -> str:
    """Return the first line of a module's docstring."""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return text.splitlines()[0].rstrip(".") if text else ""


def tree() -> str:
    """Print the project's tree: the stages in the order of the flow, each with what it does."""
    from pipeline.flow import STAGES

    rows: list[tuple[str, str]] = [("pipeline/", first_line(ROOT / "pipeline" / "__init__.py"))]
    rows += [
        (f"  {path.name}", first_line(path))
        for path in sorted((ROOT / "pipeline").glob("*.py"))
        if not path.name.startswith("__")
    ]
    others = sorted(p.name for p in (ROOT / "pipeline").iterdir() if (p / "__init__.py").is_file() and p.name not in STAGES)
    rows += [(f"  {name}/", first_line(ROOT / "pipeline" / name / "__init__.py")) for name in (*STAGES, *others)]
    rows += [(f"{name}/", text) for name, text in FOLDERS.items()]
    width = max(len(name) for name, _ in rows) + 2
    return "```\n" + "\n".join(f"{name:<{width}}{text}" for name, text in rows) + "\n```"


def command_help() -> str:
    """Print the help of every command as a reader sees it."""
    from click import Context
    from click.testing import CliRunner

    from pipeline.cli import cli

    names = cli.list_commands(Context(cli))
    runner = CliRunner()
    shown = []
    for name in names:
        text = runner.invoke(cli, [name, "--help"], prog_name="journeys", terminal_width=100).output
        shown.append(f"<details><summary><code>journeys {name}</code></summary>\n\n```\n{text.strip()}\n```\n\n</details>")
    return "\n".join(shown)


UNMET = "Not met before"
"""How the name of a collection begins that no rule was written on: the one by which to judge."""


def _accuracy() -> dict[str, dict[str, Any]]:
    """Return the kept figures of accuracy, by collection, those of reports not met before first."""
    results: dict[str, dict[str, Any]] = json.loads((ROOT / "benchmarks" / "results.json").read_text(encoding="utf-8"))
    return dict(sorted(results.items(), key=lambda item: (not item[0].startswith(UNMET), item[0])))


def headline() -> str:
    """Print precision and recall of each kind of fact on reports not met before, in one small table."""
    [(_, result)] = list(_accuracy().items())[:1]
    kinds = {kind: kept for kind, kept in result["classes"].items() if kind != "report"}
    rows = [["", *kinds], ["---", *["---:" for _ in kinds]]]
    for measure in ("precision", "recall"):
        rows.append([f"**{measure}**", *(f"{kept[measure]:.1%}" for kept in kinds.values())])
    rows.append(["units", *(f"{kept['units']:,}" for kept in kinds.values())])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def accuracy() -> str:
    """Print the kept figures: per kind of fact precision, recall and F1 with intervals, values and calibration, and the speed.

    Collections that were in view while the rules were written are folded away.
    """
    shown = []
    for name, result in _accuracy().items():
        pages = f"{result['pages']} pages, " if result["pages"] else ""
        read = f"{pages}{result['words']:,} words read in {result['seconds']:.0f} s by one process"
        about = f"({result['gold']} reports with gold; {read})"
        table = _accuracy_table(result["classes"])
        if name.startswith(UNMET):
            shown.append(f"**{name}** {about}\n\n{table}")
        else:
            shown.append(f"<details><summary><b>{name}</b> {about}</summary>\n\n{table}\n\n</details>")
    return "\n\n".join(shown)


def _accuracy_table(classes: dict[str, dict[str, Any]]) -> str:
    from pipeline.evaluate.as_text import figures
    from pipeline.evaluate.score import FEW, Count

    lines = [
        "| kind of fact | units | precision | recall | F1 | values right | calibration error |",
        "|---|---:|---|---|---|---|---:|",
    ]
    for kind, kept in classes.items():
        shares = ", ".join(f"{key} {share:.0%}" for key, share in kept["values"].items())
        numbers = " | ".join(figures(Count(kept["right"], kept["wrong"], kept["units"] - kept["right"])))
        mark = " \\*" if kept["units"] < FEW else ""
        error = "-" if kept["calibration_error"] is None else f"{kept['calibration_error']:.2f}"
        lines.append(f"| {kind}{mark} | {kept['units']} | {numbers} | {shares} | {error} |")
    return "\n".join(lines)


def road() -> str:
    """Print how well actions are followed, recommendations answered, topics given."""
    from pipeline.evaluate.as_text import figures
    from pipeline.evaluate.score import Count

    kept = json.loads((ROOT / "benchmarks" / "road.json").read_text(encoding="utf-8"))
    lines = ["| what | units | precision | recall | F1 |", "|---|---:|---|---|---|"]
    for name, count in kept.items():
        numbers = " | ".join(figures(Count(count["right"], count["wrong"], count["missed"])))
        lines.append(f"| {name} | {count['right'] + count['missed']} | {numbers} |")
    return "\n".join(lines)


def side_by_side() -> str:
    """Print the kept figures of the readers side by side: dates and percentages, quality and speed."""
    results = json.loads((ROOT / "benchmarks" / "side_by_side.json").read_text(encoding="utf-8"))
    lines = [
        "| reader | dates: precision | recall | F1 | right days "
        "| percentages: precision | recall | F1 | right numbers | s per 100 KB |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for name, figures in results["readers"].items():
        shares = [
            figures.get(kind, {}).get(key) for kind in ("dates", "percentages") for key in ("precision", "recall", "f1", "right")
        ]
        numbers = " | ".join("-" if share is None else f"{share:.3f}" for share in shares)
        lines.append(f"| {name} {figures['version']} | {numbers} | {figures['seconds_per_100_kb']:.2f} |")
    units = results["readers"]["this project"]
    lines += [
        "",
        f"{results['reports']} reports with {units['dates']['units']} dates and {units['percentages']['units']} percentages, "
        f"{results['bytes'] / 1000:.0f} KB of text, measured {results['measured']} with Python {results['python']} on "
        f"{results['machine']}. Rules are written with these reports in view.",
    ]
    return "\n".join(lines)


def icdar() -> str:
    """Print the kept figures of readers of tables on the ICDAR 2013 competition's files."""
    results = json.loads((ROOT / "benchmarks" / "icdar.json").read_text(encoding="utf-8"))
    lines = [
        "| reader | precision | recall | F1 | F1, mean of files | rows exact | columns exact | s |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for name, figures in results["readers"].items():
        shares = " | ".join(f"{figures[key]:.3f}" for key in ("precision", "recall", "f1", "f1_of_files"))
        exact = " | ".join(f"{figures[key]} of {results['tables']}" for key in ("rows", "columns"))
        lines.append(f"| {name} {figures['version']} | {shares} | {exact} | {figures['seconds']:.1f} |")
    lines += [
        "",
        f"{results['files']} files with {results['tables']} tables, measured {results['measured']} with Python "
        f"{results['python']} on {results['machine']}; processor seconds. This project's rules for tables are mended with "
        "these files in view.",
    ]
    return "\n".join(lines)


def speed() -> str:
    """Print the kept figures of readers of PDFs, and where this project's own time goes."""
    path = ROOT / "benchmarks" / "speed.json"
    if not path.exists():
        return "Not measured yet."
    results = json.loads(path.read_text(encoding="utf-8"))
    lines = ["| reader | s | pages a second | times pdfplumber |", "|---|---:|---:|---:|"]
    for name, figures in results["readers"].items():
        numbers = f"{figures['seconds']:.1f} | {figures['pages_per_second']:.1f} | {figures['times_pdfplumber']:.2f}"
        lines.append(f"| {name} ({figures['version']}) | {numbers} |")
    stages = next(figures["stages"] for figures in results["readers"].values() if "stages" in figures)
    whole = sum(seconds for stage, seconds in stages.items() if stage != "start")
    shares = ", ".join(
        f"{stage} {1000 * seconds / results['pages']:.1f} ms ({seconds / whole:.0%})"
        for stage, seconds in stages.items()
        if stage != "start"
    )
    lines += [
        "",
        f"Of this project's time a page takes {shares}; a process needs {stages['start']:.1f} s before its first page. "
        f"{results['files']} files with {results['pages']} pages, measured {results['measured']} with Python "
        f"{results['python']} on {results['machine']}; processor seconds of the whole process.",
    ]
    return "\n".join(lines)


def _scaling() -> dict[str, list[dict[str, Any]]]:
    """Return the kept figures of loads of several sizes, by pile."""
    path = ROOT / "benchmarks" / "scaling.json"
    kept: dict[str, list[dict[str, Any]]] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return kept


def scaling() -> str:
    """Print the kept figures of loads of several sizes."""
    lines = [
        "| files | reports | pages | workers | clock, s | processors, s | loader, MB | worker, MB | database, MB | again, s "
        "| home, ms | council | compare | search | list | finding |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    measured = set()
    for pile, runs in _scaling().items():
        for run in runs:
            pages = " | ".join(
                f"{run['page_ms'][name]:.0f}" if name in run["page_ms"] else "-"
                for name in ("home", "council", "compare", "search", "actions", "action")
            )
            numbers = [
                *(f"{run[name]:,.0f}" for name in ("reports", "pages", "workers", "seconds", "cpu_seconds")),
                *(f"{run[name]:,.0f}" for name in ("loader_mb", "worker_mb", "database_mb")),
                f"{run['second_load_seconds']:.1f}",
            ]
            lines.append(f"| {pile} | {' | '.join(numbers)} | {pages} |")
            measured.add(" ".join((run["measured"], "with Python", run["python"], "on", run["machine"])))
    return "\n".join([*lines, "", f"Measured {'; '.join(sorted(measured))}." if measured else "Not measured yet."])


def costs() -> str:
    """Print what loads past one machine cost, counted from the slopes of the largest kept run of each pile."""
    lines = [
        "| reports like | pages each | s of a core each | KB each | 100,000: core-hours | GB | hours on 64 cores "
        "| 1,000,000: core-hours | GB | hours on 64 cores |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for pile, runs in _scaling().items():
        low, high = _ends(runs)
        more = high["reports"] - low["reports"]
        seconds = (high["cpu_seconds"] - low["cpu_seconds"]) / more
        size = (high["database_mb"] - low["database_mb"]) / more
        counted = []
        for reports in (100_000, 1_000_000):
            hours = seconds * reports / 3600
            counted.append(f"{hours:,.0f} | {size * reports / 1000:,.0f} | {hours / 64:,.1f}")
        pages = high["pages"] / high["reports"]
        lines.append(f"| {pile} | {pages:.0f} | {seconds:.2f} | {1000 * size:,.0f} | {' | '.join(counted)} |")
    return "\n".join(lines)


def _ends(runs: list[dict[str, Any]]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the smallest and largest run by the most workers, between which a slope is taken; of one alone, from nothing."""
    workers = max(run["workers"] for run in runs)
    ordered = sorted((run for run in runs if run["workers"] == workers), key=lambda run: int(run["reports"]))
    nothing = {"reports": 0, "cpu_seconds": 0.0, "database_mb": 0.0}
    return (ordered[0] if len(ordered) > 1 else nothing), ordered[-1]
