"""What a meeting is asked to decide, in the forms that councils print."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.recommendations import find_recommendations
from pipeline.model import Column
from pipeline.rules import read_rules
from tests.extract.written import report

RULES = read_rules()


def limbs(written: str) -> list[tuple[str | None, str | None, str]]:
    found = find_recommendations(report(written), RULES)
    assert all(r.evidence.quote and r.kind == "decision" for r in found)
    return [(r.ref, r.verb, r.text) for r in found]


HEADED = """
f| Report to: Cabinet
h 2.| Recommendations
"""


def test_lettered_limbs_lose_what_joins_them() -> None:
    written = (
        HEADED
        + """
        p 2.1| Cabinet is recommended to:
        i (a)| note the progress made;
        i (b)| approve the plan at Appendix 1; and
        i (c)| delegate authority to the Director to make small changes. Such changes will be reported.
        h 3.| Background
        p 3.1| The plan was made in June.
    """
    )
    assert limbs(written) == [
        ("(a)", "note", "note the progress made"),
        ("(b)", "approve", "approve the plan at Appendix 1"),
        ("(c)", "delegate", "delegate authority to the Director to make small changes. Such changes will be reported."),
    ]


def test_limbs_run_together_take_the_lead_in_only_where_they_have_no_verb() -> None:
    assert limbs(HEADED + "p| Cabinet to note: (a) the work begun in spring, and (b) the news from the region.") == [
        ("(a)", "note", "Cabinet to note: (a) the work begun in spring"),
        ("(b)", "note", "the news from the region."),
    ]
    assert limbs(HEADED + "p 2.1| The Panel is asked to (a) note the letter; and (b) choose a theme.") == [
        ("(a)", "note", "note the letter"),
        ("(b)", None, "choose a theme."),
    ]


@pytest.mark.parametrize(
    ("paragraph", "refs"),
    [
        ("RECOMMENDED: That Cabinet {} notes the plan; and {} agrees the next steps.", ["(1)", "(2)"]),
        ("RECOMMENDED that the Cabinet {} notes the plan, and {} agrees the next steps.", ["(A)", "(B)"]),
        ("That Cabinet: {} notes the plan; {} agrees the next steps.", ["(i)", "(ii)"]),
        ("It is recommended that Cabinet: {} notes the plan; {} agrees the next steps.", ["i)", "ii)"]),
        ("RECOMMENDATION(S) That the Board: {} notes the plan; {} agrees the next steps.", ["1.1", "1.2"]),
        ("That: {} the plan be noted. {} the next steps be agreed.", ["1.", "2."]),
        ("It is recommended: {} That the plan be noted {} That the next steps be agreed", ["-", "-"]),
    ],
)
def test_limbs_in_one_paragraph_are_one_unit_each(paragraph: str, refs: list[str]) -> None:
    printed = [ref.rstrip(".") if ref != "-" else None for ref in refs]
    found = limbs(f"{HEADED}p| {paragraph.format(*refs)}")
    assert [(ref, verb) for ref, verb, _ in found] == [(printed[0], "note"), (printed[1], "agree")]
    assert not any(sign in text for _, _, text in found for sign in ("RECOMMEND", "Cabinet", "Board", *refs))


@pytest.mark.parametrize(
    "lead_in",
    [
        "p| It is recommended that:",
        "h| The Committee is asked to:",
        "p| That Cabinet:",
        "p| Cabinet:",
        "p| The Cabinet Member for Learning recommends that Cabinet:",
        "p| Members of the Board are invited to:",
    ],
)
def test_a_lead_in_is_no_limb(lead_in: str) -> None:
    assert limbs(f"{HEADED}{lead_in}\ni 1.| notes the plan\ni 2.| agrees the next steps") == [
        ("1", "note", "notes the plan"),
        ("2", "agree", "agrees the next steps"),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "RECOMMENDATION(S):",
        "Recommended action",
        "Decision required",
        "RECOMMENDATION/S",
        "The Committee is recommended to",
        "Decision",
        "OPTIONS OPEN TO THE BOARD",
        "To RESOLVE that –",
    ],
)
def test_headings_of_recommendations(heading: str) -> None:
    assert limbs(f"f| Report to: Cabinet\nh| {heading}\ni (i)| note the plan") == [("(i)", "note", "note the plan")]


@pytest.mark.parametrize(
    "heading", ["Reasons for recommendations", "Key decision", "Progress on recommendations", "Alternative options"]
)
def test_headings_that_open_nothing(heading: str) -> None:
    assert limbs(f"f| Report to: Cabinet\nh| {heading}\ni (i)| note the plan") == []


def test_two_verbs_with_objects_of_their_own_are_two_limbs() -> None:
    written = "p 7.| It is recommended that Members consider and debate the report and agree whether more is needed."
    assert limbs(HEADED + written) == [
        ("7", "consider", "It is recommended that Members consider and debate the report"),
        ("7", "agree", "agree whether more is needed."),
    ]


def test_what_is_asked_before_the_list_is_a_limb_too() -> None:
    written = """
        p| The Committee is asked to scrutinise the progress made since spring and to consider:
        i| whether the pace is right
        i| what else it needs
    """
    assert limbs(HEADED + written) == [
        (None, "scrutinise", "The Committee is asked to scrutinise the progress made since spring"),
        (None, "consider", "whether the pace is right"),
        (None, "consider", "what else it needs"),
    ]


def test_a_single_sentence_without_a_heading() -> None:
    assert limbs("f| Report to: Executive\np| The plan is attached. The Executive is asked to agree it. Work began in May.") == [
        (None, "agree", "The Executive is asked to agree it.")
    ]


def test_a_numbered_paragraph_of_the_body_may_ask() -> None:
    written = """
        f| Report to: Board
        h| Summary
        p 1.1| The plan is ready.
        p 1.2| The Board is asked to:
        i i)| note progress to date;
        p 1.3| The plan was made with partners.
        p 2.| Officers will report again.
    """
    assert limbs(written) == [("i)", "note", "note progress to date")]


def test_a_list_ends_where_the_numbers_of_the_body_go_on() -> None:
    written = """
        f| Report to: Board
        p 2.| It is proposed that the Board:
        i (1)| receives this report
        i 3.| Other matters follow here.
    """
    assert limbs(written) == [("(1)", "receive", "receives this report")]


def test_template_text_and_empty_limbs_are_none() -> None:
    written = HEADED + "i (1)| Reports go on every half year\ni (2)| N/A\ni (3)| (Please delete as appropriate)"
    assert limbs(written) == [("(1)", None, "Reports go on every half year")]


def test_a_box_of_the_header() -> None:
    written = """
        f| Report to: Cabinet
        h| RECOMMENDATIONS
        f| FROM: Director of Learning
        f| Deadline date : N/A
        p| That Cabinet notes the work done
        h 1.| ORIGIN OF REPORT
    """
    assert limbs(written) == [(None, "note", "That Cabinet notes the work done")]


def test_a_label_with_its_text_and_a_row() -> None:
    assert limbs("f| Report to: Cabinet\np| Recommendation: to note the plan.") == [(None, "note", "to note the plan.")]
    assert limbs("f| Report to: Cabinet\nr| Recommendations // That Cabinet agrees the plan") == [
        (None, "agree", "That Cabinet agrees the plan")
    ]


def test_stated_twice_it_is_found_twice() -> None:
    written = """
        f| Report to: Cabinet
        p| Cabinet is recommended to note the plan.
        h 5.| Recommendation
        p 5.1| Cabinet is recommended to note the plan.
    """
    assert [ref for ref, *_ in limbs(written)] == [None, "5.1"]


def test_items_run_together_behind_their_own_numbers() -> None:
    written = HEADED + "i 1.| Note the visit of July 2019 2. Note the next steps in part 3"
    assert limbs(written) == [("1", "note", "Note the visit of July 2019"), ("2", "note", "Note the next steps in part 3")]
    written = HEADED + "p 10.1| Cabinet is asked to:\np| 10.1.1 note the visit; and 10.1.2 agree the plan."
    assert limbs(written) == [("10.1.1", "note", "note the visit"), ("10.1.2", "agree", "agree the plan.")]


def test_what_was_asked_once_or_is_asked_of_staff_is_none() -> None:
    assert limbs("f| Report to: Cabinet\np| Cabinet was asked to agree the plan in May. Staff are asked to reply.") == []


def test_the_zone_ends_where_the_numbers_pass_on() -> None:
    written = HEADED + "p 2.1| Cabinet is asked to:\np 2.2| note the plan\np 3.1| The plan has nine parts."
    assert [text for *_, text in limbs(written)] == ["note the plan"]


def test_numbered_recommendations_of_others_and_of_officers() -> None:
    written = """
        f| Report to: Cabinet
        h| Ofsted action plan
        h| Recommendation 3: Make sure that plans are read by managers
        h| Recommendations to Cabinet
        p| Recommendation 1: To note the plan and its costs
    """
    found = find_recommendations(report(written), RULES)
    assert [(r.kind, r.ref, r.by, r.text) for r in found] == [
        ("inspection", "3", "Ofsted", "Make sure that plans are read by managers"),
        ("decision", None, None, "To note the plan and its costs"),
    ]


def test_a_column_of_recommendations() -> None:
    made = report(
        """
        f| Report to: Cabinet
        th| Ofsted recommendation // Our action
        r| Make sure that plans are read by managers // Read plans every week
        r| Make sure that plans are read by managers // Write down who read them
        r| See every child within a day // Hire two more workers
        """
    )
    table = replace(made.tables[0], columns=(Column(0, ("Ofsted recommendation",)), Column(1, ("Our action",))))
    found = find_recommendations(replace(made, tables=(table,)), RULES)
    assert [(r.by, r.text) for r in found] == [
        ("Ofsted", "Make sure that plans are read by managers"),
        ("Ofsted", "See every child within a day"),
    ]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(["note the plan", "agree the next steps", "endorse the approach"]), min_size=1, max_size=6))
def test_as_many_limbs_as_items(items: list[str]) -> None:
    lines = "\n".join(f"i ({chr(97 + n)})| {item};" for n, item in enumerate(items))
    assert [text for *_, text in limbs(f"{HEADED}p| Cabinet is asked to:\n{lines}")] == items


def test_recommended_may_be_the_label_or_the_heading() -> None:
    assert limbs("p| RECOMMENDED: That Members note the outcome of the visit.") == [
        (None, "note", "That Members note the outcome of the visit.")
    ]
    written = "p| Recommended-\ni (1)| That the letter be noted; and\ni (2)| That the plan be approved.\nh| Background"
    assert limbs(written) == [("(1)", "note", "That the letter be noted"), ("(2)", "approve", "That the plan be approved.")]


def test_a_label_may_open_a_list() -> None:
    written = """
        p| RECOMMENDATIONS: That the Executive be recommended to agree:
        i (i)| the fees for foster carers;
        i (ii)| the new staffing.
    """
    assert limbs(written) == [("(i)", "agree", "the fees for foster carers"), ("(ii)", "agree", "the new staffing.")]


def test_numbered_verbs_below_an_open_lead_in_are_limbs_though_they_look_like_headings() -> None:
    written = """
        p| It is recommended that Cabinet
        h 1.| Note the findings
        h 2.| Approve the draft plan
        h 1.| Background
        p| The plan is new.
    """
    assert limbs(written) == [("1", "note", "Note the findings"), ("2", "approve", "Approve the draft plan")]


@pytest.mark.parametrize(
    "nothing",
    ["There are no recommendations arising from this paper.", "None - this report is for information.", "For information only."],
)
def test_a_section_may_say_that_nothing_is_recommended(nothing: str) -> None:
    assert limbs(HEADED + f"p| {nothing}") == []


def test_comments_and_questions_are_no_limb_of_their_own() -> None:
    for tail in ("make any recommendations to the Executive", "ask any questions of officers"):
        assert len(limbs(HEADED + f"p| Members are asked to consider the letter and {tail}.")) == 1


def test_what_asks_the_meeting_is_no_recommendation_of_others() -> None:
    written = """
        p| Ofsted came in June.
        h| Recommendations
        p| It is recommended that Cabinet:
        i 1.| notes the letter; and
        i 2.| agrees to look again in May.
    """
    assert [(r.kind, r.text) for r in find_recommendations(report(written), RULES)] == [
        ("decision", "notes the letter"),
        ("decision", "agrees to look again in May."),
    ]


def test_a_colon_parts_what_is_asked_from_who_asks() -> None:
    assert limbs("h| Recommendations\np| It is RECOMMENDED that: Members scrutinise the progress made.") == [
        (None, "scrutinise", "Members scrutinise the progress made.")
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (
            "That the Panel notes the plan and agrees when it wishes to see it again.",
            ["That the Panel notes the plan", "agrees when it wishes to see it again."],
        ),
        ("To receive the report and agree the next steps.", ["To receive the report", "agree the next steps."]),
        (
            "That the report be noted and the plan be approved.",
            ["That the report be noted", "the plan be approved."],
        ),
        ("That the report and the plan be noted.", ["That the report and the plan be noted."]),
        ("To consider and note the report.", ["To consider and note the report."]),
    ],
)
def test_a_sentence_that_asks_two_things_is_two_limbs(asked: str, found: list[str]) -> None:
    written = f"{HEADED}\np| {asked}\nh 3.| Background\np 3.1| The plan was made."
    assert [text.rstrip(".") for _, _, text in limbs(written)] == [text.rstrip(".") for text in found]


def test_that_alone_behind_the_label_leads_in() -> None:
    assert limbs(
        "f| Report to: Cabinet\np 2.0| RECOMMENDATION: That\ni (1)| the report be noted;\ni (2)| a workshop be held."
    ) == [
        ("(1)", "note", "the report be noted"),
        ("(2)", None, "a workshop be held."),
    ]


def test_what_officers_propose_is_no_limb_unless_the_meeting_is_to_do_it() -> None:
    front = "f| Report to: Cabinet\nh| Background\np| "
    assert limbs(front + "It is proposed that two teams continue the work until May.") == []
    assert [verb for _, verb, _ in limbs(front + "It is proposed that the plan be approved.")] == ["approve"]


def test_numbers_begun_in_a_line_go_on_below_it() -> None:
    written = """
        p| RECOMMENDED that (1) the work so far be noted;
        i (2)| the new scorecard be approved; and
        i (3)| the Chair write to the Minister.
        i (1)| Staff are in post.
    """
    assert [text for _, _, text in limbs(written)][1:] == ["the new scorecard be approved", "the Chair write to the Minister."]
    later = (
        "p 1.1| Cabinet is asked to note the letter.\np 1.2| To request that the Director reports back.\np 1.3| Visits were late."
    )
    assert [ref for ref, _, _ in limbs(later)] == ["1.1", "1.2"]


def test_clauses_that_recommend_by_themselves_are_limbs() -> None:
    one = "p| In the light of this, it is recommended: "
    one += "that the Council joins the agency; that its lease be agreed; and that staff be told."
    assert [text for _, _, text in limbs(one)] == [
        "that the Council joins the agency",
        "that its lease be agreed",
        "that staff be told.",
    ]
    governed = "p| It is recommended that Cabinet notes that homes are full and that costs are up."
    assert len(limbs(governed)) == 1


def test_the_body_may_stand_alone_between_lead_in_and_limbs() -> None:
    assert (
        len(limbs("p| It is recommended that:\np| The Executive Board\ni| notes with regret the letter\ni| agrees the plan")) == 2
    )
    before = "p| It is recommended that the Panel considers the plan and:\ni 1.| comments on its pace\ni 2.| identifies its risks"
    assert [verb for _, verb, _ in limbs(before)] == ["consider", "comment", "identify"]


def test_limbs_whose_marks_are_lost_begin_with_a_capital_verb() -> None:
    lost = HEADED + "p| Note the position at year end Approve the release of £2m from reserves Receive a further report in May"
    assert [verb for _, verb, _ in limbs(lost)] == ["note", "approve", "receive"]
    assert len(limbs(HEADED + "p| Note the work of the Review Board and the Challenge Panel.")) == 1


def test_a_condition_between_two_verbs_belongs_to_the_second() -> None:
    assert [
        text for _, _, text in limbs("p| Members are asked to note the letter and, if they so wish, ask the Director to attend.")
    ] == [
        "Members are asked to note the letter",
        "if they so wish, ask the Director to attend.",
    ]
    assert limbs("p| Members are asked to bring their papers with them.") == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (
            "Members are asked to note the plan and the risks identified and to provide feedback to the Board on it.",
            ["Members are asked to note the plan and the risks identified", "provide feedback to the Board on it."],
        ),
        (
            "Members are asked to note the plan and refer any comments to the Executive.",
            ["Members are asked to note the plan", "refer any comments to the Executive."],
        ),
        (
            "Members are asked to consider and scrutinise the plan.",
            ["Members are asked to consider and scrutinise the plan."],
        ),
    ],
)
def test_a_participle_behind_an_object_shares_no_object(asked: str, found: list[str]) -> None:
    assert [text for _, _, text in limbs(HEADED + f"p 2.1| {asked}")] == found


@pytest.mark.parametrize(
    "after",
    [
        "h| For the following reason:\ni (i)| To keep services good",
        "p| For the following reasons:\ni (i)| To keep services good",
        "p A.| Narrative that sets out the case",
    ],
)
def test_what_gives_reasons_or_opens_the_next_part_is_no_limb(after: str) -> None:
    written = "h| Recommendations\np| Cabinet is asked to:\ni (1)| note the report\ni (2)| agree the plan\n"
    assert [text for _, _, text in limbs(written + after)] == ["note the report", "agree the plan"]


def test_limbs_with_lettered_numbers_follow_what_endorses_them() -> None:
    written = """
    h 4.| Conclusions of the group
    p| The Committee is asked to endorse the following recommendations, and to refer them to the Cabinet Member:
    p| R1 That caseloads be told each quarter.
    p| R2 That every school be given a worker.
    """
    assert [(ref, text) for ref, _, text in limbs(written)] == [
        ("R1", "That caseloads be told each quarter."),
        ("R2", "That every school be given a worker."),
    ]


def test_rows_with_numbers_follow_a_row_that_leads_in() -> None:
    written = """
    r| Recommendations: // That Cabinet:
    r| 1. // Note the report of the year.
    r| 2. // Agree that a board be set up.
    h 1.| Purpose
    """
    assert [text for _, _, text in limbs(written)] == ["Note the report of the year.", "Agree that a board be set up."]


@pytest.mark.parametrize(
    "written",
    [
        "p 5.1| It is proposed that the new board will begin with:\ni (a)| moving the teams together;\ni (b)| buying a van.",
        "p 2.6| It is proposed that these three strands be covered:\ni| Homes – a house for eight\ni| Pay – a new scale",
    ],
)
def test_what_officers_propose_to_do_by_a_list_asks_no_meeting(written: str) -> None:
    assert limbs(f"h 5.| Next steps\n{written}") == []


@pytest.mark.parametrize("next_part", ["i 2)| Introduction to the matter", "p 2)| Introduction to the matter"])
def test_the_number_behind_that_of_the_heading_opens_the_next_part(next_part: str) -> None:
    written = f"""
        h 1)| Recommendation
        p| That the Committee be asked to:
        i (a)| note the report
        i (b)| endorse the aims
        {next_part}
        p 2.1| The board of Exampleshire first met in May. It has met twice since then.
    """
    assert [text for _, _, text in limbs(written)] == ["note the report", "endorse the aims"]


def test_a_bare_number_behind_bullets_opens_the_next_part() -> None:
    written = """
        p| Members are asked to:
        i •| Note the costs
        i •| Agree the plan
        i 1.| Care for the young
        p 1.1| The board of Exampleshire met in May.
    """
    assert [text for _, _, text in limbs(written)] == ["Note the costs", "Agree the plan"]


def test_a_reason_between_limbs_is_none() -> None:
    written = """
        h| Recommendations and reasons
        i 1.| To note the report.
        p| Reason: the law asks for a yearly report.
        i 2.| To agree the plan.
    """
    assert [text for _, _, text in limbs(written)] == ["To note the report.", "To agree the plan."]


def test_a_table_that_goes_through_what_is_asked_asks_nothing_anew() -> None:
    written = """
        th| Recommendation // Risk // Control // Next step
        r| That the Panel note the plan // Homes are not found in time // A monthly talk // A joint board
    """
    assert limbs(written) == []


def test_to_be_assured_is_a_second_thing_to_do() -> None:
    written = "f| Brief for the Committee: To review the letter of the visit and to be assured that enough is done"
    assert [text for _, _, text in limbs(written)] == [
        "To review the letter of the visit",
        "be assured that enough is done",
    ]


def test_a_numbered_limb_with_two_things_to_decide_is_two() -> None:
    written = (
        HEADED
        + """
        p 2.1| Agree the sale of the two lodges and approve a talk with their staff.
        p 2.2| Review, comment on and note the budget.
        p 2.5| Scrutinise the plan and suggest where it could be stronger.
        p 2.3| To consider whether more is needed and, if so, to agree its aim.
        p 2.4| Delegate authority to the Director, in talks with the Leader, to approve the lease.
        """
    )
    assert [text for _, _, text in limbs(written)] == [
        "Agree the sale of the two lodges",
        "approve a talk with their staff.",
        "Review, comment on and note the budget.",
        "Scrutinise the plan and suggest where it could be stronger.",
        "To consider whether more is needed and, if so, to agree its aim.",
        "Delegate authority to the Director, in talks with the Leader, to approve the lease.",
    ]


def test_a_note_behind_a_letter_asks_the_meeting() -> None:
    written = """
        f| Ann Example MP, Minister
        p| Dear Leader,
        p| I write to tell you of my view. The report should be noted by all.
        p| Yours sincerely
        h| Note by the Director for the Panel
        p 1| The Panel is asked to weigh the letter.
    """
    assert [text for _, _, text in limbs(written)] == ["The Panel is asked to weigh the letter."]
