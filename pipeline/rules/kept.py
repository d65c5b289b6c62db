"""The shipped expressions as Python has compiled them before, kept in the user's cache folder.

To compile them all takes each process that reads a second and a half; to take them from the file a thirtieth of that. What is
kept of an expression is its code, a row of numbers that `_sre.compile` checks before it runs it (both are private to the standard
library; a test holds what is used of them). The file is of one version of Python, knows an expression by its digest, and is
never missed: what it has not is compiled.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import contextlib
import functools
import marshal
import os
import re
import sys
import tempfile
import zlib
from array import array
from collections.abc import Iterable
from pathlib import Path
from re import _compiler, _parser  # type: ignore[attr-defined]
from typing import Any

from pipeline.rules.literals import digest

Code = tuple[int, bytes, int, dict[str, int]]
"""Flags, code, number of groups, and their numbers by name."""


def compiled(source: str, flags: int) -> re.Pattern[str]:
    """Compile an expression, from what is kept of it where there is any; raises `re.error` where it is none."""
    known = _kept().get(digest(source, flags))
    if known is None:
        return re.compile(source, flags)
    own_flags, code, groups, numbers = known
    names: list[str | None] = [None] * (groups + 1)
    for name, number in numbers.items():
        names[number] = name
    pattern: re.Pattern[str] = _sre.compile(source, own_flags, array("I", code).tolist(), groups, numbers, tuple(names))
    return pattern


def keep(expressions: Iterable[tuple[str, int]]) -> None:
    """Keep the code of expressions, given by source and flags, unless it is; a folder that cannot be written is left alone."""
    wanted = {digest(source, flags): (source, flags) for source, flags in expressions}
    if wanted.keys() <= _kept().keys():
        return
    made = {known: _kept().get(known) or _code(*wanted[known]) for known in sorted(wanted)}
    path = _path()
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:  # beside it, so that nobody reads half of one
            file.write(zlib.compress(marshal.dumps(made), 1))
        os.replace(file.name, path)
    forget()


def forget() -> None:
    """Let go of what was read of the file, some ten megabytes."""
    _kept.cache_clear()


def _code(source: str, flags: int) -> Code:
    parsed: Any = _parser.parse(source, flags)
    code = array("I", _compiler._code(parsed, flags)).tobytes()
    return int(flags | parsed.state.flags), code, parsed.state.groups - 1, dict(parsed.state.groupdict)


@functools.cache
def _kept() -> dict[str, Code]:
    try:
        kept: dict[str, Code] = marshal.loads(zlib.decompress(_path().read_bytes()))
    except (OSError, zlib.error, ValueError, EOFError, TypeError):  # absent, or spoilt
        return {}
    return kept


def _path() -> Path:
    """The file for this very Python: another may number its codes otherwise."""
    folder = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or Path.home() / ".cache"
    return Path(folder) / "council-journeys" / f"expressions-{sys.implementation.cache_tag}-{sys.hexversion:x}-{_sre.MAGIC}.bin"
