"""Times as reviews and audits are stored with them."""

from __future__ import annotations

from datetime import UTC, datetime


def as_stored(moment: datetime, *, timespec: str = "milliseconds") -> str:
    """Return a moment with a time zone in UTC and one form, so that texts sort as the times do."""
    return moment.astimezone(UTC).isoformat(timespec=timespec).replace("+00:00", "Z")
