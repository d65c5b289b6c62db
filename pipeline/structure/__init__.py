"""Structure: turn pages with words into blocks in reading order.

A page with geometry goes through `printed`: `page_parts` takes tables out, `rows` and `reading_order` put words in lines and
columns, `furniture` finds running heads, `paragraphs` and `joining` make pieces. A source that marks up its own text goes
through `markup`. Both give `pieces`; from there `headings` and `levels`, `lists`, `contents`, `notes` and the header block
(`header_fields`, `header_grids`, `label_columns`, `labels`) say what each piece is, `papers` and `reports` where one report
ends and the next begins, and `blocks` numbers them. Tables have a folder of their own; `boxes` and `numbered` are grids that
are no tables.
"""

from __future__ import annotations

from pipeline.structure.blocks import structure

__all__ = ["structure"]
