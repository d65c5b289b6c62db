"""What is installed: the lock names versions and hashes only, and nothing in it is under the AGPL."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

from tests.conftest import ROOT

LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-cluster.lock")


def pinned(lock: str) -> set[str]:
    return set(re.findall(r"(?m)^([a-z0-9][a-z0-9._-]*)==", (ROOT / lock).read_text(encoding="utf-8")))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_names_versions_and_hashes_only(lock: str) -> None:
    line = re.compile(r"[a-z0-9][a-z0-9._-]*==\S+( ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
    odd = [text for text in (ROOT / lock).read_text(encoding="utf-8").splitlines() if not line.fullmatch(text)]
    assert odd == []


def test_nothing_that_is_installed_with_the_program_is_under_the_agpl() -> None:
    installed = {d.metadata["Name"].lower().replace("_", "-"): d.metadata for d in metadata.distributions()}
    found = {
        name: text
        for name in (pinned("requirements.lock") | pinned("requirements-cluster.lock")) & installed.keys()
        if "AGPL"
        in (text := " ".join(filter(None, [installed[name].get("License"), *(installed[name].get_all("Classifier") or [])])))
        or "Affero" in text
    }
    assert found == {}
    assert len(pinned("requirements.lock") & installed.keys()) > 40


def test_a_wheel_carries_rules_and_database_configuration(tmp_path: Path) -> None:
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "--no-build-isolation",
            "--wheel-dir",
            str(tmp_path),
            str(ROOT),
        ],
        check=True,
    )
    [wheel] = tmp_path.glob("council_journeys-*.whl")
    away = tmp_path / "away"
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(away)
    model = away / "pipeline" / "english" / "model"
    assert sum(path.stat().st_size for path in model.rglob("*")) <= 12_000_000
    assert "ShareAlike 4.0" in (model / "LICENSE.txt").read_text(encoding="utf-8")
    code = (
        "from pipeline.english import reader_named; assert reader_named().read(['It rained.'])[0].tokens[1].tag == 'VBD'; "
        "from pipeline.rules import data_folder, read_rules; from pipeline.browse.settings import read_settings; "
        "print(data_folder('rules').parts[-3:], len(read_rules().files) > 20, len(read_settings().queries) >= 12)"
    )
    printed = subprocess.run([sys.executable, "-c", code], cwd=away, capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "('pipeline', 'data', 'rules') True True"
    # What is installed is a plugin of Datasette: its templates and static files come along.
    code = (
        "import pathlib; from pipeline.load.database import open_database; "
        "c = open_database(pathlib.Path('x.db'), create=True); c.__enter__(); c.__exit__(None, None, None)"
    )
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], cwd=away, check=True)
    for path, start in (
        ("/", "How councils improve"),
        ("/journeys/journeys.css", "/* Our pages"),
        ("/x/actions", "Actions · How councils improve"),
    ):
        got = subprocess.run(
            [sys.executable, "-m", "datasette", "x.db", "--get", path], cwd=away, capture_output=True, text=True, check=True
        )
        assert start in got.stdout, path


def test_stages_do_not_import_one_another() -> None:
    checked = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("tool", [["ruff", "check"], ["ruff", "format", "--check"], ["mypy"]], ids=" ".join)
def test_code_is_typed_linted_and_formatted(tool: list[str]) -> None:
    places = [] if tool == ["mypy"] else ["pipeline", "tests", "corpus", "benchmarks", ".ci"]
    checked = subprocess.run(
        [Path(sys.executable).with_name(tool[0]), *tool[1:], *places], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout
