"""Make frozen dataclasses quick to create: a page has thousands of words, boxes and places.

The `__init__` that `dataclasses` writes for a frozen class looks up and calls `object.__setattr__` for each field, which takes
three times as long as to hand the value to the field's slot. Nothing else about the class changes.
"""

from __future__ import annotations

import dataclasses
from typing import Any, TypeVar

T = TypeVar("T")


def made_quickly(made: type[T]) -> type[T]:
    """Give a frozen dataclass with slots, whose defaults are plain values, an `__init__` that fills its slots."""
    fields = dataclasses.fields(made)  # type: ignore[arg-type]
    if any(field.default_factory is not dataclasses.MISSING for field in fields):
        raise TypeError(f"{made.__name__} has a default that is made anew for each")
    names: dict[str, Any] = {f"put_{field.name}": vars(made)[field.name].__set__ for field in fields}
    names |= {f"default_{field.name}": field.default for field in fields}
    asked = [field.name if field.default is dataclasses.MISSING else f"{field.name}=default_{field.name}" for field in fields]
    puts = "".join(f"\n    put_{field.name}(self, {field.name})" for field in fields)
    exec(f"def __init__(self, {', '.join(asked)}):{puts}", names)
    init = names["__init__"]
    init.__qualname__ = f"{made.__qualname__}.__init__"
    init.__annotations__ = dict(made.__init__.__annotations__)
    type.__setattr__(made, "__init__", init)
    return made
