"""Structure: pages with words become blocks in reading order."""

from __future__ import annotations

from pipeline.structure.blocks import structure

__all__ = ["structure"]
