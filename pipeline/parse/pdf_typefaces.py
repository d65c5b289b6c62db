"""The strings that a PDF prints, decoded once for each font: words and their parts come again and again."""

from __future__ import annotations

from typing import Any

from pipeline.parse.pdf_fonts import read_face, read_letter

Stretch = tuple[tuple[str, ...], tuple[float, ...], bool, bool]
"""Letters that follow each other and how far each advances, in em; whether it is a blank, and whether word spacing is added.

A blank stands alone, and so does a code that prints nothing, which has no text.
"""

_MOST = 4000
"""Strings kept of a font: long ones hardly ever come twice."""


class Typeface:
    """A pdfminer font with what of it was read so far."""

    def __init__(self, font: Any) -> None:
        self.face = read_face(font)
        self.vertical: bool = font.is_vertical()
        self.multibyte: bool = font.is_multibyte()
        self._font = font
        self._letters: dict[int, Stretch] = {}
        self._stretches: dict[bytes, tuple[Stretch, ...]] = {}

    def spelt(self, string: bytes) -> tuple[Stretch, ...]:
        """Return a string letter by letter."""
        return tuple([self._letters.get(cid) or self._letter(cid) for cid in self._font.decode(string)])

    def stretches(self, string: bytes) -> tuple[Stretch, ...]:
        """Return a string in stretches as long as can be; the same letter twice never stands in one."""
        known = self._stretches.get(string)
        if known is None:
            if len(self._stretches) > _MOST:
                self._stretches.clear()
            known = self._stretches[string] = tuple(_joined(self.spelt(string)))
        return known

    def _letter(self, cid: int) -> Stretch:
        text, advance = read_letter(self._font, self.face, cid)
        blank = text.isspace()
        letter = self._letters[cid] = (text,) if text and not blank else (), (advance,), blank, cid == 32
        return letter


class Typefaces:
    """The fonts of one file."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Any, Typeface]] = {}  # with the font, so that its id() stays its own

    def of(self, font: Any) -> Typeface:
        known = self._known.get(id(font))
        if known is None:
            known = self._known[id(font)] = font, Typeface(font)
        return known[1]


def _joined(spelt: tuple[Stretch, ...]) -> list[Stretch]:
    joined: list[Stretch] = []
    texts: list[str] = []
    advances: list[float] = []
    for letter in spelt:
        text, advance, _, is_space = letter
        if texts and (not text or is_space or text[0] == texts[-1]):
            joined.append((tuple(texts), tuple(advances), False, False))
            texts, advances = [], []
        if not text or is_space:
            joined.append(letter)
        else:
            texts += text
            advances += advance
    if texts:
        joined.append((tuple(texts), tuple(advances), False, False))
    return joined
