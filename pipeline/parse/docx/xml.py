"""Word's XML: names, attributes, and which elements are only wrappers round what is printed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"

# Wrappers that print what is in them; what was deleted or moved away (w:del, w:moveFrom) is no more.
_WRAPPERS = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple", "dir", "bdo"}
_OFF = {"0", "false", "off", "none"}

Element = Any  # lxml has no types of its own


def name(element: Element) -> str:
    """Return an element's name without its namespace (comments have none)."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def value(element: Element | None, *path: str) -> str | None:
    """Return the `w:val` of the element at a path of names below another, null where there is none."""
    found = child(element, *path)
    return None if found is None else attribute(found, "val")


def attribute(element: Element, local: str) -> str | None:
    found: str | None = element.get(_W + local)
    return element.get(_STRICT + local) if found is None else found


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first element at a path of names, whichever edition of the format named them."""
    for step in path:
        if element is None:
            return None
        element = next((e for e in element if name(e) == step), None)
    return element


def is_on(element: Element | None, *path: str) -> bool | None:
    """Read an on/off property: present is on unless it says otherwise; null where absent."""
    found = child(element, *path)
    if found is None:
        return None
    return (attribute(found, "val") or "1") not in _OFF


def contents(element: Element) -> Iterator[Element]:
    """Yield the children of an element, those of wrappers, and of what is chosen of alternatives, in their place."""
    for inner in element:
        kind = name(inner)
        if kind == "AlternateContent":
            shown = chosen(inner)
            if shown is not None:
                yield from contents(shown)
        elif kind in _WRAPPERS:
            yield from contents(inner)
        else:
            yield inner


def chosen(alternatives: Element) -> Element | None:
    """Return the first choice of alternative contents; a fall-back beside one says the same again for older programs."""
    choice = next((e for e in alternatives if name(e) == "Choice"), None)
    return choice if choice is not None else next((e for e in alternatives if name(e) == "Fallback"), None)


def is_shown(element: Element) -> bool:
    """Tell whether an element stands in no fall-back that says again what a choice says."""
    parents = (e.getparent() for e in element.iterancestors() if name(e) == "Fallback")
    return not any(parent is not None and name(chosen(parent)) == "Choice" for parent in parents)


def whole_number(written: str | None) -> int | None:
    """Return a whole number that an attribute states, null where it states none."""
    try:
        return None if written is None else int(float(written))
    except (ValueError, OverflowError):
        return None
