"""Times as reviews and audits are stored with them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

AHEAD = timedelta(days=1)
"""By how much the clock of another machine may go before ours."""


def as_stored(moment: datetime, *, timespec: str = "milliseconds") -> str:
    """Return a moment with a time zone in UTC and one form, so that texts sort as the times do."""
    return moment.astimezone(UTC).isoformat(timespec=timespec).replace("+00:00", "Z")


def now_behind(latest: str | None) -> str:
    """Return the time as it is stored, behind the latest that is: a clock that was ahead would have the last word for ever."""
    now = as_stored(datetime.now(UTC))
    return now if latest is None or latest < now else as_stored(datetime.fromisoformat(latest) + timedelta(milliseconds=1))


def read_time(written: str, *, timespec: str = "milliseconds") -> str:
    """Return a time that came from elsewhere as all are stored, of UTC where it names no zone.

    Raises `ValueError` in words where it is none, or is still to come.
    """
    try:
        moment = datetime.fromisoformat(written)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        stored = as_stored(moment, timespec=timespec)
    except (ValueError, OverflowError) as error:  # the last day that there is may end in the year 10,000 of UTC
        raise ValueError(f"{written[:60]!r} is no time; write it as 2024-06-30T12:00:00Z") from error
    if moment > datetime.now(UTC) + AHEAD:
        raise ValueError(f"{written[:60]!r} is still to come, and would outlast all that is said before; write when it was")
    return stored
