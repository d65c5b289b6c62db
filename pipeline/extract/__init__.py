"""Extract: find in a report's blocks the words that the rules know; blocks in, mentions out.

Each kind of finding has a module with its name, which finds it, and modules that begin with that name, which help. Others:

- recommendations: `decisions`, `decisions_zones` (what a meeting is asked to decide, and where that stands), cut by `limbs`;
  `inspectorate` (an inspection's own report); `outside`, `outside_sentences`, `outside_parts` (what a council's report says that
  others recommended)
- fields of the report: `reportkind`, and `labels`, which people need too
- people: `persons`, which reads names and posts out of a few words
- shared: `sentences`, `casing`, and `subjects`, which names what a percentage or a change measures
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

from pipeline.extract.actions import find_actions
from pipeline.extract.changes import find_changes
from pipeline.extract.dates import find_dates
from pipeline.extract.events import find_events
from pipeline.extract.fields import find_fields
from pipeline.extract.judgements import find_judgements
from pipeline.extract.people import find_people
from pipeline.extract.percentages import find_percentages
from pipeline.extract.recommendations import find_recommendations
from pipeline.model import MENTIONED, Mentions, Structured
from pipeline.rules import Rules

__all__ = ["extract"]


def extract(structured: Structured, rules: Rules, *, names: Sequence[str] = MENTIONED, english: str | None = None) -> Mentions:
    """Return the mentions of a report, each list in the order of the document; those of `names` only, the others are left empty.

    `english` names an installed pipeline that reads the syntax of sentences instead of the shipped
    one. Raises `UsageError` where it is not installed.
    """
    finders: dict[str, Callable[[Structured, Rules], tuple[Any, ...]]] = {
        "fields": find_fields,
        "people": find_people,
        "recommendations": find_recommendations,
        "actions": functools.partial(find_actions, english=english),
        "dates": find_dates,
        "percentages": functools.partial(find_percentages, english=english),
        "changes": functools.partial(find_changes, english=english),
        "events": functools.partial(find_events, english=english),
        "judgements": find_judgements,
    }
    return Mentions(**{name: finders[name](structured, rules) for name in names})
