"""The weights beside the rules: what they may not go by."""

from __future__ import annotations

import csv
import io

import pytest

from benchmarks.weighing import fitted, words_of_places
from pipeline.rules import read_rules


@pytest.mark.parametrize("table", ["actions_weights", "events_weights"])
def test_no_weight_goes_by_whose_report_it_is(table: str) -> None:
    rows = list(csv.DictReader(io.StringIO(read_rules().tables[f"extract/{table}"])))
    places = words_of_places()
    assert len(rows) > 100
    assert {"essex", "tyneside", "blackburn"} <= places
    assert [row["trait"] for row in rows if places & set(row["trait"].replace(":", " ").split())] == []


def test_a_place_that_tells_all_is_given_no_weight() -> None:
    samples = [(f"report {n}", {"word: essex": float(n % 2), "word: panel": 1.0}, bool(n % 2)) for n in range(12)]
    assert list(fitted(samples, kept=5)) == ["word: panel"]
