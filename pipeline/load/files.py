"""Which files a load reads: those named, and in folders those that look like documents."""

from __future__ import annotations

import hashlib
import os
import stat
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.load.manifest import NAME as MANIFEST_NAME
from pipeline.places import Address, Place, files_at, real_path
from pipeline.plain import one_line

SUFFIXES = (".pdf", ".docx", ".docm", ".html", ".htm", ".xhtml", ".txt", ".text", ".md", ".markdown")
"""Names of documents. What a file is, is told from its content later; a name only decides whether a folder's file is tried."""

_REMEDIES = {
    ".doc": "save it as .docx or PDF",
    ".rtf": "save it as .docx or PDF",
    ".odt": "save it as .docx or PDF",
    ".zip": "unpack it",
}
_NO_FILE = "this is no ordinary file but a pipe, a device or the like; it was not opened"
_ABOUT_THE_FOLDER = ("readme", "license", "licence", "copying")


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to be read: where it lies, and what the database calls it; `sha256` is null where it cannot be opened."""

    location: Place
    path: str
    sha256: str | None
    size: int
    problem: str | None = None

    @property
    def unseen(self) -> bool:
        """Whether nobody has looked at it yet: files at addresses are many and far away (see `looked_at`)."""
        return self.sha256 is None and self.problem is None


@dataclass(frozen=True, slots=True)
class Pile:
    """What the paths given came to: files by path, in words what was passed over, and the manifests that lie beside them."""

    files: tuple[FoundFile, ...]
    passed_over: tuple[str, ...]
    manifests: tuple[Path, ...]


def find_files(given: Sequence[Place]) -> Pile:
    """Find the files below the paths given, to any depth, each once; a file named itself is always taken.

    Files at addresses are found and not looked at. Raises `UsageError` where an address cannot be listed.
    """
    locations: dict[Place, str] = {}
    passed_over: dict[Place, str] = {}
    manifests: set[Path] = set()
    for start in given:
        if isinstance(start, Address):
            addresses, is_folder = files_at(start)
            for address in addresses:
                reason = _passed_over(address) if is_folder else None
                if reason is None:
                    locations[address] = one_line(str(address))
                elif reason:
                    passed_over[address] = reason
            continue
        for location in _walk(start) if start.is_dir() else iter([start]):
            if location.name == MANIFEST_NAME and start.is_dir() and location.is_file():
                manifests.add(real_path(location))
                continue
            reason = _passed_over(location) if start.is_dir() else None
            if reason is None:
                path, known = _stored_path(location), locations.get(real_path(location))
                locations[real_path(location)] = min(path, known or path)
            elif reason:
                passed_over[real_path(location)] = reason
        beside = (start if start.is_dir() else real_path(start).parent) / MANIFEST_NAME
        if beside.is_file() and start.name != MANIFEST_NAME:
            manifests.add(real_path(beside))
    found = (
        FoundFile(location, path, None, 0) if isinstance(location, Address) else looked_at(location, path)
        for location, path in locations.items()
    )
    files = sorted(found, key=lambda file: file.path)
    left_out: dict[str, list[str]] = {}
    for left, reason in sorted(passed_over.items(), key=lambda item: str(item[0])):
        if left not in locations:
            left_out.setdefault(reason, []).append(one_line(left.name))
    said = [f"{', '.join(names)}: {reason}" for reason, names in left_out.items()]
    return Pile(tuple(files), tuple(said), tuple(sorted(manifests)))


def _walk(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            yield Path(parent) / name


def _passed_over(location: Place) -> str | None:
    """Return why a folder's file is not read: null where it is, nothing to say of hidden and lock files."""
    name, suffix = location.name.lower(), location.suffix.lower()
    if name.startswith((".", "~$")) or name in ("thumbs.db", "desktop.ini"):
        return ""
    if location.stem.lower() in _ABOUT_THE_FOLDER and suffix in ("", ".txt", ".md", ".html"):
        return "about the folder (name it itself to load it)"
    if suffix in SUFFIXES or (isinstance(location, Path) and _looks_like_a_document(location)):
        return None
    return _REMEDIES.get(suffix, "no documents")


def _looks_like_a_document(location: Path) -> bool:
    try:
        if not location.is_file():  # a pipe would never begin, a device never end
            return False
        with location.open("rb") as file:
            start = file.read(1024)
        if b"%PDF-" in start:
            return True
        if start.startswith(b"PK\x03\x04"):
            with zipfile.ZipFile(location) as archive:
                return "word/document.xml" in archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return False
    return False


def _stored_path(location: Path) -> str:
    """Return what the database calls a file: the path given, its last two parts at least."""
    parts = [part for part in location.parts if part != location.anchor]
    if len(parts) < 2 or ".." in parts[-2:]:
        location = Path(*real_path(location).parts[-2:])
    return one_line(os.fsencode(location.as_posix()).decode("utf-8", errors="replace"))


def looked_at(location: Place, path: str) -> FoundFile:
    """Return a file with the digest of its content, or why it cannot be opened."""
    try:
        if isinstance(location, Address):
            data = location.read_bytes()
            return FoundFile(location, path, hashlib.sha256(data).hexdigest(), len(data))
        if not stat.S_ISREG(location.stat().st_mode):
            return FoundFile(location, path, None, 0, _NO_FILE)
        with location.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        return FoundFile(location, path, sha256, location.stat().st_size)
    except OSError as error:
        return FoundFile(location, path, None, 0, f"the file cannot be opened: {error.strerror or error}")


def looked_at_again(file: FoundFile) -> FoundFile:
    """Look at a file that was only found, in whatever process this is."""
    return looked_at(file.location, file.path)
