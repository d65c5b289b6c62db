"""Modules compiled before a clock runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_COMPILE = """
import compileall, sys, sysconfig
for folder in (sysconfig.get_path("purelib"), *sys.argv[1:]):
    compileall.compile_dir(folder, quiet=2)
"""
OURS = tuple(str(Path(__file__).resolve().parents[1] / folder) for folder in ("pipeline", "benchmarks"))


def compile_modules(python: Path | None = None) -> None:
    """Compile the modules of an environment, this one's unless told, and of the project, as pip does of what it installs.

    Not every tool does, and where Python may not keep what it compiled, each start of a reader pays seconds for it.
    """
    subprocess.run([python or sys.executable, "-c", _COMPILE, *OURS], check=True)
