"""Word files: paragraphs, Word's own numbering, tables, notes, headers."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import DocumentError
from pipeline.model import Cell, Grid, Line, Paragraph
from pipeline.parse.docx import read_docx
from pipeline.parse.docx.numbering import format_number
from tests.parse.parse_samples import make_docx, p, with_part

STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"{default}><w:name w:val="{name}"/>{inner}</w:style>'
    for key, name, default, inner in (
        ("Normal", "Normal", ' w:default="1"', ""),
        ("H1", "heading 1", "", "<w:rPr><w:b/></w:rPr>"),
        ("H2", "heading 2", "", '<w:basedOn w:val="H1"/>'),
        ("Own", "Council section", "", '<w:basedOn w:val="H2"/>'),
        ("Ttl", "Title", "", ""),
        ("TOC1", "toc 1", "", ""),
        ("Qt", "Quote", "", ""),
        ("Cap", "caption", "", "<w:rPr><w:caps/></w:rPr>"),
        ("Bul", "List Bullet", "", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'),
    )
)


def level(n: int, form: str, text: str, extra: str = "", left: int | None = None) -> str:
    indent = 360 * (n + 1) if left is None else left
    return (
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}<w:lvlText w:val="{text}"/>'
        f'<w:pPr><w:ind w:left="{indent}"/></w:pPr></w:lvl>'
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "decimal", "%1.")
    + level(1, "decimal", "%1.%2")
    + level(2, "lowerLetter", "(%3)")
    + level(3, "lowerRoman", "(%4)")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "bullet", "\uf0b7", left=1100)
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
)


def numbered(text: str, ilvl: int, num: int = 1, more: str = "") -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="{num}"/></w:numPr>{more}')


def elements(body: str, **parts: str) -> list[Paragraph | Grid]:
    return list(read_docx(make_docx(body, **({"styles": STYLES, "numbering": NUMBERING} | parts)))[0].elements)


def numbers(body: str) -> list[str | None]:
    return [e.number for e in elements(body) if isinstance(e, Paragraph)]


def test_styles_say_what_a_paragraph_is() -> None:
    body = "".join(
        p(style, f'<w:pStyle w:val="{style}"/>')
        for style in ("Ttl", "H1", "Own", "TOC1", "Qt", "Cap", "Bul", "Normal", "Missing")
    )
    assert elements(body) == [
        Paragraph("Ttl", "title"),
        Paragraph("H1", "heading", 1, bold=True),
        Paragraph("Own", "heading", 2, bold=True),
        Paragraph("TOC1", "contents"),
        Paragraph("Qt", "quote"),
        Paragraph("CAP", "caption"),
        Paragraph("Bul", "list_item", 1, "•"),
        Paragraph("Normal"),
        Paragraph("Missing"),
    ]


def test_an_outline_level_makes_a_heading() -> None:
    assert elements(p("Purpose", '<w:outlineLvl w:val="1"/>')) == [Paragraph("Purpose", "heading", 2)]


def test_numbers_count_on_and_begin_anew_under_the_next_higher_one() -> None:
    levels = (0, 1, 1, 2, 2, 3, 1, 2, 0, 1)
    assert numbers("".join(numbered("x", n) for n in levels)) == [
        "1.",
        "1.1",
        "1.2",
        "(a)",
        "(b)",
        "(i)",
        "1.3",
        "(a)",
        "2.",
        "2.1",
    ]


def test_a_level_used_before_its_parent_counts_under_the_first() -> None:
    assert numbers(numbered("x", 1) + numbered("x", 1)) == ["1.1", "1.2"]


def test_two_lists_of_one_definition_count_on_unless_one_overrides_the_start() -> None:
    body = numbered("x", 0) + numbered("x", 0, num=3) + numbered("x", 0, num=3) + numbered("x", 0)
    assert numbers(body) == ["1.", "7.", "8.", "9."]


def test_numbering_can_be_taken_off_and_come_from_a_style() -> None:
    body = p("typed", '<w:pStyle w:val="Bul"/><w:numPr><w:numId w:val="0"/></w:numPr>') + p("item", '<w:pStyle w:val="Bul"/>')
    assert numbers(body) == [None, "•"]


def test_an_empty_item_keeps_its_number_but_an_empty_bullet_is_nothing() -> None:
    assert elements(numbered("", 0) + numbered("", 0, num=2) + numbered("second", 0)) == [
        Paragraph("", "list_item", 1, "1."),
        Paragraph("second", "list_item", 1, "2."),
    ]


def test_depth_is_told_by_indent_where_lists_differ() -> None:
    found = elements(
        numbered("a", 0) + numbered("b", 0, num=2) + numbered("c", 0) + numbered("d", 0, more='<w:ind w:left="1100"/>')
    )
    assert [e.level for e in found if isinstance(e, Paragraph)] == [1, 2, 1, 2]


@pytest.mark.parametrize(
    ("number", "form", "printed"),
    [
        (28, "lowerLetter", "bb"), (4, "upperRoman", "IV"), (1994, "lowerRoman", "mcmxciv"), (3, "upperLetter", "C"),
        (7, "decimalZero", "07"), (22, "ordinal", "22nd"), (13, "ordinal", "13th"), (5, "none", ""), (6, "hebrew1", "6"),
    ],
)  # fmt: skip
def test_forms_of_numbers(number: int, form: str, printed: str) -> None:
    assert format_number(number, form) == printed


@given(st.integers(1, 3999), st.integers(1, 3999))
def test_roman_numbers_are_told_apart_and_short(a: int, b: int) -> None:
    assert (format_number(a, "upperRoman") == format_number(b, "upperRoman")) == (a == b)


def test_tracked_changes_are_read_as_accepted_and_hidden_text_is_not_read() -> None:
    body = (
        "<w:p><w:r><w:t>The lead is </w:t></w:r><w:del><w:r><w:delText>the deputy</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>the director</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t> (note)</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>Gone</w:delText></w:r></w:del></w:p>"
    )
    assert elements(body) == [Paragraph("The lead is the director")]


def test_a_deleted_numbered_paragraph_does_not_count() -> None:
    gone = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>'
        "<w:del><w:r><w:delText>Gone</w:delText></w:r></w:del></w:p>"
    )
    assert numbers(numbered("x", 0) + gone + numbered("x", 0)) == ["1.", "2."]


def test_tabs_line_breaks_links_fields_and_symbols_are_kept() -> None:
    body = (
        "<w:p><w:r><w:t>Date:</w:t><w:tab/><w:t>3 March</w:t><w:br/></w:r>"
        "<w:hyperlink><w:r><w:t>the plan</w:t></w:r></w:hyperlink>"
        "<w:r><w:fldChar/><w:instrText>PAGE</w:instrText><w:noBreakHyphen/></w:r><w:sdt><w:sdtContent><w:r><w:t>chosen</w:t></w:r>"
        '</w:sdtContent></w:sdt><w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Symbol" w:char="F0B7"/></w:r></w:p>'
    )
    assert elements(body) == [Paragraph("Date:\t3 March\nthe plan-chosen✓•")]


def test_bold_needs_all_of_the_letters() -> None:
    def runs(*bold: bool) -> str:
        return "<w:p>" + "".join(f'<w:r><w:rPr><w:b w:val="{int(b)}"/></w:rPr><w:t>x</w:t></w:r>' for b in bold) + "</w:p>"

    assert [e.bold for e in elements(runs(True, True) + runs(True, False)) if isinstance(e, Paragraph)] == [True, False]


RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'


def test_raised_marks_of_notes_are_no_part_of_a_figure() -> None:
    def run(text: str, *, up: bool = False) -> str:
        return f"<w:r>{RAISED if up else ''}<w:t>{text}</w:t></w:r>"

    body = "<w:p>" + run("It fell from 55") + run("3", up=True) + run(" to 22 km") + run("2", up=True) + run(".") + "</w:p>"
    body += "<w:p>" + run("3", up=True) + run(" Of all.") + "</w:p>"
    assert [e.text for e in elements(body) if isinstance(e, Paragraph)] == ["It fell from 55 to 22 km2.", "3 Of all."]


@pytest.mark.parametrize(
    ("parts", "read"),
    [
        (("22", "^1", "\u2044", "_2", "%"), "22½%"),
        (("22", "^3", "/", "_4", "5"), "22¾5"),
        (("22", "^5", "\u2044", "16", " of"), "22 5/16 of"),
        (("22", "^1", "/60"), "22/60"),
        (("CO", "_2", " fell to 22", "^3", "4"), "CO2 fell to 224"),
    ],
)
def test_fractions_of_raised_and_lowered_figures_keep_their_value(parts: tuple[str, ...], read: str) -> None:
    places = {"^": RAISED, "_": RAISED.replace("super", "sub")}
    runs = [f"<w:r>{places.get(part[0], '')}<w:t xml:space='preserve'>{part.lstrip('^_')}</w:t></w:r>" for part in parts]
    assert elements(f"<w:p>{''.join(runs)}</w:p>") == [Paragraph(read)]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    deleted = "<w:rPr><w:del w:id='1' w:author='a'/></w:rPr>"
    body = p("Absence fell from 55", deleted) + p("% to 22% in May.", "<w:jc w:val='left'/>") + p("Next")
    assert elements(body) == [Paragraph("Absence fell from 55% to 22% in May."), Paragraph("Next")]
    assert elements(p("Last", deleted)) == [Paragraph("Last")]


def test_what_is_struck_through_is_read_and_told() -> None:
    body = "<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>33%</w:t></w:r><w:r><w:t> 55%</w:t></w:r></w:p>"
    (page,) = read_docx(make_docx(body))
    assert page.elements == (Paragraph("33% 55%"),)
    assert page.note == "page 1 has letters that are struck through (3), which were read as the others"


@pytest.mark.parametrize(
    ("element", "says"),
    [
        ("<w:subDoc r:id='none'/>", "has a part that is kept in another file"),
        (
            "<w:p><w:r><w:drawing><wp:extent cx='5000000' cy='7000000'/><a:blip r:link='none'/></w:drawing></w:r></w:p>",
            "has few words beside pictures as large as half a page (1)",
        ),
    ],
)
def test_what_lies_in_another_file_is_told(element: str, says: str) -> None:
    names = "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships' xmlns:wp='wp' xmlns:a='a'"
    (page,) = read_docx(make_docx(p("Words") + re.sub(r"^<([\w:]+)", rf"<\1 {names}", element)))
    assert says in (page.problem or "")


@pytest.mark.parametrize(
    ("body", "letters"),
    [
        (p("Unseen", "<w:framePr w:w='5000' w:x='-20000' w:y='1'/>"), 6),
        (p("Unseen", "<w:framePr w:w='5000' w:y='40000'/>"), 6),
        (
            "<w:p><w:r><w:drawing><wp:anchor xmlns:wp='wp'><wp:positionH><wp:posOffset>-9000000</wp:posOffset></wp:positionH>"
            f"<w:txbxContent>{p('Unseen')}</w:txbxContent></wp:anchor></w:drawing></w:r></w:p>",
            6,
        ),
        (p("Shown", "<w:framePr w:w='5000' w:x='-300' w:y='1'/>"), 0),
    ],
)
def test_what_lies_off_the_page_is_left_out_and_counted(body: str, letters: int) -> None:
    (page,) = read_docx(make_docx(p("Words") + body))
    assert [e.text for e in page.elements if isinstance(e, Paragraph)] == ["Words"] + ["Shown"] * (not letters)
    assert page.note == (
        f"page 1 has letters that nobody sees, which were left out: {letters} outside the page" if letters else None
    )


def test_a_text_box_is_read_once_and_behind_its_paragraph() -> None:
    box = "<w:txbxContent>" + p("In the box") + "</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Anchor</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert elements(body) == [Paragraph("Anchor"), Paragraph("In the box")]


def test_notes_follow_their_paragraph_with_their_number() -> None:
    body = '<w:p><w:r><w:t>Costs</w:t></w:r><w:r><w:footnoteReference w:id="5"/></w:r></w:p>' + p("Next")
    notes = (
        f'<w:footnote w:id="0" w:type="separator">{p("----")}</w:footnote><w:footnote w:id="5">{p(" Estimated.")}</w:footnote>'
    )
    assert elements(body, footnotes=notes) == [
        Paragraph("Costs"),
        Paragraph("Estimated.", "footnote", number="1"),
        Paragraph("Next"),
    ]


def test_headers_and_feet_stand_apart() -> None:
    body = p("Text") + '<w:sectPr><w:headerReference r:id="rIdheader1"/><w:footerReference r:id="rIdfooter1"/></w:sectPr>'
    found = elements(body, header1=p("Northmoor Council") + p("Northmoor Council"), footer1=p("Page 1"))
    assert found == [Paragraph("Northmoor Council", "furniture"), Paragraph("Text"), Paragraph("Page 1", "furniture")]


def tc(text: str, properties: str = "", paragraph: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph or p(text)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def grid_of(*rows: str) -> Grid:
    (grid,) = elements("<w:tbl>" + "".join(rows) + "</w:tbl>")
    assert isinstance(grid, Grid)
    return grid


def test_merged_cells_shading_and_heading_rows() -> None:
    down, still, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    grid = grid_of(
        tr(tc("Ref", down), tc("Timeframe", wide), properties="<w:tblHeader/>"),
        tr(tc("", still), tc("Q1"), tc("Q2"), properties="<w:tblHeader/>"),
        tr(tc("A1"), tc("", '<w:shd w:val="clear" w:fill="92D050"/>'), tc("", '<w:shd w:val="clear" w:fill="auto"/>')),
    )
    line = lambda text: (Line(text),) if text else ()  # noqa: E731
    assert (grid.n_rows, grid.n_columns) == (3, 3)
    assert grid.cells == (
        Cell(0, 0, 2, 1, line("Ref"), header=True),
        Cell(0, 1, 1, 2, line("Timeframe"), header=True),
        Cell(1, 1, 1, 1, line("Q1"), header=True),
        Cell(1, 2, 1, 1, line("Q2"), header=True),
        Cell(2, 0, 1, 1, line("A1")),
        Cell(2, 1, 1, 1, (), fill="#92d050"),
        Cell(2, 2, 1, 1, ()),
    )


def test_the_colour_behind_all_of_a_cells_text_is_its_fill() -> None:
    marked = '<w:highlight w:val="green"/>'
    row = tr(tc("", paragraph=p("Done", run=marked)), tc("", paragraph=p("Late", '<w:shd w:fill="FF0000"/>')), tc("x"))
    assert [cell.fill for cell in grid_of(row).cells] == ["#00ff00", "#ff0000", None]


def test_lines_of_a_cell_are_its_paragraphs_with_their_numbers() -> None:
    inner = "<w:tbl>" + tr(tc("inner a"), tc("inner b")) + "</w:tbl>"
    cell = tc(
        "",
        paragraph=p("Lead:")
        + numbered("Head of Service", 0, num=2)
        + "<w:p><w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r></w:p>"
        + inner,
    )
    assert [line.text for line in grid_of(tr(cell, tc("x"))).cells[0].lines] == [
        "Lead:",
        "• Head of Service",
        "one",
        "two",
        "inner a inner b",
    ]


def test_a_bar_drawn_over_cells_is_their_fill() -> None:
    points = 12700
    drawing = (
        "<w:p><w:r><w:drawing><wp:anchor xmlns:wp='wp' xmlns:a='a' layoutInCell='1'><wp:positionH relativeFrom='column'>"
        f"<wp:posOffset>{-5 * points}</wp:posOffset></wp:positionH><wp:extent cx='{75 * points}' cy='1'/><a:graphic><a:spPr>"
        "<a:solidFill><a:srgbClr val='FFC000'/></a:solidFill><a:ln><a:solidFill><a:srgbClr val='000000'/></a:solidFill></a:ln>"
        "</a:spPr></a:graphic></wp:anchor></w:drawing></w:r></w:p>"
    )
    old = (
        "<w:p><w:r><w:pict><v:shape xmlns:v='v' fillcolor='#92D050 [3206]' "
        "style='position:absolute; margin-left:30pt; width:1in; height:8pt'/></w:pict></w:r></w:p>"
    )
    columns = "<w:tblGrid>" + '<w:gridCol w:w="720"/>' * 4 + "</w:tblGrid>"
    bar = tr(tc("P1"), tc("", paragraph=drawing), tc(""), tc(""))
    arrow = tr(tc("P2"), tc("", paragraph=old), tc(""), tc(""))
    fills = [cell.fill for cell in grid_of(columns, bar, arrow).cells]
    assert fills == [None, "#ffc000", "#ffc000", None, None, None, "#92d050", "#92d050"]


def test_a_row_may_leave_columns_out_at_its_start() -> None:
    grid = grid_of(tr(tc("a"), tc("b")), tr(tc("c"), properties='<w:gridBefore w:val="1"/>'))
    assert [(c.row, c.column) for c in grid.cells] == [(0, 0), (0, 1), (1, 1)]


def test_a_frame_of_one_cell_is_no_table() -> None:
    framed = "<w:tbl>" + tr(tc("", paragraph=p("Purpose", '<w:pStyle w:val="H1"/>') + p("To report."))) + "</w:tbl>"
    assert elements(framed) == [Paragraph("Purpose", "heading", 1, bold=True), Paragraph("To report.")]


def test_a_contents_list_is_told_by_its_control_too() -> None:
    control = "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
    assert elements(control + "<w:sdtContent>" + p("1 Purpose 3") + "</w:sdtContent></w:sdt>" + p("Text")) == [
        Paragraph("1 Purpose 3", "contents"),
        Paragraph("Text"),
    ]


@pytest.mark.parametrize(("data", "says"), [(make_docx(p(" ")), "no text"), (make_docx("<w:p>"), "damaged")])
def test_files_without_text_are_refused_in_words(data: bytes, says: str) -> None:
    with pytest.raises(DocumentError, match=says):
        read_docx(data)


def test_a_list_further_left_than_its_paragraph_does_not_push_the_next_one_in() -> None:
    body = numbered("a", 1) + numbered("b", 0, num=2, more='<w:ind w:left="200"/>') + numbered("c", 1)
    assert [e.level for e in elements(body) if isinstance(e, Paragraph)] == [1, 1, 1]


def test_a_damaged_side_part_does_not_cost_the_body_and_is_told() -> None:
    (page,) = read_docx(make_docx(p("Text"), footnotes="<w:footnote w:id='1'><w:p></w:footnote>"))
    assert page.elements == (Paragraph("Text"),)
    assert page.problem == "page 1 has a damaged part (footnotes.xml), of which something may be missing"
    (page,) = read_docx(with_part(make_docx(p("Text")), "k", "endnotes", "endnotes.xml", b" ", "application/xml"))
    assert page.problem == "page 1 has a damaged part (endnotes.xml), of which something may be missing"


def test_a_file_of_pictures_or_parts_alone_is_refused_in_words() -> None:
    with pytest.raises(DocumentError, match="no text in it, but pictures"):
        read_docx(make_docx(in_drawing('<blip r:embed="k"/>')))
    with pytest.raises(DocumentError, match="no text in it; it has a part that is kept in another file"):
        read_docx(make_docx('<w:altChunk r:id="k"/>'))


CELLS = p("Seen") + "<w:tbl><w:tr>{}<w:tc>" + p("a") + "</w:tc></w:tr><w:tr><w:tc>" + p("b") + "</w:tc></w:tr></w:tbl>"
WHITE = p("Shown", run='<w:color w:val="FFFFFF"/>')
UNSEEN = {
    "white": (p("Unseen", run='<w:color w:val="FFFFFF"/>'), "", "in the colour of the paper"),
    "white by its style": (
        p("Unseen", '<w:pStyle w:val="S"/>'),
        '<w:style w:styleId="S"><w:rPr><w:color w:val="FEFEFE"/></w:rPr></w:style>',
        "in the colour of the paper",
    ),
    "under a black pen": (p("Unseen", run='<w:highlight w:val="black"/>'), "", "in the colour of what is beneath them"),
    "in a shade of their colour": (
        p("Unseen", run='<w:color w:val="0A0000"/><w:shd w:val="clear" w:fill="000000"/>'),
        "",
        "in the colour of what is beneath them",
    ),
    "in a paragraph's shade": (
        p("Unseen", '<w:shd w:val="clear" w:fill="112233"/>', run='<w:color w:val="112233"/>'),
        "",
        "in the colour of what is beneath them",
    ),
    "in the theme's white": (p("Unseen", run='<w:color w:themeColor="background1"/>'), "", "in the colour of the paper"),
    "narrow": (p("Unseen", run='<w:w w:val="1"/>'), "", "too small to be read"),
    "a flat row": (
        CELLS.format('<w:trPr><w:trHeight w:val="1" w:hRule="exact"/></w:trPr>').replace(">a<", ">Unseen<"),
        "",
        "hidden",
    ),
    "half a point": (p("Unseen", run='<w:sz w:val="1"/>'), "", "too small to be read"),
    "hidden": (p("Unseen", run="<w:vanish/>"), "", "hidden"),
    "hidden by default": (
        p("Unseen", '<w:pStyle w:val="S"/>'),
        "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>",
        "hidden",
    ),
    "a hidden row": (CELLS.format("<w:trPr><w:hidden/></w:trPr><w:tc>" + p("Unse") + "</w:tc>"), "", "hidden"),
}


@pytest.mark.parametrize("name", UNSEEN)
def test_what_nobody_sees_is_left_out_and_counted(name: str) -> None:
    body, styles, reason = UNSEEN[name]
    seen = p("Seen", run='<w:vanish w:val="0"/>')
    (page,) = read_docx(make_docx(seen + body, styles=styles))
    assert "Unse" not in str(page.elements)
    assert page.note == f"page 1 has letters that nobody sees, which were left out: {6 - name.startswith('a h')} {reason}"


@pytest.mark.parametrize(
    "body",
    [
        p("Shown", '<w:shd w:val="clear" w:fill="003366"/>', '<w:color w:val="FFFFFF"/>'),
        p("Shown", run='<w:color w:val="FFFFFF"/><w:highlight w:val="red"/>'),
        p("Shown", run='<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>'),
        p("Shown", run='<w:highlight w:val="yellow"/>'),
        p("Shown", '<w:shd w:val="clear" w:fill="000000"/>'),
        p("Shown", run='<w:w w:val="80"/>'),
        CELLS.format(f'<w:tc><w:tcPr><w:shd w:fill="003366"/></w:tcPr>{WHITE}</w:tc>'),
        f'<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr><w:tr><w:tc>{WHITE}</w:tc></w:tr></w:tbl>',
        f'<w:p><w:r><w:drawing><anchor behindDoc="1"/></w:drawing></w:r></w:p>{WHITE}',
        f"<mc:AlternateContent><mc:Choice>{p('Shown')}</mc:Choice><mc:Fallback>{p('Again')}</mc:Fallback></mc:AlternateContent>",
        f"<w:p><w:r><mc:AlternateContent><mc:Fallback><w:pict><w:txbxContent>"
        f"{p('Shown')}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>x</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>Shown</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
        '<w:p><w:r><w:pict><v:shape><v:textpath string="Shown"/></v:shape></w:pict></w:r></w:p>',
        '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="x"/>'
        '<w:listEntry w:val="Shown"/></w:ddList></w:ffData></w:fldChar><w:fldChar w:fldCharType="end"/></w:r></w:p>',
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:t>Code</w:t><w:fldChar w:fldCharType="separate"/><w:t>Shown</w:t>'
        '<w:fldChar w:fldCharType="end"/></w:r></w:p>',
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:t>Shown</w:t></w:r></w:p>',
        p("Sho\xadwn\u200b"),
    ],
)
def test_every_word_that_is_seen_is_read_once(body: str) -> None:
    table_style = '<w:style w:styleId="T"><w:tblStylePr><w:tcPr><w:shd w:fill="112233"/></w:tcPr></w:tblStylePr></w:style>'
    said = str(elements(body, styles=table_style))
    assert said.count("Shown") == 1
    assert not any(word in said for word in ("Again", "Code"))


def test_a_deleted_cell_is_empty() -> None:
    body = CELLS.format(f"<w:tc><w:tcPr><w:cellDel/></w:tcPr>{p('Deleted')}</w:tc>")
    assert "Deleted" not in str(elements(body))


A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
DIAGRAM = f"<m {A}><pt type='pres'><a:p><a:r><a:t>Not</a:t></a:r></a:p></pt><pt><a:p><a:r><a:t>Shown</a:t></a:r></a:p></pt></m>"
CHART = f"<c {A}><title><a:p><a:r><a:t>Shown</a:t></a:r></a:p></title></c>"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def in_drawing(inner: str) -> str:
    return f"<w:p><w:r><w:drawing><inline>{inner}</inline></w:drawing></w:r></w:p>"


@pytest.mark.parametrize(
    ("body", "content", "kind", "note"),
    [
        (in_drawing('<relIds r:dm="k"/>'), DIAGRAM.encode(), "application/xml", None),
        (
            in_drawing('<chart r:id="k"/>'),
            CHART.encode(),
            "application/xml",
            "page 1 has charts, of which only titles were read: 1",
        ),
        ('<w:altChunk r:id="k"/>', b"<html><body><p>Shown</p></body></html>", "text/html", None),
        ('<w:altChunk r:id="k"/>', b"Shown", "text/plain", None),
        ('<w:altChunk r:id="k"/>', make_docx(p("Shown")), DOCX, None),
        ('<w:p><w:subDoc r:id="k"/></w:p>', make_docx(p("Shown")), DOCX, None),
        (CELLS.format('<w:tc><w:altChunk r:id="k"/></w:tc>'), b"Shown", "text/plain", None),
    ],
)
def test_what_stands_in_other_parts_is_read(body: str, content: bytes, kind: str, note: str | None) -> None:
    (page,) = read_docx(with_part(make_docx(p("Text") + body), "k", "any", "other.bin", content, kind))
    said = str(page.elements)
    assert (said.count("Shown"), "Not" in said, page.problem, page.note) == (1, False, None, note)


@pytest.mark.parametrize(
    ("body", "content", "kind", "says"),
    [
        (
            '<w:altChunk r:id="k"/>',
            b"{\\rtf1 x}",
            "application/rtf",
            "has a part that was not read: it is of the kind application/rtf",
        ),
        ('<w:altChunk r:id="none"/>', b"x", "text/plain", "has a part that is kept in another file, which was not read"),
        ('<w:p><w:subDoc r:id="k"/></w:p>', b"", DOCX, "has a part that is kept in another file, which was not read"),
        ('<w:p><w:subDoc r:id="k"/></w:p>', b"PK", DOCX, "has a part that was not read: the Word file is damaged"),
        (
            '<w:p><w:r><w:object><OLEObject ProgID="Excel.Sheet.12" DrawAspect="Content"/></w:object></w:r></w:p>',
            b"x",
            "any/any",
            "shows a part made with Excel, which was not read",
        ),
        (CELLS.format('<w:tc><w:p><w:subDoc r:id="k"/></w:p></w:tc>'), b"", DOCX, "has a part that is kept in another file"),
        (in_drawing('<blip r:embed="k"/>'), b"x", "image/png", "has few words beside pictures as large as half a page (1)"),
    ],
)
def test_what_cannot_be_read_is_told(body: str, content: bytes, kind: str, says: str) -> None:
    (page,) = read_docx(with_part(make_docx(p("Text") + body), "k", "any", "other.bin", content, kind))
    assert (page.problem or "").startswith(f"page 1 {says}")


def test_a_small_picture_and_a_large_one_beside_many_words_are_no_loss() -> None:
    picture = in_drawing('<extent cx="{}" cy="{}"/><blip r:embed="k"/>')
    small, large = (picture.format(*sides) for sides in ((900_000, 900_000), (6_000_000, 6_000_000)))
    (page,) = read_docx(make_docx(p("Text") + small))
    assert (page.problem, page.note) == (None, None)
    (page,) = read_docx(make_docx(p("Some words. " * 60) + small + large))
    assert (page.problem, page.note) == (None, "page 1 has pictures as large as half a page, which were not read: 1")
