"""What a run was measured on."""

from __future__ import annotations

import platform
import re
from pathlib import Path


def machine() -> str:
    """Return the system and processor that a run was measured on."""
    try:
        named = re.search(r"(?m)^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    except OSError:
        named = None
    return f"{platform.system()} {platform.machine()}, {named[1] if named else platform.processor() or 'unnamed processor'}"
