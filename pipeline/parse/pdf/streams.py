"""Unpack a PDF's compressed streams as far as they go, and count those of which something is lost.

pdfminer gives back what it can of a damaged stream and says nothing: the page would pass for whole.
"""

from __future__ import annotations

import zlib

from pdfminer import pdftypes

_PIECE = 65_536
_CHECK_SUM = 4  # bytes at a stream's end (Adler-32)

_broken = 0


def broken_streams() -> int:
    """Return how many streams were found broken in this process so far."""
    return _broken


def unpack_broken(data: bytes) -> bytes:
    """Return what can be unpacked of a stream with which zlib is not content, and count it.

    One that only lacks its check sum is whole: programs that write a length too short are common.
    """
    global _broken
    if not data.strip():  # an empty page, as some programs write it: nothing is lost
        return b""
    found = _unpacked(zlib.decompressobj(), data)
    if found is None:  # no head: pdfminer gives nothing, other programs try without
        found = _unpacked(zlib.decompressobj(-zlib.MAX_WBITS), data) or (b"", False)
    text, is_whole = found
    _broken += not is_whole
    return text


def _unpacked(unpacker: zlib._Decompress, data: bytes) -> tuple[bytes, bool] | None:
    """Return what was unpacked and whether it is all; null where nothing was."""
    made: list[bytes] = []
    for start in range(0, len(data), _PIECE):
        piece, before = data[start : start + _PIECE], unpacker.copy()
        try:
            made.append(unpacker.decompress(piece))
        except zlib.error:
            made.append(_bytewise(before, piece))
            break
        if unpacker.eof:
            return b"".join(made), True
    text = b"".join(made)
    if not text:
        return None
    return text, _lacks_only_its_sum(data)


def _bytewise(unpacker: zlib._Decompress, piece: bytes) -> bytes:
    made = []
    try:
        for n in range(len(piece)):
            made.append(unpacker.decompress(piece[n : n + 1]))
    except zlib.error:
        pass
    return b"".join(made)


def _lacks_only_its_sum(data: bytes) -> bool:
    raw = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for start in range(2, len(data), _PIECE):
            raw.decompress(data[start : start + _PIECE])
            if raw.eof:
                return len(raw.unused_data) < _CHECK_SUM and start + _PIECE >= len(data)
    except zlib.error:
        return False
    return False


def count_broken_streams() -> None:
    """Have pdfminer unpack damaged streams so: it has no option for it."""
    pdftypes.decompress_corrupted = unpack_broken
