"""Parse English sentences: sentences in, trees of words out.

The parser is the project's own, trained on the Universal Dependencies English Web Treebank; it
travels with the package in `model`, under a licence of its own, so nothing has to be downloaded. An
installed spaCy pipeline such as `en_core_web_sm` can be named instead. `train` makes the model anew.
"""

from __future__ import annotations

from pipeline.english.reader import SHIPPED, Reader, reader_named
from pipeline.english.trees import Token, Tree

__all__ = ["SHIPPED", "Reader", "Token", "Tree", "reader_named"]
