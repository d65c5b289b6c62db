"""The printed text of a Word paragraph, run by run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.parse.docx.ink import HIGHLIGHTS, Ink, is_box_off, is_frame_off
from pipeline.parse.docx.xml import Element, attribute, child, contents, is_shown, name, value, whole_number
from pipeline.parse.marks import BULLET
from pipeline.parse.unseen import n_letters
from pipeline.plain import as_printed, without_controls
from pipeline.raised import as_fraction, is_note_mark

_PLAIN = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_SYMBOL_FONTS = ("symbol", "wingdings", "webdings")
_TICKS, _CROSSES = {"fc", "fe"}, {"fb", "fd"}  # code points of the Wingdings font

# Stand round figures that are raised, perhaps as the mark of a note, or lowered; no text holds these.
_RAISED, _LOWERED = "\x02", "\x03"
_FRACTION = re.compile(rf"{_RAISED}(\d+){_RAISED}(?:\N{{FRACTION SLASH}}{_LOWERED}?|/{_LOWERED})(\d+)")
_MARKS = re.compile(rf"{_RAISED}\d+{_RAISED}")


@dataclass(slots=True)
class Printed:
    """What a paragraph prints: its text (tabs as `\\t`, line breaks as `\\n`), whether all of it is
    bold, the one colour behind all of it, the notes it refers to, and the text boxes anchored in it.

    `codes` are the texts of its runs that it does not print."""

    text: str = ""
    bold: bool = False
    colour: str | None = None
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    chunks: list[Element] = field(default_factory=list)
    codes: frozenset[Element] = frozenset()
    deleted: bool = False


def read_paragraph(paragraph: Element, ink: Ink) -> Printed:
    """Read a paragraph's runs; what was deleted under tracked changes, or nobody sees, is left out."""
    printed = Printed(codes=_codes(paragraph))
    if is_frame_off(paragraph):
        ink.unseen.add("outside the page", _letters(paragraph))
        return printed
    styles = ink.styles
    inherited = styles.of(paragraph)
    weights: list[bool] = []
    colours: set[str | None] = set()
    pieces: list[str] = []
    for run in contents(paragraph):
        kind = name(run)
        if kind in ("oMath", "oMathPara"):
            pieces.append("".join(t.text or "" for t in run.iter() if name(t) == "t"))
        if kind == "subDoc":
            printed.chunks.append(run)
        if kind != "r":
            continue
        hidden = ink.hidden(run, inherited)
        if hidden:
            ink.unseen.add(hidden, _letters(run))
            continue
        text = _run_text(run, printed, ink)
        raised = styles.said(run, inherited, "vertAlign") if text else None
        if raised is not None and attribute(raised, "val") == "superscript":
            text = (f"{_RAISED}{text}{_RAISED}" if text.isdecimal() else "") if is_note_mark("".join(pieces), text) else text
        elif raised is not None and attribute(raised, "val") == "subscript" and text.isdecimal():
            text = f"{_LOWERED}{text}{_LOWERED}"
        if styles.is_on(run, inherited, "caps"):
            text = text.upper()
        if ink.strikes and text.strip() and styles.is_on(run, inherited, "strike", "dstrike"):
            ink.struck.append(n_letters(text))
        pieces.append(text)
        if text.strip():
            weights.append(styles.is_on(run, inherited, "b"))
            colours.add(_highlight(run) or fill_colour(child(run, "rPr", "shd")))
    printed.text = as_printed(_with_fractions("".join(pieces))).replace("\xa0", " ")
    printed.bold = bool(weights) and all(weights)
    own = fill_colour(child(paragraph, "pPr", "shd"))
    printed.colour = own or (next(iter(colours)) if len(colours) == 1 else None)
    printed.deleted = child(paragraph, "pPr", "rPr", "del") is not None
    return printed


def _with_fractions(text: str) -> str:
    """Return a text whose fractions of raised and lowered figures are written level; other figures that are marked so go."""
    if _RAISED in text:
        text = _FRACTION.sub(lambda found: as_fraction(found[1], found[2]), text)
        text = _MARKS.sub("", text)
    return text.replace(_LOWERED, "")


def _letters(element: Element) -> int:
    return sum(n_letters(t.text or "") for t in element.iter("{*}t"))


def _boxes(piece: Element, ink: Ink) -> Iterator[Element]:
    """Yield the text boxes of a drawing that stand on the page."""
    for box in (box for box in piece.iter("{*}txbxContent") if is_shown(box)):
        if is_box_off(box):
            ink.unseen.add("outside the page", _letters(box))
        else:
            yield box


def _run_text(run: Element, printed: Printed, ink: Ink) -> str:
    text = ""
    for piece in contents(run):
        kind = name(piece)
        if kind == "t":
            text += "" if piece in printed.codes else without_controls(piece.text or "")
        elif kind in _PLAIN:
            text += _PLAIN[kind]
        elif kind == "br":
            text += "\n" if attribute(piece, "type") in (None, "textWrapping") else ""
        elif kind == "sym":
            text += _symbol(piece)
        elif kind in ("footnoteReference", "endnoteReference"):
            printed.notes.append((kind.removesuffix("Reference"), attribute(piece, "id") or ""))
        elif kind in ("drawing", "pict", "object"):
            printed.boxes.extend(_boxes(piece, ink))
        elif kind == "ruby":  # how the words of its base are said stands small above them
            base = child(piece, "rubyBase")
            text += "".join(_run_text(e, printed, ink) for e in (() if base is None else contents(base)) if name(e) == "r")
        elif kind == "fldChar":
            text += _chosen_option(piece)
    return text


def _codes(paragraph: Element) -> frozenset[Element]:
    """Return the texts that are codes of fields, of which Word prints the results; a code that does not end is none."""
    codes: list[Element] = []
    fields: list[list[Element] | None] = []  # around a text, innermost last; null where a field's result has begun
    open_codes: list[list[Element]] = []
    for element in paragraph.iter("{*}fldChar", "{*}t"):
        kind = attribute(element, "fldCharType")
        if name(element) == "t":
            if open_codes:
                open_codes[-1].append(element)
        elif kind == "begin":
            open_codes.append([])
            fields.append(open_codes[-1])
        elif fields:
            if fields.pop() is not None:
                codes += open_codes.pop()
            if kind == "separate":
                fields.append(None)
    return frozenset(codes)


def _chosen_option(mark: Element) -> str:
    """Return what is chosen in a list of a form, which stands where the field begins."""
    choice = child(mark, "ffData", "ddList")
    if choice is None:
        return ""
    options = [attribute(e, "val") or "" for e in choice if name(e) == "listEntry"]
    at = whole_number(value(choice, "result")) or whole_number(value(choice, "default")) or 0
    return without_controls(options[at]) if 0 <= at < len(options) else ""


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
    return HIGHLIGHTS.get(value(run, "rPr", "highlight") or "")


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
