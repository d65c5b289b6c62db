"""Which of an inspector's visits a step is: by the number that the letters give it, else by its place among those told."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from datetime import date

_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "eleventh": 11, "twelfth": 12,
}  # fmt: skip
_NUMBER = "|".join(_ORDINALS)
_VISIT = (
    rf"(?P<number>{_NUMBER}|\d{{1,2}}(?=st|nd|rd|th))(?:st|nd|rd|th)?\b"
    r"(?: (?:of (?:a|the|its|our|their) (?:series|number|programme) of|and|to|\w+th|\w+d|\w+st))*"
    r"(?: (?:ofsted[’']?s?|post-inspection|quarterly|planned|further|such|local authority|unannounced|safeguarding))*"
    r"(?: monitoring)? visits?\b"
)
_NUMBERED = re.compile(rf"\b{_VISIT}", re.IGNORECASE)
_THIS = re.compile(rf"\b(?:this|it|the (?:monitoring )?visit) (?:was|is|will be) (?:the |our |its )?{_VISIT}", re.IGNORECASE)
_PUT_OFF = re.compile(
    r"\bvisits?\b[^.;]{0,80}\b(?:postponed|put off|cancelled|called off|deferred|rescheduled|suspended"
    r"|did not (?:take place|go ahead))\b"
    r"|\b(?:postponed|cancelled|deferred|rescheduled|suspended)\b[^.;]{0,40}\bvisits?\b",
    re.IGNORECASE,
)
_BLOCK = "SELECT b.text, e.char_start, e.char_end FROM events e JOIN blocks b ON b.id = e.block_id WHERE e.id = ?"


def numbered(connection: sqlite3.Connection, visits: Sequence[tuple[date, str]]) -> list[str | None]:
    """Return what each visit is called, in their order; null for one that was put off. A visit is its first day and its event.

    The letters number their visits: "this was the fourth". A letter without a number has its place among the visits told, unless
    the numbers of the others show that some are not.
    """
    told = [_told(connection, event) for _, event in visits]
    made = [number for number in told if number != 0]
    complete = all(number in (None, place) for place, number in enumerate(made, 1))
    names: list[str | None] = []
    place = unknown = 0
    for number in told:
        if number == 0:
            names.append(None)
            continue
        place += 1
        if number is None and not complete:
            unknown += 1
        name = f"monitoring visit {place if complete else number}"
        if number is None and not complete:
            name = "monitoring visit, its number not told" + (f" ({unknown})" if unknown > 1 else "")
        names.append(name if name not in names else f"{name} (told again)")
    return names


def _told(connection: sqlite3.Connection, event: str) -> int | None:
    """Return the number that the words give a visit, null where they give none, 0 where they say that it was put off."""
    row = connection.execute(_BLOCK, (event,)).fetchone()
    if row is None:
        return None
    text, start, end = row
    first = max((found.end() for found in re.finditer(r"[.;]\s", text[:start])), default=0)
    behind = re.search(r"[.;](?:\s|$)", text[end:])
    sentence = text[first : end + behind.start() if behind else len(text)]
    if _PUT_OFF.search(sentence):
        return 0
    found = _NUMBERED.search(sentence) or _THIS.search(text)
    return _number(found["number"]) if found else None


def _number(words: str) -> int:
    return int(words) if words.isdecimal() else _ORDINALS[words.lower()]
