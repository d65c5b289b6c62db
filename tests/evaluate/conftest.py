"""A small report with gold by hand, loaded into a database."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.measuring import load_into

REPORT = """Northmoor Metropolitan Borough Council

Report to: Cabinet
Date: 12 June 2019
Title: Improving children's services

1. Recommendations

1.1 Cabinet is recommended to note the progress made since 3 April 2019.

2. Progress

2.1 Visits on time rose to 84% in May 2019. The new front door opened on 1 March 2019.

2.2 Dr. Ann Field was pleased. We have recruited six social workers. Absence fell to 7%.
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database of the small report, `northmoor.txt`."""
    path = tmp_path / "northmoor.txt"
    path.write_text(REPORT)
    return load_into(tmp_path / "findings.db", [path])


@pytest.fixture
def write_gold(tmp_path: Path) -> Callable[..., Path]:
    """Write a gold file for the small report and return its folder."""

    def write(name: str = "northmoor", **units: Any) -> Path:
        folder = tmp_path / "gold"
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.json").write_text(json.dumps({"report": {"committee": "Cabinet"}, **units}))
        return folder

    return write


def percentage(text: str, context: str, value: float, **more: Any) -> dict[str, Any]:
    """A percentage as gold has it: a level without qualifier, unless said otherwise."""
    unit = {"text": text, "context": context, "low": value, "high": value, "qualifier": None, "role": "level", "subject": None}
    return {**unit, "certain": True, **more}
