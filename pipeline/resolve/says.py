"""Ask a vocabulary whether words say something."""

from __future__ import annotations

from pipeline.rules import Hit, RuleFile


def says(file: RuleFile, key: str, text: str) -> Hit | None:
    """Return the first words of a text by which a vocabulary says something (`says` of its rules), null where none do."""
    return next(file.that_set("says", key).find(text), None)
