"""Parse: read a file into pages, with what is printed and drawn on them."""

from __future__ import annotations

from pipeline.parse.files import parse

__all__ = ["parse"]
