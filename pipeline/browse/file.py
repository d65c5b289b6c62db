"""A database file under any name."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

from datasette.database import Database


class _FilePath(str):
    """A path that is quoted where Datasette writes `f"file:{path}?mode=ro"`: its name may hold `?`, `#` and `%`."""

    __slots__ = ()

    def __format__(self, _: str) -> str:
        return quote(self, safe="/\\:")


class DatabaseFile(Database):  # type: ignore[misc]
    """The findings database, among those that Datasette keeps for itself."""

    def __init__(self, datasette: Any, path: Path) -> None:
        super().__init__(datasette, path=_FilePath(path), is_mutable=True)
