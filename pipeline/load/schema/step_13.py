"""The thirteenth step of the schema: of which reports versions were told last; a load that changes none need not do it again."""

from __future__ import annotations

STATEMENTS = ("CREATE TABLE grouped (made_of TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID;",)
