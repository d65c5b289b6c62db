"""Sentences: where they end, and that their offsets are the text's own."""

from __future__ import annotations

from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from pipeline.extract.sentences import _proposed, sentences
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


PARTS = (
    "word Next end. etc. e.g. Dr. K. U.K. A.B. km. 3.5 2. £5. 50%. 8am. a.b don't. said: – … ... ? ?! . , :) C++ ’ ‘x.’ “ (No.)"
)
WRITTEN = st.sampled_from(PARTS.split())
GAPS = st.sampled_from([" ", " ", " ", "", "\t", "  ", "\N{NO-BREAK SPACE}", "\n"])


@pytest.fixture(scope="module")
def sentencizer() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


@settings(max_examples=300)
@given(st.lists(st.tuples(WRITTEN, GAPS), min_size=1, max_size=9))
def test_sentences_are_proposed_where_the_sentencizer_has_them(sentencizer: Language, parts: list[tuple[str, str]]) -> None:
    text = "".join(map("".join, parts)).strip()
    assert _proposed(text) == tuple(sentence.end_char for sentence in sentencizer(text).sents)
