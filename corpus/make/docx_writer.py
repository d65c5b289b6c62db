"""Write a report as a Word file: real header rows, merged and shaded cells, Word's own numbering and footnotes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from corpus.make.looks import HEAD_FILL, NEUTRAL_BAR, PALETTES, ZEBRA_FILL
from corpus.make.model import HeaderBlock, Heading, LetterStart, ListBlock, Paragraph, Report, Row, Table, Text, Turn

STAMP = (2024, 1, 1, 0, 0, 0)
FONTS = {"helvetica": "Arial", "times": "Times New Roman", "vera": "Verdana"}
NUMBERING = """
<w:abstractNum {ns} w:abstractNumId="77"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>
<w:pPr><w:ind w:left="567" w:hanging="567"/></w:pPr></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/><w:lvlJc w:val="left"/>
<w:pPr><w:ind w:left="567" w:hanging="567"/></w:pPr></w:lvl></w:abstractNum>"""
LETTERING = """
<w:abstractNum {ns} w:abstractNumId="{id}"><w:multiLevelType w:val="singleLevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>
<w:pPr><w:ind w:left="1134" w:hanging="567"/></w:pPr></w:lvl></w:abstractNum>"""
FOOTNOTES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>
{notes}</w:footnotes>"""


class Writer:
    """Writes one report."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.style = report.style
        self.doc: Any = Document()
        self.automatic = report.style.docx_numbering == "word"
        self.lists = 0
        normal = self.doc.styles["Normal"]
        normal.font.name = FONTS[self.style.font]
        normal.font.size = Pt(self.style.size)
        normal.paragraph_format.space_after = Pt(6)
        section = self.doc.sections[0]
        section.page_width, section.page_height = Pt(595.3), Pt(841.9)
        section.left_margin = section.right_margin = Pt(64)
        if self.automatic:
            self.numbering(NUMBERING.format(ns=nsdecls("w")), "77", "77")

    def numbering(self, abstract: str, abstract_id: str, num_id: str) -> None:
        """Add a numbering definition."""
        part = self.doc.part.numbering_part.element
        element = parse_xml(abstract)
        first = part.find(qn("w:num"))
        if first is not None:
            first.addprevious(element)
        else:
            part.append(element)
        part.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{num_id}"><w:abstractNumId w:val="{abstract_id}"/>'
                '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            )
        )

    def write(self, path: Path) -> None:
        """Write all blocks and save with fixed times."""
        self.furniture()
        if self.style.crest:
            line = self.doc.add_paragraph()
            run = line.add_run(self.report.council)
            run.bold, run.font.size = True, Pt(15)
        for block in self.report.blocks:
            self.block(block)
        self.footnotes()
        core = self.doc.core_properties
        core.author = "Democratic Services" if self.report.kind == "committee_report" else "Ofsted"
        core.title = self.report.title or self.report.stem
        core.created = core.modified = datetime(*STAMP)
        core.last_modified_by, core.comments = "", "Invented sample report"
        raw = io.BytesIO()
        self.doc.save(raw)
        with zipfile.ZipFile(raw) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            for item in old.infolist():
                if item.filename == "docProps/thumbnail.jpeg":
                    continue
                data = old.read(item)
                if item.filename == "_rels/.rels":
                    data = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", data)
                info = zipfile.ZipInfo(item.filename, STAMP)
                info.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(info, data)

    def furniture(self) -> None:
        """Running head and foot."""
        section = self.doc.sections[0]
        if self.style.head:
            section.header.paragraphs[0].text = self.style.head.replace("|", "\t")
            if not self.style.head_first:
                section.different_first_page_header_footer = True
        for foot in [section.footer, *([section.first_page_footer] if section.different_first_page_header_footer else [])]:
            line = foot.paragraphs[0]
            for part in re.split(r"(\{pages?\})", self.style.foot.replace("|", "\t")):
                if part in ("{page}", "{pages}"):
                    field = OxmlElement("w:fldSimple")
                    field.set(qn("w:instr"), "PAGE" if part == "{page}" else "NUMPAGES")
                    run, words = OxmlElement("w:r"), OxmlElement("w:t")
                    words.text = "1"
                    run.append(words)
                    field.append(run)
                    line._p.append(field)
                elif part:
                    line.add_run(part)

    def runs(self, line: Any, text: Text, *, bold: bool = False, italic: bool = False, size: float | None = None) -> None:
        """Add a text's characters, cut at changes of weight, forced breaks and footnotes."""
        cuts = sorted(
            {
                0,
                len(text.plain),
                *(at for pair in text.bold for at in pair),
                *text.breaks,
                *(b + 1 for b in text.breaks),
                *text.notes,
            }
        )
        for a, b in pairwise(cuts):
            if a in text.breaks:
                line.add_run().add_break()
            else:
                run = line.add_run(text.plain[a:b])
                run.bold = (bold or text.is_bold(a)) or None
                run.italic = italic or None
                if size:
                    run.font.size = Pt(size)
            if b in text.notes:
                run = line.add_run()
                run.font.superscript = True
                call = OxmlElement("w:footnoteReference")
                call.set(qn("w:id"), text.notes[b])
                run._r.append(call)

    def footnotes(self) -> None:
        """Add the footnotes part."""
        if not self.report.footnotes:
            return
        notes = ""
        for n, text in self.report.footnotes.items():
            words = text.plain.replace("&", "&amp;").replace("<", "&lt;")
            notes += (
                f'<w:footnote w:id="{n}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
                f'<w:r><w:t xml:space="preserve"> {words}</w:t></w:r></w:p></w:footnote>'
            )
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        part = Part(PackURI("/word/footnotes.xml"), kind, FOOTNOTES.format(notes=notes).encode(), self.doc.part.package)
        self.doc.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    def number(self, line: Any, num_id: str, level: int) -> None:
        """Have Word number a paragraph."""
        properties = line._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = int(num_id)

    def block(self, block: Any) -> None:
        """Write one block."""
        if isinstance(block, Heading):
            line = self.doc.add_paragraph(style=f"Heading {block.level}")
            if block.n and self.automatic and re.fullmatch(r"\d+\.", block.n):
                self.number(line, "77", 0)
            elif block.n:
                line.add_run(block.n + "\t")
            self.runs(line, block.text)
            for run in line.runs:
                run.font.name, run.font.color.rgb = FONTS[self.style.font], RGBColor(0, 0, 0)
        elif isinstance(block, Paragraph):
            self.paragraph(block)
        elif isinstance(block, ListBlock):
            self.list_block(block)
        elif isinstance(block, HeaderBlock):
            self.header(block)
        elif isinstance(block, Table):
            self.table(block)
        elif isinstance(block, LetterStart):
            return
        elif isinstance(block, Turn):
            self.turn(block)

    def paragraph(self, block: Paragraph) -> None:
        """A paragraph, numbered by Word or by hand."""
        line = self.doc.add_paragraph()
        if block.look in ("centre", "right"):
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER if block.look == "centre" else WD_ALIGN_PARAGRAPH.RIGHT
        elif self.style.justify:
            line.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        if block.n and self.automatic and re.fullmatch(r"\d+\.\d*", block.n):
            self.number(line, "77", 0 if block.n.endswith(".") else 1)
        elif block.n:
            line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Pt(30), Pt(-30)
            line.add_run(block.n + "\t")
        size = {"title": self.style.size + 4, "small": self.style.size - 1.5, "caption": self.style.size - 1.5}.get(block.look)
        self.runs(line, block.text, bold=block.look == "title", italic=block.look == "caption", size=size)

    def list_block(self, block: ListBlock) -> None:
        """A list: Word bullets, Word letters, or typed marks."""
        lettered = block.marks[0].startswith("(") or block.marks[0] == "1."
        if lettered and self.automatic:
            self.lists += 1
            form = {"(a)": ("lowerLetter", "(%1)"), "(i)": ("lowerRoman", "(%1)"), "1.": ("decimal", "%1.")}[block.marks[0]]
            name = str(100 + self.lists)
            self.numbering(LETTERING.format(ns=nsdecls("w"), id=name, format=form[0], text=form[1]), name, name)
        for item, mark in zip(block.items, block.marks, strict=True):
            line = self.doc.add_paragraph(style="List Bullet" if mark == "•" else None)
            if lettered and self.automatic:
                self.number(line, str(100 + self.lists), 0)
            elif lettered:
                line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Pt(54), Pt(-24)
                line.add_run(mark + "\t")
            self.runs(line, item)

    def header(self, block: HeaderBlock) -> None:
        """The header block in its form."""
        if block.form in ("stack", "lines"):
            for one in block.fields:
                line = self.doc.add_paragraph()
                if block.form == "stack":
                    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
                if one.label:
                    line.add_run(one.label + " ").bold = True
                self.runs(line, one.text, bold=not one.label)
            return
        across = 4 if block.form == "grid4" else 2
        per = across // 2
        table = self.doc.add_table(rows=-(-len(block.fields) // per), cols=across)
        if block.form != "columns":
            table.style = "Table Grid"
        for i, one in enumerate(block.fields):
            row, at = divmod(i, per)
            label, value = table.cell(row, at * 2), table.cell(row, at * 2 + 1)
            label.paragraphs[0].add_run(one.label).bold = True
            self.runs(value.paragraphs[0], one.text)
            if block.form != "columns":
                self.shade(label, "#F2F2F2")
        self.doc.add_paragraph()

    def shade(self, cell: Any, colour: str) -> None:
        """Fill a cell."""
        cell._tc.get_or_add_tcPr().append(
            parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour[1:]}"/>')
        )

    def turn(self, block: Turn) -> None:
        """A new section: another orientation, or another number of columns."""
        if block.kind == "columns":
            section = self.doc.add_section(WD_SECTION.CONTINUOUS)
            columns = section._sectPr.find(qn("w:cols"))
            if columns is None:
                columns = OxmlElement("w:cols")
                section._sectPr.append(columns)
            columns.set(qn("w:num"), str(block.columns))
            return
        section = self.doc.sections[-1]
        wide = block.kind == "landscape"
        if (section.orientation == WD_ORIENT.LANDSCAPE) == wide:
            self.doc.add_page_break()
            return
        section = self.doc.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (Pt(841.9), Pt(595.3)) if wide else (Pt(595.3), Pt(841.9))

    def table(self, table: Table) -> None:
        """A table with merged cells, shading, and header rows that Word repeats."""
        rows = [*table.head, *table.rows]
        total = len(table.widths)
        grid = self.doc.add_table(rows=len(rows), cols=total)
        grid.style = "Table Grid" if table.rule == "bordered" else None
        grid.autofit = False
        if table.rule == "horizontal":
            borders = "".join(
                f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in ("top", "bottom", "insideH")
            )
            self.before_layout(grid, parse_xml(f"<w:tblBorders {nsdecls('w')}>{borders}</w:tblBorders>"))
        section = self.doc.sections[-1]
        width = section.page_width.pt - 128
        grid_rows = list(grid.rows)
        for at, row in enumerate(rows):
            properties = grid_rows[at]._tr.get_or_add_trPr()
            if row.kind == "head" and table.repeat:
                properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
            if not table.split:
                properties.insert(0, parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
            self.row(table, row, at, list(grid_rows[at].cells), width)
        self.merge_down(table, rows, grid)
        self.doc.add_paragraph()

    def before_layout(self, grid: Any, element: Any) -> None:
        """Put a table property where the schema wants it: before the layout and the look."""
        for name in ("w:tblLayout", "w:tblLook"):
            found = grid._tbl.tblPr.find(qn(name))
            if found is not None:
                found.addprevious(element)
                return
        grid._tbl.tblPr.append(element)

    def row(self, table: Table, row: Row, at: int, cells: list[Any], width: float) -> None:
        """Fill one row."""
        column = 0
        share = width / sum(table.widths)
        for one in row.cells:
            cell = cells[column]
            cell.width = Pt(sum(table.widths[column : column + one.span]) * share)
            if one.span > 1:
                cell = cell.merge(cells[column + one.span - 1])
            strong = row.kind in ("head", "band") or one.bold
            self.runs(cell.paragraphs[0], one.text, bold=strong, size=table.size)
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)
            fill = self.colour(table, row, one.fill, column, at - len(table.head))
            if fill:
                self.shade(cell, fill)
            column += one.span

    def colour(self, table: Table, row: Row, fill: str | None, column: int, number: int) -> str | None:
        """What a cell is shaded with; Word has no arrows over cells, so bars are always shading."""
        palette = PALETTES[self.style.rag]
        if fill:
            return palette[fill]
        if row.bar:
            at = column - (len(table.widths) - len(table.periods))
            if row.bar[0] <= at <= row.bar[1]:
                return palette[row.colour] if row.colour else NEUTRAL_BAR
        if row.kind == "head":
            return HEAD_FILL if table.rule in ("bordered", "zebra") else None
        if row.kind == "band":
            return "#E7E6E6"
        return ZEBRA_FILL if table.rule == "zebra" and number % 2 else None

    def merge_down(self, table: Table, rows: list[Row], grid: Any) -> None:
        """Merge the cells that continue the one above."""
        for at, row in enumerate(rows):
            column = 0
            for one in row.cells:
                if one.joined:
                    top = at
                    while self.joined(rows[top], column):
                        top -= 1
                    cell = grid.cell(top, column).merge(grid.cell(at, column))
                    for extra in cell.paragraphs[1:]:
                        if not extra.text:
                            extra._p.getparent().remove(extra._p)
                column += one.span

    def joined(self, row: Row, column: int) -> bool:
        """Whether the row's cell in this column continues the one above."""
        passed = 0
        for one in row.cells:
            if passed == column:
                return one.joined
            passed += one.span
        return False
