"""Read one YAML source into a Report, strictly: an unknown key or a row of the wrong length stops the run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import yaml

from corpus.make import guard, markup
from corpus.make.model import (
    RAG_COLOURS,
    Block,
    Cell,
    HeaderBlock,
    HeaderField,
    Heading,
    LetterStart,
    ListBlock,
    Paragraph,
    Report,
    Row,
    SourceError,
    Style,
    Table,
    Text,
    Turn,
)

TABLE_KEYS = {
    "plan",
    "rule",
    "cols",
    "head",
    "rows",
    "split",
    "repeat",
    "theme",
    "periods",
    "period_heads",
    "period_width",
    "draw",
    "size",
}
ROW_KEYS = {"c", "s", "leads", "due", "start", "bar", "colour", "certain", "band", "ref", "plan_ref", "text", "theme"}
PROBLEMS: list[str] = []  # what the guard found in the source being read, told all at once
MEETING = ("committee", "meeting_date", "agenda_item")
INSPECTION = ("start", "end", "published", "framework")
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


def load(path: Path) -> Report:
    """Read one source file."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    kind = data.get("kind", "committee_report")
    known = {
        "kind",
        "engine",
        "council",
        "title",
        *(MEETING if kind == "committee_report" else ("inspection",)),
        "why",
        "layout",
        "style",
        "header",
        "body",
        "footnotes",
    }
    PROBLEMS.clear()
    try:
        refuse_unknown(data, known)
        refuse_unknown(data.get("style", {}), {one.name for one in fields(Style)})
        report = Report(
            stem=path.stem,
            engine=data["engine"],
            council=data["council"],
            title=data["title"],
            **{key: data[key] if kind == "committee_report" else None for key in MEETING},
            why=data["why"],
            layout=data["layout"],
            style=Style(**data.get("style", {})),
            blocks=read_blocks(data),
            footnotes={str(n): marked(words) for n, words in (data.get("footnotes") or {}).items()},
            kind=kind,
            inspection={key: data["inspection"][key] for key in INSPECTION} if "inspection" in data else {},
        )
    except (SourceError, KeyError) as error:
        raise SourceError("\n".join([f"{path.name}: {error!r}", *PROBLEMS])) from error
    if PROBLEMS:
        raise SourceError("\n".join([path.name, *PROBLEMS]))
    return report


def refuse_unknown(data: Mapping[str, Any], known: set[str]) -> None:
    """Stop at keys that mean nothing."""
    if extra := set(data) - known:
        raise SourceError(f"unknown keys {sorted(extra)}; known are {sorted(known)}")


def marked(words: object) -> Text:
    """Read marked-up words and check that nothing in them is left unmarked."""
    text = markup.read(str(words))
    PROBLEMS.extend(guard.problems(text))
    return text


def numbered(words: str) -> tuple[str | None, str]:
    """Split "1.1 | words" into the number and the words."""
    found = re.match(r"\s*(\(?[0-9A-Za-z]{1,3}(?:\.[0-9]+)*[.)]?)\s+\|\s", words)
    return (found[1], words[found.end() :]) if found else (None, words)


def read_blocks(data: Mapping[str, Any]) -> list[Block]:
    """Read the header block and the body."""
    blocks: list[Block] = []
    last_number: str | None = None
    last_heading: str | None = None
    header = data.get("header")
    items = [*([{"header": header}] if header else []), *data["body"]]
    for item in items:
        kind, value = next(iter(item.items()))
        if kind == "header":
            blocks.append(
                HeaderBlock(value["form"], [HeaderField(label or "", marked(words)) for label, words in value["fields"]])
            )
        elif kind in ("h", "h2", "h3"):
            number, words = numbered(value)
            text = marked(words)
            blocks.append(Heading(text, number, 1 if kind == "h" else int(kind[1])))
            last_heading, last_number = text.plain, None
        elif kind in ("p", "centre", "right", "small", "caption", "title"):
            number, words = numbered(value)
            blocks.append(Paragraph(marked(words), number, "plain" if kind == "p" else kind))
            if kind == "p":
                last_number = number
        elif kind in ("bullets", "letters", "romans", "numbers", "unmarked"):
            texts = [marked(words) for words in value]
            marks = [mark(kind, i) for i in range(len(texts))]
            blocks.append(ListBlock(texts, marks, last_number, last_heading))
        elif kind == "table":
            blocks.append(read_table(value))
        elif kind == "page":
            blocks.append(Turn(value))
        elif kind == "columns":
            blocks.append(Turn("columns", value))
        elif kind == "letter":
            blocks.append(LetterStart(value["council"], value["title"], value.get("published")))
        else:
            raise SourceError(f"unknown block {kind!r}")
    return blocks


def mark(kind: str, at: int) -> str:
    """The mark that is printed before a list's item."""
    if kind == "letters":
        return f"({ascii_lowercase[at]})"
    if kind == "romans":
        return f"({ROMAN[at]})"
    return {"bullets": "•", "numbers": f"{at + 1}.", "unmarked": ""}[kind]


def read_cell(words: object) -> Cell:
    """Read a cell: "!amber:On track" is filled amber, ">3:words" spans three columns, "^" continues the cell above."""
    source = "" if words is None else str(words)
    cell = Cell(Text(""))
    if source == "^":
        cell.joined = True
        return cell
    if found := re.match(r">(\d+):", source):
        cell.span, source = int(found[1]), source[found.end() :]
    if found := re.match(r"!(\w+):", source):
        if found[1] not in RAG_COLOURS:
            raise SourceError(f"unknown colour {found[1]!r}")
        cell.fill, source = found[1], source[found.end() :]
    cell.text = marked(source)
    return cell


def read_head(data: Mapping[str, Any], periods: list[str], heads: list[str]) -> list[Row]:
    """Read the header rows of a table; the words over its periods end the last one."""
    if "head" in data:
        head = [Row([read_cell(words) for words in row], "head") for row in data["head"]]
    else:
        head = [Row([read_cell(column[1]) for column in data["cols"]], "head")]
    if periods:
        head[-1].cells += [read_cell(words) for words in heads]
        for cell, code in zip(head[-1].cells[-len(periods) :], periods, strict=True):
            if not any(span.code == "d" for span in cell.text.spans):
                raise SourceError(f"the heading of period {code} is no marked date")
    return head


def read_rows(data: Mapping[str, Any], periods: int, total: int) -> list[Row]:
    """Read the rows of a table, each with an empty cell for each of its periods; a band runs over all columns."""
    rows = []
    theme = data.get("theme")
    for row in data["rows"]:
        refuse_unknown(row, ROW_KEYS | {"judgement"})
        if "band" in row:
            cell = read_cell(row["band"])
            cell.span, cell.bold = total, True
            theme = cell.text.plain
            rows.append(Row([cell], "band"))
            continue
        cells = [read_cell(words) for words in row["c"]]
        bar = tuple(row["bar"]) if row.get("bar") else None
        judgement = tuple(row["judgement"]) if row.get("judgement") else None
        cells += [Cell(Text("")) for _ in range(periods)]
        made = Row(cells, "body", None, bar, row.get("colour"), judgement)
        if data.get("plan"):
            made.action = {
                **{key: value for key, value in row.items() if key not in ("c", "bar", "colour")},
                "theme": row.get("theme", theme),
            }
        rows.append(made)
    return rows


def read_table(data: Mapping[str, Any]) -> Table:
    """Read a table; the header rows follow from the columns unless they are written out."""
    refuse_unknown(data, TABLE_KEYS)
    keys = [column[0] for column in data["cols"]]
    widths = [float(column[2]) for column in data["cols"]]
    periods = [str(code) for code in data.get("periods", [])]
    heads = [str(words) for words in data.get("period_heads", [])]
    if len(periods) != len(heads):
        raise SourceError("periods and period_heads differ in length")
    widths += [float(data.get("period_width", 5))] * len(periods)
    total = len(keys) + len(periods)
    head, rows = read_head(data, periods, heads), read_rows(data, len(periods), total)
    for one in [*head, *rows]:
        if sum(cell.span for cell in one.cells) != total:
            raise SourceError(f"a row has {sum(c.span for c in one.cells)} of {total} cells: {[c.text.plain for c in one.cells]}")
    return Table(
        rule=data["rule"],
        keys=keys,
        widths=widths,
        head=head,
        rows=rows,
        is_plan=bool(data.get("plan")),
        split=bool(data.get("split", False)),
        repeat=bool(data.get("repeat", True)),
        theme=data.get("theme"),
        periods=periods,
        draw=data.get("draw", "cells"),
        size=float(data.get("size", 9)),
    )
