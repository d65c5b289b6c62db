"""What every test may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real reports and their gold, which lies beside the project where it is at hand."""
    if not (SHARED / "annotation-guide.md").is_file():
        pytest.skip("NOT RUN: the folder 'shared' with real reports and gold is not beside this checkout")
    return SHARED
