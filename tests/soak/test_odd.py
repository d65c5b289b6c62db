"""A short version of the long run over odd files: `python -m tests.soak.odd`."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import DocumentError
from pipeline.parse import parse
from tests.soak.odd import HARMFUL
from tests.soak.odd_others import others
from tests.soak.odd_pdfs import pdfs

MOST = 20_000
"""Bytes: the larger ones are for the long run."""


@pytest.mark.parametrize("rest", range(4))
def test_odd_files_are_read_or_refused_in_words(rest: int, tmp_path: Path) -> None:
    made = {**pdfs(), **others()}
    outcomes = {"read": 0, "partial": 0, "refused": 0}
    for number, name in enumerate(sorted(made)[rest * 2 :: 8]):
        data = made[name]()
        if len(data) > MOST:
            continue
        path = tmp_path / f"{number}"
        path.write_bytes(data)
        try:
            document = parse(path)
        except DocumentError:
            outcomes["refused"] += 1
        else:
            outcomes["partial" if document.problem else "read"] += 1
            texts = [word.text for page in document.pages for word in page.words]
            assert not any(HARMFUL.search(text) for text in texts), name
    assert min(outcomes.values()) > 0, outcomes
