"""Read a web page: headings, paragraphs, lists, tables, without the site's own frame round them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from pipeline.errors import DocumentError
from pipeline.model import Grid, Page, Paragraph
from pipeline.parse.encodings import decode, encoding_of
from pipeline.parse.html_css import lay_styles
from pipeline.parse.html_walk import Walk
from pipeline.plain import without_controls
from pipeline.rules import Rules

# Letters, without white space. An error page says little beside links; the shortest letter is longer.
LONG = 2000
# Elements inside one another: pages of content systems have some thirty. Reading takes three calls for each.
DEEPEST = 200

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


def read_html(data: bytes, rules: Rules) -> tuple[Page, ...]:
    """Return a web page as one page of elements in reading order.

    A page is refused as an error page where its title or a heading says so in the words of
    `rules/parse/error_pages.yaml` and it has less than `LONG` letters outside links; a
    page without any text is refused too. Raises `DocumentError` that names the page's title.
    """
    try:
        root = lxml_html.document_fromstring(_decoded(data), parser=lxml_html.HTMLParser(huge_tree=True))
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise DocumentError("the file is a web page that cannot be read; download the report itself") from error
    if _is_deep(root):
        raise DocumentError(f"the file is a web page with over {DEEPEST} parts inside one another; save it as PDF and load that")
    title = " ".join(without_controls("".join(root.xpath("//head//title//text()"))).split())
    named = f"a web page (“{title[:120]}”)" if title else "a web page"
    lay_styles(root)
    walk = Walk()
    walk.read(_main(root))
    elements = tuple(walk.elements)
    n_text = sum(len("".join(text.split())) for text in _texts(elements)) - walk.n_linked
    headings = [title, *(e.text for e in elements if isinstance(e, Paragraph) and e.style == "heading")]
    if n_text < LONG:
        for heading in headings:
            if rules["parse/error_pages"].first(heading):
                says = "" if heading == title else f" that says “{heading[:120]}”"
                raise DocumentError(f"the file is {named}{says}, not a report")
    if n_text < 1:
        raise DocumentError(f"the file is {named} without text, not a report")
    return (Page(number=1, elements=elements),)


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


def _main(root: Any) -> Any:
    """Return the part that holds the document: `<main>` where there is one, else the body."""
    for path in ("//main", "//*[@role='main']", "//body"):
        found = root.xpath(path)
        if found and found[0].text_content().strip():
            return found[0]
    return root


def _texts(elements: tuple[Paragraph | Grid, ...]) -> Iterator[str]:
    for element in elements:
        if isinstance(element, Grid):
            yield from (cell.text for cell in element.cells)
        else:
            yield element.text
