"""What a unit is about: the topics of the one taxonomy in `rules/resolve/topics.yaml`, each with the words that gave it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.model import Action, Evidence, Percentage, Recommendation, TopicMark
from pipeline.resolve.sentence import sentence_span
from pipeline.rules import RuleFile, Rules


def topics_of(texts: Iterable[str | None], rules: RuleFile) -> tuple[TopicMark, ...]:
    """Return the topics that the texts of a unit speak of, each with its first cue, in the order of the rules.

    Rules are asked one by one: a word may tell of two topics ("fostering recruitment"), so no rule takes words from another.
    """
    marks: dict[str, TopicMark] = {}
    for text in filter(None, texts):
        for rule in rules.all.present(text):
            topic = str(rule.sets["topic"])
            hit = None if topic in marks else next(rule.find(text), None)
            if hit:
                marks[topic] = TopicMark(topic, hit.cue, rule.id)
    return tuple(marks.values())


def recommendations_with_topics(units: tuple[Recommendation, ...], rules: Rules) -> tuple[Recommendation, ...]:
    """Give each recommendation the topics of its words."""
    file = rules["resolve/topics"]
    return tuple(replace(unit, topics=topics_of((unit.text,), file)) for unit in units)


def actions_with_topics(units: tuple[Action, ...], rules: Rules) -> tuple[Action, ...]:
    """Give each action the topics of its words and of its plan's theme."""
    file = rules["resolve/topics"]
    return tuple(replace(unit, topics=topics_of((unit.text, unit.theme), file)) for unit in units)


def percentages_with_topics(units: tuple[Percentage, ...], rules: Rules) -> tuple[Percentage, ...]:
    """Give each percentage the topics of what it measures, else those of its sentence."""
    file = rules["resolve/topics"]
    return tuple(
        replace(unit, topics=topics_of((unit.subject,), file) or topics_of((_sentence(unit.evidence),), file)) for unit in units
    )


def _sentence(evidence: Evidence) -> str:
    start, end = sentence_span(evidence)
    return evidence.block.text[start:end]
