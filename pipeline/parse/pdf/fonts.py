"""What a word needs to know of its font, and which character a font's code prints."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pdfminer.encodingdb import name2unicode
from pdfminer.pdffont import PDFSimpleFont, PDFType3Font, PDFUnicodeNotDefined, TrueTypeFont
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import LIT, PSLiteral

from pipeline.parse.pdf.damage import MALFORMED
from pipeline.plain import as_printed, without_controls

UNKNOWN = "\ufffd"  # printed, but the font does not say which character it is

_BOLD = re.compile(r"bold|black|heavy|demi(?!-?light)", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique", re.IGNORECASE)
_FLAG_SYMBOLIC, _FLAG_ITALIC, _FLAG_FORCE_BOLD = 1 << 2, 1 << 6, 1 << 18  # ISO 32000-1, table 123
_SEMIBOLD = 600  # the lowest FontWeight that looks bold
_DEFAULT_DESCENT = -0.21  # that of Helvetica, for fonts that state none

# Codes for which a font may state a blank: the space, the one that does not part, and a few of other widths.
_BLANKS = 8
# Codes for which a font may state the same sign: of letters and figures, several forms.
_ALIKE = 4
_BY_GLYPH = (LIT("Identity-H"), LIT("Identity-V"))  # codes that are the numbers of a font's glyphs

# Where symbol fonts have their pictures (private use area: U+F000 and the code in the font).
_SYMBOLS = {
    **dict.fromkeys((0xF0B7, 0xF0A7, 0xF06C, 0xF06E, 0xF09F, 0xF0D8, 0xF076, 0xF075, 0xF0A8, 0xF071, 0xF0E0, 0xF0BE), "•"),
    **dict.fromkeys((0xF0FC, 0xF0FE), "✓"),
    **dict.fromkeys((0xF0FB, 0xF0FD), "✗"),
    0xF02D: "–",
}
_SYMBOL_FONT = re.compile(r"symbol|dingbat|wingding|webding", re.IGNORECASE)
# Where Adobe's list of names has figures and capitals of other forms: old style, small.
_FORMS = {**{0xF700 + ord(c): c for c in "0123456789"}, **{0xF720 + ord(c): c for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}}
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
    advance = font.char_width(cid)
    if isinstance(text, str) and advance and not _is_seen(text):
        text = UNKNOWN
    return shown(text if isinstance(text, str) else None, cid, face.name), advance


def _is_seen(text: str) -> bool:
    """Tell whether a text is any that can be printed, were it a blank."""
    return all(sign.isspace() or unicodedata.category(sign) not in ("Cs", "Cn", "Cc") for sign in text) and bool(
        as_printed(text) or chr(_SOFT_HYPHEN) in text
    )


def shown(text: str | None, cid: int, font: str) -> str:
    """Return what is seen where a font prints a code for which it states a text, or none.

    Bullets of symbol fonts come as `•`. The soft hyphen comes as `-`: in a PDF it is one that is printed.
    """
    if text is None:
        return "•" if cid == _BULLET_CODE else UNKNOWN
    if len(text) == 1:
        code = ord(text)
        if code in _FORMS:
            return _FORMS[code]
        if code in _FONT_CODES and not _SYMBOL_FONT.search(font):
            return chr(code - 0xF000)
        text = "-" if code == _SOFT_HYPHEN else _SYMBOLS.get(code, text)
        if 0xE000 <= code < 0xF000 or code >= 0xF0000:  # letters that only this font knows
            return UNKNOWN
    return text if text == without_controls(text) else UNKNOWN


def false_names(font: Any) -> frozenset[int]:
    """Return the codes that a font's map names, and that print other letters: what it says is not what is seen.

    Those are blanks, of which it says so of many, but the space; codes of which many are said to be the same sign; and codes that
    are another letter or figure by the names of the font's glyphs, or by the table of letters in the font itself.
    """
    stated = getattr(getattr(font, "unicode_map", None), "cid2unichr", None)
    if not isinstance(stated, dict):
        return frozenset(_unnamed(font))
    blanks = [cid for cid, text in stated.items() if isinstance(text, str) and text.isspace()]
    false = {cid for cid in blanks if cid != _SPACE and font.char_width(cid)} if len(blanks) > _BLANKS else set()
    alike: dict[object, list[int]] = {}
    for cid, text in stated.items():
        if isinstance(text, str) and not text.isspace() and font.char_width(cid):
            alike.setdefault(text, []).append(cid)
    false.update(cid for cids in alike.values() if len(cids) > _ALIKE for cid in cids)
    own = _own_names(font)
    false.update(cid for cid, text in stated.items() if cid in own and _contradict(text, own[cid]))
    return frozenset(false)


def _unnamed(font: Any) -> Iterator[int]:
    """Yield the codes of a font without a map whose glyphs bear names that say nothing, were it the number of another code."""
    encoding = resolve1(getattr(font, "written", {}).get("Encoding")) if isinstance(font, PDFSimpleFont) else None
    differences = resolve1(encoding.get("Differences")) if isinstance(encoding, dict) else None
    code = 0
    for item in differences if isinstance(differences, list) else ():
        if isinstance(item, int):
            code = item
        elif isinstance(item, PSLiteral):
            name = str(item.name)
            try:
                name2unicode(name)
            except KeyError:
                if name != ".notdef" and not re.fullmatch(rf"[A-Za-z]{{1,2}}0*{code}", name):
                    yield code
            code += 1


def _own_names(font: Any) -> Mapping[int, object]:
    """Return which letters codes print by what the font is drawn from; nothing where that does not tell."""
    written = getattr(font, "written", None)
    if not isinstance(written, dict):
        return {}
    if isinstance(font, PDFSimpleFont):
        by_place = resolve1(written.get("Subtype")) is LIT("TrueType") and font.flags & _FLAG_SYMBOLIC
        return {} if by_place or resolve1(written.get("Encoding")) is None else font.cid2unicode
    program, inner = resolve1(font.descriptor.get("FontFile2")), resolve1(written.get("DescendantFonts"))
    inner = resolve1(inner[0]) if isinstance(inner, list) and inner else None
    if not isinstance(program, PDFStream) or not isinstance(inner, dict):
        return {}
    if resolve1(inner.get("CIDToGIDMap")) not in (None, LIT("Identity")) or resolve1(written.get("Encoding")) not in _BY_GLYPH:
        return {}
    try:
        return TrueTypeFont(font.fontname, BytesIO(program.get_data())).create_unicode_map().cid2unichr
    except (TrueTypeFont.CMapNotFound, *MALFORMED):
        return {}


def _contradict(one: object, other: object) -> bool:
    """Tell whether two names of a sign are letters or figures that nobody takes for each other."""
    if not isinstance(one, str) or not isinstance(other, str) or not (one.isascii() and other.isascii()):
        return False
    return one.isalnum() and other.isalnum() and one.lower() != other.lower()
