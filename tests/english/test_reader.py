"""The English pipeline: what it gives, that it is always the same, and what is said where it is missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.english import SHIPPED, reader_named
from pipeline.errors import UsageError
from pipeline.flow import load_files
from pipeline.load.request import Request

SENTENCES = [
    "The Director of Practice has appointed two managers.",
    "A duty manual was written by the Head of Early Help.",
    "Files (which are long) will be read in May, and families will be asked.",
    "Children’s plans are being rewritten.",
    "Next steps",
    "•",
    "",
]


def test_a_tree_says_who_did_what() -> None:
    [tree] = reader_named().read(["The Director of Practice has appointed two managers."])
    verb = next(token for token in tree.tokens if token.relation == "root")
    assert (verb.text, verb.lemma, verb.tag) == ("appointed", "appoint", "VBN")
    [subject] = tree.children(verb, "nsubj")
    assert tree.text[slice(*tree.span(subject))] == "The Director of Practice"
    assert [token.text for token in tree.children(verb, "aux", "obj")] == ["has", "managers"]


def test_asides_are_left_out_and_places_stay() -> None:
    [tree] = reader_named().read(["The board (which is new) met (at last."])
    assert [token.text for token in tree.tokens] == ["The", "board", "met", "(", "at", "last", "."]
    assert all(tree.text[token.start : token.end] == token.text for token in tree.tokens)


@settings(max_examples=20, deadline=None)
@given(st.permutations(SENTENCES), st.integers(1, 7))
def test_a_sentence_has_the_same_tree_in_any_company(order: list[str], first: int) -> None:
    alone = {text: reader_named().read([text])[0] for text in SENTENCES}
    assert reader_named().read(order[:first]) == [alone[text] for text in order[:first]]


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="ab (),.’“•\u00a0\tZ9-é", max_size=40))
def test_any_text_can_be_read(text: str) -> None:
    [tree] = reader_named().read([text])
    assert all(text[token.start : token.end] == token.text and tree.head(token) in tree.tokens for token in tree.tokens)


def test_the_model_says_what_it_is_and_how_good() -> None:
    meta = json.loads((SHIPPED / "meta.json").read_text(encoding="utf-8"))
    assert meta["license"] == "CC BY-SA 4.0"
    assert meta["performance"]["tag_acc"] > 0.93
    assert meta["performance_sentences"]["dep_las"] > 0.81
    licence = (SHIPPED / "LICENSE.txt").read_text(encoding="utf-8")
    assert "Universal Dependencies English Web Treebank" in licence
    assert "Natalia Silveira" in licence
    assert sum(path.stat().st_size for path in SHIPPED.rglob("*")) <= 12_000_000


def test_a_pipeline_that_is_not_installed(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no English pipeline en_core_web_xyz: install it"):
        reader_named("en_core_web_xyz")
    (tmp_path / "a.txt").write_text("The board met.")
    with pytest.raises(UsageError, match="en_core_web_xyz"):
        load_files(Request((tmp_path / "a.txt",), tmp_path / "x.db", english="en_core_web_xyz"))
    assert not (tmp_path / "x.db").exists()


def test_a_pipeline_that_is_named_is_used() -> None:
    named = reader_named(str(SHIPPED))
    assert named.name == reader_named().name == "en_council_syntax 1.0.0"
    assert named.read(SENTENCES) == reader_named().read(SENTENCES)


def test_a_pipeline_that_cannot_parse(tmp_path: Path) -> None:
    import spacy

    spacy.blank("en").to_disk(tmp_path / "bare")
    with pytest.raises(UsageError, match="it has no parser and no tagger"):
        reader_named(str(tmp_path / "bare"))
    (tmp_path / "broken").mkdir()
    with pytest.raises(UsageError, match="there is no English pipeline"):
        reader_named(str(tmp_path / "broken"))
    spacy.blank("de").to_disk(tmp_path / "german")
    with pytest.raises(UsageError, match="cannot read the syntax of English sentences"):
        reader_named(str(tmp_path / "german"))
