"""Charts: `vega` draws the documents of `db/charts` as SVG, `grades` finds room for the words beside their marks."""

from pipeline.browse.charts.grades import with_room
from pipeline.browse.charts.vega import chart, warm_up, warmed

__all__ = ["chart", "warm_up", "warmed", "with_room"]
