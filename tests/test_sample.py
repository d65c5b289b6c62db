"""The sample corpus is read as its makers meant it, in each of its forms; what differs is known line by line.

After a change for the better: python -m tests.update_known_differences
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.measuring import differences, evaluated, known_differences

GOLD = ROOT / "corpus" / "gold"
FORMS = (".pdf", ".docx")


@pytest.mark.parametrize("form", FORMS)
def test_differences_from_gold_are_the_known_ones(sample: Path, form: str) -> None:
    assert differences(evaluated(sample, GOLD, form)) == known_differences()[form]


@pytest.mark.parametrize("form", FORMS)
def test_every_class_is_read_well(sample: Path, form: str) -> None:
    total = evaluated(sample, GOLD, form).total
    f1 = {name: count.f1 for name, count in total.items() if count.f1 is not None}
    assert {name: round(value, 3) for name, value in f1.items() if value < 0.97} == {}
    assert set(f1) >= {"report", "people", "recommendations", "actions", "dates", "percentages", "changes", "events"}


@pytest.mark.parametrize("form", FORMS)
def test_evidence_is_true_for_every_unit(sample: Path, form: str) -> None:
    total = evaluated(sample, GOLD, form).total
    assert {name: c.value["evidence", False] for name, c in total.items() if c.value["evidence", False]} == {}


def test_every_file_of_the_sample_is_read_whole(sample: Path) -> None:
    with sqlite3.connect(sample) as db:
        assert db.execute("select source_path, problem from reports where status <> 'ok'").fetchall() == []
