"""Which of an inspector's visits a step is: by the number that the letters give it, else by its place among those told."""

from __future__ import annotations

from collections.abc import Sequence


def named(told: Sequence[int | None]) -> list[str]:
    """Return what each visit is called, of the numbers that their letters give them, in the order of their days.

    A letter without a number has its place among the visits told, unless the numbers of the others show that some are not.
    """
    complete = all(number in (None, place) for place, number in enumerate(told, 1))
    names: list[str] = []
    unknown = 0
    for place, number in enumerate(told, 1):
        if number is None and not complete:
            unknown += 1
        name = f"monitoring visit {place if complete else number}"
        if number is None and not complete:
            name = "monitoring visit, its number not told" + (f" ({unknown})" if unknown > 1 else "")
        names.append(name if name not in names else f"{name} (told again)")
    return names
