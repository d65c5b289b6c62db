"""Write the second table of DEPENDENCIES.md: every package of requirements.lock with its version and licence.

Licences are those that the packages of this environment state of themselves; what is not installed here is listed without.
"""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "DEPENDENCIES.md"
MARK = "<!-- written by .ci/licences.py: make licences -->\n"


def locked() -> dict[str, str]:
    """Return name and version of every package of the lock file."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return dict(re.findall(r"(?m)^([\w.-]+)==([\w.+!-]+)", text))


def licence(name: str) -> str:
    """Return the licence that a package states, in a few words."""
    try:
        stated = metadata(name)
    except PackageNotFoundError:
        return "not installed here"
    classified = [c.rsplit(" :: ", 1)[1] for c in stated.get_all("Classifier", []) if c.startswith("License :: ")]
    text = (
        stated.get("License-Expression") or ", ".join(c for c in classified if c != "OSI Approved") or stated.get("License") or ""
    )
    return " ".join(text.split())[:80] or "not stated"


def table() -> str:
    rows = [f"| {name} | {version} | {licence(name)} |" for name, version in sorted(locked().items())]
    return "\n".join(["| package | version | licence |", "|---|---|---|", *rows]) + "\n"


def main() -> None:
    text = FILE.read_text(encoding="utf-8")
    FILE.write_text(text[: text.index(MARK) + len(MARK)] + "\n" + table(), encoding="utf-8")


if __name__ == "__main__":
    main()
