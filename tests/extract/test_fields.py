"""What a report says of itself, with labels and without."""

from __future__ import annotations

import pytest

from pipeline.extract.casing import title_case
from pipeline.extract.fields import find_fields
from pipeline.extract.reportkind import report_kind
from pipeline.model import Cell, Document, Grid, Line, Page
from pipeline.rules import read_rules
from pipeline.structure import structure
from tests.extract.written import report

RULES = read_rules()


def fields(written: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for mention in find_fields(report(written), RULES):
        assert mention.evidence.quote
        found[mention.name] = f"{found[mention.name]} {mention.value}" if mention.name in found else mention.value
    return found


def test_labelled_fields() -> None:
    assert fields(
        """
        f| TO: CHILDREN AND SEND COMMITTEE
        f| DATE: 9 JUNE 2017
        f| AGENDA ITEM: 7
        f| TITLE: FAMILY SERVICES UPDATE
        f| WARDS: ALL
        """
    ) == {
        "kind": "committee_report",
        "committee": "Children and SEND Committee",
        "meeting_date": "9 JUNE 2017",
        "agenda_item": "7",
        "title": "Family Services Update",
    }


def test_a_stack_of_lines_without_labels() -> None:
    found = fields(
        """
        f| EXAMPLEFORD BOROUGH COUNCIL
        f| CHILDREN, FAMILIES AND EDUCATION SELECT COMMITTEE
        f| 7 September 2021
        f| REPORT OF THE DIRECTOR OF CHILDREN'S SERVICES
        f| SELF-EVALUATION AND IMPROVEMENT PLAN
        h| SUMMARY
        p| This report presents the self-evaluation to the Committee.
        """
    )
    assert found["committee"] == "Children, Families and Education Select Committee"
    assert found["meeting_date"] == "7 September 2021"
    assert found["title"] == "Self-Evaluation and Improvement Plan"


def test_lines_run_together() -> None:
    found = fields("f| EXAMPLEFORD COUNCIL REPORT BY HEAD OF CARE\nf| Cabinet\nf| 7 February 2024 Improvement: quarterly report")
    assert (found["committee"], found["meeting_date"], found["title"]) == (
        "Cabinet",
        "7 February 2024",
        "Improvement: Quarterly Report",
    )


def test_committee_and_day_in_one_value_and_in_one_sentence() -> None:
    found = fields("f| To: Learning Cabinet Committee – 7 March 2019\nf| Subject: Change")
    assert (found["committee"], found["meeting_date"]) == ("Learning Cabinet Committee", "7 March 2019")
    found = fields(
        "f| Report of the Director, Care to the meeting of Care Committee to be held on 12th February 2020\nf| Subject: Work"
    )
    assert (found["committee"], found["meeting_date"]) == ("Care Committee", "12th February 2020")


def test_a_template_left_in_twice_fills_the_gap() -> None:
    found = fields("f| Report to: Cabinet\nf| Date:\nf| Title: N/A\nf| Date: 5 May 2016\nf| Title: Plan for care")
    assert (found["meeting_date"], found["title"]) == ("5 May 2016", "Plan for Care")


def test_the_day_of_the_meeting_not_of_the_paper() -> None:
    found = fields("f| Date of publication: 1 May 2016\nf| Date of meeting: 9 May 2016\nf| Report to: Cabinet")
    assert found["meeting_date"] == "9 May 2016"
    assert "meeting_date" not in fields("f| Date of publication: 1 May 2016\nf| Report to: Cabinet")


@pytest.mark.parametrize(
    ("text", "committee"),
    [
        ("The Executive is asked to agree the plan.", "Executive"),
        ("The purpose of this report is to update Cabinet on progress.", "Cabinet"),
        ("It is recommended that the Care Scrutiny Panel notes the plan.", "Care Scrutiny Panel"),
        ("Members are asked to agree the plan.", None),
    ],
)
def test_the_committee_in_prose_only(text: str, committee: str | None) -> None:
    assert fields(f"f| Title: Progress\nf| Author: Sam Example\np| {text}").get("committee") == committee


def test_an_item_number_that_was_left_open() -> None:
    found = fields("f| ITEM NO. ......................\nf| UPDATE ON IMPROVEMENT\nf| Lead member: Councillor Ann Example")
    assert ("agenda_item" in found, found["title"]) == (False, "Update on Improvement")


def test_a_title_that_a_label_cut() -> None:
    assert (
        fields("f| CABINET\nf| CHILDREN'S\nf| SERVICES: INSPECTION\nf| Author: Sam Example")["title"]
        == "Children's Services: Inspection"
    )


def test_an_inspection_report_over_several_lines() -> None:
    found = fields(
        """
        f| Exampleshire County Council
        f| Inspection of services for children who need help and for care leavers
        f| And
        f| Review of the effectiveness of the Local Safeguarding Children Board1
        f| Inspection date: 9 May – 2 June 2014
        f| Report published: 4 August 2014
        p| The inspection was carried out under the single inspection framework.
        """
    )
    assert found == {
        "kind": "inspection_report",
        "title": "Inspection of Services for Children Who Need Help and for Care Leavers"
        " and Review of the Effectiveness of the Local Safeguarding Children Board",
        "inspection_dates": "9 May – 2 June 2014",
        "published": "4 August 2014",
        "framework": "single inspection framework",
    }


def test_the_place_under_a_title_is_not_of_it_and_a_letter_has_its_own_day() -> None:
    written = (
        "f| Inspection of safeguarding and looked after children services\nf| Exampleton\nf| Inspection date: 15 – 26 August 2011"
    )
    assert fields(written)["title"] == "Inspection of Safeguarding and Looked After Children Services"
    written = """
        p| Ofsted
        p| 10 March 2020
        p| Dear Ms Example
        h| Monitoring visit of Exampleshire children's services
        p| Yours sincerely
    """
    found = fields(written)
    assert (found["kind"], found["published"]) == ("letter", "10 March 2020")
    assert found["title"] == "Monitoring Visit of Exampleshire Children's Services"


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("p| Dear Ms Example\nh| Monitoring visit of Exampleshire children's services\np| Yours sincerely", "letter"),
        ("f| Report to: Cabinet\np| We met.\np| Dear Ms Example\np| Yours sincerely", "letter"),
        (
            "f| Report to: Cabinet\nf| Date: 3 May 2019\nf| Author: Sam\nh| Recommendations\np| Cabinet is asked to note it.",
            "committee_report",
        ),
        ("h| Exampleshire Improvement Plan 2019\nr| 1 // Visit homes\nr| 2 // Write plans\nr| 3 // Read plans", "action_plan"),
        ("h| Bowls club news\np| The choir sang.", "other"),
        ("f| Public Document Pack\nr| 1. // Children's Services Update // 2 - 15\nr| 2. // Parks // 16 - 28", "other"),
        (
            "f| Public Document Pack\nf| Report to: Cabinet\nh| Purpose of the report\np| Social workers moved.",
            "committee_report",
        ),
    ],
)
def test_kinds(written: str, kind: str) -> None:
    found = report_kind(report(written), RULES)
    assert found is not None
    assert found.value == kind


def test_a_letter_far_behind_the_front_makes_no_letter_of_the_report() -> None:
    front = "f| Report to: Cabinet\nh| Recommendations\n" + "\n".join(f"p {n}.| Part {n} of the plan." for n in range(1, 45))
    found = report_kind(report(front + "\np| Dear Sam\np| Yours sincerely"), RULES)
    assert found is not None
    assert found.value == "committee_report"


def test_nothing_has_no_fields() -> None:
    assert find_fields(report(""), RULES) == ()


@pytest.mark.parametrize(
    ("text", "cased"),
    [
        ("IMPROVING SEND SERVICES: THE OFSTED PLAN", "Improving SEND Services: The Ofsted Plan"),
        ("Inspection of children’s services and the DfE", "Inspection of Children’s Services and the DfE"),
        ("McExample review of IROs", "McExample Review of IROs"),
        ("WHAT WE ARE FOR", "What We Are For"),
    ],
)
def test_title_case(text: str, cased: str) -> None:
    assert title_case(text, RULES["extract/casing"]) == cased


@pytest.mark.parametrize(
    ("line", "committee", "day", "item"),
    [
        ("Meeting: 23/05/2022 - Families Committee (Item 14)", "Families Committee", "23/05/2022", "14"),
        ("Committee and date: Families Committee – 30 January 2024", "Families Committee", "30 January 2024", None),
        ("Decision due: 20 Mar 18 by Cabinet", "Cabinet", "20 Mar 18 by Cabinet", None),
        ("Committee: Families Sub-Committee - For information", "Families Sub-Committee", None, None),
    ],
)
def test_body_day_and_item_share_a_value(line: str, committee: str, day: str | None, item: str | None) -> None:
    found = fields(f"f| {line}\nf| Improvement plan\nh| Background\np| The plan is new.")
    assert (found["committee"], found.get("meeting_date"), found.get("agenda_item")) == (committee, day, item)


@pytest.mark.parametrize(
    ("line", "committee"),
    [
        ("Cabinet – Meeting held on Monday 4 June 2019", "Cabinet"),
        ("Scrutiny Committee - Families and Learning", "Scrutiny Committee - Families and Learning"),
        ("Minutes of the Families Scrutiny Panel", "Families Scrutiny Panel"),
        ("Cabinet Report", "Cabinet"),
    ],
)
def test_lines_that_name_the_body(line: str, committee: str) -> None:
    assert fields(f"f| {line}\nf| Homes for children in care\nh| Background\np| The plan is new.")["committee"] == committee


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("8 Ofsted Update", "Ofsted Update"),
        ("Homes for children (Appendix A refers)", "Homes for Children"),
        ("REVIEW OF 3RD QUARTER", "Review of 3rd Quarter"),
    ],
)
def test_what_is_no_part_of_a_title(line: str, title: str) -> None:
    assert fields(f"f| Report to: Cabinet\nf| {line}\nh| Background\np| The plan is new.")["title"] == title


def test_a_part_of_a_plan_is_no_title() -> None:
    page = Page(1, elements=(plan_of_parts("1 | Front door", "2 | Assessment"),))
    found = find_fields(structure(Document("plan.docx", "0" * 64, "application/msword", (page,)), RULES), RULES)
    assert "title" not in {mention.name for mention in found}


def plan_of_parts(*parts: str) -> Grid:
    written = [("Action", "Lead", "By when")]
    for part in parts:
        written += [(part,), ("Meet weekly", "Chair", "May 2020")]
    cells = [
        Cell(r, c, 1, 3 if len(row) == 1 else 1, (Line(text),)) for r, row in enumerate(written) for c, text in enumerate(row)
    ]
    return Grid(1, None, len(written), 3, tuple(cells), kind="marked_up")


@pytest.mark.parametrize("furniture", ["Issue - meetings", "Decision details", "(For all enquiries) 01234 567890", "AT 10:00AM"])
def test_furniture_is_no_title(furniture: str) -> None:
    written = f"f| {furniture}\nf| Homes for children\nf| Decision maker: Cabinet\nh| Background\np| The plan is new."
    assert fields(written)["title"] == "Homes for Children"


@pytest.mark.parametrize(
    "written",
    [
        "f| Inspection of Local Authority Children's Services\np| The report was presented by Ann Example.",
        "f| Children's Services Improvement Plan\np| Minutes:\np| An update was received.",
        "f| Action Plan\np| Resolved – That the plan be endorsed.\np| The Committee welcomed the plan.",
    ],
)
def test_minutes_are_a_councils_whatever_they_are_about(written: str) -> None:
    assert fields(written)["kind"] == "committee_report"


def test_what_speaks_of_a_councils_services_is_its_own_report() -> None:
    assert fields("f| Getting better\np| The council's social workers visit sooner.")["kind"] == "committee_report"
    assert fields("f| Bridges\np| Two bridges were painted.")["kind"] == "other"


def test_a_letter_says_on_which_days_the_visit_was_made_and_what_it_is_about() -> None:
    found = fields(
        """
        f| Exampleford Council
        f| 12 High Street
        f| 14 March 2019
        p| Dear Ann
        h| Visit to Exampleford
        p| This letter tells of the visit to Exampleford from 20 to 22 February 2019. Inspectors came.
        p| Yours sincerely
        """
    )
    assert found["title"] == "Visit to Exampleford"
    assert (found["published"], found["inspection_dates"]) == ("14 March 2019", "20 to 22 February 2019")


def test_an_annual_report_is_a_title_and_a_month_is_none() -> None:
    header = "f| REPORT TO FAMILIES COMMITTEE\nf| MARCH 2007\nf| ANNUAL REPORT OF THE ADOPTION SERVICE"
    assert fields(f"{header}\nf| 1 Purpose of report\np| To tell.")["title"] == "Annual Report of the Adoption Service"


def test_the_page_of_a_decision_names_its_meeting_in_a_line_of_its_own() -> None:
    page = "h| Improvement Plan\np| {}\np| To receive a report.\nh| Improvement plan\np| Improvement plan (PDF)"
    for line in ("Meeting of Cabinet, Wednesday, 12th June, 2019 6.00 pm (Item 7.)", "Decided at meeting: 12/06/2019 - Cabinet"):
        found = fields(page.format(line))
        assert found["committee"] == "Cabinet"
        assert found["meeting_date"] in ("Wednesday, 12th June, 2019", "12/06/2019 - Cabinet")


@pytest.mark.parametrize("line", ["Decision by: the Leader", "Record of executive decision", "Date of decision: 12 June 2019"])
def test_a_decision_about_a_plan_is_no_plan(line: str) -> None:
    assert fields(f"f| Children's Services Improvement Plan\np| {line}\np| The plan was agreed.")["kind"] == "committee_report"


def test_the_front_sheet_of_an_agenda_is_no_report() -> None:
    written = """
        f| EASTMERE COUNCIL
        f| AGENDA
        f| CABINET
        f| Date: 12 June 2019
        h 1.| Apologies for absence
        h 2.| Declarations of interest
        h 3.| Minutes of the last meeting (Pages 1 - 6)
        h 4.| Children's services improvement plan (Pages 7 - 20)
    """
    found = fields(written)
    assert (found["kind"], found["committee"]) == ("other", "Cabinet")


def test_a_visit_told_in_the_form_of_a_report() -> None:
    found = fields(
        """
        f| Focused visit to London Borough of Exampleford
        f| Inspected: 12 and 13 March 2024
        f| Reported on: 24 April 2024
        f| Lead inspector: Ann Example, His Majesty's Inspector
        """
    )
    assert found["inspection_dates"] == "12 and 13 March 2024"
    assert found["published"] == "24 April 2024"
    assert found["title"] == "Focused Visit to London Borough of Exampleford"


def test_the_name_of_the_council_under_the_title_is_none_of_it() -> None:
    written = """
        f| Inspection of local authority arrangements for the protection of children
        f| Exampleton upon Severn Borough Council
        f| Inspection dates: 31 October - 9 November 2012
    """
    assert fields(written)["title"] == "Inspection of Local Authority Arrangements for the Protection of Children"


def test_the_stop_of_a_saint_does_not_end_the_sentence_that_tells_the_days_of_a_visit() -> None:
    written = """
        f| 4 March 2019
        p| Dear Ms Example
        h| Focused visit to St. Exampleton children's services
        p| This letter tells of the visit to St. Exampleton children's services on 29 and 30 January 2019.
    """
    assert fields(written)["inspection_dates"] == "29 and 30 January 2019"


def test_day_and_item_in_one_line_and_a_group_with_its_day() -> None:
    found = fields("f| meeting // CABINET \n f| date // 9 March 2011 agenda item number 6 \n f| HOMES PROGRAMME")
    assert (found["meeting_date"], found["agenda_item"]) == ("9 March 2011", "6")
    found = fields("f| Corporate Homes Group - 16 September 2014 \n f| Subject: Homes review")
    assert (found["committee"], found["meeting_date"]) == ("Corporate Homes Group", "16 September 2014")


def test_a_letter_to_all_members_is_the_councils_own_and_says_under_its_address_what_it_is_about() -> None:
    found = fields(
        """
        f| Director of Children's Services
        f| 2 July 2019
        f| To: All Elected Members
        f| By hand
        p| Dear Councillor
        f| Care in Exampleton: where we stand
        p| I write each quarter.
        h| Where we began
        p| Yours sincerely
        """
    )
    assert (found["kind"], found["title"], found["meeting_date"]) == (
        "committee_report",
        "Care in Exampleton: Where We Stand",
        "2 July 2019",
    )
