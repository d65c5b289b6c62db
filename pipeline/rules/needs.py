"""Work out what the shipped expressions need, and how texts begin that they match (`literals`, `openings`), as `make docs` does.

    python -W ignore -m pipeline.rules.needs > rules/needs.json

An expression that is not in the file is worked out where it is met, which only costs time.
"""

from __future__ import annotations

import json
import sys

from pipeline.rules.expressions import Expression
from pipeline.rules.literals import digest, needed_literals
from pipeline.rules.openings import opening_letters
from pipeline.rules.reading import read_rules


def main() -> None:
    """Print what every shipped expression needs and the letters that open it, a line each, in the order of their digests."""
    expressions = [rule.expression for file in read_rules().files.values() for rule in file.rules if rule.expression is not None]
    known = {
        digest(one.source, one.flags): {"needs": needed_literals(one.source, one.flags), "opens": _opens(one)}
        for one in expressions
    }
    lines = (f'"{one}": {json.dumps(known[one])}' for one in sorted(known))
    sys.stdout.write("{\n" + ",\n".join(lines) + "\n}\n")


def _opens(one: Expression) -> str | None:
    letters = opening_letters(one.source, one.flags)
    return None if letters is None else "".join(sorted(letters))


if __name__ == "__main__":
    main()
