"""Tell the targets among the percentages of a table whose columns are headed by dates alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.model import Percentage
from pipeline.resolve.dates_days import days_of, has_year
from pipeline.rules import Rules


def resolve_percentages(percentages: tuple[Percentage, ...], rules: Rules, report_date: date | None) -> tuple[Percentage, ...]:
    """Return the percentages, a level below a heading that begins after the report's date as a target.

    What a report of September prints below "March 2019" has not been measured yet. Headings without a
    year, and reports without a date, leave the level.
    """
    return tuple(replace(one, role="target") if _is_ahead(one, rules, report_date) else one for one in percentages)


def _is_ahead(percentage: Percentage, rules: Rules, report_date: date | None) -> bool:
    form = percentage.column_form
    if report_date is None or form is None or percentage.role != "level" or not has_year(form):
        return False
    days = days_of(form, rules)
    return days is not None and days.start > report_date
