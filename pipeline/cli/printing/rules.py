"""The rules as a table, as JSON and as Markdown.

The JSON is a list with an object for each rule: `id`, `file`, `about`, `how` (shipped, new, replaced, off), `finds` (regex,
words or tokens), `sets`, `excludes`, `priority`, `confidence`, `examples`; with a database also `fired`, `alone`, `reports`,
`findings`, `won` and `lost` (rival: places); the counts are null of rules that no step over a report applies.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.load.database import open_database
from pipeline.load.rule_use import Use, rule_use
from pipeline.rules import Rule, edits, read_rules
from pipeline.shipped import OwnRules

if TYPE_CHECKING:
    from rich.table import Table

Row = dict[str, Any]

_WIDTH = 120
_COUNTED = ("structure", "extract", "resolve")
"""The stages of which a database keeps how rules fared: those behind see no report, and parsing is done once."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rules are asked for; null for all."""

    kind: str | None = None
    stage: str | None = None
    named: str | None = None
    never: bool = False


def listed(own: OwnRules | None, database: Path | None, choice: Choice) -> list[Row]:
    """Return a row for each rule asked for, in the order of files and rules; raises `UsageError` where there is no database."""
    files = read_rules(own).files
    how = {edit.rule: edit.how for edit in edits(read_rules().files, files)}
    used: Mapping[str, Use] | None = None
    if database:
        with open_database(database) as connection:
            used = rule_use(connection)
    rules = [rule for file in files.values() for rule in file.rules]
    return [_row(rule, how.get(rule.id, "shipped"), used) for rule in rules if _wanted(rule, choice, used)]


def _wanted(rule: Rule, choice: Choice, used: Mapping[str, Use] | None) -> bool:
    use = (used or {}).get(rule.id)
    stage, name = rule.file.split("/", 1)
    of_kind = name.startswith(choice.kind) or (use is not None and choice.kind in use.steps) if choice.kind else True
    return (
        of_kind
        and choice.stage in (None, stage)
        and (choice.named is None or choice.named in rule.id or choice.named in rule.file)
        and not (choice.never and (stage not in _COUNTED or (use is not None and use.fired)))
    )


def _row(rule: Rule, how: str, used: Mapping[str, Use] | None) -> Row:
    row: Row = {
        "id": rule.id,
        "file": rule.file,
        "about": rule.about,
        "how": how,
        "finds": "words" if rule.words else "tokens" if rule.tokens else "regex",
        "sets": dict(rule.sets),
        "excludes": rule.excludes,
        "priority": rule.priority,
        "confidence": rule.confidence,
        "examples": list(rule.examples),
    }
    if used is not None:
        use = used.get(rule.id, Use())
        row |= {"fired": use.fired, "alone": use.alone, "reports": use.reports, "findings": use.findings}
        row |= {"won": dict(use.won), "lost": dict(use.lost)}
        if not rule.file.startswith(_COUNTED):
            row |= dict.fromkeys(("fired", "alone", "reports", "findings", "won", "lost"))
    return row


def as_json(rows: Sequence[Row]) -> str:
    return json.dumps(rows, ensure_ascii=False, indent=1)


def as_markdown(rows: Sequence[Row]) -> str:
    """Return a section for each file, with a heading for each rule."""
    lines: list[str] = []
    file = None
    for row in rows:
        if row["file"] != file:
            file = row["file"]
            lines += [f"## {file}", ""]
        says = f" Sets {_sets(row)}." if _sets(row) else ""
        lines += [f"### `{row['id']}`{_how(row)}", "", f"{row['about']}{says}", ""]
        if "fired" in row:
            lines += [_fared(row), ""]
        lines += [f"- `{example}`" for example in row["examples"]] + [""]
    return "\n".join(lines).rstrip("\n")


def as_table(rows: Sequence[Row]) -> str:
    """Return a line for each rule, under the name of its file: what a hit says, the reason, the first example."""
    import io

    from rich.console import Console
    from rich.text import Text

    if not rows:
        return "There are no such rules."
    table = _table("fired" in rows[0])
    file = None
    for row in rows:
        if row["file"] != file:
            file = row["file"]
            table.add_row(Text(file))
        example = textwrap.shorten(row["examples"][0], 60)
        table.add_row(Text(f"  {row['id']}{_how(row)}"), *_counts(row), Text(_sets(row)), Text(row["about"]), Text(example))
    written = io.StringIO()
    Console(file=written, width=_WIDTH, highlight=False, markup=False, color_system=None).print(table)
    return "\n".join(line.rstrip() for line in written.getvalue().splitlines())


def _table(with_use: bool) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("rule", no_wrap=True)
    for name in ("fired", "alone", "won", "lost", "gives") if with_use else ():
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("sets", ratio=2)
    table.add_column("why", ratio=3)
    table.add_column("example", ratio=2)
    return table


def _counts(row: Row) -> list[str]:
    if "fired" not in row:
        return []
    if row["fired"] is None:
        return ["-"] * 5
    if not row["fired"] and not row["findings"]:
        return ["never", "", "", "", ""]
    return list(map(str, (row["fired"], row["alone"], sum(row["won"].values()), sum(row["lost"].values()), row["findings"])))


def _sets(row: Row) -> str:
    return ", ".join(f"{key}: {value!r}" if isinstance(value, str) else f"{key}: {value}" for key, value in row["sets"].items())


def _how(row: Row) -> str:
    return "" if row["how"] == "shipped" else f" ({row['how']})"


def _fared(row: Row) -> str:
    if row["fired"] is None:
        return "Not counted."
    if not row["fired"] and not row["findings"]:
        return "Never fired."
    said = f"Fired {row['fired']} times in {row['reports']} reports, {row['alone']} alone; gives {row['findings']} findings."
    for name, rivals in (("won", row["won"]), ("lost", row["lost"])):
        if rivals:
            against = ", ".join(f"`{rival}` ({n})" for rival, n in rivals.items())
            said += f" {name.capitalize()} against {against}."
    return said
