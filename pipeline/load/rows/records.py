"""Records between the stages as bytes, so that a step runs again from what the steps before it gave.

Blocks and tables are plain trees, which pydantic turns into JSON and back. Mentions point to blocks: they are written by hand,
with a block's number in its place, for pydantic would write the block itself, and pickle would let a database run code.
"""

from __future__ import annotations

import functools
import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from pipeline import model
from pipeline.load.rows.layout import QUICKLY
from pipeline.model import Block, Document, Structured, Table

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of a `Structured`: its own blocks and tables, without their grids, which no later step reads."""

    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]
    problems: tuple[str, ...]


@functools.cache
def _structured() -> TypeAdapter[_Kept]:
    from pydantic import TypeAdapter

    return TypeAdapter(_Kept)


def pack_structured(structured: Structured) -> bytes:
    """Return blocks and tables as compressed JSON; the same for equal ones."""
    tables = tuple(replace(table, grids=()) for table in structured.tables)
    kept = _Kept(structured.blocks, tables, structured.problems)
    return zlib.compress(_structured().dump_json(kept, exclude_defaults=True), QUICKLY)


def unpack_structured(packed: bytes, document: Document) -> Structured:
    """Return the blocks and tables that were packed, as those of a document."""
    kept = _structured().validate_json(zlib.decompress(packed))
    return Structured(document, kept.blocks, kept.tables, kept.problems)


def pack_records(records: Any) -> bytes:
    """Return frozen records of the model (in tuples and mappings) as compressed JSON; the same for equal ones."""
    return zlib.compress(json.dumps(_plain(records), ensure_ascii=False, separators=(",", ":")).encode(), 6)


def unpack_records(packed: bytes, blocks: Sequence[Block]) -> Any:
    """Return the very records that were packed; `blocks` are those to which they point, by their number."""
    makers: dict[str, Callable[[Any], Any]] = {
        "block": lambda seq: blocks[seq],
        "date": date.fromisoformat,
        "tuple": tuple,
        "mapping": dict,
    }

    def made(pair: list[tuple[str, Any]]) -> Any:
        ((name, value),) = pair
        return makers[name](value) if name in makers else _RECORDS[name](*value)

    return json.loads(zlib.decompress(packed), object_pairs_hook=made)


_RECORDS: Mapping[str, type] = {name: kind for name, kind in vars(model).items() if isinstance(kind, type) and is_dataclass(kind)}


def _plain(value: Any) -> Any:
    """Return a value as JSON has it: what JSON has not is an object with one key, which says what it is."""
    if isinstance(value, Block):
        return {"block": value.seq}
    if isinstance(value, tuple):
        return {"tuple": [_plain(item) for item in value]}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Mapping):
        return {"mapping": [[key, _plain(item)] for key, item in value.items()]}
    if is_dataclass(value) and not isinstance(value, type):
        return {type(value).__name__: [_plain(getattr(value, field.name)) for field in fields(value)]}
    return value
