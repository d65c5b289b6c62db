"""Find the files that come with the package, and read the texts of rules; light enough for a load that reads nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import RuleError


@dataclass(frozen=True, slots=True)
class OwnRules:
    """A folder of a user's own rules as it was read once, so that every process has the same: (path in the folder, text).

    `leaving_out` is the id of one of its rules that is not to count, to see what the others do without it.
    """

    folder: str
    texts: tuple[tuple[str, str], ...]
    leaving_out: str | None = None


def data_folder(name: str) -> Path:
    """Return the folder `rules` or `db`: inside an installed package, else beside it in a checkout."""
    inside = Path(__file__).parent / "data" / name
    return inside if inside.is_dir() else Path(__file__).parent.parent / name


def rule_texts(folder: Path) -> dict[str, str]:
    """Return the texts of the rule files (*.yaml, *.yml) and tables (*.csv) below a folder by path, in the order of paths.

    Raises `RuleError` where there are none, or one cannot be read.
    """
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in (".yaml", ".yml") or path.suffix == ".csv")
    if not paths:
        there = ", ".join(sorted(path.name for path in folder.iterdir() if path.is_file())[:5])
        held = f" (it holds {there}; the name must end in .yaml)" if there else ""
        raise RuleError(f"{folder}: no rule files (*.yaml) below this folder{held}; README tells how to write one")
    texts = {}
    for path in paths:
        try:
            texts[path.relative_to(folder).as_posix()] = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise RuleError(f"{path} cannot be read ({error}); save it as UTF-8 text") from error
    return texts


def read_own_rules(folder: Path) -> OwnRules:
    """Read a folder of a user's own rules, unchecked; raises `RuleError` where it holds none."""
    return OwnRules(folder.as_posix(), tuple(rule_texts(folder).items()))


def rules_sha256(own: OwnRules | None = None, *, folder: Path | None = None, stage: str = "") -> str:
    """Return the digest of all rule files and tables, a user's own too, without checking or compiling them.

    Own rules count by their texts, not by the name of their folder. With a `stage` only its rules count, and own files that
    name one of its files or rules; for `follow`, whose rules have ids that begin with the name of their file.
    """
    import hashlib  # 10 ms, of which help has no need

    below = f"{stage}/" if stage else ""
    texts = [(path, text) for path, text in rule_texts(folder or data_folder("rules")).items() if path.startswith(below)]
    marks = [below, *(f"{Path(path).stem}." for path, _ in texts)] if stage else [""]
    texts += [
        (f"own/{path}", text) for path, text in (own.texts if own else ()) if any(mark in f"{path}\n{text}" for mark in marks)
    ]
    return hashlib.sha256("".join(f"{path}\0{text}\0" for path, text in texts).encode()).hexdigest()
