"""What is kept of compiled expressions gives the very same expressions; without it, or with what is spoilt, nothing is missed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.rules import kept, read_rules

SHIPPED = [
    (rule.expression.source, rule.expression.flags)
    for file in read_rules().files.values()
    for rule in file.rules[::8]
    if rule.expression
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    kept.forget()
    yield tmp_path
    kept.forget()


def test_an_expression_that_was_kept_is_the_one_compiled(folder: Path) -> None:
    kept.keep(SHIPPED)
    kept.forget()
    assert len(list(folder.rglob("expressions-*.bin"))) == 1
    for source, flags in SHIPPED:
        pattern = kept.compiled(source, flags)
        assert pattern == re.compile(source, flags)
        assert pattern.groupindex == re.compile(source, flags).groupindex


@pytest.mark.parametrize(
    "spoil", [lambda path: path.write_bytes(b"no such thing"), lambda path: path.write_bytes(path.read_bytes()[:-9])]
)
def test_a_spoilt_file_is_passed_over_and_made_anew(folder: Path, spoil: object) -> None:
    kept.keep(SHIPPED[:3])
    (path,) = folder.rglob("expressions-*.bin")
    whole = path.read_bytes()
    assert callable(spoil)
    spoil(path)
    kept.forget()
    assert kept.compiled("a(b)", 0).pattern == "a(b)"
    kept.keep(SHIPPED[:3])
    assert path.read_bytes() == whole


def test_a_folder_that_cannot_be_written_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    kept.forget()
    kept.keep(SHIPPED[:3])
    assert kept.compiled(*SHIPPED[0]).pattern == SHIPPED[0][0]
