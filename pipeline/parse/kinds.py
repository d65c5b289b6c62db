"""Tell a file's kind from its bytes, never from its name."""

from __future__ import annotations

import re
import struct
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from pipeline.errors import DocumentError
from pipeline.parse.encodings import encoding_of, is_ebcdic

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HTML = "text/html"
MARKDOWN = "text/markdown"
TEXT = "text/plain"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"II*\x00": "a TIFF image",
    b"MM\x00*": "a TIFF image",
    b"BM": "a bitmap image",
}
_ARCHIVES = {b"\x1f\x8b": "gzip", b"7z\xbc\xaf": "7-Zip", b"Rar!": "RAR", b"BZh": "bzip2", b"\xfd7zXZ": "xz"}
_HTML = re.compile(
    rb"(?:\s|<!--.*?-->|<\?xml[^>]*>)*+<(?:!doctype\s+html|(?:html|head|body|title|meta|h[1-6]|p|div|table|article|main|section)\b)",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(rb"\s*<\?xml[\s?]")
_MAIL_OF_HTML = re.compile(rb"(?:[\w-]+:[^\n]*\n){1,40}\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
MAIL = "this is a saved web archive or an e-mail; save the report itself"
_MARKDOWN = re.compile(r"^(?:#{1,6} \S|\|.*\|\s*\n\|[\s:|-]+\||[-*+] \S)|\*\*\S", re.MULTILINE)
# A PDF begins with its version; where something else was put before it, objects follow, which programs that write of PDFs do not
# have at the start of their lines.
_PDF = re.compile(rb"(?:\xef\xbb\xbf|[\s\x00])*%PDF-")
_LATE_PDF = re.compile(rb"%PDF-\d\.\d[^\n\r\"'\\]{0,20}[\n\r]")
_PDF_OBJECT = re.compile(rb"(?:^|[\n\r])[ \t]*\d+[ \t\r\n]+\d+[ \t\r\n]+obj\b")
_LATE = 8192  # bytes
MOST_TEXT = 5_000_000
"""Bytes of a text: a pack of a thousand pages has three million."""
# What reading a malformed archive raises: zipfile checks few of the values that it finds in a file.
BROKEN_ARCHIVE = (BadZipFile, RuntimeError, EOFError, OSError, zlib.error, struct.error, LookupError, ValueError, OverflowError)
# Part of a text's bytes that may be control characters before it counts as no text.
_CONTROL = 0.01


def tell_kind(data: bytes) -> str:
    """Return the media type of a file that can be read.

    Raises `DocumentError` for any other, which says what the file is and what to do.
    """
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise DocumentError("the file is empty")
    if _PDF.match(data) or _is_late_pdf(data):
        return PDF
    if data.startswith(b"PK\x03\x04"):
        return _tell_zip(data)
    if data.startswith(_OLE):
        raise DocumentError(_tell_ole(data))
    if data.startswith(b"{\\rtf"):
        raise DocumentError("this is a rich text (RTF) file; save it as .docx")
    if re.match(rb"(?:[\w-]+:[^\n]*\n){0,20}?MIME-Version:", data[:4096], re.IGNORECASE):
        raise DocumentError(MAIL)
    if _MAIL_OF_HTML.match(data[:4096]):
        raise DocumentError(MAIL)
    for magic, what in _IMAGES.items():
        if data.startswith(magic) and (magic != b"BM" or data[6:10] == b"\0\0\0\0"):
            raise DocumentError(f"this is {what}, not a document; it has no text to read")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        raise DocumentError("this is a WebP image, not a document; it has no text to read")
    for magic, what in _ARCHIVES.items():
        if data.startswith(magic):
            raise DocumentError(f"this is a {what} archive; unpack it and load what is in it")
    return _tell_text(data)


def _tell_zip(data: bytes) -> str:
    try:
        with ZipFile(BytesIO(data)) as package:
            members = set(package.namelist())
            types = package.read("[Content_Types].xml") if "[Content_Types].xml" in members else b""
            mimetype = package.read("mimetype")[:100] if "mimetype" in members else b""
    except BROKEN_ARCHIVE as error:
        raise DocumentError("the file is a damaged Word file or archive; download it again") from error
    if b"wordprocessingml" in types or "word/document.xml" in members:
        return WORD
    for sign, what in ((b"spreadsheetml", "an Excel workbook"), (b"presentationml", "a PowerPoint presentation")):
        if sign in types:
            raise DocumentError(f"this is {what}; save it as PDF")
    if b"opendocument" in mimetype:
        raise DocumentError("this is an OpenDocument file; save it as .docx or PDF")
    if b"epub" in mimetype:
        raise DocumentError("this is an EPUB book; save it as PDF")
    raise DocumentError("this is a zip archive; unpack it and load what is in it")


def _tell_ole(data: bytes) -> str:
    """Say what an old Office file is, by the names of the streams in it."""
    for stream, what in (
        ("EncryptedPackage", "the Office file needs a password to open; ask for a copy without one"),
        ("WordDocument", "this is a Word 97 file (.doc); save it as .docx"),
        ("Workbook", "this is an old Excel workbook (.xls); save it as PDF"),
        ("PowerPoint Document", "this is an old PowerPoint presentation (.ppt); save it as PDF"),
        ("__properties_version1.0", "this is an Outlook message (.msg); save the attached report"),
    ):
        if stream.encode("utf-16-le") in data:
            return what
    return "this is an old Office file; save it as .docx or PDF"


def _tell_xml(start: bytes) -> str:
    """Say what an XML file is that is no web page: its words cannot be told from its workings."""
    if b'progid="Word.Document"' in start or b"<pkg:package" in start or b"<w:wordDocument" in start:
        return "a Word file saved as XML; save it as .docx"
    return "an XML file, not a document; save the report as PDF, .docx or a web page"


def _is_late_pdf(data: bytes) -> bool:
    late = _LATE_PDF.search(data, 0, _LATE)
    return late is not None and _PDF_OBJECT.search(data, late.end() - 1) is not None


def _tell_text(data: bytes) -> str:
    encoding = encoding_of(data)
    start = data[:8192].decode(encoding, errors="replace").encode("utf-8", errors="replace") if encoding else data[:8192]
    if len(data) > MOST_TEXT:
        raise DocumentError(
            f"the text is over {MOST_TEXT // 1_000_000} megabytes, more than any report; take the report out of it, or part it"
        )
    if _HTML.match(start):
        return HTML
    if _XML.match(start):
        raise DocumentError(f"this is {_tell_xml(start)}")
    control = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in start)
    if not encoding and is_ebcdic(data):
        raise DocumentError("this is a text in EBCDIC, the code of mainframes; save it as UTF-8")
    if control > _CONTROL * len(start):
        raise DocumentError("this is a binary file of an unknown kind, not a document")
    return MARKDOWN if _MARKDOWN.search(start.decode("utf-8", errors="replace")) else TEXT
