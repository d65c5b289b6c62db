"""What a search and the first page make of reports that say the same, or that were read twice."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.browse.pages import searching
from tests.browse.conftest import Rows, Visit


@pytest.fixture(scope="module")
def twice(northmoor: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    """A report that is read from a PDF and from Word, the same heading in both."""
    copy = Path(shutil.copy(northmoor, tmp_path_factory.mktemp("twice") / "findings.db"))
    with closing(sqlite3.connect(copy)) as db, db:
        columns = [name for _, name, *_ in db.execute("PRAGMA table_info(reports)")]
        word = {"id": "'word'", "is_primary": "0", "media_type": f"'{WORD}'"}
        db.execute(f"INSERT INTO reports SELECT {', '.join(word.get(name, name) for name in columns)} FROM reports")
        columns = [name for _, name, *_ in db.execute("PRAGMA table_info(blocks)")]
        said = [("heading", "Quarrying")] * 2 + [("paragraph", PARAGRAPH)] + [("paragraph", "Beekeeping goes on.")] * 4
        for n, (kind, text) in enumerate(said, 1):
            new = {"id": f"'new-{n}'", "seq": str(9000 + n), "kind": f"'{kind}'", "text": f"'{text}'"}
            chosen = ", ".join(new.get(name, name) for name in columns)
            db.execute(f"INSERT INTO blocks SELECT {chosen} FROM blocks WHERE report_id <> 'word' ORDER BY seq LIMIT 1")
        db.execute("INSERT INTO blocks_fts (blocks_fts) VALUES ('rebuild')")
    with closing(Visit(copy)) as visit:
        yield visit


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PARAGRAPH = "Of the many plans of the county for its roads and rivers one is about quarrying."


def test_a_council_or_a_class_is_searched_whole_and_what_is_not_shown_is_counted(
    twice: Visit, look: Visit, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "_HITS", searching._HITS.replace(f"limit {searching.BEST}", "limit 2"))
    monkeypatch.setattr(searching, "BEST", 2)
    assert "4 passages in 1 report; the best 2 are shown" in twice("/-/search?words=beekeeping&council=").text
    [there] = rows(
        "select count(distinct b.id) as n, count(distinct b.report_id) as reports from actions a "
        "join blocks b on b.id = a.block_id "
        "join reports r on r.id = b.report_id where r.is_primary and ' ' || lower(b.text) || ' ' like '% the %'"
    )
    assert there["n"] > 2
    found = look("/-/search?words=the&kind=actions").text
    assert f"{there['n']} passages in {there['reports']} reports with actions in them; the best 2 are shown" in found


def test_equal_passages_are_one_and_headings_come_last(twice: Visit) -> None:
    found = twice("/-/search?words=quarrying").text
    assert "3 passages" in found
    assert found.index("roads and rivers") < found.index("the same words once elsewhere")
    assert found.count("in full") == 2


@pytest.mark.parametrize(("word", "others"), [("quarrying", "once"), ("beekeeping", "3 times")])
def test_how_often_the_same_words_stand_elsewhere(word: str, others: str, twice: Visit) -> None:
    assert f"and the same words {others} elsewhere" in twice(f"/-/search?words={word}").text


def test_a_page_behind_the_last_says_so_and_a_name_without_passages_too(twice: Visit) -> None:
    assert "There are no more: 3 passages hold these words" in twice("/-/search?words=quarrying&page=99").text
    file = twice("/-/search?words=northmoor.md").text
    assert "northmoor.md report No passage holds these words; what is called so stands above." in file
    assert file.count("northmoor.md report") == 1


def test_of_what_is_called_so_a_council_comes_before_leads_and_files(twice: Visit) -> None:
    named = twice("/-/search?words=northmoor").tree.xpath("//p[@class='named-so']/a/@href")
    assert [link.split("/")[2] for link in named] == ["councils", "reports"]


@pytest.mark.parametrize("words", ["%00", "a%00b", '"', "*", "NEAR(", "a" * 5000])
def test_signs_that_mean_something_elsewhere_are_searched_for(words: str, twice: Visit) -> None:
    assert twice(f"/-/search?words={words}").status == 200


def test_a_report_read_from_two_files_is_one_of_the_last_load(twice: Visit) -> None:
    [new] = re.findall(r"The last load.*", twice("/").text)
    assert new.count("also read from Word") == 1


def test_a_class_is_looked_up_by_passage_not_all_its_findings_for_each_passage(database: Path) -> None:
    with closing(sqlite3.connect(database)) as db:
        plan = [line[3] for line in db.execute(f"EXPLAIN QUERY PLAN {searching._HITS}", ("plan", "", "actions"))]
    assert any("finding_index_by_block_id" in step for step in plan), plan
