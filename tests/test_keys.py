"""Keys of findings: what they rest on, and what leaves them as they are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.keys import Keys, normalised
from pipeline.model import Block, BlockKind

WORDS = st.lists(st.sampled_from(["5%", "June", "2016", "plan", "the", "a"]), min_size=1, max_size=8)


def blocks(*texts: str, kind: BlockKind = "paragraph") -> tuple[Block, ...]:
    return tuple(Block(n, kind, text) for n, text in enumerate(texts))


def keys(texts: tuple[Block, ...], words: str) -> list[str]:
    """The keys of every place of some words, in the order of the document."""
    made, found = Keys("family", texts), []
    for block in texts:
        start = block.text.find(words)
        while start >= 0:
            found.append(made.next("dates", block, start, start + len(words)))
            start = block.text.find(words, start + 1)
    return found


def test_a_key_counts_the_occurrences_of_its_words_in_the_text() -> None:
    whole = keys(blocks("June, June", "in June and junebug"), "June")
    assert len(set(whole)) == 3
    assert keys(blocks("x", "June, June", "moved", "in June"), "June") == whole


def test_a_key_does_not_move_when_a_rule_finds_less() -> None:
    text = blocks("in June and June")
    alone = Keys("family", text).next("dates", text[0], 12, 16)
    assert keys(text, "June")[1] == alone


def test_running_heads_and_spelling_of_signs_move_no_key() -> None:
    text = (Block(0, "furniture", "Report of June"), Block(1, "paragraph", "the 'plan' of\tJune"))
    assert keys(blocks("the ‘plan’ of June"), "June") == [Keys("family", text).next("dates", text[1], 14, 18)]
    assert normalised("the ﬁrst plan­ning — “LADO”") == ["the", "first", "planning", "lado"]


def test_family_class_and_words_are_in_the_key() -> None:
    text = blocks("in June 2016")
    made = {
        Keys(family, text).next(kind, text[0], start, end)
        for family in ("a", "b")
        for kind in ("dates", "events")
        for start, end in ((3, 7), (3, 12))
    }
    assert len(made) == 8


def test_two_findings_on_the_very_same_words_have_keys_of_their_own() -> None:
    text, made = blocks("in June"), Keys("family", blocks("in June"))
    assert made.next("people", text[0], 3, 7) != made.next("people", text[0], 3, 7)


@given(st.lists(WORDS, min_size=1, max_size=4), st.data())
def test_keys_are_unique_and_stay_when_lines_are_broken_otherwise(paragraphs: list[list[str]], data: st.DataObject) -> None:
    texts = [" ".join(words) for words in paragraphs]
    word = data.draw(st.sampled_from(paragraphs[0]))
    places = keys(blocks(*texts), word)
    assert len(set(places)) == len(places)
    assert keys(blocks(" ".join(texts)), word) == places
