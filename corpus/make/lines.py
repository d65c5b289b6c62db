"""Break a text into printed lines: words, forced breaks, soft hyphens, ligatures, raised note numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from corpus.make.canvas import Engine, Glyphs
from corpus.make.model import Text

VOWELS = "aeiouy"
KEPT = (
    "th",
    "ch",
    "sh",
    "ph",
    "ck",
    "gh",
    "wh",
    "qu",
    "st",
    "tr",
    "pr",
    "br",
    "dr",
    "cr",
    "gr",
    "pl",
    "bl",
    "cl",
    "gl",
    "fl",
    "fr",
    "gn",
    "ng",
)
TAILS = ("tion", "sion", "ment", "ness", "ship", "ful", "less", "ling", "tive")


@dataclass(frozen=True)
class Line:
    """One printed line: which characters of its text it shows, and its runs (words, look, x, raised)."""

    text: Text
    start: int
    end: int
    runs: tuple[tuple[str, str, float, bool], ...]
    width: float
    spaces: int
    last: bool

    @property
    def notes(self) -> list[str]:
        """Footnotes called in this line."""
        return [n for offset, n in self.text.notes.items() if self.start < offset <= self.end or (offset == self.start == 0)]


def ligated(words: str) -> str:
    """The same words with the fi and fl ligature characters."""
    return words.replace("fi", "\ufb01").replace("fl", "\ufb02")


def break_points(word: str) -> list[int]:
    """Where a word may be hyphenated: before common endings, or between two consonants that stand between vowels."""
    core = re.match(r"[a-z]+", word.lower())
    if not core or len(core[0]) < 7 or not re.fullmatch(r"[A-Za-z][a-z]+", word[: core.end()]):
        return []
    low = core[0]
    points = set()
    for tail in TAILS:
        if low.endswith((tail, tail + "s")):
            points.add(low.rindex(tail))
    for i in range(2, len(low) - 2):
        pair = low[i - 1 : i + 1]
        if low[i - 2] in VOWELS and low[i + 1] in VOWELS and pair[0] not in VOWELS and pair[1] not in VOWELS and pair not in KEPT:
            points.add(i)
    return sorted(point for point in points if 3 <= point <= len(low) - 3)


class Breaker:
    """Breaks texts in one report's way."""

    def __init__(self, engine: Engine, font: str, *, hyphenate: bool, ligatures: bool) -> None:
        self.engine = engine
        self.font = font
        self.hyphenate = hyphenate
        self.ligatures = ligatures

    def measure(self, words: str, look: str, size: float) -> float:
        """Width as it will be drawn."""
        return self.engine.width(ligated(words) if self.ligatures else words, self.font, look, size)

    def runs(
        self, text: Text, start: int, end: int, look: str, size: float, tail: str = ""
    ) -> tuple[list[tuple[str, str, float, bool]], float]:
        """Cut a stretch at changes of weight and at note numbers; give each run its place."""
        cuts = {start, end}
        cuts |= {at for pair in text.bold for at in pair if start < at < end}
        cuts |= {at for at in text.notes if start < at < end}
        marks = sorted(cuts)
        out: list[tuple[str, str, float, bool]] = []
        x = 0.0
        for a, b in pairwise(marks):
            weight = "b" if look == "b" or text.is_bold(a) else look
            words = text.plain[a:b] + (tail if b == end else "")
            out.append((words, weight, x, False))
            x += self.measure(words, weight, size)
            if b in text.notes:
                out.append((text.notes[b], weight, x, True))
                x += self.measure(text.notes[b], weight, size * 0.6)
        return out, x

    def line(self, text: Text, start: int, end: int, look: str, size: float, *, last: bool, tail: str = "") -> Line:
        """Make one line."""
        runs, width = self.runs(text, start, end, look, size, tail)
        return Line(text, start, end, tuple(runs), width, text.plain[start:end].count(" "), last)

    def fits(self, text: Text, start: int, end: int, look: str, size: float, width: float, tail: str = "") -> bool:
        """Whether the stretch goes into the width."""
        return self.runs(text, start, end, look, size, tail)[1] <= width + 0.01

    def lines(self, text: Text, width: float, size: float, look: str = "") -> list[Line]:
        """Break the text greedily."""
        plain = text.plain
        if not plain:
            return []
        out: list[Line] = []
        start = 0
        end = 0  # end of what is known to fit, from start
        tokens = [
            (found.start(), found.end())
            for found in re.finditer(r"[^\s/-]*(?:[/-]+|$|(?=\s))", plain)
            if found.end() > found.start()
        ]
        for begin, stop in tokens:
            if begin > start and begin - 1 in text.breaks and end > start:
                out.append(self.line(text, start, end, look, size, last=True))
                start = begin
            if self.fits(text, start, stop, look, size, width):
                end = stop
                continue
            cut = self.hyphen(text, start, begin, stop, look, size, width) if self.hyphenate else 0
            if cut:
                out.append(self.line(text, start, cut, look, size, last=False, tail="-"))
                start = end = cut
            elif end > start:
                out.append(self.line(text, start, end, look, size, last=False))
                start = begin
            while not self.fits(text, start, stop, look, size, width):  # a word wider than its column is cut anywhere
                cut = next(i for i in range(stop, start, -1) if i == start + 1 or self.fits(text, start, i, look, size, width))
                out.append(self.line(text, start, cut, look, size, last=False))
                start = cut
            end = stop
        out.append(self.line(text, start, len(plain), look, size, last=True))
        return out

    def hyphen(self, text: Text, start: int, begin: int, stop: int, look: str, size: float, width: float) -> int:
        """The last point inside the word where a hyphen still fits, or 0."""
        for point in reversed(break_points(text.plain[begin:stop])):
            if self.fits(text, start, begin + point, look, size, width, "-"):
                return begin + point
        return 0

    def glyphs(
        self,
        line: Line,
        x: float,
        baseline: float,
        size: float,
        *,
        width: float = 0,
        justify: bool = False,
        colour: str = "#000000",
    ) -> list[Glyphs]:
        """The line's runs placed on the page."""
        extra = 0.0
        if justify and not line.last and line.spaces and line.width < width:
            extra = (width - line.width) / line.spaces
        out = []
        passed = 0
        for words, look, offset, raised in line.runs:
            shown = ligated(words) if self.ligatures else words
            at = x + offset + passed * extra
            out.append(
                Glyphs(at, baseline - size * 0.35 * raised, shown, self.font, look, size * (0.6 if raised else 1), colour, extra)
            )
            passed += words.count(" ")
        return out
