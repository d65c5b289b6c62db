"""What the README shows is what the program does: generated parts are current, kept figures are true."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from tests.conftest import ROOT
from tests.measuring import evaluated

RESULTS = json.loads((ROOT / "benchmarks" / "results.json").read_text(encoding="utf-8"))


def test_generated_parts_are_current() -> None:
    checked = subprocess.run(
        [sys.executable, "-m", "cogapp", "--check", "README.md", "SCALING.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, f"run: make docs\n{checked.stdout}{checked.stderr}"


@pytest.mark.parametrize(("name", "form"), [("The sample, as PDF", ".pdf"), ("The sample, as Word files", ".docx")])
def test_kept_figures_of_the_sample_are_true(sample: Path, name: str, form: str) -> None:
    total = evaluated(sample, ROOT / "corpus" / "gold", form).total
    kept = {
        kind: (figures["units"], figures["precision"], figures["recall"]) for kind, figures in RESULTS[name]["classes"].items()
    }
    found = {kind: (c.tp + c.fn, c.precision, c.recall) for kind, c in total.items() if c.tp + c.fp + c.fn}
    assert found == kept, "run: make measure"


def test_every_place_that_contributing_names_is_there() -> None:
    named = re.findall(r"`((?:pipeline|rules|db|tests|corpus)/[\w/.]*)`", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert len(named) > 15
    assert [place for place in named if not (ROOT / place).exists()] == []


def blocks(section: str) -> list[tuple[str, str]]:
    """The fenced blocks of a section of the README: (language, text)."""
    text = (ROOT / "README.md").read_text(encoding="utf-8").split(f"\n## {section}\n")[1].split("\n## Commands\n")[0]
    return re.findall(r"(?ms)^```(\w+)\n(.*?)^```$", text)


def test_the_walk_to_a_rule_of_ones_own_does_what_it_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (_, plan), (_, rules), *consoles = blocks("My council writes Custodian, not Lead")
    Path("eastmere.md").write_text(plan, encoding="utf-8")
    Path("my-rules").mkdir()
    Path("my-rules/eastmere.yaml").write_text(rules, encoding="utf-8")
    assert CliRunner().invoke(cli, ["load", "eastmere.md", "--db", "mine.db", "--quiet"]).exit_code == 0
    shown, printed = "", ""
    for _, console in consoles:
        shown += console
        for command in re.findall(r"(?m)^\$ \.venv/bin/journeys (.+)$", console):
            result = CliRunner().invoke(cli, command.split())
            assert result.exit_code == 0, result.output
            printed += f"$ .venv/bin/journeys {command}\n{result.stdout}"
    counted = r"\d+ rules, \d+ examples"  # grows with every rule
    assert re.sub(counted, "", printed) == re.sub(counted, "", shown)
    assert len(consoles) == 3
