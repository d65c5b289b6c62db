"""Which authority a report belongs to, and under which name on its day."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.model import Block, BlockKind, Document, FieldMention, Part, Structured
from pipeline.resolve.authorities import WITH_CHILDREN, read_gazetteer, slug_of
from pipeline.resolve.councils import find_council
from pipeline.resolve.make_authorities import place_of, rows
from pipeline.rules import read_rules

RULES = read_rules()
BODY = " ".join(["Visits to families went well and plans were read by managers in every team."] * 4)


def council(*blocks: tuple[BlockKind, str], on: date | None = None, fields: tuple[FieldMention, ...] = ()) -> str | None:
    made = tuple(Block(n, kind, text) for n, (kind, text) in enumerate(blocks))
    found = find_council(Structured(Document("r.txt", "0" * 64, "text/plain", ()), made), fields, RULES, on)
    if found is None:
        return None
    support = found[1]
    assert support.block.text[support.start : support.end]
    assert found[0].slug == slug_of(found[0].name)
    return found[0].name


@pytest.mark.parametrize(
    ("printed", "day", "name"),
    [
        ("READING BOROUGH COUNCIL", date(2016, 2, 3), "Reading Borough Council"),
        ("Sefton Council", date(2017, 11, 14), "Sefton Metropolitan Borough Council"),
        ("Bristol City of", date(2018, 10, 22), "Bristol City Council"),
        ("London Borough of Barking & Dagenham", None, "London Borough of Barking and Dagenham"),
        ("Buckinghamshire County Council", date(2018, 6, 18), "Buckinghamshire County Council"),
        ("Buckinghamshire Council", date(2021, 6, 18), "Buckinghamshire Council"),
        ("North Yorkshire", date(2018, 8, 6), "North Yorkshire County Council"),
        ("North Yorkshire", date(2023, 8, 18), "North Yorkshire Council"),
        ("Bournemouth", date(2018, 1, 1), "Bournemouth Borough Council"),
        ("Bournemouth", date(2022, 1, 1), "Bournemouth, Christchurch and Poole Council"),
        ("City of York Council", date(2020, 1, 1), "City of York Council"),
        ("St. Helens Council", None, "St Helens Council"),
        ("Telford and Wrekin Council", None, "Telford & Wrekin Council"),
        ("Kingston-upon-Hull City Council", None, "Hull City Council"),
        ("Royal Borough of Kingston upon Thames", None, "Royal Borough of Kingston upon Thames"),
        ("NORTHMOOR METROPOLITAN BOROUGH COUNCIL", None, "Northmoor Metropolitan Borough Council"),
        ("London Borough of Fernley Park Children and Families Panel", None, "London Borough of Fernley Park"),
        ("Director of Children's Services Ashcombe County Council", None, "Ashcombe County Council"),
    ],
)
def test_names_in_the_header(printed: str, day: date | None, name: str) -> None:
    assert council(("header_field", printed), ("paragraph", BODY), on=day) == name


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("Inspection of North", "Northamptonshire children’s services"), "North Northamptonshire Council"),
        (("Royal Borough of Kensington and", "Chelsea"), "Royal Borough of Kensington and Chelsea"),
        (("Inspection of Bath and North East", "Somerset Council children’s services"), "Bath and North East Somerset Council"),
        (("Inspection of services", "Bury"), "Bury Metropolitan Borough Council"),
        (("BCP Council", "Inspection of services"), "Bournemouth, Christchurch and Poole Council"),
    ],
)
def test_names_that_large_letters_break_or_set_alone(lines: tuple[str, str], name: str) -> None:
    assert council(*(("heading", line) for line in lines), ("paragraph", BODY), on=date(2023, 6, 1)) == name


@pytest.mark.parametrize(
    "printed", ["{name}", "Inspection of {place} local authority children’s services", "Monitoring visit of {place}"]
)
def test_every_authority_by_its_name_and_its_place(printed: str) -> None:
    wrong = []
    for authority in read_gazetteer(RULES).by_code.values():
        if authority.type not in WITH_CHILDREN:
            continue
        on = authority.end or max(date(2024, 6, 1), authority.start or date.min)
        line = printed.format(name=authority.name, place=authority.places[0])
        found = council(("heading", line), ("paragraph", f"Leeds City Council advised us. {BODY}"), on=on)
        wrong += [(line, found)] if found != authority.name else []
    assert wrong == []


def test_a_letter_tells_of_the_visit_to_its_council() -> None:
    text = "This letter sets out what was found on the monitoring visit to Surrey children’s services. " + BODY
    assert council(("paragraph", "Dear Ann"), ("paragraph", text)) == "Surrey County Council"


def test_the_header_outranks_whatever_the_body_speaks_of() -> None:
    body = "Leeds City Council advised us. Leeds came in May. Leeds and Halton Council came again. Leeds is good."
    assert council(("header_field", "Northmoor Council"), ("paragraph", body), ("paragraph", BODY)) == "Northmoor Council"


def test_places_in_the_body_by_how_often() -> None:
    body = ("paragraph", "Children in Darlington are seen. " * 3 + "Leeds, which was inadequate once, advised us. " + BODY)
    assert council(("header_field", "Cabinet"), body) == "Darlington Borough Council"


@pytest.mark.parametrize(
    "text",
    [
        "Reading and writing improved. Reading scores rose. Bath time matters.",
        "Councillor Sutton and Ann Bolton of the University of Leeds came.",
        "The commissioner came from Leeds. Families in Luton wrote.",
        "Write to Ofsted, Piccadilly Gate, Manchester M1 2WD.",
        "A full Council and the Youth Council met; the Health and Care Professions Council wrote.",
        "",
    ],
)
def test_no_council_is_read_into_other_words(text: str) -> None:
    assert council(("header_field", "Cabinet"), ("paragraph", f"{text} {BODY}")) is None


def test_a_word_is_a_place_where_it_stands_as_one() -> None:
    text = "Children in Reading are seen on time. Reading's foster carers say so. Families living in Reading agree."
    assert council(("header_field", "Cabinet"), ("paragraph", f"{text} {BODY}")) == "Reading Borough Council"


def test_an_address_outranks_another_council_in_the_text() -> None:
    blocks: list[tuple[BlockKind, str]] = [
        ("header_field", "Report to: Committee"),
        ("paragraph", f"The chief executive of Halton Council came. {BODY}"),
        ("header_field", "Email: ann.example@sefton.gov.uk"),
        ("paragraph", f"Children in Sefton wait less. {BODY}"),
    ]
    assert council(*blocks) == "Sefton Metropolitan Borough Council"


def test_the_running_head_names_it_where_the_front_does_not() -> None:
    assert (
        council(("header_field", "Cabinet"), ("paragraph", BODY), ("furniture", "Surrey County Council Page 3"))
        == "Surrey County Council"
    )


def test_a_district_counts_by_its_full_name_only() -> None:
    assert council(("header_field", "Northampton Borough Council"), on=date(2015, 1, 1)) == "Northampton Borough Council"
    assert council(("paragraph", "Northampton and again Northampton and Northampton. " + BODY)) is None


def test_every_authority_stands_on_some_day_under_its_own_name() -> None:
    gazetteer = read_gazetteer(RULES)
    for authority in gazetteer.by_code.values():
        day = authority.end or authority.start or date(2024, 6, 1)
        found = gazetteer.by_place[
            " ".join(
                authority.places[0]
                .lower()
                .replace("&", "and")
                .replace("-", " ")
                .replace("'", "")
                .replace(",", "")
                .replace(".", "")
                .split()
            )
        ]
        same_type = tuple(a for a in found if a.type == authority.type)
        assert gazetteer.as_of(same_type, day).stood_on(day)
        assert authority.end is None or authority.start is None or authority.start < authority.end


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Kingston Upon Hull UA", "Kingston Upon Hull"),
        ("London Borough of Brent", "Brent"),
        ("Bristol, City of", "Bristol"),
        ("City of Bradford Metropolitan District Council", "Bradford"),
        ("City of London Corporation", "City of London"),
        ("County Durham", "Durham"),
        ("camden london boro", "camden"),
    ],
)
def test_places_of_names(name: str, place: str) -> None:
    assert place_of(name) == place


def test_the_gazetteer_is_what_its_script_makes(shared: object) -> None:
    import csv
    from pathlib import Path

    from pipeline.rules import data_folder

    assert isinstance(shared, Path)
    with (shared / "data" / "uk_local_authorities.csv").open(encoding="utf-8", newline="") as source:
        made = rows(csv.DictReader(source))
    with (data_folder("rules") / "resolve" / "authorities.csv").open(encoding="utf-8", newline="") as kept:
        assert list(csv.DictReader(kept)) == made


def test_a_possessive_in_the_title_names_the_council_and_a_passing_mention_does_not() -> None:
    assert council(("heading", "Inspection of Medway's services"), ("paragraph", BODY)) == "Medway Council"
    passing = "A new director, who now works in Rochdale, will start in May"
    assert council(("heading", "Update"), ("paragraph", passing), ("paragraph", BODY)) is None


def test_a_name_ends_with_its_line_of_an_address() -> None:
    lines = ("Director of Homes", "London Borough of Exampleford Green", "Green House, 1 High Road")
    text, parts, at = " ".join(lines), [], 0
    for line in lines:
        parts.append(Part(None, at, at + len(line), None))
        at += len(line) + 1
    address = Block(0, "header_field", text, parts=tuple(parts))
    found = find_council(Structured(Document("letter.docx", "0" * 64, "", ()), (address,)), (), RULES, None)
    assert found is not None
    assert found[0].name == "London Borough of Exampleford Green"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A review undertaken by Essex County Council was kind. Thurrock Homes Together gave rooms.", "Thurrock Council"),
        (
            "Leeds City Council, our improvement partner, wrote. Wakefield's services rose.",
            "Wakefield Metropolitan District Council",
        ),
        (
            "It was led by Leeds City Council. Dudley Safeguarding Children Board met.",
            "Dudley Metropolitan Borough Council",
        ),
        ("Camden lends one officer. The children's services in Medway were judged to be poor.", "Medway Council"),
        ("Thurrock Homes Together gave rooms.", "Thurrock Council"),
        ("The children who live in Thurrock wrote.", None),
    ],
)
def test_councils_that_help_are_not_the_reports_own(text: str, name: str | None) -> None:
    assert council(("header_field", "Cabinet"), ("paragraph", f"{text} {BODY}")) == name
