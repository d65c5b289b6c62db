"""The columns of a plan's timeline: what their headings say together, and which of them a bar or a tick covers."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from pipeline.extract.dates import calendar_forms
from pipeline.model import CalendarForm, Table
from pipeline.rules import Rules

SHORT_YEARS = re.compile(r"(?<![\d/])(\d\d[/-]\d\d)(?![\d/])")  # "16/17 Q1" means 2016/17
APRIL = 4  # financial years begin with it
FINANCIAL_YEAR = re.compile(r"\b(20\d\d) ?[/-] ?(?:20)?\d\d\b")
# What a year over a month or quarter reads as where the two are not understood as one.
WHOLE_YEARS = ("year", "years", "financial_year", "financial_years", "academic_year")
Ends = tuple[str, str]


class Periods:
    """The period columns of a table, in order."""

    def __init__(self, table: Table, columns: Sequence[int], rules: Rules) -> None:
        self.columns = columns
        self._labels = {c.index: [label for label in c.labels if label.strip()] for c in table.columns}
        self._rules = rules

    def covered(self, columns: Collection[int]) -> Ends | None:
        """Return the headings of the first and the last of these columns that is a period, null where none is."""
        inside = [column for column in self.columns if column in columns]
        return (self._label(inside[0]), self._label(inside[-1])) if inside else None

    def forms(self, ends: Ends | None) -> tuple[CalendarForm, CalendarForm] | None:
        """Return what two headings say as days, null where either says none."""
        read = [self._form(label) for label in ends or ()]
        return (read[0], read[1]) if len(read) == 2 and read[0] and read[1] else None

    def _label(self, column: int) -> str:
        """Return a period's heading, with the year above it where it says none itself: "Sep 2019", "2016/17 Q1"."""
        labels = self._labels.get(column, [])
        own = labels[-1] if labels else ""
        if re.search(r"\d{2}", own):
            return own
        years = [label for label in labels[:-1] if re.search(r"\d{2}", label)]
        month = self._form(own)
        if years and month and month.kind == "month" and (stretch := FINANCIAL_YEAR.search(years[-1])):
            return f"{own} {int(stretch[1]) + (int(month.parts['month']) < APRIL)}"
        forms = (" ".join([*years, own]), " ".join([own, *years]))
        for label in reversed(forms) if month and month.kind == "month" else forms:
            form = self._form(label)
            if form is not None and form.kind not in WHOLE_YEARS:
                return label
        return " ".join([*years, own])

    def _form(self, label: str) -> CalendarForm | None:
        return next((form for _, _, form, _ in calendar_forms(SHORT_YEARS.sub(r"20\1", label), self._rules)), None)
