"""Contents pages: lists of headings with their page numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.rules import Rules
from pipeline.structure.rows import Row

# Entries that a list of contents has at least, without and with a title.
FEWEST, FEWEST_TITLED = 4, 2
# Rows without a page number that may stand between two entries: an entry in two lines, a group's title.
BETWEEN = 2


def contents_rows(rows: Mapping[int, Sequence[Row]], apart: set[int], rules: Rules) -> set[int]:
    """Return the identities of the rows of contents pages, their titles included."""
    found: set[int] = set()
    goes_on = False
    for number in sorted(rows):
        free = [row for row in rows[number] if id(row) not in apart]
        title = next((n for n, row in enumerate(free) if _is(row, rules, "contents_title")), None)
        begin = title if title is not None else 0
        entries = [
            n for n in range(begin, len(free)) if _is(free[n], rules, "contents_entry", titled=title is not None or goes_on)
        ]
        run = _first_run(entries)
        titled = title is not None and bool(run) and run[0] - title <= BETWEEN + 1
        if len(run) >= (FEWEST_TITLED if titled or goes_on else FEWEST):
            start = title if titled and title is not None else run[0]
            found.update(id(row) for row in free[start : run[-1] + 1])
            goes_on = run[-1] >= len(free) - 1 - BETWEEN
        else:
            goes_on = False
    return found


def _first_run(entries: Sequence[int]) -> list[int]:
    """Return the first entries that follow one another closely."""
    run: list[int] = []
    for n in entries:
        if run and n - run[-1] > BETWEEN + 1:
            if len(run) >= FEWEST_TITLED:
                break
            run = []
        run.append(n)
    return run


def _is(row: Row, rules: Rules, part: str, *, titled: bool = False) -> bool:
    for rule in rules["structure/furniture"].that_set("part", part).present(row.raw):
        if (titled or not rule.sets.get("under_title")) and next(rule.find(row.raw), None):
            return True
    return False
