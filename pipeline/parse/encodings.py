"""Tell in which code a text is written, by its bytes."""

from __future__ import annotations

import codecs
from collections.abc import Iterable

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_LOOKED_AT = 4096  # bytes; a multiple of four
# Part of the letters of a text in English that are ASCII's, and of the signs of one in EBCDIC that are letters or blanks.
_PLAIN, _EBCDIC = 0.9, 0.9
# Part of a text's letters that may be unknown before it counts as read in part.
_FEW_UNKNOWN = 0.01


def encoding_of(data: bytes) -> str | None:
    """Return the code that a text's first bytes tell, by a byte order mark or the noughts beside its letters; or null."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    start = data[:_LOOKED_AT]
    if b"\0" not in start:
        return None
    for encoding in _WIDE:
        width = 4 if "32" in encoding else 2
        try:
            text = start[: len(start) // width * width].decode(encoding)
        except UnicodeDecodeError:
            continue
        if text and sum(" " <= char <= "~" or char in "\t\r\n\f" for char in text) > _PLAIN * len(text):
            return encoding
    return None


def decode(data: bytes) -> str:
    """Return a text file's text: in the code that its bytes tell, else UTF-8, and Windows-1252 where bytes are none of that."""
    encoding = encoding_of(data)
    if encoding:
        return data.decode(encoding, errors="replace")
    return data.decode("utf-8", errors=_OR_WINDOWS)


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Read a byte that is no UTF-8 as Windows-1252: texts put together from several files are in both."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.start + 1].decode("cp1252", errors="replace"), error.start + 1


_OR_WINDOWS = "journeys.or_windows"
codecs.register_error(_OR_WINDOWS, _as_windows)


def unknown_letters(texts: Iterable[str]) -> tuple[str | None, str | None]:
    """Say how many of a text's letters could not be made out: as a problem where they are not few, else as a note."""
    n_unknown = n_all = 0
    for text in texts:
        n_unknown += text.count("\ufffd")
        n_all += len(text)
    said = f"has letters that could not be made out: {n_unknown}"
    return said if n_unknown > _FEW_UNKNOWN * n_all else None, said if 0 < n_unknown <= _FEW_UNKNOWN * n_all else None


def is_ebcdic(data: bytes) -> bool:
    """Tell whether a text is written in EBCDIC, in which ASCII's letters are other signs."""
    start = data[:_LOOKED_AT]
    text = start.decode("cp037")
    plain = sum(char.isascii() and (char.isalnum() or char in " .,:;-()'\n\x85\r%&/<>=\"!?*#_") for char in text)
    return plain > _EBCDIC * len(text) and sum(map(str.isascii, start.decode("latin-1"))) < len(start) / 2
