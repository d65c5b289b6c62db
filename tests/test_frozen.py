"""Records that are made quickly are frozen dataclasses as any other."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle

import pytest

from pipeline.frozen import made_quickly
from pipeline.model import Box, Line, Word


def test_a_record_takes_its_fields_in_order_by_name_and_by_default() -> None:
    box = Box(1.0, 2.0, 3.0, bottom=4.0)
    assert (box.x0, box.top, box.x1, box.bottom) == (1.0, 2.0, 3.0, 4.0)
    word = Word("plan", box, 11.0, italic=True)
    assert (word.bold, word.italic, word.sure) == (False, True, None)
    assert str(inspect.signature(Line)).startswith("(text: 'str', page: 'int | None' = None")
    with pytest.raises(TypeError, match="bottom"):
        Box(1.0, 2.0, 3.0)  # type: ignore[call-arg]


def test_a_record_cannot_be_changed_and_compares_copies_and_pickles_by_its_fields() -> None:
    box = Box(1.0, 2.0, 3.0, 4.0)
    with pytest.raises(dataclasses.FrozenInstanceError):
        box.x0 = 9.0  # type: ignore[misc]
    for other in (Box(1.0, 2.0, 3.0, 4.0), copy.copy(box), pickle.loads(pickle.dumps(box))):
        assert other == box
        assert hash(other) == hash(box)
    assert dataclasses.replace(box, x1=5.0) == Box(1.0, 2.0, 5.0, 4.0)


def test_a_default_that_each_would_share_is_refused() -> None:
    @dataclasses.dataclass(frozen=True, slots=True)
    class Held:
        words: list[str] = dataclasses.field(default_factory=list)

    with pytest.raises(TypeError, match="Held"):
        made_quickly(Held)
