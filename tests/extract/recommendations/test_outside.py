"""What inspectors and other outside bodies recommended, in the forms that councils and inspectorates print."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.extract.recommendations import find_recommendations
from pipeline.extract.recommendations.inspectorate import inspectorate_recommendations
from pipeline.model import Column, Structured, Table
from pipeline.rules import read_rules
from tests.extract.written import report

RULES = read_rules()


def outside(written: str) -> list[tuple[str | None, str]]:
    return [(r.by, r.text) for r in find_recommendations(report(written), RULES) if r.kind == "inspection"]


INSPECTION = """
f| Inspection of Exampleshire children's services
f| Inspection dates: 3 to 14 June 2019
f| Lead inspector: Ann Example, Her Majesty's Inspector
"""


def test_lists_of_outside_bodies() -> None:
    written = """
        f| Report to: Cabinet
        p 3.1| Inspectors came in May. Ofsted asked for two improvements:
        i| plans that say what comes next;
        i| visits on time.
        p 3.2| The peer review made one recommendation of weight:
        i| stop counting and start asking;
        p 3.3| The partnership has agreed two aims:
        i| hear every child in each plan;
    """
    assert outside(written) == [
        ("Ofsted", "plans that say what comes next;"),
        ("Ofsted", "visits on time."),
        ("peer review", "stop counting and start asking;"),
    ]


def test_praise_under_their_heading_is_none() -> None:
    written = """
        h| What inspectors found
        p 8| The following strengths were told in the letter:
        i| workers know every child by name;
        i| plans are short.
        p 9| Ofsted said that these areas need to improve:
        i| visits on time.
    """
    assert outside(written) == [("Ofsted", "visits on time.")]


def test_a_heading_names_whose_list_it_is() -> None:
    written = """
        f| Report to: Cabinet
        h| What inspectors asked of us
        p 2.1| The report set out what must improve. It is repeated here.
        i (i)| the timeliness of first visits
        h| What we have done
        p 3.1| We have:
        i (i)| hired nine social workers
    """
    assert outside(written) == [("Ofsted", "the timeliness of first visits")]


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Inspectors asked the council to bring forward the move to one record.", "Ofsted"),
        (
            "The letter came from the Local Government Association. It recommended that partners share one vision.",
            "Local Government Association",
        ),
        ("The commissioner recommended that services stay with the council for now.", "commissioner"),
        ("Inspectors liked much. They nevertheless found that letters should be kinder to the young.", "Ofsted"),
        ("A review by Exampleford Council came. Its advice was that visits ought to be weekly.", "peer review"),
        ("Inspectors concluded that managers knew when plans should end.", None),
        ("Ofsted made 18 recommendations, which shaped the plan.", None),
        ("The Cabinet recommended that the plan be adopted by Council.", None),
    ],
)
def test_sentences_of_outside_bodies(text: str, by: str | None) -> None:
    found = outside(f"f| Report to: Cabinet\np| {text}")
    assert [b for b, _ in found] == ([by] if by else [])


def test_a_summary_of_findings_is_no_list_of_recommendations() -> None:
    written = """
        f| Report to: Cabinet
        p| The findings were read beside the earlier recommendations. Below is a summary of what Ofsted saw:
        i| The new leaders are known to their staff.
    """
    assert outside(written) == []


def test_an_inspection_report_by_bullet() -> None:
    written = (
        INSPECTION
        + """
        h| What needs to improve
        i| The timeliness of visits to children in need.
        x| 3
        i| The quality of supervision records.
        p| The experiences and progress of children in care: good.
        p 1.| Most children live in good homes with carers who know them.
    """
    )
    assert outside(written) == [
        ("Ofsted", "The timeliness of visits to children in need."),
        ("Ofsted", "The quality of supervision records."),
    ]


def test_where_all_headings_have_one_level_a_part_may_have_headings_of_its_own() -> None:
    written = (
        INSPECTION
        + """
        h| Areas for improvement
        h| Help at home
        i| Visit sooner and write down what was seen.
        h| Moving out
        i| Write a plan with every young person who leaves.
        h| How the service is run
        p 1.| Managers meet each week.
        i| Their notes are short and clear to all.
    """
    )
    told = [
        ("Ofsted", "Visit sooner and write down what was seen."),
        ("Ofsted", "Write a plan with every young person who leaves."),
    ]
    assert outside(written) == told
    assert outside(written.replace("h| Help at home", "p| Help was late at home in most of the cases that we saw.")) == told[:1]


def test_items_below_a_numbered_item_belong_to_it_and_timed_headings_go_on() -> None:
    written = (
        INSPECTION
        + """
        h| Recommendations
        h| Immediately:
        p 1.| Look closely at the homes of children where
        i (i)| a parent is ill
        i (ii)| nobody has visited.
        h| Within three months:
        p 2.| Make sure that plans are read by managers.
        h| The local authority's strengths
        p 3.| Adoption is a strength of this service.
    """
    )
    assert outside(written) == [
        ("Ofsted", "Look closely at the homes of children where a parent is ill nobody has visited."),
        ("Ofsted", "Make sure that plans are read by managers."),
    ]


def test_a_numbered_paragraph_that_introduces_the_only_list_is_no_item() -> None:
    written = (
        INSPECTION
        + """
        h| Areas for improvement
        p 4.| To improve, the council and its partners should take the following action.
        p| Immediately:
        i| see every child within a day
        p| Within three months:
        i| write a plan for each team.
        h| Summary
    """
    )
    assert outside(written) == [("Ofsted", "see every child within a day"), ("Ofsted", "write a plan for each team.")]


def test_lists_by_when_stand_alone_where_paragraphs_before_and_behind_them_are_numbered_on() -> None:
    written = (
        INSPECTION
        + """
        h| Areas for improvement
        p 4.| To improve, the council and its partners should take the following action.
        h| Immediately:
        i| see every child within a day
        i| record each visit
        h| Within three months:
        i| write a plan for each team.
        p| About this inspection
        p 5.| Nobody was told that the inspectors would come.
    """
    )
    assert outside(written) == [
        ("Ofsted", "see every child within a day"),
        ("Ofsted", "record each visit"),
        ("Ofsted", "write a plan for each team."),
    ]


def test_a_numbered_item_alone_before_a_time_is_one_where_it_introduces_nothing() -> None:
    written = (
        INSPECTION
        + """
        h| Areas for improvement
        p 1.| See every child within a day.
        p| Within three months:
        p 2.| Write a plan for each team.
    """
    )
    assert outside(written) == [("Ofsted", "See every child within a day."), ("Ofsted", "Write a plan for each team.")]


def test_lost_bullets_leave_paragraphs() -> None:
    written = INSPECTION + "h| Areas for priority action\np| The response to children who go missing from school."
    assert outside(written) == [("Ofsted", "The response to children who go missing from school.")]


def test_a_heading_gives_its_list_to_the_body_that_it_names() -> None:
    written = """
        h| Action required
        p| The Committee is asked to note the report.
        p| Key recommendations made by the peer review team
        i 1.| Strengthen the oversight of the front door.
        i 2.| Agree thresholds with partners.
    """
    assert outside(written) == [
        ("peer review", "Strengthen the oversight of the front door."),
        ("peer review", "Agree thresholds with partners."),
    ]
    assert [r.text for r in find_recommendations(report(written), RULES) if r.kind == "decision"] == [
        "The Committee is asked to note the report."
    ]


def test_an_inspectorate_may_say_that_there_is_nothing() -> None:
    written = INSPECTION + "h| Areas for priority action\np| There are no areas for priority or immediate action in this place."
    assert outside(written) == []


def test_an_inspectorates_numbered_heading_stands_over_its_words() -> None:
    words = "Leaders across the partnership should speed up checks for the youngest."
    assert outside(f"h| Area for improvement 1\np| {words}\nh| What we did\np| We hired staff.") == [("Ofsted", words)]
    assert outside("h| Recommendation 1\np| To note the report as it stands.\nh| What we did\np| We hired staff.") == []


def test_what_a_government_told_a_council_and_who_is_to_recommend_is_no_recommendation() -> None:
    told = "The Department for Education told the council to plan, and sent a commissioner whose recommendation will count."
    assert outside(f"h| Background\np| {told}") == []


def test_what_others_recommend_is_cut_into_the_things_recommended() -> None:
    told = "p| Inspectors recommended, among other things, that visits be made sooner and that plans be shorter than they are."
    assert outside(told) == [("Ofsted", "visits be made sooner"), ("Ofsted", "plans be shorter than they are")]
    asked = "p| The peer team urged us to merge the two boards and to publish what they decide."
    assert outside(asked) == [("peer review", "merge the two boards"), ("peer review", "publish what they decide")]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("p| Ofsted came in May. We were told to write plans with families.", [("Ofsted", "write plans with families")]),
        ("p| The peer team came in May. It was recommended that one board be closed.", [("peer review", "one board be closed")]),
        ("p| Ofsted's recommendation that plans be shorter has been met.", [("Ofsted", "plans be shorter has been met")]),
        ("p| Ofsted came. Its main recommendation was to write much shorter plans.", [("Ofsted", "write much shorter plans")]),
        (
            "p| What Ofsted says must improve: “Managers' oversight of plans” and “The pace of visits”.",
            [("Ofsted", "Managers' oversight of plans"), ("Ofsted", "The pace of visits")],
        ),
        ("p| Ofsted said that much is good.", []),
        ("p| We were told to wait at the door.", []),
    ],
)
def test_passive_and_noun_forms_of_what_others_recommend(written: str, found: list[tuple[str | None, str]]) -> None:
    assert outside(written) == found


def test_the_next_sections_number_behind_bullets_is_no_item() -> None:
    written = """
        f| Report to: Cabinet
        p 2.2| Ofsted recommended that the council:
        i| Review the size of the duty team
        i| Widen the offer to parents
        i 3.| Choices and their reasons
    """
    assert [text for _, text in outside(written)] == ["Review the size of the duty team", "Widen the offer to parents"]


@pytest.mark.parametrize(
    "written",
    [
        "p 2.| Ofsted's report requires that the authority:\ni (i)| hire staff;\ni (ii)| hear all.\ni 3.| The door is first.",
        "p 4.1| Inspectors came.\np 4.2| They recommend:\ni (1)| that homes be found;\ni (2)| that one hub do for all.",
        "p| Ofsted set out two recommendations:\nh 1.| Improve the plans of care\np 2.| Ensure that visits are made\nh 3| Costs",
        "p| Inspectors met. The council was told that it must:\np| Improve all oversight soon.\np| Heed each child's day.",
        "f| The inspectors recommend:\ni| Improve the plans of care\ni| Make visits on time",
        "p| The peer team made some suggestions for the partnership: a shared induction for staff; and one data set.",
        "p| The peer team recommended strengthening audits of plans and asked the Council to rethink its checks of them.",
        "h| What needs to improve\ni| The plans of care.\ni| The pace of visits.\np| Thank you.",
    ],
)
def test_lists_and_pairs_of_outside_bodies(written: str) -> None:
    found = outside(written)
    assert len(found) == 2
    assert {by for by, _ in found} <= {"Ofsted", "peer review"}


def test_outside_words_behind_a_label_a_number_or_a_time() -> None:
    assert outside("p| Priority action (Ofsted, 2011): visits must be made on time.") == [
        ("Ofsted", "visits must be made on time.")
    ]
    assert outside("p| In reply to recommendation 9 of Ofsted's report (“Hear more care leavers”) a panel sits.") == [
        ("Ofsted", "Hear more care leavers")
    ]
    alone = outside("p| Within two months, the local authority should review its homes abroad.")
    assert alone == [("Ofsted", "Within two months, the local authority should review its homes abroad.")]
    assert outside("h| Recommendation 4:\np| Improve the talks with children who come home.") == [
        (None, "Improve the talks with children who come home.")
    ]
    assert outside("p| It is recommended that Cabinet: (a) accepts the independent review; (b) thanks its author.") == []


def test_what_an_inspection_prioritises_is_the_inspectorates_though_it_goes_unnamed() -> None:
    written = """
        p 1.1| Ofsted visited the area in May.
        p 1.2| The two areas for priority action require leaders to:
        i (a)| write plans with every family;
        i (b)| see to it that advice comes in time.
    """
    assert [by for by, _ in outside(written)] == ["Ofsted", "Ofsted"]


def test_numbered_text_that_goes_on_behind_the_bullets_is_no_recommendation() -> None:
    written = """
        f| Inspection dates: 14 to 25 June 2010
        h| Areas for improvement
        p 3.| In order to improve services the local authority and its partners should take the following action:
        i| ensure that all visits are on time
        i| improve the quality of assessments
        p| Services for children in care
        p 4.| The services for children in care are adequate and have not changed.
    """
    found = inspectorate_recommendations(report(written), RULES)
    assert [one.text for one in found] == ["ensure that all visits are on time", "improve the quality of assessments"]


@pytest.mark.parametrize(
    "lead_in",
    [
        "Twelve recommendations were made by Ofsted. Those put first by the council are:",
        "Ofsted's report held 12 recommendations. The key ones are:",
        "The areas that Ofsted named as being in need of improvement were:",
        "Ofsted wrote in May. The following were named as matters on which work is needed:",
    ],
)
def test_lists_of_an_inspection_begin_in_many_ways(lead_in: str) -> None:
    written = f"p 2.1| {lead_in}\n i| how managers decide;\n i| the offer to young parents."
    assert outside(written) == [("Ofsted", "how managers decide;"), ("Ofsted", "the offer to young parents.")]


def test_recommendations_may_be_quoted_one_by_one() -> None:
    written = """
        p 1.1| Ofsted made 12 recommendations. The main ones are gone through below.
        p 1.2| "Reduce the number of children who wait for a plan."
        p| Much of this is done.
        p 1.3| “Establish clear links between the boards.”
        p 1.4| "We feel heard."
    """
    assert outside(written) == [
        ("Ofsted", "Reduce the number of children who wait for a plan."),
        ("Ofsted", "Establish clear links between the boards."),
    ]


def test_lines_that_lost_their_marks_are_the_list_of_what_a_heading_announces() -> None:
    written = """
        f| Report to: Cabinet
        p 3.| What Ofsted said we still have to do
        p| Foster homes for brothers and sisters together
        p| Records that say why a child moved
        h 4.| Finance
    """
    assert outside(written) == [
        ("Ofsted", "Foster homes for brothers and sisters together"),
        ("Ofsted", "Records that say why a child moved"),
    ]


def test_significant_weaknesses_that_are_listed() -> None:
    written = """
        f| Report to: Cabinet
        p 2.1| Ofsted came in May. Six areas of significant weakness were identified, including:
        i| plans that come late to schools;
        i| the little say that parents have.
    """
    assert [by for by, _ in outside(written)] == ["Ofsted", "Ofsted"]


def test_a_report_named_before_says_whose_list_it_is() -> None:
    written = """
        p 1.1| Ofsted came to Exampleshire in May.
        p 4.1| The report found that plans were thin. The areas for improvement which must be seen to at once include these:
        i| write each plan with the child
        i| see every child alone
    """
    assert outside(written) == [("Ofsted", "write each plan with the child"), ("Ofsted", "see every child alone")]


def test_a_lower_number_ends_a_list_that_counts() -> None:
    written = """
        p 1.2| The two areas for improvement that Ofsted named were:
        i 1.| Plans are written late in most teams.
        i 2.| Visits are missed in the north.
        i 2.| What the county has done
        p 2.1| A new team began in June.
    """
    assert [text for _, text in outside(written)] == [
        "Plans are written late in most teams.",
        "Visits are missed in the north.",
    ]


def test_what_was_asked_to_be_put_right_follows_as_a_list() -> None:
    written = """
        p 5.4| Ofsted has asked that the following be put right:
        i| the length of letters to parents
        i| the wait for a first visit
    """
    assert outside(written) == [("Ofsted", "the length of letters to parents"), ("Ofsted", "the wait for a first visit")]


def test_news_of_a_visit_to_come_is_no_recommendation() -> None:
    assert outside("p| Ofsted has advised that a further visit is likely to take place in May.") == []
    assert len(outside("p| Ofsted advised that a single board be set up by May.")) == 1


def test_paragraphs_that_go_through_recommendations_open_with_them() -> None:
    written = """
        p 1.1| Ofsted came to Exampleshire in May.
        h 3.| How we met the recommendations
        p 3.1| Ensure that each plan names a day – All teams were trained in June. The next check is in May.
        p 3.2| Improve letters to parents – A new form has been in use since July.
        h 4.| Costs
        p 4.1| Improve the roof of the home – A firm was found in June.
        p 4.2| Reduce the rent of the home – A talk was had in July.
    """
    assert outside(written) == [("Ofsted", "Ensure that each plan names a day"), ("Ofsted", "Improve letters to parents")]


def test_numbers_below_the_number_of_what_leads_in_are_items() -> None:
    written = """
        p 2.1| HMIP recommended that the board should:
        p 2.1.1| make sure that members know what they are for
        p 2.1.2| hold a day for schools each spring
    """
    assert outside(written) == [
        ("HMI Probation", "make sure that members know what they are for"),
        ("HMI Probation", "hold a day for schools each spring"),
    ]


def test_lines_that_name_the_addressee_lead_in_to_what_was_recommended() -> None:
    written = """
        f| Report to: Cabinet
        p 3.1| HM Inspectorate of Probation came in May. The inspection report made three recommendations.
        p| The Management Board should:
        i 1.| meet each month
        i 2.| hear from children
        p| The Head of Service should:
        i 3.| write shorter plans
        p 3.2| The duty manager should:
        i| be on call
    """
    assert outside(written) == [
        ("HMI Probation", "meet each month"),
        ("HMI Probation", "hear from children"),
        ("HMI Probation", "write shorter plans"),
    ]


def test_lead_ins_that_tell_what_others_would_have() -> None:
    written = """
        f| Report to: Cabinet
        p 3.1| Peers from Exampleford recommended, after two days here, that the Council should:
        i| pay carers more
        p 3.2| There was a peer review in May. They suggested that we:
        i| listen to carers
        p 3.3| The Commissioner has said that she would wish to see
        i| one plan with costs
        p 3.4| We told inspectors what we had done:
        i| every carer was paid
        p 2.| What the inspectors said we should do in half a year
        i| see every child alone
    """
    assert outside(written) == [
        ("peer review", "pay carers more"),
        ("peer review", "listen to carers"),
        ("commissioner", "one plan with costs"),
        ("Ofsted", "see every child alone"),
    ]


def test_a_quotation_behind_a_lead_in_is_a_recommendation_without_a_verb() -> None:
    written = """
        f| Report to: Cabinet
        p 2.1| Ofsted came in May. The recommendation that matters here was as follows:
        q| "The number of workers and what they know of the law."
        p| A young person said:
        q| "The place where I live is warm and near my school."
    """
    assert outside(written) == [("Ofsted", "The number of workers and what they know of the law.")]


def test_a_column_of_what_was_said_holds_recommendations_where_the_text_over_it_says_so() -> None:
    table = """
        r| Visits to every child at home // A new rota
        r| Supervision of all workers // A new form
    """
    told = report("f| Report to: Cabinet \n p| Ofsted made two recommendations. Here is where we are. " + table)
    untold = report("f| Report to: Cabinet \n p| Here is where we are. " + table)
    columns = (Column(0, ("What Ofsted said",)), Column(1, ("Our response",)))

    def column(structured: Structured) -> list[str]:
        made = replace(structured, tables=(Table(0, columns, None, (1,)),))
        return [r.text for r in find_recommendations(made, RULES)]

    assert column(told) == ["Visits to every child at home", "Supervision of all workers"]
    assert column(untold) == []
