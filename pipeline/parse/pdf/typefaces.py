"""The strings that a PDF prints, decoded once for each font: words and their parts come again and again."""

from __future__ import annotations

from typing import Any

from pdfminer.pdffont import PDFType3Font

from pipeline.parse.pdf.fonts import UNKNOWN, Face, false_names, read_face, read_letter

Stretch = tuple[tuple[str, ...], tuple[float, ...], bool, bool]
"""Letters that follow each other and how far each advances; whether it is a blank, and whether word spacing is added.

A blank stands alone, and so does a code that prints nothing, which has no text.
"""

_MOST = 4000
"""Strings kept of a font in one size: long ones hardly ever come twice."""
_MOST_SIZES = 30
"""Sizes kept of a font: more come where lines are stretched one by one."""


class Typeface:
    """A pdfminer font with what of it was read so far."""

    def __init__(self, font: Any) -> None:
        self.face = read_face(font)
        self.vertical: bool = font.is_vertical()
        self.multibyte: bool = font.is_multibyte()
        self.prints_words: bool = getattr(font, "prints_words", False)  # its letters are drawn with those of other fonts
        self.drawn = isinstance(font, PDFType3Font)  # its letters may stand in it however they like
        self._letters = _Letters(font, self.face)
        self._sizes: dict[tuple[float, bool], Strings] = {}

    def strings(self, unit: float, *, spelt: bool) -> Strings:
        """Return the strings of the font as printed where an em is `unit` long.

        Each comes in stretches as long as can be, in which the same letter never stands twice; letter by letter if `spelt`.
        """
        known = self._sizes.get((unit, spelt))
        if known is None:
            if len(self._sizes) > _MOST_SIZES:
                self._sizes.clear()
            known = self._sizes[unit, spelt] = Strings(self._letters, unit, spelt)
        return known


class _Letters:
    """The letters of a font, apart from its typeface and strings, so that no circle of the three keeps a file's in memory."""

    def __init__(self, font: Any, face: Face) -> None:
        self._font, self._face = font, face
        self._false_names = false_names(font)
        self._known: dict[int, Stretch] = {}

    def spell(self, string: bytes) -> list[Stretch]:
        """Return a string letter by letter, advances in em."""
        return [self._known.get(cid) or self._letter(cid) for cid in self._font.decode(string)]

    def _letter(self, cid: int) -> Stretch:
        text, advance = read_letter(self._font, self._face, cid)
        if cid in self._false_names:
            text = UNKNOWN
        blank = text.isspace()
        letter = self._known[cid] = (text,) if text and not blank else (), (advance,), blank, cid == 32
        return letter


class Strings(dict[bytes, tuple[Stretch, ...]]):
    """Strings of one font and size; one that is looked up for the first time is decoded.

    A dictionary, as its look-up costs a tenth of a call's: a page holds a thousand strings.
    """

    def __init__(self, letters: _Letters, unit: float, spelt: bool) -> None:
        super().__init__()
        self._letters, self._unit, self._spelt = letters, unit, spelt

    def __missing__(self, string: bytes) -> tuple[Stretch, ...]:
        if len(self) > _MOST:
            self.clear()
        letters = self._letters.spell(string)
        unit = self._unit
        scaled = [
            (texts, tuple([advance * unit for advance in advances]), blank, is_space)
            for texts, advances, blank, is_space in (letters if self._spelt else _joined(letters))
        ]
        known = self[string] = tuple(scaled)
        return known


class Typefaces:
    """The fonts of one file."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Any, Typeface]] = {}  # with the font, so that its id() stays its own

    def of(self, font: Any) -> Typeface:
        known = self._known.get(id(font))
        if known is None:
            known = self._known[id(font)] = font, Typeface(font)
        return known[1]


def _joined(spelt: list[Stretch]) -> list[Stretch]:
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
