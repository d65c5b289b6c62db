"""Train the English model anew from a treebank: `python -m pipeline.english.train TREEBANK_DIR --output DIR`.

TREEBANK_DIR holds the three parts of the Universal Dependencies English Web Treebank as `*train.conllu`,
`*dev.conllu`, `*test.conllu`, each perhaps with `.gz`. The settings are those of the shipped model's own
`config.cfg`. Words that the treebank parts ("do" + "n't") are merged as spaCy's tokens are. 10,000 steps take
some 40 minutes on one core. What comes out holds its scores on the test part in `meta.json`: of whole texts, as
spaCy counts, and of single sentences, as this project parses them.
"""

from __future__ import annotations

import gzip
import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.english.reader import SHIPPED
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from spacy.language import Language

PARTS = ("train", "dev", "test")
SENTENCES_IN_A_TEXT = 10
SCORES = ("tag_acc", "pos_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f")
ABOUT = {
    "name": "council_syntax",
    "version": "1.0.0",
    "description": "Tags, features, lemmas, dependencies of English, from the Universal Dependencies English Web Treebank v2.15",
    "author": "Council Journeys",
    "license": "CC BY-SA 4.0",
    "spacy_version": ">=3.8.0,<3.9.0",
    "sources": [
        {
            "name": "Universal Dependencies English Web Treebank v2.15",
            "url": "https://github.com/UniversalDependencies/UD_English-EWT",
            "license": "CC BY-SA 4.0",
            "author": "Natalia Silveira, Timothy Dozat, Christopher Manning, Sebastian Schuster, Ethan Chi, John Bauer, "
            "Miriam Connor, Marie-Catherine de Marneffe, Nathan Schneider, Sam Bowman, Hanzhi Zhu, Daniel Galbraith",
        }
    ],
}
"""What the model says of itself, beside its scores."""


def train(treebank: Path, output: Path, *, settings: Mapping[str, Any] | None = None) -> None:
    """Train on a treebank's train part, choose by its dev part, score on its test part, and write the model to a new folder.

    `settings` change the configuration (`{"training.max_steps": 100}`). Raises `UsageError` where a part of the
    treebank is missing or the output is there already.
    """
    from spacy.cli.train import train as spacy_train

    if output.exists():
        raise UsageError(f"{output} is there already; name a new folder, or remove it")
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        for part in PARTS:
            _convert(_part(treebank, part), work / f"{part}.spacy")
        paths = {f"paths.{part}": str(work / f"{part}.spacy") for part in ("train", "dev")}
        spacy_train(SHIPPED / "config.cfg", work / "trained", overrides={**(settings or {}), **paths})
        finish(work / "trained" / "model-best", work / "test.spacy", output)


def finish(model: Path, test: Path, output: Path) -> None:
    """Write a trained model to its folder: with its scores on a converted test part, its licence, and no path of this machine."""
    import spacy

    scored = spacy.load(model)  # another copy than the one written: scoring adds the test part's words to its vocabulary
    scores = {
        "performance": _scores(scored, test, sentences=False),
        "performance_sentences": _scores(scored, test, sentences=True),
    }
    nlp = spacy.load(model)
    nlp.config["paths"].update({"train": None, "dev": None})
    nlp.to_disk(output)
    meta = json.loads((output / "meta.json").read_text(encoding="utf-8")) | ABOUT | scores
    (output / "meta.json").write_text(json.dumps(meta, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    shutil.copyfile(SHIPPED / "LICENSE.txt", output / "LICENSE.txt")


def _part(treebank: Path, part: str) -> Path:
    found = sorted([*treebank.glob(f"*{part}.conllu"), *treebank.glob(f"*{part}.conllu.gz")])
    if not found:
        raise UsageError(f"{treebank} holds no *{part}.conllu; a treebank has the parts {', '.join(PARTS)}")
    return found[0]


def _convert(source: Path, target: Path) -> None:
    from spacy.tokens import DocBin
    from spacy.training.converters.conllu_to_docs import conllu_to_docs

    opened = gzip.open if source.suffix == ".gz" else open
    with opened(source, "rt", encoding="utf-8") as file:
        docs = conllu_to_docs(file.read(), n_sents=SENTENCES_IN_A_TEXT, merge_subtokens=True, no_print=True)  # type: ignore[no-untyped-call]
        DocBin(docs=docs, store_user_data=True).to_disk(target)


def _scores(nlp: Language, test: Path, *, sentences: bool) -> dict[str, float]:
    """Score on a test part, from 0 to 1: on texts that the model cuts into sentences and words itself, or on given sentences."""
    from spacy.training import Corpus

    examples = list(Corpus(test, gold_preproc=sentences)(nlp))
    if sentences:
        for example in examples:
            for token in example.predicted[1:]:
                token.is_sent_start = False
    scores = nlp.evaluate(examples)
    subjects = {f"dep_{name}_f": scores["dep_las_per_type"].get(name, {}).get("f", 0.0) for name in ("nsubj", "nsubj:pass")}
    return {name: round(float(value), 4) for name, value in {**{n: scores[n] for n in SCORES}, **subjects}.items()}


@click.command()
@click.argument("treebank", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--output", required=True, type=click.Path(path_type=Path), help="The folder to write the model to.")
@click.option("--steps", type=click.IntRange(min=1), help="Steps of training. [default: 10000]")
def main(treebank: Path, output: Path, steps: int | None) -> None:
    """Train the English model on the TREEBANK folder (train, dev and test part as .conllu or .conllu.gz).

    \b
    Example: python -m pipeline.english.train UD_English-EWT --output english-model
    """
    try:
        train(treebank, output, settings={"training.max_steps": steps} if steps else None)
    except UsageError as error:
        raise click.UsageError(str(error)) from error


if __name__ == "__main__":
    main()
