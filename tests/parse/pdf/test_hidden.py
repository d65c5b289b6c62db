"""What of a PDF's letters a reader sees: layers, covers, grounds, masks, clips of letters, and what lies on the page."""

from __future__ import annotations

import pytest

from pipeline.model import Page
from pipeline.parse.pdf import read_pdf
from tests.parse.parse_samples import make_pdf, show, stream

PLAN = show(50, 700, "Improvement plan")
SECRET = show(50, 600, "hidden")
BAR = "45 595 200 18 re f "
DOT = "BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI"
FORM = "/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources 3 0 R"


def only(data: bytes) -> Page:
    (page,), _ = read_pdf(data)
    return page


def said(page: Page) -> str:
    return " ".join(word.text for word in page.words)


COVERED = "6 covered by what is drawn over them"
PAPER = "6 in the colour of the paper"
BENEATH = "6 in the colour of what is beneath them, or under a mask"
SHADES = (
    "/Shading<</Night<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 600 0]/Extend[true true]"
    "/Function<</FunctionType 2/Domain[0 1]/C0[0]/C1[0]/N 1>>>>>>"
)
STATES = "/ExtGState<</Thick<</ca .95>>/Faint<</ca .03>>/Masked<</SMask<</S/Luminosity/G 11 0 R>>>>/Blend<</BM/Multiply>>>>"
INKS = "/ColorSpace<</No[/Separation/None/DeviceGray<</FunctionType 2/Domain[0 1]/C0[1]/C1[0]/N 1>>]>>"
DARK = stream("0 g 0 0 600 800 re f", FORM + "/Group<</S/Transparency/CS/DeviceGray>>")
OVER = stream("0 g " + BAR, FORM)
HIDDEN = {
    "a black bar": (SECRET + "0 g " + BAR, COVERED),
    "a white bar": (SECRET + "1 g " + BAR, COVERED),
    "a picture": (SECRET + f"q 200 0 0 18 45 595 cm {DOT} Q ", COVERED),
    "a form": (SECRET + "/Over Do ", COVERED),
    "a thick line": (SECRET + "20 w 45 604 m 245 604 l S ", COVERED),
    "a line made thick": (SECRET + "q 10 0 0 10 0 0 cm 2 w 4.5 60.4 m 24.5 60.4 l S Q ", COVERED),
    "two bars that meet": (SECRET + "0 g 45 595 200 18 re 45 600 200 30 re f ", COVERED),
    "two halves of a bar": (SECRET + "0 g 45 595 200 8 re f 45 603 200 10 re f ", COVERED),
    "a bar in strips": (SECRET + "0 g " + "".join(f"45 {595 + n} 200 1.2 re f " for n in range(18)), COVERED),
    "a bar aslant": (SECRET + "0 g 40 590 m 250 598 l 250 622 l 40 614 l f ", COVERED),
    "a round bar": (SECRET + "0 g 40 605 m 40 640 250 640 250 605 c 250 570 40 570 40 605 c f ", COVERED),
    "a bar that multiplies": (SECRET + "/Blend gs 0 g " + BAR, COVERED),
    "a bar of nearly full ink": (SECRET + "/Thick gs 0 g " + BAR, COVERED),
    "a stencil": (SECRET + "q 0 g 200 0 0 18 45 595 cm BI /IM true /W 1 /H 1 /BPC 1 ID \x00 EI Q ", COVERED),
    "a picture aslant": (SECRET + f"q 200 9 -9 30 48 585 cm {DOT} Q ", COVERED),
    "a shading": (SECRET + "q 45 595 200 18 re W n /Night sh Q ", COVERED),
    "black on black": ("0 g " + BAR + SECRET, BENEATH),
    "white in a frame": ("5 5 590 790 re S 1 g " + SECRET, PAPER),
    "white beside a line aslant": ("0 0 m 600 800 l S 1 g " + SECRET, PAPER),
    "nearly white": (".96 g " + SECRET, PAPER),
    "nearly clear": ("/Faint gs " + SECRET, PAPER),
    "an ink that is none": ("/No cs 1 scn " + SECRET, PAPER),
    "white outlines": ("1 G 1 Tr " + SECRET, PAPER),
    "white letters with white outlines": ("1 g 1 G 2 Tr " + SECRET, PAPER),
    "a mask": ("/Masked gs " + SECRET, BENEATH),
    "a clip that leaves nothing": ("0 0 600 800 re 0 0 600 800 re W* n " + SECRET, BENEATH),
    "narrow": ("0.01 Tz " + SECRET, "6 too small to be read"),
    "narrowed": ("0.01 0 0 1 0 0 cm " + SECRET, "6 too small to be read"),
}


@pytest.mark.parametrize("way", HIDDEN)
def test_words_that_nobody_sees_are_left_out(way: str) -> None:
    operators, reason = HIDDEN[way]
    resources = STATES + INKS + SHADES + "/XObject<</Over 12 0 R>>"
    page = only(make_pdf(PLAN + f"q {operators} Q", resources=resources, objects=(b"null", DARK, OVER)))
    assert (said(page), page.problem) == ("Improvement plan", None)
    assert page.note == f"page 1 has letters that nobody sees, which were left out: {reason}"


SEEN = {
    "on a bar": "0 g " + BAR + "1 g " + SECRET,
    "beside a bar": "0 g 45 580 200 18 re f 0 g " + SECRET,
    "under a bar that lets it be seen": SECRET + "/Blend gs 1 1 0 rg " + BAR,
    "struck through": SECRET + "50 602 40 1 re f ",
    "in a frame of two rectangles": SECRET + "0 0 600 800 re 5 5 590 790 re f* ",
    "grey": ".7 g " + SECRET,
    "crossed by two lines": SECRET + "45 603 200 .5 re f 45 606 200 .5 re f ",
    "under a shading that ends beside it": SECRET + "q 45 575 200 18 re W n /Night sh Q ",
    "under a stencil that is clear": SECRET + "q 200 0 0 18 45 595 cm BI /IM true /W 1 /H 1 /BPC 1 ID \xff EI Q ",
    "once more above a patch": SECRET + "1 g " + BAR + "0 g " + SECRET,
    "white on a black figure": "40 590 m 300 590 l 320 605 l 300 620 l 40 620 l f 1 g " + SECRET,
    "as a clip that is filled": f"7 Tr {SECRET} 0 g 0 0 600 800 re f ",
    "as a clip over a picture": f"7 Tr {SECRET} q 600 0 0 800 0 0 cm {DOT} Q ",
}


@pytest.mark.parametrize("way", SEEN)
def test_words_that_are_seen_are_kept(way: str) -> None:
    page = only(make_pdf(PLAN + f"q {SEEN[way]} Q", resources=STATES + SHADES, objects=(b"null", DARK)))
    assert (said(page), page.problem, page.note) == ("Improvement plan hidden", None, page.note if "once more" in way else None)


def test_a_bar_hides_the_letters_under_it_alone() -> None:
    page = only(make_pdf(show(50, 600, "Names: Ada King and others") + "0 g 86 597 41 12 re f "))
    assert said(page) == "Names: and others"


def test_words_behind_a_scan_are_its_words() -> None:
    text = show(50, 700, "Improvement plan of the board")
    page = only(make_pdf(text + f"q 600 0 0 800 0 0 cm {DOT} Q "))
    assert (said(page), page.text_source) == ("Improvement plan of the board", "ocr")


def test_words_under_a_fresh_sheet_are_not_those_of_a_picture_on_it() -> None:
    text = show(50, 700, "Improvement plan of the board")
    page = only(
        make_pdf(f"{text} 1 g 0 0 600 800 re f q 600 0 0 500 0 300 cm {DOT} Q 0 g {show(50, 200, 'New words of the plan')}")
    )
    assert (said(page), page.text_source) == ("New words of the plan", "text_layer")


# --------------------------------------------------------------------------- layers

LAYER = b"<</Type/OCG/Name(Draft)>>"
SWITCHES = {
    "off": "/D<</OFF[10 0 R]>>",
    "off unless named": "/D<</BaseState/OFF>>",
    "off on the screen": "/D<</AS[<</Event/View/OCGs[10 0 R]/Category[/View]>>]>>",
}
SCREEN = b"<</Type/OCG/Name(Print)/Usage<</View<</ViewState/OFF>>>>>>"
GROUP = b"<</Type/OCMD/OCGs[10 0 R]/P/AllOn>>"
RULE = b"<</Type/OCMD/VE[/And[/Not 10 0 R]10 0 R]>>"


@pytest.mark.parametrize("how", SWITCHES)
@pytest.mark.parametrize("member", ["10", "11", "12"])
def test_layers_that_are_off_are_not_read(how: str, member: str) -> None:
    marked = f"/OC /L BDC /Span <</MCID 1>> BDC {SECRET} EMC EMC {PLAN}"
    form = stream(SECRET, FORM + "/OC 10 0 R")
    data = make_pdf(
        marked + "/X Do",
        resources=f"/Properties<</L {member} 0 R>>/XObject<</X 13 0 R>>",
        objects=(SCREEN if "screen" in how else LAYER, GROUP, RULE, form),
        catalog=f"/OCProperties<</OCGs[10 0 R]{SWITCHES[how]}>>",
    )
    page = only(data)
    assert (said(page), page.note) == (
        "Improvement plan",
        "page 1 has letters that nobody sees, which were left out: 12 in layers that are switched off",
    )


def test_layers_that_are_on_are_read() -> None:
    marked = f"/OC /L BDC {SECRET} EMC {PLAN}"
    for state in ("/D<<>>", "/D<</BaseState/OFF/ON[10 0 R]>>", ""):
        data = make_pdf(
            marked, resources="/Properties<</L 10 0 R>>", objects=(LAYER,), catalog=f"/OCProperties<</OCGs[10 0 R]{state}>>"
        )
        assert (said(only(data)), only(data).note) == ("hidden Improvement plan", None)


# --------------------------------------------------------------------------- what lies on a page


def lying(kind: str, keys: str = "", *, drawn: str = show(2, 4, "Seen on it")) -> Page:
    appearance = stream(drawn, "/Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources 3 0 R")
    note = f"<</Type/Annot/Subtype/{kind}/Rect[50 500 250 520]/F 4{'/AP<</N 10 0 R>>' if drawn else ''}{keys}>>".encode()
    return only(make_pdf(PLAN, page="/Annots[11 0 R]", objects=(appearance, note)))


@pytest.mark.parametrize("kind", ["Widget", "FreeText", "Stamp"])
def test_what_lies_on_a_page_is_read_in_its_place(kind: str) -> None:
    page = lying(kind, "/FT/Tx/V(Seen on it)/Contents(Seen on it)")
    assert (said(page), page.problem) == ("Improvement plan Seen on it", None)
    first = page.words[2].box
    assert (first.x0, round(first.bottom)) == (52, 298)
    assert said(lying(kind, "/F 2".replace("/F 2", "/OC null"))) == "Improvement plan Seen on it"


def test_a_form_that_is_filled_in_is_not_blank() -> None:
    appearance = stream(show(2, 4, "Seen on it"), "/Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources 3 0 R")
    field = b"<</Type/Annot/Subtype/Widget/FT/Tx/Rect[50 500 250 520]/AP<</N 10 0 R>>>>"
    assert said(only(make_pdf(" ", page="/Annots[11 0 R]", objects=(appearance, field)))) == "Seen on it"


def test_fields_and_notes_that_the_file_does_not_draw_are_told() -> None:
    told = "page 1 is filled with fields or typed notes that the file does not draw, which were not read"
    assert lying("Widget", "/FT/Tx/V(Seen)", drawn="").problem == told
    assert lying("FreeText", "/Contents(Seen)", drawn="").problem == told
    assert lying("Widget", "/FT/Tx", drawn="").problem is None
    assert lying("Widget", "/FT/Btn/V/Off", drawn="").problem is None
    assert lying("Text", "/Contents(Ask Ada)", drawn="").note == (
        "page 1 has notes stuck on it, which are no part of it and were left out: 1"
    )


def test_a_field_that_viewers_draw_anew_is_told() -> None:
    appearance = stream("/Tx BMC EMC", "/Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources 3 0 R")
    field = b"<</Type/Annot/Subtype/Widget/FT/Tx/V(Seen)/Rect[50 500 250 520]/AP<</N 10 0 R>>>>"
    for anew in (True, False):
        form = f"/AcroForm<</Fields[11 0 R]/NeedAppearances {str(anew).lower()}>>"
        page = only(make_pdf(PLAN, page="/Annots[11 0 R]", objects=(appearance, field), catalog=form))
        assert (page.problem is not None) is anew


@pytest.mark.parametrize("mirror", ["-1 0 0 1 600 0 cm", "1 0 0 -1 0 800 cm", "-100 Tz"])
def test_letters_that_stand_as_in_a_mirror_are_told(mirror: str) -> None:
    prose = "".join(show(50, 700 - 20 * n, "The board heard that all visits are made on time") for n in range(9))
    page = only(make_pdf(prose + f"q {mirror} {show(300, 300, 'hidden')} Q"))
    assert (said(page).count("hidden"), page.problem) == (0, None)
    assert page.note == "page 1 has letters that nobody sees, which were left out: 6 written as in a mirror"
    page = only(make_pdf(f"q {mirror} {prose.replace('50 ', '300 ') if 'Tz' in mirror else prose} Q"))
    assert page.problem == "page 1 is partly written as in a mirror, which was not read"
    both = only(make_pdf(f"q 1 0 0 -1 0 800 cm BT /F1 10 Tf 1 0 0 -1 50 100 Tm (Seen) Tj ET Q q -1 0 0 -1 600 800 cm {SECRET} Q"))
    assert sorted(said(both).split()) == ["Seen", "hidden"]


def test_a_cover_that_lies_on_a_page_hides_words() -> None:
    box = b"<</Type/Annot/Subtype/Square/Rect[40 590 240 610]/AP<</N 10 0 R>>>>"
    bar = stream("0 g 0 0 200 20 re f", "/Type/XObject/Subtype/Form/BBox[0 0 200 20]")
    assert said(only(make_pdf(PLAN + SECRET, page="/Annots[11 0 R]", objects=(bar, box)))) == "Improvement plan"


@pytest.mark.parametrize(
    "note",
    [
        "/Subtype/Highlight/C[0 0 0]/QuadPoints[40 612 240 612 40 594 240 594]",
        "/Subtype/Square/C[0 0 0]/IC[0 0 0]",
        "/Subtype/Ink/C[0 0 0]/BS<</W 20>>/InkList[[40 604 240 604]]",
    ],
)
def test_pens_and_covers_that_the_file_does_not_draw_hide_words_where_viewers_draw_them(note: str) -> None:
    lies = f"<</Type/Annot{note}/Rect[40 590 240 615]/F 4>>".encode()
    page = only(make_pdf(PLAN + SECRET, page="/Annots[10 0 R]", objects=(lies,)))
    assert said(page) == "Improvement plan"
    yellow = f"<</Type/Annot{note.replace('[0 0 0]', '[1 1 0]')}/Rect[40 690 240 715]/F 4>>".replace("4 240 604", "4 240 9")
    if "Highlight" in note:
        assert (
            said(only(make_pdf(PLAN + SECRET, page="/Annots[10 0 R]", objects=(yellow.encode(),)))) == "Improvement plan hidden"
        )


def test_words_in_patterns_and_in_drawn_letters_are_told() -> None:
    told = "page 1 is partly printed in patterns, or letters that are drawings of words, which were not read"
    tile = stream(
        show(5, 5, "tiled"),
        "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 500 40]/XStep 500/YStep 40/Resources 3 0 R",
    )
    filled = PLAN + "/Pattern cs /P scn 45 490 500 40 re f "
    assert only(make_pdf(filled, resources="/Pattern<</P 10 0 R>>", objects=(tile,))).problem == told
    lines = stream("0 0 m 9 9 l S", "/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9/Resources 3 0 R")
    assert only(make_pdf(filled, resources="/Pattern<</P 10 0 R>>", objects=(lines,))).problem is None
    letter = stream("1000 0 d0 " + show(0, 0, "drawn", size=200))
    font = (
        "/T3 <</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<</a 10 0 R>>/Encoding"
        "<</Type/Encoding/Differences[97/a]>>/FirstChar 97/LastChar 97/Widths[1000]/Resources 3 0 R>>"
    )
    assert only(make_pdf(PLAN + show(50, 600, "a", font="T3"), fonts=font, objects=(letter,))).problem == told
