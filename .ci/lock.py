"""Write the lock files: names, versions and hashes, no addresses.

Run as `python .ci/lock.py` with uv on the path. The test lock holds only what the main lock has not; that of a cluster's machines
is whole.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMPILE = [
    *("uv", "pip", "compile", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--no-header", "--no-annotate", "--quiet"),
]
PROJECT = ("pyproject.toml", "--extra", "build")
CLUSTER = ("--extra", "cluster", "--extra", "parquet", "--extra", "remote")


def entries(text: str) -> list[str]:
    """Split a lock file into its entries, one a package (and marker) with its hashes."""
    return [entry for entry in re.split(r"(?m)^(?=\S)", text) if entry.strip()]


def compiled(*arguments: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.lock"
        subprocess.run([*COMPILE, *arguments, "-o", str(out)], cwd=ROOT, check=True)
        return out.read_text(encoding="utf-8")


def main() -> None:
    main_lock = compiled(*PROJECT)
    (ROOT / "requirements.lock").write_text(main_lock, encoding="utf-8")
    known = {entry.split()[0] for entry in entries(main_lock)}
    (ROOT / "requirements-cluster.lock").write_text(
        compiled(*PROJECT, *CLUSTER, "--constraint", "requirements.lock"), encoding="utf-8"
    )
    everything = compiled(
        *PROJECT, *CLUSTER, "--extra", "test", "--constraint", "requirements.lock", "--constraint", "requirements-cluster.lock"
    )
    rest = [entry for entry in entries(everything) if entry.split()[0] not in known]
    (ROOT / "requirements-test.lock").write_text("".join(rest), encoding="utf-8")
    for asked in sorted((ROOT / "benchmarks").glob("*.in")):  # other readers, each set in an environment of its own
        asked.with_suffix(".lock").write_text(compiled(str(asked)), encoding="utf-8")


if __name__ == "__main__":
    main()
