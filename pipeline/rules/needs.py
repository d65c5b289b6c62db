"""Work out what the shipped expressions need (`pipeline.rules.literals`), as `make docs` does.

    python -W ignore -m pipeline.rules.needs > rules/needs.json

An expression that is not in the file is worked out where it is met, which only costs time.
"""

from __future__ import annotations

import json
import sys

from pipeline.rules.literals import digest, needed_literals
from pipeline.rules.reading import read_rules


def main() -> None:
    """Print the needs of every shipped expression, a line each, in the order of their digests."""
    expressions = [rule.expression for file in read_rules().files.values() for rule in file.rules if rule.expression is not None]
    needs = {digest(one.source, one.flags): needed_literals(one.source, one.flags) for one in expressions}
    lines = (f'"{known}": {json.dumps(needs[known])}' for known in sorted(needs))
    sys.stdout.write("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()
