"""Load: write findings as rows of a database, each with its evidence."""

from __future__ import annotations

from pipeline.load.run import load

__all__ = ["load"]
