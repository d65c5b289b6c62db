"""Resolve: say which days, names and statuses the words mean; mentions in, findings out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.model import Findings, Mentions, Structured
from pipeline.resolve.actions import resolve_actions
from pipeline.resolve.confidence import weighed
from pipeline.resolve.dates import resolve_dates
from pipeline.resolve.events import resolve_events
from pipeline.resolve.indicators import find_indicators
from pipeline.resolve.percentages import resolve_percentages
from pipeline.resolve.report import resolve_report
from pipeline.resolve.topics import actions_with_topics, percentages_with_topics, recommendations_with_topics
from pipeline.resolve.visits import VisitReader
from pipeline.rules import Rules

__all__ = ["resolve"]


def resolve(structured: Structured, mentions: Mentions, rules: Rules, *, report_date: date | None = None) -> Findings:
    """Return the findings of a report.

    What is written without a year counts from the day of the meeting, else from the end of the
    inspection (what inspectors write in September of a July is July's view), else of publication, else
    from `report_date`, which the user gives where the report states none.
    """
    report = resolve_report(structured, mentions, rules, report_date)
    near = report.meeting_date or report.inspection_end or report.published or report_date
    dates = resolve_dates(structured, mentions.dates, rules, near)
    visits = VisitReader(rules)
    percentages = resolve_percentages(mentions.percentages, rules, near, dates)
    findings = Findings(
        report=report,
        people=mentions.people,
        recommendations=recommendations_with_topics(mentions.recommendations, rules),
        actions=actions_with_topics(resolve_actions(structured, mentions.actions, rules, near, dates), rules),
        dates=dates,
        percentages=percentages_with_topics(percentages, rules),
        changes=mentions.changes,
        events=resolve_events(structured, mentions.events, rules, near, dates, report.council),
        judgements=tuple(replace(one, scope=visits.scope_of(one.area)) for one in mentions.judgements),
    )
    findings = weighed(findings, rules)
    return replace(findings, indicators=find_indicators(structured, findings, rules))
