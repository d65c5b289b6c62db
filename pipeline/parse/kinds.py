"""Tell a file's kind from its bytes, never from its name."""

from __future__ import annotations

import re

from pipeline.errors import DocumentError


def tell_kind(data: bytes) -> str:
    """Return the media type of a file that can be read; raises `DocumentError` that names the kind otherwise."""
    if not data.strip():
        raise DocumentError("the file is empty")
    if b"%PDF-" in data[:1024]:
        return "application/pdf"
    if data.startswith(b"PK\x03\x04"):
        return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    if re.match(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", data[:4096], re.IGNORECASE | re.DOTALL):
        return "text/html"
    return "text/plain"
