"""Compare councils: a loaded database in, counted facts with their coverage out."""

from pipeline.compare.councils import chosen_councils
from pipeline.compare.facts import Compared, Coverage, Fact
from pipeline.compare.sides import compare

__all__ = ["Compared", "Coverage", "Fact", "chosen_councils", "compare"]
