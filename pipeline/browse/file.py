"""A database file under any name."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from datasette.database import Database


class DatabaseFile(Database):  # type: ignore[misc]
    """A file whose name may hold `?`, `#` and `%`: Datasette itself puts it into SQLite's address as it stands."""

    def connect(self, write: bool = False) -> sqlite3.Connection:
        address = Path(self.path).resolve().as_uri() + ("" if write else "?mode=ro")
        connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        self._all_file_connections.append(connection)
        return connection
