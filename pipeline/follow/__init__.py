"""Follow what reports tell one by one: which are versions of one report, and the same action from report to report."""

from pipeline.follow.families import group_versions
from pipeline.follow.threads import follow_actions
from pipeline.road import Follow

__all__ = ["follow"]

follow = Follow(versions=group_versions, actions=follow_actions)
