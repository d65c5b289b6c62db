"""Follow: what spans several reports; which are versions of one, how actions go on, and what they answer."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.follow.families import group_versions
from pipeline.road import AnsweringAction, Follow, Response, SeenPlan, SeenRecommendation, Thread
from pipeline.shipped import OwnRules, rules_sha256

__all__ = ["follow"]


def follow(own: OwnRules | None = None) -> Follow:
    """Return the stage by the shipped rules, with a user's own over them; rules are read when the first text asks for them."""

    def actions(plans: Sequence[SeenPlan]) -> list[Thread]:
        if not any(plan.actions for plan in plans):
            return []
        from pipeline.follow.threads import follow_actions
        from pipeline.rules import read_rules, timed

        with timed():
            return follow_actions(plans, read_rules(own))

    def responses(recommendations: Sequence[SeenRecommendation], actions: Sequence[AnsweringAction]) -> list[Response]:
        if not (recommendations and actions):
            return []
        from pipeline.follow.responses import find_responses
        from pipeline.rules import read_rules, timed

        with timed():
            return find_responses(recommendations, actions, read_rules(own))

    return Follow(versions=group_versions, actions=actions, responses=responses, rules_sha256=rules_sha256(own, stage="follow"))
