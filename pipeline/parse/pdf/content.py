"""Cut a page's content stream into operators and operands.

pdfminer's own parser goes from state to state byte by byte, which is more than half of the time of reading a page. Here one
compiled pattern takes an operator with the numbers before it in a single step. It knows the forms in which programs write content
streams; for anything else it raises `UnfamiliarContent`, and the page is read by pdfminer's parser. Where that departs from
ISO 32000-1 (an odd digit in a hexadecimal string, an escape that is none), so does the pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import LIT, PSLiteral

Operand = float | bytes | PSLiteral | PDFStream | list[float | bytes] | None

_NUMBER = rb"[-+]?(?:\d++\.?+\d*+|\.\d++)"
_IN_STRING = rb"[^()\\]++|\\."
_STRING = rb"\((?:%b|\((?:%b|\((?:%b)*+\))*+\))*+\)" % (_IN_STRING, _IN_STRING, _IN_STRING)  # parentheses in it, three deep
_HEX = rb"<[\s0-9a-fA-F]*+>"
_IN_DICTIONARY = rb"[^<>()]++|%b|%b" % (_STRING, _HEX)
_STEP = re.compile(
    rb"\s*+(?:"
    rb"/\w++\s*+<<[^<>()]*+>>\s*+BDC(?![^\s/])|EMC(?![^\s/])"  # marks round content, a third of the steps, print nothing
    rb"|((?:%(number)b\s*+)*+)([A-Za-z][^#/%%\[\]()<>{}\s]*+|['\"])"  # 1, 2: numbers and their operator
    rb"|(\[(?:[-+.\d\s]++|%(string)b|%(hex)b)*+\])"  # 3: an array of numbers and strings
    rb"|(%(string)b)"  # 4
    rb"|/([^#/%%\[\]()<>{}\s]*+)(?!\#)"  # 5: a name without hexadecimal codes
    rb"|(%(hex)b)"  # 6
    rb"|((?:%(number)b\s*+)++)"  # 7: numbers before an operand of another kind
    rb"|(<<(?:%(inside)b|<<(?:%(inside)b)*+>>)*+>>)"  # 8: a dictionary, with others in it
    rb"|%%[^\r\n]*+|\Z"
    rb"|(.))" % {b"number": _NUMBER, b"string": _STRING, b"hex": _HEX, b"inside": _IN_DICTIONARY},  # 9
    re.DOTALL,
)
_ITEM = re.compile(rb"(%b)|(%b)|(%b)" % (_NUMBER, _STRING, _HEX), re.DOTALL)
_LONE_NUMBER = re.compile(_NUMBER)
_PLAIN_STRING = re.compile(rb"\(([^()]*+)\)([^()]*+)")  # with the numbers behind it
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|\r\n|(.))", re.DOTALL)
_ESCAPED = {b"b": b"\b", b"t": b"\t", b"n": b"\n", b"f": b"\f", b"r": b"\r", b"(": b"(", b")": b")", b"\\": b"\\"}
_SPACE = re.compile(rb"\s+")
# An image in the stream ends at EI before white space, as pdfminer has it; one that is written as text has another end.
_IMAGE = re.compile(rb"\s*+BI\b(?P<keys>[^()<>]*?)\bID\s.*?EI\s", re.DOTALL)
_KEY = re.compile(rb"/(\w+)\s*+([^/\[\s]++|\[[^\]]*+\]|/[^\s/]*+)")
_WRITTEN_AS_TEXT = (b"A85", b"ASCII85")
_NO_OPERATORS = frozenset((b"true", b"false", b"null"))


class UnfamiliarContent(Exception):
    """A content stream has a form that is left to pdfminer's parser."""


def operations(data: bytes, operands: list[Operand]) -> Iterator[bytes]:
    """Yield the operators of a content stream, each after its operands are put into `operands`, from which the caller takes them.

    A dictionary comes as null, because nothing here looks into one; a whole inline image comes as EI. Raises `UnfamiliarContent`.
    """
    push = operands.append
    start: int | None = 0
    while start is not None:
        begun, start = start, None
        for step in _STEP.finditer(data, begun):
            kind = step.lastindex
            if kind == 2:
                numbers, operator = step.group(1, 2)
                if operator == b"BI":
                    image = _read_image(data, step.start())
                    push(image[0])
                    yield b"EI"
                    start = image[1]
                    break
                if operator in _NO_OPERATORS:
                    raise UnfamiliarContent
                if numbers:
                    operands += _numbers(numbers)
                yield operator
            elif kind == 3:
                push(_array(step[3]))
            elif kind == 4:
                push(_string(step[4]))
            elif kind == 5:
                push(_name(step[5]))
            elif kind == 6:
                push(_hexadecimal(step[6]))
            elif kind == 7:
                operands += _numbers(step[7])
            elif kind == 8:
                push(None)
            elif kind == 9:
                raise UnfamiliarContent


def _numbers(written: bytes) -> list[float]:
    try:
        return list(map(float, written.split()))
    except ValueError:  # numbers that only a sign or a point parts: 1-2.5.3
        return list(map(float, _LONE_NUMBER.findall(written)))


def _array(written: bytes) -> list[float | bytes]:
    """Return the items of an array; one of plain strings, each with one number behind it or none, as nearly all are, quickly."""
    start = written.find(b"(")
    if start < 0 or b"\\" in written or b"<" in written:
        return _any_array(written)
    found = _PLAIN_STRING.findall(written, start, len(written) - 1)
    if not len(found) == written.count(b"(") == written.count(b")"):  # parentheses in a string
        return _any_array(written)
    items: list[float | bytes] = [*_numbers(written[1:start])] if start > 1 else []
    push = items.append
    for string, number in found:
        push(string)
        if number:
            try:
                push(float(number))
            except ValueError:  # several
                items += _numbers(number)
    return items


def _any_array(written: bytes) -> list[float | bytes]:
    return [
        float(number) if number else _string(string) if string else _hexadecimal(hexadecimal)
        for number, string, hexadecimal in _ITEM.findall(written)
    ]


def _string(written: bytes) -> bytes:
    return _ESCAPE.sub(_unescaped, written[1:-1]) if b"\\" in written else written[1:-1]


def _unescaped(escape: re.Match[bytes]) -> bytes:
    if escape[1]:
        code = int(escape[1], 8)
        if code > 255:
            raise UnfamiliarContent
        return bytes((code,))
    return _ESCAPED.get(escape[2] or b"", b"")


def _hexadecimal(written: bytes) -> bytes:
    digits = _SPACE.sub(b"", written[1:-1])
    if len(digits) % 2:
        digits = digits[:-1] + b"0" + digits[-1:]
    return bytes.fromhex(digits.decode("ascii"))


def _name(written: bytes) -> PSLiteral:
    try:
        return LIT(written.decode("utf-8"))
    except UnicodeDecodeError:
        return LIT(written)


def _read_image(data: bytes, start: int) -> tuple[PDFStream, int]:
    """Return an inline image, of its keys the names alone, and where the stream goes on."""
    image = _IMAGE.match(data, start)
    if image is None or any(name in image["keys"] for name in _WRITTEN_AS_TEXT):
        raise UnfamiliarContent
    return PDFStream({name.decode("latin-1"): True for name, _ in _KEY.findall(image["keys"])}, b""), image.end()
