"""A text in small: a sample of its runs of words by which versions of a report are known among thousands."""

from __future__ import annotations

import hashlib
from itertools import islice

from pipeline.load.ids import normalised

RUN = 4
"""Words in a run: shorter ones are shared by reports that have nothing else in common."""

SIZE = 192
"""Digests kept: the share of common words is then right to within .07 in nineteen cases of twenty."""


def sketch(text: str) -> tuple[int, ...]:
    """Return the smallest digests of a text's runs of words, in order; of a short text, of all it has."""
    words = normalised(text)
    runs = {" ".join(words[n : n + RUN]) for n in range(max(0, len(words) - RUN) + bool(words))}
    digests = (int.from_bytes(hashlib.blake2b(run.encode(), digest_size=6).digest(), "big") for run in runs)
    return tuple(islice(sorted(digests), SIZE))
