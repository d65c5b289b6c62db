"""What a reviewer may correct in a unit of each class, and how what was typed is read."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from pipeline.errors import UsageError
from pipeline.model import EVENT_KINDS, GRADES, RAGS, RELATIONS, STATUSES, Precision

Form = Literal["words", "number", "day", "choice", "names"]

MOST_LETTERS = 10_000
"""The most characters of a value or of a reason that a reviewer gives: several times the longest action."""

YEARS = (1900, 2100)
"""Years between which days lie; another is a slip of the hand."""


class FieldError(UsageError):
    """What was typed into a field, or left out of it, will not do."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a class: `names` are several, parted by semicolons; of a `choice` only those in `choices` will do.

    `ends` are those of what a number may be; where they are null any will do.
    """

    name: str
    form: Form = "words"
    choices: tuple[str, ...] = ()
    required: bool = False
    ends: tuple[float, float] | None = None


_SHARE = (-1000.0, 10_000.0)
"""Percentages beyond are slips; those of 100 to some thousand are told of growth."""
_INTERVAL = (
    Field("start", "day", required=True),
    Field("end", "day", required=True),
    Field("precision", "choice", get_args(Precision), required=True),
)

FIELDS: Mapping[str, tuple[Field, ...]] = {
    "people": (Field("relation", "choice", RELATIONS, required=True), Field("name"), Field("role")),
    "recommendations": (
        Field("kind", "choice", ("decision", "inspection"), required=True),
        Field("ref"),
        Field("text", required=True),
        Field("by"),
        Field("verb"),
    ),
    "actions": (
        Field("text", required=True),
        Field("leads", "names"),
        Field("start", "day"),
        Field("due", "day"),
        Field("timescale"),
        Field("status", "choice", STATUSES, required=True),
        Field("rag", "choice", RAGS),
        Field("ref"),
        Field("plan_ref"),
        Field("theme"),
        Field("origin", "choice", ("table", "list", "narrative"), required=True),
    ),
    "dates": (
        Field("text", required=True),
        *_INTERVAL,
        Field("resolved_from", "choice", ("stated", "report_date", "context"), required=True),
    ),
    "percentages": (
        Field("text", required=True),
        Field("low", "number", required=True, ends=_SHARE),
        Field("high", "number", required=True, ends=_SHARE),
        Field("qualifier", "choice", ("over", "under", "about", "at_least", "up_to")),
        Field("role", "choice", ("level", "change", "target", "benchmark"), required=True),
        Field("subject"),
        Field("period_start", "day"),
        Field("period_end", "day"),
    ),
    "changes": (
        Field("subject"),
        Field("from_value", "number", required=True),
        Field("to_value", "number", required=True),
        Field("unit"),
        Field("text", required=True),
    ),
    "events": (
        Field("kind", "choice", EVENT_KINDS, required=True),
        Field("text", required=True),
        Field("body"),
        *_INTERVAL,
        Field("judgement", "choice", GRADES),
    ),
    "judgements": (Field("area", required=True), Field("grade", "choice", GRADES, required=True)),
}
"""The columns of each class that a reviewer may correct, in the order in which a form asks for them."""


INTERVALS = (("start", "end"), ("start", "due"), ("period_start", "period_end"))
"""Columns of days of which the second must not lie before the first."""
_RISING = (*INTERVALS, ("low", "high"))

COLUMNS = {kind: tuple(field.name for field in fields) for kind, fields in FIELDS.items()}
"""The names of these columns."""


def read_values(kind: str, typed: Mapping[str, str]) -> dict[str, Any]:
    """Return the columns that were typed, read as what they are; an empty field is null.

    Raises `UsageError` naming the field and what would do.
    """
    known = {field.name: field for field in FIELDS[kind]}
    unknown = [name for name in typed if name not in known]
    if unknown:
        raise UsageError(f"{kind} have no column {unknown[0]}; there are: {', '.join(known)}")
    values = {name: _read(known[name], " ".join(words.split())) for name, words in typed.items()}
    for start, end in _RISING:
        first, last = values.get(start), values.get(end)
        if first is not None and last is not None and first > last:
            told = f"before the {start.replace('_', ' ')}" if isinstance(last, str) else f"less than the {start}"
            raise FieldError(end, f"{end}: {typed_value(last)} is {told}, {typed_value(first)}")
    return values


def as_read(kind: str, shown: Mapping[str, str], says: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns that a form showed, read again, where that is other than what is said; none that cannot be read."""
    differing = {
        name: words
        for name, words in shown.items()
        if name in COLUMNS[kind] and " ".join(words.split()) != " ".join(typed_value(says.get(name)).split())
    }
    return read_values(kind, differing)


def correction(kind: str, typed: Mapping[str, str], says: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns in which what was typed differs from what is said; raises `UsageError` as `read_values` does."""
    shown = {field.name: typed_value(says.get(field.name)) for field in FIELDS[kind]}
    changed = {name: words for name, words in typed.items() if " ".join(words.split()) != " ".join(shown.get(name, "").split())}
    if not changed:
        return {}
    ends = {name: shown[name] for pair in _RISING if changed.keys() & set(pair) for name in pair if shown.get(name)}
    read = read_values(kind, {**ends, **changed})
    return {name: read[name] for name in changed}


def whole(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a unit with every column of its class, null where none is given; raises `UsageError` where it needs one."""
    for field in FIELDS[kind]:
        if field.required and values.get(field.name) is None:
            raise FieldError(field.name, f"{field.name}: needed for {kind}")
    return {field.name: values.get(field.name) for field in FIELDS[kind]}


def typed_value(value: Any) -> str:
    """Return a value as a form shows it, such that reading it again gives the value."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _read(field: Field, words: str) -> Any:
    if len(words) > MOST_LETTERS:
        raise FieldError(field.name, f"{field.name}: these are {len(words):,} characters; {MOST_LETTERS:,} are the most")
    if not words:
        if field.required:
            raise FieldError(field.name, f"{field.name}: cannot be empty")
        return None
    return _READ[field.form](field, words)


def _number(field: Field, words: str) -> float:
    try:
        number = float(words.replace(",", ""))
    except ValueError as error:
        raise FieldError(field.name, f"{field.name}: {words!r} is no number") from error
    if not math.isfinite(number):
        raise FieldError(field.name, f"{field.name}: {words!r} is no number that can be counted with")
    if field.ends and not field.ends[0] <= number <= field.ends[1]:
        raise FieldError(field.name, f"{field.name}: {words} lies outside {field.ends[0]:,g} to {field.ends[1]:,g}")
    return number


def _day(field: Field, words: str) -> str:
    try:
        day = date.fromisoformat(words)
    except ValueError as error:
        raise FieldError(field.name, f"{field.name}: {words!r} is no day; write it as 2019-06-30") from error
    if not YEARS[0] <= day.year <= YEARS[1]:
        raise FieldError(field.name, f"{field.name}: {words} lies outside the years {YEARS[0]} to {YEARS[1]}")
    return day.isoformat()


def _choice(field: Field, words: str) -> str:
    if words not in field.choices:
        raise FieldError(field.name, f"{field.name}: {words!r} will not do; choose one of {', '.join(field.choices)}")
    return words


def _names(field: Field, words: str) -> list[str]:
    return [name for part in words.split(";") if (name := part.strip())]


_READ: Mapping[Form, Callable[[Field, str], Any]] = {
    "words": lambda _, words: words,
    "number": _number,
    "day": _day,
    "choice": _choice,
    "names": _names,
}
