"""Follow a PDF's references without going in circles."""

from __future__ import annotations

import pdfplumber.pdf
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import PDFObjRef


class Document(PDFDocument):
    """A document in which an object that is nothing but a reference stands for what it refers to, and in a circle for nothing.

    pdfminer follows such references one after the other, for ever where they lead back.
    """

    def getobj(self, objid: int) -> object:
        found, seen = super().getobj(objid), {objid}
        while isinstance(found, PDFObjRef):
            if found.objid in seen:
                return None
            seen.add(found.objid)
            found = super().getobj(found.objid)
        return found


def follow_no_circles() -> None:
    """Have pdfplumber open files as such documents: it makes them itself, and has no option for it."""
    pdfplumber.pdf.PDFDocument = Document  # type: ignore[attr-defined]
