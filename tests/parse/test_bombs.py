"""Documents that take all time or memory where they are let: each is read, or given up in words, within its limits."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import DocumentError
from pipeline.limits import MEMORY_IS_LIMITED, Limits
from pipeline.load.workers.pool import run_tasks
from pipeline.parse import parse
from tests.parse.bombs import BOMBS, docx_of
from tests.parse.parse_samples import p

LIMITS = Limits(seconds=300, memory=400)  # none takes ten seconds where nothing else is done


def outcome(path: Path) -> str:
    """Parse a file; what becomes of it in a word or two."""
    try:
        document = parse(path)
    except DocumentError as error:
        return f"refused: {error}"
    return f"partial: {document.problem}" if document.problem else "read"


@pytest.mark.skipif(not MEMORY_IS_LIMITED, reason="NOT RUN: this system knows no limit of memory")
def test_every_bomb_is_read_or_given_up_in_words(tmp_path: Path) -> None:
    for name, make in BOMBS.items():
        (tmp_path / name).write_bytes(make())
    found = {path.name: str(result) for path, result in run_tasks(sorted(tmp_path.iterdir()), outcome, workers=2, limits=LIMITS)}
    assert set(found) == set(BOMBS)
    unfolding = [name for name, said in found.items() if "over 400 megabytes of memory (--memory-limit)" in said]
    assert set(unfolding) >= {"operators-that-unfold.pdf", "part-that-unfolds.docx"}
    others = {name: said for name, said in found.items() if name not in unfolding}
    assert {name: said for name, said in others.items() if not said.startswith(("read", "refused: ", "partial: "))} == {}
    for name in ("forms-that-double.pdf", "states-without-end.pdf"):
        assert "has more letters and lines on it than a page can show" in found[name]
    for name in ("depth.html", "tables-in-tables.html", "lists-in-lists.html"):
        assert "over 200 parts inside one another" in found[name]
    assert found["huge-page.pdf"] == "read"


@pytest.mark.parametrize("part", ["document", "footnotes"])
def test_a_word_file_cannot_read_other_files(part: str, tmp_path: Path) -> None:
    """Neither in the part that must be sound nor in one that is mended where it is not."""
    (tmp_path / "secret.txt").write_text("custodian of the keys")
    entity = f"<!DOCTYPE x [<!ENTITY secret SYSTEM '{(tmp_path / 'secret.txt').as_uri()}'>]>"
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>Note &secret; ends</w:t></w:r></w:p></w:footnote>'
    body = p("Plan &secret; of") if part == "document" else p("Plan") + '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    path = tmp_path / "outside.docx"
    path.write_bytes(docx_of(body, entity, part, footnotes=note))
    try:
        said = "".join(str(element) for element in parse(path).pages[0].elements)
        assert "Plan" in said
        assert part == "document" or "Note" in said
    except DocumentError as error:
        assert part == "document"
        said = str(error)
    assert "custodian" not in said


def test_ten_thousand_pages_are_read() -> None:
    from pipeline.parse.pdf import pdf_pages
    from tests.parse.parse_samples import make_pdf, show

    data = make_pdf(*(show(50, 700, f"Sheet {n}") for n in range(10_000)))
    last = list(pdf_pages(data, numbers=[1, 10_000]))
    assert [(page.number, page.words[1].text) for page in last] == [(1, "0"), (10_000, "9999")]
