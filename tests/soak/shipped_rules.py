"""Try every expression of the shipped rules on texts that go round in its repeats: none may take long on a paragraph.

`python -m tests.soak.shipped_rules` does it, some minutes long; `structure` behind it tries the rules of that stage alone.
"""

from __future__ import annotations

import argparse
import sys
import time

from pipeline.rules import read_rules
from pipeline.rules.backtracking import drags_on


def slow(stage: str = "") -> list[str]:
    """Return which expressions take long, by their rules, and how a text begins on which they do."""
    tried: set[tuple[str, int]] = set()
    found = []
    for name, file in read_rules().files.items():
        for rule in file.rules if name.startswith(stage) else ():
            if rule.pattern is None or (rule.pattern.pattern, rule.pattern.flags) in tried:
                continue
            tried.add((rule.pattern.pattern, rule.pattern.flags))
            text = drags_on(rule.pattern)
            if text is not None:
                found.append(f"{name}: {rule.id} takes long on {text!r}")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stage", nargs="?", default="")
    given = parser.parse_args()
    began = time.process_time()
    found = slow(given.stage)
    print(*found, sep="\n")
    print(f"{len(found)} expressions of the shipped rules take long; tried in {time.process_time() - began:.0f} s")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
