"""What a word needs to know of its font, and which character a font's code prints."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pdfminer.pdffont import PDFSimpleFont, PDFType3Font, PDFUnicodeNotDefined

from pipeline.plain import without_controls

UNKNOWN = "\ufffd"  # printed, but the font does not say which character it is

_BOLD = re.compile(r"bold|black|heavy|demi(?!-?light)", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique", re.IGNORECASE)
_FLAG_ITALIC, _FLAG_FORCE_BOLD = 1 << 6, 1 << 18  # ISO 32000-1, table 123
_SEMIBOLD = 600  # the lowest FontWeight that looks bold
_DEFAULT_DESCENT = -0.21  # that of Helvetica, for fonts that state none

# Codes for which a font may state a blank: the space, the one that does not part, and a few of other widths.
_BLANKS = 8

# Where symbol fonts have their pictures (private use area: U+F000 and the code in the font).
_SYMBOLS = {
    **dict.fromkeys((0xF0B7, 0xF0A7, 0xF06C, 0xF06E, 0xF09F, 0xF0D8, 0xF076, 0xF075, 0xF0A8, 0xF071, 0xF0E0, 0xF0BE), "•"),
    **dict.fromkeys((0xF0FC, 0xF0FE), "✓"),
    **dict.fromkeys((0xF0FB, 0xF0FD), "✗"),
    0xF02D: "–",
}
_SYMBOL_FONT = re.compile(r"symbol|dingbat|wingding|webding", re.IGNORECASE)
_FONT_CODES = range(0xF020, 0xF07F)  # letters of fonts that keep ordinary text in the private use area
_SPACE, _SOFT_HYPHEN = 0x20, 0xAD
_BULLET_CODE = 127  # what a bullet comes as in fonts that name none of their characters


@dataclass(frozen=True, slots=True)
class Face:
    """A font's weight and slope; how deep its letters hang below the base line; its em in text units."""

    name: str
    bold: bool
    italic: bool
    descent: float
    em: float = 1.0


def read_face(font: Any) -> Face:
    """Read a pdfminer font's name, flags and metrics."""
    name = font.fontname if isinstance(font.fontname, str) else repr(font.fontname)
    weight = font.descriptor.get("FontWeight", 0)
    heavy = isinstance(weight, int | float) and weight >= _SEMIBOLD
    em, descent = 1.0, font.get_descent() or _DEFAULT_DESCENT
    if isinstance(font, PDFType3Font):
        # A drawn font has no em: the height of its letters' box stands for it.
        height = abs(font.bbox[3] - font.bbox[1]) * abs(font.vscale)
        if height > 0:
            em, descent = height, max(-1.0, min(0.0, font.descent * abs(font.vscale) / height))
    return Face(
        name,
        bold=bool(_BOLD.search(name) or font.flags & _FLAG_FORCE_BOLD or heavy),
        italic=bool(_ITALIC.search(name) or font.flags & _FLAG_ITALIC or font.italic_angle),
        descent=max(-1.0, descent),
        em=em,
    )


def read_letter(font: Any, face: Face, cid: int) -> tuple[str, float]:
    """Return the text that a font's code prints, `UNKNOWN` where the font does not say, and its advance in em."""
    try:
        text = font.to_unichr(cid)
    except PDFUnicodeNotDefined:
        text = None
    if cid == _SOFT_HYPHEN and text == " " and isinstance(font, PDFSimpleFont):  # Windows' hyphen, no blank
        text = chr(_SOFT_HYPHEN)
    return shown(text if isinstance(text, str) else None, cid, face.name), font.char_width(cid)


def shown(text: str | None, cid: int, font: str) -> str:
    """Return what is seen where a font prints a code for which it states a text, or none.

    Bullets of symbol fonts come as `•`. The soft hyphen comes as `-`: in a PDF it is one that is printed.
    """
    if text is None:
        return "•" if cid == _BULLET_CODE else UNKNOWN
    if len(text) == 1:
        code = ord(text)
        if code in _FONT_CODES and not _SYMBOL_FONT.search(font):
            return chr(code - 0xF000)
        text = "-" if code == _SOFT_HYPHEN else _SYMBOLS.get(code, text)
        if 0xE000 <= code < 0xF000 or code >= 0xF0000:  # letters that only this font knows
            return UNKNOWN
    return text if text == without_controls(text) else UNKNOWN


def false_blanks(font: Any) -> frozenset[int]:
    """Return the codes that print letters although the font calls them blanks: all but the space, where it says so of many."""
    stated = getattr(getattr(font, "unicode_map", None), "cid2unichr", None)
    if not isinstance(stated, dict):
        return frozenset()
    blanks = [cid for cid, text in stated.items() if isinstance(text, str) and text.isspace()]
    return frozenset(cid for cid in blanks if cid != _SPACE and font.char_width(cid)) if len(blanks) > _BLANKS else frozenset()
