"""The recipe: a treebank of a few sentences in, a model with its scores out."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.english import reader_named
from pipeline.english.train import main

WORDS = (
    ("1", "The", "the", "DET", "DT", "Definite=Def|PronType=Art", "2", "det"),
    ("2", "board", "board", "NOUN", "NN", "Number=Sing", "3", "nsubj"),
    ("3", "met", "meet", "VERB", "VBD", "Mood=Ind|Tense=Past|VerbForm=Fin", "0", "root"),
    ("4", ".", ".", "PUNCT", ".", "_", "3", "punct"),
)


@pytest.fixture
def treebank(tmp_path: Path) -> Path:
    lines = "\n".join("\t".join((n, form, lemma, pos, tag, features, head, relation, "_", "_")) for n, form, lemma, pos, tag,
                      features, head, relation in WORDS)  # fmt: skip
    folder = tmp_path / "treebank"
    folder.mkdir()
    for part in ("train", "dev"):
        (folder / f"xx-ud-{part}.conllu").write_text(f"{lines}\n\n" * 40)
    with gzip.open(folder / "xx-ud-test.conllu.gz", "wt") as file:
        file.write(f"{lines}\n\n" * 10)
    return folder


def test_one_command_makes_a_model(treebank: Path, tmp_path: Path) -> None:
    output = tmp_path / "model"
    done = CliRunner().invoke(main, [str(treebank), "--output", str(output), "--steps", "3"])
    assert done.exit_code == 0, done.output
    meta = json.loads((output / "meta.json").read_text())
    assert 0 <= meta["performance_sentences"]["dep_las"] <= 1
    assert meta["sources"][0]["license"] == "CC BY-SA 4.0"
    assert (output / "LICENSE.txt").is_file()
    assert str(tmp_path) not in (output / "config.cfg").read_text()
    assert [token.text for token in reader_named(str(output)).read(["The board met."])[0].tokens] == ["The", "board", "met", "."]


def test_a_treebank_without_a_part(treebank: Path, tmp_path: Path) -> None:
    (treebank / "xx-ud-dev.conllu").unlink()
    done = CliRunner().invoke(main, [str(treebank), "--output", str(tmp_path / "model")])
    assert done.exit_code == 2
    assert "holds no *dev.conllu" in done.output


def test_a_folder_that_is_there_already(treebank: Path) -> None:
    done = CliRunner().invoke(main, [str(treebank), "--output", str(treebank)])
    assert "is there already" in done.output
