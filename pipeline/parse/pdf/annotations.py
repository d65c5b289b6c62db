"""What lies on a PDF's page beside its contents: filled form fields, typed notes, stamps and covers, as the file draws them."""

from __future__ import annotations

from typing import Any

from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import LIT, PSLiteral
from pdfminer.utils import MATRIX_IDENTITY, Matrix, Rect, apply_matrix_pt, mult_matrix

from pipeline.parse.pdf.interpreter import PageInterpreter
from pipeline.parse.pdf.marks import extent

_SHOWN = frozenset(("Widget", "FreeText", "Stamp", "Square", "Circle", "Polygon", "Redact", "Watermark"))
"""Kinds that hold words or lie over them; underlines, links and the like change no word."""
_OVER = frozenset(("Highlight", "Ink", "Line", "PolyLine", "Square", "Circle", "Polygon", "Redact", "StrikeOut", "Caret"))
"""Kinds of pen strokes and covers, which viewers draw where the file does not, and which may hide words."""
_HIDDEN, _NO_VIEW = 1 << 1, 1 << 5  # ISO 32000-1, table 165
_DEEPEST = 20  # fields in fields
_MOST = 5_000


def show_annotations(written: Any, interpreter: PageInterpreter, ctm: Matrix, *, fields_drawn_anew: bool) -> tuple[int, int]:
    """Print what lies on a page; returns how many filled fields and typed notes the file does not draw, and how many stuck notes.

    Those that it does not draw are left to each viewer, and not read; so are fields drawn without a letter where viewers have to
    draw them (`fields_drawn_anew`). A stuck note (a sign that opens) is no part of the page.
    """
    undrawn = stuck = 0
    found = resolve1(written)
    interpreter.device.apart = True
    for reference in found[:_MOST] if isinstance(found, list) else ():
        annotation = resolve1(reference)
        if not isinstance(annotation, dict):
            continue
        kind, flags = _name(annotation.get("Subtype")), resolve1(annotation.get("F"))
        if isinstance(flags, int) and flags & (_HIDDEN | _NO_VIEW):
            continue
        if kind == "Text":
            stuck += bool(resolve1(annotation.get("Contents")))
        if interpreter.layers and interpreter.layers.hide(annotation.get("OC")):
            continue
        drawn = _appearance(annotation) if kind in _SHOWN else None
        place = _rectangle(annotation.get("Rect"))
        if kind in _OVER and drawn is None and place is not None:
            x0, y0, x1, y1 = place
            corners = [apply_matrix_pt(ctm, corner) for corner in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
            interpreter.device.lay(extent(corners))
        if kind not in _SHOWN:
            continue
        printed = len(interpreter.device.runs)
        if drawn is not None:
            _show(drawn, annotation, interpreter, ctm)
        if drawn is not None and (not fields_drawn_anew or len(interpreter.device.runs) > printed):
            continue
        if kind == "FreeText":
            undrawn += bool(resolve1(annotation.get("Contents")))
        elif kind == "Widget" and _name(_inherited(annotation, "FT")) in ("Tx", "Ch"):
            undrawn += bool(resolve1(_inherited(annotation, "V")))
    return undrawn, stuck


def _show(drawn: PDFStream, annotation: dict[str, Any], interpreter: PageInterpreter, ctm: Matrix) -> None:
    """Print an appearance so that its box fills the annotation's (ISO 32000-1, 12.5.5)."""
    box, place = _rectangle(drawn.get("BBox")), _rectangle(annotation.get("Rect"))
    if box is None or place is None:
        return
    x0, y0, x1, y1 = box
    matrix = resolve1(drawn.get("Matrix")) or MATRIX_IDENTITY
    corners = [apply_matrix_pt(tuple(map(resolve1, matrix)), corner) for corner in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
    left, low = min(x for x, _ in corners), min(y for _, y in corners)
    wide, high = max(x for x, _ in corners) - left, max(y for _, y in corners) - low
    if not wide or not high:
        return
    a, d = (place[2] - place[0]) / wide, (place[3] - place[1]) / high
    fit = mult_matrix((a, 0, 0, d, place[0] - a * left, place[1] - d * low), ctm)
    drawn.attrs.setdefault("Subtype", LIT("Form"))
    interpreter.init_resources({"XObject": {"A": drawn}})
    interpreter.init_state(fit)
    interpreter.device.set_ctm(fit)
    interpreter.do_Do(LIT("A"))


def _appearance(annotation: dict[str, Any]) -> PDFStream | None:
    appearances = resolve1(annotation.get("AP"))
    drawn = resolve1(appearances.get("N")) if isinstance(appearances, dict) else None
    if isinstance(drawn, dict):
        drawn = resolve1(drawn.get(_name(annotation.get("AS"))))
    return drawn if isinstance(drawn, PDFStream) else None


def _inherited(annotation: dict[str, Any], key: str) -> Any:
    node: Any = annotation
    for _ in range(_DEEPEST):
        if not isinstance(node, dict) or key in node:
            break
        node = resolve1(node.get("Parent"))
    return node.get(key) if isinstance(node, dict) else None


def _rectangle(value: Any) -> Rect | None:
    corners = [resolve1(corner) for corner in found] if isinstance(found := resolve1(value), list) else []
    if len(corners) != 4 or not all(isinstance(corner, int | float) for corner in corners):
        return None
    return (
        min(corners[0], corners[2]), min(corners[1], corners[3]), max(corners[0], corners[2]), max(corners[1], corners[3])
    )  # fmt: skip


def _name(value: Any) -> str | None:
    found = resolve1(value)
    return str(found.name) if isinstance(found, PSLiteral) else None
