"""Split a block's text into sentences whose offsets are the block's own."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.frozen import made_quickly
from pipeline.rules import RuleFile, Rules

if TYPE_CHECKING:
    from spacy.tokens import Doc

OPENING_QUOTE = re.compile(r"[.?!]\s+([\"'‘“(\[]\s*)\Z")
_WRITTEN_TOGETHER = re.compile(r"\S+")
MARK = 20  # characters in which a stop, white space and a mark have room
JOINT = "n"


@made_quickly
@dataclass(frozen=True, slots=True)
class Sentence:
    """Characters `start` to `end` (end excluded) of a text, without the white space around them."""

    start: int
    end: int
    text: str


@functools.cache
def _tokenizer() -> Callable[[str], Doc]:
    import spacy  # 0.6 s: only where sentences are wanted

    return spacy.blank("en").make_doc


def sentences(text: str, rules: Rules) -> tuple[Sentence, ...]:
    """Return the sentences of a text from left to right; together they hold every printed word.

    spaCy's sentencizer proposes the ends; `rules/extract/sentences.yaml` takes back those after
    abbreviations, initials and titles, and adds those where the space after the full stop is lost.
    """
    return tuple(_trimmed(text, _corrected(text, list(_proposed(text)), rules["extract/sentences"])))


@functools.cache
def _stop() -> re.Pattern[str]:
    """What may end a sentence for the sentencizer, but for the point in a number."""
    from spacy.pipeline import Sentencizer

    return re.compile(rf"[{re.escape(''.join(Sentencizer.default_punct_chars))}](?:(?<!\d\.)|(?!\d))")


@functools.lru_cache(maxsize=4096)  # several classes of findings read the same block
def _proposed(text: str) -> tuple[int, ...]:
    return (*_ends(text), len(text))


def _ends(text: str) -> Iterator[int]:
    """Yield where spaCy's sentencizer has sentences end: behind a stop and the signs that follow, before the first word.

    Only what is written together with a stop is cut into tokens, and what follows until a word comes. White space is a token, and
    no sign, where it is more than a single space.
    """
    stop = _stop().search(text)
    while stop is not None and stop.end() < len(text):
        at = stop.start()
        while at and not text[at - 1].isspace():
            at -= 1
        last, stopped = at, False
        for written in _WRITTEN_TOGETHER.finditer(text, at):
            start, at = written.span()
            if stopped and text[last:start] != " ":
                yield last
                stopped = False
            for end, kind in _tokens(written[0]):
                if stopped and kind == "word":
                    yield last
                    stopped = False
                elif kind == "stop":
                    stopped = True
                last = start + end
            if not stopped:
                break
        stop = _stop().search(text, at)


@functools.lru_cache(maxsize=16_384)  # abbreviations, and the words that end and begin sentences, come again and again
def _tokens(written: str) -> tuple[tuple[int, str], ...]:
    """Return the ends of the tokens of what is written without a space, and whether each is a stop, another sign or a word."""
    from spacy.pipeline import Sentencizer

    stops = Sentencizer.default_punct_chars
    return tuple(
        (token.idx + len(token), "stop" if token.text in stops else "sign" if token.is_punct else "word")
        for token in _tokenizer()(written)
    )


def terms_joined(text: str, rules: Rules) -> str:
    """Write terms of the field that hold a verb as one word, so that none is parsed as a clause: "lookednafter".

    With a letter between its parts the parser takes such a word for a noun, which it knows by its shape and ending.
    """
    for hit in rules["extract/clauses"].that_set("term").find(text):
        text = text[: hit.start] + re.sub("[ -]", JOINT, text[hit.start : hit.end]) + text[hit.end :]
    return text


def _corrected(text: str, ends: list[int], file: RuleFile) -> list[int]:
    hits = list(file.all.find(text))
    ends = [_before_opening_quote(text, end) for end in ends]
    kept = {end for end in ends if not any(h.sets["ends"] is False and h.start < end <= h.end for h in hits)}
    held = {h.end for h in hits if h.sets["ends"] is False}
    added = {h.end for h in hits if h.sets["ends"] is True and h.end not in held}
    return sorted((kept | added | {len(text)}) - {0})


def _before_opening_quote(text: str, end: int) -> int:
    """Give a quotation mark that a space parts from the stop to the sentence that it opens."""
    found = OPENING_QUOTE.search(text, max(0, end - MARK), end)
    return found.start(1) if found else end


def _trimmed(text: str, ends: list[int]) -> list[Sentence]:
    found, start = [], 0
    for end in ends:
        part = text[start:end]
        left = start + len(part) - len(part.lstrip())
        right = start + len(part.rstrip())
        if right > left:
            found.append(Sentence(left, right, text[left:right]))
        start = end
    return found
