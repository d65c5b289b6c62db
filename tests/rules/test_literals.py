"""Letters that an expression needs are in all that it matches, and one of those that open it begins that."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.rules import read_rules
from pipeline.rules.literals import Needs, needed_literals
from pipeline.rules.openings import opening, opening_letters

EXPRESSIONS = [rule.expression for file in read_rules().files.values() for rule in file.rules if rule.expression is not None]


@pytest.mark.parametrize(
    ("source", "needed"),
    [
        (r"\b(?:reduced|increased) by (\d+)%", (("increased", "reduced"), (" by ",), ("%",))),
        (r"\d+(?:%| per cent)", ((" per cent", "%"),)),
        (r"(?:May|March)\s+\d{4}", (("march", "may"),)),
        (r"(?:Q[1-4])?\d", ()),
        (r"to Q(?P<n>[1-2])", (("to q1", "to q2"),)),
        (r"(?:abc)?x|yy", (("x", "yy"),)),
        (r"(?:re-?)?launch(?:ed)?", (("launch",),)),
        (r"(?=secret)\w+", (("secret",),)),
        (r"(?<=secret)\w+", ()),
        (r"(?:by )?D{2,}", (("dd",),)),
    ],
)
def test_what_an_expression_needs(source: str, needed: Needs) -> None:
    assert needed_literals(source, re.IGNORECASE) == needed


def test_what_was_worked_out_beforehand_is_right() -> None:
    """That of some is looked at, as that of all takes seconds; one that is missing only costs time."""
    for one in EXPRESSIONS[::40]:
        found = needed_literals(one.source, one.flags), opening_letters(one.source, one.flags)
        assert (one.needs, one.opens) == found, "run: python -m pipeline.rules.needs > rules/needs.json"


# Those that look behind are left out: no text can be drawn from them.
NEEDING = [e for e in EXPRESSIONS if e.needs and "(?<" not in e.source.replace("(?P<", "")]


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_match_of_a_rule_lacks_what_it_needs(data: st.DataObject) -> None:
    expression = data.draw(st.sampled_from(NEEDING))
    text = data.draw(st.from_regex(expression.pattern, fullmatch=False))
    if expression.pattern.search(text):
        assert all(any(one in text.lower() for one in some) for some in expression.needs)


@pytest.mark.parametrize(
    ("source", "letters"),
    [
        (r"^\s*(?P<mention>\d{1,3}\.)(?=\s+\S)", "0123456789"),
        (r"^\s*(?P<mention>[-–*])\s", "-*"),
        (r"^(?:the )?(?:Board|panel)\b", "bpt"),
        (r"^\(?(?-i:[A-C])", "(abc"),
        (r"^(?=.{3,9}$)Q[1-4]", "q"),
        (r"^k\u017f?\u212b", "k"),
        (r"^\u017f", "s"),
        (r"^\W?[^\W\d]$", "".join(chr(one) for one in range(128) if not chr(one).isspace() and not chr(one).isdigit()).lower()),
        (r"^\s*$", None),
        (r"^(?:x|)", None),
        (r"^.*x", None),
        (r"(?:^|; )x", None),
        (r"(?m)^x", None),
    ],
)
def test_what_opens_an_anchored_expression(source: str, letters: str | None) -> None:
    assert opening_letters(source, re.IGNORECASE) == (None if letters is None else set(letters))


ANCHORED = [e for e in EXPRESSIONS if e.opens is not None and "(?<" not in e.source.replace("(?P<", "")]


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data(), st.sampled_from(["", " ", "\t "]))
def test_no_match_of_an_anchored_rule_begins_otherwise(data: st.DataObject, space: str) -> None:
    expression = data.draw(st.sampled_from(ANCHORED))
    text = space + data.draw(st.from_regex(expression.pattern))
    if expression.pattern.search(text) and (first := opening(text)):
        assert first in (expression.opens or ())
