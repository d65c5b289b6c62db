"""The kind of a file is told from its bytes."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from pipeline.errors import DocumentError
from pipeline.parse import parse
from pipeline.parse.kinds import HTML, MARKDOWN, PDF, TEXT, WORD, tell_kind
from tests.parse.parse_samples import make_docx, make_pdf, p


def zipped(**members: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as package:
        for name, data in members.items():
            package.writestr(name.replace("__", "/"), data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (make_pdf("BT ET"), PDF),
        (b"\r\n\r\n" + make_pdf("BT ET"), PDF),
        (make_docx(p("Report")), WORD),
        (b"<!DOCTYPE html><html><body>Report</body></html>", HTML),
        (b"\xef\xbb\xbf  <!-- saved -->\n<HTML><BODY>Report</BODY></HTML>", HTML),
        (b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"/>', HTML),
        ("<html><body>Report</body></html>".encode("utf-16"), HTML),
        (b"<h2>Recommendations</h2>", HTML),
        (b"# Report\n\ntext", MARKDOWN),
        (b"| Ref | Action |\n|---|---|\n| 1 | Do |", MARKDOWN),
        (b"REPORT TO CABINET\n\n1. Purpose", TEXT),
        ("Report to Cabinet\n".encode("utf-16"), TEXT),
        ("Children\u2019s services \u2013 \u00a34m\n".encode("cp1252"), TEXT),
    ],
)
def test_kinds_that_are_read(data: bytes, kind: str) -> None:
    assert tell_kind(data) == kind


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \r\n\x00\x00", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), r"Word 97 file .*save it as \.docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "needs a password"),
        (b"{\\rtf1 text}", "rich text"),
        (b"From: a@b.example\r\nSubject: x\r\n\r\n<html><p>Report", "an e-mail"),
        (
            b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?><pkg:package>',
            "a Word file saved as XML; save it as .docx",
        ),
        (b'<?xml version="1.0"?>\n<feed><title>News</title></feed>', "an XML file, not a document"),
        (b"\x89PNG\r\n\x1a\n\x00", "PNG image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG image"),
        (zipped(a=b"x"), "zip archive"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.text"), "OpenDocument"),
        (b"PK\x03\x04 cut short", "damaged"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "web archive"),
        (bytes(range(256)) * 20, "binary file"),
    ],
)
def test_kinds_that_are_refused_in_words(data: bytes, says: str) -> None:
    with pytest.raises(DocumentError, match=says):
        tell_kind(data)


def test_the_name_of_a_file_does_not_count(tmp_path: Path) -> None:
    path = tmp_path / "minutes & papers.pdf"
    path.write_text("Report to Cabinet\n\nAll is well.\n", encoding="utf-8")
    document = parse(path)
    assert (document.media_type, document.path) == (TEXT, path.as_posix())


def test_a_file_that_is_not_there_is_a_fault_in_words(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="cannot be opened: No such file"):
        parse(tmp_path / "none.pdf")
