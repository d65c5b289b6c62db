"""A copy for which there is no room."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from pipeline.errors import StoreError
from pipeline.load.database import open_database
from pipeline.publish import publish
from tests.measuring import load_into
from tests.northmoor import REPORT


def test_a_full_disk_is_told_of_the_copy_and_not_of_the_sound_database(tmp_path: Path) -> None:
    (tmp_path / "report.md").write_text(REPORT)
    load_into(tmp_path / "sound.db", [tmp_path / "report.md"])
    output = tmp_path / "there" / "copy.db"
    output.parent.mkdir()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with open_database(tmp_path / "sound.db") as connection:
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, before[1]))
        try:
            with pytest.raises(StoreError, match=r"copy\.db cannot be written .*make room"):
                publish(connection, output)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(output.parent.iterdir()) == []
