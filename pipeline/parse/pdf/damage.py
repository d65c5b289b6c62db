"""What reading a malformed PDF raises: pdfminer checks few of the values that it finds in a file."""

from __future__ import annotations

import struct
import zlib

from pdfminer.psexceptions import PSException

MALFORMED = (
    PSException, struct.error, zlib.error, ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError,
    TypeError, ValueError,
)  # fmt: skip
