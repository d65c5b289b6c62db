"""Load an English pipeline once and parse sentences with it, in batches."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.english.labels import universal
from pipeline.english.trees import Token, Tree
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

SHIPPED = Path(__file__).parent / "model"
"""The folder of the model that travels with the package."""

BATCH = 64
"""Sentences parsed at a time: twice as fast as one by one, and as fast as any larger number."""

PLAIN = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\N{NON-BREAKING HYPHEN}": "-", "•": "-"})
"""Printed signs that the treebank's texts seldom have, each with the one they have; one for one, so that places stay."""

QUOTES = frozenset({"'", '"', "''"})
"""Marks that set off a name in a sentence; with them the model takes the name for a clause ("a model called 'Next' has ...")."""

PREFIXES = frozenset(
    {"re", "co", "pre", "de", "un", "on", "over", "under", "sub", "e", "inter", "non", "semi", "ex", "anti", "vice", "mid"}
)
"""Syllables that make one word with what follows their hyphen; the treebank cuts compounds ("decision - making"), not these."""
NOT_ASKED = ("morphologizer", "ner")
"""Components whose answers nothing reads: a tenth of the time and more."""

WRITTEN_OUT = {"'ve": "have", "'ll": "will", "'re": "are", "n't": "not", "'m": "am"}
"""Contractions in full: the treebank has them as one word with the pronoun."""


class Reader:
    """An English pipeline; `name` says which, with its version."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._universal = "nsubj:pass" in nlp.pipe_labels["parser"]
        self.name = f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"

    def read(self, sentences: Iterable[str]) -> list[Tree]:
        """Return the trees of sentences, each read by itself: the same sentence has the same tree in any company."""
        texts = list(sentences)
        docs = self._nlp.pipe((_one_sentence(self._nlp, text) for text in texts), batch_size=BATCH)
        return [self._tree(text, doc) for text, doc in zip(texts, docs, strict=True)]

    def _tree(self, text: str, doc: Doc) -> Tree:
        places = doc.user_data["places"]
        tokens = [
            Token(t.i, start, end, text[start:end], t.lemma_.lower(), t.tag_, "root" if t.head == t else t.dep_, t.head.i)
            for t, (start, end) in zip(doc, places, strict=True)
        ]
        return Tree(text, tuple(tokens if self._universal else universal(tokens)))


@functools.cache
def reader_named(name: str | None = None) -> Reader:
    """Return the shipped pipeline, or the installed one of a name (`en_core_web_sm`, or a folder's path).

    spaCy and the model are loaded here, once a process (0.8 s). Raises `UsageError` where no such
    pipeline is installed, or one that cannot parse English.
    """
    import spacy

    if name is None:
        return Reader(spacy.load(SHIPPED, exclude=NOT_ASKED))
    try:
        nlp = spacy.load(name, exclude=NOT_ASKED)
    except OSError as error:
        raise UsageError(
            f"there is no English pipeline {name}: install it first, or leave --english out: "
            "then the one that travels with this program is used"
        ) from error
    missing = sorted({"tagger", "parser"} - set(nlp.pipe_names))
    if nlp.lang != "en" or missing:
        lacks = f"it has no {' and no '.join(missing)}" if missing else f"its language is {nlp.lang}"
        raise UsageError(f"{name} cannot read the syntax of English sentences: {lacks}")
    return Reader(nlp)


def _one_sentence(nlp: Language, text: str) -> Doc:
    """Make a sentence's document without its quotation marks and asides; `places` are its words' characters in the text."""
    from spacy.tokens import Doc

    made = [token for token in nlp.make_doc(text.translate(PLAIN)) if not token.is_space and token.text not in QUOTES]
    words = list(_whole([(token.text, token.idx) for token in made]))
    inside = set(_asides([word for word, _ in words]))
    kept = [pair for n, pair in enumerate(words) if n not in inside]
    first: list[bool | int | None] = [n == 0 for n in range(len(kept))]  # sentences are cut before, by rules that know our texts
    return Doc(
        nlp.vocab,
        [WRITTEN_OUT.get(word.lower(), word) for word, _ in kept],
        sent_starts=first,
        user_data={"places": [(at, at + len(word)) for word, at in kept]},
    )


def _whole(words: list[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """Yield words with their places, those put together again that a hyphen parts: "re - inspected" is no verb "re".

    So are compounds that end like a participle, "dip-sampled": what stands before the hyphen is no noun of its own.
    """
    n = 0
    while n < len(words):
        word, at = words[n]
        following = words[n + 2][0] if n + 2 < len(words) else ""
        if (
            (word.lower() in PREFIXES or following.endswith("ed"))
            and n + 2 < len(words)
            and words[n + 1] == ("-", at + len(word))
        ):
            last, end = words[n + 2]
            if end == at + len(word) + 1:
                word, n = f"{word}-{last}", n + 2
        yield word, at
        n += 1


def _asides(words: list[str]) -> Iterator[int]:
    """Yield the places of the words between round brackets that close again, brackets included."""
    opened: int | None = None
    for n, word in enumerate(words):
        if word == "(":
            opened = n if opened is None else opened
        elif word == ")" and opened is not None:
            yield from range(opened, n + 1)
            opened = None
