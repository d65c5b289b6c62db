"""What a form on a web page shows as written into its fields."""

from __future__ import annotations

from typing import Any

_WRITTEN = {"text", "number", "date", "month", "week", "time", "datetime-local", "email", "tel", "url"}


def written_in(field: Any) -> str:
    """Return the words that a field shows: its value, or the option that is chosen."""
    if field.tag == "input":
        return str(field.get("value") or "") if (field.get("type") or "text").lower() in _WRITTEN else ""
    options = field.xpath(".//option")
    chosen = [option for option in options if option.get("selected") is not None] or options[:1]
    return ", ".join(" ".join(option.text_content().split()) for option in chosen)
