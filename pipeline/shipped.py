"""Where the files that travel with the package lie, and the digest of the rules; light, for a load that has nothing to read."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from pipeline.errors import RuleError


def data_folder(name: str) -> Path:
    """Return the folder `rules` or `db`: inside an installed package, else beside it in a checkout."""
    inside = Path(__file__).parent / "data" / name
    return inside if inside.is_dir() else Path(__file__).parent.parent / name


def rule_texts(folder: Path) -> dict[str, str]:
    """Return the text of every rule file below a folder, by its path without ending (`extract/dates`)."""
    paths = sorted(folder.rglob("*.yaml"))
    if not paths:
        raise RuleError(f"{folder}: no rule files (*.yaml) below this folder")
    return {path.relative_to(folder).with_suffix("").as_posix(): path.read_text(encoding="utf-8") for path in paths}


def digest(texts: Mapping[str, str]) -> str:
    """Return the SHA-256 of rule texts, names included."""
    return hashlib.sha256("".join(f"{name}\0{text}\0" for name, text in texts.items()).encode()).hexdigest()


def rules_sha256(folder: Path | None = None) -> str:
    """Return the digest of all rule files, as `Rules.sha256` has it, without checking or compiling them."""
    return digest(rule_texts(folder or data_folder("rules")))
