"""Web pages."""

from __future__ import annotations

import base64
import itertools
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from pipeline.errors import DocumentError
from pipeline.model import Grid, Paragraph
from pipeline.parse.html import LONG, read_html
from pipeline.rules import read_rules


def elements(body: str, head: str = "") -> tuple[Paragraph | Grid, ...]:
    return read_html(f"<html><head>{head}</head><body>{body}</body></html>".encode(), read_rules())[0].elements


def test_headings_paragraphs_and_loose_text() -> None:
    body = "<h2>Purpose</h2><div>Loose <b>text</b><p>One.<br>Two.<br><br>Three.</p>after</div><p><strong>All bold</strong></p>"
    assert elements(body) == (
        Paragraph("Purpose", "heading", 2),
        Paragraph("Loose text"),
        Paragraph("One.\nTwo."),
        Paragraph("Three."),
        Paragraph("after"),
        Paragraph("All bold", bold=True),
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("22<sup>1</sup>&frasl;<sub>2</sub>% of them", "22½% of them"),
        ("22<sup>3</sup>/<sub>4</sub>% of them", "22¾% of them"),
        ("22<sup>1</sup>&frasl;8% of them", "22⅛% of them"),
        ("22<sup>5</sup>/<sub>16</sub> of them", "22 5/16 of them"),
        ("22<sup>1</sup>/60 of them", "22/60 of them"),
        ("<math><mn>55</mn><mo>%</mo></math> of them", "55% of them"),
        (
            "<math><semantics><mrow><mfrac><mn>1</mn><mn>3</mn></mfrac></mrow><annotation>x</annotation></semantics></math> left",
            "1/3 left",
        ),
        ("<math><msup><mi>m</mi><mn>2</mn></msup></math>", "m^2"),
    ],
)
def test_figures_set_as_fractions_and_formulas_keep_their_value(written: str, read: str) -> None:
    assert elements(f"<p>It was {written}</p>") == (Paragraph(f"It was {read}"),)


def test_choices_that_no_browser_shows_are_left_out() -> None:
    assert elements("<p>Shown</p><datalist><option>33% of them</option></datalist>") == (Paragraph("Shown"),)


def test_lists_keep_their_numbers_and_depth() -> None:
    body = "<ol type=a start=3><li>one<ul><li>in</li></ul></li><li><p>two</p><p>more</p></li></ol><p>· typed</p>"
    assert elements(body) == (
        Paragraph("one", "list_item", 1, "c."),
        Paragraph("in", "list_item", 2, "•"),
        Paragraph("two", "list_item", 1, "d."),
        Paragraph("more", "list_item", 1),
        Paragraph("typed", "list_item", None, "•"),
    )


def test_the_sites_own_frame_is_left_out() -> None:
    body = (
        "<nav>Home</nav><header>Northmoor Council</header><main><article><header><h1>Plan</h1></header><p>Text</p></article>"
        "<p style='display: none'>hidden</p><script>x()</script><!-- note --></main><footer>Cookies</footer>"
    )
    assert elements(body) == (Paragraph("Plan", "heading", 1), Paragraph("Text"))


def test_tables_with_spans_colours_and_headings() -> None:
    body = (
        "<table><caption>Plan</caption><thead><tr><th>Action<th colspan=2>When</tr></thead><tr style='background:#ff0000'>"
        "<td rowspan=2>Do<br>it<td bgcolor=green><ul><li>a<li>b</ul><td bgcolor=white>x</tr>"
        "<tr><td style='background-color: rgb(255, 192, 0)'>y</tr></table>"
    )
    caption, grid = elements(body)
    assert caption == Paragraph("Plan", "caption")
    assert isinstance(grid, Grid)
    assert (grid.n_rows, grid.n_columns) == (3, 3)
    assert [(c.row, c.column, c.row_span, c.column_span, [x.text for x in c.lines], c.fill, c.header) for c in grid.cells] == [
        (0, 0, 1, 1, ["Action"], None, True),
        (0, 1, 1, 2, ["When"], None, True),
        (1, 0, 2, 1, ["Do", "it"], "#ff0000", False),
        (1, 1, 1, 1, ["• a", "• b"], "#008000", False),
        (1, 2, 1, 1, ["x"], "#ff0000", False),
        (2, 1, 1, 1, ["y"], "#ffc000", False),
    ]


def test_style_sheets_give_cells_their_colours() -> None:
    head = (
        "<style><!-- .r, #x {background:red} td.g {color:white; background-color:#00B050} tr.h td {background:blue} --></style>"
    )
    body = "<table class=h><tr class=h><td class='a g'>1<td class=r style='background:#ffc000'>2<td id=x>3<td>4</table>"
    (grid,) = elements(body, head)
    assert isinstance(grid, Grid)
    assert [cell.fill for cell in grid.cells] == ["#00b050", "#ffc000", "#ff0000", None]


def test_what_style_sheets_hide_is_read_where_something_unfolds_it_and_what_they_set_bold_is_bold() -> None:
    head = "<style>.more {display: none} p.lead {font-weight: 700}</style>"
    body = "<p class=lead>Bold</p><div class=more id=a>Unfolded</div><a href='#a'>More</a><div class=more>Never</div>"
    assert elements(body, head) == (Paragraph("Bold", bold=True), Paragraph("Unfolded"), Paragraph("More"))


HIDDEN = {
    "<p class=x>{}</p>": "hidden",
    "<p class=y>{}</p>": "hidden",
    "<p class='x z'>{}</p>": "hidden",
    "<p style='visibility: collapse'>{}</p>": "invisible",
    "<div style='visibility:hidden'><p>{}</p></div>": "invisible",
    "<p style='opacity:0'>{}</p>": "invisible",
    "<p style='color:transparent'>{}</p>": "invisible",
    "<p style='font-size:0'>{}</p>": "too small to be read",
    "<p style='position:absolute;left:-9999px'>{}</p>": "outside the page",
    "<p style='text-indent:-9999px'>{}</p>": "outside the page",
    "<p style='position:absolute;clip:rect(0 0 0 0)'>{}</p>": "hidden by a clip",
    "<p style='color:#fff'>{}</p>": "in the colour of the paper",
    "<p style='color:#000;background:black'>{}</p>": "in the colour of the paper",
    "<p><font color=white>{}</font></p>": "in the colour of the paper",
    "<p style='mso-hide:all'>{}</p>": "hidden",
    "<table><tr style='display:none'><td>{}</td></tr><tr><td>1<td>2</table>": "hidden",
    "<table><tr><td>1<td>2<td hidden>{}</td></table>": "hidden",
    "<dialog>{}</dialog>": "hidden",
    "<p class=supported>{}</p>": "hidden",
    "<p data-k=v>{}</p>": "hidden",
    "<p class=variable>{}</p>": "in the colour of the paper",
    "<p style='color:rgba(0, 0, 0, 0)'>{}</p>": "invisible",
    "<p style='color:rgb(0 0 0 / 0%)'>{}</p>": "invisible",
    "<p style='color:#0000'>{}</p>": "invisible",
    "<div popover>{}</div>": "hidden",
    "<div style='content-visibility:hidden'>{}</div>": "hidden",
    "<p style='clip-path:inset(100%)'>{}</p>": "hidden by a clip",
    "<p style='transform:scale(0)'>{}</p>": "invisible",
    "<meter>{}</meter>": "hidden",
    "<progress>{}</progress>": "hidden",
}


@pytest.mark.parametrize(("body", "reason"), HIDDEN.items())
def test_what_nobody_sees_is_left_out_and_stands_in_the_ledger(body: str, reason: str) -> None:
    head = (
        "<style>.x{display:none} @media screen{.y {display:none}} .z{display:none}"
        ":root{--paper:#fff} .variable{color:var(--paper)}"
        "@supports (display:grid){.supported{display:none}} [data-k='v']{display:none}</style>"
    )
    page = read_html(f"<html><head>{head}</head><body><p>Seen.</p>{body.format('Unseen words')}".encode(), read_rules())[0]
    assert "Unseen" not in str(page.elements)
    assert page.note == f"page 1 has letters that nobody sees, which were left out: 11 {reason}"


@pytest.mark.parametrize(
    ("sheet", "seen"),
    [
        (".a{display:none;&:hover{color:red}}", ["One", "Three"]),
        (".a{.c{display:none}}", ["One", "Two", "Three"]),
        (".a{& .c{display:none}} .c{font-weight:bold}", ["One", "Two", "Three"]),
        (".a{@media print{display:none}}", ["One", "Two", "Three"]),
        (".x{color:red;} .a{display:none}", ["One", "Three"]),
        ("p:nth-child(2){display:none}", ["One", "Three"]),
        (":first-child{visibility:visible} p:last-child{display:none}", ["One", "Two"]),
        ("p:nth-child(odd){display:none}", ["One", "Two", "Three"]),
    ],
)
def test_rules_in_one_another_and_places_among_others_hide_what_they_name(sheet: str, seen: list[str]) -> None:
    found = elements("<p>One</p><p class=a>Two</p><p class=c>Three</p>", f"<style>{sheet}</style>")
    assert [element.text for element in found if isinstance(element, Paragraph)] == seen


def test_a_picture_as_large_as_a_page_stands_in_the_ledger() -> None:
    written = b"<html><body><p>Seen.</p><img src=a.png width=800 height=1100><img src=b.png width=80 height=1100>"
    page = read_html(written + b"<div hidden><img src=c.png width=800 height=1100></div>", read_rules())[0]
    assert page.note == "page 1 shows large pictures (1), whose words were not read"


def picture_as_text(width: int, height: int) -> str:
    out = BytesIO()
    Image.new("1", (width, height)).save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()


@pytest.mark.parametrize(
    ("picture", "says"),
    [
        ("<img src=a.png style='width:800px;height:1100px'>", "shows large pictures (1), whose words were not read"),
        (
            f"<img src='data:image/png;base64,{picture_as_text(800, 1100)}'>",
            "shows large pictures (1), whose words were not read",
        ),
        ("<img src=a.png>", "shows pictures of a size that it does not tell (1), whose words, if any, were not read"),
        ("<img src='data:image/png;base64,AAAA'>", "shows pictures of a size that it does not tell (1)"),
        ("<img src=a.png width=80 height=60>", None),
        ("<header><img src=a.png></header>", None),
        ("<img src=a.png>" + "<p>Words of a report</p>" * 60, None),
    ],
)
def test_pictures_that_may_be_what_a_page_says_stand_in_the_ledger(picture: str, says: str | None) -> None:
    page = read_html(f"<html><body><p>Appendix 2</p>{picture}".encode(), read_rules())[0]
    assert (page.note or "").startswith(f"page 1 {says}") if says else page.note is None


def test_what_a_template_shows_in_the_place_of_what_is_around_it_is_read() -> None:
    assert elements("<div><template shadowrootmode=open><p>Shown</p></template></div><template><p>Kept</p></template>") == (
        Paragraph("Shown"),
    )


SEEN = (
    "<p style='/* display:none */ color:red'>{}</p>",
    "<p style='display:none;display:block'>{}</p>",
    "<p class=printed>{}</p>",
    "<p class=later>{}</p>",
    "<p style='color:rgb(0,0,0)'>{}</p>",
    "<p style='color:#000000'>{}</p>",
    "<p style='transform:scale(0.9)'>{}</p>",
    "<p style='color:var(--unknown)'>{}</p>",
    "<div id=u popover>{}</div><button popovertarget=u>More</button>",
    "<p class=far>{}</p>",
    "<p style='color:white;background:url(a.png)'>{}</p>",
    "<div style='background:#036'><p style='color:white'>{}</p></div>",
    "<div style='font-size:0'><p style='font-size:12pt'>{}</p></div>",
    "<div style='visibility:hidden'><p style='visibility:visible'>{}</p></div>",
    "<h1 style='position:absolute;color:#fff'>{}</h1>",
    "<table><form><tr><td>{}<td>x</tr></form></table>",
    "<table><tbody><form><tr><td>{}<td>x</tr></form></table>",
    "<table><div><tr><td>{}<td>x</tr></div></table>",
    "<table><td>{}<td>x</table>",
    "<table><p>{}</p><tr><td>a<td>b</table>",
    "<table><tr>{}<td>a<td>b</table>",
    "<table><caption>{}</caption><tr><td>x<table><tr><td>a<td>b</table><td>y</table>",
    "<ul><p>{}</p><li>one</ul>",
    "<ul>{}<li>one</ul>",
    "<ul><div><li>{}</div></ul>",
    "<ol><a href=#><li>{}</a></ol>",
    "<ul><table><tr><td>{}<td>b</table></ul>",
    "<header><h2>Report</h2><p>{}</p></header>",
    "<main><p>first</p></main><main><p>{}</p></main>",
    "<main><p>Intro</p></main><div><p>{}</p></div>",
    "<dialog open><p>{}</p></dialog>",
    "<form><textarea>{}</textarea></form>",
    "<form>Name: <input value='{}'></form>",
    "<select><option>a<option selected>{}</select>",
    "<h2><button>{}</button></h2>",
    "<svg><text x=1>{}</text></svg>",
    "<iframe srcdoc='&lt;p&gt;{}&lt;/p&gt;'></iframe>",
)


@pytest.mark.parametrize("body", SEEN)
def test_every_word_that_is_seen_is_read(body: str) -> None:
    head = "<style>@media print{.printed{display:none}} .later{display:none} .later{display:block}.far{display:none} p > .far,"
    head += "div .far{display:inline}</style>"
    assert "Seen words" in " ".join(str(element) for element in elements(body.format("Seen words"), head))


PRINTED = {
    "p.a::before {content: 'Seen words: '}": "Seen words: text",
    '.a:after {content:"; Seen\\20 words"}': "text; Seen words",
    "#b::after {content: ' (' attr(data-x) ')'}": "text (Seen words)",
    "p::before {content: 'Seen words'; display: block}": "Seen words",
}


@pytest.mark.parametrize(("sheet", "text"), PRINTED.items())
def test_words_that_a_style_sheet_prints_are_read_in_their_place(sheet: str, text: str) -> None:
    found = elements("<p class=a id=b data-x='Seen words'>text</p>", f"<style>{sheet}</style>")
    assert text in [element.text for element in found if isinstance(element, Paragraph)]


UNREAD = {
    "div > p.a::before {content: 'Seen words'}": "has words that its style sheet prints (1), which were not read",
    ".far p::before {content: 'Seen words'; display: none}": None,
    "div p:hover::before {content: 'Seen words'}": None,
    "div p + p::before {content: '\\f101'}": None,
    "div p.b::before {content: 'Seen words'}": None,
    "p::before {content: 'Seen words'; color: white}": None,
    "@media print {div p::before {content: 'Seen words'}}": None,
}


@pytest.mark.parametrize(("sheet", "problem"), UNREAD.items())
def test_words_that_a_style_sheet_prints_who_knows_where_make_a_page_partial(sheet: str, problem: str | None) -> None:
    page = read_html(f"<html><head><style>{sheet}</style></head><body><div><p class=a>text</p></div>".encode(), read_rules())[0]
    assert page.elements == (Paragraph("text"),)
    assert page.problem == (problem and f"page 1 {problem}")


def test_numbers_that_a_style_sheet_counts_stand_in_the_ledger() -> None:
    sheet = "h2::before {content: counter(part) '. '} ol li::before {content: counters(item, '.')}"
    page = read_html(f"<style>{sheet}</style><h2>One</h2><h2>Two</h2><ol><li>Three</ol>".encode(), read_rules())[0]
    assert (page.problem, page.note) == (None, "page 1 has numbers that its style sheet counts (3), which were not read")


TAGS = re.findall(
    r"\S+",
    "div p span b a ul ol li table tr td th tbody thead tfoot form section article h2 h4 dl dt dd details summary blockquote pre "
    "label caption figure fieldset legend center aside textarea address ruby rt sup small font marquee my-part",
)
TREES = st.recursive(
    st.just(""), lambda inner: st.lists(st.tuples(st.sampled_from(TAGS), inner), max_size=4).map(list), max_leaves=25
)  # fmt: skip


def written(tree: Any, count: Iterator[int]) -> str:
    """Return a tree as HTML, a word of its own before, in and behind each element."""
    inner = "".join(f" w{next(count)} <{tag}>{written(below, count)}</{tag}>" for tag, below in tree or ())
    return f"{inner} w{next(count)} "


@settings(deadline=None)
@given(TREES)
def test_each_word_of_any_tree_is_read_once(tree: Any) -> None:
    count = itertools.count(1)
    body = written(tree, count)
    said: list[str] = []
    for element in elements(f"<div>{body} and words beside them</div>"):
        said += " ".join(c.text for c in element.cells).split() if isinstance(element, Grid) else element.text.split()
    assert sorted(re.findall(r"w\d+", " ".join(said))) == sorted(re.findall(r"w\d+", body))


def test_loose_parts_of_a_list_do_not_disturb_its_numbers() -> None:
    assert elements("<ol>Before<li>one</li><div><li>two</li></div>between<p>them</p><li>three</ol>") == (
        Paragraph("Before"),
        Paragraph("one", "list_item", 1, "1."),
        Paragraph("two", "list_item", 1, "2."),
        Paragraph("between"),
        Paragraph("them"),
        Paragraph("three", "list_item", 1, "3."),
    )


def test_what_is_the_sites_own_is_counted_and_a_first_heading_above_the_main_part_is_the_reports() -> None:
    body = (
        "<header><a href=/>Menu</a><h1>Plan</h1></header><main><p>Text of the report</p></main><footer>Cookies</footer>"
        "<button>Print</button><iframe src=x></iframe>"
    )
    page = read_html(f"<html><body>{body}".encode(), read_rules())[0]
    assert page.elements == (Paragraph("Plan", "heading", 1), Paragraph("Text of the report"))
    assert page.note == (
        "page 1 has 16 letters of the site's own menus, heads, feet and buttons, which were left out; "
        "it shows parts of 1 other address"
    )
    assert page.problem is None


def test_a_page_of_frames_is_read_in_part() -> None:
    page = read_html(b"<html><frameset><frame src=a><noframes><body><p>Instead</p></body></noframes></frameset>", read_rules())[0]
    assert (page.elements, page.problem) == (
        (Paragraph("Instead"),),
        "page 1 is made of frames, whose own pages are not in the file",
    )


def test_letters_that_cannot_be_made_out_make_a_page_partial() -> None:
    page = read_html("<html><body><p>Visits\ufffd rose\ufffd to 4\ufffd".encode(), read_rules())[0]
    assert page.problem == "page 1 has letters that could not be made out: 3"


def test_a_table_that_arranges_the_page_is_no_table() -> None:
    inner = "<table><tr><td>a<td>b</table>"
    found = elements(f"<table><tr><td><p>Text</p>{inner}<td>Side</table>")
    assert [type(e) for e in found] == [Paragraph, Grid, Paragraph]


def test_note_marks_are_left_out_but_raised_endings_are_kept() -> None:
    assert elements("<p>On the 1<sup>st</sup> day<sup><a href=#n>2</a></sup>.</p>") == (Paragraph("On the 1st day."),)
    body = (
        "<p>It fell from 55<sup>3</sup> to 22%<sup>4,5</sup> over 9 km<sup>2</sup>.<sup>[6]</sup></p><p><sup>3</sup> Of all.</p>"
    )
    assert elements(body) == (Paragraph("It fell from 55 to 22% over 9 km2."), Paragraph("3 Of all."))


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_wrong_or_missing_charset_does_not_spoil_letters(encoding: str) -> None:
    page = "<html><meta charset=utf-8><body><p>Children\u2019s plan \u2013 \u00a34m</p></body></html>".encode(encoding)
    assert read_html(page, read_rules())[0].elements == (Paragraph("Children\u2019s plan \u2013 \u00a34m"),)


@pytest.mark.parametrize(
    ("head", "body", "says"),
    [
        ("<title>Page not found - Northmoor</title>", "<p>Try the search.</p>", "Page not found - Northmoor"),
        ("<title>Northmoor</title>", "<h1>Sorry, that document is no longer available</h1>", "no longer available"),
        ("", "<h1>403 Forbidden</h1><hr>nginx", "403 Forbidden"),
        ("<title>Empty</title>", "<nav>Home</nav>", "without text"),
        ("", "<a href=/>Home</a> <a href=/a>Meetings</a>", "without text"),
    ],
)
def test_error_pages_are_refused_in_words(head: str, body: str, says: str) -> None:
    with pytest.raises(DocumentError, match=says):
        elements(body, head)


def test_a_short_report_is_not_taken_for_an_error_page() -> None:
    assert len(elements("<h1>Children missing from home</h1><p>The panel met.</p>")) == 2


def test_a_long_report_may_have_a_heading_like_an_error() -> None:
    assert len(elements("<h1>Records not found at the visit</h1><p>" + "Files were missing. " * (LONG // 10) + "</p>")) == 2
