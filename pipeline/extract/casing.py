"""Letters' case: what is printed in capitals becomes readable, what is printed mixed stays."""

from __future__ import annotations

import re

from pipeline.rules import RuleFile

_WORD = re.compile(r"(?<!\d)[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'’]*")
_ORDINAL = re.compile(r"(?<=\d)(?:ST|ND|RD|TH)\b")


def is_capitals(text: str) -> bool:
    """Tell whether a text of more than one letter is printed in capitals."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters)


def readable(text: str, casing: RuleFile) -> str:
    """Return a text printed in capitals in title case, any other as it is; white space collapsed."""
    text = " ".join(text.split())
    return title_case(text, casing) if is_capitals(text) else text


def title_case(text: str, casing: RuleFile) -> str:
    """Return a text in title case: small words small but at the ends and after a colon, abbreviations kept.

    Where the text is all capitals, only the abbreviations of rules/extract/casing stay so.
    """
    text = " ".join(text.split())
    capitals = is_capitals(text)
    known = {hit.start: hit for hit in casing.scan(text)}
    words = list(_WORD.finditer(text))
    out, last = [], 0
    for n, match in enumerate(words):
        word = match.group()
        hit = known.get(match.start())
        opens = n == 0 or n == len(words) - 1 or text[: match.start()].rstrip()[-1:] in ":–—("
        case = hit.sets["case"] if hit is not None and hit.end == match.end() else None
        if case == "small" and not opens:
            word = word.lower()
        elif case == "capitals":
            word = word.upper() if not word.endswith("s") else word
        elif case == "as" and hit is not None:
            word = str(hit.sets["as"])
        elif capitals or word == word.lower():
            word = word[:1].upper() + word[1:].lower()
        out += [text[last : match.start()], word]
        last = match.end()
    return _ORDINAL.sub(lambda ending: ending[0].lower(), "".join([*out, text[last:]]))
