"""Times as reviews and audits are stored with them."""

from __future__ import annotations

from datetime import UTC, datetime


def as_stored(moment: datetime, *, timespec: str = "milliseconds") -> str:
    """Return a moment with a time zone in UTC and one form, so that texts sort as the times do."""
    return moment.astimezone(UTC).isoformat(timespec=timespec).replace("+00:00", "Z")


def read_time(written: str, *, timespec: str = "milliseconds") -> str:
    """Return a time that came from elsewhere as all are stored, of UTC where it names no zone; raises `ValueError` in words."""
    try:
        moment = datetime.fromisoformat(written)
        return as_stored(moment if moment.tzinfo else moment.replace(tzinfo=UTC), timespec=timespec)
    except (ValueError, OverflowError) as error:  # the last day that there is may end in the year 10,000 of UTC
        raise ValueError(f"{written[:60]!r} is no time; write it as 2024-06-30T12:00:00Z") from error
