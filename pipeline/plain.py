"""Take control characters out of text: they move a terminal's cursor, hide what is printed, or end a line."""

from __future__ import annotations

import json
import re

_TURNS = r"\u202a-\u202e\u2066-\u2069"  # have what follows read backwards: a name can seem to end otherwise than it does
_CONTROL = re.compile(rf"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f{_TURNS}\ud800-\udfff]")
# Marks that take no room: where a word may be cut, a line end, which way letters run; and letters of tags.
_ROOMLESS = re.compile("(?<=\\w)\xad|[\u200b-\u200f\u2060-\u2064\ufeff\U000e0000-\U000e007f]")
_LINE_OR_CONTROL = re.compile(rf"[\x00-\x1f\x7f-\x9f\u2028\u2029{_TURNS}\ud800-\udfff]")


def without_controls(text: str) -> str:
    """Return a text without control characters and halves of characters; white space of any kind stays."""
    return _CONTROL.sub("", text)


def as_printed(text: str) -> str:
    """Return a text as its letters are printed: without controls, marks that take no room, and hyphens that only may be set."""
    return _ROOMLESS.sub("", without_controls(text))


def json_line(value: object) -> str:
    """Return a value as a line of JSON that holds no control character: those in its texts are written as JSON's escapes."""
    written = json.dumps(value, ensure_ascii=False)
    return _LINE_OR_CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", written) + "\n"


def one_line(text: str) -> str:
    """Return a name as it can be printed and stored: what is no letter, line ends too, becomes U+FFFD."""
    return _LINE_OR_CONTROL.sub("\ufffd", text)
