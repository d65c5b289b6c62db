"""Read a web page: headings, paragraphs, lists, tables, without the site's own frame round them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from pipeline.errors import DocumentError
from pipeline.model import Grid, Page, Paragraph
from pipeline.parse.encodings import decode, encoding_of, unknown_letters
from pipeline.parse.html.css import Looks, lay_styles
from pipeline.parse.html.pictures import in_pictures
from pipeline.parse.html.walk import Left, Walk
from pipeline.parse.problems import about_the_file
from pipeline.parse.unseen import n_letters
from pipeline.plain import without_controls
from pipeline.raised import as_fraction
from pipeline.rules import Rules

# Letters, without white space. An error page says little beside links; the shortest letter is longer.
LONG = 2000
# Elements inside one another: pages of content systems have some thirty. Reading takes three calls for each.
DEEPEST = 200
# Pages inside one another, each in an attribute of the one around it, that are read.
MOST_INSIDE = 3
_SLASH = "\N{FRACTION SLASH}"

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


def read_html(data: bytes, rules: Rules) -> tuple[Page, ...]:
    """Return a web page as one page of elements in reading order; its `note` counts what of it was left out.

    A page is refused as an error page where its title or a heading says so in the words of
    `rules/parse/error_pages.yaml` and it has less than `LONG` letters outside links; a
    page without any text is refused too. Raises `DocumentError` that names the page's title.
    """
    root = _parsed(_decoded(data))
    framed = _unfold(root)
    if _is_deep(root):
        raise DocumentError(f"the file is a web page with over {DEEPEST} parts inside one another; save it as PDF and load that")
    title = " ".join(without_controls("".join(root.xpath("//head//title//text()"))).split())
    named = f"a web page (“{title[:120]}”)" if title else "a web page"
    walk = _walked(root, looks := lay_styles(root))
    elements = tuple(walk.elements)
    n_text = sum(n_letters(text) for text in _texts(elements)) - walk.n_linked
    headings = [title, *(e.text for e in elements if isinstance(e, Paragraph) and e.style == "heading")]
    if n_text < LONG:
        for heading in headings:
            if rules["parse/error_pages"].first(heading):
                says = "" if heading == title else f" that says “{heading[:120]}”"
                raise DocumentError(f"the file is {named}{says}, not a report")
    if n_text < 1:
        raise DocumentError(f"the file is {named} without text, not a report")
    unknown, few = unknown_letters(_texts(elements))
    unread = "is made of frames, whose own pages are not in the file" if framed else unknown
    said = [walk.left.unseen.in_words(), _of_the_site(walk.left), few, _uncounted(looks), in_pictures(root, looks, n_text)]
    return (Page(number=1, elements=elements, problem=about_the_file([unread, _unprinted(looks)]), note=about_the_file(said)),)


def read_part(data: bytes) -> Page:
    """Return a web page that stands inside another document as a page; it is never taken for an error page."""
    root = _parsed(_decoded(data))
    _unfold(root)
    if _is_deep(root):
        raise DocumentError(f"it is a web page with over {DEEPEST} parts inside one another")
    looks = lay_styles(root)
    return Page(number=1, elements=tuple(_walked(root, looks).elements), problem=about_the_file([_unprinted(looks)]))


def _parsed(text: str) -> Any:
    try:
        return lxml_html.document_fromstring(text, parser=lxml_html.HTMLParser(huge_tree=True))
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise DocumentError("the file is a web page that cannot be read; download the report itself") from error


def _unfold(root: Any) -> bool:
    """Put the pages that stand inside attributes and in `<noframes>` into the tree; tell whether the page is made of frames."""
    for _ in range(MOST_INSIDE):
        for frame in root.xpath("//iframe[normalize-space(@srcdoc)]"):
            frame.tag, written = "div", frame.attrib.pop("srcdoc")
            frame.text = None
            frame.append(_parsed(without_controls(written)))
    for raised in root.xpath("//sup"):
        _join_fraction(raised)
    for parts in root.xpath("//mfrac|//msup"):  # of MathML, whose numbers are read as they follow each other
        if len(parts) > 1:
            parts[0].tail = "/" if parts.tag == "mfrac" else "^"
    for shown in root.xpath("//template[@shadowrootmode]"):  # which a browser shows in the place of what is around it
        shown.tag = "div"
    framed = bool(root.xpath("//frameset/frame"))
    for instead in root.xpath("//noframes") if framed else ():
        written = without_controls(instead.text or "")
        if written.strip():
            instead.tag, instead.text = "div", None
            instead.append(_parsed(written))
    return framed


def _join_fraction(raised: Any) -> None:
    """Write a fraction of raised and lowered figures as one sign: what is raised is no mark of a note then."""
    tail, lowered = (raised.tail or "").strip(), raised.getnext()
    figures = raised.text_content().strip()
    if tail in ("/", _SLASH) and lowered is not None and lowered.tag == "sub" and figures.isdecimal():
        below = lowered.text_content().strip()
        if below.isdecimal():
            raised.tail = lowered.tail
            lowered.getparent().remove(lowered)
            raised.tag, raised.text = "span", as_fraction(figures, below)
            del raised[:]
    elif figures.isdecimal() and (found := re.match(rf"{_SLASH}(\d+)", tail)):
        raised.tag, raised.text, raised.tail = "span", as_fraction(figures, found[1]), tail[found.end() :]
        del raised[:]


def _walked(root: Any, looks: Looks) -> Walk:
    """Walk the part that holds the document: what is marked as the main part, where it has most of the words, else the body.

    A heading of the first rank that stands above the main part is the document's where that has none.
    """
    mains = [main for main in root.xpath("//main|//*[@role='main']") if main.text_content().strip() and main not in looks.gone]
    marked = frozenset(mains)
    mains = [main for main in mains if marked.isdisjoint(main.iterancestors())]
    body = next(iter(root.xpath("//body")), root)
    walk = Walk(looks)
    for main in mains:
        walk.read(main)
    outside = Walk(looks, frozenset(mains))
    outside.read(body)
    if not mains or _own_letters(outside) > _own_letters(walk):
        walk = Walk(looks)
        walk.read(body)
        return walk
    firsts = [e for e in outside.elements if isinstance(e, Paragraph) and e.style == "heading" and e.level == 1]
    if not any(isinstance(e, Paragraph) and e.style == "heading" and e.level == 1 for e in walk.elements):
        walk.elements[:0] = firsts
        outside.elements = [element for element in outside.elements if element not in firsts]
    walk.left.n_frame += outside.left.n_frame + sum(n_letters(text) for text in _texts(tuple(outside.elements)))
    walk.left.n_elsewhere += outside.left.n_elsewhere
    walk.left.unseen.take(outside.left.unseen)
    return walk


def _own_letters(walk: Walk) -> int:
    return sum(n_letters(text) for text in _texts(tuple(walk.elements))) - walk.n_linked


def _of_the_site(left: Left) -> str | None:
    """Say how much of a page was left out because it is the site's, or is not in the file."""
    parts = []
    if left.n_frame:
        parts.append(f"has {left.n_frame} letters of the site's own menus, heads, feet and buttons, which were left out")
    if left.n_elsewhere:
        parts.append(f"shows parts of {left.n_elsewhere} other address{'es' if left.n_elsewhere > 1 else ''}")
    return "; it ".join(parts) or None


def _unprinted(looks: Looks) -> str | None:
    return f"has words that its style sheet prints ({looks.unread}), which were not read" if looks.unread else None


def _uncounted(looks: Looks) -> str | None:
    return f"has numbers that its style sheet counts ({looks.uncounted}), which were not read" if looks.uncounted else None


def _is_deep(root: Any) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            return True
    return False


def _decoded(data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    if declared and encoding_of(data) is None:
        try:
            text = data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):  # a wrong declaration: the bytes tell more
            text = decode(data)
    else:
        text = decode(data)
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", without_controls(text))  # lxml refuses text that also declares an encoding


def _texts(elements: tuple[Paragraph | Grid, ...]) -> Iterator[str]:
    for element in elements:
        if isinstance(element, Grid):
            yield from (cell.text for cell in element.cells)
        else:
            yield element.text
