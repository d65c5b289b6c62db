"""What the templates call to put names and values in words."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from datasette.utils import tilde_encode
from markupsafe import Markup, escape

from pipeline.browse.pages import drafts
from pipeline.browse.pages.rule_pages import reasons
from pipeline.browse.rows import Row, rows
from pipeline.browse.settings import Parameter, Settings, TableSettings
from pipeline.browse.wording import cells, lists, words
from pipeline.review.fields import COLUMNS, FIELDS

LONGEST_TITLE = 120
"""Characters of a row's words in its heading."""

_PLAIN_KEY = re.compile(r"[A-Za-z0-9_-]*")

OFFERED = 500
"""How many values of a column a question's field offers while one types; a browser shows them in a list."""


class Words:
    """The functions of `words` and `cells` for one configuration."""

    comparisons = words.COMPARISONS
    without_value = words.WITHOUT_VALUE
    plain = staticmethod(words.plain)
    number = staticmethod(words.number)
    days = staticmethod(words.days)
    one_line = staticmethod(words.one_line)
    description = staticmethod(words.description)
    rag = staticmethod(cells.rag)
    address = staticmethod(cells.address)
    tag = staticmethod(cells.tag)
    letter = staticmethod(words.letter)
    has_words = staticmethod(words.has_words)
    percent = staticmethod(words.percent)
    cue = staticmethod(words.cue)
    telling = staticmethod(cells.telling)
    colour_name = staticmethod(cells.colour_name)
    date_read = staticmethod(words.date_read)
    changed = staticmethod(words.changed)
    features = staticmethod(words.features)

    def __init__(self, settings: Settings, base: str) -> None:
        self._settings = settings
        self._base = str(base)

    def link(self, table: str, key: object, words: object) -> Markup:
        """Return a link to a row's page. Pages hold hundreds of them: as a macro of the templates they took half of the time."""
        return Markup(f'<a href="{self.url(table, key)}">{escape(words)}</a>')  # `format` of Markup takes five times as long

    def url(self, table: str, key: object) -> str:
        """Return the address of a row's page; no sign in it means anything in HTML."""
        return f"{self._base}/{table}/{self.key(key)}"

    @staticmethod
    def key(key: object) -> str:
        """Return a row's key as it stands in an address."""
        text = str(key)
        return text if _PLAIN_KEY.fullmatch(text) else str(tilde_encode(text))

    @staticmethod
    def correctable(table: str) -> tuple[str, ...]:
        """Return the columns that a reviewer may correct in the rows of a table; none where its rows are no findings."""
        return COLUMNS.get(table.removeprefix("reviewed_"), ())

    @staticmethod
    def correct_words(table: str) -> list[str]:
        """Return the words of which one is to be typed into columns that take no others, for all such columns of a table."""
        fields = FIELDS.get(table.removeprefix("reviewed_"), ())
        return list(dict.fromkeys(words.plain(choice) for field in fields for choice in field.choices))

    def heading(self, column: str, table: str | None = None) -> str:
        return words.heading(self._settings, column, table)

    def value(self, column: str, stored: object) -> str:
        return words.value(self._settings, column, stored)

    def code(self, column: str, stored: object) -> Markup:
        return cells.code(self._settings, column, stored) if stored else Markup("")

    def reason(self, rule: str) -> str:
        """Return why there is a rule of this name, in its author's words; nothing for one that is not shipped."""
        return reasons().get(rule, "")

    def table(self, name: str) -> TableSettings | None:
        return self._settings.tables.get(name)

    def title(self, name: str) -> str:
        """Return the title of a table; of one that is not ours, its name."""
        return self._settings.tables[name].title if name in self._settings.tables else words.plain(name)

    def row_title(self, table: str, shown: Sequence[Any]) -> str:
        """Return what the page of a row is headed: what sort of row, and the words that stand for it."""
        own = self._settings.tables.get(table)
        sort = own.rows[0].capitalize() if own else "Row"
        cells_shown = {cell["column"]: cell["raw"] for row in shown for cell in row}
        label = cells_shown.get(own.label) if own and own.label not in own.folded else None
        if label is None or label == "":
            return sort
        return f"{sort}: {words.one_line(words.value(self._settings, own.label if own else '', label))[:LONGEST_TITLE]}"

    def many(self, name: str, count: int) -> str:
        """Return `41 actions`."""
        own = self._settings.tables.get(name)
        return own.many(count) if own else f"{count:,} row{'' if count == 1 else 's'}"

    def folded(self, column: str, table: str) -> bool:
        """Say whether a column is folded away; `Link` is what Datasette calls a key of several columns."""
        own = self._settings.tables.get(table)
        return column == "Link" or (own is not None and column in own.folded)

    def about(self, column: str, table: str) -> str:
        own = self._settings.texts.get(table)
        return words.description(own.columns.get(column, "")) if own else ""

    def arranged(self, table: str, columns: list[str]) -> list[int]:
        return lists.arranged(self._settings, table, columns)

    def arranged_facets(self, table: str, facets: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return lists.arranged_facets(self._settings, table, facets)


_GIVEN = "select verdict, count(*) as n from review_verdicts where verdict <> 'accepted' group by 1"
_LEADS = (
    "select action_id, leads.id, leads.name from action_leads join leads on leads.id = lead_id "
    "where action_id in (select value from json_each(?)) order by action_id, position"
)
_VERDICTS = (
    "select key, iif(disputed, 'disputed', verdict) as verdict, iif(verdict = 'rejected', null, correction) as correction "
    "from review_verdicts where key in (select value from json_each(?))"
)


class Lookups:
    """What the templates ask of one database."""

    draft = staticmethod(drafts.take)

    def __init__(self, db: Any, settings: Settings) -> None:
        self._db = db
        self._settings = settings

    async def choices(self, parameter: Parameter) -> list[str]:
        """Return the values that a question's field offers."""
        if not parameter.choices or parameter.is_day:
            return []
        table, column = parameter.choices.split(".")
        found = await rows(self._db, f'select distinct "{column}" as value from "{table}" order by 1 limit ?', OFFERED)
        return [str(row["value"]) for row in found if row["value"] is not None]

    async def verdicts(self, keys: Sequence[str]) -> dict[str, Row]:
        """Return what reviewers made of the findings of these keys, or that they dispute it; those nobody judged left out.

        `left` are the values that they gave.
        """
        found = await rows(self._db, _VERDICTS, json.dumps(list(keys)))
        return {row["key"]: {"said": row["verdict"], "left": json.loads(row["correction"] or "{}")} for row in found}

    async def reviewed(self) -> dict[str, int]:
        """Return how many findings reviewers rejected, corrected and added, verdicts that nobody gave left out."""
        found = await rows(self._db, _GIVEN)
        return {row["verdict"]: row["n"] for row in found}

    async def leads(self, actions: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
        """Return id and name of the leads of each of these actions, in the order printed."""
        found: dict[str, list[tuple[str, str]]] = {}
        for row in await rows(self._db, _LEADS, json.dumps(list(actions))):
            found.setdefault(row["action_id"], []).append((row["id"], row["name"]))
        return found

    async def facet_label(self, column: str, stored: object, label: object) -> str | Markup:
        """Return what a facet shows for a value: its code in words, a key's label also where a view hides that it is one."""
        if column in lists.KEYS and label == stored:
            return await lists.label_of(self._db, self._settings, lists.KEYS[column], str(stored)) or str(stored)
        return words.value(self._settings, column, label)
