"""Find in the blocks of a report the words that the rules know: blocks in, mentions out."""

from __future__ import annotations

from pipeline.extract.actions import find_actions
from pipeline.extract.changes import find_changes
from pipeline.extract.dates import find_dates
from pipeline.extract.events import find_events
from pipeline.extract.fields import find_fields
from pipeline.extract.judgements import find_judgements
from pipeline.extract.people import find_people
from pipeline.extract.percentages import find_percentages
from pipeline.extract.recommendations import find_recommendations
from pipeline.model import Mentions, Structured
from pipeline.rules import Rules

__all__ = ["extract"]


def extract(structured: Structured, rules: Rules, *, english: str | None = None) -> Mentions:
    """Return all mentions of a report, each list in the order of the document.

    `english` names an installed pipeline that reads the syntax of sentences instead of the shipped
    one. Raises `UsageError` where it is not installed.
    """
    return Mentions(
        fields=find_fields(structured, rules),
        people=find_people(structured, rules),
        recommendations=find_recommendations(structured, rules),
        actions=find_actions(structured, rules, english=english),
        dates=find_dates(structured, rules),
        percentages=find_percentages(structured, rules),
        changes=find_changes(structured, rules),
        events=find_events(structured, rules),
        judgements=find_judgements(structured, rules),
    )
