"""Structure: turn pages with words into blocks in reading order."""

from __future__ import annotations

from pipeline.structure.blocks import structure

__all__ = ["structure"]
