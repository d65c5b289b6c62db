"""The expressions in the code meet texts of strangers too: none parts the same letters in two ways, again and again."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pipeline
from pipeline.rules.backtracking import hangs_on

STAGES = ("parse", "structure", "extract", "resolve", "follow")


def expressions() -> Iterator[tuple[str, re.Pattern[str]]]:
    for module in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        if module.name.split(".")[1] in STAGES:
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, re.Pattern):
                    yield f"{module.name}.{name}", as_text(value)


def as_text(expression: re.Pattern[str] | re.Pattern[bytes]) -> re.Pattern[str]:
    if isinstance(expression.pattern, bytes):
        return re.compile(expression.pattern.decode("latin-1"), expression.flags | re.ASCII)
    return re.compile(expression.pattern, expression.flags)


def test_no_expression_of_a_stage_may_hang() -> None:
    found = dict(expressions())
    assert len(found) > 80
    assert {name: hangs_on(expression) for name, expression in found.items() if hangs_on(expression)} == {}
