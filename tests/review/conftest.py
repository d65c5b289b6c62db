"""A small report, loaded, whose findings are judged."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.load.database import open_database
from tests.measuring import load_into

REPORT = """Northmoor Metropolitan Borough Council

Report to: Cabinet
Date: 12 June 2019
Title: Improving children's services
Lead officer: Anna Field

1. Progress

1.1 Visits on time rose to 84% in May 2019. Caseloads fell to 16% above the norm.

1.2 Ms Field wrote to all staff. Questions go to anna.field@northmoor.example please.

| Ref | Action | Lead | By when | Status |
| --- | --- | --- | --- | --- |
| 1 | Train all managers in supervision | Head of Safeguarding | 30 June 2019 | Complete |
| 2 | Recruit ten social workers | Anna Field | 31 July 2019 | In progress |
"""


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the small report, which nobody changes."""
    folder = tmp_path_factory.mktemp("northmoor")
    (folder / "northmoor.md").write_text(REPORT)
    return load_into(folder / "findings.db", [folder / "northmoor.md"])


@pytest.fixture
def database(loaded: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return Path(shutil.copy(loaded, tmp_path / "findings.db"))


@pytest.fixture
def db(database: Path) -> Iterator[sqlite3.Connection]:
    with open_database(database) as connection:
        yield connection
