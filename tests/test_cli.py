"""The command line as a person meets it: help, exit codes, what is printed."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import click
import pytest

from pipeline.cli import cli
from pipeline.load.verify import verify
from tests.commands import Run

REPORT = """Northmoor Metropolitan Borough Council

Report to: Cabinet
Date: 12 June 2019
Title: Improving children's services

1. Recommendations

1.1 Cabinet is recommended to note the progress made since 3 April 2019.

2. Progress

2.1 Visits on time rose to 84% in May. The new front door opened on 1 March 2019.
"""

HEAVY = (
    "spacy",
    "pdfminer",
    "dateparser",
    "docx",
    "datasette",
    "pandas",
    "sqlite_utils",
    "rich",
    "lxml",
    "pydantic",
    "yaml",
)
"""Libraries that no command pays for before it needs them."""

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    folder = tmp_path / "children's reports" / "June 2019"
    folder.mkdir(parents=True)
    path = folder / "cabinet report.txt"
    path.write_text(REPORT)
    return path


def python(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, check=False, timeout=60, cwd=cwd, env=environment
    )


SHOW_LOADED = "import sys; from pipeline.cli import main\ntry: main()\nexcept SystemExit: pass\nprint('LOADED', *sys.modules)"


def heavy(loaded: str) -> set[str]:
    return {name.split(".")[0] for name in loaded.split()} & set(HEAVY)


# --------------------------------------------------------------------------- help


def test_help_loads_no_heavy_library() -> None:
    for command in ([], *([name] for name in cli.commands)):
        loaded = python("-c", SHOW_LOADED, *command, "--help").stdout.split("LOADED ")[1]
        assert heavy(loaded) == set(), f"journeys {' '.join(command)} --help"


def test_help_answers_at_once() -> None:
    """Within 0.4 s of computing, by the best of several: what else the machine does meanwhile is not ours."""
    took = []
    for _ in range(5):
        before = os.times()
        assert python("-m", "pipeline", "--help").returncode == 0
        after = os.times()
        took.append(after.children_user + after.children_system - before.children_user - before.children_system)
    assert min(took) < 0.4


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_says_what_it_does_and_ends_with_an_example(name: str) -> None:
    command = cli.commands[name]
    lines = (command.help or "").strip().splitlines()
    assert lines[-1].strip().startswith(f"Example: journeys {name}")
    assert command.short_help
    for parameter in command.params:
        assert not isinstance(parameter, click.Option) or parameter.help, f"journeys {name} {parameter.name} has no help"


# --------------------------------------------------------------------------- load


def test_load_prints_a_row_for_each_file_and_what_failed(run: Run, report: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").write_bytes(b"")
    result = run("load", report.parent.parent, "empty.pdf", "--workers", "1", "--time-limit", "120")
    assert result.exit_code == 1
    assert max(map(len, result.stdout.splitlines())) <= 80
    row = next(line for line in result.stdout.splitlines() if line.strip().startswith("cabinet report.txt"))
    assert all(part.replace(".", "").isdigit() for part in row.split()[2:])
    assert f"{tmp_path.name}/empty.pdf: the file is empty" in " ".join(result.stdout.split())
    assert "[1/1]" not in result.stdout
    assert "] cabinet report.txt: " in result.stderr
    assert result.stdout.rstrip().endswith("1 file could not be read.\nLook at them with: journeys browse --db findings.db")


def test_a_second_load_says_that_nothing_changed_and_loads_no_library(report: Path, tmp_path: Path) -> None:
    for _ in range(3):  # rules or code that somebody edits meanwhile are a reason to read again
        assert python("-m", "pipeline", "load", str(report), cwd=tmp_path).returncode == 0
        said, loaded = python("-c", SHOW_LOADED, "load", str(report), cwd=tmp_path).stdout.split("LOADED ")
        if "unchanged" in said:
            break
    assert said == "1 report unchanged since the last load.\nLook at them with: journeys browse --db findings.db\n"
    assert heavy(loaded) == set()


def test_a_second_load_tells_again_what_failed_and_what_contradicts(run: Run, report: Path, tmp_path: Path) -> None:
    (report.parent / "manifest.csv").write_text(f"file,meeting_date\n{report.name},2011-01-31\n")
    (report.parent / "empty.pdf").write_bytes(b"")
    (report.parent / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    said = [run("load", report.parent, "--workers", "1") for _ in range(2)]
    assert [result.exit_code for result in said] == [1, 1]
    for words in ("the manifest says", "the file is empty", "gone.txt: "):
        assert all(words in " ".join(result.stdout.split()) for result in said), words
    assert "1 report loaded with" in said[0].stdout
    assert "2 files could not be read" in said[0].stdout
    assert "1 report unchanged since the last load; 2 files could not be read" in " ".join(said[1].stdout.split())
    assert "[3/3]" in said[0].stderr


def test_a_log_in_json_has_a_line_for_each_file(run: Run, report: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").write_bytes(b"")
    result = run("load", report, "empty.pdf", "--log", "json")
    began, *files = map(json.loads, result.stderr.splitlines())
    assert began == {"event": "start", "to_read": 2, "unchanged": 0}
    assert {(file["status"], file["problem"]) for file in files} == {("ok", None), ("failed", "the file is empty")}
    last = files[-1]
    assert (last["event"], last["finished"], last["of"], last["failed"], last["seconds_left"]) == ("file", 2, 2, 1, 0)
    assert last["pages_per_second"] == 0  # texts have no pages
    quiet = run("load", report, "empty.pdf", "--log", "json", "--quiet", "--db", "other.db")
    assert [json.loads(line)["problem"] for line in quiet.stderr.splitlines()] == ["the file is empty"]


def test_quiet_prints_only_failures(run: Run, report: Path, tmp_path: Path) -> None:
    assert run("load", report, "--quiet").output == ""
    (tmp_path / "empty.pdf").write_bytes(b"")
    result = run("load", "empty.pdf", "--quiet")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.endswith("empty.pdf: the file is empty\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["load"], "Missing argument 'PATH...'"),
        (["load", "nowhere.pdf"], "'nowhere.pdf' does not exist"),
        (["load", "report.txt", "--db", "."], ". is a folder"),
        (["load", "report.txt", "--db", "report.txt"], "is not a SQLite database"),
        (["load", "report.txt", "--manifest", "report.txt"], "a manifest needs a column 'file'"),
        (["verify"], "there is no such database; make one with: journeys load PATH... --db findings.db"),
        (["remove", "x"], "there is no such database"),
        (["browse"], "there is no such database"),
        (["browse", "--db", "."], "is a folder; name a file"),
        (["browse", "--db", "report.txt"], "is not a SQLite database"),
        (["browse", "--db", "empty.db"], "is a SQLite database of something else"),
        (["explain", "report.txt", "--kind", "people", "--date", "June"], "'June' does not match the format"),
        (["fetch"], "No such command 'fetch'"),
    ],
)
def test_wrong_usage_is_told_and_gives_2(run: Run, tmp_path: Path, arguments: list[str], says: str) -> None:
    (tmp_path / "report.txt").write_text(REPORT)
    (tmp_path / "empty.db").touch()
    result = run(*arguments)
    assert result.exit_code == 2
    assert says in result.stderr


def test_browse_asks_to_bring_an_older_database_up_to_date(run: Run, report: Path) -> None:
    run("load", report)
    with closing(sqlite3.connect("findings.db")) as connection:
        connection.execute("PRAGMA user_version = 1")
    result = run("browse")
    assert result.exit_code == 2
    assert "made by an older version of this program; run journeys load on it once" in " ".join(result.stderr.split())


def test_a_locked_database_gives_1(run: Run, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("load", report)
    monkeypatch.setattr("pipeline.load.database.BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect("findings.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        result = run("load", report)
    assert result.exit_code == 1
    assert "Error: findings.db: another program has been writing" in result.stderr


def nobody_is_left(group: int) -> bool:
    """Tell whether all processes of a group are gone, within moments of their parent's end."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def test_an_interruption_leaves_the_database_whole(report: Path, tmp_path: Path) -> None:
    for n in range(60):
        (report.parent / f"{n}.txt").write_text(REPORT.replace("84%", f"{n}%") * 4)
    command = [sys.executable, "-m", "pipeline", "load", str(report.parent), "--workers", "2"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    # A suite started in the background ignores Ctrl-C, and its children would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(
        command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, env=environment, start_new_session=True
    ) as load:
        assert load.stderr
        assert load.stderr.readline().startswith("[1/61]")
        os.killpg(load.pid, signal.SIGINT)
        said = load.stderr.read()
        assert load.wait(timeout=60) == 130, said
        assert nobody_is_left(load.pid)
    assert "files are loaded; the same command goes on with the rest." in said
    assert "Traceback" not in said
    verdict = verify(tmp_path / "findings.db")
    assert verdict.problems == ()
    assert 1 <= verdict.reports < 61


# --------------------------------------------------------------------------- explain


def test_explain_shows_blocks_findings_and_rules(run: Run, report: Path) -> None:
    result = run("explain", report)
    assert result.exit_code == 0
    assert "Northmoor Metropolitan Borough Council" in result.stdout
    assert "“84%”" in result.stdout
    assert "rule percent" in result.stdout
    assert not Path("findings.db").exists()


def test_explain_shows_one_class_only(run: Run, report: Path) -> None:
    result = run("explain", report, "--kind", "percentages")
    assert "* percentage" in result.stdout
    assert "* date" not in result.stdout
    assert "Title" not in result.stdout


def test_explain_gives_json_of_a_settled_form(run: Run, report: Path) -> None:
    read = json.loads(run("explain", report, "--format", "json").stdout)
    assert list(read) == [
        "file",
        "sha256",
        "media_type",
        "problem",
        "report",
        "pages",
        "blocks",
        "findings",
        "problems",
        "dates_left_out",
        "papers",
    ]
    assert read["report"]["meeting_date"] == "2019-06-12"
    texts = {block["seq"]: block["text"] for block in read["blocks"]}
    assert read["findings"]
    for finding in read["findings"]:
        assert texts[finding["block"]][finding["char_start"] : finding["char_end"]] == finding["quote"]
    (percentage,) = (finding for finding in read["findings"] if finding["kind"] == "percentages")
    assert (percentage["values"]["low"], percentage["values"]["high"]) == (84.0, 84.0)


def test_explain_takes_a_date_for_a_report_that_states_none(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("Our plan\n\nAll visits will be on time by September.\n")

    def starts(*more: str) -> list[str]:
        read = json.loads(run("explain", "plan.txt", "--kind", "dates", "--format", "json", *more).stdout)
        return [finding["values"]["start"] for finding in read["findings"]]

    assert starts("--date", "2018-06-18") == ["2018-09-01"]
    assert starts("--date", "2021-06-18") == ["2021-09-01"]


def test_explain_says_which_dates_are_left_out_for_want_of_a_year(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("Our plan\n\nAll visits will be on time by September.\n")
    assert "Left out for want of a year: “September”" in run("explain", "plan.txt", "--kind", "dates").stdout
    assert "Left out" not in run("explain", "plan.txt", "--kind", "dates", "--date", "2018-06-18").stdout
    assert json.loads(run("explain", "plan.txt", "--format", "json").stdout)["dates_left_out"] == ["September"]


def test_explain_tells_that_an_english_pipeline_is_not_installed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "figures.txt").write_text("Visits in time: 84%")
    result = run("explain", "figures.txt", "--english", "en_no_such")
    assert result.exit_code == 2
    assert "en_no_such" in result.stderr


def test_explain_says_why_a_file_cannot_be_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").write_bytes(b"")
    result = run("explain", "empty.pdf")
    assert (result.exit_code, result.stderr) == (1, "Error: the file is empty\n")


# --------------------------------------------------------------------------- tables

PLAN = """# Our plan

The plan below was agreed by the board and is reviewed by it each quarter; every action has one person who answers for it.

Ref\tAction\tLead\tBy when
L1\tTrain all managers\tHead of Safeguarding\tJune 2019
L2\tAudit, every month\tDirector\tMarch 2020
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN)
    return path


def test_tables_as_csv_have_a_line_for_each_cell(run: Run, plan: Path) -> None:
    cells = list(csv.DictReader(io.StringIO(run("tables", plan, "--format", "csv").stdout)))
    assert list(cells[0]) == [
        "table",
        "page",
        "row",
        "column",
        "row_span",
        "column_span",
        "header",
        "fill",
        "x0",
        "top",
        "x1",
        "bottom",
        "text",
    ]
    assert [(cell["row"], cell["column"], cell["text"]) for cell in cells if cell["row"] == "2"] == [
        ("2", "0", "L2"),
        ("2", "1", "Audit, every month"),
        ("2", "2", "Director"),
        ("2", "3", "March 2020"),
    ]


def test_tables_as_json_and_text(run: Run, plan: Path) -> None:
    (table,) = json.loads(run("tables", plan, "--format", "json").stdout)
    assert len(table["cells"]) == 12
    assert table["columns"] == [["Ref"], ["Action"], ["Lead"], ["By when"]]
    assert "| L1  | Train all managers | Head of Safeguarding | June 2019  |" in run("tables", plan).stdout


def test_tables_of_a_page_that_is_not_there(run: Run, plan: Path) -> None:
    report = ROOT / "corpus" / "reports" / "wexbridge-2014-11.pdf"
    for path, page, says in (
        (report, "99", "has 3 pages; there is no page 99"),
        (plan, "1", "has no pages (only PDF files have)"),
    ):
        result = run("tables", path, "--page", page)
        assert (result.exit_code, result.stdout) == (2, "")
        assert says in result.stderr


# --------------------------------------------------------------------------- verify, remove


def test_verify_and_remove(run: Run, report: Path) -> None:
    run("load", report)
    checked = run("verify")
    assert checked.exit_code == 0
    assert checked.stdout.startswith("1 report, ")
    assert checked.stdout.endswith("all is as it should be.\n")
    with closing(sqlite3.connect("findings.db")) as damaged, damaged:
        damaged.execute("UPDATE reports SET page_count = 9")
    broken = run("verify")
    assert broken.exit_code == 1
    assert "reports: not as many pages as they say" in broken.stdout
    removed = run("remove", "cabinet report.txt")
    assert removed.exit_code == 0
    assert removed.stdout.startswith("Removed: Northmoor Metropolitan Borough Council, 2019-06-12: ")
    assert run("remove", "cabinet report.txt").exit_code == 2
    assert run("verify").exit_code == 0
