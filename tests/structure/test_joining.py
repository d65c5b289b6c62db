"""Lines joined: hyphens, ligatures, notes, addresses, and where every word stands."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Block, Box, Word
from pipeline.rules import read_rules
from pipeline.structure import structure
from pipeline.structure.joining import Words, keeps_hyphen, piece_of_rows
from pipeline.structure.pieces import cut, plain
from pipeline.structure.rows import rows_of
from tests.structure.printing import line, lines, page, printed

RULES = read_rules()


def joined(*texts: str, words: Words | None = None) -> tuple[str, list[str | None]]:
    rows = rows_of(lines(texts, 60, 100), 1)
    piece = piece_of_rows(rows, words or Words(Counter(), False), RULES)
    return piece.text, [part.printed for part in piece.parts]


def test_lines_are_joined_by_one_space() -> None:
    assert joined("Visits were made", "in May.") == ("Visits were made in May.", [None, None])


def test_ligatures_become_letters_and_the_printed_form_is_kept() -> None:
    assert joined("sta\ufb00 brie\ufb01ng") == ("staff briefing", ["sta\ufb00 brie\ufb01ng"])


def test_a_soft_hyphen_is_dropped() -> None:
    assert joined("an improve\u00ad", "ment plan") == ("an improvement plan", ["an improve\u00ad", None])


@pytest.mark.parametrize(
    ("left", "right", "seen", "hyphenates", "keeps"),
    [
        ("multi-", "agency", {}, True, True),
        ("improve-", "ment", {}, False, False),
        ("care-", "leaver", {"care-leaver": 2}, True, True),
        ("home-", "work", {"homework": 1}, False, False),
        ("res-", "ponsible", {}, True, False),
        ("Cotswold-", "facing", {}, False, True),
    ],
)
def test_a_hyphen_at_a_lines_end_is_judged(left: str, right: str, seen: dict[str, int], hyphenates: bool, keeps: bool) -> None:
    assert keeps_hyphen(left, right, Words(Counter(seen), hyphenates), RULES) is keeps


def test_a_cut_word_is_whole_in_the_text_and_cut_in_its_parts() -> None:
    assert joined("the Govern-", "ment agreed") == ("the Government agreed", ["the Govern-", None])


def test_years_and_names_keep_their_hyphen() -> None:
    assert joined("in 2015-", "17 and Stow-", "On-The-Wold") == ("in 2015-17 and Stow-On-The-Wold", [None, None, None])


def test_an_address_cut_by_the_lines_end_is_whole() -> None:
    assert joined("write to sam.doe@example", ".org today")[0] == "write to sam.doe@example.org today"


def raised(text: str, x: float) -> Word:
    return Word(text, Box(x, 86, x + 4 * len(text), 93), 7, superscript=True)


def test_a_footnote_mark_is_no_part_of_the_text_but_an_ordinal_is() -> None:
    first = line("children", 60, 100)
    mark = raised("3", first[-1].box.x1 + 0.2)
    second = line("on 27", 120, 100)
    ordinal = raised("th", second[-1].box.x1 + 0.2)
    third = line("June", 180, 100)
    piece = piece_of_rows(rows_of([*first, mark, *second, ordinal, *third], 1), Words(Counter(), False), RULES)
    assert piece.text == "children on 27th June"
    assert piece.parts[0].printed == "children 3 on 27 th June"


def blocks_hold(blocks: tuple[Block, ...]) -> None:
    for block in blocks:
        for part in block.parts:
            assert 0 <= part.start <= part.end <= len(block.text)
            for word in part.words:
                assert part.start <= word.start < word.end <= part.end
                assert " " not in block.text[word.start : word.end]
        covered = [(part.start, part.end) for part in block.parts]
        assert covered == sorted(covered)


WORDS = st.text("abcdefgﬁﬂ-\u00ad,.:1", min_size=1, max_size=9).filter(lambda text: plain(text).strip("-") != "")


@settings(deadline=None)  # how long a case takes depends on what else the machine does
@given(st.lists(st.lists(WORDS, min_size=1, max_size=8), min_size=1, max_size=8))
def test_words_stand_where_their_characters_do(texts: list[list[str]]) -> None:
    document = printed(page(1, lines([" ".join(words) for words in texts], 60, 200)))
    blocks = structure(document, RULES).blocks
    blocks_hold(blocks)
    squeezed = "".join(block.text[w.start : w.end] for block in blocks for part in block.parts for w in part.words)
    assert len(squeezed.replace("-", "")) <= len(plain("".join("".join(words) for words in texts)).replace("-", ""))


@given(st.integers(0, 30), st.integers(0, 40))
def test_a_cut_piece_keeps_its_words_in_place(start: int, length: int) -> None:
    rows = rows_of(lines(["one two three four", "five six seven"], 60, 100), 1)
    piece = piece_of_rows(rows, Words(Counter(), False), RULES)
    part_of = cut(piece, min(start, len(piece.raw)), min(start + length, len(piece.raw)))
    assert part_of.text == piece.text[start : start + length].strip()
    for part in part_of.parts:
        for word in part.words:
            assert part_of.text[word.start : word.end] in piece.text
