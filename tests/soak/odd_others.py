"""Odd Word files, web pages and texts, files under another's name, and odd names of files."""

from __future__ import annotations

import functools
import io
import zipfile
from collections.abc import Callable

from tests.parse.bombs import docx_of
from tests.parse.parse_samples import W, make_docx, p, pdf_of
from tests.soak.odd_pdfs import objects

Make = Callable[[], bytes]

TEXT = "Northmoor Council\n\nReport to: Cabinet\n\nDate: 12 June 2019\n\nVisits rose from 60% to 84% in May.\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def others() -> dict[str, Make]:
    """Return all of them by name."""
    return _word() | _web() | _texts() | _renamed() | _names()


def repacked(data: bytes, *without: str, **parts: bytes) -> bytes:
    """Return an archive without some parts, with others in their place or beside them (`__` in a name is a slash)."""
    named = {name.replace("__", "/").replace("_dot_", "."): text for name, text in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in package.namelist():
            if name not in without and name not in named:
                made.writestr(name, package.read(name))
        for name, text in named.items():
            made.writestr(name, text)
    return out.getvalue()


def archive(**parts: bytes) -> bytes:
    return repacked(zip_of({}), **parts)


def zip_of(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return out.getvalue()


def _word() -> dict[str, Make]:
    plain = make_docx(p("Northmoor Council") + p("Visits rose from 60% to 84% in May."), styles="", numbering="", footnotes="")
    cell = "<w:tbl><w:tr><w:tc>"
    ends = "</w:tc></w:tr></w:tbl>"
    run = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    made: dict[str, Make] = {
        "word-empty-body.docx": lambda: make_docx(""),
        "word-tables-200-deep.docx": lambda: make_docx(cell * 200 + p("Plan") + ends * 200),
        "word-table-without-rows.docx": lambda: make_docx("<w:tbl></w:tbl><w:tbl><w:tr></w:tr></w:tbl>" + p("Plan")),
        "word-table-5000-columns.docx": lambda: make_docx("<w:tbl><w:tr>" + f"<w:tc>{p('x')}</w:tc>" * 5000 + "</w:tr></w:tbl>"),
        "word-table-3000-rows.docx": lambda: make_docx("<w:tbl>" + f"<w:tr><w:tc>{p('Train staff')}</w:tc><w:tc>{p('May 2020')}</w:tc></w:tr>" * 3000 + "</w:tbl>"),
        "word-spans-odd.docx": lambda: make_docx("<w:tbl>" + "".join(f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="{v}"/><w:vMerge w:val="{v}"/></w:tcPr>{p("x")}</w:tc></w:tr>' for v in ("0", "-1", "a", "", "1e9", "99999999999")) + "</w:tbl>"),
        "word-other-chunk.docx": lambda: make_docx(p("Plan") + '<w:altChunk r:id="rId9"/>'),
        "word-tracked.docx": lambda: make_docx(f"<w:p><w:ins>{run.format('New plan ')}</w:ins><w:del><w:r><w:delText>Old plan</w:delText></w:r></w:del><w:moveFrom>{run.format('x')}</w:moveFrom></w:p>"),
        "word-boxes.docx": lambda: make_docx("<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>" + p("In a box") + "</w:txbxContent></mc:Choice><mc:Fallback><w:pict><w:txbxContent>" + p("In a box") + "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"),
        "word-boxes-in-boxes.docx": lambda: make_docx("<w:p><w:r><w:txbxContent>" * 300 + p("Plan") + "</w:txbxContent></w:r></w:p>" * 300),
        "word-paragraph-200000-runs.docx": lambda: make_docx("<w:p>" + run.format("a ") * 200_000 + "</w:p>"),
        "word-one-long-word.docx": lambda: make_docx(p("a" * 500_000)),
        "word-controls.docx": lambda: make_docx(p("Plan&#x202e; of&#x9b; the &#x2066;council&#x85;")),
        "word-illegal-controls.docx": lambda: make_docx(p("Plan&#0; of &#27;[2J the council")),
        "word-surrogate.docx": lambda: make_docx(p("Plan &#xD800; of")),
        "word-emoji.docx": lambda: make_docx(p("Plan 👩‍👩‍👧 of \u0627\u0644\u062e\u0637\u0629 the council")),
        "word-other-prefix.docx": lambda: repacked(plain, word__document_dot_xml=f'<x:document xmlns:x="{W[9:-1]}"><x:body><x:p><x:r><x:t>Plan</x:t></x:r></x:p></x:body></x:document>'.encode()),
        "word-strict.docx": lambda: repacked(plain, word__document_dot_xml=f"<w:document {W}><w:body>{p('Plan')}</w:body></w:document>".replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main").encode()),
        "word-no-namespace.docx": lambda: repacked(plain, word__document_dot_xml=b"<document><body><p>Plan</p></body></document>"),
        "word-utf-16.docx": lambda: repacked(plain, word__document_dot_xml=f'<?xml version="1.0" encoding="UTF-16"?><w:document {W}><w:body>{p("Plan")}</w:body></w:document>'.encode("utf-16")),
        "word-lying-encoding.docx": lambda: repacked(plain, word__document_dot_xml=f'<?xml version="1.0" encoding="utf-32"?><w:document {W}><w:body>{p("Plan")}</w:body></w:document>'.encode()),
        "word-macros.docx": lambda: repacked(plain, word__vbaProject_dot_bin=OLE + b"\0" * 500),
        "word-numbers-odd.docx": lambda: make_docx(p("Plan", '<w:numPr><w:ilvl w:val="99"/><w:numId w:val="-7"/></w:numPr>') * 9, numbering='<w:num w:numId="-7"><w:abstractNumId w:val="x"/></w:num><w:abstractNum w:abstractNumId="x"><w:lvl w:ilvl="a"><w:start w:val="1e9"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1%99%a"/></w:lvl></w:abstractNum>'),
        "word-roman-billion.docx": lambda: make_docx(p("Plan", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'), numbering='<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="999999999"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'),
        "word-letters-billion.docx": lambda: make_docx(p("Plan", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'), numbering='<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="999999999"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'),
        "word-styles-in-a-circle.docx": lambda: make_docx(p("Plan", '<w:pStyle w:val="A"/>'), styles='<w:style w:styleId="A" w:type="paragraph"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B" w:type="paragraph"><w:basedOn w:val="A"/></w:style>'),
        "word-styles-20000-deep.docx": lambda: make_docx(p("Plan", '<w:pStyle w:val="S0"/>'), styles="".join(f'<w:style w:styleId="S{n}" w:type="paragraph"><w:basedOn w:val="S{n + 1}"/></w:style>' for n in range(20_000))),
        "word-notes-themselves.docx": lambda: make_docx('<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>' + p("Plan"), footnotes='<w:footnote w:id="2"><w:p><w:r><w:footnoteReference w:id="2"/><w:t>note</w:t></w:r></w:p></w:footnote>'),
        "word-entities.docx": lambda: docx_of(p("&b;"), "<!DOCTYPE x [<!ENTITY b 'Plan'>]>"),
        "word-outside-dtd.docx": lambda: docx_of(p("Plan"), "<!DOCTYPE x SYSTEM 'http://127.0.0.1:9/x.dtd'>"),
        "word-half.docx": lambda: plain[: len(plain) // 2],
        "word-no-directory.docx": lambda: plain[: plain.rindex(b"PK\x01\x02")],
        "word-junk-before.docx": lambda: b"junk" * 100 + plain,
        "word-sum-wrong.docx": lambda: plain.replace(b"Northmoor", b"Nordmoor!"),
        "zip-of-nothing.docx": lambda: zip_of({}),
        "zip-of-others.docx": lambda: zip_of({"a.txt": b"Plan", "b.pdf": b"%PDF"}),
        "zip-climbing.docx": lambda: repacked(plain, **{"..__..__x_dot_txt": b"out"}),
        "zip-20000-parts.docx": lambda: repacked(plain, **{f"word__media__i{n}": b"x" for n in range(20_000)}),
        "zip-name-with-null.docx": lambda: repacked(plain, **{"word__a\x00b\x1b": b"x"}),
    }  # fmt: skip
    for name in (
        "[Content_Types].xml",
        "_rels/.rels",
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "word/styles.xml",
        "word/numbering.xml",
    ):
        short = name.rsplit("/", 1)[-1].strip("[]").replace("]", "")
        made[f"word-without-{short}.docx"] = functools.partial(repacked, plain, name)
        for n, text in enumerate((b"", b"<", b"<x/>", b"\0" * 99, b"\xff\xfe<\x00")):
            made[f"word-{short}-is-{n}.docx"] = functools.partial(repacked, plain, **{name.replace("/", "__"): text})
    outside = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" TargetMode="External" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"/></Relationships>'
    for n, target in enumerate(
        (b"file:///etc/passwd", b"http://127.0.0.1:9/styles.xml", b"../../../etc/passwd", b"\\\\127.0.0.1\\x")
    ):
        made[f"word-related-outside-{n}.docx"] = functools.partial(
            repacked, plain, **{"word/_rels/document.xml.rels": outside % (b"styles", target)}
        )
        made[f"word-main-outside-{n}.docx"] = functools.partial(
            repacked, plain, **{"_rels/.rels": outside % (b"officeDocument", target)}
        )
    return made


def _web() -> dict[str, Make]:
    said = "<h1>Northmoor Council</h1><p>Visits rose from 60% to 84% by 12 June 2019, says the report to Cabinet.</p>" * 3
    whole = f"<!doctype html><html><head><title>Plan</title></head><body>{said}</body></html>"
    made: dict[str, Make] = {
        "web-utf-16-unmarked.html": lambda: whole.encode("utf-16-le"),
        "web-utf-16-marked.html": lambda: whole.encode("utf-16"),
        "web-utf-32.html": lambda: whole.encode("utf-32"),
        "web-table-20000-rows.html": lambda: ("<html><table>" + "<tr><td>Train staff<td>Head of Service<td>May 2020" * 20_000 + "</table>").encode(),
        "web-table-2000-columns.html": lambda: ("<html><p>Plan</p><table>" + ("<tr>" + "<td>x" * 2000) * 20 + "</table>").encode(),
        "web-unclosed.html": lambda: ("<html><body><p>Plan <b>of <i>the <table><tr><td>x<p>y <ul><li>z " * 300).encode(),
        "web-crossed.html": lambda: ("<html><body><b><i></b></i><p></b>Plan</p></table></td>" * 3000).encode(),
        "web-attributes-10000.html": lambda: ("<html><p " + " ".join(f'a{n}="x"' for n in range(10_000)) + f">{said}").encode(),
        "web-attribute-long.html": lambda: f'<html><p class="{"x" * 1_000_000}">{said}'.encode(),
        "web-comment-unended.html": lambda: f"<html><body>{said}<!-- {'x' * 100_000}".encode(),
        "web-comments-10000.html": lambda: ("<!-- x -->" * 10_000 + whole).encode(),
        "web-script-huge.html": lambda: f"<html><body><script>{'var x = 1;' * 100_000}</script>{said}".encode(),
        "web-css-odd.html": lambda: f"<html><style>{'a{b:c}' * 30_000} @import url(file:///etc/passwd); p{{display:none}} {{{{</style>{said}".encode(),
        "web-css-nested.html": lambda: f"<html><style>{'@media x{' * 20_000}</style>{said}".encode(),
        "web-entities.html": lambda: f"<html><body>&#0;&#27;&#xD800;&#x110000;&#99999999999;&bogus;&#x202e;&#x9b;{said}".encode(),
        "web-xhtml-entities.html": lambda: b"<?xml version='1.0'?><!DOCTYPE html [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><html><body><p>&b;</p>" + said.encode(),
        "web-null.html": lambda: whole.replace(" ", "\0 ").encode(),
        "web-frames.html": lambda: b"<html><frameset><frame src='file:///etc/passwd'></frameset></html>",
        "web-redirect.html": lambda: b"<html><head><meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'></head><body></body></html>",
        "web-only-script.html": lambda: b"<html><body><div id=root></div><script>render()</script></body></html>",
        "web-empty.html": lambda: b"<html></html>",
        "web-depth-199.html": lambda: ("<html>" + "<div>" * 190 + said).encode(),
        "web-mhtml.html": lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n" + whole.encode() + b"\n--x--",
        "web-svg.html": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><text>Plan</text></svg>",
        "web-xml.html": lambda: b"<?xml version='1.0'?><feed><entry>Plan of the council</entry></feed>",
    }  # fmt: skip
    for said_set in ("utf-16", "utf-7", "x-user-defined", "ibm037", "shift_jis", "bogus", "idna", "base64", "unicode_escape", ""):
        text = whole.replace("<head>", f"<head><meta charset='{said_set}'>")
        made[f"web-says-{said_set or 'nothing'}.html"] = functools.partial(text.encode, "utf-8")
    return made


def _texts() -> dict[str, Make]:
    made: dict[str, Make] = {
        "text-binary.txt": lambda: bytes(range(256)) * 200,
        "text-mostly-null.txt": lambda: TEXT.encode() + b"\0" * 10_000,
        "text-one-line-2-megabytes.txt": lambda: b"Visits rose from 60% to 84% in May 2019 and the team will train all staff. " * 27_000,
        "text-one-word-2-megabytes.txt": lambda: b"a" * 2_000_000,
        "text-lines-100000.txt": lambda: b"x\n" * 100_000,
        "text-blank-lines.txt": lambda: b"\n" * 500_000,
        "text-tabs.txt": lambda: ("\t".join("abc") + "\n").encode() * 3000 + b"\t" * 100_000,
        "text-headings.md": lambda: b"# Plan\n" * 5000,
        "text-lists-deep.md": lambda: "".join(" " * n + "- item\n" for n in range(800)).encode(),
        "text-quotes-deep.md": lambda: b">" * 20_000 + b" Plan\n",
        "text-table-wide.md": lambda: b"|" + b" x |" * 3000 + b"\n|" + b" - |" * 3000 + b"\n|" + b" y |" * 3000,
        "text-links.md": lambda: b"[" * 50_000 + b"x" + b"](y)" * 50_000,
        "text-emphasis.md": lambda: b"*_" * 50_000 + b"x",
        "text-numbers.txt": lambda: ("1." * 5000 + " Plan\n").encode() + b"9" * 100_000 + b"%\n",
        "text-dates.txt": lambda: b"12 June 2019, 13/14/15, 31 February 2020, 99 May 99999, 2019-2020-2021, May to June to July. " * 300,
        "text-percentages.txt": lambda: b"from 1% to 2% to 3% from 99999999999999999999% to -5% of 1,2,3% per cent " * 300,
        "text-words-that-slow.txt": lambda: b"Ofsted " + b"finally " * 40 + b"x\n\nA1 " + b"A1 " * 60 + b"\n",
        "text-controls.txt": lambda: (TEXT + "\x1b[2J\x1b]0;title\x07 \x9b31m \u202e turned \u2066 \x08\x08\x7f \x0b\x0c").encode(),
        "text-line-ends.txt": lambda: TEXT.replace("\n", "\r").encode() + TEXT.replace("\n", "\u2028").encode() + b"\x85",
        "text-combining.txt": lambda: ("a" + "\u0301" * 50_000 + "\n" + TEXT).encode(),
        "text-wide.txt": lambda: ("\uff21\uff22 " * 9000 + "👩‍👩‍👧 " * 900 + "\u0627\u0644\u062e " * 900).encode(),
        "text-surrogates.txt": lambda: TEXT.encode() + b"\xed\xa0\x80\xed\xbf\xbf \xf4\x90\x80\x80 \xc0\x80",
    }  # fmt: skip
    for encoding in (
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "utf-8-sig",
        "utf-7",
        "cp1252",
        "cp037",
        "shift_jis",
        "koi8-r",
    ):
        made[f"text-{encoding}.txt"] = functools.partial(TEXT.encode, encoding)
    return made


def _renamed() -> dict[str, Make]:
    """Files of one kind under the name of another."""
    office = {
        "doc": OLE + b"\0" * 5000,
        "rtf": b"{\\rtf1\\ansi Northmoor Council plan}",
        "xlsx": zip_of({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}),
        "pptx": zip_of({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"}),
        "odt": zip_of({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}),
        "epub": zip_of({"mimetype": b"application/epub+zip"}),
        "png": b"\x89PNG\r\n\x1a\n" + b"\0" * 500, "jpg": b"\xff\xd8\xff\xe0" + b"\0" * 500, "tif": b"II*\0" + b"\0" * 500,
        "gz": b"\x1f\x8b\x08" + b"\0" * 99, "7z": b"7z\xbc\xaf\x27\x1c" + b"\0" * 99, "exe": b"MZ" + b"\0" * 999, "elf": b"\x7fELF" + b"\0" * 999,
        "sqlite": b"SQLite format 3\0" + b"\0" * 999, "msg": OLE + "__properties_version1.0".encode("utf-16-le"), "mp4": b"\0\0\0\x18ftypmp42" + b"\0" * 99,
        "json": b'{"error": "not found"}', "csv": b"a,b\n1,2\n", "eml": b"From: a@b.example\nSubject: Plan\n\nSee attached.\n", "xml": b"<?xml version='1.0'?><error>no</error>",
        "nothing": b"", "blank": b" \n\t ", "dot": b".",
    }  # fmt: skip
    made: dict[str, Make] = {}
    for kind, data in office.items():
        for suffix in ("pdf", "docx", "html"):
            made[f"really-{kind}.{suffix}"] = functools.partial(
                bytes, data + (f"<!-- {suffix} -->".encode() if len(data) > 200 else b"")
            )
    plain = pdf_of(objects())
    made |= {
        "really-pdf.docx": lambda: plain + b"%1",
        "really-pdf.html": lambda: plain + b"%2",
        "really-docx.pdf": lambda: make_docx(p("Plan of the council")),
        "really-html.docx": lambda: b"<html><body><h1>Plan</h1><p>of the council</p></body></html>",
        "both-zip-and-pdf.pdf": lambda: plain + make_docx(p("Plan")),
    }
    return made


def _names() -> dict[str, Make]:
    """The same small report with other words, under odd names."""
    names = (
        "new\nline.txt", "tab\tname.txt", "escape\x1b[2J\x1b]0;x\x07.txt", "emoji 👩‍👩‍👧.txt", "turned \u202egpj.txt", "hidden\u200b\u2066.txt", "=cmd().txt", "-rf.txt", "--help.txt",
        "a" * 246 + ".txt", "quote's \"double\" `back` $(x) ;.txt", "<b>bold<b> {{7*7}}.txt", "percent %s %n %00 %2e.txt", "colon:star*question?.txt", "back\\slash.txt",
        " leading.txt", "trailing .txt", "dots...txt", "\u0627\u0644\u062e\u0637\u0629.txt", "e\u0301 and \xe9.txt", "bytes \udcff\udc80.txt", "c1 \x9b31m.txt",
    )  # fmt: skip
    return {name: functools.partial((TEXT + f"\nNumber {n} of the odd names.\n").encode) for n, name in enumerate(names)}
