"""Forms that could not be taken: kept as typed until their page is shown again, with what is wrong beside the field."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.errors import UsageError
from pipeline.review.fields import FieldError

KEPT = 20
"""How many forms wait for their page; each is shown once."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A form as typed: `ticked` are its rows, `problem` what is wrong, `field` the name of the field where it is one."""

    typed: Mapping[str, str]
    problem: str
    field: str | None = None
    ticked: frozenset[str] = frozenset()


_kept: OrderedDict[tuple[str, str, str], Draft] = OrderedDict()


def keep(reviewer: str, page: str, form: Sequence[tuple[str, str]], error: UsageError, *, prefix: str = "value-") -> None:
    """Keep what a reviewer typed on a page, by the class of the form (see `take`); `prefix` stands before names of columns."""
    typed = dict(form)
    name = error.field if isinstance(error, FieldError) else None
    at = name if name in typed else f"{prefix}{name}" if f"{prefix}{name}" in typed else None
    ticked = frozenset(value for named, value in form if named == "key")
    _kept[reviewer, page, typed.get("class", "")] = Draft(typed, str(error), at, ticked)
    while len(_kept) > KEPT:
        _kept.popitem(last=False)


def take(reviewer: str, page: str, kind: str = "") -> Draft | None:
    """Return once what a reviewer typed on a page: in the form that judges, or in that which adds a unit of the class `kind`."""
    return _kept.pop((reviewer, page, kind), None)
