"""Follow what reports tell one by one: the same action from report to report."""

from pipeline.follow.threads import follow

__all__ = ["follow"]
