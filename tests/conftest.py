"""What every test may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import Run, invoke
from tests.measuring import load_into
from tests.northmoor import REPORT

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real reports and their gold, which lies beside the project where it is at hand."""
    if not (SHARED / "annotation-guide.md").is_file():
        pytest.skip("NOT RUN: the folder 'shared' with real reports and gold is not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the whole sample corpus, in all its forms."""
    return load_into(tmp_path_factory.mktemp("sample") / "findings.db", [ROOT / "corpus" / "reports"])


@pytest.fixture(scope="session")
def northmoor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the small report, which nobody changes: take a copy."""
    folder = tmp_path_factory.mktemp("northmoor")
    (folder / "northmoor.md").write_text(REPORT)
    return load_into(folder / "findings.db", [folder / "northmoor.md"])


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return invoke
