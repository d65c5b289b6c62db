"""Colours as PDF states them, in whatever colour space, as `#rrggbb`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral

Rgb = tuple[float, float, float]

_BY_COUNT = {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}
_SHORT = {
    "G": "DeviceGray",
    "RGB": "DeviceRGB",
    "CMYK": "DeviceCMYK",
    "I": "Indexed",
    "CalGray": "DeviceGray",
    "CalRGB": "DeviceRGB",
}


def hex_colour(value: object, space: object = None, alpha: float = 1.0) -> str | None:
    """Return the `#rrggbb` of a colour as pdfminer gives it, null for a pattern or any without one colour.

    `space` is the colour space as the file has it (a name, or an array that begins with one); without
    it the count of numbers tells grey, RGB and CMYK apart. A see-through colour is mixed with the
    white of the paper, and null where nothing of it is seen.
    """
    numbers = value if isinstance(value, Sequence) and not isinstance(value, str | bytes) else (value,)
    if alpha <= 0.02 or not numbers or not all(isinstance(n, int | float) for n in numbers):
        return None
    rgb = _rgb([float(n) for n in numbers if isinstance(n, int | float)], space)
    if rgb is None:
        return None
    mixed = (1 - alpha * (1 - min(1.0, max(0.0, part))) for part in rgb)
    return "#" + "".join(f"{round(part * 255):02x}" for part in mixed)


def _rgb(values: list[float], space: object) -> Rgb | None:
    parts = resolve1(space)
    parts = [resolve1(part) for part in parts] if isinstance(parts, list) else [parts]
    family = parts[0].name if parts and isinstance(parts[0], PSLiteral) else None
    family = _SHORT.get(str(family), family)
    if family == "Indexed" and len(parts) == 4:
        return _from_table(values, parts)
    if family == "Separation" and len(parts) >= 4 and isinstance(parts[1], PSLiteral) and parts[1].name == "None":
        return 1.0, 1.0, 1.0  # an ink that is never printed
    if family in ("Separation", "DeviceN") and len(parts) >= 4:
        mixed = _function(parts[3], values)
        # A function that is not read: as much of the ink as is printed, in black.
        return _rgb(mixed, parts[2]) if mixed else _rgb([1 - max(values)], None)
    if family == "Lab":
        return _from_lab(values)
    return _from_device(values, str(family) if family in _BY_COUNT.values() else _BY_COUNT.get(len(values)))


def _from_device(values: list[float], family: str | None) -> Rgb | None:
    """CMYK by the plain formula of ISO 32000-1, 10.3.5: enough to tell red from amber from green."""
    if family == "DeviceGray" and len(values) == 1:
        return values[0], values[0], values[0]
    if family == "DeviceRGB" and len(values) == 3:
        return values[0], values[1], values[2]
    if family == "DeviceCMYK" and len(values) == 4:
        cyan, magenta, yellow, black = (min(1.0, max(0.0, v)) for v in values)
        return 1 - min(1.0, cyan + black), 1 - min(1.0, magenta + black), 1 - min(1.0, yellow + black)
    return None


def _from_table(values: list[float], parts: list[Any]) -> Rgb | None:
    """Look an index up in the table of an indexed space."""
    base, table = parts[1], parts[3]
    entries = table.get_data() if isinstance(table, PDFStream) else table
    if not isinstance(entries, bytes) or not isinstance(parts[2], int) or parts[2] < 0:
        return None
    width = len(entries) // (parts[2] + 1)
    start = int(values[0]) * width
    entry = entries[start : start + width]
    return _rgb([byte / 255 for byte in entry], base) if entry else None


def _from_lab(values: list[float]) -> Rgb | None:
    """CIE L*a*b* (D50) to sRGB, by the usual formulas (IEC 61966-2-1, Bradford-adapted matrix)."""
    if len(values) != 3:
        return None
    y = (values[0] + 16) / 116
    x, z = y + values[1] / 500, y - values[2] / 200
    x, y, z = (
        white * (t**3 if t > 6 / 29 else 3 * (6 / 29) ** 2 * (t - 4 / 29)) for t, white in ((x, 0.9642), (y, 1.0), (z, 0.8249))
    )
    red = 3.1339 * x - 1.6169 * y - 0.4906 * z
    green = -0.9788 * x + 1.9161 * y + 0.0335 * z
    blue = 0.0719 * x - 0.2290 * y + 1.4052 * z
    seen = [
        12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055 for v in (max(0.0, red), max(0.0, green), max(0.0, blue))
    ]
    return seen[0], seen[1], seen[2]


def _function(function: object, values: list[float]) -> list[float] | None:
    """Work out a tint: exponential functions (type 2) and sampled ones of one ink (type 0); null for others."""
    attributes = function.attrs if isinstance(function, PDFStream) else function
    if not isinstance(attributes, dict) or len(values) != 1:
        return None
    read = {str(key): resolve1(found) for key, found in attributes.items()}
    tint = min(1.0, max(0.0, values[0]))
    if read.get("FunctionType") == 2:
        low, high = read.get("C0") or [0.0], read.get("C1") or [1.0]
        share = tint ** (read.get("N") or 1)
        return [float(resolve1(a)) + share * (float(resolve1(b)) - float(resolve1(a))) for a, b in zip(low, high, strict=False)]
    if read.get("FunctionType") == 0 and isinstance(function, PDFStream) and read.get("BitsPerSample") == 8:
        width, samples = len(read.get("Range") or []) // 2, function.get_data()
        last = len(samples) // width - 1 if width else -1
        if last >= 0:
            start = round(tint * last) * width
            return [byte / 255 for byte in samples[start : start + width]]
    return None
