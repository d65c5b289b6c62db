"""Small files written by hand, one operator or element at a time, for the tests of `parse`."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

WIDTH, HEIGHT = 600, 800


def make_pdf(
    *contents: str, page: str = "", resources: str = "", objects: tuple[bytes, ...] = (), catalog: str = "", fonts: str = ""
) -> bytes:
    """Return a PDF with a page for each content stream.

    Fonts: /F1 Helvetica, /F2 Helvetica-Bold, /F3 Helvetica-Oblique. `page` and `resources` are put
    into every page's and its resources' dictionary, `catalog` into the file's, `fonts` beside those three; `objects` are
    numbered from 10.
    """
    bodies: dict[int, bytes] = {}
    fonts += "".join(
        f"/F{n} <</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>"
        for n, name in enumerate(("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"), 1)
    )
    bodies[3] = f"<</Font<<{fonts}>>{resources}>>".encode()
    bodies.update(enumerate(objects, 10))
    kids = []
    for n, content in enumerate(contents):
        number = 100 + 2 * n
        kids.append(f"{number} 0 R")
        box = "" if "MediaBox" in page else f"/MediaBox[0 0 {WIDTH} {HEIGHT}]"
        bodies[number] = f"<</Type/Page/Parent 2 0 R/Resources 3 0 R/Contents {number + 1} 0 R{box}{page}>>".encode()
        bodies[number + 1] = stream(content)
    bodies[1] = f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode()
    bodies[2] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>".encode()
    return pdf_of(bodies)


def pdf_of(objects: dict[int, bytes]) -> bytes:
    """Return a PDF of numbered objects, 1 being its catalog."""
    out, places = b"%PDF-1.4\n", {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%d 1\n%010d 00000 n \n" % item for item in places.items())
    trailer = b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (max(places) + 1, len(out))
    return out + b"xref\n" + table + trailer


def stream(content: str, dictionary: str = "") -> bytes:
    data = content.encode("cp1252")
    return f"<<{dictionary}/Length {len(data)}>>\nstream\n".encode() + data + b"\nendstream"


def show(x: float, y: float, text: str, *, font: str = "F1", size: float = 10) -> str:
    """Return operators that print a text with its base line beginning at x, y (from the bottom left)."""
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET\n"


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def make_docx(body: str, **parts: str) -> bytes:
    """Return a Word file with this body; `parts` are the inner XML of `styles`, `numbering`, `footnotes`,
    `header1`, `footer1`, the last two related as rIdheader1 and rIdfooter1."""
    roots = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "header1": "hdr", "footer1": "ftr"}
    kinds = {name: name.rstrip("1") for name in roots}
    overrides = "".join(f'<Override PartName="/word/{n}.xml" ContentType="{_TYPES}.{kinds[n]}+xml"/>' for n in parts)
    relations = "".join(f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kinds[n]}" Target="{n}.xml"/>' for n in parts)
    package = "http://schemas.openxmlformats.org/package/2006"
    out = BytesIO()
    with ZipFile(out, "w") as zipped:
        zipped.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>{overrides}</Types>',
        )
        zipped.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        zipped.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{package}/relationships">{relations}</Relationships>'
        )
        names = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        names += 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
        zipped.writestr("word/document.xml", f"<w:document {W} {names}><w:body>{body}</w:body></w:document>")
        for name, inner in parts.items():
            zipped.writestr(f"word/{name}.xml", f"<w:{roots[name]} {W}>{inner}</w:{roots[name]}>")
    return out.getvalue()


def with_part(docx: bytes, key: str, relation: str, place: str, content: bytes, kind: str) -> bytes:
    """Return a Word file that holds one more part, related as `key`; no content stands for a part of another file."""
    out = BytesIO()
    mode = ' TargetMode="External"' if not content else ""
    changed = {
        "[Content_Types].xml": ("</Types>", f'<Override PartName="/word/{place}" ContentType="{kind}"/></Types>'),
        "word/_rels/document.xml.rels": (
            "</Relationships>",
            f'<Relationship Id="{key}" Type="{_OFFICE}/{relation}" Target="{place}"{mode}/></Relationships>',
        ),
    }
    with ZipFile(BytesIO(docx)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            end, instead = changed.get(name, ("", ""))
            text = old.read(name).decode()
            new.writestr(name, text.replace(end, instead) if end else text)
        if content:
            new.writestr(f"word/{place}", content)
    return out.getvalue()


def p(text: str, properties: str = "", run: str = "") -> str:
    """Return a Word paragraph of one run."""
    run_properties = f"<w:rPr>{run}</w:rPr>" if run else ""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r>{run_properties}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
