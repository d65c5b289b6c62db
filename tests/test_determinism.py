"""The same files, rules and version give the same rows: whatever the order, processes, language, time zone and hash seed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.load.dumping import dump

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Three of the sample's files, small ones of each kind, and one that cannot be read."""
    reports = ROOT / "corpus" / "reports"
    chosen = [min(reports.glob(f"*{suffix}"), key=lambda path: (path.stat().st_size, path.name)) for suffix in (".pdf", ".docx")]
    folder = tmp_path_factory.mktemp("pile")
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "plan.txt").write_text(
        "Northmoor Council\n\nReport to: Cabinet\nDate: 12 June 2019\n\nVisits rose to 84% in May.\n"
    )
    return [str(path) for path in (*chosen, folder / "empty.pdf", folder / "plan.txt")]


def load(database: Path, files: list[str], *, workers: int, **environment: str) -> None:
    command = [sys.executable, "-m", "pipeline", "load", *files, "--db", str(database), "--workers", str(workers), "--quiet"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 1, done.stderr  # the empty file
    assert "Traceback" not in done.stderr


def test_dumps_are_equal_in_every_surrounding(files: list[str], tmp_path: Path) -> None:
    load(tmp_path / "a.db", files, workers=0, PYTHONHASHSEED="1", TZ="Pacific/Auckland", LC_ALL="C", LANG="C")
    load(
        tmp_path / "b.db",
        files[::-1],
        workers=2,
        PYTHONHASHSEED="4242",
        TZ="America/Los_Angeles",
        LC_ALL="tr_TR.UTF-8",
        LANG="tr_TR.UTF-8",
    )
    assert dump(tmp_path / "a.db") == dump(tmp_path / "b.db")
