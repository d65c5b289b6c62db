"""Which code and which libraries make a finding: what a run records, and what decides whether a report is read again."""

from __future__ import annotations

import functools
import hashlib
from contextlib import suppress
from pathlib import Path

import pipeline

_READERS = ("model", "rules", "parse", "structure", "english", "extract", "resolve", "load")
_NOT_READING = ("__main__", "describe")
_LIBRARIES = ("dateparser", "lxml", "pdfminer.six", "pypdfium2", "python-docx", "spacy")


@functools.cache
def code_version(*also: str) -> str:
    """Return the program's version with a digest of the code that reads reports (rules have a digest of their own).

    `also` names further stages whose code counts.
    """
    package = Path(pipeline.__file__).parent
    files = {path: package for path in package.glob("*.py") if path.stem not in _NOT_READING}
    files |= {
        path: package
        for stage in (*_READERS, *also)
        for path in (package / stage).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    lines = [
        f"{path.relative_to(root).as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}\n" for path, root in files.items()
    ]
    digest = hashlib.sha256("".join(sorted(lines)).encode())  # sorted by name: the same in a checkout as in an installed package
    return f"{pipeline.__version__}+{digest.hexdigest()[:12]}"


def libraries() -> str:
    """Return the versions of the libraries that read files, as `name version, ...`; what is not installed is left out."""
    from importlib import metadata

    versions = []
    for name in _LIBRARIES:
        with suppress(metadata.PackageNotFoundError):
            versions.append(f"{name} {metadata.version(name)}")
    return ", ".join(versions)
