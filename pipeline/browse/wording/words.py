"""Put names, codes and numbers of the database in words."""

from __future__ import annotations

import calendar
import json
import re
from datetime import date
from typing import Any

from pipeline.browse.settings import Settings

# Operators of a filter as Datasette writes them in addresses (`due__lt=...`); the pages offer these.
COMPARISONS = {
    "exact": "is",
    "not": "is not",
    "contains": "contains",
    "notcontains": "does not contain",
    "startswith": "begins with",
    "endswith": "ends with",
    "gt": "is more than",
    "gte": "is at least",
    "lt": "is less than",
    "lte": "is at most",
    "isblank": "is empty",
    "notblank": "is not empty",
}
WITHOUT_VALUE = ("isblank", "notblank", "isnull", "notnull")
_OTHER_COMPARISONS = {
    "in": "is one of",
    "notin": "is none of",
    "like": "is like",
    "notlike": "is not like",
    "glob": "is like",
    "date": "is on",
    "isnull": "is empty",
    "notnull": "is not empty",
}
_LETTERS = {
    "people": "P",
    "recommendations": "R",
    "actions": "A",
    "dates": "D",
    "percentages": "%",
    "changes": "±",
    "events": "E",
    "judgements": "G",
}
_SORT = re.compile(
    r"^(?:London|Royal|Metropolitan) Borough of (?=.)|^City of (?=.*Council)"
    r"|(?<=\w) (?:(?:(?:Metropolitan|London|County|City|District|Borough|and|&) )*Council)$"
)
"""What a council's name says of its sort."""
RULE_PARTS = " · "
"""What stands between the parts of a rule's name where it is read: `Dates · month named`."""
LONGEST_NAME = 17
"""Letters of a council's name beside a bar; what is under the pointer, and the table, have all."""
SAME, ALIKE = 0.995, 0.6
"""Shares of likeness that are called the same, and much the same."""
_TIME = re.compile(r"^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:\+00:00|Z)$")


def short_names(names: list[str]) -> dict[str, str]:
    """Return the names of councils without what sort of authority they are; whole where two would be the same."""
    short = {name: _SORT.sub("", name) for name in names}
    return {name: one if list(short.values()).count(one) == 1 else name for name, one in short.items()}


def shortened(name: str) -> str:
    """Return as much of a council's name as has room beside a bar."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


def heading(settings: Settings, column: str, table: str | None = None) -> str:
    """Return what a column is called on the pages."""
    own = settings.tables[table].headings if table in settings.tables else {}
    return own.get(column) or settings.headings.get(column) or plain(column.removesuffix("_id"))


def letter(kind: str) -> str:
    """Return the sign of a class of findings, for those who do not tell its colour."""
    return _LETTERS[kind]


def plain(code: object) -> str:
    """Return a code or name with spaces for its underscores."""
    return str(code).replace("_", " ")


def value(settings: Settings, column: str, stored: object) -> str:
    """Return a stored value as it is read: a code in words, a number with its unit, nothing for null."""
    if stored is None:
        return ""
    if column in settings.values and str(stored) in settings.values[column]:
        return settings.values[column][str(stored)]
    if column == "kind" and stored in settings.tables:
        return settings.tables[str(stored)].rows[0]
    if column in settings.rules:
        return plain(stored).replace(".", RULE_PARTS).capitalize()
    if column in settings.codes:
        return plain(stored)
    if isinstance(stored, (int, float)) and not isinstance(stored, bool):
        decimals = settings.decimals.get(column)
        return number(stored, settings.units.get(column)) if decimals is None else f"{stored:.{decimals}f}"
    return _TIME.sub(r"\1 \2 UTC", str(stored))


def stored(settings: Settings, column: str, typed: str) -> str:
    """Return the code that a person means who types a value as the pages show it: `in progress`, `read in full`, `action`."""
    words = " ".join(typed.split()).lower()
    if column in settings.rules:
        return words.replace(RULE_PARTS, ".").replace(" ", "_")
    if column == "kind":
        words = next((name for name, table in settings.tables.items() if words in table.rows), words)
    codes = {shown.lower(): code for code, shown in settings.values.get(column, {}).items()}
    return codes.get(words, words.replace(" ", "_")) if column in settings.codes else typed


def number(stored: float, unit: str | None = None) -> str:
    """Return a number as a reader writes it: `1,200`, `50%`, `£3.5`, `72.5 pt`, `81 social workers`."""
    written = f"{round(stored, 1) if unit == 'pt' else stored:,.10g}"
    if not unit:
        return written
    if unit in ("£", "$", "€"):
        return unit + written
    return f"{written}%" if unit in ("%", "per cent") else f"{written}\N{NO-BREAK SPACE}{unit}"


def percent(share: float | None) -> str:
    """Return a share of 1 as a percentage; `100%` only where none is missing."""
    if share is None:
        return "none"
    shown = f"{100 * share:.0f}%"
    return "over 99%" if share < 1 and shown == "100%" else shown


def days(start: str | None, end: str | None) -> str:
    """Return an interval of days: `2016-02-03`, `2016-02` and `2016` where it is just a month or a year, else from and to."""
    if not start or not end or start == end:
        return start or end or ""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    ends_month = last.day == calendar.monthrange(last.year, last.month)[1]
    if first.day == 1 and ends_month and first.year == last.year:
        if first.month == last.month:
            return start[:7]
        if (first.month, last.month) == (1, 12):
            return start[:4]
    return f"{start} to {end}"


def cue(fired: str, quote: str) -> str:
    """Return the words that fired on one line; what the rule kept of a long cell ends with a whole word."""
    if quote.startswith(fired) and quote[len(fired) :][:1].strip():
        fired = fired.rsplit(" ", 1)[0] + " …"
    return one_line(fired)


_FROM = {
    "stated": "as the words themselves say",
    "report_date": "the year by the date of the report",
    "context": "the year by dates nearby",
}


def date_read(found: dict[str, Any]) -> str:
    """Return how a date was understood: `“March” is read as a month, 2020-03-01 to 2020-03-31, the year by dates nearby.`"""
    interval = found["start"] if found["start"] == found["end"] else f"{found['start']} to {found['end']}"
    return f"“{found['text']}” is read as a {found['precision']}: {interval}, {_FROM[found['resolved_from']]}."


def changed(step: dict[str, Any]) -> str:
    """Return what an appearance of a followed action changed against the one before."""
    if step["n"] == 1:
        return "first seen"
    told = []
    if moved := step["due_moved"]:
        told.append(f"due {abs(moved):,} day{'' if abs(moved) == 1 else 's'} {'later' if moved > 0 else 'earlier'}")
    told += [
        text
        for column, text in (
            ("completed", "now complete"),
            ("reopened", "opened again"),
            ("lead_changed", "others lead"),
            ("reworded", "reworded"),
        )
        if step[column]
    ]
    if step["relation"] in ("split", "merged"):
        told.append(f"{step['relation']} {'from' if step['relation'] == 'split' else 'with'} others")
    return ", ".join(told) or "as before"


def features(stored: str) -> str:
    """Return what ties two appearances of an action together: `the same wording and leads, much the same due`."""
    parts = sorted(json.loads(stored).items(), key=lambda part: -part[1])
    same = [plain(name) for name, share in parts if share >= SAME]
    near = [plain(name) for name, share in parts if ALIKE <= share < SAME]
    told = [f"{how} {' and '.join(names)}" for how, names in (("the same", same), ("much the same", near)) if names]
    return ", ".join(told) or "several small likenesses"


def comparison(column: str, operator: str, compared: str) -> str:
    """Return a filter in words: `due is at most 2016-03-31`."""
    words = COMPARISONS.get(operator) or _OTHER_COMPARISONS.get(operator) or plain(operator)
    return f"{column} {words}" if operator in WITHOUT_VALUE else f"{column} {words} {compared}"


def has_words(text: str) -> bool:
    """Say whether a text has a letter or a figure in it."""
    return any(sign.isalnum() for sign in text)


def one_line(text: str) -> str:
    """Return a text with the tabs between the cells of a row shown as dots."""
    return re.sub(r"\s*\t\s*", " · ", text).strip(" ·")


def description(text: str) -> str:
    """Return a description without the marks round its codes, which are shown as the pages show them."""
    return re.sub(r"(?<=[a-z])_(?=[a-z])", " ", text.replace("`", ""))
