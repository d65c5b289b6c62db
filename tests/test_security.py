"""SECURITY.md names tests that exist; DEPENDENCIES.md names what the lock file holds."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_every_test_that_the_threat_table_names_exists() -> None:
    table = (ROOT / "SECURITY.md").read_text(encoding="utf-8").split("## Threats")[1]
    rows = [line for line in table.splitlines() if line.startswith("| ") and "---" not in line][1:]
    assert len(rows) > 25
    for row in rows:
        file, name = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", row)[0]
        assert re.search(rf"(?m)^(?:async )?def {name}\(", (ROOT / file).read_text(encoding="utf-8")), row


def locked() -> dict[str, str]:
    return dict(re.findall(r"(?m)^([\w.-]+)==([\w.+!-]+)", (ROOT / "requirements.lock").read_text(encoding="utf-8")))


def test_every_package_is_locked_with_hashes() -> None:
    for name in ("requirements.lock", "requirements-test.lock", "requirements-cluster.lock"):
        entries = re.split(r"(?m)^(?=\S)", (ROOT / name).read_text(encoding="utf-8"))
        assert [entry.split()[0] for entry in entries if entry.strip() and "--hash=sha256:" not in entry] == []


def test_every_dependency_says_why_it_is_here_and_under_which_licence() -> None:
    why, licences = (ROOT / "DEPENDENCIES.md").read_text(encoding="utf-8").split("## Licences")
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = sorted(re.split(r"[<>=\[ ]", one)[0] for one in asked)
    assert sorted(re.findall(r"(?m)^\| ([\w.-]+) \| \w", why)[1:]) == names
    listed = dict(re.findall(r"(?m)^\| ([\w.-]+) \| ([\d][\w.+!-]*) \|", licences))
    assert listed == locked(), "run: make licences"
