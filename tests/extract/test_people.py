"""Names, posts and relations, in the fields, boxes and signatures that councils print."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.people import find_people
from pipeline.extract.persons import read_persons
from pipeline.rules import read_rules
from tests.extract.written import report

RULES = read_rules()


def persons(text: str) -> list[tuple[str | None, str | None]]:
    return [(p.name, p.role) for p in read_persons(text, 0, len(text), (), RULES)]


def test_line_ends_behind_what_names_a_person_are_no_part_of_it() -> None:
    text = "Director of Homes outlining the plan for all homes of the year"
    assert [p.role for p in read_persons(text, 0, len(text), (0, 30, 45, 90), RULES)] == ["Director of Homes"]


def people(written: str) -> list[tuple[str, str | None, str | None]]:
    return [(p.relation, p.name, p.role) for p in find_people(report(written), RULES)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ann Example – 01234 567890", [("Ann Example", None)]),
        ("Ann Example: Extension 6286", [("Ann Example", None)]),
        ("KATHERINE EXAMPLE", [("Katherine Example", None)]),
        ("HEAD OF IMPROVEMENT AND SEND", [(None, "Head of Improvement and SEND")]),
        ("Ann Example, Director of Adults and Children", [("Ann Example", "Director of Adults and Children")]),
        ("Ann Example Director of Adults and Children", [("Ann Example", "Director of Adults and Children")]),
        ("Executive Director of People - Sam Example", [("Sam Example", "Executive Director of People")]),
        ("Cllr Ann Example; Cllr B. Sample", [("Cllr Ann Example", None), ("Cllr B. Sample", None)]),
        ("Councillor Ann Example (Children and Skills)", [("Councillor Ann Example", "Children and Skills")]),
        ("Cabinet Member for Learning Councillor Ann Example", [("Councillor Ann Example", "Cabinet Member for Learning")]),
        (
            "Cabinet Member for Learning Cabinet Member for Skills",
            [(None, "Cabinet Member for Learning"), (None, "Cabinet Member for Skills")],
        ),
        ("Director of Learning and the Director of Housing", [(None, "Director of Learning"), (None, "Director of Housing")]),
        (
            "Ann Example, Director of Learning and Deputy Chief Executive",
            [("Ann Example", "Director of Learning and Deputy Chief Executive")],
        ),
        ("Ann Example / Sam Sample", [("Ann Example", None), ("Sam Sample", None)]),
        ("Ann Example and Sam Sample", [("Ann Example", None), ("Sam Sample", None)]),
        (
            "Ann Example, Policy Manager; Sam Sample, Programme Director",
            [("Ann Example", "Policy Manager"), ("Sam Sample", "Programme Director")],
        ),
        ("Anne-Marie van Example, ann@example.org, Tel: 01234 567 890", [("Anne-Marie van Example", None)]),
        (
            "Cabinet Member for Children, Young People and Families",
            [(None, "Cabinet Member for Children, Young People and Families")],
        ),
        ("Looked After Children Manager", [(None, "Looked After Children Manager")]),
        ("Ann Example, His Majesty’s Inspector", [("Ann Example", "His Majesty’s Inspector")]),
        ("Ann Example OBE, Chief Executive", [("Ann Example OBE", "Chief Executive")]),
        ("N/A", []),
        ("(None)", []),
        ("Tel: 01234 567890", []),
        ("", []),
    ],
)
def test_names_and_posts_are_told_apart(text: str, found: list[tuple[str | None, str | None]]) -> None:
    assert persons(text) == found


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=80))
def test_any_text_is_read_within_its_bounds(text: str) -> None:
    for one in read_persons(text, 0, len(text), (), RULES):
        assert 0 <= one.start < one.end <= len(text)
        assert one.name or one.role


def test_relations_of_header_fields() -> None:
    written = """
        f| REPORT BY HEAD OF IMPROVEMENT
        f| Responsible Cabinet Member - Councillor Ann Example, Learning Portfolio
        f| Responsible Director Sam Sample, Director of Learning
        f| LEAD OFFICER: PAT INSTANCE
        f| JOB TITLE: HEAD OF LEARNING
        f| Contact officer: Lee Specimen – 01234 567890
        f| Contact Officer(s): N/A
    """
    assert people(written) == [
        ("author", None, "Head of Improvement"),
        ("lead_member", "Councillor Ann Example", "Learning Portfolio"),
        ("responsible_director", "Sam Sample", "Director of Learning"),
        ("lead_officer", "Pat Instance", "Head of Learning"),
        ("contact_officer", "Lee Specimen", None),
    ]


def test_a_portfolio_names_a_person_only_where_it_names_one() -> None:
    assert people("f| Report to: Cabinet\nf| Portfolio: Children and Families") == []
    assert people("f| Report to: Cabinet\nf| Portfolio of: Councillor Ann Example") == [
        ("lead_member", "Councillor Ann Example", None)
    ]


def test_an_office_as_a_label() -> None:
    assert people("f| Report to: Cabinet\nf| Portfolio Holder for Learning: Mrs Ann Example") == [
        ("lead_member", "Mrs Ann Example", "Portfolio Holder for Learning")
    ]


def test_a_second_author_in_the_line_below() -> None:
    written = """
        f| From: Ann Example, Cabinet Member for Learning
        f| Sam Sample, Corporate Director of Learning
        f| To: Learning Committee
    """
    assert people(written) == [
        ("lead_member", "Ann Example", "Cabinet Member for Learning"),
        ("responsible_director", "Sam Sample", "Corporate Director of Learning"),
    ]


def test_who_reports_to_which_meeting_in_one_sentence() -> None:
    written = "f| Report of the Strategic Director, Learning to the meeting of Learning Committee to be held on 12 February 2020"
    assert people(written) == [("author", None, "Strategic Director, Learning")]


def test_an_author_who_is_the_contact() -> None:
    assert people("f| Report to: Cabinet\nf| Author and contact: Sam Example, Improvement Lead") == [
        ("author", "Sam Example", "Improvement Lead"),
        ("contact_officer", "Sam Example", "Improvement Lead"),
    ]


def test_a_template_left_in_twice_names_once() -> None:
    written = "f| Report to: Cabinet\nf| Author: Sam Example\nf| Cabinet Member: N/A\nf| Author: Sam Example"
    assert people(written) == [("author", "Sam Example", None)]


def test_a_signature_before_the_background_papers() -> None:
    written = """
        f| Report to: Cabinet
        h| Reasons
        p| That Cabinet should be told.
        p| Sam Example
        p| Director of Learning
        h| Background Papers
        p| Lee Specimen: Extension 1234
    """
    assert people(written) == [("author", "Sam Example", "Director of Learning"), ("contact_officer", "Lee Specimen", None)]


def test_members_of_a_board_sign_nothing() -> None:
    written = """
        f| Report to: Cabinet
        p| The board is made up of:
        p| Sam Example, Director of Learning
        p| It meets every month in the town hall and is open to all.
    """
    assert people(written) == []


def test_who_signs_an_appended_letter_does_not_answer_for_the_report() -> None:
    front = "f| Report to: Cabinet\n" + "\n".join(f"p {n}.| The plan has part {n} of many." for n in range(1, 18))
    letter = "\nh| Appendix 2\np| Dear Sam\np| Yours sincerely\np| Ann Example\np| Her Majesty's Inspector"
    assert people(front + letter) == []


@pytest.mark.parametrize(
    "written",
    [
        "h| Lead officer contact\np| Sam Example, Head of Learning, Town Hall, 01234 567890, sam@example.org",
        "p| For any enquiries about this report please contact:\np| Sam Example\np| Head of Learning\np| T: 01234 567890",
        "r| Lead officer // Sam Example, Head of Learning",
        "f| Lead officer /n/ Sam Example, Head of Learning",
    ],
)
def test_boxes_and_lines_that_announce_a_person(written: str) -> None:
    [(relation, name, role)] = people("f| Report to: Cabinet\n" + written)
    assert (relation in ("lead_officer", "contact_officer"), name, role) == (True, "Sam Example", "Head of Learning")


def test_enquiries_inside_a_text() -> None:
    written = (
        "f| Report to: Cabinet\np| Background papers: the plan. Enquiries to Sam Example, 01234 567890. Thanks to Ann Sample."
    )
    assert people(written) == [("contact_officer", "Sam Example", None)]


def test_rows_of_other_tables_name_nobody() -> None:
    assert (
        people("f| Report to: Cabinet\nr| Staff leave faster than they come // 12 // Chief Executive // Independent Chair") == []
    )


def test_an_inspection_report_names_its_lead_inspector_only() -> None:
    written = """
        f| Inspection of Exampleshire children's services
        f| Inspection dates: 3 to 14 June 2019
        f| Lead inspector: Ann Example /n/ Her Majesty’s Inspector
        p| Contact: Sam Sample, 01234 567890
    """
    assert people(written) == [("lead_inspector", "Ann Example", "Her Majesty’s Inspector")]


def test_one_label_for_two_offices() -> None:
    assert people("f| Lead Officer and Report Author: Sam Example, Head of Homes") == [
        ("lead_officer", "Sam Example", "Head of Homes"),
        ("author", "Sam Example", "Head of Homes"),
    ]
    both = "f| Executive Member/Reporting Officer: Cllr Ann Example – Executive Member for Families; Sam Example – Director"
    assert people(both) == [
        ("lead_member", "Cllr Ann Example", "Executive Member for Families"),
        ("responsible_director", "Sam Example", "Director"),
    ]


def test_a_councillor_behind_a_label_of_officers_is_a_lead_member() -> None:
    assert people("f| Sponsor: Cabinet Member for Families") == [("lead_member", None, "Cabinet Member for Families")]


def test_a_label_over_a_box_of_names() -> None:
    assert people("f| Report Author/s:\nf| Name: Sam Example\nf| Telephone: 01234 567890") == [("author", "Sam Example", None)]


def test_an_officer_in_a_line_without_label_reports() -> None:
    header = "f| FAMILIES SCRUTINY COMMITTEE\nf| 8 July 2014\nf| {}\nf| UPDATE ON HOMES\nh| Purpose\np| To tell members."
    assert people(header.format("Director of Families")) == [("author", None, "Director of Families")]
    assert people(header.format("Lead Officer: Sam Example")) == [("lead_officer", "Sam Example", None)]


def test_what_a_report_is_about_is_no_part_of_its_authors_post() -> None:
    assert persons("Director of Homes outlining the plan for the year") == [(None, "Director of Homes")]
    assert persons("Sally Will, Director of Homes") == [("Sally Will", "Director of Homes")]


def test_a_further_person_behind_and() -> None:
    assert persons("Sam Example, Chief Executive/Director of Homes and Ann Sample, Assistant Director") == [
        ("Sam Example", "Chief Executive/Director of Homes"),
        ("Ann Sample", "Assistant Director"),
    ]
    assert persons("Assistant Director Care and Targeted Outcomes") == [(None, "Assistant Director Care and Targeted Outcomes")]


def test_the_office_decides_who_reports_where_the_label_leaves_it_open() -> None:
    assert people("f| Report of: Cabinet Member for Families") == [("author", None, "Cabinet Member for Families")]
    assert people("f| Report of: Cllr Ann Example, Cabinet Member for Families") == [
        ("author", "Cllr Ann Example", "Cabinet Member for Families"),
        ("lead_member", "Cllr Ann Example", "Cabinet Member for Families"),
    ]
    assert people("f| Report of: Ann Example, Cabinet Member for Families") == [
        ("lead_member", "Ann Example", "Cabinet Member for Families")
    ]
    assert people("f| Report sponsor: Sam Example") == [("responsible_director", "Sam Example", None)]
    assert people("f| Supporting Officer Contact Details: Sam Example, Head of Homes") == [
        ("contact_officer", "Sam Example", "Head of Homes")
    ]
    assert people("f| Report of: Cllr Ann Example, Chair of the Homes Panel") == [
        ("author", "Cllr Ann Example", "Chair of the Homes Panel")
    ]
    assert people("f| Departmental contact: Sam Example, Head of Homes") == [("contact_officer", "Sam Example", "Head of Homes")]
    assert people("f| Report of: Director of Families") == [("author", None, "Director of Families")]
    assert people("f| Author: Cabinet Member for Families") == [("author", None, "Cabinet Member for Families")]


def test_a_post_keeps_the_bracket_that_it_opens() -> None:
    assert persons("Deputy Chief Executive (People)") == [(None, "Deputy Chief Executive (People)")]


@pytest.mark.parametrize(
    "line", ["FOREWORD BY THE INDEPENDENT CHAIR", "Social Worker Recruitment", "Inspectors find better services"]
)
def test_a_line_about_a_paper_is_nobody(line: str) -> None:
    assert people(f"f| FAMILIES SCRUTINY COMMITTEE\nf| 8 July 2014\nf| {line}\nh| Purpose\np| To tell members.") == []


def test_a_deputy_does_not_lead_an_inspection() -> None:
    header = "f| Inspection dates: 3 June 2015 to 20 June 2015\nf| Report published: 3 August 2015\np| Services are good."
    found = people(f"{header}\nf| Lead inspector: Ann Example\nf| Deputy lead inspector: Sam Sample")
    assert found == [("lead_inspector", "Ann Example", None)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Director of Homes on the repairs of the year", [(None, "Director of Homes")]),
        ("Director of Homes in consultation with the Cabinet Member for Homes", [(None, "Director of Homes")]),
        ("Sam Example, Director of Homes, to Cabinet", [("Sam Example", "Director of Homes")]),
        ("Deputy Chief Officer for Homes and Head of Repairs", [(None, "Deputy Chief Officer for Homes and Head of Repairs")]),
        ("Director of Homes and Director of Roads", [(None, "Director of Homes"), (None, "Director of Roads")]),
        ("visit by the Director of Homes", []),
    ],
)
def test_a_post_ends_before_the_matter_and_may_be_two_offices(text: str, found: list[tuple[str | None, str | None]]) -> None:
    assert persons(text) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Briefing by Sam Example, Strategic Director, Families", ("author", "Sam Example", "Strategic Director, Families")),
        (
            "Foreword from Councillor Ann Example, Lead Member for Homes",
            ("lead_member", "Councillor Ann Example", "Lead Member for Homes"),
        ),
        ("Chair’s introduction by the Independent Chair, Sam Example", ("author", "Sam Example", "Independent Chair")),
    ],
)
def test_a_paper_names_its_writer_in_its_own_line(line: str, found: tuple[str, str, str]) -> None:
    assert people(f"h| The year in our homes\np| {line}\np| The year was long and hard.") == [found]


def test_a_label_may_join_two_offices_or_contact_details() -> None:
    written = """
        f| Report to: Cabinet
        f| Cabinet Lead Contact Details: Councillor Example, Cabinet Member for Homes
        f| Director/Assistant Director Contact Details: Sam Sample, Director of Homes
        f| Author’s name and contact details: Ann Example, 01234 567890
    """
    assert people(written) == [
        ("lead_member", "Councillor Example", "Cabinet Member for Homes"),
        ("responsible_director", "Sam Sample", "Director of Homes"),
        ("author", "Ann Example", None),
    ]


def test_a_signature_may_have_a_contact_box_or_a_day_under_it() -> None:
    above = "f| Report to: Cabinet\nh| Background\np| The plan was made.\np| SAM EXAMPLE\np| Director of Homes"
    signed = ("author", "Sam Example", "Director of Homes")
    assert people(f"{above}\nf| Contact Officer: Ann Sample\np| Tel. 01234 567890") == [
        signed,
        ("contact_officer", "Ann Sample", None),
    ]
    assert people(f"{above}\np| June 2019") == [signed]


def test_every_line_under_contact_officers_is_a_contact() -> None:
    written = """
        f| Report to: Cabinet
        h| Background
        p| The plan was made.
        p| Contact Officers:
        p| Ann Example, Head of Homes, 01234 567890
        p| Sam Sample, Programme Manager, 01234 567891
    """
    assert people(written) == [
        ("contact_officer", "Ann Example", "Head of Homes"),
        ("contact_officer", "Sam Sample", "Programme Manager"),
    ]


def test_a_council_statement_names_its_member_in_a_sentence() -> None:
    told = "Councillor Ann Example, cabinet member for homes and roads, has replied to it."
    assert people(f"h| Reply to the review\np| The review is out. {told}") == [
        ("lead_member", "Councillor Ann Example", "cabinet member for homes and roads")
    ]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("f| Author(s) Prof. Ann Example, Independent Chair", [("author", "Ann Example", "Independent Chair")]),
        ("f| Key contact | Ann Example | Head of Homes", [("contact_officer", "Ann Example", "Head of Homes")]),
        ("f| Responsible manager | Ann Example", [("lead_officer", "Ann Example", None)]),
        ("p| Papers: held by Sam Example, author of the report, 01234 567890", [("author", "Sam Example", None)]),
        ("p| Ann Example and Jo Sample - report authors", [("author", "Ann Example", None), ("author", "Jo Sample", None)]),
        (
            "p| For further information please contact Sam McExample, tel. 01234 567890.",
            [("contact_officer", "Sam McExample", None)],
        ),
        ("p| Who wishes to ask should telephone Sam Example on 01234 567890.", [("contact_officer", "Sam Example", None)]),
        ("p| Sam Example met the author of the plan.", []),
    ],
)
def test_labels_before_and_behind_a_name(written: str, found: list[tuple[str, str | None, str | None]]) -> None:
    assert [(relation, (name or "").removeprefix("Prof. "), role) for relation, name, role in people(written)] == found


def test_labels_side_by_side_have_their_people_under_them() -> None:
    assert people(
        """
        h| Contact Details
        r| Author: // Chief Officer Responsible for the report:
        r| Sam Example // Ann Sample
        r| Head of Homes // Director of Families
        r|  // Report Approved
        """
    ) == [("author", "Sam Example", "Head of Homes"), ("responsible_director", "Ann Sample", "Director of Families")]
    assert people(
        """
        f| Officer contact:
        f| Member contact:
        f| Name: Sam Example
        f| Name: Councillor Ann Sample
        f| Post: Head of Homes
        f| Portfolio: Cabinet Member for Homes
        """
    ) == [
        ("contact_officer", "Sam Example", "Head of Homes"),
        ("lead_member", "Councillor Ann Sample", "Cabinet Member for Homes"),
    ]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("p| For any enquiries about this report please contact: Sam Example, Head of Homes", ("Sam Example", "Head of Homes")),
        (
            "p| Anyone wishing to know more please contact Sam Example on Tel: 01234 567890 or by email on s@x.org",
            ("Sam Example", None),
        ),
        ("r| Contact Sam Example // Service Homes", ("Sam Example", None)),
        ("r| 14. // CONTACT OFFICER(S) \n r|  // Ann Young, Head of Homes", ("Ann Young", "Head of Homes")),
    ],
)
def test_whom_the_last_page_says_to_ask(written: str, found: tuple[str, str | None]) -> None:
    assert people(written) == [("contact_officer", *found)]


def test_minutes_name_who_introduced_and_who_wrote() -> None:
    said = "introduced the report, which had been prepared by Sam Sample, Head of Homes."
    line = f"p| Councillor Ann Example (Portfolio Holder for Homes) {said}"
    assert people(f"f| Minutes of the Homes Committee \n{line}") == [
        ("lead_member", "Councillor Ann Example", "Portfolio Holder for Homes"),
        ("author", "Sam Sample", "Head of Homes"),
    ]


def test_offices_and_councillors_that_sign_at_the_end() -> None:
    written = """
        f| Report to: Cabinet
        p| The plan goes on.
        p| Sam Sample
        p| Chief Officer for Learning
        p| Electoral Divisions: All
        p| Cabinet Member for Learning: Councillor Ann Example
        p| Chief Officer for Learning: Sam Sample
        f| Contact for enquiries: Jo Ample
    """
    assert people(written) == [
        ("author", "Sam Sample", "Chief Officer for Learning"),
        ("lead_member", "Councillor Ann Example", "Cabinet Member for Learning"),
        ("responsible_director", "Sam Sample", "Chief Officer for Learning"),
        ("contact_officer", "Jo Ample", None),
    ]


def test_members_named_in_a_list_answer_for_nothing() -> None:
    assert people("f| Report to: Cabinet\np| Appointed members: Rev. J. Example (Diocese), Mrs M. Sample (Schools)") == []


def test_a_councillor_in_a_bare_line_of_the_header() -> None:
    assert people("f| Report to: Cabinet\nf| Councillor Ann Example, Cabinet Portfolio Holder for Homes") == [
        ("lead_member", "Councillor Ann Example", "Cabinet Portfolio Holder for Homes")
    ]


def test_the_day_of_a_signature_is_no_post() -> None:
    assert people("f| Report to: Cabinet\nf| Date signed off by Director & name: Sam Example - 27 February 2017") == [
        ("responsible_director", "Sam Example", None)
    ]


def test_the_building_under_a_contact_is_nobody() -> None:
    written = "f| Report to: Cabinet\np| Lead officer contact\np| Sam Example, Head of Homes\np| Elm Wharf"
    assert people(written) == [("lead_officer", "Sam Example", "Head of Homes")]


def test_a_title_behind_a_name_is_the_post() -> None:
    assert people("f| Report to: Cabinet\nf| Report Author: Jo Ample\nf| Title: Head of Homes\nf| Tel: 01234 567890") == [
        ("author", "Jo Ample", "Head of Homes")
    ]


def test_labels_and_names_parted_by_dashes_below_a_title() -> None:
    written = """
        h| Improvement of Homes
        p| Responsible Cabinet Member - Councillor Ann Example, Homes Portfolio
        p| Responsible Director - Sam Sample, Director of Homes
    """
    assert people("f| Report to: Cabinet\n" + written) == [
        ("lead_member", "Councillor Ann Example", "Homes Portfolio"),
        ("responsible_director", "Sam Sample", "Director of Homes"),
    ]


def test_one_more_person_stands_behind_the_address_of_the_first() -> None:
    written = """
    f| Contact name: Ann Example, Head of Homes
    f| Email: ann@example.org Sam Sample, Deputy Director
    h 1.| Purpose
    """
    assert people(written) == [
        ("contact_officer", "Ann Example", "Head of Homes"),
        ("contact_officer", "Sam Sample", "Deputy Director"),
    ]


def test_a_director_who_signs_what_another_wrote_answers_for_it() -> None:
    written = """
    f| Report to: Cabinet
    h 1.| Purpose
    p| The plan is new.
    p| Ann Example
    p| Corporate Director of Homes
    p| Author of report – Sam Sample, Principal Social Worker
    """
    assert people(written) == [
        ("responsible_director", "Ann Example", "Corporate Director of Homes"),
        ("author", "Sam Sample", "Principal Social Worker"),
    ]


def test_a_name_that_begins_the_next_line_is_no_part_of_the_post_before() -> None:
    written = "Sam Example, Head of Service, Looked After Children and Permanency Ann Sample, Operational Director, Early Help"
    assert [name for name, _ in persons(written)] == ["Sam Example", "Ann Sample"]


def test_two_posts_joined_with_an_article_are_two_people() -> None:
    written = "Executive Director Core Services and the Executive Director People"
    assert [role for _, role in persons(written)] == ["Executive Director Core Services", "Executive Director People"]


def test_words_of_a_service_are_no_name() -> None:
    assert persons("Ann Example, Start Well Service Lead") == [("Ann Example", "Start Well Service Lead")]


def test_an_officer_named_before_the_colon_of_the_post_is_no_office_that_labels() -> None:
    found = people("f| Contact: Sam Sample, Head of Homes\nf| Ann Example, Chief Officer: Homes")
    assert "responsible_director" not in [relation for relation, *_ in found]


def test_who_vouches_for_what_a_report_says_of_money_did_not_write_it() -> None:
    written = """
        f| Report author: Ann Example, Head of Homes
        h 5.| Financial, legal and other implications
        p 5.1| The cost is met from the fund of the year.
        p| Sam Sample, {post}
        h 6.| Background Papers
    """
    wrote = ("author", "Ann Example", "Head of Homes")
    assert people(written.format(post="Head of Finance")) == [wrote]
    assert people(written.format(post="Head of Learning")) == [wrote, ("author", "Sam Sample", "Head of Learning")]


def test_the_director_of_the_head_signs_as_such() -> None:
    written = """
        f| Director: Sam Sample, Executive Director of Homes
        h| Background
        p| The plan was made.
        p| Sam Sample
        p| Executive Director of Homes
    """
    assert people(written) == [("responsible_director", "Sam Sample", "Executive Director of Homes")]


def test_a_heading_over_who_has_the_documents_names_a_contact() -> None:
    written = "f| Report to: Cabinet\nh| Officer contact details for documents:\np| Sam Sample, Head of Plans"
    assert people(written) == [("contact_officer", "Sam Sample", "Head of Plans")]


def test_who_signs_with_a_number_under_the_post_is_whom_to_ring() -> None:
    written = """
        f| Report to: Cabinet
        h| Recommendation
        p 8| The plan is for all to read.
        p| Sam Sample
        p| Programme Manager
        p| 01234 567890
    """
    assert people(written) == [("contact_officer", "Sam Sample", "Programme Manager")]
