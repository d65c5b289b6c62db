"""Which letters of a Word file nobody sees: hidden, without size, or white on white."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.parse.docx.bars import EMU
from pipeline.parse.docx.styles import Styles
from pipeline.parse.docx.xml import Element, attribute, child, name, whole_number
from pipeline.parse.unseen import Unseen

# Half points: smaller letters are not meant to be seen. A colour whose every part is at least this is as pale as paper.
VISIBLE, PALE = 2, 0xF3
# Per cent: letters that are set so narrow are not meant to be seen. By so much two colours differ that nobody tells apart.
NARROW, ALIKE = 5, 12
# Twentieths of a point: what begins so far before a page is not meant to be seen, nor what begins behind Word's largest.
OFF, LARGEST, TWIPS = -6000, 31680, 20
_NO_PEN = ("none", "white")
_PROPERTIES = ("pPr", "tcPr", "tblPr")
_THEME_PAPER = ("background1", "light1")

# Word's names of the colours of its highlighter pen (ECMA-376, part 1, 17.18.40).
HIGHLIGHTS = {
    "green": "#00ff00", "darkGreen": "#008000", "red": "#ff0000", "darkRed": "#800000", "yellow": "#ffff00",
    "darkYellow": "#808000", "blue": "#0000ff", "darkBlue": "#000080", "cyan": "#00ffff", "darkCyan": "#008080",
    "magenta": "#ff00ff", "darkMagenta": "#800080", "lightGray": "#c0c0c0", "darkGray": "#808080", "black": "#000000",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ink:
    """How letters of a document show; `on_white` says that no drawing may stand behind its text. `unseen` counts.

    `strikes` says that something may be struck through, of which `struck` are the letters, run by run: they are seen.
    """

    styles: Styles
    on_white: bool = True
    unseen: Unseen = field(default_factory=Unseen)
    strikes: bool = False
    struck: list[int] = field(default_factory=list)

    def hidden(self, run: Element, inherited: list[Element]) -> str | None:
        """Say why nobody sees a run's letters; null where they show."""
        if self.styles.is_on(run, inherited, "vanish", "webHidden"):
            return "hidden"
        size = self.styles.said(run, inherited, "sz")
        if size is not None and (whole_number(attribute(size, "val")) or VISIBLE) < VISIBLE:
            return "too small to be read"
        scale = self.styles.said(run, inherited, "w")
        if scale is not None and (whole_number((attribute(scale, "val") or "").rstrip("%")) or 100) < NARROW:
            return "too small to be read"
        told = self.styles.said(run, inherited, "color")
        colour = None if told is None else attribute(told, "val")
        if told is not None and colour is None and attribute(told, "themeColor") in _THEME_PAPER:
            colour = "FFFFFF"
        if self._is_on_its_own_colour(run, inherited, colour):
            return "in the colour of what is beneath them"
        if not _is_pale(colour) or not self.on_white:
            return None
        return None if self._has_ground(run, inherited) else "in the colour of the paper"

    def _is_on_its_own_colour(self, run: Element, inherited: list[Element], colour: str | None) -> bool:
        """Tell whether a pen or a shade of the very colour of a run's letters is behind them.

        Letters without a colour are black under a pen, and turn white on a dark shade.
        """
        pen = self.styles.said(run, inherited, "highlight")
        marked = None if pen is None else HIGHLIGHTS.get(attribute(pen, "val") or "")
        if marked:
            return _are_alike(marked[1:], "000000" if colour in (None, "auto") else colour)
        own = self.styles.said(run, inherited, "shd")
        around = (child(e, kind, "shd") for e in (*inherited, *run.iterancestors()) for kind in _PROPERTIES[:2])
        shade = next((shading for shading in (own, *around) if _is_shaded(shading)), None)
        if shade is None or attribute(shade, "val") not in (None, "clear", "solid"):
            return False
        return _are_alike(attribute(shade, "color" if attribute(shade, "val") == "solid" else "fill"), colour)

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


def is_frame_off(paragraph: Element) -> bool:
    """Tell whether a paragraph stands in a frame that lies off every page."""
    frame = child(paragraph, "pPr", "framePr")
    return frame is not None and any(_is_far(attribute(frame, side), 1) for side in ("x", "y"))


def is_box_off(box: Element) -> bool:
    """Tell whether a text box lies off every page."""
    anchor = next((above for above in box.iterancestors() if name(above) == "anchor"), None)
    places = () if anchor is None else (child(anchor, place, "posOffset") for place in ("positionH", "positionV"))
    return any(place is not None and _is_far(place.text, EMU / TWIPS) for place in places)


def _is_far(written: str | None, unit: float) -> bool:
    """Tell whether a place, in parts of a twentieth of a point, is off a page: Word's largest is 22 inches."""
    place = whole_number(written)
    return place is not None and not OFF <= place / unit <= LARGEST


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


def _are_alike(one: str | None, other: str | None) -> bool:
    try:
        pairs = list(zip(bytes.fromhex(one or ""), bytes.fromhex(other or ""), strict=True))
    except ValueError:
        return False
    return len(pairs) == len("rgb") and all(abs(a - b) <= ALIKE for a, b in pairs)


def _is_pale(colour: str | None) -> bool:
    try:
        return len(colour or "") == 6 and min(bytes.fromhex(colour or "")) >= PALE
    except ValueError:
        return False
