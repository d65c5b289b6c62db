"""The printed text of a Word paragraph, run by run."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.parse.docx_styles import Styles
from pipeline.parse.docx_xml import Element, attribute, child, contents, name, value
from pipeline.parse.marks import BULLET
from pipeline.plain import without_controls

_PLAIN = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\xad"}
_SYMBOL_FONTS = ("symbol", "wingdings", "webdings")
_TICKS, _CROSSES = {"fc", "fe"}, {"fb", "fd"}  # code points of the Wingdings font

# Word's names of the colours of its highlighter pen (ECMA-376, part 1, 17.18.40).
_HIGHLIGHTS = {
    "green": "#00ff00", "darkGreen": "#008000", "red": "#ff0000", "darkRed": "#800000", "yellow": "#ffff00",
    "darkYellow": "#808000", "blue": "#0000ff", "darkBlue": "#000080", "cyan": "#00ffff", "darkCyan": "#008080",
    "magenta": "#ff00ff", "darkMagenta": "#800080", "lightGray": "#c0c0c0", "darkGray": "#808080", "black": "#000000",
}  # fmt: skip


@dataclass(slots=True)
class Printed:
    """What a paragraph prints: its text (tabs as `\\t`, line breaks as `\\n`), whether all of it is
    bold, the one colour behind all of it, the notes it refers to, and the text boxes anchored in it."""

    text: str = ""
    bold: bool = False
    colour: str | None = None
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    deleted: bool = False


def read_paragraph(paragraph: Element, styles: Styles) -> Printed:
    """Read a paragraph's runs; what was deleted under tracked changes, or is hidden, is left out."""
    printed = Printed()
    inherited = styles.of(paragraph)
    weights: list[bool] = []
    colours: set[str | None] = set()
    pieces: list[str] = []
    for run in contents(paragraph):
        kind = name(run)
        if kind in ("oMath", "oMathPara"):
            pieces.append("".join(t.text or "" for t in run.iter() if name(t) == "t"))
        if kind != "r" or styles.is_on(run, inherited, "vanish", "webHidden"):
            continue
        text = _run_text(run, printed)
        if styles.is_on(run, inherited, "caps"):
            text = text.upper()
        pieces.append(text)
        if text.strip():
            weights.append(styles.is_on(run, inherited, "b"))
            colours.add(_highlight(run) or fill_colour(child(run, "rPr", "shd")))
    printed.text = "".join(pieces).replace("\xa0", " ")
    printed.bold = bool(weights) and all(weights)
    own = fill_colour(child(paragraph, "pPr", "shd"))
    printed.colour = own or (next(iter(colours)) if len(colours) == 1 else None)
    printed.deleted = child(paragraph, "pPr", "rPr", "del") is not None
    return printed


def _run_text(run: Element, printed: Printed) -> str:
    text = ""
    for piece in contents(run):
        kind = name(piece)
        if kind == "t":
            text += without_controls(piece.text or "")
        elif kind in _PLAIN:
            text += _PLAIN[kind]
        elif kind == "br":
            text += "\n" if attribute(piece, "type") in (None, "textWrapping") else ""
        elif kind == "sym":
            text += _symbol(piece)
        elif kind in ("footnoteReference", "endnoteReference"):
            printed.notes.append((kind.removesuffix("Reference"), attribute(piece, "id") or ""))
        elif kind in ("drawing", "pict", "object"):
            printed.boxes.extend(_text_boxes(piece))
    return text


def _text_boxes(drawing: Element) -> list[Element]:
    return [e for e in drawing.iter() if name(e) == "txbxContent" and not any(name(a) == "Fallback" for a in e.iterancestors())]


def _symbol(piece: Element) -> str:
    code = (attribute(piece, "char") or "").lower().removeprefix("f0")
    if (attribute(piece, "font") or "").lower().startswith("wingdings"):
        if code in _TICKS:
            return "✓"
        if code in _CROSSES:
            return "✗"
    if (attribute(piece, "font") or "").lower().startswith(_SYMBOL_FONTS):
        return BULLET
    try:
        return without_controls(chr(int(code, 16)))
    except (ValueError, OverflowError):
        return ""


def _highlight(run: Element) -> str | None:
    return _HIGHLIGHTS.get(value(run, "rPr", "highlight") or "")


def fill_colour(shading: Element | None) -> str | None:
    """Return the `#rrggbb` of a `w:shd`, null for none, automatic or white."""
    if shading is None:
        return None
    pattern = attribute(shading, "val")
    written = attribute(shading, "color") if pattern == "solid" else attribute(shading, "fill")
    written = (written or "").lower()
    if len(written) != 6 or any(c not in "0123456789abcdef" for c in written) or written == "ffffff":
        return None
    return f"#{written}"
