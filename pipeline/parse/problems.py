"""Say in words what of a document was not read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import Page
from pipeline.parse import ocr


def describe_problems(pages: Sequence[Page], damage: str | None = None) -> str | None:
    """Return one sentence on all pages' problems, null where there are none.

    Pages with the same problem are named together, and the sentence ends with how many were read:
    `pages 1-3 are images without text; 9 of 12 pages read`.
    """
    alike: dict[str, list[int]] = {}
    for page in pages:
        if page.problem:
            alike.setdefault(re.sub(rf"^page {page.number}\b\s*", "", page.problem), []).append(page.number)
    in_pages = len(pages) != 1 or pages[0].width is not None
    parts = [_about(numbers, what) if in_pages else f"the file {what}" for what, numbers in alike.items()]
    if damage:
        parts.insert(0, damage)
    if alike and in_pages:
        n_read = len(pages) - sum(map(len, alike.values()))
        parts.append(f"{n_read} of {len(pages)} pages read")
    if any(page.illegible for page in pages) and not ocr.is_installed():
        parts.append(ocr.INSTALL)
    return "; ".join(parts) or None


def about_the_file(said: Sequence[str | None]) -> str | None:
    """Return in one sentence what is said of a file without pages, which counts as one; null where nothing is."""
    return "page 1 " + "; it ".join(filter(None, said)) if any(said) else None


def _about(numbers: Sequence[int], what: str) -> str:
    if len(numbers) == 1:
        return f"page {numbers[0]} {what}"
    many = re.sub(r"^is an image\b", "are images", what)
    many = re.sub(r"^is\b", "are", re.sub(r"^has (?:a|its)\b", "have", many))
    return f"pages {_ranges(numbers)} {many}"


def _ranges(numbers: Sequence[int]) -> str:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
