"""Whatever stands in a file: it is read to its end without a fault, and every finding stands where it says."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.flow import read_file
from pipeline.model import MENTIONED

PRINTED = """
the a this Board council Ofsted we they who which it Head of Director and or not only but also has have had been being is was
will to be by with from in on at since until after March 2019 9 May spring 84% 12 ten fewer than were rose fell recruited
approved opened closed issued appointed trained review plan staff social workers children team inspectors visit letter notice
recommends should must can due led under way complete met meets together along said that if when while before , . ; : - ( )
“ ” / 1.1 (a) • £ ½
"""
WORDS = PRINTED.split()
"""Words on which rules fire, and what parts them."""

SENTENCE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=24).map(" ".join)
LINE = st.one_of(
    SENTENCE,
    SENTENCE.map(lambda text: f"{text[:1].upper()}{text[1:]}."),
    st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=40),
    st.just(""),
)
ROW = st.lists(SENTENCE, min_size=2, max_size=4).map("\t".join)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.one_of(LINE, ROW), min_size=1, max_size=12))
def test_any_text_is_read_and_every_span_is_true(tmp_path: Path, lines: list[str]) -> None:
    path = tmp_path / "any.txt"
    path.write_text("Report to Cabinet\n\n" + "\n\n".join(lines), encoding="utf-8", errors="replace")
    for reading in read_file(path).all:
        for name in MENTIONED:
            for mention in getattr(reading.mentions, name):
                evidence = mention.evidence
                assert 0 <= evidence.start < evidence.end <= len(evidence.block.text)
                assert evidence.block in reading.structured.blocks
