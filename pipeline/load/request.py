"""What a load is asked for, and what it tells of each file while it goes on and in the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.limits import Limits
from pipeline.places import Place
from pipeline.shipped import OwnRules


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of a file, or of several with the same content.

    `outcome`: `loaded`, `partial`, `failed`; `unchanged`, then `status` says how it was read before; `kept`: it could not be read
    now, what was read before stands. `seconds` is the time it took to read.
    """

    path: str
    report_id: str
    outcome: str
    status: str
    pages: int | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    problem: str | None = None
    also: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        return self.outcome == "kept" or self.status == "failed"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a load did: the results in the order of their paths, and what else the user should know."""

    results: tuple[FileResult, ...]
    notes: tuple[str, ...]


class Watcher:
    """Follows the progress of a load; the command line's progress bar is one."""

    def start(self, to_read: int, unchanged: int) -> None:
        """So many files will be read."""

    def done(self, result: FileResult) -> None:
        """One of them has been read and written."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a load is asked for: files, folders, the database; manifest, English pipeline and own rules where they are named.

    `workers` processes, or those of the Dask cluster of a `scheduler`, keep each file to the `limits`; with 0 of them all is read
    in this process, without any. With `shards`, a folder, findings are written there and the database is left alone.
    """

    paths: tuple[Place, ...]
    database: Path
    manifest: Path | None = None
    workers: int = 0
    limits: Limits = field(default_factory=Limits)
    english: str | None = None
    own: OwnRules | None = None
    passwords: tuple[str, ...] = field(default=(), repr=False)
    scheduler: str | None = None
    shards: Path | None = None
