"""PDFs as files: locked, damaged, scanned, read in parts."""

from __future__ import annotations

from base64 import b85decode
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import DocumentError, LockedError
from pipeline.model import Document, Page
from pipeline.parse import ocr, parse
from pipeline.parse.pdf import pdf_pages, read_pdf
from pipeline.parse.pdf.device import PageDevice
from pipeline.parse.problems import describe_problems
from tests.parse.parse_samples import make_pdf, pdf_of, show
from tests.soak.odd_pdfs import objects

IMAGE = "q 500 0 0 700 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q "


def locked_pdf(user: str, owner: str) -> bytes:
    from io import BytesIO

    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(user, ownerPassword=owner, canCopy=0))
    canvas.drawString(100, 700, "Progress report")
    canvas.save()
    return out.getvalue()


LOCKED_BY_SECRET = b85decode(  # a page that says "Progress report", locked as revision 6 has it
    "B~V00Eio=P3MIeyqW%goATS_rVrmLJJRmPccywiMb7^mGb09oCATL2gLPa1vJRmPZVRL0xWpZ<AZ*CwjF)lYCFGYBCWo~n6Z*ELwc4cfJI3PYgAU-}IFHm7;"
    "Wpf}iATS_OATLyTaAhDbLt%7bY;R{EK0XR%Ze(v_Y6>zSFd%PYY6?6&ATLyTaAhDbPhx6QbZsCnOl59obZ8(kIWizGMrmwxWpW@dMr>hpWkh9TZ)9a4FHRsb"
    "ATLH~a&vSbIUqhh3UhRFWnpa!y_vcS=83cVW%-)=r#PBJ?xPV|T}Q>w?Jjf0uQbo_UcIhtckp=C%MRnAL*8y&C%&>FTV}sxIYA9d2;C)s@#yDB1tW@Kl2l_P"
    "TD*JCNH|Ya-!?3OV;hV++(^YPHxzn%5#G;)1$JdL$7{BY&wNN9b^1~GN@dQh?HwGYz3eJ!>Q;ot-Z5{fTxC|pI^&<$+3vy_tJckxz3W*zVC!8lqeV0j`=mGN"
    "i3YGiKj-VA9X&oYumB*)=q0_`3T19&b98cLVQmU!Ze(v_Y6>+VFd%PYY6?6&ATLa1ZfA68AUH4}FGgu>bY*fNFGg%(bY(<kV{c?-AU-|{b98cLVQmU9umgeB"
    "Dnn1ext;v8{+3;hEkA<`WriMo-UN@iEvUZq3}rmIUBlVoS$(OBb=&583_K{t+<NvDG0wKtg|P&3$J9J87=O+nlJxT*irrZXWo~41baG{3Z3<;>WN%_>3N|1x"
    "Aa7!73Oqa@FGEHkJUk#TQ*>lQMj$*qATL36bZA9(Wo~pJFGO!+PjF>!ATL8kO&~8pMN?KYATLa1ZfA68ATu%`K0Y8mJ|HhfX>4?5av(2LbYX5}VRB?3FHB`_"
    "XLM*FGBq|JFHaymF=l2kH)3NmGdDG3IAUfwGGSz5IA%6AH8eOgH#jmkHZ(D0F*#&7F*7-3H!@>oW@I)qH#9J0Vq#)rWiv7|VlXseGdN*1FfcPWVPQEmVKX>p"
    "HDNY1W-u`|W;8ivJ|HhoMIbz3Ib&luWHdN1V>vftVKFgeW;SIwWo2YzHZV0YIAt_8W@KYAWHx1GH92EqGBq_dV_`BlV>mftIW%NuGGt{wATLlLEio`MI3O=j"
    "WpZtEAUrfVV=`o7I5T85FgG<YGdW~sGhs1eW;QT1Vr64tVPQTXFH#^jATLvNZAKt3Q*>lQMj$U!baF-@FH>}6Lq;GkRUkYtW-?+lWjJ9uH85jhH)dsJGGj3@"
    "G-fe0GB-FjW-??pVq`EgFl97jGBP+gHZ(FfGG;P2H!@~1VmUWuI59XlGB`OkH#cQtGi7EuW@R)vHDhFCGBPt_V`eurH#IXpATL!#AUtL;Ib>pCH!?OdH#IP0"
    "VP!csFk&<@H8o>5HDWPjGB`6~Wn(irW;kOuHf1nkH)LiuV>M(oVrFJEVl_23VPZZYFIFHmAU-|{Wo~3|VrmLEATS_rVrmLJJRmPrd2nSQFIZA#W*{$2Wo~D5"
    "XdpB(ATLH~Y;<LEATLI2VRU6gWn*t-Wgss^Wn*t-Wl&*qZF3+zJRmPaZ)|mKZgU_sATLmIWn^h%bZ>GXF)|=NJ|HhwAX^|YATl5^AYC9YQg3f`ATb~?AW|SN"
    "Q)zl-AUGf|Nkkx9JYr-uFkv=0G&5u{He+TqH)3OCG%{pkF=8}kH8nUmIX*mMWHm5hHaIjhWH2^kW;8cqV`MZkWMeU6G-fq5I5;^zT_7(-ZewzJaC9IxATS_O"
    "AU-|{b98cLVQmU{oMU1D0wzWVeg-B6hGGz_0mNcpWctsz<UbPw<8&aGNsR#jKl%iD3T19&b98cLVQmU!Ze(v_Y6^37VRCeMa%E-;F)=bT3MC~)Peuv"
)


def test_a_pdf_that_needs_a_password_is_refused_in_words() -> None:
    with pytest.raises(DocumentError, match="needs a password"):
        read_pdf(locked_pdf("secret", "owner"))


@pytest.mark.parametrize("secret", ["secret", " spaced "])
def test_a_pdf_opens_with_a_password_that_fits(secret: str) -> None:
    pages, problem = read_pdf(locked_pdf(secret, "owner"), ("wrong", "źdźbło", secret))
    assert ([word.text for word in pages[0].words], problem) == (["Progress", "report"], None)
    with pytest.raises(LockedError, match="none of the passwords given opens it"):
        read_pdf(locked_pdf(secret, "owner"), ("wrong", "too"))


def test_a_password_that_a_lock_cannot_take_is_passed_over() -> None:
    """The newest locks (AES-256, revision 6) refuse signs and mixed scripts; what is refused is no damage of the file."""
    odd = ("emo😀ji", "tab\there", "سb", "wrong")
    pages, problem = read_pdf(LOCKED_BY_SECRET, (*odd, "secret"))
    assert ([word.text for word in pages[0].words], problem) == (["Progress", "report"], None)
    with pytest.raises(LockedError, match="none of the passwords given opens it"):
        read_pdf(LOCKED_BY_SECRET, odd)


def test_an_owner_password_alone_does_not_lock_a_pdf() -> None:
    pages, problem = read_pdf(locked_pdf("", "owner"))
    assert ([word.text for word in pages[0].words], problem) == (["Progress", "report"], None)


def test_pages_that_are_images_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    pages, problem = read_pdf(make_pdf(IMAGE, IMAGE, show(50, 700, "Some text of its own"), IMAGE, ""))
    assert problem == f"pages 1-2, 4 are images without text; 2 of 5 pages read; {ocr.INSTALL}"
    assert [page.text_source for page in pages] == ["none", "none", "text_layer", "none", "none"]
    assert pages[0].problem == "page 1 is an image without text"
    assert pages[4].problem is None  # a blank page misses nothing


def test_a_file_cut_short_gives_the_pages_that_are_left() -> None:
    whole = make_pdf(*(show(50, 700, f"Page number {n}") for n in range(1, 4)))
    cut = whole[: whole.index(b"1 0 obj\n<</Type/Catalog") + 10]  # pages stand before their tree in these files
    pages, problem = read_pdf(cut)
    assert pages == read_pdf(whole)[0]
    assert problem is not None
    assert "cut short" in problem


@pytest.mark.parametrize("data", [b"%PDF-1.4\nnothing of use", b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n"])
def test_a_pdf_without_a_page_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(DocumentError, match="no page of it can be read"):
        read_pdf(data)


def test_a_damaged_page_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*args: object) -> None:
        raise IndexError("list index out of range")

    monkeypatch.setattr(PageDevice, "paint_path", stumble)
    contents = [show(50, 700, word) for word in ("First", "Second", "Third")]
    contents[1] += "0 0 10 10 re f " + show(50, 500, "lost")
    pages, problem = read_pdf(make_pdf(*contents))
    assert [[word.text for word in page.words] for page in pages] == [["First"], ["Second"], ["Third"]]
    assert problem == "page 2 is damaged and only partly read; 2 of 3 pages read"


def test_pages_can_be_read_in_ranges_with_their_own_numbers() -> None:
    data = make_pdf(*(show(50, 700, f"Sheet {n}") for n in range(1, 6)))
    part = list(pdf_pages(data, numbers=range(2, 4)))
    assert [(page.number, page.words[1].text) for page in part] == [(2, "2"), (3, "3")]
    assert tuple(part) == read_pdf(data)[0][1:3]


def test_problems_of_several_kinds_are_told_in_one_sentence() -> None:
    pages = [Page(1), Page(2, problem="page 2 is an image without text"), Page(3, problem="page 3 is damaged")]
    assert describe_problems(pages) == "page 2 is an image without text; page 3 is damaged; 1 of 3 pages read"
    assert describe_problems(pages[:1]) is None


def test_two_readings_of_a_file_are_the_same(tmp_path: Path) -> None:
    path = tmp_path / "plan's copy.pdf"
    path.write_bytes(make_pdf(show(50, 700, "Improvement plan") + "1 0 0 rg 1 2 30 40 re f"))
    assert parse(path) == parse(path)


# --------------------------------------------------------------------------- real files


def plain(document: Document) -> list[tuple[object, ...]]:
    """What the page prints, to a tenth of a point: turning a page rounds the last figure."""
    return [(w.text, round(w.box.x0), round(w.box.top), w.size, w.bold) for page in document.pages for w in page.words]


@pytest.mark.parametrize(
    ("hostile", "same_as"),
    [
        ("peterborough-rotate90.pdf", "peterborough-2012.pdf"),
        ("sefton-ownerpw.pdf", "sefton-2017.pdf"),
        ("buckinghamshire-truncated.pdf", "buckinghamshire-2018.pdf"),
    ],
)
def test_a_hostile_file_reads_as_its_plain_one(shared: Path, hostile: str, same_as: str) -> None:
    assert plain(parse(shared / "renditions" / "hostile" / hostile)) == plain(parse(shared / "renditions" / same_as))


@pytest.mark.parametrize(
    ("name", "says"),
    [("sefton-userpw.pdf", "password"), ("empty.pdf", "empty"), ("html-not-pdf.pdf", "web page")],
)
def test_hostile_files_are_refused_in_words(shared: Path, name: str, says: str) -> None:
    with pytest.raises(DocumentError, match=says):
        parse(shared / "renditions" / "hostile" / name)


def test_a_locked_file_reads_as_its_plain_one(shared: Path) -> None:
    locked = parse(shared / "renditions" / "hostile" / "sefton-userpw.pdf", passwords=("Sefton2017",))
    assert plain(locked) == plain(parse(shared / "renditions" / "sefton-2017.pdf"))


def test_a_real_scan_is_read_as_pages_without_words(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    document = parse(shared / "renditions" / "hostile" / "darlington-scan.pdf")
    assert document.problem == f"pages 1-3 are images without text; 0 of 3 pages read; {ocr.INSTALL}"
    assert (len(document.pages), document.lacks) == (3, "tesseract")


def test_every_inspection_report_opens_but_for_the_error_page(shared: Path) -> None:
    refused = []
    for path in sorted((shared / "reports" / "inspections").glob("*.pdf")):
        if path.read_bytes().startswith(b"%PDF"):
            second = next(pdf_pages(path.read_bytes(), numbers=[2]))
            assert len(second.words) > 20, path.name
        else:
            with pytest.raises(DocumentError, match="web page"):
                parse(path)
            refused.append(path.name)
    assert len(refused) == 1


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 3000), st.integers(0, 255), st.floats(0, 1))
def test_a_spoilt_file_is_read_or_refused_but_never_breaks_the_run(place: int, byte: int, kept: float) -> None:
    whole = make_pdf(show(50, 700, "Improvement plan") + "q 1 2 30 40 re W n 1 0 0 rg 1 2 30 40 re f Q", IMAGE)
    spoilt = bytearray(whole[: max(9, int(kept * len(whole)))])
    spoilt[place % len(spoilt)] = byte
    try:
        pages, _ = read_pdf(bytes(spoilt))
    except DocumentError:
        return
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))


@pytest.mark.parametrize("circle", [{6: b"6 0 R"}, {6: b"7 0 R", 7: b"6 0 R"}])
def test_references_in_a_circle_stand_for_nothing(circle: dict[int, bytes]) -> None:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources 6 0 R/Contents 4 0 R>>"
    (read,) = pdf_pages(pdf_of(objects(_3=page) | circle))
    assert (read.width, read.height) == (600, 800)
