"""Odd PDFs, each made by a few lines: tables of objects, page trees, boxes, fonts, pictures, locks, and what stands round them."""

from __future__ import annotations

import functools
import io
import itertools
import zlib
from collections.abc import Callable

from tests.parse.bombs import flate, one_page
from tests.parse.parse_samples import make_pdf, pdf_of, show, stream

Make = Callable[[], bytes]

PLAIN = show(50, 700, "Northmoor Council improvement plan") + show(50, 680, "Visits rose from 60% to 84% by 12 June 2019.")
FONT = b"<</Font<</F1 5 0 R>>>>"
HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def pdfs() -> dict[str, Make]:
    """Return all of them by name."""
    made: dict[str, Make] = {}
    for group in (_tables, _trees, _boxes, _fonts, _pictures, _contents, _around, _strings, _locked, _extras):
        made |= group()
    return made


def objects(**changed: bytes) -> dict[int, bytes]:
    """Return the objects of a page in Helvetica, some of them others: `_3` is object 3."""
    body = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources " + FONT + b"/Contents 4 0 R>>",
        4: stream(PLAIN),
        5: HELVETICA,
    }
    return body | {int(name[1:]): text for name, text in changed.items()}


def put_in(data: bytes, **texts: tuple[bytes, bytes]) -> bytes:
    for old, new in texts.values():
        data = data.replace(old, new)
    return data


# --------------------------------------------------------------------------- tables of objects


def with_object_stream(*, first: int = 0, count: int = 0, lengths: int = 0, index: str = "1 6", widths: str = "1 2 1") -> bytes:
    """Return a PDF 1.5 whose objects lie in a stream, with what its dictionary says shifted by these figures."""
    inner = {n: text for n, text in objects().items() if n != 4}
    places, body = [], b""
    for number, text in inner.items():
        places.append(f"{number} {len(body)}")
        body += text + b" "
    head = (" ".join(places) + " ").encode()
    packed = zlib.compress(head + body)
    out = b"%PDF-1.5\n"
    at = {4: len(out)}
    out += b"4 0 obj\n" + stream(PLAIN) + b"\nendobj\n"
    at[6] = len(out)
    out += (
        b"6 0 obj\n<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>\nstream\n"
        % (len(inner) + count, len(head) + first, len(packed) + lengths)
        + packed
        + b"\nendstream\nendobj\n"
    )
    order = list(inner)
    rows = b""
    for number in range(1, 7):
        if number in at:
            rows += bytes((1, at[number] >> 8, at[number] & 255, 0))
        else:
            rows += bytes((2, 0, 6, order.index(number)))
    start = len(out)
    out += (
        b"7 0 obj\n<</Type/XRef/Size 7/Root 1 0 R/W[%s]/Index[%s]/Length %d>>\nstream\n"
        % (widths.encode(), index.encode(), len(rows))
        + rows
        + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start
    )
    return out


def hybrid() -> bytes:
    """Return a file with both a table and a stream of objects (ISO 32000-1, 7.5.8.4)."""
    modern = with_object_stream()
    start = int(modern.rsplit(b"startxref\n", 1)[1].split()[0])
    table = b"xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 7/Root 1 0 R/XRefStm %d>>\nstartxref\n%d\n%%%%EOF\n"
    return modern + table % (start, len(modern))


def updated(times: int, *, previous: int | None = None) -> bytes:
    """Return a file that was changed by updates, each with a table that names the one before (or `previous`)."""
    data = pdf_of(objects())
    for n in range(times):
        before = int(data.rsplit(b"startxref\n", 1)[1].split()[0])
        at = len(data)
        data += b"4 0 obj\n" + stream(PLAIN.replace("84", str(n % 100))) + b"\nendobj\n"
        start = len(data)
        data += b"xref\n4 1\n%010d 00000 n \ntrailer\n<</Root 1 0 R/Size 6/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
            at,
            before if previous is None else previous,
            start,
        )
    return data


def _tables() -> dict[str, Make]:
    plain = pdf_of(objects())
    made: dict[str, Make] = {
        "table-hybrid.pdf": hybrid,
        "table-none.pdf": lambda: plain[: plain.index(b"xref\n")],
        "table-and-trailer-none.pdf": lambda: plain[: plain.index(b"xref\n")] + b"%%EOF",
        "table-of-spaces.pdf": lambda: plain.replace(b" 00000 n ", b"             "),
        "table-all-free.pdf": lambda: plain.replace(b" 00000 n ", b" 00000 f "),
        "table-other-generation.pdf": lambda: plain.replace(b" 00000 n ", b" 00007 n "),
        "table-line-ends-r.pdf": lambda: plain.replace(b"\n", b"\r"),
        "table-line-ends-rn.pdf": lambda: plain.replace(b"\n", b"\r\n"),
        "table-no-root.pdf": lambda: plain.replace(b"/Root 1 0 R", b""),
        "table-root-is-page.pdf": lambda: plain.replace(b"/Root 1 0 R", b"/Root 3 0 R"),
        "table-root-is-nowhere.pdf": lambda: plain.replace(b"/Root 1 0 R", b"/Root 99 0 R"),
        "table-root-in-a-circle.pdf": lambda: pdf_of(objects(_1=b"1 0 R")),
        "table-size-huge.pdf": lambda: plain.replace(b"/Size 6", b"/Size 99999999999"),
        "table-size-negative.pdf": lambda: plain.replace(b"/Size 6", b"/Size -6"),
        "table-start-negative.pdf": lambda: plain.replace(b"startxref\n", b"startxref\n-"),
        "table-start-twice.pdf": lambda: plain + plain[plain.index(b"startxref") :],
        "table-trailer-of-words.pdf": lambda: plain.replace(b"<</Root", b"(words) <</Root"),
        "table-huge-count.pdf": lambda: plain.replace(b"xref\n1 1\n", b"xref\n0 999999999\n", 1),
        "table-numbered-from-billions.pdf": lambda: plain.replace(b"xref\n1 1\n", b"xref\n4000000000 1\n", 1),
        "table-previous-is-itself.pdf": lambda: updated(3, previous=len(plain)),
        "table-previous-far-out.pdf": lambda: updated(1, previous=10**12),
        "table-previous-negative.pdf": lambda: updated(1, previous=-1),
        "table-100-updates.pdf": lambda: updated(100),
        "table-2000-updates.pdf": lambda: updated(2000),
        "objects-numbered-huge.pdf": lambda: plain.replace(b"4 0 obj", b"99999999999999999999 0 obj"),
        "objects-without-end.pdf": lambda: plain.replace(b"endobj", b""),
        "streams-without-end.pdf": lambda: plain.replace(b"endstream", b""),
        "stream-length-refers-to-itself.pdf": lambda: pdf_of(objects(_4=b"<</Length 4 0 R>>\nstream\nBT ET\nendstream")),
        "stream-length-in-a-circle.pdf": lambda: pdf_of(
            objects(_4=b"<</Length 6 0 R>>\nstream\nBT ET\nendstream", _6=b"7 0 R", _7=b"6 0 R")
        ),
        "linearized-cut.pdf": lambda: plain.replace(
            b"%PDF-1.4\n", b"%PDF-1.4\n9 0 obj\n<</Linearized 1/L 99999/H[1 2]/O 3/E 99/N 1/T 9>>\nendobj\n"
        )[:-200],
        "linearized-lying.pdf": lambda: plain.replace(
            b"%PDF-1.4\n", b"%PDF-1.4\n9 0 obj\n<</Linearized 1/L 1/H[-1 -2]/O 99/E -9/N 999999/T -1>>\nendobj\n"
        ),
        "object-streams-nested.pdf": lambda: with_object_stream().replace(b"/Type/ObjStm", b"/Type/ObjStm/Extends 6 0 R"),
    }
    for name, value in (("-1", -1), ("+9", 9), ("-huge", -(10**9)), ("+huge", 10**9)):
        made[f"object-stream-first{name}.pdf"] = functools.partial(with_object_stream, first=value)
        made[f"object-stream-count{name}.pdf"] = functools.partial(with_object_stream, count=value)
        made[f"object-stream-length{name}.pdf"] = functools.partial(with_object_stream, lengths=value)
    for n, widths in enumerate(("0 0 0", "1 99 1", "-1 2 1", "1 2", "1 2 1 9", "1 1000000000 1", "(a) 2 1", "8 8 8")):
        made[f"object-table-widths-{n}.pdf"] = functools.partial(with_object_stream, widths=widths)
    for n, index in enumerate(("0 999999999", "-5 6", "1", "6 1 1 5", "1 6 1 6", "1 3 (x) 2")):
        made[f"object-table-index-{n}.pdf"] = functools.partial(with_object_stream, index=index)
    return made


# --------------------------------------------------------------------------- page trees


def _trees() -> dict[str, Make]:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources %s/Contents 4 0 R%s>>"
    made: dict[str, Make] = {
        "tree-no-pages.pdf": lambda: pdf_of(objects(_2=b"<</Type/Pages/Kids[]/Count 0>>")),
        "tree-kids-missing.pdf": lambda: pdf_of(objects(_2=b"<</Type/Pages/Count 1>>")),
        "tree-kids-of-everything.pdf": lambda: pdf_of(objects(_2=b"<</Type/Pages/Kids[1 0 R 2 0 R 3 0 R 4 0 R 5 0 R null 7 (a) 99 0 R]/Count 9>>")),
        "tree-kids-is-a-page.pdf": lambda: pdf_of(objects(_2=b"<</Type/Pages/Kids 3 0 R/Count 1>>")),
        "tree-count-huge.pdf": lambda: pdf_of(objects(_2=b"<</Type/Pages/Kids[3 0 R]/Count 2147483647>>")),
        "tree-count-negative.pdf": lambda: pdf_of(objects(_2=b"<</Type/Pages/Kids[3 0 R]/Count -1>>")),
        "tree-pages-is-a-page.pdf": lambda: pdf_of(objects(_1=b"<</Type/Catalog/Pages 3 0 R>>")),
        "tree-pages-missing.pdf": lambda: pdf_of(objects(_1=b"<</Type/Catalog>>")),
        "tree-catalog-is-text.pdf": lambda: pdf_of(objects(_1=b"(catalog)")),
        "tree-catalog-untyped.pdf": lambda: pdf_of(objects(_1=b"<</Pages 2 0 R>>", _2=b"<</Kids[3 0 R]>>", _3=b"<</MediaBox[0 0 600 800]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>")),
        "tree-parent-in-a-circle.pdf": lambda: pdf_of(objects(_2=b"<</Type/Pages/Parent 2 0 R/Kids[3 0 R]/Count 1>>", _3=b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>")),
        "tree-parents-each-other.pdf": lambda: pdf_of(objects(_2=b"<</Type/Pages/Parent 6 0 R/Kids[3 0 R 6 0 R]>>", _6=b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R]>>")),
        "tree-one-page-1000-times.pdf": lambda: pdf_of(objects(_2=b"<</Type/Pages/Kids[%s]/Count 1000>>" % (b"3 0 R " * 1000))),
        "tree-5000-deep.pdf": lambda: pdf_of(objects(_2=b"<</Type/Pages/Kids[10 0 R]/Count 1>>") | {n: b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R]/Count 1>>" % (n - 1, n + 1) for n in range(10, 5010)} | {5010: page % (FONT, b"")}),
        "tree-inherits-all.pdf": lambda: pdf_of(objects(_2=b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 600 800]/Resources " + FONT + b"/Rotate 90>>", _3=b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>")),
        "tree-without-a-box.pdf": lambda: pdf_of(objects(_3=b"<</Type/Page/Parent 2 0 R/Resources " + FONT + b"/Contents 4 0 R>>")),
        "tree-without-resources.pdf": lambda: pdf_of(objects(_3=b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>")),
        "tree-without-contents.pdf": lambda: pdf_of(objects(_3=b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>")),
        "contents-in-a-circle.pdf": lambda: pdf_of(objects(_4=b"[4 0 R 4 0 R]")),
        "contents-each-other.pdf": lambda: pdf_of(objects(_4=b"[6 0 R]", _6=b"[4 0 R 7 0 R]", _7=stream(PLAIN))),
        "contents-1000-times.pdf": lambda: pdf_of(objects(_4=b"[%s]" % (b"6 0 R " * 1000), _6=stream(PLAIN))),
        "contents-is-a-page.pdf": lambda: pdf_of(objects(_4=b"3 0 R")),
        "contents-is-text.pdf": lambda: pdf_of(objects(_4=b"(BT ET)")),
        "contents-nowhere.pdf": lambda: pdf_of(objects(_4=b"[99 0 R null 98 0 R]")),
        "contents-parted-in-words.pdf": lambda: pdf_of(objects(_4=b"[6 0 R 7 0 R]", _6=stream("BT /F1 10 Tf 50 700 Td (Improvement plan"), _7=stream(" of the council) Tj ET"))),
        "resources-in-a-circle.pdf": lambda: pdf_of(objects(_3=b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources 6 0 R/Contents 4 0 R>>", _6=b"6 0 R")),
        "resources-is-an-array.pdf": lambda: pdf_of(objects(_3=page % (b"[1 2 3]", b""))),
        "resources-font-is-a-number.pdf": lambda: pdf_of(objects(_3=page % (b"<</Font 7>>", b""))),
        "resources-everything-else.pdf": lambda: pdf_of(objects(_3=page % (b"<</Font<</F1 1 0 R>>/XObject<</X 2 0 R>>/ColorSpace 3 0 R/ExtGState 4 0 R/Properties 5 0 R/Pattern null/Shading(a)>>", b""))),
    }  # fmt: skip
    forms = "/Type/XObject/Subtype/Form/BBox[0 0 600 800]"
    for name, inner in {
        "to-itself": "/Resources<</XObject<</X 6 0 R>>>>",
        "to-its-page": "/Resources 3 0 R",
        "without-resources": "",
        "of-a-group": "/Group<</S/Transparency/CS/DeviceRGB>>/Resources<</Font<</F1 5 0 R>>>>",
        "matrix-of-nothing": "/Matrix[0 0 0 0 0 0]",
        "matrix-of-words": "/Matrix[(a) /b null 4 5 6]",
        "matrix-too-short": "/Matrix[1 2]",
        "matrix-huge": "/Matrix[1e30 0 0 1e30 1e30 1e30]",
    }.items():
        form = stream("q /X Do " + PLAIN + " Q", forms + inner)
        page_of = page % (b"<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>", b"")
        made[f"form-{name}.pdf"] = functools.partial(pdf_of, objects(_3=page_of, _4=stream("/X Do /X Do /Y Do"), _6=form))
    return made


# --------------------------------------------------------------------------- boxes


def _boxes() -> dict[str, Make]:
    boxes = {
        "negative": "[-600 -800 0 0]", "offset": "[1000 2000 1600 2800]", "turned-round": "[600 800 0 0]", "point": "[5 5 5 5]",
        "line": "[0 0 600 0]", "tiny": "[0 0 0.001 0.001]", "huge": "[0 0 1e9 1e9]", "endless": "[0 0 1e400 1e400]",
        "nan": "[nan 0 600 NaN]", "words": "[(a) (b) (c) (d)]", "names": "[/a /b /c /d]", "short": "[0 0 600]", "long": "[0 0 600 800 9 9]",
        "number": "600", "nested": "[[0 0 600 800]]", "refs": "[5 0 R 5 0 R 5 0 R 5 0 R]", "giant": "[0 0 " + "9" * 400 + " 800]",
        "signs": "[--0 +-0 600. .800e3]", "nulls": "[null null null null]", "dict": "<</a 1>>", "fractions": "[0.5 0.25 595.276 841.89]",
    }  # fmt: skip
    made: dict[str, Make] = {}
    for name, box in boxes.items():
        made[f"box-{name}.pdf"] = functools.partial(make_pdf, PLAIN, page=f"/MediaBox{box}")
        made[f"crop-{name}.pdf"] = functools.partial(make_pdf, PLAIN, page=f"/CropBox{box}")
    for turned in (
        "45",
        "-90",
        "450",
        "3600000",
        "90.5",
        "(a)",
        "null",
        "1e9",
        "-1e400",
        "99999999999999999999",
        "[90]",
        "/Rotate",
    ):
        name = turned.replace("/", "name").replace("(", "").replace(")", "").strip("[]")
        made[f"rotate-{name}.pdf"] = functools.partial(make_pdf, PLAIN, page=f"/Rotate {turned}")
    for unit in ("0", "-1", "10000", "1e400", "(a)"):
        made[f"unit-{unit.strip('()')}.pdf"] = functools.partial(make_pdf, PLAIN, page=f"/UserUnit {unit}")
    return made


# --------------------------------------------------------------------------- fonts


def typed(font: bytes, text: str = "<004E006F0072> Tj (Plan) Tj", **others: bytes) -> bytes:
    content = stream(f"BT /F1 10 Tf 50 700 Td {text} ET\n" + PLAIN.replace("F1", "F2"))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>/Contents 4 0 R>>"
    return pdf_of(objects(_3=page, _4=content, _5=font, _6=HELVETICA, **others))


def composite(encoding: bytes = b"/Identity-H", more: bytes = b"", cid: bytes = b"", **others: bytes) -> bytes:
    font = b"<</Type/Font/Subtype/Type0/BaseFont/Odd/Encoding " + encoding + b"/DescendantFonts[7 0 R]" + more + b">>"
    inner = (
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Odd/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        + cid
        + b">>"
    )
    return typed(font, _7=inner, **others)


def mapped(text: bytes) -> bytes:
    return composite(more=b"/ToUnicode 8 0 R", _8=b"<</Length %d>>\nstream\n%s\nendstream" % (len(text), text))


def _fonts() -> dict[str, Make]:
    ranges = b"1 begincodespacerange <0000> <FFFF> endcodespacerange "
    maps = {
        "empty": b"",
        "words": b"this is no map at all",
        "huge-range": ranges + b"1 beginbfrange <0000> <FFFFFFFF> <0041> endbfrange",
        "upside-down": ranges + b"1 beginbfrange <FFFF> <0000> <0041> endbfrange",
        "surrogates": ranges + b"3 beginbfchar <004E> <D800> <006F> <DFFF> <0072> <D83DD800> endbfchar",
        "controls": ranges + b"3 beginbfchar <004E> <001B> <006F> <0000> <0072> <0007> endbfchar",
        "bidi": ranges + b"3 beginbfchar <004E> <202E> <006F> <2066> <0072> <200B> endbfchar",
        "nothing": ranges + b"3 beginbfchar <004E> <> <006F> <> <0072> <> endbfchar",
        "very-long": ranges + b"1 beginbfchar <004E> <" + b"0041" * 20_000 + b"> endbfchar",
        "many": ranges + b"".join(b"100 beginbfchar " + b"<004E> <0041> " * 100 + b"endbfchar " for _ in range(3000)),
        "unended": ranges + b"9 beginbfchar <004E <0041>",
        "names": ranges + b"1 beginbfchar <004E> /A endbfchar",
        "array-short": ranges + b"1 beginbfrange <0000> <00FF> [<0041>] endbfrange",
        "usecmap-itself": b"/Odd usecmap " + ranges,
        "deep": b"[" * 20_000,
    }
    made: dict[str, Make] = {f"map-{name}.pdf": functools.partial(mapped, text) for name, text in maps.items()}
    for encoding in (b"/Identity-V", b"/UniJIS-UCS2-V", b"/None", b"/90ms-RKSJ-H", b"/GBK-EUC-H", b"99 0 R", b"(Identity-H)", b"7", b"5 0 R", b"/../../../etc/passwd", b"null"):  # fmt: skip
        name = encoding.decode().strip("/()").replace("/", "_").replace(" ", "-")
        made[f"encoding-{name}.pdf"] = functools.partial(composite, encoding)
    for n, cid in enumerate(
        (b"/W[0 99999999 500]", b"/W[0[(a)/b null]]", b"/W 7", b"/W[1]", b"/DW(a)", b"/DW -1e9", b"/W2[0[1 2]]", b"/DW2[(a)]", b"/FontDescriptor 7 0 R",
         b"/CIDToGIDMap 99 0 R", b"/W[0 [" + b"500 " * 60_000 + b"]]", b"/FontDescriptor<</FontFile2 4 0 R/Flags(a)/Ascent/b/Descent null/FontBBox[1]>>")
    ):  # fmt: skip
        made[f"widths-{n}.pdf"] = functools.partial(composite, cid=cid)
    simple = b"<</Type/Font/Subtype/%s/BaseFont/Odd%s>>"
    for n, more in enumerate(
        (b"", b"/FirstChar 65/LastChar 64/Widths[]", b"/FirstChar -5/LastChar 999999/Widths[1 2 3]", b"/FirstChar 0/LastChar 255/Widths 5 0 R",
         b"/Encoding<</Differences[0/a 300/b -1/c(d) 65/g99999 66/uniD800 67/uni0000 68/u110000 69/cid(1)]>>", b"/Encoding<</Differences 7>>",
         b"/Encoding[1]", b"/Widths[/a(b)null]/FirstChar 32/LastChar 34", b"/FontDescriptor<</FontFile 4 0 R/Length1 -1>>", b"/FontDescriptor<</FontFile3 99 0 R>>",
         b"/FontDescriptor<</MissingWidth(a)/ItalicAngle(b)/FontName 7/FontWeight/x>>", b"/ToUnicode 5 0 R", b"/ToUnicode(a)", b"/BaseFont 7")
    ):  # fmt: skip
        for kind in (b"Type1", b"TrueType", b"MMType1", b"Unknown"):
            made[f"font-{kind.decode()}-{n}.pdf"] = functools.partial(typed, simple % (kind, more))
    glyph = "/Type3/FontMatrix %s/FontBBox[0 0 10 10]/FirstChar 80/LastChar 80/Widths[10]/Encoding<</Differences[80/x]>>/CharProcs<</x 7 0 R>>%s"
    for n, (matrix, more, drawn) in enumerate(
        [("[0.1 0 0 0.1 0 0]", "", "10 0 d0 0 0 9 9 re f"), ("[0 0 0 0 0 0]", "", ""), ("[1 2]", "", ""), ("(a)", "", "BT"),
         ("[0.1 0 0 0.1 0 0]", "/Resources<</Font<</F1 5 0 R>>>>", "BT /F1 10 Tf (P) Tj ET"), ("[1e300 0 0 1e300 0 0]", "", "q q q")]
    ):  # fmt: skip
        font = f"<</Type/Font/Subtype{glyph % (matrix, more)}>>".encode()
        made[f"drawn-font-{n}.pdf"] = functools.partial(typed, font, _7=stream(drawn))
    return made


# --------------------------------------------------------------------------- pictures


def pictured(picture: bytes) -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 5 0 R>>/XObject<</I 6 0 R>>>>/Contents 4 0 R>>"
    return pdf_of(objects(_3=page, _4=stream(PLAIN + "q 500 0 0 500 50 50 cm /I Do Q"), _6=picture))


def _pictures() -> dict[str, Make]:
    made: dict[str, Make] = {}
    filters = (
        "JBIG2Decode",
        "JPXDecode",
        "CCITTFaxDecode",
        "DCTDecode",
        "LZWDecode",
        "RunLengthDecode",
        "ASCII85Decode",
        "ASCIIHexDecode",
        "FlateDecode",
        "Crypt",
        "None",
    )
    sizes = ("/Width 100/Height 100", "/Width 60000/Height 60000", "/Width -1/Height -1", "/Width(a)/Height null", "")
    junk = bytes(range(256)) * 4
    for filtered, (n, size) in itertools.product(filters, enumerate(sizes)):
        more = f"/Type/XObject/Subtype/Image{size}/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/{filtered}/Length {len(junk)}"
        made[f"picture-{filtered}-{n}.pdf"] = functools.partial(
            pictured, f"<<{more}>>\nstream\n".encode() + junk + b"\nendstream"
        )
    for n, space in enumerate(
        (
            "[/Indexed 7 99999 (a)]",
            "[/Separation/All 6 0 R 6 0 R]",
            "6 0 R",
            "[/ICCBased 6 0 R]",
            "[/Pattern 5 0 R]",
            "[" * 500 + "]" * 500,
        )
    ):
        picture = f"<</Type/XObject/Subtype/Image/Width 9/Height 9/BitsPerComponent 8/ColorSpace {space}/SMask 6 0 R/Length 9>>\nstream\n123456789\nendstream"
        made[f"picture-colours-{n}.pdf"] = functools.partial(pictured, picture.encode())
    for n, chain in enumerate(
        (
            "[/FlateDecode/FlateDecode/FlateDecode]",
            "[" + "/ASCIIHexDecode" * 500 + "]",
            "/FlateDecode/DecodeParms<</Predictor 99/Columns 9999999>>",
            "/FlateDecode/DecodeParms[null 7(a)]",
            "/LZWDecode/DecodeParms<</EarlyChange(a)>>",
            "[/Crypt]",
            "7",
            "[[/FlateDecode]]",
        )
    ):
        made[f"filters-{n}.pdf"] = functools.partial(
            one_page, b"<</Length 20/Filter " + chain.encode() + b">>\nstream\n" + zlib.compress(b"BT ET") + b"       \nendstream"
        )
    for n, inline in enumerate(
        (
            "BI /W 9 /H 9 ID abc EI",
            "BI /W 9 ID EI",
            "BI ID",
            "BI /W 99999999 /H 99999999 /BPC 8 ID x EI",
            "BI EI " * 1000,
            "BI /F /DCT ID \x00EIEI EI",
            "EI ID BI",
        )
    ):
        made[f"inline-picture-{n}.pdf"] = functools.partial(make_pdf, PLAIN + inline + "\n" + PLAIN)
    return made


# --------------------------------------------------------------------------- contents


def _contents() -> dict[str, Make]:
    odd = {
        "saves-50000": "q " * 50_000 + PLAIN, "restores-50000": "Q " * 50_000 + PLAIN, "texts-in-texts": "BT " * 5000 + PLAIN,
        "no-font": "BT 50 700 Td (Plan) Tj ET", "unknown-font": "BT /F99 10 Tf 50 700 Td (Plan) Tj ET", "size-0": show(50, 700, "Plan", size=0),
        "size-negative": show(50, 700, "Plan", size=-10), "size-huge": show(50, 700, "Plan", size=1e9), "far-out": show(1e9, -1e9, "Plan") + PLAIN,
        "paths-30000": "".join(f"{n % 600} {n % 800} m {n % 590 + 9} {n % 800} l S\n" for n in range(30_000)) + PLAIN,
        "boxes-30000": "".join(f"{n % 600} {n // 600 * 10} 5 5 re f\n" for n in range(30_000)) + PLAIN,
        "curves-without-a-point": "1 2 3 4 5 6 c 1 2 l h S\n" + PLAIN, "operands-missing": "Tj Td Tm cm re m l c gs cs scn Do sh\n" + PLAIN,
        "operands-of-words": "(a) (b) (c) (d) re f (a) /b cm BT (a) Tf (x) Td /y Tj ET\n" + PLAIN, "operands-many": "1 " * 100_000 + "re f\n" + PLAIN,
        "numbers-giant": "9" * 5000 + " 0 0 1 0 0 cm\n" + PLAIN, "numbers-odd": "1e5 nan inf --5 5- +.- .. 0x10 1.2.3 re f\n" + PLAIN,
        "matrix-of-nothing": "0 0 0 0 0 0 cm\n" + PLAIN, "matrix-squashed": "1 1 1 1 0 0 cm\n" + PLAIN, "matrix-growing": "9 0 0 9 0 0 cm " * 400 + PLAIN,
        "string-unended": PLAIN + "BT (Plan of the council", "hex-unended": PLAIN + "BT <0041", "array-unended": PLAIN + "BT [(a) 1 (b)",
        "dictionary-unended": PLAIN + "/Span <</A 1 BDC", "marks-5000": "/Span BMC " * 5000 + PLAIN, "marks-unopened": "EMC " * 5000 + PLAIN,
        "actual-text-surrogate": "/Span <</ActualText <FEFFD800>>> BDC " + PLAIN + " EMC", "actual-text-huge": "/Span <</ActualText (" + "a" * 100_000 + ")>> BDC " + PLAIN + " EMC",
        "spacing-huge": "BT 1e9 Tc 1e9 Tw 1e9 Tz 1e9 TL /F1 10 Tf 50 700 Td (Plan of it) Tj T* (more) ' ET\n" + PLAIN, "kerned": "BT /F1 10 Tf 50 700 Td [" + "(a) 1e6 (b) -1e6 " * 3000 + "] TJ ET",
        "rise": "BT /F1 10 Tf 1e9 Ts 50 700 Td (Plan) Tj ET", "letters-100000-in-one-place": "BT /F1 10 Tf 50 700 Td " + "(a) Tj 1 0 0 1 50 700 Tm " * 20_000 + "ET",
        "one-word-50000": show(50, 700, "a" * 50_000), "words-in-all-directions": "".join(f"BT /F1 10 Tf {n % 2} {1 - n % 2} {n % 2 - 1} {n % 2} 300 400 Tm (plan {n}) Tj ET\n" for n in range(2000)),
        "invisible": PLAIN.replace("BT", "BT 3 Tr"), "white": "1 1 1 rg " + PLAIN, "clipped-away": "0 0 1 1 re W n " + PLAIN, "postscript": "%!PS\n/F1 findfont 10 scalefont setfont\n" + PLAIN,
        "controls": show(50, 700, "Plan \x1b[2J of \x07\x08 the council"), "form-feed": "\f\f\f" + PLAIN, "nothing-but-null": "\0" * 10_000,
        "lines-crossing-4000": "".join(f"0 {n / 5} m 600 {n / 5} l S {n / 7} 0 m {n / 7} 800 l S\n" for n in range(4000)) + PLAIN,
        "grid-200-by-200": "".join(f"0 {n * 4} m 600 {n * 4} l S {n * 3} 0 m {n * 3} 800 l S\n" for n in range(200)) + "".join(show(3 * n, 4 * n, "x", size=2) for n in range(150)),
        "hidden-layer": "/OC /L BDC " + PLAIN + " EMC", "shading": "/S sh " * 1000 + PLAIN, "patterns": "/Pattern cs /P scn 0 0 600 800 re f " + PLAIN,
    }  # fmt: skip
    made: dict[str, Make] = {f"contents-{name}.pdf": functools.partial(make_pdf, text) for name, text in odd.items()}
    made["contents-unfolding-words.pdf"] = lambda: one_page(flate(b"BT /F1 9 Tf (a) Tj ET\n", 30_000_000), FONT, _5=HELVETICA)
    made["contents-two-thousand-pages.pdf"] = lambda: make_pdf(*[show(50, 700, f"Sheet {n}") for n in range(2000)])
    return made


# --------------------------------------------------------------------------- round a file


def _around() -> dict[str, Make]:
    plain = pdf_of(objects())
    return {
        "junk-before-10.pdf": lambda: b"junk\n" * 2 + plain,
        "junk-before-1000.pdf": lambda: b"j" * 1000 + plain,
        "junk-before-9000.pdf": lambda: b"j\n" * 4500 + plain,
        "junk-after.pdf": lambda: plain + b"\0" * 100_000,
        "junk-after-of-words.pdf": lambda: plain + b"<html>Page not found</html>" * 1000,
        "mail-before.pdf": lambda: b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + plain,
        "byte-order-mark.pdf": lambda: b"\xef\xbb\xbf" + plain,
        "header-2.0.pdf": lambda: plain.replace(b"%PDF-1.4", b"%PDF-2.0"),
        "header-9.9.pdf": lambda: plain.replace(b"%PDF-1.4", b"%PDF-9.9"),
        "header-none.pdf": lambda: plain.replace(b"%PDF-1.4", b""),
        "header-cut.pdf": lambda: plain.replace(b"%PDF-1.4", b"%PDF"),
        "header-alone.pdf": lambda: b"%PDF-1.7\n",
        "header-and-end.pdf": lambda: b"%PDF-1.7\n%%EOF\n",
        "two-in-one.pdf": lambda: plain + plain,
        "base64.pdf": lambda: __import__("base64").b64encode(plain),
        "zeros.pdf": lambda: b"\0" * 100_000,
        "zeros-in-the-middle.pdf": lambda: plain[:200] + b"\0" * 200 + plain[400:],
        "as-text.pdf": lambda: plain.decode("latin-1").encode("utf-8"),
        "as-utf-16.pdf": lambda: plain.decode("latin-1").encode("utf-16"),
        "postscript.pdf": lambda: (
            b"%!PS-Adobe-3.0\n/Helvetica findfont 12 scalefont setfont 72 700 moveto (Plan) show showpage\n"
        ),
        "forms-data.pdf": lambda: b"%FDF-1.2\n1 0 obj\n<</FDF<</Fields[]>>>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n",
        "lower-case.pdf": lambda: plain.lower(),
        "upper-case.pdf": lambda: plain.upper(),
        "comments.pdf": lambda: plain.replace(b"endobj\n", b"endobj\n" + b"% comment (\n" * 2000),
        "half.pdf": lambda: plain[: len(plain) // 2],
    }


def _strings() -> dict[str, Make]:
    texts = {
        "utf16": "FEFF" + "Northmoor".encode("utf-16-be").hex(), "utf16-cut": "FEFF00", "surrogate": "FEFFD800", "controls": "1B5B324A07", "bidi": "FEFF202E00410042",
        "null": "FEFF0000", "long": "FEFF" + "0041" * 100_000, "utf8": "EFBBBF" + "Nörthmoor".encode().hex(), "bad-utf8": "EFBBBFC3",
    }  # fmt: skip
    made: dict[str, Make] = {}
    for name, text in texts.items():
        info = f"<</Title<{text}>/Author<{text}>/CreationDate<{text}>/ModDate(D:99999999999999)>>"
        plain = pdf_of(objects(_6=info.encode()))
        made[f"title-{name}.pdf"] = functools.partial(put_in, plain, root=(b"/Root 1 0 R", b"/Root 1 0 R/Info 6 0 R"))
        labels = (
            f"<</Type/Catalog/Pages 2 0 R/PageLabels<</Nums[0<</P<{text}>/S/D/St -5>>]>>/Outlines<</First 1 0 R/Title<{text}>>>>>"
        )
        made[f"labels-{name}.pdf"] = functools.partial(pdf_of, objects(_1=labels.encode()))
    for name, written in {
        "null": "/F#00",
        "long": "/F" + "x" * 70_000,
        "hash": "/F#ZZ",
        "non-ascii": "/F\xe9\xff",
        "empty": "/",
    }.items():
        page = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<<{written} 5 0 R>>>>/Contents 4 0 R>>"
        made[f"name-{name}.pdf"] = functools.partial(
            pdf_of, objects(_3=page.encode("latin-1"), _4=stream(PLAIN.replace("/F1", written)))
        )
    return made


# --------------------------------------------------------------------------- locks


def locked(method: str, user: str) -> bytes:
    from fpdf import FPDF
    from fpdf.enums import EncryptionMethod

    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=10)
    pdf.cell(text="Northmoor Council improvement plan of 12 June 2019")
    pdf.set_encryption("owner", user_password=user, encryption_method=EncryptionMethod[method])
    return bytes(pdf.output())


def locked_weakly(user: str) -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(user, ownerPassword="owner", strength=40))
    canvas.drawString(50, 700, "Northmoor Council improvement plan of 12 June 2019")
    canvas.save()
    return out.getvalue()


def _locked() -> dict[str, Make]:
    made: dict[str, Make] = {}
    for user in ("", "secret"):
        made[f"locked-rc4-40-{user or 'empty'}.pdf"] = functools.partial(locked_weakly, user)
        for method in ("RC4", "AES_128", "AES_256"):
            made[f"locked-{method}-{user or 'empty'}.pdf"] = functools.partial(locked, method, user)
    plain = pdf_of(objects())
    for n, entry in enumerate(
        (b"<<>>", b"7", b"99 0 R", b"<</Filter/Standard>>", b"<</Filter/Other/V 9>>", b"<</Filter/Standard/V 99/R 99/O(a)/U(b)/P 1>>", b"<</Filter/Standard/V 1/R 2/O()/U()/P(a)>>",
         b"<</Filter/Standard/V 4/R 4/O(a)/U(b)/P -1/CF<</StdCF<</CFM/AESV9>>>>/StmF/StdCF/StrF/StdCF>>", b"<</Filter/Standard/V 5/R 6/O(a)/U(b)/P -1/OE(c)/UE(d)/Perms(e)>>", b"<</Filter/Adobe.PubSec/V 4>>")
    ):  # fmt: skip
        texts = (b"/Root 1 0 R", b"/Root 1 0 R/ID[(a)(b)]/Encrypt " + entry)
        made[f"locked-badly-{n}.pdf"] = functools.partial(put_in, plain, lock=texts)
    for method in ("RC4", "AES_128", "AES_256"):
        made[f"locked-{method}-cut.pdf"] = lambda method=method: locked(method, "")[:-300]  # type: ignore[misc]
        made[f"locked-{method}-spoilt.pdf"] = lambda method=method: (
            locked(method, "").replace(b"/O <", b"/O <00").replace(b"/U <", b"/U <11")
        )  # type: ignore[misc]
    return made


# --------------------------------------------------------------------------- what comes along


def _extras() -> dict[str, Make]:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources " + FONT + b"/Contents 4 0 R/Annots %s>>"
    note = b"<</Type/Annot/Subtype/%s/Rect[50 50 200 80]/Contents(Added note \x1b[2J)/AP<</N 7 0 R>>/FT/Tx/V(A value)/T(Field)>>"
    catalog = b"<</Type/Catalog/Pages 2 0 R%s>>"
    form = stream(PLAIN, "/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</Font<</F1 5 0 R>>>>")
    made: dict[str, Make] = {
        f"note-{kind.decode()}.pdf": functools.partial(pdf_of, objects(_3=page % b"[6 0 R]", _6=note % kind, _7=form))
        for kind in (b"Text", b"FreeText", b"Widget", b"Link", b"FileAttachment", b"Redact", b"Unknown")
    }
    made |= {
        "notes-in-a-circle.pdf": lambda: pdf_of(objects(_3=page % b"6 0 R", _6=b"[6 0 R]")),
        "notes-everything.pdf": lambda: pdf_of(objects(_3=page % b"[1 0 R 2 0 R 3 0 R null 7 (a)]")),
        "notes-10000.pdf": lambda: pdf_of(objects(_3=page % (b"[" + b"6 0 R " * 10_000 + b"]"), _6=note % b"Text", _7=form)),
        "script.pdf": lambda: pdf_of(objects(_1=catalog % b"/OpenAction<</S/JavaScript/JS(while\\(1\\){})>>")),
        "launch.pdf": lambda: pdf_of(objects(_1=catalog % b"/OpenAction<</S/Launch/F(/bin/sh)>>")),
        "portfolio.pdf": lambda: pdf_of(objects(_1=catalog % b"/Collection<</View/D>>/Names<</EmbeddedFiles<</Names[(a.pdf) 6 0 R]>>>>", _6=b"<</Type/Filespec/F(../../a.pdf)/EF<</F 7 0 R>>>>", _7=stream("%PDF-1.4"))),
        "xfa.pdf": lambda: pdf_of(objects(_1=catalog % b"/AcroForm<</XFA[(template) 6 0 R]/Fields[]>>", _4=stream(show(50, 700, "Please wait... If this message is not eventually replaced")), _6=stream("<template/>"))),
        "layers-off.pdf": lambda: pdf_of(objects(_1=catalog % b"/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]/BaseState/OFF>>>>", _3=b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 5 0 R>>/Properties<</L 6 0 R>>>>/Contents 4 0 R>>", _4=stream("/OC /L BDC " + PLAIN + " EMC"), _6=b"<</Type/OCG/Name(Hidden)>>")),
        "layers-in-a-circle.pdf": lambda: pdf_of(objects(_1=catalog % b"/OCProperties 6 0 R", _6=b"<</OCGs[6 0 R]/D 6 0 R>>")),
        "outlines-in-a-circle.pdf": lambda: pdf_of(objects(_1=catalog % b"/Outlines 6 0 R", _6=b"<</First 6 0 R/Last 6 0 R/Next 6 0 R/Title(a)>>")),
        "tags-in-a-circle.pdf": lambda: pdf_of(objects(_1=catalog % b"/StructTreeRoot 6 0 R/MarkInfo<</Marked true>>", _6=b"<</Type/StructTreeRoot/K 6 0 R/ParentTree 6 0 R>>")),
        "names-in-a-circle.pdf": lambda: pdf_of(objects(_1=catalog % b"/Names<</Dests 6 0 R>>/PageLabels 6 0 R", _6=b"<</Kids[6 0 R]/Nums[0 6 0 R]>>")),
        "metadata-with-entities.pdf": lambda: pdf_of(objects(_1=catalog % b"/Metadata 6 0 R", _6=stream('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>', "/Type/Metadata/Subtype/XML"))),
    }  # fmt: skip
    return made
