"""Say of which period a percentage speaks, and tell the targets in a table whose columns are headed by dates alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipeline.model import Percentage, ResolvedDate, Support
from pipeline.resolve.dates_days import days_of, has_year
from pipeline.resolve.periods import days_of_period, period_of
from pipeline.rules import Rules


def resolve_percentages(
    percentages: tuple[Percentage, ...], rules: Rules, report_date: date | None, dates: Sequence[ResolvedDate] = ()
) -> tuple[Percentage, ...]:
    """Return the percentages with the period that each speaks of, a level below a heading that begins after the report's
    date as a target.

    What a report of September prints below "March 2019" has not been measured yet. Headings without a
    year, and reports without a date, leave the level.
    """
    return tuple(_with_period(_with_role(one, rules, report_date), rules, report_date, dates) for one in percentages)


def _with_role(percentage: Percentage, rules: Rules, report_date: date | None) -> Percentage:
    form = percentage.column_form
    if report_date is None or form is None or percentage.role != "level" or not has_year(form):
        return percentage
    days = days_of(form, rules)
    return replace(percentage, role="target") if days is not None and days.start > report_date else percentage


def _with_period(percentage: Percentage, rules: Rules, report_date: date | None, dates: Sequence[ResolvedDate]) -> Percentage:
    """Return a percentage with its period: that of its column's heading, else of the date that its words give it."""
    if percentage.column_form is not None:
        return replace(percentage, days=days_of(percentage.column_form, rules, near=report_date, direction="past"))
    one = period_of(percentage.evidence, dates, rules, elsewhere=percentage.role == "benchmark")
    if one is None:
        return percentage
    evidence = one.evidence
    support = Support("period", "words", evidence.block, evidence.start, evidence.end, evidence.page, evidence.box)
    return replace(percentage, days=days_of_period(one, rules), supports=(support,))
