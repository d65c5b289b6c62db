"""Read printed numbers, in figures and in words."""

from __future__ import annotations

import re
import unicodedata

from pipeline.named_numbers import NAMED_NUMBERS

_SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "m": 1_000_000,
    "k": 1_000,
    "bn": 1_000_000_000,
    "billion": 1_000_000_000,
}
_FRACTIONS = "¼½¾⅓⅔⅛⅜⅝⅞"
_FIGURES = re.compile(rf"[+−-]?(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?[{_FRACTIONS}]?|[{_FRACTIONS}]|\.\d+)")
_TOKEN = re.compile(rf"{_FIGURES.pattern}|[a-z]+", re.IGNORECASE)

_NAMED = "|".join(sorted((w for w in NAMED_NUMBERS if w not in ("a", "no", "none")), key=len, reverse=True))
_SCALED = "|".join(sorted(_SCALES, key=len, reverse=True))
_SMALL = rf"(?:{_NAMED})(?:[- ](?:{_NAMED}))*"
NUMBER = re.compile(
    rf"(?<![\w.,/])(?:£?{_FIGURES.pattern}(?:\s?(?:{_SCALED})\b)?|(?:(?:a|{_NAMED}) hundred(?: and {_SMALL})?|{_SMALL})\b)"
    r"(?![\w/]|[.,]\d)",
    re.IGNORECASE,
)


def read_number(words: str) -> float | None:
    """Return the number that words or figures name (`1,486`, `twenty-five`, `£1.2m`), null where they name none."""
    total, current, seen, sign = 0.0, 0.0, False, 1
    for token in _TOKEN.findall(words.replace("−", "-").lower()):
        if token[0].isalpha():
            if token == "minus" and not seen:
                sign = -1
            elif token in _SCALES and seen:
                current *= _SCALES[token]
                if _SCALES[token] > 100:
                    total, current = total + current, 0.0
            elif token in NAMED_NUMBERS:
                current, seen = current + NAMED_NUMBERS[token], True
            elif token == "hundred":
                current, seen = 100.0, True
            elif token != "and":
                break
        else:
            current, seen = current + _in_figures(token.replace(",", "")), True
    return sign * (total + current) if seen else None


def _in_figures(token: str) -> float:
    """Read figures, also with a fraction of one sign behind them: 12½."""
    if token[-1] not in _FRACTIONS:
        return float(token)
    return float(token[:-1] or 0) + unicodedata.numeric(token[-1])
