"""A short version of the long run over spoilt files: `python -m tests.soak.mutants`."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import DocumentError
from pipeline.parse import parse
from tests.soak.mutants import OF_PDF, OF_WORD, mutants

REPORTS = Path(__file__).resolve().parents[2] / "corpus" / "reports"


@pytest.mark.parametrize(("suffix", "ways"), [(".pdf", OF_PDF), (".docx", OF_WORD)])
def test_spoilt_files_are_read_or_refused_in_words(suffix: str, ways: tuple[object, ...], tmp_path: Path) -> None:
    path = min(REPORTS.glob(f"*{suffix}"), key=lambda report: (report.stat().st_size, report.name))
    refused = told = 0
    for name, data in mutants(path, 3 * len(ways), seed=20):
        spoilt = tmp_path / name
        spoilt.write_bytes(data)
        try:
            document = parse(spoilt)
        except DocumentError:
            refused += 1
        else:
            assert [page.number for page in document.pages] == list(range(1, len(document.pages) + 1))
            told += document.problem is not None
    assert refused + told > 0
    assert refused < 3 * len(ways)


def test_the_same_seed_gives_the_same_mutants() -> None:
    path = min(REPORTS.glob("*.docx"))
    assert list(mutants(path, 4, 1)) == list(mutants(path, 4, 1))
    assert [data for _, data in mutants(path, 4, 1)] != [data for _, data in mutants(path, 4, 2)]
