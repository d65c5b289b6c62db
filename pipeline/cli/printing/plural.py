"""Numbers with what they count."""

from __future__ import annotations


def many(number: int, what: str, several: str | None = None) -> str:
    """Return `1 report`, `1,200 reports`; `several` is the plural where it is not made with an s."""
    return f"{number:,} {what if number == 1 else several or f'{what}s'}"
