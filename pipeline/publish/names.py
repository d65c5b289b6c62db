"""Find the names of people in a findings database: those that findings and reviewers give, and those that only stand in the text.

What stands in the text alone is taken for a name where a form of address or a post stands with it, where an appointment tells of
it, or where none of its words is ever written small: not in this database, and not in the rules, which hold the words of the
field. It is better that a body is covered than that a person is not.
"""

from __future__ import annotations

import itertools
import json
import re
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.publish.words import CALENDAR, TITLES, WORD, words_of
from pipeline.rules import RuleFile, read_rules
from pipeline.shipped import data_folder, rule_texts

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_TOKEN = rf"(?:{_CAPITAL}[\w]*(?:['’]{_CAPITAL}\w*)?(?:-{_CAPITAL}\w*)*|{_CAPITAL}\.)"
_RUN = re.compile(rf"(?<!\w){_TOKEN}(?:[ ]+{_TOKEN})*")
_BEHIND_POST = re.compile(r"[^,;:.()\n\t]{0,60}\s?[,(:–-]\s*")
_POST_BEHIND = re.compile(r"(?:['’]s)?\s*[,(–-]\s*(?:[a-z]+ ){0,3}")
_ADDRESSES = tuple(title + end for title in TITLES for end in (" ", ". "))
_ADDRESS = max(map(len, _ADDRESSES))
_LONGEST = 4
_SHORTEST_ALONE = 3


@dataclass(frozen=True, slots=True)
class Names:
    """The names of people in a database, and single words of them that can be nothing else, all in small letters.

    `Ms Field` is no further person beside `Anna Field`.
    """

    whole: frozenset[str]
    alone: frozenset[str]


def names_in(db: sqlite3.Connection) -> Names:
    """Return the names of people that stand anywhere in a database."""
    known = _Known.of(db)
    found = {name for (name,) in db.execute("SELECT name FROM people WHERE name IS NOT NULL")}
    found |= {value for value in _corrected(db, "name") if value}
    found |= {run for lead in _corrected(db, "leads") for run in known.runs(lead) if " " in run or run == lead.strip()}
    leads = {name for (name,) in db.execute("SELECT name FROM leads WHERE kind = 'person'") if known.is_no_service(name)}
    leads |= {
        text for (text,) in db.execute("SELECT text FROM action_leads JOIN leads l ON l.id = lead_id WHERE l.kind = 'person'")
    }
    for (text,) in db.execute("SELECT text FROM events WHERE kind = 'appointment'"):
        found |= {run for run in known.runs(text) if " " in run}
    for (text,) in itertools.chain(db.execute("SELECT text FROM blocks"), ((said,) for said in _said(db))):
        found |= set(known.names(text))
    alone = {
        word
        for name in found
        for word in (hit[0].casefold() for hit in WORD.finditer(name))
        if len(word) >= _SHORTEST_ALONE and known.is_nothing_else(word)
    }
    every = {" ".join(words_of(name)) for name in found | leads if len(name) >= _SHORTEST_ALONE}
    longer = {name.rsplit(" ", 1)[1] for name in every if " " in name}
    return Names(frozenset(every - longer - {""}), frozenset(alone))


@dataclass(frozen=True, slots=True)
class _Known:
    """The words that are no names: those written small somewhere, of councils here and of places; and the rules on posts."""

    small: Collection[str]
    places: Collection[str]
    councils: Collection[str]
    gazetteer: str
    people: RuleFile

    @classmethod
    def of(cls, db: sqlite3.Connection) -> _Known:
        texts = rule_texts(data_folder("rules"))
        small = {hit[0] for text in texts.values() for hit in WORD.finditer(text) if hit[0].islower()}
        for (text,) in db.execute("SELECT text FROM blocks"):
            small.update(hit[0] for hit in WORD.finditer(text) if hit[0].islower())
        tables = [text for path, text in texts.items() if path.endswith(".csv")]
        gazetteer = " ".join(word.casefold() for text in tables for word in WORD.findall(text))
        councils = {word.casefold() for (name,) in db.execute("SELECT name FROM councils") for word in WORD.findall(name)}
        return cls(small, {*gazetteer.split(), *councils}, councils, gazetteer, read_rules()["extract/people"])

    def is_nothing_else(self, word: str) -> bool:
        """Whether a word, in small letters, is neither a word of the language, nor of a place or the calendar."""
        return self._is_no_word(word) and word not in self.places

    def _is_no_word(self, word: str) -> bool:
        return word not in self.small and word not in self.councils and word not in CALENDAR and word not in TITLES

    def runs(self, text: str) -> Iterator[str]:
        """Yield the runs of capitalised words of a text that can be names: some word is written small nowhere."""
        barred = self._barred(text)
        for run in _RUN.finditer(text):
            for words, _, _ in self._cut(text, run.start(), run.end(), barred):
                if any(self.is_nothing_else(word.casefold()) for word in WORD.findall(words) if not word.isupper()):
                    yield words

    def is_no_service(self, text: str) -> bool:
        """Whether a text holds no words of posts, services or bodies."""
        return not self._barred(text)

    def names(self, text: str) -> Iterator[str]:
        """Yield the names of a text: by the form of address, by the post beside, or because nothing else is called so."""
        runs = list(_RUN.finditer(text))
        if not runs:
            return
        barred = self._barred(text)
        posts = list(self.people.that_set("part", "post").find(text))
        behind_posts = {match.end() for post in posts if (match := _BEHIND_POST.match(text, post.end)) is not None}
        post_starts = {post.start for post in posts}
        for run in runs:
            for words, start, end in self._cut(text, run.start(), run.end(), barred):
                several = " " in words
                titled = text[max(start - _ADDRESS, 0) : start].casefold().endswith(_ADDRESSES)
                after = _POST_BEHIND.match(text, end)
                beside = several and (start in behind_posts or (after is not None and after.end() in post_starts))
                tokens = [hit[0].casefold() for hit in WORD.finditer(words) if len(hit[0]) > 1]
                unknown = len(tokens) > 1 and all(map(self._is_no_word, tokens)) and " ".join(tokens) not in self.gazetteer
                if titled or beside or unknown:
                    yield words

    def _barred(self, text: str) -> list[tuple[int, int]]:
        return [(hit.start, hit.end) for part in ("post", "not_name") for hit in self.people.that_set("part", part).find(text)]

    def _cut(self, text: str, start: int, end: int, barred: list[tuple[int, int]]) -> Iterator[tuple[str, int, int]]:
        """Yield what is left of a run without barred words, forms of address and councils, with where it stands."""
        held: list[re.Match[str]] = []
        for token in [*re.finditer(_TOKEN, text[start:end]), None]:
            word = token[0].rstrip(".").casefold() if token else ""
            ends = token is None or any(a < start + token.end() and b > start + token.start() for a, b in barred)
            if token and not ends and word not in TITLES and word not in self.councils:
                held.append(token)
                continue
            for some in (held[n : n + _LONGEST] for n in range(0, len(held), _LONGEST)):
                first, last = start + some[0].start(), start + some[-1].end()
                yield text[first:last], first, last
            held = []


def _corrections(db: sqlite3.Connection) -> Iterator[Mapping[str, Any]]:
    for (correction,) in db.execute("SELECT correction FROM reviews WHERE correction IS NOT NULL"):
        yield json.loads(correction)


def _corrected(db: sqlite3.Connection, column: str) -> Iterator[str]:
    """Yield the values that reviewers gave a column, and what the machine said there when they did."""
    seen = (json.loads(seen).get("says") or {} for (seen,) in db.execute("SELECT seen FROM reviews WHERE seen IS NOT NULL"))
    for values in itertools.chain(_corrections(db), seen):
        value = values.get(column)
        yield from (value if isinstance(value, list) else [value] if isinstance(value, str) else [])


def _said(db: sqlite3.Connection) -> Iterator[str]:
    """Yield every text that reviewers wrote."""
    for correction in _corrections(db):
        yield from (value for value in correction.values() if isinstance(value, str))
    for (note,) in db.execute("SELECT note FROM reviews WHERE note IS NOT NULL"):
        yield note
