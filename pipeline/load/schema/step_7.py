"""The seventh step of the schema: how a page was read where that is not the usual way."""

from __future__ import annotations

STATEMENTS = ("ALTER TABLE pages ADD COLUMN note TEXT;",)
