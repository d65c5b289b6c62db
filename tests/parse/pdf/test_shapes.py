"""Lines, fills and figures of PDFs, with their colours."""

from __future__ import annotations

import pytest

from pipeline.model import Box, DrawnPath, Fill, Page, Ruling
from pipeline.parse.pdf import read_pdf
from pipeline.parse.pdf.colours import hex_colour
from tests.parse.parse_samples import make_pdf, stream


def page_of(content: str, resources: str = "", objects: tuple[bytes, ...] = ()) -> Page:
    return read_pdf(make_pdf(content, resources=resources, objects=objects))[0][0]


def test_a_filled_rectangle_is_a_fill_in_drawing_order() -> None:
    page = page_of("1 0 0 rg 100 600 50 20 re f 1 g 110 600 10 20 re f")
    assert page.fills == (Fill(Box(100, 180, 150, 200), "#ff0000"), Fill(Box(110, 180, 120, 200), "#ffffff"))


def test_a_rectangle_drawn_by_its_corners_is_a_fill_too() -> None:
    assert page_of("0 0 1 rg 10 10 m 30 10 l 30 20 l 10 20 l h f").fills == (Fill(Box(10, 780, 30, 790), "#0000ff"),)


def test_a_thin_rectangle_and_a_stroked_line_are_rulings() -> None:
    page = page_of("0.5 g 50 700 200 0.5 re f 0 G 1 w 50 600 m 50 700 l S")
    assert page.rulings == (
        Ruling(Box(50, 99.5, 250, 100), True, "#808080"),
        Ruling(Box(49.5, 100, 50.5, 200), False, "#000000"),
    )


def test_a_stroked_rectangle_gives_four_rulings_and_keeps_its_fill() -> None:
    page = page_of("1 1 0 rg 0 G 10 700 100 50 re B")
    assert len(page.fills) == 1
    assert sorted(r.horizontal for r in page.rulings) == [False, False, True, True]


def test_the_ring_between_two_rectangles_is_a_border_not_a_fill() -> None:
    page = page_of("0 g 10 700 100 50 re 11 701 98 48 re f*")
    assert page.fills == ()
    assert [r.horizontal for r in page.rulings] == [True, True, False, False]


def test_a_thick_stroke_is_a_bar() -> None:
    assert page_of("0 0.5 0 RG 12 w 100 500 m 300 500 l S").fills == (Fill(Box(100, 294, 300, 306), "#008000"),)


def test_an_arrow_keeps_all_its_points() -> None:
    page = page_of("1 0.75 0 rg 100 500 m 180 500 l 180 495 l 200 505 l 180 515 l 180 510 l 100 510 l h f")
    assert page.paths == (
        DrawnPath(
            Box(100, 285, 200, 305),
            ((100, 300), (180, 300), (180, 305), (200, 295), (180, 285), (180, 290), (100, 290)),
            None,
            "#ffbf00",
        ),
    )


def test_a_line_at_an_angle_is_a_figure_not_a_ruling() -> None:
    page = page_of("0 G 100 500 m 200 560 l S")
    assert (len(page.rulings), len(page.paths)) == (0, 1)


def test_a_bar_with_rounded_corners_is_a_fill_but_a_disc_is_a_figure() -> None:
    bar = (
        "0 0.5 0 rg 104 500 m 196 500 l 198 500 200 502 200 504 c 200 508 l 200 510 198 512 196 512 c "
        "104 512 l 102 512 100 510 100 508 c 100 504 l 100 502 102 500 104 500 c h f "
    )
    disc = (
        "1 0 0 rg 310 500 m 316 500 320 504 320 510 c 320 516 316 520 310 520 c "
        "304 520 300 516 300 510 c 300 504 304 500 310 500 c f"
    )
    page = page_of(bar + disc)
    assert page.fills == (Fill(Box(100, 288, 200, 300), "#008000"),)
    assert [(path.box, path.fill) for path in page.paths] == [(Box(300, 280, 320, 300), "#ff0000")]


def test_a_fill_is_cut_to_its_clip() -> None:
    page = page_of("q 100 600 50 20 re W n 1 0 0 rg 0 0 600 800 re f Q 0 0 1 rg 0 0 10 10 re f")
    assert page.fills == (Fill(Box(100, 180, 150, 200), "#ff0000"), Fill(Box(0, 790, 10, 800), "#0000ff"))


def test_a_fill_under_a_pattern_has_no_colour_and_is_left_out() -> None:
    assert page_of("/Pattern cs /P0 scn 100 600 50 20 re f").fills == ()


def test_a_form_draws_in_the_colour_and_under_the_clip_of_its_page() -> None:
    form = stream("0 0 100 100 re f", "/Type/XObject/Subtype/Form/BBox[0 0 50 20]")
    page = page_of("1 0 0 rg 1 0 0 1 100 600 cm /X Do", resources="/XObject<</X 10 0 R>>", objects=(form,))
    assert page.fills == (Fill(Box(100, 180, 150, 200), "#ff0000"),)


def test_what_a_see_through_fill_looks_like() -> None:
    states = "/ExtGState<</Half<</ca 0.5>>/None<</ca 0>>>>"
    page = page_of("1 0 0 rg /Half gs 0 0 50 50 re f /None gs 0 0 50 50 re f", resources=states)
    assert [fill.colour for fill in page.fills] == ["#ff8080"]


@pytest.mark.parametrize(
    ("space", "operands", "colour"),
    [
        ("[/Indexed /DeviceRGB 1 <00000092D050>]", "1", "#92d050"),
        ("[/Separation /Spot /DeviceCMYK <</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[0 1 1 0]/N 1>>]", "1", "#ff0000"),
        ("[/Separation /Spot /DeviceCMYK <</FunctionType 4>>]", "1", "#000000"),
        ("[/Lab <</WhitePoint[0.9642 1 0.8249]>>]", "100 0 0", "#ffffff"),
        ("[/CalRGB <</WhitePoint[0.95 1 1.09]>>]", "0 1 0", "#00ff00"),
    ],
)
def test_special_colour_spaces(space: str, operands: str, colour: str) -> None:
    page = page_of(f"/C cs {operands} scn 100 600 50 20 re f", resources=f"/ColorSpace<</C {space}>>")
    assert [fill.colour for fill in page.fills] == [colour]


@pytest.mark.parametrize(
    ("value", "colour"),
    [
        (0, "#000000"),
        ((0.5,), "#808080"),
        ((1, 0.75, 0), "#ffbf00"),
        ((0, 1, 1, 0), "#ff0000"),
        ("P0", None),
        ((1, 2), None),
        (None, None),
    ],
)
def test_plain_colours(value: object, colour: str | None) -> None:
    assert hex_colour(value) == colour
