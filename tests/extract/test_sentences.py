"""Sentences: where they end, and that their offsets are the text's own."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.sentences import sentences
from pipeline.rules import read_rules

RULES = read_rules()


def split(text: str) -> list[str]:
    return [sentence.text for sentence in sentences(text, RULES)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The board met. It agreed the plan.", ["The board met.", "It agreed the plan."]),
        ("Cllr. Doyle and Dr. Osei attended. They spoke.", ["Cllr. Doyle and Dr. Osei attended.", "They spoke."]),
        ("See para. 3.2 and No. 4 (approx. 12 cases). We acted.", ["See para. 3.2 and No. 4 (approx. 12 cases).", "We acted."]),
        ("Partners, e.g. schools, attend. The rest follow.", ["Partners, e.g. schools, attend.", "The rest follow."]),
        ("It was led by J. M. Okafor of the region.", ["It was led by J. M. Okafor of the region."]),
        ("The plan was agreed.The team then moved.", ["The plan was agreed.", "The team then moved."]),
        ("We saw www.example.org and version 2.1 of it.", ["We saw www.example.org and version 2.1 of it."]),
        ("We grew. 'Side by side' is the name.", ["We grew.", "'Side by side' is the name."]),
        ("", []),
    ],
)  # fmt: skip
def test_where_sentences_end(text: str, wanted: list[str]) -> None:
    assert split(text) == wanted


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abcDEF .?!()'\"0123456789,;\t-", max_size=80))
def test_sentences_hold_every_printed_character_once_in_order(text: str) -> None:
    found = sentences(text, RULES)
    assert all(text[s.start : s.end] == s.text != "" for s in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert "".join("".join(s.text.split()) for s in found) == "".join(text.split())
