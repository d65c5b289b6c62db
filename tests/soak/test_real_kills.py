"""A short version of the long run of kills of real loads."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.soak.real_kills import soak


@pytest.mark.skipif(sys.platform != "linux", reason="NOT RUN: reading processes are found in /proc")
def test_readers_and_loads_killed_at_random_moments_lose_nothing(tmp_path: Path) -> None:
    done = soak(2, seed=11, folder=tmp_path, files=6, ways=("reader", "all"))
    assert done["reader"] == done["all"] == 1
