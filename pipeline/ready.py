"""Import this to bring in whatever any reading needs: stages, rules with their expressions, the parser of English.

A process takes seconds of a core's time for that before its first page. So one process of a load does it, and those that read are
copies of it as it then stands (`load.workers.process`).
"""

from __future__ import annotations

import dateparser.date
import pypdfium2

from pipeline import extract, flow, parse, resolve, structure
from pipeline.english import reader_named
from pipeline.load.workers import tasks
from pipeline.parse import pdf
from pipeline.rules import read_rules

__all__ = ["dateparser", "extract", "flow", "parse", "pdf", "pypdfium2", "resolve", "structure", "tasks"]

reader_named()
for _file in read_rules().files.values():
    for _rule in _file.rules:
        if _rule.expression:
            _rule.expression.pattern  # noqa: B018 - compiled by being asked for
