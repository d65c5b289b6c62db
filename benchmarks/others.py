"""The environment of readers that are no part of the project: PyMuPDF, Camelot (benchmarks/others.lock, with hashes)."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

ENVIRONMENT = Path(__file__).resolve().parents[1] / ".venv-bench"
LOCK = Path(__file__).with_name("others.lock")


def python_of_others() -> Path:
    """Return the Python that has the other readers; its environment is made where it is missing or older than its lock."""
    python = ENVIRONMENT / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    made = ENVIRONMENT / ".ready"
    if not made.is_file() or made.stat().st_mtime < LOCK.stat().st_mtime:
        print(f"Making the environment of the other readers in {ENVIRONMENT.name}", file=sys.stderr)
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        install = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", str(LOCK))
        subprocess.run([python, *install], check=True)
        made.touch()
    return python
