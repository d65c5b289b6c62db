"""Tell the mark of a note, which stands small and raised behind a word or figure, from what is part of it: `m²`, `1st`."""

from __future__ import annotations

import re
import unicodedata

_MARK = re.compile(r"\[?(?:\d{1,3}|[*†‡§]{1,2})(?:,\s?\d{1,3})*\]?$")
_UNITS = frozenset(("m", "km", "cm", "mm", "ft", "co"))
_LAST_WORD = re.compile(r"[\[(]?([^\s\[(]+)\s?$")


def is_note_mark(before: str, raised: str) -> bool:
    """Tell whether raised letters are the mark of a note to the text before them; at the start of a text they number a note."""
    found = _LAST_WORD.search(before[-40:]) if _MARK.match(raised.strip()) else None
    return found is not None and found[1].lower() not in _UNITS


def as_fraction(numerator: str, denominator: str) -> str:
    """Return a fraction that was set with raised and lowered figures: as one sign where there is one, as in `22½`."""
    sign = _SIGNS.get((numerator, denominator))
    return sign or f" {numerator}/{denominator}"


_SIGNS = {tuple(unicodedata.normalize("NFKD", sign).split("\N{FRACTION SLASH}")): sign for sign in "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"}
