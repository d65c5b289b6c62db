"""What the README shows is what the program does: generated parts are current, kept figures are true."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.measuring import evaluated

RESULTS = json.loads((ROOT / "benchmarks" / "results.json").read_text(encoding="utf-8"))


def test_generated_parts_are_current() -> None:
    checked = subprocess.run(
        [sys.executable, "-m", "cogapp", "--check", "README.md"], cwd=ROOT, capture_output=True, text=True, check=False
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
