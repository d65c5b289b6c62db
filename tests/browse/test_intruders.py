"""Strangers: who reads the pages from outside, and who wrote what stands in a report, a file name, a manifest."""

from __future__ import annotations

import asyncio
import csv
import io
import itertools
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from datasette.database import QueryInterrupted
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import pipeline
from pipeline.browse import make_datasette
from pipeline.browse.guard.csv_cells import REFUSED, HarmlessCsv, guarded
from pipeline.browse.guard.faults import in_words
from pipeline.browse.guard.questions_aside import AT_ONCE, MOST_WAITING, worded_in
from pipeline.browse.guard.security import MOST_POSTED
from pipeline.browse.serve import Config
from pipeline.follow import follow
from pipeline.load.request import Request
from pipeline.load.run import load
from tests.browse.conftest import Visit
from tests.load.readings import council_named, read_lines

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'>{{7*7}}"


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The pages of a database in which title, council, text and file name are a stranger's."""
    folder = tmp_path_factory.mktemp("evil")
    pile = folder / "pile"
    pile.mkdir()
    (pile / "=cmd() & <b>x<b> \x1b[2J.txt").write_text(
        f"Council: {EVIL}\nTitle: =1+1 {EVIL}\nDate: 2019-06-12\n{EVIL} [2019-01-01]\n"
    )
    load(Request((pile,), folder / "evil.db"), read=read_lines, council_named=council_named, follow=follow())
    with closing(Visit(folder / "evil.db")) as visit:
        yield visit


@pytest.mark.parametrize("table", ["reports", "councils", "blocks", "dates", "report_files", "pages"])
def test_what_a_stranger_wrote_is_only_words(table: str, evil: Visit) -> None:
    seen = evil(f"/evil/{table}")
    assert seen.status == 200
    pages = [seen, *(evil(link) for link in seen.links if link.startswith(f"/evil/{table}/"))]
    for page in pages:
        assert not page.tree.xpath("//*[@onerror]"), page.path
        assert [s for s in page.tree.xpath("//script/text()") if "alert" in s] == [], page.path
        assert "{{7*7}}" in page.html or "49" not in page.text, page.path
        assert "\x1b" not in page.html, page.path


@pytest.mark.parametrize("scheme", ["javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "file:///etc/passwd"])
def test_an_address_of_a_manifest_is_a_link_to_the_web_or_none(scheme: str, tmp_path: Path) -> None:
    named = {"a.txt": scheme, "b.txt": "HTTPS://eastmere.example/b?x=1&y=2"}
    for name in named:
        (tmp_path / name).write_text(f"Title: Plan {name}\nDate: 2019-06-12\n[2019-01-01]\n")
    with (tmp_path / "manifest.csv").open("w", newline="") as file:
        csv.writer(file).writerows([("file", "source_url"), *named.items()])
    load(Request((tmp_path,), tmp_path / "x.db"), read=read_lines, council_named=council_named, follow=follow())
    with closing(Visit(tmp_path / "x.db")) as visit:
        listed = visit("/x/reports")
        pages = [listed, *(visit(link) for link in listed.links if link.startswith("/x/reports/"))]
        links = [str(link) for page in pages for link in page.tree.xpath("//a/@href")]
        assert len(pages) >= 3  # the list, and a page for each
        assert [link for link in links if link.startswith(scheme[:5])] == []
        assert named["b.txt"] in links
        assert any(scheme in page.tree.text_content() for page in pages)  # as words


@pytest.mark.parametrize(
    "sql",
    [
        "delete from reports",
        "insert into reviews (key, verdict, reviewer, at) values ('x','accepted','me','now')",
        "update reports set title = 'mine'",
        "drop table reports",
        "attach 'other.db' as other",
        "pragma writable_schema = 1",
        "select load_extension('x')",
        "vacuum into '/tmp/copy.db'",
        "with x as (select 1) delete from reports",
        "select writefile('x', 'y')",
        "select readfile('/etc/passwd')",
    ],
)
def test_sql_can_only_read(sql: str, look: Visit, database: Path) -> None:
    before = database.read_bytes()
    for path in ("/findings", "/findings.json", "/findings.csv"):
        answer = look.raw(path, params={"sql": sql})
        assert answer.status_code >= 400 or answer.text.strip() == REFUSED.decode().strip(), (path, answer.status_code)
    assert database.read_bytes() == before


@pytest.mark.parametrize("huge", ["zeroblob(900000000)", "printf('%.900000000d', 1)", "hex(randomblob(300000000))"])
def test_one_value_that_would_fill_memory_is_refused(look: Visit, huge: str) -> None:
    answer = look.raw("/findings.json", params={"sql": f"select {huge}"})
    assert "too big" in answer.text or answer.json()["rows"] == [[None]]  # printf gives nothing instead


MANY = "with recursive n(x) as (select 1 union all select x + 1 from n limit 400)"


@pytest.mark.parametrize(
    "columns", ["zeroblob(900000) v", "printf('%.*c', 900000, 'x') v, x", ", ".join(f"zeroblob(30000) c{n}" for n in range(60))]
)
@pytest.mark.parametrize("form", [".json", ".json?_shape=arrays", ".json?_shape=objects", ".csv", ""])
def test_an_answer_that_would_fill_memory_is_refused(look: Visit, columns: str, form: str) -> None:
    ending, _, shape = form.partition("?")
    answer = look.raw(f"/findings{ending}?{shape}", params={"sql": f"{MANY} select {columns} from n"})
    assert len(answer.content) < 1_000_000
    assert ("refused this question" if form == ".csv" else "over 25 megabytes") in answer.text


def test_many_small_rows_and_whole_tables_are_given(look: Visit) -> None:
    assert len(look.raw("/findings.json", params={"sql": f"{MANY} select x, zeroblob(60000) from n"}).json()["rows"]) == 400
    table = look.raw("/findings/blocks.csv?_stream=on")
    assert table.status_code == 200
    assert "megabytes" not in table.text


def test_a_question_without_end_is_stopped(look: Visit) -> None:
    endless = "with recursive n(x) as (select 1 union all select x + 1 from n) select max(x) from n"
    answer = look.raw("/findings.json", params={"sql": endless})
    assert answer.status_code == 400
    assert "too long" in answer.text or "interrupted" in answer.text


TERMS = "select count(*) from blocks_fts where blocks_fts match (select group_concat('a*', ' OR ') from n)"
LONG = "printf('%.*c', 9000000, 'a')"


@pytest.fixture(scope="module")
def impatient(database: Path) -> Iterator[Visit]:
    """The pages with a limit of time that a test can wait for."""
    with closing(Visit(database, make_datasette(database, Config(settings={"sql_time_limit_ms": 200})))) as visit:
        yield visit


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/findings.json", {"sql": f"select instr({LONG}, substr({LONG}, 1, 4500000) || 'b')"}),
        ("/findings.json", {"sql": f"select {LONG} like '%' || substr({LONG}, 1, 40000) || 'b'"}),
        ("/findings/actions.json", {"_where": f"instr({LONG}, substr({LONG}, 1, 4500000) || 'b')"}),
        ("/findings.json", {"sql": MANY.replace("400", "90000") + TERMS}),
    ],
)
def test_a_call_without_end_is_stopped_and_others_are_answered(path: str, asked: dict[str, str], impatient: Visit) -> None:
    for _ in range(AT_ONCE + 1):
        assert "stopped after some seconds" in impatient.raw(path, params=asked).text
    assert impatient.raw("/findings.json", params={"sql": "select 1"}).json()["rows"] == [[1]]


@pytest.mark.parametrize("words", ["a " * 101, "a " * 20_000], ids=["some", "thousands"])
def test_a_search_for_more_words_than_a_person_types_is_refused_in_words(words: str, look: Visit) -> None:
    answer = look.raw("/-/search", params={"words": words})
    assert answer.status_code == 400
    assert "A search has 100 words at most" in answer.text
    assert look.raw("/-/search", params={"words": "a " * 100}).status_code == 200


def test_a_page_whose_question_takes_too_long_says_so(impatient: Visit, capfd: pytest.CaptureFixture[str]) -> None:
    async def asked() -> None:
        await impatient.datasette.get_database().execute(
            "with recursive n(x) as (select 1 union all select x + 1 from n) select max(x) from n"
        )

    with pytest.raises(QueryInterrupted) as raised:
        impatient.run(asked())
    fault = in_words(raised.value)
    assert (fault.status, fault.title) == (400, "This takes too long")
    assert capfd.readouterr().err == ""


def test_a_question_of_a_page_that_waits_for_the_processor_is_not_refused(
    impatient: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where fifty people read while a load runs: on the clock it takes five times its limit, most of which others had."""
    ticks = itertools.count()

    def clock() -> float:
        return 0.012 * next(ticks)  # at each look

    async def asked() -> Any:
        counting = "with recursive n(x) as (select 1 union all select x + 1 from n limit 8000) select max(x) from n"
        return await impatient.datasette.get_database().execute(counting)

    hurried = SimpleNamespace(thread_time=time.thread_time, perf_counter=clock, monotonic=clock)
    for module in ("datasette.utils", "pipeline.browse.guard.file"):
        monkeypatch.setattr(f"{module}.time", hurried, raising=False)
    assert impatient.run(asked()).first()[0] == 8000


@pytest.mark.parametrize("cookie", [b"ds_csrftoken=\xff", b"a\xc3=b; ds_actor=x"])
def test_a_cookie_that_cannot_be_read_is_passed_over(cookie: bytes, look: Visit) -> None:
    answer = look.raw("/findings/actions", headers={"cookie": cookie})
    assert answer.status_code == 200
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize("path", ["/-/threads", "/-/threads.json", "/-/messages", "/-/allow-debug"])
def test_the_inside_of_the_server_is_closed(path: str, look: Visit) -> None:
    answer = look.raw(path)
    assert answer.status_code == 404
    assert str(Path(pipeline.__file__).parent) not in answer.text


def test_a_crowd_of_endless_questions_is_refused_and_keeps_nobody_from_the_search(database: Path) -> None:
    endless = {"sql": f"select instr({LONG}, substr({LONG}, 1, 4500000) || 'b')"}
    with closing(Visit(database)) as visit:
        visit.raw("/-/search", params={"words": "visits"})
        n_asked = AT_ONCE + MOST_WAITING["sql"] + 5

        async def crowd() -> tuple[Any, list[Any], float]:
            began, client = asyncio.get_running_loop().time(), visit.datasette.client
            asked = [asyncio.ensure_future(client.get("/findings.json", params=endless)) for _ in range(n_asked)]
            done, waiting = await asyncio.wait(asked, timeout=2)
            searched = await client.get("/-/search", params={"words": "visits"})
            took = asyncio.get_running_loop().time() - began
            for one in waiting:
                one.cancel()
            return searched, [one.result() for one in done], took

        searched, refused, took = visit.run(crowd())
        assert (searched.status_code, took < 5.5) == (200, True)  # those in the queue alone take 38 s
        assert {answer.status_code for answer in refused} == {503}
        assert {answer.headers["retry-after"] for answer in refused} == {"10"}
        assert "Ask again in 10 seconds" in refused[0].text
        assert "content-security-policy" in refused[0].headers


@pytest.mark.parametrize(
    ("path", "asked", "sort"),
    [
        ("/findings", {"sql": "select 1"}, "sql"),
        ("/findings/actions", {"_where": "1", "_search": "x"}, "sql"),
        ("/findings/blocks", {"_search": "a* OR b*", "_searchmode": "raw"}, "sql"),
        ("/findings/blocks", {"_search": "visits"}, "words"),
        ("/findings/blocks", {"_search_title": "visits"}, "words"),
        ("/-/search", {"words": "visits"}, "words"),
        ("/-/search", {"words": "a " * 2000}, "sql"),
        ("/findings/question.json", {"council": "x"}, "words"),
        ("/findings/blocks", {"page": "3"}, None),
    ],
)
def test_what_a_visitor_worded_is_told_from_what_our_pages_ask(path: str, asked: dict[str, str], sort: str | None) -> None:
    assert worded_in(path, list(asked.items()), {"question"}) == sort


@pytest.mark.parametrize("sql", ["select file from pragma_database_list", "select * from PRAGMA_Database_List('main')"])
def test_where_the_database_lies_is_not_told(sql: str, look: Visit, database: Path) -> None:
    answer = look.raw("/findings.json", params={"sql": sql})
    assert answer.status_code == 400
    assert str(database.parent) not in answer.text
    assert look.raw("/findings.json", params={"sql": "select name from pragma_table_info('reports')"}).json()["rows"]


def test_addresses_in_memory_are_not_told(look: Visit) -> None:
    assert look.raw("/findings.json", params={"sql": "select fts3_tokenizer('simple')"}).json()["rows"] == [[None]]


def test_a_form_in_parts_that_is_badly_made_is_refused(look: Visit) -> None:
    for kind in ("multipart/form-data;boundary=x", "multipart/form-data; boundary=x", "multipart/form-data"):
        headers = {"content-type": kind, "cookie": "a=b"}
        answer = look.run(look.datasette.client.post("/findings/actions", content=b"a=b", headers=headers))
        assert answer.status_code == 400


def test_rows_are_limited(look: Visit) -> None:
    many = "with recursive n(x) as (select 1 union all select x + 1 from n limit 20000) select x from n"
    answer = look.raw("/findings.json", params={"sql": many})
    assert len(answer.json()["rows"]) == 5000
    assert answer.json()["truncated"] is True


@pytest.mark.parametrize(
    "path",
    [
        "/journeys/../metadata.yaml",
        "/journeys/..%2fmetadata.yaml",
        "/journeys/%2e%2e/%2e%2e/etc/passwd",
        "/-/static/..%2f..%2fapp.py",
        "/-/static-plugins/x/..%2f..%2fetc/passwd",
        "/findings/pages/..%2f..%2fetc%2fpasswd",
        "/findings/reports/~2Fetc~2Fpasswd",
        "/findings.db",
        "/-/databases/../findings.db",
    ],
)
def test_no_path_of_a_request_reaches_a_file(path: str, look: Visit) -> None:
    seen = look(path)
    assert seen.status in (400, 403, 404), (path, seen.status)
    assert "root:" not in seen.html
    assert "SQLite format" not in seen.html


def test_fifty_readers_at_once_while_a_load_writes(tmp_path: Path) -> None:
    """A short version of the long run: readers in the same process, a load in between."""
    pile, db = tmp_path / "pile", tmp_path / "x.db"
    pile.mkdir()
    for n in range(12):
        (pile / f"{n}.txt").write_text(f"Title: Plan {n}\nDate: 2019-06-12\n[2019-01-{n + 1:02}]\n")
    load(Request((pile / "0.txt",), db), read=read_lines, council_named=council_named, follow=follow())
    with closing(Visit(db)) as visit:

        async def read_while_loading() -> list[int]:
            writing = asyncio.get_running_loop().run_in_executor(
                None, lambda: load(Request((pile,), db), read=read_lines, council_named=council_named, follow=follow())
            )
            asked = [
                visit.datasette.client.get(path)
                for path in ("/x/reports.json", "/x/dates.json", "/x/blocks.json", "/x", "/")
                for _ in range(10)
            ]
            answers = await asyncio.gather(*asked)
            await writing
            return [answer.status_code for answer in answers]

        assert visit.run(read_while_loading()) == [200] * 50
    with closing(sqlite3.connect(db)) as connection:
        assert connection.execute("SELECT count(*) FROM reports").fetchone() == (12,)


@pytest.mark.parametrize("told", [True, False])
def test_a_form_of_any_size_is_refused_before_it_is_read(look: Visit, told: bool) -> None:
    piece, asked = b"x" * 100_000, 0

    async def pieces() -> AsyncIterator[bytes]:
        nonlocal asked
        for _ in range(100):
            asked += 1
            yield piece

    async def post() -> Any:
        headers = {"content-length": str(100 * len(piece))} if told else {}
        return await look.datasette.client.post(
            "/-/review/judge", content=pieces(), headers=headers, cookies={"ds_csrftoken": "x"}
        )

    answer = look.run(post())
    assert (answer.status_code, asked <= MOST_POSTED // len(piece) + 1) == (413, True)
    assert "megabyte" in answer.text


# --------------------------------------------------------------------------- formulas


def test_words_that_begin_a_formula_get_an_apostrophe(evil: Visit) -> None:
    answer = evil.raw("/evil/reports.csv?_stream=on&_labels=on")
    assert answer.status_code == 200, answer.text[:300]
    cells = [cell for row in csv.reader(io.StringIO(answer.text)) for cell in row]
    assert any(cell.startswith("'=1+1 ") for cell in cells)
    assert [cell for cell in cells if cell[:1] in ("=", "+", "@", "\t")] == []


@pytest.mark.parametrize(
    ("field", "guarded_field"),
    [
        ("=1+1", "'=1+1"),
        ('"=1,1"', '"\'=1,1"'),
        ("-5", "-5"),
        ('"-5.25"', '"-5.25"'),
        ("-5 teams", "'-5 teams"),
        ("a=b", "a=b"),
        ('"\n=1+1"', '"\'\n=1+1"'),
        ("\uff1d1", "'\uff1d1"),
        ("\x1b[2J\x9bx\u202e", "[2Jx"),
        ("\x00=1", "'=1"),
    ],
)
def test_a_field_is_guarded_and_a_number_stays(field: str, guarded_field: str) -> None:
    assert guarded(field) == guarded_field


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(st.text('=+-@ab1,"\n\r\té', max_size=6), min_size=2, max_size=3), max_size=4), st.integers(1, 9))
def test_csv_in_any_pieces_keeps_its_cells(look: Visit, rows: list[list[str]], size: int) -> None:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    data, sent = out.getvalue().encode(), []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message.get("body", b""))

    async def pass_on() -> None:
        passed = HarmlessCsv(send)
        await passed({"type": "http.response.start", "headers": [(b"content-type", b"text/csv; charset=utf-8")]})
        for start in range(0, len(data), size):
            await passed({"type": "http.response.body", "body": data[start : start + size], "more_body": True})
        await passed({"type": "http.response.body", "body": b""})

    look.run(pass_on())
    if not data.strip():
        assert b"".join(sent).endswith(REFUSED)
        return
    read = list(csv.reader(io.StringIO(b"".join(sent).decode(), newline="")))
    before = list(csv.reader(io.StringIO(data.decode(), newline="")))
    assert [[cell.removeprefix("'") for cell in row] for row in read] == before
    assert [
        cell for row in read for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") and not cell[1:].isdigit()
    ] == []
