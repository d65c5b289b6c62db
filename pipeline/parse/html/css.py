"""What HTML says of looks: hidden, bold, and the colour behind a cell; by its own style sheets too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from PIL import ImageColor

from pipeline.parse.html import printed as html_printed

Rgb = tuple[int, int, int]

# Points: smaller letters are not meant to be seen; what begins so far off the screen, nor.
VISIBLE, OFF = 1.0, -300.0
# Part of full opacity up to which nothing is seen, and by how much two colours differ that nobody tells from each other.
FAINT, ALIKE = 0.03, 12
_AS_ABOVE = {"", "inherit", "initial", "unset", "revert", "currentcolor", "none"}

_COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|(?:rgb|hsl)a?\([^)]*\)|\b[a-z]+\b", re.IGNORECASE)
_BACKGROUND = re.compile(r"background-color\s*:\s*([^;]+)", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)", re.IGNORECASE)
_LENGTH = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))(px|pt|r?em|ex|ch|in|cm|mm|%|vw|vh)?")
_POINTS = {"px": 0.75, "pt": 1.0, "em": 12.0, "rem": 12.0, "ex": 6.0, "ch": 6.0, "in": 72.0, "cm": 28.3, "mm": 2.83}
_NO_CLIP = re.compile(r"rect\((?:[01](?:px)?[ ,]*){4}\)|inset\((?:50|100)%\)")

_AT_TIMES = re.compile(r"@(?!layer|supports\b(?!\s*not\b)|media\s+(?:all|(?:only\s+)?screen)\s*$)", re.IGNORECASE)
_SELECTOR = re.compile(
    r"(?P<tag>[a-z][a-z0-9]*)?(?:\.(?P<name>[\w-]+)|(?P<id>#[\w-]+)|\[(?P<key>[\w-]+)=(?P<mark>[\"']?)(?P<value>[^\"'\]]*)(?P=mark)\]"
    r"|(?P<place>:first-child|:last-child|:nth-child\(\d+\)))?",
    re.IGNORECASE,
)
_VARIABLE = re.compile(r"(--[\w-]+)\s*:\s*([^;{}]+)")
_OF_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*\)")
_CLEAR = re.compile(r"transparent|(?:rgb|hsl)a?\([^)]*[,/]\s*0*(?:\.0+)?%?\s*\)|#[0-9a-f]{3}0|#[0-9a-f]{6}00", re.IGNORECASE)
_THREE = re.compile(r"(?:rgb|hsl)\(\s*[^,/]+,[^,/]+,[^,/]+\)", re.IGNORECASE)
_NOTHING = re.compile(r"scale(?:3d|x|y)?\(\s*0*(?:\.0+)?\s*[,)]", re.IGNORECASE)
_NOW_AND_THEN = re.compile(r":(?:hover|focus|active|visited|target|disabled|before|after|:)", re.IGNORECASE)
_BESIDE = re.compile(r"(.*?)::?(before|after)", re.IGNORECASE | re.DOTALL)
_DECLARATION = re.compile(r"(?:\"(?:\\.|[^\"\\])*+\"|'(?:\\.|[^'\\])*+'|[^;])++", re.DOTALL)
_NAMES = re.compile(r"[.#]?[\w-]+")
_INLINE = 9  # what an element says itself weighs more than any selector
_TAKEN = {
    "background-color", "font-weight", "display", "visibility", "opacity", "font-size", "color", "position", "left", "top",
    "text-indent", "clip", "clip-path", "overflow", "height", "max-height", "width", "mso-hide", "content",
    "content-visibility", "transform",
}  # fmt: skip
_HARMLESS = {"background-color", "font-weight", "content"}
_POINTING = ("aria-controls", "data-target", "data-bs-target", "popovertarget", "href")


class _Said(NamedTuple):
    """A property's value, behind what makes it count: `!important`, the selector's weight, its place."""

    rank: tuple[bool, int, int]
    value: str


_Laid = dict[tuple[str, str], dict[str, _Said]]


@dataclass(slots=True)
class _Sheets:
    """What a page's style sheets say: `laid` by tag and class or id; `shown`: classes and ids of which more is said elsewhere.

    `beside` is what they say of the words before and behind elements; `far` the selectors that print such words, and what is
    declared for them, which depend on where an element stands. `places` are the places of elements among those beside them, as
    selectors name them, where one does.
    """

    laid: _Laid = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)
    grounds_known: bool = True
    variables: dict[str, str] = field(default_factory=dict)
    beside: dict[str, _Laid] = field(default_factory=lambda: {place: {} for place in html_printed.PLACES})
    far: list[tuple[str, dict[str, _Said]]] = field(default_factory=list)
    places: dict[Any, list[str]] = field(default_factory=dict)


@dataclass(slots=True)
class Looks:
    """Why nobody sees an element with all that is in it (`gone`), or an element's own words (`unseen`).

    `unread` counts the elements beside which style sheets print words that were not read, `uncounted` those with numbers.
    """

    gone: dict[Any, str] = field(default_factory=dict)
    unseen: dict[Any, str] = field(default_factory=dict)
    unread: int = 0
    uncounted: int = 0


class _State(NamedTuple):
    """What an element hands down: the colours of its letters and of the ground (null: not known), and whether letters show."""

    colour: Rgb | None = (0, 0, 0)
    ground: Rgb | None = (255, 255, 255)
    small: bool = False
    invisible: bool = False


def lay_styles(root: Any) -> Looks:
    """Write what style sheets and elements say of looks into each element's `style`, and return what nobody sees.

    Words that style sheets print before and behind elements are put into the tree, where it can be told to which they belong.
    Selectors of one element, class or id are read, as Word and Excel write them; those that depend on where an element stands
    are not: what they may show, or lay a ground behind, counts as seen. So does what another element names, which unfolds it.
    """
    sheets, looks = _read_sheets(root), Looks()
    _print_beside(root, sheets)
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    unfolded = {value[1:] if value[0] == "#" else value for e in elements for name in _POINTING if (value := e.get(name))}
    known = sheets.grounds_known and not root.xpath("//link[contains(@rel, 'stylesheet')]")
    states: dict[Any, _State] = {}
    for element in elements:
        said = _of_element(element, sheets)
        if said or element.get("style"):
            element.set("style", ";".join(f"{name}:{value}" for name, value in said.items()))
        reason = None if element.get("id") in unfolded else _gone(element, said)
        if reason:
            looks.gone[element] = reason
        states[element] = state = _state(element, said, states.get(element.getparent(), _State()))
        if state.invisible or state.small or (known and _are_alike(state)):
            plain = "too small to be read" if state.small else "in the colour of the paper"
            looks.unseen[element] = "invisible" if state.invisible else plain
    _count_unprinted(elements, sheets, looks)
    return looks


# --------------------------------------------------------------------------- style sheets


def _read_sheets(root: Any) -> _Sheets:
    sheets = _Sheets(variables=_variables(root))
    for style in root.iter("style"):
        if (style.get("media") or "all").strip().lower() not in ("all", "screen"):
            continue
        for selector, written, is_far in _rules(_without_comments(style.text or "")):
            beside = _BESIDE.fullmatch(selector)
            found = None if is_far else _SELECTOR.fullmatch(beside[1] if beside else selector)
            if found and found[0]:
                weight = 4 if found["id"] else 2 if found["name"] or found["key"] or found["place"] else 0
                attribute = f"[{found['key'].lower()}={found['value']}]" if found["key"] else ""
                key = (found["tag"] or "").lower(), found["name"] or found["id"] or found["place"] or attribute
                laid = sheets.beside[beside[2].lower()] if beside else sheets.laid
                _put(laid.setdefault(key, {}), written, weight + bool(found["tag"]))
                sheets.places = sheets.places or (_places(root) if found["place"] else {})
            elif beside and not is_far and not _NOW_AND_THEN.search(beside[1]):
                far: dict[str, _Said] = {}
                _put(far, written, 0)
                if "content" in far and html_printed.may_print(far["content"].value):
                    sheets.far.append((beside[1], far))
            elif not _NOW_AND_THEN.search(selector):
                said: dict[str, _Said] = {}
                _put(said, written, 0)
                if said.keys() - _HARMLESS:
                    sheets.shown.update(_NAMES.findall(re.split(r"[\s>+~]+", selector)[-1]))
                sheets.grounds_known &= "background-color" not in said or _rgb(said["background-color"].value) == (255, 255, 255)
    return sheets


def _rules(sheet: str) -> Iterator[tuple[str, str, bool]]:
    """Yield selectors and what they declare; the third says that they hold at some times only. What is for print is left out.

    Rules may stand in one another: the inner is of what stands in the outer one's elements.
    """
    start = 0
    above: list[str] = []
    for brace in re.finditer("[{}]", sheet):
        text = sheet[start : brace.start()]
        start = brace.end()
        if brace[0] == "{":
            declared, _, selectors = text.rpartition(";")
            yield from _declared(above, declared)
            above.append(selectors.strip())
        elif above:
            yield from _declared(above, text)
            above.pop()


def _declared(above: list[str], text: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the selectors of the innermost of rules with what is declared in it."""
    if not text.strip() or not above or above[-1].startswith("@") or any("print" in outer for outer in above[:-1]):
        return
    is_far = any(_AT_TIMES.match(outer) for outer in above)
    around = " ".join(outer for outer in above[:-1] if not outer.startswith("@"))
    for selector in above[-1].split(","):
        if selector.strip():
            yield f"{around} {selector}".strip(), text, is_far


def _without_comments(sheet: str) -> str:
    kept, start = [], 0
    while (opened := sheet.find("/*", start)) >= 0:
        kept.append(sheet[start:opened])
        closed = sheet.find("*/", opened + 2)
        start = len(sheet) if closed < 0 else closed + 2
    return "".join([*kept, sheet[start:]]).replace("<!--", "").replace("-->", "")


def _put(said: dict[str, _Said], written: str, weight: int) -> None:
    """Add declarations to those that were said before: what weighs as much counts where it stands later."""
    for place, part in enumerate(_DECLARATION.findall(_without_comments(written))):
        name, _, value = part.partition(":")
        name, value = name.strip().lower(), value.strip()
        name = "background-color" if name in ("background", "background-image") else name
        if name not in _TAKEN or not value:
            continue
        plain = re.sub(r"\s*!\s*important$", "", value, flags=re.IGNORECASE)
        new = _Said((plain != value, weight, place), plain)
        if name not in said or new.rank[:2] >= said[name].rank[:2]:
            said[name] = new


def _print_beside(root: Any, sheets: _Sheets) -> None:
    """Put the words that sheets print beside elements into the tree."""
    for place, laid in ((place, laid) for place, laid in sheets.beside.items() if laid):
        for element in [element for element in root.iter() if isinstance(element.tag, str)]:
            said = {name: given.value for name, given in _laid_on(element, laid, _names(element)).items()}
            if text := html_printed.printed(said.get("content", ""), element):
                html_printed.put(element, place, text, said)


def _count_unprinted(elements: list[Any], sheets: _Sheets, looks: Looks) -> None:
    """Count what is printed beside elements that are seen and was not read: words that may be theirs, and numbers."""
    seen = [e for e in elements if looks.gone.keys().isdisjoint((e, *e.iterancestors()))] if sheets.far else []
    for selector, declared in sheets.far:
        said = {name: given.value for name, given in declared.items()}
        for element in html_printed.may_match(selector, seen):
            if _gone(element, said) is None:
                looks.unread += bool(html_printed.printed(said["content"], element))
                looks.uncounted += html_printed.counts(said["content"])
    for laid in sheets.beside.values():
        counted = {
            key: said for key, said in laid.items() if html_printed.counts(said["content"].value if "content" in said else "")
        }
        looks.uncounted += sum(bool(_laid_on(element, counted, _names(element))) for element in elements) if counted else 0


def _names(element: Any) -> list[str]:
    said = [f"[{name}={value}]" for name, value in element.attrib.items() if name != "style"]
    return [*said, *(element.get("class") or "").split(), *(f"#{name}" for name in (element.get("id") or "").split())]


def _places(root: Any) -> dict[Any, list[str]]:
    places: dict[Any, list[str]] = {}
    for parent in root.iter():
        beside = [element for element in parent if isinstance(element.tag, str)]
        for n, element in enumerate(beside, 1):
            places[element] = [f":nth-child({n})", *[":first-child"] * (n == 1), *[":last-child"] * (n == len(beside))]
    return places


def _laid_on(element: Any, laid: _Laid, names: list[str]) -> dict[str, _Said]:
    """Return what is laid on an element by its tag, classes and ids."""
    said: dict[str, _Said] = {}
    for key in (key for name in ["", *names] for key in (("", name), (element.tag, name))) if laid else ():
        for name, given in laid.get(key, {}).items():
            if name not in said or given.rank[:2] >= said[name].rank[:2]:
                said[name] = given
    return said


def _of_element(element: Any, sheets: _Sheets) -> dict[str, str]:
    """Return an element's properties, by its own `style` and by the sheets."""
    own = _names(element)
    said = _laid_on(element, sheets.laid, [*own, *sheets.places.get(element, ())])
    if sheets.shown and sheets.shown.intersection([element.tag, *(name if name[0] in "#[" else f".{name}" for name in own)]):
        said = {name: given for name, given in said.items() if name in _HARMLESS}
    _put(said, element.get("style") or "", _INLINE)
    return {
        name: _OF_VARIABLE.sub(lambda found: sheets.variables.get(found[1], found[0]), given.value)
        for name, given in said.items()
    }


def _variables(root: Any) -> dict[str, str]:
    """Return the variables of a page that are given one value only: of others it depends on the place which counts."""
    written = [*(style.text or "" for style in root.iter("style")), *root.xpath("//@style")]
    given: dict[str, set[str]] = {}
    for name, value in (pair for text in written for pair in _VARIABLE.findall(_without_comments(text))):
        given.setdefault(name, set()).add(value.strip())
    return {name: next(iter(values)) for name, values in given.items() if len(values) == 1}


# --------------------------------------------------------------------------- what is seen


def _gone(element: Any, said: dict[str, str]) -> str | None:
    """Say why nobody sees an element with all that is in it; null where somebody may."""
    closed = (element.tag == "dialog" and element.get("open") is None) or element.tag in ("meter", "progress", "datalist")
    hidden = (element.get("hidden") is not None or element.get("popover") is not None) and "display" not in said
    closed = closed or _says(said, "content-visibility", "hidden")
    if closed or hidden or _says(said, "display", "none") or _says(said, "mso-hide", "all"):
        return "hidden"
    opacity = _number(said.get("opacity"))
    if (opacity is not None and opacity <= FAINT) or _NOTHING.search(said.get("transform", "")):
        return "invisible"
    placed = _says(said, "position", "absolute") or _says(said, "position", "fixed")
    lengths = {name: _points(said.get(name)) for name in ("left", "top", "text-indent", "height", "max-height", "width")}
    if (placed and min(lengths["left"] or 0, lengths["top"] or 0) <= OFF) or (lengths["text-indent"] or 0) <= OFF:
        return "outside the page"
    cut = bool(_NO_CLIP.search((said.get("clip", "") if placed else "") + said.get("clip-path", "")))
    narrow = any(lengths[name] is not None and (lengths[name] or 0) <= VISIBLE for name in ("height", "max-height", "width"))
    return "hidden by a clip" if cut or (narrow and _says(said, "overflow", "hidden")) else None


def _state(element: Any, said: dict[str, str], above: _State) -> _State:
    colour, ground = above.colour, above.ground
    given = said.get("color") or element.get("text" if element.tag == "body" else "color") or ""
    invisible = above.invisible
    if given.lower() not in _AS_ABOVE:
        colour, invisible = _rgb(given), invisible or _is_clear(given)
    placed = _says(said, "position", "absolute") or _says(said, "position", "fixed")
    behind = said.get("background-color") or element.get("bgcolor") or ""
    if behind.lower() not in _AS_ABOVE:
        clear = behind.lower() == "transparent"
        ground = above.ground if clear else None if re.search(r"url\(|gradient|var\(", behind) else _rgb(behind)
    elif placed or element.get("background"):
        ground = None
    if "visibility" in said:
        invisible = said["visibility"].lower() in ("hidden", "collapse")
    size = _points(said.get("font-size"))
    return _State(colour, ground, above.small if size is None else size < VISIBLE, invisible)


def _is_clear(colour: str) -> bool:
    return _CLEAR.fullmatch(colour.strip()) is not None and _THREE.fullmatch(colour.strip()) is None


def _are_alike(state: _State) -> bool:
    if state.colour is None or state.ground is None:
        return False
    return max(abs(a - b) for a, b in zip(state.colour, state.ground, strict=True)) <= ALIKE


def _says(said: dict[str, str], name: str, value: str) -> bool:
    return said.get(name, "").lower() == value


def _number(written: str | None) -> float | None:
    found = re.fullmatch(r"(\d*\.?\d+)(%?)", (written or "").strip())
    return None if found is None else float(found[1]) / (100 if found[2] else 1)


def _points(written: str | None) -> float | None:
    """Return a length in points; null for none, and for a share of something else."""
    found = _LENGTH.fullmatch((written or "").strip().lower())
    if found is None or (found[2] is None and float(found[1])) or (found[2] in ("%", "vw", "vh") and float(found[1])):
        return None
    return float(found[1]) * _POINTS.get(found[2] or "pt", 1.0)


def _rgb(written: str) -> Rgb | None:
    """Return the colour that a property names; null for none that is known, or one that lets others through."""
    for word in _COLOUR.findall(written):
        try:
            red, green, blue, *alpha = ImageColor.getrgb(word)
        except ValueError:  # another word of the property, such as `url` or `none`
            continue
        return None if alpha and alpha[0] < 255 else (red, green, blue)
    return None


def is_bold(element: Any) -> bool:
    return element.tag in ("b", "strong", "th") or bool(_BOLD.search(element.get("style") or ""))


def background(element: Any) -> str | None:
    """Return the `#rrggbb` behind an element by its own `bgcolor` or style, null for none, clear or white."""
    found = _BACKGROUND.search(element.get("style") or "")
    written = found[1] if found else element.get("bgcolor") or ""
    for word in _COLOUR.findall(written):
        try:
            red, green, blue, *alpha = ImageColor.getrgb(word)
        except ValueError:  # another word of the property, such as `url` or `none`
            continue
        if (red, green, blue) == (255, 255, 255) or alpha == [0]:
            return None
        return f"#{red:02x}{green:02x}{blue:02x}"
    return None
