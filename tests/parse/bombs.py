"""Documents that are small to send and dear to read: streams, entities, depths, spans and counts out of all proportion."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from tests.parse.parse_samples import W, make_docx, make_pdf, p, pdf_of, show, stream

MUCH = 300_000_000
"""Bytes that a bomb unfolds to; the tests allow less memory."""


def squeezed(unit: bytes, size: int = MUCH) -> bytes:
    """Return zlib data that unfolds to `size` bytes, made without holding them."""
    packer, out = zlib.compressobj(9), []
    block = unit * (1_000_000 // len(unit))
    for _ in range(size // len(block)):
        out.append(packer.compress(block))
    return b"".join(out) + packer.flush()


def flate(unit: bytes, size: int = MUCH, dictionary: str = "") -> bytes:
    data = squeezed(unit, size)
    return f"<<{dictionary}/Filter/FlateDecode/Length {len(data)}>>\nstream\n".encode() + data + b"\nendstream"


def one_page(contents: bytes, resources: bytes = b"<<>>", box: bytes = b"[0 0 600 800]", **others: bytes) -> bytes:
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox %s/Resources %s/Contents 4 0 R>>" % (box, resources),
        4: contents,
    }
    return pdf_of({**objects, **{int(name[1:]): body for name, body in others.items()}})


def docx_of(body: str, prologue: str = "", before: str = "document", **parts: str) -> bytes:
    """Return a Word file one part of which begins with a prologue, such as a DTD."""
    plain = make_docx("BODY", **parts)
    out = BytesIO()
    with ZipFile(BytesIO(plain)) as package, ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name in package.namelist():
            part = package.read(name).replace(b"BODY", body.encode())
            made.writestr(name, (prologue.encode() + part) if name == f"word/{before}.xml" else part)
    return out.getvalue()


def docx_with_squeezed_part() -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(make_docx(p("Plan")))) as package, ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name in package.namelist():
            if name != "word/document.xml":
                made.writestr(name, package.read(name))
        with made.open("word/document.xml", "w") as part:
            part.write(f"<w:document {W}><w:body>".encode())
            block = b"<w:p><w:r><w:t>Plan</w:t></w:r></w:p>" * 25_000
            for _ in range(MUCH // len(block)):
                part.write(block)
            part.write(b"</w:body></w:document>")
    return out.getvalue()


HUGE = "/Width 60000/Height 60000"
LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)) + "]>"
OUTSIDE = "<!DOCTYPE x [<!ENTITY secret SYSTEM 'file:///etc/passwd'>]>"


def _table(columns: int, span: int) -> str:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{p("Lead")}</w:tc>'
    return f"<w:tbl><w:tr>{cell * columns}</w:tr><w:tr>{cell * columns}</w:tr></w:tbl>"


BOMBS: dict[str, Callable[[], bytes]] = {
    "operators-that-unfold.pdf": lambda: one_page(flate(b"0 0 m 1 1 l S \n")),
    "zeros-that-unfold.pdf": lambda: one_page(flate(b"\0")),
    "form-that-shows-itself.pdf": lambda: one_page(
        stream("/X Do"),
        b"<</XObject<</X 5 0 R>>>>",
        _5=stream("/X Do /X Do", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>"),
    ),
    "forms-that-double.pdf": lambda: one_page(
        stream("/X Do"),
        b"<</XObject<</X 5 0 R>>>>",
        **{
            f"_{n}": stream("/X Do /X Do", f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {n + 1} 0 R>>>>")
            for n in range(5, 45)
        },
        _45=stream("0 0 m 1 1 l S", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]"),
    ),
    "pages-in-a-circle.pdf": lambda: pdf_of(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 9>>",
        }
    ),
    "one-page-many-times.pdf": lambda: pdf_of(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            **{n: b"<</Type/Pages/Kids[%s]/Count 1>>" % (b"%d 0 R " % (n + 1) * 10) for n in range(2, 9)},
            9: b"<</Type/Page/MediaBox[0 0 9 9]>>",
        }
    ),
    "arrays-in-arrays.pdf": lambda: one_page(stream("[" * 100_000 + "]" * 100_000 + " TJ")),
    "dictionaries-in-dictionaries.pdf": lambda: one_page(stream(""), b"<</A" * 50_000 + b"<<>>" + b">>" * 50_000),
    "states-without-end.pdf": lambda: one_page(flate(b"q \n", 20_000_000)),
    "huge-page.pdf": lambda: make_pdf(show(50, 700, "Improvement plan"), page="/MediaBox[0 0 1000000000 1000000000]"),
    "page-without-size.pdf": lambda: make_pdf(show(50, 700, "Improvement plan"), page="/MediaBox[0 0 0 0]"),
    "page-inside-out.pdf": lambda: make_pdf(show(50, 700, "Improvement plan"), page="/MediaBox[600 800 0 0]"),
    "page-of-words.pdf": lambda: make_pdf(show(50, 700, "Improvement plan"), page="/MediaBox[/A (b) null 9]"),
    "huge-picture.pdf": lambda: make_pdf(
        "q 600 0 0 800 0 0 cm /I Do Q",
        resources="/XObject<</I 10 0 R>>",
        objects=(flate(b"\xff", 3_000_000, f"/Type/XObject/Subtype/Image{HUGE}/BitsPerComponent 8/ColorSpace/DeviceRGB"),),
    ),
    "part-that-unfolds.docx": docx_with_squeezed_part,
    "laughs.docx": lambda: docx_of(p("&a11;"), LAUGHS),
    "outside.docx": lambda: docx_of(p("Plan &secret; of the council"), OUTSIDE),
    "depth.docx": lambda: docx_of("<w:sdt><w:sdtContent>" * 30_000 + p("Plan") + "</w:sdtContent></w:sdt>" * 30_000),
    "tables-in-tables.docx": lambda: docx_of("<w:tbl><w:tr><w:tc>" * 3_000 + p("Plan") + "</w:tc></w:tr></w:tbl>" * 3_000),
    "spans.docx": lambda: docx_of(p("Plan") + _table(20, 1_000_000_000)),
    "depth.html": lambda: b"<html><body>" + b"<div>" * 200_000 + b"<p>Improvement plan of the council</p>" + b"</div>" * 200_000,
    "spans.html": lambda: (
        b"<html><body><h1>Plan</h1><table>" + b"<tr><td colspan=1000000000 rowspan=1000000000>Lead</td><td>x</td></tr>" * 2
    ),
    "tables-in-tables.html": lambda: b"<html><body><p>Plan</p>" + b"<table><tr><td>" * 20_000 + b"Lead",
    "lists-in-lists.html": lambda: b"<html><body><p>Plan</p>" + b"<ul><li>" * 50_000 + b"Lead",
    "one-long-line.txt": lambda: b"Northmoor Council improvement plan by June 2019, 50% of cases. " * 8_000,
    "many-lines.txt": lambda: b"1.\n" * 40_000,
    "no-letters.txt": lambda: "\u202e\u200b\u0301".encode() * 5_000,
}  # fmt: skip
