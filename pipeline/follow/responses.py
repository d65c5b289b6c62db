"""Join what inspectors recommended to the actions that answer it.

A plan that cites a recommendation by its number, or sets its words as the heading over a group of actions, says so itself.
Elsewhere wording and topics must tell: each action is given to the recommendation that it is most like, if it is like one at all.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta

from pipeline.follow.likeness import Wordings
from pipeline.road import AnsweringAction, Response, SeenRecommendation
from pipeline.rules import Rules

WITHIN = timedelta(days=3 * 365)
"""How long after a recommendation an action can answer it: inspections come every three years."""

ENOUGH = 0.3
"""Score from which wording and topics make a response; chosen on the sample, where the plan of Elmshire cites nothing."""

_CITED, _HEADING, _TOPICS = 0.95, 0.6, 0.25


def find_responses(
    recommendations: Sequence[SeenRecommendation], actions: Sequence[AnsweringAction], rules: Rules
) -> list[Response]:
    """Return which action answers which recommendation, for one council.

    An action answers recommendations of the inspection before it only: the latest that is not younger than its report.
    """
    days = sorted({one.on for one in recommendations})
    found: list[Response] = []
    for day, following in zip(days, [*days[1:], None], strict=True):
        asked = [one for one in recommendations if one.on == day]
        answering = [
            action for action in actions if day <= action.on <= day + WITHIN and (following is None or action.on < following)
        ]
        found += _of_one_inspection(asked, answering, rules)
    return sorted(found, key=lambda one: (one.action, one.recommendation))


def _of_one_inspection(asked: Sequence[SeenRecommendation], answering: Sequence[AnsweringAction], rules: Rules) -> list[Response]:
    wordings = Wordings([one.text for one in asked] + [text for one in answering for text in (one.text, one.theme or "")])
    held = Counter(topic for one in asked for topic in one.topics)
    rarity = {topic: math.log((len(asked) + 1) / n) for topic, n in held.items()}
    found = []
    for action in answering:
        cited = _numbers_cited(action, rules)
        scored = [_score(one, action, cited, wordings, rarity) for one in asked]
        best = max((response.score for response in scored), default=0.0)
        found += [
            response
            for response in scored
            if response.basis == "cited" or (not cited and response.score >= ENOUGH and response.score == best)
        ]
    return found


def _numbers_cited(action: AnsweringAction, rules: Rules) -> frozenset[int]:
    texts = (action.row, action.theme or "")
    return frozenset(int(hit.groups["number"]) for text in texts for hit in rules["follow/citations"].scan(text))


def _score(
    one: SeenRecommendation, action: AnsweringAction, cited: frozenset[int], wordings: Wordings, rarity: Mapping[str, float]
) -> Response:
    """Score from 0 to 1 how well an action answers a recommendation; each agreement takes away a share of the doubt."""
    number = int(digits) if one.ref and (digits := "".join(filter(str.isdigit, one.ref))) else one.number
    wording = wordings.likeness(one.text, action.text)
    features = {"wording": round(wording, 3)}
    doubt = 1 - wording
    if number in cited:
        features["cited"] = 1.0
        return Response(one.id, action.id, "cited", round(1 - doubt * (1 - _CITED), 3), features)
    if action.theme:
        heading = wordings.likeness(action.theme, one.text)
        if heading >= _HEADING:
            features["heading"] = round(heading, 3)
            doubt *= 1 - heading
    if one.topics and action.topics:
        topics = sum(rarity[topic] for topic in one.topics & action.topics) / sum(rarity[topic] for topic in one.topics)
        features["topics"] = round(topics, 3)
        doubt *= 1 - _TOPICS * topics
    return Response(one.id, action.id, "wording", round(1 - doubt, 3), features)
