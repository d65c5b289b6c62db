"""What the shipped expressions need, worked out beforehand: for each to be read for it takes a worker's start over a second.

    python -W ignore -m pipeline.rules.needs > rules/needs.json

An expression is known by its digest: one that was changed since is worked out when it is met, so that the file can be
late, but never wrong.
"""

from __future__ import annotations

import functools
import hashlib
import json
import sys

from pipeline.literals import Needs, needed_literals
from pipeline.shipped import data_folder


def needs_of(source: str, flags: int) -> Needs:
    """Return what an expression needs; raises `re.error` where the source is none."""
    known = _worked_out().get(digest(source, flags))
    return needed_literals(source, flags) if known is None else known


def digest(source: str, flags: int) -> str:
    return hashlib.sha256(f"{flags} {source}".encode()).hexdigest()[:20]


@functools.cache
def _worked_out() -> dict[str, Needs]:
    path = data_folder("rules") / "needs.json"
    kept = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {known: tuple(map(tuple, needs)) for known, needs in kept.items()}


def main() -> None:
    from pipeline.rules.reading import read_rules

    expressions = [rule.expression for file in read_rules().files.values() for rule in file.rules if rule.expression is not None]
    needs = {digest(one.source, one.flags): needed_literals(one.source, one.flags) for one in expressions}
    lines = (f'"{known}": {json.dumps(needs[known])}' for known in sorted(needs))
    sys.stdout.write("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()
