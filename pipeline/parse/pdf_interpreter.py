"""Run a PDF page's operators, with what pdfminer's own interpreter leaves out.

That is: clipping, by the box round the clipping path, because spreadsheets and databases print what
overflows a cell under a clip that hides it; how see-through a fill is; the definition of special
colour spaces; and the graphics state that a form inherits from the page it stands on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFStackT
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import Matrix, apply_matrix_pt

from pipeline.parse.pdf_device import ClipBox, PageDevice


class GraphicState(PDFGraphicState):
    """pdfminer's graphics state with the clip box (device space, null for none) and the alphas."""

    def __init__(self) -> None:
        super().__init__()
        self.clip: ClipBox | None = None
        self.fill_alpha = 1.0
        self.stroke_alpha = 1.0

    def copy(self) -> GraphicState:
        copied = GraphicState()
        copied.__dict__.update(self.__dict__)
        return copied

    def clip_to(self, points: Sequence[tuple[float, float]]) -> None:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = (min(xs), min(ys), max(xs), max(ys))
        if self.clip is not None:
            box = (max(box[0], self.clip[0]), max(box[1], self.clip[1]), min(box[2], self.clip[2]), min(box[3], self.clip[3]))
        self.clip = box


class DefinedColorSpace(PDFColorSpace):
    """A colour space that keeps its definition."""

    def __init__(self, known: PDFColorSpace, definition: object) -> None:
        super().__init__(known.name, known.ncomponents)
        self.definition = definition


class PageInterpreter(PDFPageInterpreter):
    """pdfminer's interpreter over a `PageDevice`."""

    device: PageDevice
    graphicstate: GraphicState

    def init_resources(self, resources: dict[object, object]) -> None:
        super().init_resources(resources)
        spaces = resolve1(resources.get("ColorSpace")) if resources else None
        for name, definition in spaces.items() if isinstance(spaces, dict) else ():
            if name in self.csmap:
                self.csmap[name] = DefinedColorSpace(self.csmap[name], definition)

    def init_state(self, ctm: Matrix) -> None:
        super().init_state(ctm)
        outer = self.device.form_state
        if outer is None:
            self.graphicstate = GraphicState()
            return
        self.graphicstate = outer.copy()
        self.graphicstate.clip_to(self.device.form_box)
        self.device.form_state = None

    def do_Do(self, xobjid_arg: PDFStackT) -> None:
        self.device.form_state = self.graphicstate
        super().do_Do(xobjid_arg)
        self.device.form_state = None

    def do_gs(self, name: PDFStackT) -> None:
        states = resolve1(self.resources.get("ExtGState"))
        state = resolve1(states.get(name.name)) if isinstance(states, dict) and isinstance(name, PSLiteral) else None
        if isinstance(state, dict):
            self.graphicstate.fill_alpha = _alpha(state.get("ca"), self.graphicstate.fill_alpha)
            self.graphicstate.stroke_alpha = _alpha(state.get("CA"), self.graphicstate.stroke_alpha)
            if "LW" in state:
                self.do_w(resolve1(state["LW"]))

    def do_W(self) -> None:
        # The clip counts from the next operator on; what that paints is the very same path.
        points = [apply_matrix_pt(self.ctm, segment[-2:]) for segment in self.curpath if len(segment) > 2]
        if points:
            self.graphicstate.clip_to(points)

    def do_W_a(self) -> None:
        self.do_W()


def _alpha(written: Any, before: float) -> float:
    value = resolve1(written)
    return float(value) if isinstance(value, int | float) else before
