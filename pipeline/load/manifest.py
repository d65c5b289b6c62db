"""A manifest: a CSV table that says of each file what the file does not say itself."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import overload

from pipeline.errors import UsageError
from pipeline.model import Council, ReportFields
from pipeline.places import Place, real_path
from pipeline.plain import one_line, without_controls

NAME = "manifest.csv"
VALUES = ("source_url", "council", "committee", "meeting_date")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a manifest says of one file; `path` is the file as the database calls it."""

    path: str
    source_url: str | None = None
    council: str | None = None
    committee: str | None = None
    meeting_date: date | None = None


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """A row of a manifest: the file it speaks of, relative to the manifest's folder, and what it gives."""

    number: int
    file: str
    source_url: str | None
    council: str | None
    committee: str | None
    meeting_date: date | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest as read; `ignored` are its columns of other names, `faults` what is wrong in rows, of which the rest is used."""

    path: Path
    rows: tuple[ManifestRow, ...]
    ignored: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def notes(self) -> list[str]:
        """What a reader should know of it: rows at fault, columns that may be misspelt, rows whose file is not there."""
        folder, said = self.path.parent, [f"{self.path}: {fault}" for fault in self.faults]
        misspelt = [
            name for name in self.ignored if re.search("url|link|address|council|authority|committee|meeting|date", name.lower())
        ]
        if misspelt:
            said.append(f"{self.path}: not used: {', '.join(misspelt)}; the columns that are: file, {', '.join(VALUES)}")
        missing = [row for row in self.rows if "://" not in row.file and not (folder / row.file).exists()]
        bare = {row.file for row in missing if "/" not in row.file}  # may lie at any depth
        below = {name for _, _, names in os.walk(folder) for name in names} & bare if bare else set()
        lost = [f"{row.file} (row {row.number})" for row in missing if row.file not in below]
        if lost:
            said.append(f"{self.path}: there is no such file: {', '.join(lost)}")
        return said


def entries(manifests: Sequence[Manifest], files: Mapping[str, Place]) -> dict[str, Entry]:
    """Return what the manifests say of each file (stored path: where it lies), by stored path.

    A row names its file by its address, the path from the manifest's folder, or its bare name where only one file below that
    folder is called so. Of several manifests the one nearest to the file speaks.
    """
    found: dict[str, Entry] = {}
    by_location = {real_path(location): path for path, location in files.items() if isinstance(location, Path)}
    for manifest in sorted(manifests, key=lambda m: len(real_path(m.path).parts)):
        folder = real_path(manifest.path).parent
        below: dict[str, list[str]] = {}
        for location, path in by_location.items():
            if location.is_relative_to(folder):
                below.setdefault(location.name, []).append(path)
        for row in manifest.rows:
            at_path = row.file if row.file in files else by_location.get(real_path(folder / row.file))
            named = below.get(row.file, [])
            for path in [at_path] if at_path else named if len(named) == 1 else []:
                found[path] = Entry(path, row.source_url, row.council, row.committee, row.meeting_date)
    return found


@overload
def read_manifest(path: Path) -> Manifest: ...
@overload
def read_manifest(path: Path, *, required: bool) -> Manifest | None: ...
def read_manifest(path: Path, *, required: bool = True) -> Manifest | None:
    """Read a manifest; what is wrong in a row is told in its `faults`, and takes nothing from the other rows.

    A table without a column `file` is none: null where that is not `required`, else `UsageError`.
    """
    try:
        text = without_controls(_decoded(path.read_bytes()))
    except OSError as error:
        raise UsageError(f"{path}: the manifest cannot be opened: {error.strerror or error}") from error
    reader = csv.DictReader(io.StringIO(text))
    try:
        written_rows = list(enumerate(reader, 2))
    except csv.Error as error:
        raise UsageError(f"{path}: what follows line {reader.line_num} cannot be read as CSV: {error}") from error
    columns = {re.sub(r"\W+", "_", (name or "").strip().lower()): name for name in reader.fieldnames or ()}
    if "file" not in columns and not required:
        return None
    if "file" not in columns:
        raise UsageError(
            f"{path}: a manifest needs a column 'file', and any of {', '.join(VALUES)}; it has {', '.join(columns) or 'none'}"
        )
    rows: dict[str, ManifestRow] = {}
    faults: list[str] = []
    for number, written in written_rows:
        values = {key: " ".join(str(written.get(name) or "").split()) or None for key, name in columns.items()}
        if not any(values.values()):
            continue
        file, day = (values["file"] or "").replace("\\", "/"), None
        if not file:
            faults.append(f"row {number} is not used: no file is named")
            continue
        if file in rows:
            faults.append(f"row {number} is not used: {file} stands in row {rows[file].number} too; keep one of them")
            continue
        try:
            day = _day(values.get("meeting_date"))
        except ValueError:
            said = one_line(values["meeting_date"] or "")
            faults.append(f"row {number}, {file}: '{said}' is no day and not used; write it as 2016-02-03 or 03/02/2016")
        rows[file] = ManifestRow(number, file, values.get("source_url"), values.get("council"), values.get("committee"), day)
    ignored = tuple(name for key, name in columns.items() if key not in ("file", *VALUES))
    return Manifest(path, tuple(rows.values()), ignored, tuple(faults))


def contradictions(entry: Entry | None, entry_council: Council | None, read: ReportFields) -> list[tuple[str, str, str]]:
    """Return (field, as read, as the manifest says) wherever report and manifest both speak and differ."""
    if entry is None:
        return []
    found = []
    if read.council and entry_council and read.council.slug != entry_council.slug:
        found.append(("council", read.council.name, entry.council or entry_council.name))
    if read.committee and entry.committee and not _alike(read.committee, entry.committee):
        found.append(("committee", read.committee, entry.committee))
    if read.meeting_date and entry.meeting_date and read.meeting_date != entry.meeting_date:
        found.append(("meeting_date", read.meeting_date.isoformat(), entry.meeting_date.isoformat()))
    return found


def _alike(a: str, b: str) -> bool:
    """Whether two names of a committee mean the same: the words of one stand in the other."""
    words = [set(re.findall(r"\w+", re.sub("['’]", "", name.casefold()))) - {"the", "of", "and"} for name in (a, b)]
    return words[0] <= words[1] or words[1] <= words[0]


def _day(written: str | None) -> date | None:
    """Read a day as ISO 8601 or as a British spreadsheet writes it."""
    if not written:
        return None
    if re.fullmatch(r"\d{1,2}/\d{1,2}/\d{4}", written):
        return datetime.strptime(written, "%d/%m/%Y").date()
    return date.fromisoformat(written)


def _decoded(data: bytes) -> str:
    """Decode what spreadsheets save: UTF-8 with or without its mark, else Windows' western code page."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
