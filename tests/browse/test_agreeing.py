"""What several pages say of the same council, they say alike, and as SQL says."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.browse.conftest import Rows, Visit, page_paths


def test_every_page_gives_a_report_the_same_day(database: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(database, tmp_path / "findings.db"))
    with closing(sqlite3.connect(copy)) as db, db:
        report, council = db.execute("SELECT id, council_id FROM reports WHERE source_path LIKE '%elmshire%'").fetchone()
        db.execute(
            "UPDATE reports SET meeting_date = NULL, published = NULL, inspection_start = '2016-10-03', inspection_end = "
            "'2016-10-14', source_path = 'given/elmshire-2016-12-08.pdf' WHERE id = ?",
            (report,),
        )
        db.execute("DELETE FROM manifest_entries WHERE report_id = ?", (report,))
        [(first, last)] = db.execute(
            "SELECT first_day, last_day FROM council_coverage WHERE council_id = ?", (council,)
        ).fetchall()
    assert (first, last) == ("2016-12-08", "2016-12-08")
    with closing(Visit(copy)) as look:
        for path, line in {
            "/": f"//section[@aria-labelledby='councils']//tr[contains(.//@href, '{council}')]",
            f"/findings/councils/{council}": f"//h2[text()='Reports']/following::tr[contains(.//@href, '{report}')]",
            f"/-/search?words=team&council={council}": "(//ol[@class='hits']/li)[1]",
            "/findings/coverage": f"//tr[contains(.//@href, '{council}')]",
        }.items():
            [found] = look(path).tree.xpath(line)
            assert ("2016-12-08" if path != "/findings/coverage" else "2016") in found.text_content(), path


def test_a_file_that_is_no_report_is_not_counted_among_the_reports(look: Visit, rows: Rows) -> None:
    [counted] = rows("select count(*) as n from reports where is_primary and status <> 'failed'")
    assert f"{counted['n']} reports" in look("/").text


def test_compare_counts_actions_once_and_names_those_of_whom_nothing_is_drawn(look: Visit, rows: Rows) -> None:
    tree = look(page_paths(rows)["compare"]).tree
    said = {
        item.text.split(":")[0]: " ".join(item.text_content().split())
        for item in tree.xpath("//h2[@id='topics']/following-sibling::ul[@class='basis'][1]/li")
    }
    asked = rows(
        "select c.name, count(*) as n, sum(a.id not in (select finding_id from finding_topics)) as on_none from actions a "
        "join reports r on r.id = report_id and is_primary join councils c on c.id = council_id group by 1"
    )
    assert len(asked) > 1
    for council in asked:
        [words] = [text for name, text in said.items() if council["name"].startswith(name)]
        assert f": {council['n']} action" in words
        assert (f"{council['on_none']} of them on no topic" in words) == bool(council["on_none"])
    drawn = {label.split(",")[0] for label in tree.xpath("//div[@aria-label='How much of the plans is done']//a/@aria-label")}
    [key] = tree.xpath("//h2[@id='plans']/following-sibling::ul[@class='legend'][1]")
    assert {" ".join(item.text_content().split()[1:]) for item in key} == drawn
    for council in set(said) - drawn:
        assert council in tree.xpath("string(//h2[@id='plans']/following-sibling::p[1])")
