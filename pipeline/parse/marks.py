"""What stands before an item: bullets and numbers, as text files and web pages write them."""

from __future__ import annotations

import re
from typing import NamedTuple

BULLET = "•"

# A dash or a lone "o" is a bullet only before a space; the others need none. Fonts of signs have theirs from U+F020 on.
_BULLETS = re.compile(r"(?:[-–—*+o\xad](?=\s|$)|[•●○▪■◼◾◻□▫◆◇◦‣⁃∙·➢➤►❖❑✓✔\uf020-\uf0ff])\s*")
# `3.`, `3a.`, `3.1`, `3.1a`, `3.1.2`, `12(a)`, `(a)`, `a)`, `(iv)`, `1)`: a bare whole number or letter is none.
_NUMBER = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3}){1,4}[a-z]?\.?(?:\([a-z]{1,4}\))?|\d{1,3}[a-h]?\.|\d{1,3}[a-h]?\)|\d{1,3}\([a-z]{1,4}\)"
    r"|\((?:\d{1,3}|[a-z]{1,2}|[A-Z]{1,2}|[ivxlc]{1,6}|[IVXLC]{1,6})\)|(?:[a-z]|[ivx]{1,5}|[A-Z])[.)])(?=\s|$)\s*"
)


class Marked(NamedTuple):
    """A text without its mark; `mark` is the bullet (always `•`) or number as printed, null for none."""

    mark: str | None
    text: str


def take_number(text: str) -> Marked:
    """Take a leading number off a text."""
    found = _NUMBER.match(text)
    return Marked(found[0].strip(), text[found.end() :]) if found else Marked(None, text)


def take_bullet(text: str) -> Marked:
    """Take a leading bullet off a text."""
    found = _BULLETS.match(text)
    return Marked(BULLET, text[found.end() :]) if found else Marked(None, text)


def take_mark(text: str) -> Marked:
    """Take a leading bullet and the number behind it off a text; the number is what counts of both."""
    mark, rest = take_bullet(text)
    number, behind = take_number(rest)
    return Marked(number, behind) if number else Marked(mark, rest)


def stands_alone(text: str) -> bool:
    """Tell whether a text is nothing but a mark, and none that may be a word or a line drawn with dashes."""
    marked = take_mark(text)
    return marked.mark is not None and not marked.text and not text[0].isalpha() and text[0] not in "-–—*+\xad"


def begins_item(text: str) -> bool:
    """Tell whether a line opens an item of its own."""
    return take_mark(text).mark is not None
