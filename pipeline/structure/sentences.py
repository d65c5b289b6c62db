"""Tell whether a text stops in the middle of a sentence."""

from __future__ import annotations

from pipeline.rules import Rules


def ends_open(text: str) -> bool:
    """Say whether a text ends without the stop of a sentence."""
    return bool(text) and (text[-1].isalnum() or text.endswith((",", "-", "–", "&", "/", "(")))


def is_unfinished(text: str, rules: Rules, *, before_list: bool = False) -> bool:
    """Say whether a text's last word cannot be the last of a sentence or a heading.

    Where what follows may be a list without bullets (`before_list`), the words that introduce one say nothing.
    """
    told = ("always",) if before_list else ("always", "in_text")
    return any(True for rule in rules["structure/lists"].rules if rule.sets.get("goes_on") in told for _ in rule.find(text))
