"""Which letters of a Word file nobody sees: hidden, without size, or white on white."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.parse.docx_styles import Styles
from pipeline.parse.docx_xml import Element, attribute, child, name, whole_number
from pipeline.parse.unseen import Unseen

# Half points: smaller letters are not meant to be seen. A colour whose every part is at least this is as pale as paper.
VISIBLE, PALE = 2, 0xF3
_NO_PEN = ("none", "white")
_PROPERTIES = ("pPr", "tcPr", "tblPr")


@dataclass(frozen=True, slots=True)
class Ink:
    """How letters of a document show; `on_white` says that no drawing may stand behind its text. `unseen` counts."""

    styles: Styles
    on_white: bool = True
    unseen: Unseen = field(default_factory=Unseen)

    def hidden(self, run: Element, inherited: list[Element]) -> str | None:
        """Say why nobody sees a run's letters; null where they show."""
        if self.styles.is_on(run, inherited, "vanish", "webHidden"):
            return "hidden"
        size = self.styles.said(run, inherited, "sz")
        if size is not None and (whole_number(attribute(size, "val")) or VISIBLE) < VISIBLE:
            return "too small to be read"
        colour = self.styles.said(run, inherited, "color")
        if colour is None or not _is_pale(attribute(colour, "val")) or not self.on_white:
            return None
        return None if self._has_ground(run, inherited) else "in the colour of the paper"

    def _has_ground(self, run: Element, inherited: list[Element]) -> bool:
        """Tell whether anything but white paper is, or may be, behind a run."""
        pen = self.styles.said(run, inherited, "highlight")
        if _is_shaded(self.styles.said(run, inherited, "shd")) or (pen is not None and attribute(pen, "val") not in _NO_PEN):
            return True
        for element in (*inherited, *run.iterancestors()):
            kind = name(element)
            if kind == "txbxContent" or any(_is_shaded(child(element, own, "shd")) for own in _PROPERTIES):
                return True
            style = child(element, "tblPr", "tblStyle") if kind == "tbl" else None
            chain = () if style is None else self.styles.chain(attribute(style, "val"))
            if any(_is_shaded(shading) for s in chain for shading in s.iter("{*}shd")):
                return True
        return False


def is_on_white(*roots: Element | None) -> bool:
    """Tell whether nothing is drawn behind the text of a document, on its pages or in their heads and feet."""
    for root in (root for root in roots if root is not None):
        behind = any(anchor.get("behindDoc") in ("1", "true") for anchor in root.iter("{*}anchor"))
        shapes = root.iter("{*}shape", "{*}rect", "{*}roundrect")
        paper = child(root, "background")
        if behind or any("z-index:-" in (shape.get("style") or "").replace(" ", "") for shape in shapes):
            return False
        if paper is not None and not _is_pale(attribute(paper, "color")):
            return False
    return True


def _is_shaded(shading: Element | None) -> bool:
    if shading is None:
        return False
    pattern = attribute(shading, "val") not in (None, "clear", "nil")
    return pattern or not (attribute(shading, "fill") in (None, "auto") or _is_pale(attribute(shading, "fill")))


def _is_pale(colour: str | None) -> bool:
    try:
        return len(colour or "") == 6 and min(bytes.fromhex(colour or "")) >= PALE
    except ValueError:
        return False
