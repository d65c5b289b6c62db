"""Patterns of tokens, which spaCy's Matcher looks for; spaCy is imported only where a rule has some."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import yaml

from pipeline.errors import RuleError, RuleHangsError
from pipeline.rules.expressions import Hit, Stretch

if TYPE_CHECKING:
    from pipeline.rules.apply import Rule

MOST_WAYS = 1_000_000
"""Ways to try a token pattern on a text: more take over ten seconds, in which spaCy's Matcher cannot be stopped."""


def open_repeats(patterns: Sequence[Sequence[Mapping[str, Any]]]) -> int:
    """Return the most tokens without bound in one pattern: each multiplies the ways to try by a text's length."""
    return max((sum(_has_no_end(token) for token in pattern) for pattern in patterns), default=0)


def _has_no_end(token: Mapping[str, Any]) -> bool:
    operator = str(token.get("OP", "1"))
    return operator in ("*", "+") or operator.endswith(",}")


def find_tokens(rule: Rule, stretch: Stretch) -> Iterator[Hit]:
    """Yield what the token patterns of a rule mark; raises `RuleHangsError` where there are too many ways to try."""
    doc = blank_english()(stretch.text)
    if len(doc) ** open_repeats(rule.tokens) > MOST_WAYS:
        raise RuleHangsError(
            f"{rule.place} was given up on a text of {len(doc)} words: {open_repeats(rule.tokens)} of its tokens have no end "
            "(OP: '*' or '+'), and there are too many ways to try\n  Say how many there may be at most: OP: '{0,5}'.",
            rule.id,
        )
    matcher = _matcher(rule.place, rule.id, yaml.safe_dump([list(map(dict, p)) for p in rule.tokens]))
    for _, start, end in sorted(matcher(doc), key=lambda m: m[1]):
        span = doc[start:end]
        if stretch.start <= span.start_char and span.end_char <= stretch.end:
            yield Hit(rule, span.start_char, span.end_char, span.text, {}, {})


@functools.cache
def blank_english() -> Any:
    """Return spaCy's tokenizer for English with nothing behind it (spaCy is imported here, once)."""
    import spacy

    return spacy.blank("en")


@functools.cache
def _matcher(place: str, rule_id: str, tokens: str) -> Any:
    from spacy.errors import MatchPatternError
    from spacy.matcher import Matcher

    matcher = Matcher(blank_english().vocab, validate=True)
    try:
        matcher.add(rule_id, yaml.safe_load(tokens), greedy="LONGEST")
    except (MatchPatternError, ValueError) as error:
        faults = "\n".join(f"  {line}" for line in str(error).splitlines() if line.startswith("- ")) or f"  {error}"
        raise RuleError(
            f"{place} has tokens that spaCy's Matcher does not know:\n{faults}\n  A pattern is a list: [[{{LOWER: 'owner'}}]]"
        ) from error
    return matcher
