"""What a word is where names are looked for."""

from __future__ import annotations

import itertools
import re

WORD = re.compile(r"[^\W_]+")
"""Letters and figures; what joins the words of a name (blanks, hyphens, full stops, in file names underscores) parts them."""

TITLES = frozenset(
    {
        *("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "baroness"),
        *("cllr", "cllrs", "councillor", "councillors", "alderman", "rev", "revd", "reverend", "canon"),
    }
)
"""Forms of address, in small letters; they stay where the name goes."""

CALENDAR = frozenset(
    {
        *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"),
        *("december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *("spring", "summer", "autumn", "winter", "easter", "christmas"),
    }
)
"""Words, in small letters, that begin with a capital though they name no person."""


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name in small letters, without the form of address."""
    words = (hit[0].casefold() for hit in WORD.finditer(name))
    return tuple(itertools.dropwhile(lambda word: word in TITLES, words))
