"""The layers of a PDF (optional content) that a viewer opens switched off: drafts, other languages, marks for the printer."""

from __future__ import annotations

from typing import Any

from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral

_DEEPEST = 20  # levels of an expression of layers


class Layers:
    """Which layers of a file are off as it is opened (ISO 32000-1, 8.11); false where none is."""

    def __init__(self, catalog: dict[str, Any]) -> None:
        self._off = _switched_off(resolve1(catalog.get("OCProperties")))

    def __bool__(self) -> bool:
        return bool(self._off)

    def hide(self, layer: Any) -> bool:
        """Tell whether what belongs to a layer, or to a group of layers, is not shown."""
        if getattr(layer, "objid", None) in self._off:
            return True
        group = resolve1(layer)
        if not isinstance(group, dict) or _name(group.get("Type")) != "OCMD":
            return False
        expression = resolve1(group.get("VE"))
        if isinstance(expression, list):
            return not self._holds(expression, _DEEPEST)
        members = resolve1(group.get("OCGs"))
        members = members if isinstance(members, list) else [group["OCGs"]] if members is not None else []
        off = [getattr(member, "objid", None) in self._off for member in members]
        if not off:
            return False
        rule = _name(group.get("P")) or "AnyOn"
        shown = {"AllOn": not any(off), "AnyOff": any(off), "AllOff": all(off)}.get(rule, not all(off))
        return not shown

    def _holds(self, expression: Any, depth: int) -> bool:
        parts = resolve1(expression)
        if not isinstance(parts, list):
            return getattr(expression, "objid", None) not in self._off
        if not parts or not depth:
            return True
        held = [self._holds(part, depth - 1) for part in parts[1:]]
        return {"Not": not all(held), "Or": any(held)}.get(_name(parts[0]) or "", all(held))


def _switched_off(properties: Any) -> frozenset[int]:
    if not isinstance(properties, dict):
        return frozenset()
    usual = resolve1(properties.get("D"))
    usual = usual if isinstance(usual, dict) else {}
    every = _numbers(properties.get("OCGs"))
    off = set(every) if _name(usual.get("BaseState")) == "OFF" else set()
    off -= set(_numbers(usual.get("ON")))
    off |= set(_numbers(usual.get("OFF")))
    for said in _listed(usual.get("AS")):  # layers that switch themselves, for the screen or the printer
        event = resolve1(said)
        if isinstance(event, dict) and _name(event.get("Event")) == "View":
            for layer in _listed(event.get("OCGs")):
                state = _for_the_screen(resolve1(layer))
                if state == "OFF":
                    off |= set(_numbers([layer]))
                elif state == "ON":
                    off -= set(_numbers([layer]))
    return frozenset(off)


def _for_the_screen(layer: Any) -> str | None:
    usage = resolve1(layer.get("Usage")) if isinstance(layer, dict) else None
    view = resolve1(usage.get("View")) if isinstance(usage, dict) else None
    return _name(view.get("ViewState")) if isinstance(view, dict) else None


def _listed(value: Any) -> list[Any]:
    found = resolve1(value)
    return found if isinstance(found, list) else []


def _numbers(value: Any) -> list[int]:
    return [layer.objid for layer in _listed(value) if hasattr(layer, "objid")]


def _name(value: Any) -> str | None:
    found = resolve1(value)
    return str(found.name) if isinstance(found, PSLiteral) else None
