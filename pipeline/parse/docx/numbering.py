"""Word's own numbering: the numbers and bullets that are printed but stand nowhere in the text.

The rules are those of ECMA-376, part 1, section 17.9: an instance (`w:num`) points to a definition
(`w:abstractNum`) of nine levels; instances of one definition count on together unless they override
the start; a level begins anew after any higher level has counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.parse.docx.styles import Styles
from pipeline.parse.docx.xml import Element, attribute, child, is_on, name, value, whole_number
from pipeline.parse.marks import BULLET

LEVELS = 9


@dataclass(slots=True)
class Numbering:
    """The state of all counters; `next_number` must be asked once for every paragraph, in order."""

    styles: Styles
    instances: dict[str, Element]
    definitions: dict[str, Element]
    counters: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def place(self, paragraph: Element, paragraph_styles: list[Element]) -> tuple[str, int] | None:
        """Return instance and level of a paragraph's number, null where it has none."""
        own = child(paragraph, "pPr", "numPr")
        instance, level = value(own, "numId"), whole_number(value(own, "ilvl"))
        if instance == "0":
            return None
        for style in paragraph_styles:
            inherited = child(style, "pPr", "numPr")
            if instance is None:
                instance = value(inherited, "numId")
            if level is None and inherited is not None:
                level = whole_number(value(inherited, "ilvl"))
                if level is None and instance is not None:
                    level = self._level_of_style(instance, attribute(style, "styleId"))
        if instance is None or instance == "0" or self._definition(instance) is None:
            return None
        return instance, min(level or 0, LEVELS - 1)

    def next_number(self, place: tuple[str, int]) -> str:
        """Count on and return the number as printed, `•` for any bullet, empty where none is printed."""
        instance, level = place
        definition = self._definition(instance)
        if definition is None:
            return ""
        counts = self.counters.setdefault(attribute(definition, "abstractNumId") or "", [None] * LEVELS)
        start = self._start_override(instance, level)
        if start is not None and (instance, level) not in self.begun:
            self.begun.add((instance, level))
            counts[level] = start
        else:
            counted = counts[level]
            counts[level] = self._start(instance, level) if counted is None else counted + 1
        for higher in range(level):
            if counts[higher] is None:
                counts[higher] = self._start(instance, higher)
        for deeper in range(level + 1, LEVELS):
            restart = whole_number(value(self._level(instance, deeper), "lvlRestart"))
            if restart is None or (restart > 0 and level < restart):
                counts[deeper] = None
        return self._printed(instance, level, counts)

    def indent(self, place: tuple[str, int]) -> int | None:
        """Return how far a level stands in, in twentieths of a point."""
        found = child(self._level(*place), "pPr", "ind")
        return None if found is None else whole_number(attribute(found, "left") or attribute(found, "start"))

    def _printed(self, instance: str, level: int, counts: list[int | None]) -> str:
        definition = self._level(instance, level)
        form = value(definition, "numFmt") or "decimal"
        text = value(definition, "lvlText") or ""
        if form == "bullet":
            return BULLET if len(text.strip()) <= 1 else text.strip()
        legal = is_on(definition, "isLgl")

        def put(match: re.Match[str]) -> str:
            wanted = int(match[1]) - 1
            form = value(self._level(instance, wanted), "numFmt") or "decimal"
            return format_number(counts[wanted] or 0, "decimal" if legal else form)

        return re.sub(r"%([1-9])", put, text).strip()

    def _definition(self, instance: str) -> Element | None:
        definition = self.definitions.get(value(self.instances.get(instance), "abstractNumId") or "")
        link = value(definition, "numStyleLink")
        if link:  # a definition may stand in a numbering style instead
            linked = value(self.styles.by_id.get(link), "pPr", "numPr", "numId")
            definition = self.definitions.get(value(self.instances.get(linked or ""), "abstractNumId") or "", definition)
        return definition

    def _override(self, instance: str, level: int) -> Element | None:
        for override in self.instances.get(instance, ()):
            if name(override) == "lvlOverride" and attribute(override, "ilvl") == str(level):
                return override
        return None

    def _start_override(self, instance: str, level: int) -> int | None:
        return whole_number(value(self._override(instance, level), "startOverride"))

    def _level(self, instance: str, level: int) -> Element | None:
        own = child(self._override(instance, level), "lvl")
        if own is not None:
            return own
        definition = self._definition(instance)
        for found in () if definition is None else definition:
            if name(found) == "lvl" and attribute(found, "ilvl") == str(level):
                return found
        return None

    def _level_of_style(self, instance: str, style_id: str | None) -> int | None:
        return next((n for n in range(LEVELS) if style_id and value(self._level(instance, n), "pStyle") == style_id), None)

    def _start(self, instance: str, level: int) -> int:
        start = whole_number(value(self._level(instance, level), "start"))
        return 1 if start is None else start


def read_numbering(root: Element | None, styles: Styles) -> Numbering:
    """Read `numbering.xml`."""
    children = [] if root is None else list(root)
    return Numbering(
        styles,
        {attribute(e, "numId") or "": e for e in children if name(e) == "num"},
        {attribute(e, "abstractNumId") or "": e for e in children if name(e) == "abstractNum"},
    )


def format_number(number: int, form: str) -> str:
    """Write a number as Word prints it: beyond z come aa, bb, cc.

    Forms that English reports do not use are written in plain figures.
    """
    if form == "none" or number < 0:
        return ""
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman if form == "lowerRoman" else roman.upper()
    if form == "decimalZero":
        return f"{number:02d}"
    if form == "ordinal":
        return f"{number}{'th' if 10 <= number % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
    return str(number)


def _roman(number: int) -> str:
    written = ""
    for size, letters in (
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
        (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ):  # fmt: skip
        written += letters * (number // size)
        number %= size
    return written
