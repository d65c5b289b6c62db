"""What stands in a cell of a list: words that lead to their finding, reports and councils by name, units, colours."""

from __future__ import annotations

import colorsys
import json
import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from markupsafe import Markup

from pipeline.browse.settings import MACHINE, Settings
from pipeline.browse.wording import words
from pipeline.browse.wording.lists import KEYS

Linker = Callable[[str, str, object], Markup]
"""Makes the link to a row: table, key, words."""
Labels = Callable[[str, str], Awaitable[str | None]]
"""Looks up the label of a row: table, key."""
Lasting = Callable[[str], Markup]
"""Makes the link to a finding by the key on which its reviews hang."""

LONGEST = 600
"""Characters of a cell that a list shows; the row's page and every export hold the rest. Four lines of a wide column."""

TINT = 60
"""Difference of the strongest and the weakest part of a colour, of 255, below which it is a tint: zebra stripes have some 20."""

GREY, WHITE = 12, 0.95
"""That difference below which a fill has no hue, and the lightness from which it is taken for the paper's white."""

_HUES = ((15, "red"), (65, "amber"), (170, "green"), (255, "blue"), (300, "purple"), (345, "pink"), (361, "red"))
"""Degrees of hue below which a colour has its name; yellow is called amber, as in plans it stands for that."""

# Columns of questions and views that name a row of another table, and the column beside them that holds its key.
_NAMED_BESIDE = {
    "report": ("reports", "report_id"),
    "council": ("councils", "council_id"),
    "lead": ("leads", "lead_id"),
    "topic": ("topics", "topic_id"),
}
_RECORDS = ("arguments", "files", "correction", "leads", "machine_leads")
_OF_REVIEWS = ("reviews", "review_values", "review_verdicts", "review_conflicts")
_WORDS_OF_FINDINGS = ("quote", "action", "recommendation", "event", "percentage", "words", "area")


def address(value: object) -> Markup:
    """Return where a file came from, as a link where it leads to the web: a stranger's manifest may name any scheme."""
    is_link = str(value).lower().startswith(("http://", "https://"))
    return Markup('<a href="{0}" rel="noreferrer">{0}</a>' if is_link else "{0}").format(value)


class Cells:
    """Show the cells of one database; `link`, `label_of` and `lasting` are how Datasette is asked for addresses and names."""

    def __init__(self, settings: Settings, link: Linker, label_of: Labels, lasting: Lasting) -> None:
        self._settings = settings
        self._link = link
        self._label_of = label_of
        self._lasting = lasting

    def shown(self, row: Any, value: Any, column: str, table: str | None) -> Markup | Awaitable[Markup] | None:
        """Return what a cell shows, or null where Datasette shows it well; `row` gives the cells beside it by name."""
        machine = f"{MACHINE}{column}"
        if table and table.startswith("reviewed_") and machine in row.keys() and row[machine] is not None:  # noqa: SIM118
            said = self._plain(row, row[machine], column) or row[machine]
            left = "empty" if value is None else self._value(row, value, column, table) or value
            return Markup('{} <span class="machine">the machine says {}</span>').format(left, said)
        return self._value(row, value, column, table)

    def _value(self, row: Any, value: Any, column: str, table: str | None) -> Markup | Awaitable[Markup] | None:
        if isinstance(value, dict):  # a key that Datasette has looked up
            return self._known_key(column, value, row)
        if table in ("reports", "report_details") and column == "title":
            return self._link("reports", row["id"], value or row["label"])
        if value is None:
            return None
        if column == "key" and table in _OF_REVIEWS:
            return self._lasting(str(value))
        target = self._row_meant(row, column, table)
        if target:
            show = self._named if column in _NAMED_BESIDE else self._link
            return show(*target, self._text(column, value))
        folded_away = table is None and column.removesuffix("_id") in row.keys()  # noqa: SIM118 - a row's `in` asks its values
        if column in KEYS and not folded_away:
            return self._look_up(KEYS[column], str(value))
        return self._plain(row, value, column)

    def _row_meant(self, row: Any, column: str, table: str | None) -> tuple[str, str] | None:
        """Return table and key of the row that these words stand for."""
        names = row.keys()
        own = self._settings.tables.get(table or "")
        if own and column == own.label and "id" in names:
            return row["kind"] if table in ("finding_index", "findings") else _of_rows(str(table)), row["id"]
        if own is None and column == "action" and "thread_id" in names:
            return "action_threads", _stored(row["thread_id"])
        if own and column == own.label and "finding_id" in names and "kind" in names:  # what is said of a finding leads to it
            return row["kind"], _stored(row["finding_id"])
        if own is None and column in _WORDS_OF_FINDINGS and "finding_id" in names and "kind" in names:
            return row["kind"], _stored(row["finding_id"])
        if own is None and column == "text" and "block_id" in names:
            return "blocks", _stored(row["block_id"])
        named, key = _NAMED_BESIDE.get(column, ("", ""))
        if key in names and row[key] is not None:
            return named, _stored(row[key])
        return None

    def _known_key(self, column: str, value: dict[str, Any], row: Any) -> Markup | None:
        target = str(row["kind"]) if column == "finding_id" else KEYS.get(column)
        label = words.one_line(str(value["label"] if value["label"] is not None else value["value"]))
        return self._named(target, value["value"], label) if target else None

    async def _look_up(self, table: str, key: str) -> Markup:
        label = await self._label_of(table, key)
        return self._named(table, key, label) if label else Markup("{}").format(key)

    def _named(self, table: str, key: str, label: str) -> Markup:
        """Link to a row by its name, of which a narrow column shows the first lines; the whole appears under the pointer."""
        return Markup('<span class="named" title="{}">{}</span>').format(label, self._link(table, key, _cut(label)))

    def _plain(self, row: Any, value: Any, column: str) -> Markup | None:
        if column == "rag":
            return rag(value)
        if column in self._settings.rules:
            return Markup('<span title="{}">{}</span>').format(value, words.value(self._settings, column, value))
        if column in ("from_value", "to_value"):
            unit = row["unit"] if "unit" in row.keys() else None  # noqa: SIM118
            return Markup("{}").format(words.number(value, unit if unit in ("%", "£", "per cent") else None))
        if column == "source_url":
            return address(value)
        if column in self._settings.codes:
            return code(self._settings, column, value)
        if column == "year":
            return Markup("{}").format(value)
        if isinstance(value, (int, float)):
            return Markup('<span class="number">{}</span>').format(words.value(self._settings, column, value))
        if column == "reads":  # digests by what was read
            return Markup("{}").format(", ".join(words.plain(name) for name in json.loads(value)))
        if isinstance(value, str) and value.startswith(('{"', "[")) and (column in _RECORDS or value.startswith(('{"', '["'))):
            return self._record_in_words(value)
        if not isinstance(value, str) or self._text(column, value) == value:
            return None
        return Markup("{}").format(self._text(column, value))

    def _record_in_words(self, stored: str) -> Markup:
        """Return a record as `name: value; name: value`, a list of words with commas, a list of records by its length."""
        try:
            read = json.loads(stored)
        except ValueError:
            return Markup("{}").format(stored)
        if isinstance(read, dict):
            parts = [
                f"{words.heading(self._settings, name)}: {self._joined(name, value)}"
                for name, value in read.items()
                if value not in (None, [], "")
            ]
            return Markup("{}").format("; ".join(parts))
        if not read:
            return Markup("&nbsp;")  # what is empty Datasette shows as it is stored
        whole = isinstance(read, list) and not all(isinstance(item, str) for item in read)
        return Markup("{}").format(f"{len(read):,}" if whole else ", ".join(read))

    def _joined(self, name: str, value: object) -> str:
        return ", ".join(words.value(self._settings, name, one) for one in (value if isinstance(value, list) else [value]))

    def _text(self, column: str, value: object) -> str:
        return _cut(words.one_line(words.value(self._settings, column, value)))


def _stored(key: Any) -> str:
    """Return a key as it is stored; Datasette puts the name of what it means beside it, where a table declares that."""
    return str(key["value"] if isinstance(key, dict) else key)


def rag(colour: str | None) -> Markup:
    """Return a colour as a spot with its name, for those who do not see colours too."""
    return Markup('<span class="rag rag-{0}">{0}</span>').format(colour) if colour else Markup("")


def tag(kind: str) -> Markup:
    """Return the sign of a class of findings in its colour; drawn by the style, so that it is not copied with the words."""
    return Markup('<span class="tag k-{}" data-letter="{}" aria-hidden="true"></span>').format(kind, words.letter(kind))


def is_colour(fill: str | None) -> bool:
    """Say whether a cell's fill (`#rrggbb`) is a colour that may mean something, not white, grey or the tint of a row."""
    if not fill or not re.fullmatch(r"#[0-9a-fA-F]{6}", fill):
        return False
    parts = [int(fill[n : n + 2], 16) for n in (1, 3, 5)]
    return max(parts) - min(parts) > TINT


def colour_name(fill: str) -> str:
    """Return what a fill (`#rrggbb`) is called, for those who do not see it: `light blue`."""
    parts = [int(fill[n : n + 2], 16) for n in (1, 3, 5)]
    hue, lightness, _ = colorsys.rgb_to_hls(*(part / 255 for part in parts))
    if max(parts) - min(parts) < GREY:
        return "black" if lightness < 0.2 else "grey" if lightness < WHITE else "white"
    return ("light " if lightness > 0.75 else "") + next(name for most, name in _HUES if hue * 360 < most)


def telling(fill: str | None, others: Sequence[str | None], *, empty: bool) -> bool:
    """Say whether a cell's fill may mean something beside those of the other cells of its row.

    A colour does. A tint or a grey does in a cell without words, as bars of a chart are drawn, where not the whole row has it.
    """
    if is_colour(fill):
        return True
    if not (empty and fill and re.fullmatch(r"#[0-9a-fA-F]{6}", fill)):
        return False
    return colour_name(fill) != "white" and any((other or "").lower() != fill.lower() for other in others)


def code(settings: Settings, column: str, stored: object) -> Markup:
    """Return a code in words, with the code itself as its class, for the style."""
    return Markup('<span class="word {}">{}</span>').format(
        re.sub(r"\W+", "-", str(stored)), words.value(settings, column, stored)
    )


def _of_rows(table: str) -> str:
    """Return the table whose rows a view shows with more beside them; else the table itself."""
    return {"action_details": "actions", "report_details": "reports"}.get(table, table.removeprefix("reviewed_"))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"
