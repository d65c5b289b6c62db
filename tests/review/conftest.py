"""A small report, loaded, whose findings are judged."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.load.database import open_database


@pytest.fixture
def database(northmoor: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return Path(shutil.copy(northmoor, tmp_path / "findings.db"))


@pytest.fixture
def db(database: Path) -> Iterator[sqlite3.Connection]:
    with open_database(database) as connection:
        yield connection
