"""What strangers wrote reaches a terminal as letters: no escape sequence of a file's name or text moves its cursor."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli import cli
from pipeline.parse import parse
from pipeline.plain import one_line, without_controls
from tests.parse.parse_samples import make_docx, make_pdf, p, show

ESCAPE = "\x1b[2J\x1b]0;mine\x07"
TURNS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))  # have what follows read from the other side
FORBIDDEN = [chr(code) for code in (*range(9), *range(14, 28), *range(0x7F, 0xA0), *TURNS) if code != 0x85]


@given(st.text())
def test_no_control_character_is_left(text: str) -> None:
    assert not any(letter in FORBIDDEN for letter in without_controls(text))
    name = one_line(text)
    assert name.isprintable() or not any(letter in FORBIDDEN or letter in "\r\n\t" for letter in name)
    assert len(name) == len(text)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", (f"# Plan {ESCAPE}of the council\n" + "Visits were made in time. " * 40).encode()),
        ("a.html", f"<html><body><h1>Plan {ESCAPE}of&#27;[2J the council</h1>".encode()),
        ("a.docx", make_docx(p("Plan \x9b2J of \u202ethe\u2066 council"))),
        ("a.pdf", make_pdf(show(50, 700, "Plan \\033[2J of the council").replace("\\\\033", "\\033"))),
    ],
)
def test_texts_come_without_escapes(name: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    (page,) = parse(path).pages
    said = " ".join([*(word.text for word in page.words), *(str(element) for element in page.elements)])
    assert "Plan" in said
    assert not any(letter in FORBIDDEN for letter in said)


def test_names_and_problems_are_printed_without_escapes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x").mkdir()
    (tmp_path / f"x/{ESCAPE}.pdf").write_bytes(b"")
    (tmp_path / f"x/{ESCAPE}.doc").write_bytes(b"")
    (tmp_path / "x/manifest.csv").write_text(f"file,council\na{ESCAPE}.pdf,Council {ESCAPE}\n")
    result = CliRunner().invoke(cli, ["load", "x", "--workers", "0"], color=True)
    assert result.exit_code == 1
    assert "\x1b" not in result.output
    assert "\x07" not in result.output
    assert result.output.count("the file is empty") == 1
