"""Run a PDF page's operators, with what pdfminer's own interpreter leaves out.

That is: clipping, by the box round the clipping path, because spreadsheets and databases print what
overflows a cell under a clip that hides it; how see-through a fill is; the definition of special
colour spaces; and the graphics state that a form inherits from the page it stands on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdffont import PDFType3Font
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFStackT, PDFTextState
from pdfminer.pdftypes import PDFStream, resolve1, stream_value
from pdfminer.psparser import PSLiteral, literal_name
from pdfminer.utils import Matrix, apply_matrix_pt

from pipeline.parse.pdf.content import operations
from pipeline.parse.pdf.device import PageDevice, PageTooFull
from pipeline.parse.pdf.layers import Layers
from pipeline.parse.pdf.marks import EVERYWHERE, ClipBox, extent

# States of the graphics that a page may keep at a time: ISO 32000-1, annex C, calls 28 the most that readers need to know.
DEEPEST = 10_000
_RECTANGLE = 6  # segments of a path at most: corners, the first of them again, and the end


class GraphicState(PDFGraphicState):
    """pdfminer's graphics state with the clip box (device space, null for none) and the alphas."""

    def __init__(self) -> None:
        super().__init__()
        self.clip: ClipBox | None = None
        self.fill_alpha = 1.0
        self.stroke_alpha = 1.0
        self.is_plain = True  # what is painted replaces what is there: no blending, no mask, no clip but a rectangle
        self.masked = False  # what is printed may be hidden by a mask
        self.clipping: tuple[tuple[int, int], ...] = ()  # runs of letters that clip what is painted
        self.prints_words = False  # the pattern in which is painted has letters

    def copy(self) -> GraphicState:
        copied = GraphicState.__new__(GraphicState)
        copied.__dict__.update(self.__dict__)
        return copied

    def clip_to(self, box: ClipBox) -> None:
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
    layers: Layers | None = None
    """Of a file some layers of which are off, which only this interpreter looks at, not the lean one."""

    _last_clipped: tuple[list[Any], Matrix] | None = None
    _last_clip: ClipBox | None = None

    def dup(self) -> PageInterpreter:
        inner: PageInterpreter = super().dup()  # type: ignore[assignment]
        inner.layers = self.layers
        return inner

    def init_resources(self, resources: dict[object, object]) -> None:
        super().init_resources(resources)
        for name, font in self.fontmap.items():
            if not hasattr(font, "written"):
                written = _entry(resources, "Font", name)
                setattr(font, "written", resolve1(written))  # noqa: B010
                setattr(font, "prints_words", isinstance(font, PDFType3Font) and _prints_words(written, "CharProcs"))  # noqa: B010
        spaces = resolve1(resources.get("ColorSpace")) if resources else None
        for name, definition in spaces.items() if isinstance(spaces, dict) else ():
            if name in self.csmap:
                self.csmap[name] = DefinedColorSpace(self.csmap[name], definition)

    def init_state(self, ctm: Matrix) -> None:
        super().init_state(ctm)
        self._marks: list[int] = []
        outer = self.device.form_state
        if outer is None:
            self.graphicstate = GraphicState()
            return
        self.graphicstate = outer.copy()
        self.graphicstate.clip_to(extent(self.device.form_box))
        self.device.form_state = None

    def do_Do(self, xobjid_arg: PDFStackT) -> None:
        if not isinstance(resolve1(self.xobjmap.get(literal_name(xobjid_arg))), PDFStream):
            self.device.lost += 1
            return
        device, off = self.device, self.device.off
        if self.layers and self.layers.hide(resolve1(self.xobjmap[literal_name(xobjid_arg)]).get("OC")):
            device.off += 1
        device.form_state = device.state = self.graphicstate
        super().do_Do(xobjid_arg)
        device.form_state, device.off = None, off

    def do_EI(self, obj: PDFStackT) -> None:
        self.device.state = self.graphicstate
        super().do_EI(obj)

    def do_gs(self, name: PDFStackT) -> None:
        states = resolve1(self.resources.get("ExtGState"))
        state = resolve1(states.get(name.name)) if isinstance(states, dict) and isinstance(name, PSLiteral) else None
        if isinstance(state, dict):
            self.graphicstate.fill_alpha = _alpha(state.get("ca"), self.graphicstate.fill_alpha)
            self.graphicstate.stroke_alpha = _alpha(state.get("CA"), self.graphicstate.stroke_alpha)
            if "LW" in state:
                self.do_w(resolve1(state["LW"]))
            if "SMask" in state:
                self.graphicstate.masked = isinstance(resolve1(state["SMask"]), dict)
                self.graphicstate.is_plain = self.graphicstate.is_plain and not self.graphicstate.masked
            if "BM" in state and _blends(state["BM"]):
                self.graphicstate.is_plain = False

    def do_cs(self, name: PDFStackT) -> None:
        # A new space begins with a colour of its own, not with the one before.
        super().do_cs(name)
        self.graphicstate.ncolor = ""

    def do_scn(self) -> None:
        super().do_scn()
        state = self.graphicstate
        if state.ncs.name == "Pattern":
            name = state.ncolor[-1] if isinstance(state.ncolor, tuple) else state.ncolor
            state.prints_words = _prints_words(_entry(self.resources, "Pattern", name))

    def do_sh(self, name: object) -> None:
        self.device.shaded = True
        if self.graphicstate.clipping:
            self.device.show_through(self.graphicstate, None)
        else:
            self.device.lay(self.graphicstate.clip or EVERYWHERE)

    def do_W(self) -> None:
        # The clip counts from the next operator on; what that paints is the very same path.
        path = self.curpath
        if (path, self.ctm) != self._last_clipped:  # many programs clip every line to the page
            points = [apply_matrix_pt(self.ctm, segment[-2:]) for segment in path if len(segment) > 2]
            self._last_clipped = path.copy(), self.ctm
            self._last_clip = extent(points) if points else None
        if self._last_clip is not None:
            self.graphicstate.clip_to(self._last_clip)

        if len(path) > _RECTANGLE:
            self.graphicstate.is_plain = False

    def do_W_a(self) -> None:
        self.do_W()
        if len(self.curpath) > _RECTANGLE:  # figures in figures, which may leave nothing
            self.graphicstate.masked = True

    def do_BMC(self, tag: PDFStackT) -> None:
        self._marks.append(self.device.off)

    def do_BDC(self, tag: PDFStackT, properties: PDFStackT) -> None:
        self._marks.append(self.device.off)
        if self.layers and isinstance(tag, PSLiteral) and tag.name == "OC" and isinstance(properties, PSLiteral):
            self.device.off += self.layers.hide(_entry(self.resources, "Properties", properties.name))

    def do_EMC(self) -> None:
        if self._marks:
            self.device.off = self._marks.pop()


class LeanInterpreter(PageInterpreter):
    """The same interpreter over `operations` in place of pdfminer's parser.

    Raises `UnfamiliarContent` where a stream is better left to that parser; what was drawn until then is to be thrown away.
    """

    _operators: ClassVar[dict[bytes, tuple[Callable[..., None], int]]] = {}
    """What runs an operator, as a function of the class: a bound one would keep what a page prints from being freed at once."""

    def execute(self, streams: Sequence[object]) -> None:
        content = b"\n".join(stream.get_data() for stream in self._unvisited(streams))
        operands: list[Any] = []
        self.argstack = operands
        known = self._operators
        for operator in operations(content, operands):
            run, wanted = known.get(operator) or self._operator(operator)
            if not wanted:
                run(self)
            elif len(operands) == wanted:
                arguments = tuple(operands)
                operands.clear()
                run(self, *arguments)
            else:
                arguments = tuple(self.pop(wanted))
                if len(arguments) == wanted:
                    run(self, *arguments)

    def pop(self, n: int) -> list[PDFStackT]:
        if n == 0:
            return []
        popped = self.argstack[-n:]
        del self.argstack[-n:]  # not a new list: `operations` adds to this one
        return popped

    def _unvisited(self, streams: Sequence[object]) -> list[PDFStream]:
        """Return the streams but for those that are being run already, which would never end (pdfminer does the same)."""
        found = [stream for stream in map(stream_value, streams) if stream.objid is not None]
        found = [stream for stream in found if stream.objid not in self.parent_stream_ids]
        self.stream_ids = {stream.objid for stream in found if stream.objid is not None}
        return found

    @classmethod
    def _operator(cls, name: bytes) -> tuple[Callable[..., None], int]:
        """Return what runs an operator, and how many operands it takes; nothing runs one that is unknown."""
        written = name.decode("utf-8", errors="ignore").replace("*", "_a").replace('"', "_w").replace("'", "_q")
        run = getattr(cls, f"do_{written}", None)
        if run is None:
            return _pass_by, 0
        known = cls._operators[name] = run, run.__code__.co_argcount - 1
        return known

    def do_TJ(self, seq: Any) -> None:
        if self.textstate.font is not None:
            self.device.render_string(self.textstate, seq, self.graphicstate.ncs, self.graphicstate)

    def do_Tj(self, string: PDFStackT) -> None:
        self.do_TJ([string])

    def do_BMC(self, tag: PDFStackT) -> None:
        """Pass by what marks content: it changes nothing of what is printed where all layers are on."""

    def do_BDC(self, tag: PDFStackT, properties: PDFStackT) -> None:
        """Pass by what marks content."""

    def do_EMC(self) -> None:
        """Pass by the end of what is marked."""

    def do_Tm(self, a: PDFStackT, b: PDFStackT, c: PDFStackT, d: PDFStackT, e: PDFStackT, f: PDFStackT) -> None:
        if type(a) is type(b) is type(c) is type(d) is type(e) is type(f) is float:  # pdfminer makes each of them one
            self.textstate.matrix, self.textstate.linematrix = (a, b, c, d, e, f), (0, 0)
        else:
            super().do_Tm(a, b, c, d, e, f)

    def do_re(self, x: PDFStackT, y: PDFStackT, w: PDFStackT, h: PDFStackT) -> None:
        if type(x) is type(y) is type(w) is type(h) is float:
            self.curpath += (("m", x, y), ("l", x + w, y), ("l", x + w, y + h), ("l", x, y + h), ("h",))
        else:
            super().do_re(x, y, w, h)

    def do_q(self) -> None:
        if len(self.gstack) > DEEPEST:
            raise PageTooFull
        self.gstack.append((self.ctm, _copied(self.textstate), self.graphicstate.copy()))


def _pass_by(_: PageInterpreter) -> None:
    """Do nothing for an operator that is none."""


def _copied(state: PDFTextState) -> PDFTextState:
    copied = PDFTextState.__new__(PDFTextState)
    copied.__dict__.update(state.__dict__)
    return copied


def _entry(resources: Any, kind: str, name: object) -> Any:
    """Return one of the resources of a kind, as it is referred to; null where there is none."""
    found = resolve1(resources.get(kind)) if isinstance(resources, dict) else None
    return found.get(name) if isinstance(found, dict) else None


def _prints_words(thing: Any, inside: str | None = None) -> bool:
    """Tell whether a pattern, or one of the letters `inside` a drawn font, prints letters of other fonts."""
    found = resolve1(thing)
    attributes = found.attrs if isinstance(found, PDFStream) else found
    if not isinstance(attributes, dict) or not resolve1(_entry({"of": attributes.get("Resources")}, "of", "Font")):
        return False
    streams = list((resolve1(attributes.get(inside)) or {}).values()) if inside else [found]
    data = (stream.get_data() for stream in map(resolve1, streams) if isinstance(stream, PDFStream))
    return any(b"Tj" in drawn or b"TJ" in drawn for drawn in data)


def _blends(written: Any) -> bool:
    mode = resolve1(written)
    mode = resolve1(mode[0]) if isinstance(mode, list) and mode else mode
    return not isinstance(mode, PSLiteral) or mode.name not in ("Normal", "Compatible")


def _alpha(written: Any, before: float) -> float:
    value = resolve1(written)
    return float(value) if isinstance(value, int | float) else before
