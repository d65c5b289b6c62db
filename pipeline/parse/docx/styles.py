"""Word's styles: what a paragraph is, and what it inherits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.model import ParagraphStyle
from pipeline.parse.docx.xml import Element, attribute, child, is_on, name, value, whole_number

# Word's built-in style names are the same in every language version of the file format.
_STYLES: dict[str, ParagraphStyle] = {
    "title": "title",
    "subtitle": "title",
    "caption": "caption",
    "quote": "quote",
    "intense quote": "quote",
    "block text": "quote",
    "footnote text": "footnote",
    "endnote text": "footnote",
    "toc heading": "contents",
    "table of figures": "contents",
}


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by their id, and the default paragraph style's id."""

    by_id: dict[str, Element] = field(default_factory=dict)
    default: str | None = None
    of_all: Element | None = None  # what holds for the letters of every paragraph, unless something says otherwise

    def chain(self, style_id: str | None) -> Iterator[Element]:
        """Yield a style and those it is based on, nearest first."""
        seen: set[str] = set()
        while style_id and style_id not in seen and style_id in self.by_id:
            seen.add(style_id)
            yield self.by_id[style_id]
            style_id = value(self.by_id[style_id], "basedOn")

    def of(self, paragraph: Element) -> list[Element]:
        """Return the styles of a paragraph, nearest first."""
        return list(self.chain(value(paragraph, "pPr", "pStyle") or self.default))

    def is_on(self, run: Element, paragraph_styles: list[Element], *names: str) -> bool:
        """Read an on/off property of a run's letters: its own, its style's, or its paragraph's style's."""
        for source in self._letters(run, paragraph_styles):
            for wanted in names:
                found = is_on(source, wanted)
                if found is not None:
                    return found
        return False

    def said(self, run: Element, paragraph_styles: list[Element], wanted: str) -> Element | None:
        """Return the property of a run's letters that counts, null where nothing says it."""
        return next((found for s in self._letters(run, paragraph_styles) if (found := child(s, wanted)) is not None), None)

    def _letters(self, run: Element, paragraph_styles: list[Element]) -> Iterator[Element | None]:
        own = child(run, "rPr")
        yield own
        yield from (child(s, "rPr") for s in self.chain(value(own, "rStyle")))
        yield from (child(s, "rPr") for s in paragraph_styles)
        yield self.of_all


def read_styles(root: Element | None) -> Styles:
    """Read `styles.xml`."""
    if root is None:
        return Styles()
    styles = {attribute(s, "styleId") or "": s for s in root if name(s) == "style"}
    default = next(
        (key for key, s in styles.items() if attribute(s, "type") == "paragraph" and attribute(s, "default") in ("1", "true")),
        None,
    )
    return Styles(styles, default, child(root, "docDefaults", "rPrDefault", "rPr"))


def tell_style(paragraph: Element, styles: list[Element]) -> tuple[ParagraphStyle, int | None]:
    """Return what a paragraph is by its style or outline level, and a heading's rank."""
    outline = whole_number(value(paragraph, "pPr", "outlineLvl"))
    if outline is not None and outline < 9:
        return "heading", outline + 1
    for style in styles:
        style_name = (value(style, "name") or "").lower()
        heading = re.fullmatch(r"heading (\d)", style_name)
        if heading:
            return "heading", int(heading[1])
        if re.match(r"toc \d", style_name):
            return "contents", None
        if style_name in _STYLES:
            return _STYLES[style_name], None
        outline = whole_number(value(style, "pPr", "outlineLvl"))
        if outline is not None and outline < 9:
            return "heading", outline + 1
    return "body", None
