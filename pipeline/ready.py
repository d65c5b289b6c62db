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
from pipeline.rules import keep, read_rules

__all__ = ["dateparser", "extract", "flow", "parse", "pdf", "pypdfium2", "resolve", "structure", "tasks"]

reader_named()
_expressions = [rule.expression for file in read_rules().files.values() for rule in file.rules if rule.expression]
for _expression in _expressions:
    _expression.pattern  # noqa: B018 - compiled by being asked for
keep((one.source, one.flags) for one in _expressions)
