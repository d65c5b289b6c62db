"""Rows of one paragraph -> one piece: lines joined, words that a line's end cut made whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.model import Part, PlacedWord, Word
from pipeline.raised import is_note_mark
from pipeline.rules import Rules
from pipeline.structure.pieces import SOFT_HYPHEN, Look, Piece, plain
from pipeline.structure.rows import Row, touches

HYPHENS = ("-", "\u2010", "\u2011", SOFT_HYPHEN)
# Line ends whose hyphen nothing explains, from which a document is one that hyphenates its words.
FEWEST_CUTS = 2
# Words behind a hyphen that stands for a part given later (`short- and long-term`).
_SUSPENDED = ("and", "or", "to")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a document as they are printed within lines, and whether it hyphenates at their ends."""

    seen: Counter[str]
    hyphenates: bool


def words_of_rows(rows: Iterable[Row], rules: Rules) -> Words:
    """Count a document's words, and judge its line ends by the words that are known whole."""
    seen: Counter[str] = Counter()
    cuts: list[tuple[str, str]] = []
    before: str | None = None
    for row in rows:
        words = row.words
        if before is not None:
            cuts.append((before, words[0].text))
        before = words[-1].text if _ends_cut(words[-1].text) else None
        seen.update(_bare(word.text) for word in words[1:-1])
    unsure = Words(seen, hyphenates=False)
    kept = sum(_is_explained(left, right, unsure, rules) for left, right in cuts)
    return Words(seen, len(cuts) - kept >= max(FEWEST_CUTS, kept))


def _bare(text: str) -> str:
    return plain(text).strip("()[]‘’“”'\".,:;!?").lower()


def _ends_cut(text: str) -> bool:
    return len(text) > 1 and text.endswith(HYPHENS) and text[-2].isalnum()


def piece_of_rows(rows: Sequence[Row], words: Words, rules: Rules, underlined: Collection[int] = ()) -> Piece:
    """Join rows to a piece: a part per row, ligatures as letters, the printed form where it differs.

    `underlined` are the identities of rows that a line is drawn under.
    """
    raw = ""
    parts: list[Part] = []
    for n, row in enumerate(rows):
        if raw:
            raw = _joint(raw, rows[n - 1].words[-1], row.words[0], words, rules)
            if parts and len(raw.rstrip("\n")) < parts[-1].end:
                parts[-1] = _shortened(parts[-1], len(raw))
        start = len(raw)
        raw, placed = _add(raw, row, opens=n == 0)
        parts.append(Part(row.page, start, len(raw), row.box, row.text, placed))
    size = max(rows, key=lambda row: len(row.text)).size
    look = Look(
        size=size,
        bold=all(row.bold for row in rows),
        italic=all(row.italic for row in rows),
        x0=rows[0].box.x0,
        underlined=all(id(row) in underlined for row in rows),
    )
    return Piece(raw, tuple(_without_needless(part, raw) for part in parts), rows[0].page, look=look)


def _without_needless(part: Part, raw: str) -> Part:
    """Keep a part's printed form only where it differs from the text."""
    text = raw[part.start : part.end].replace("\t", " ")
    return Part(part.page, part.start, part.end, part.box, None, part.words) if part.printed == text else part


def _shortened(part: Part, end: int) -> Part:
    """Return a part whose last character, a hyphen, is not in the text."""
    words = tuple(replace(word, end=min(word.end, end)) for word in part.words)
    return replace(part, end=end, words=words)


def _joint(raw: str, last: Word, first: Word, words: Words, rules: Rules) -> str:
    """Return the text so far with what comes before the next line: a space, nothing, or without its hyphen."""
    if last.text.endswith(SOFT_HYPHEN):
        return raw  # the hyphen itself is no part of the text
    if not _ends_cut(last.text):
        return raw + ("" if _is_cut_address(last.text, first.text) else "\n")
    if first.text.lower() in _SUSPENDED or not first.text[0].isalnum():
        return raw + "\n"
    if first.text[0].isdigit() or first.text[0].isupper() or last.text[-2].isdigit():
        return raw
    return raw if keeps_hyphen(last.text, first.text, words, rules) else raw[:-1]


def keeps_hyphen(left: str, right: str, words: Words, rules: Rules) -> bool:
    """Say whether the hyphen at a line's end belongs to the word.

    The document's other words decide, then the forms of words; where the document hyphenates, a form
    that is not sure is not enough: what stands behind the hyphen must be a word of the document.
    """
    if not words.hyphenates:
        return _told_by(left, right, words, rules) is not False
    if not _is_explained(left, right, words, rules):
        return False
    hit = rules["structure/hyphens"].first(_bare(left + right))
    sure = hit is not None and bool(hit.sets.get("sure"))
    return sure or words.seen[_bare(right)] > 0 or words.seen[_bare(left + right)] > 0


def _is_explained(left: str, right: str, words: Words, rules: Rules) -> bool:
    """Say whether something speaks for the hyphen being the word's own."""
    told = _told_by(left, right, words, rules)
    if told is not None:
        return told
    return words.seen[_bare(left[:-1])] > 0 and words.seen[_bare(right)] > 0


def _told_by(left: str, right: str, words: Words, rules: Rules) -> bool | None:
    """Return what the word's other places in the document, or its form, say about its hyphen; null for nothing."""
    whole, joined = words.seen[_bare(left + right)], words.seen[_bare(left[:-1] + right)]
    if whole != joined:
        return whole > joined
    hit = rules["structure/hyphens"].first(_bare(left + right))
    return None if hit is None else bool(hit.sets["keeps"])


def _is_cut_address(left: str, right: str) -> bool:
    """Say whether an e-mail or web address was cut by the line's end."""
    in_address = "@" in left or left.lower().startswith(("www.", "http"))
    return (
        in_address and (right.startswith((".", "/", "@")) or left.endswith((".", "/", "@", "-"))) and not right.startswith("...")
    )


def _add(raw: str, row: Row, *, opens: bool) -> tuple[str, tuple[PlacedWord, ...]]:
    """Add a row's words to a text; footnote marks stay out of it.

    Where bold words open the paragraph (`opens`), a tab stands behind them: they may be a label or a number.
    """
    placed: list[PlacedWord] = []
    led = opens and row.words[0].bold
    before: Word | None = None
    for segment in row.segments:
        for n, word in enumerate(segment.words):
            if word.superscript and before is not None and _is_note_mark(before, word):
                continue
            if before is not None and not touches(before, word):
                raw += " " if n and not (led and not word.bold) else "\t"
                led = led and word.bold
            letters = plain(word.text)
            if letters:
                placed.append(PlacedWord(len(raw), len(raw) + len(letters), word.box, word.sure))
            raw += letters
            before = word
    return raw, tuple(placed)


def _is_note_mark(before: Word, word: Word) -> bool:
    near = word.box.x0 - before.box.x1 < 0.3 * before.size
    return near and is_note_mark(before.text, word.text)
