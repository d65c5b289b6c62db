"""Measure a findings database against gold annotations: precision, recall, values, calibration.

Like the command line this stands beside the stages: it reads the database by its contract alone.
"""

from pipeline.evaluate.as_data import as_json, as_markdown
from pipeline.evaluate.as_text import as_text
from pipeline.evaluate.gold import Gold, read_gold, read_gold_folder
from pipeline.evaluate.score import CLASSES, Count, Evaluation, evaluate

__all__ = [
    "CLASSES",
    "Count",
    "Evaluation",
    "Gold",
    "as_json",
    "as_markdown",
    "as_text",
    "evaluate",
    "read_gold",
    "read_gold_folder",
]
