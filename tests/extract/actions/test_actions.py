"""Actions: sentences, items of lists, rows of plans; and what is none of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.extract.actions import find_actions
from pipeline.extract.actions.doers import DoerReader
from pipeline.extract.actions.leads import split_leads
from pipeline.extract.grammar.verbs import bases_of
from pipeline.model import ActionMention, Block, BlockKind, Passage
from pipeline.rules import read_rules
from tests.extract.making import table_of, text_of

RULES = read_rules()
DOERS = DoerReader(RULES)


def told(sentence: str, section: str = "Progress") -> list[tuple[str | None, list[str]]]:
    found = find_actions(text_of(("paragraph", sentence), section=(section,)), RULES)
    return [(mention.status, [lead.text for lead in mention.leads]) for mention in found]


@pytest.mark.parametrize(
    ("sentence", "status", "leads"),
    [
        ("We have opened a second duty room.", "complete", []),
        ("The Fostering Panel agreed a new fee in May.", "complete", ["Fostering Panel"]),
        ("A manual has been written and printed.", "complete", []),
        ("The manual was signed off by the Practice Board.", "complete", ["Practice Board"]),
        ("As a result a new manual has been written, and it will be printed in May.", "complete", []),
        ("Once the lease is signed, the Head of Early Help will move both teams.", "planned", ["Head of Early Help"]),
        ("It is expected that both teams will move in May.", "planned", []),
        ("Interviews are to be held by the Director of Practice and the Chair of the Youth Council.", "planned",
         ["Director of Practice", "Chair of the Youth Council"]),
        ("The panel, which meets each month, has rewritten the thresholds.", "complete", ["panel"]),
        ("The Performance Team is building a new screen.", "in_progress", ["Performance Team"]),
        ("A recruitment campaign is under way.", "in_progress", []),
        ("Files are checked every month by the Quality Assurance Manager.", "in_progress", ["Quality Assurance Manager"]),
        ("The service will continue to be reviewed.", "in_progress", []),
        ("In March the council began a review of every open plan.", "in_progress", ["council"]),
        ("The new rota started in March.", "complete", []),
        ("Several deadlines are tight, but we've appointed a programme manager.", "complete", []),
        ("The hub went live in June.", "complete", []),
        ("Managers now sign off every assessment.", "in_progress", []),
        ("Dip sampling takes place each month.", "in_progress", []),
        ("Plans are in place to open a second home.", "planned", []),
        ("The fostering team will open a café.", "planned", ["fostering team"]),
        ("The backlog was cleared by the new leadership team.", "complete", ["leadership team"]),
        ("A partnership board takes over from it in May.", "planned", []),
        ("Elmshire Council's youth scrutiny committee is visiting each home.", "in_progress",
         ["Elmshire Council's youth scrutiny committee"]),
        ("The home, which was empty, has been re-opened.", "complete", []),
        ("Visits to looked after children were moved to May.", "complete", []),
        ("Officers will report on it each month.", "planned", []),
        ("A new register is due to be opened in April.", "planned", []),
        ("We recognise that there is more to do and we have commissioned a review.", "complete", []),
        ("The manual has since been printed.", "complete", []),
        ("In three weeks, by 5 May, the Chief Executive set up a small group with the police.", "complete", ["Chief Executive"]),
        ("The new team began work on 5 May.", "complete", []),
        ("The new team began work on a manual.", "in_progress", []),
        ("Its work passes to the Fostering Panel in May.", "planned", ["Fostering Panel"]),
        ("Finance is profiling every place.", "in_progress", ["Finance"]),
        ("The Service Director, together with the Head of Homes, will meet both teams.", "planned",
         ["Service Director", "Head of Homes"]),
        ("The Head of Early Help / Head of Homes will open a hub.", "planned", ["Head of Early Help", "Head of Homes"]),
        ("Doors and Windows, our housing charity, opened a home.", "complete", ["Doors and Windows"]),
        ("A form will be written by the Head of Homes, whose weekly panel will use it.", "planned", ["Head of Homes"]),
    ],
)  # fmt: skip
def test_sentences_that_report_an_activity(sentence: str, status: str, leads: list[str]) -> None:
    assert told(sentence) == [(status, leads)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Performance has improved since the spring.",
        "Good progress has been made on visits.",
        "Caseloads have fallen to eighteen.",
        "Ofsted found that visits were late.",
        "The Government announced a new grant.",
        "Members are asked to note the report.",
        "The plan is attached as Appendix 2.",
        "The board could meet more often.",
        "The team has not moved.",
        "Managers need to check each file.",
        "These changes will ensure that children are safe.",
        "Over 90% of visits were completed in time.",
        "This report sets out the position.",
        "Outcomes we want: children are heard and files are kept.",
        "The children are happy.",
        "Social workers know their children well and visit them regularly.",
        "Files and rotas have led to delays.",
        "The panel has asked for regular updates.",
        "Its role is to challenge the service.",
        "To tell the panel of the visits made in May.",
        "What we are doing",
        "The council is turning a corner.",
        "Three months have passed.",
        "The first of two monitoring visits took place in May.",
        "The office is close to where the audit has been kept.",
        "The visit told of in the annex took place in May and was short.",
        "The visit described in the annex took place in May and was short.",
        "It is blunt: two tasks have slipped, and one has been dropped because money ran out.",
        "The home was found to be cold in May and has since closed.",
        "An adviser, commissioned by nobody, reported in May.",
    ],
)
def test_sentences_that_report_none(sentence: str) -> None:
    assert told(sentence) == []


def test_a_team_is_that_of_the_reviewers_named_before() -> None:
    assert told("Ofsted came in May. The team read ten files and met staff.") == []
    assert told("The duty team moved in May. The team read ten files and met staff.") != []


def test_what_goes_up_again_after_it_fell_is_no_doer() -> None:
    assert told("Vacancies fell in May. They have since climbed again.") == []


def test_headings_tell_where_no_activity_of_the_council_stands() -> None:
    assert told("The agency has opened a second office.", "National context") == []
    assert told("A fee has been agreed.", "Legal implications") == []
    assert told("Tenants were asked through the forum.", "Equality and consultation") == [("complete", [])]
    assert told("A further check is to be completed by the team in May.", "Equality implications") == [("planned", [])]
    assert told("The council has agreed a fee.", "Legal implications") == [("complete", ["council"])]


def test_an_item_in_small_letters_with_a_verb_of_its_own_is_a_sentence() -> None:
    document = text_of(
        ("paragraph", "Most of the plan is well advanced:"),
        ("list_item", "passports have been issued by the Duty Team to all leavers;"),
        ("list_item", "the forms that are in use;"),
        section=("Progress",),
    )
    assert [(m.text, m.status) for m in find_actions(document, RULES)] == [
        ("passports have been issued by the Duty Team to all leavers;", "complete")
    ]


def test_a_log_of_the_actions_of_meetings_is_a_plan() -> None:
    headings = ["No.", "Meeting date", "Action", "Responsible officer", "Status"]
    [row] = rows(table_of(headings, ["1", "1 May 2019", "Write a duty manual.", "Head of Early Help", "Under way"]))
    assert (row.text, [lead.text for lead in row.leads]) == ("Write a duty manual.", ["Head of Early Help"])


def test_a_letter_and_an_inspection_report_speak_in_others_voices() -> None:
    letter = text_of(
        ("header_field", "Report to: Cabinet"), ("header_field", "Agenda item: 4"), ("heading", "Recommendations"),
        ("paragraph", "It is recommended that Cabinet notes this."), ("heading", "Legal implications"),
        ("paragraph", "We have opened a second room."), ("paragraph", "Dear Ms Osei"),
        ("paragraph", "Leaders have written a new manual."), ("paragraph", "Yours sincerely"),
        ("paragraph", "We have replied to the letter."),
    )  # fmt: skip
    assert [m.text for m in find_actions(letter, RULES)] == ["We have opened a second room.", "We have replied to the letter."]


@pytest.mark.parametrize(
    ("sentence", "leads"),
    [
        ("The rota will be redrawn by the Head of Practice ahead of the move.", ["Head of Practice"]),
        ("The rota will be redrawn by the Head of Practice, whose new panel meets in May.", ["Head of Practice"]),
        ("The rota was redrawn by Signposts in Care over a week.", ["Signposts in Care"]),
        ("The three owners - the Council, Elmshire Police and the Trust - are redrawing the rota.",
         ["Council", "Elmshire Police", "Trust"]),
        ("A small charity, Red Kite Consulting, is redrawing the rota.", ["Red Kite Consulting"]),
        ("Two officers from Elmshire Council are redrawing the rota.", ["Elmshire Council"]),
        ("Staff in post are redrawing the rota.", []),
        ("Red Kite Consulting has been asked to redraw the rota.", ["Red Kite Consulting"]),
        ("A new rota, in which Elmshire Housing Trust is training tenants, is being written.", ["Elmshire Housing Trust"]),
        ("A café, which is run with Elmshire Rowing Club, has opened.", ["Elmshire Rowing Club"]),
        ("We are working closely with Elmshire Police to redraw the rota.", ["Elmshire Police"]),
        ("Visits by the Practice Team are under way.", ["Practice Team"]),
        ("A guide called 'Step by Step' has been written.", []),
        ("A night team was engaged by the Head of Practice.", ["Head of Practice"]),
    ],
)  # fmt: skip
def test_the_doers_whom_a_sentence_names(sentence: str, leads: list[str]) -> None:
    assert told(sentence) == [(told(sentence)[0][0], leads)]


@pytest.mark.parametrize(
    ("item", "leads"),
    [
        ("Launch of the new rota (Head of Practice)", ["Head of Practice"]),
        ("Launch of the new rota by the Rota Group", ["Rota Group"]),
        ("Launch of the new rota – Head of Practice", ["Head of Practice"]),
        ("Launch of the Night Access Rota (NAR)", []),
        ("Launch of a new panel chaired by the Leader", []),
    ],
)
def test_the_doers_of_an_item_that_is_no_sentence(item: str, leads: list[str]) -> None:
    found = find_actions(text_of(("paragraph", "We will:"), ("list_item", item)), RULES)
    assert [[lead.text for lead in mention.leads] for mention in found] == [leads]


def test_a_mention_stands_where_it_says_with_its_leads() -> None:
    document = text_of(("paragraph", "It rained. The Leaving Care Team has opened a café. It sells cake."))
    [mention] = find_actions(document, RULES)
    block = document.blocks[0]
    assert mention.evidence.quote == mention.text == "The Leaving Care Team has opened a café."
    assert [block.text[lead.start : lead.end] for lead in mention.leads] == ["Leaving Care Team"]
    assert mention.evidence.cue == "has opened"


def test_a_pronoun_takes_up_the_body_before_it() -> None:
    document = text_of(("paragraph", "The Adoption Panel met in May. It has approved six households."))
    assert [[lead.text for lead in m.leads] for m in find_actions(document, RULES)] == [["Adoption Panel"], ["Adoption Panel"]]


# --------------------------------------------------------------------------- verbs, subjects


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ("We also", "we"), ("The Improvement Board, chaired by the Leader", "doer"), ("The Board minutes", "thing"),
        ("Ofsted", "outside"), ("The second monitoring visit", "outside"), ("The number of open cases", "figure"),
        ("A number of open actions", "thing"), ("The three locality teams", "people"), ("This report", "report"),
        ("Most children", "figure"), ("This", "pointer"), ("There", "there"), ("", "none"), ("Members", "meeting"),
        ("The statutory direction", "outside"), ("Head of Duty and Long Stay Teams", "doer"),
    ],
)  # fmt: skip
def test_what_sort_of_subject_a_verb_has(subject: str, kind: str) -> None:
    assert DOERS.subject_class(subject) == kind


def test_regular_endings_are_taken_off() -> None:
    assert {"plan", "carry", "move", "visit"} <= {
        b for form in ("planned", "carries", "moving", "visits") for b in bases_of(form)
    }


# --------------------------------------------------------------------------- lists


def items(*blocks: tuple[str, str], section: tuple[str, ...] = ()) -> list[tuple[str, str | None]]:
    document = text_of(*blocks, section=section)  # type: ignore[arg-type]
    return [(m.text, m.status) for m in find_actions(document, RULES) if m.origin == "list"]


def test_a_list_of_steps_is_one_action_an_item() -> None:
    steps = [("list_item", "write a duty manual;"), ("list_item", "train the night staff.")]
    assert items(("paragraph", "The second stage has six steps:"), *steps) == [(t, "not_stated") for _, t in steps]
    assert items(("paragraph", "By next summer we will:"), *steps) == [(t, "planned") for _, t in steps]
    assert items(("paragraph", "The following actions have been completed:"), *steps) == [(t, "complete") for _, t in steps]
    assert items(("heading", "Next steps"), *steps, section=("Next steps",)) == [(t, "planned") for _, t in steps]


@pytest.mark.parametrize(
    ("lead_in", "status"),
    [
        ("The following has been achieved since May:", "complete"),
        ("In response the department has put in place the following measures:", "complete"),
        ("What we have done:", "complete"),
        ("What we did:", "complete"),
        ("Work is under way to:", "in_progress"),
        ("Managers are now:", "in_progress"),
        ("Current work includes:", "in_progress"),
        ("The plan is to:", "planned"),
        ("The next phase of work will focus on:", "planned"),
        ("By March we will:", "planned"),
        ("Our next steps are:", "planned"),
        ("The following will be put in place by May:", "planned"),
        ("This will be achieved by:", "planned"),
        ("We are doing this by:", "in_progress"),
        ("This has been done by:", "complete"),
        ("In 2022/23 we:", "complete"),
        ("The main changes made are:", "complete"),
        ("Measures introduced to date include:", "complete"),
    ],
)
def test_the_tense_of_a_lead_in_is_that_of_its_items(lead_in: str, status: str) -> None:
    assert items(("paragraph", lead_in), ("list_item", "visit each home weekly;")) == [("visit each home weekly;", status)]


@pytest.mark.parametrize(
    ("heading", "status"),
    [
        ("Key actions for 2023-24", "not_stated"),
        ("What we have done so far", "complete"),
        ("Actions in progress", "in_progress"),
        ("What we will do next", "planned"),
    ],
)
def test_the_tense_of_a_heading_is_that_of_its_items(heading: str, status: str) -> None:
    blocks = [("heading", heading), ("list_item", "visit each home weekly;")]
    assert items(*blocks, section=(heading,)) == [("visit each home weekly;", status)]


def test_items_that_say_themselves_how_far_they_are() -> None:
    listed = (("paragraph", "Since May the service has focused on the following:"), ("list_item", "a rota for the front desk"))
    own = (
        ("list_item", "Completed: six posts filled"),
        ("list_item", "Underway – a form"),
        ("list_item", "Planned: a desk in May"),
    )
    assert [status for _, status in items(*listed, *own)] == ["complete", "complete", "in_progress", "planned"]
    other = ("paragraph", "The three schools told us this:")
    assert [status for _, status in items(other, *own, ("list_item", "a form"))] == ["complete", "in_progress", "planned"]


@pytest.mark.parametrize(
    "lead_in",
    [
        "The plan has these aims:",
        "Inspectors recommended that the council:",
        "The outcomes of these actions are:",
        "The panel considered:",
    ],
)
def test_lists_of_aims_and_findings_are_no_steps(lead_in: str) -> None:
    assert items(("paragraph", lead_in), ("list_item", "visit each home weekly;"), ("list_item", "hear each child.")) == []


# --------------------------------------------------------------------------- tables


def rows(document: object) -> list[ActionMention]:
    return [m for m in find_actions(document, RULES) if m.origin == "table"]  # type: ignore[arg-type]


def words(mention: ActionMention, passage: Passage | None) -> str | None:
    return passage.text if passage else None


def test_a_row_of_a_plan() -> None:
    document = table_of(
        ["Ref", "Action", "Lead", "Start", "By when", "Progress", "RAG"],
        ["1.2", "Write a duty manual.", "Head of Early Help / DCS", "May 2019", "June 2019", "In progress", "Amber"],
        title="Leadership and partners",
        fills=[[None] * 6 + ["#ffc000"]],
    )
    [row] = rows(document)
    assert (row.ref, row.text, row.theme) == ("1.2", "Write a duty manual.", "Leadership and partners")
    assert [lead.text for lead in row.leads] == ["Head of Early Help", "DCS"]
    assert (words(row, row.start_words), words(row, row.due_words)) == ("May 2019", "June 2019")
    assert (words(row, row.progress_words), words(row, row.rag_words), row.colour) == ("In progress", "Amber", "#ffc000")
    assert row.evidence.quote == row.text


@pytest.mark.parametrize(
    "headings",
    [
        ["What we will do", "Who", "When"],
        ["Key actions to be taken", "Owner", "Deadline"],
        ["What have we committed to", "Led by", "Timescale"],
        ["Recommendation", "Responsible officer", "Target date"],
        ["Stage", "Responsible", "Completion"],
        ["Stage", "Lead", "By when"],
    ],
)
def test_plans_under_other_headings(headings: list[str]) -> None:
    [row] = rows(table_of(headings, ["Write a duty manual.", "Head of Early Help", "June 2019"]))
    assert (row.text, [lead.text for lead in row.leads], words(row, row.due_words)) == (
        "Write a duty manual.", ["Head of Early Help"], "June 2019",
    )  # fmt: skip


@pytest.mark.parametrize(
    "headings",
    [
        ["Risk", "Likelihood", "Mitigating actions", "Owner"],
        ["Report title", "Lead officer", "Date of meeting"],
        ["Indicator", "Baseline", "Target", "Lead"],
        ["Comments received", "Action", "Officer"],
        ["Topic", "Lead officer", "Telephone"],
        ["Proposed change", "Action", "Lead", "By when"],
    ],
)
def test_tables_that_are_no_plans(headings: list[str]) -> None:
    assert rows(table_of(headings, ["Write a duty manual."] * len(headings))) == []


def test_themes_come_from_bands_columns_and_titles_but_not_from_the_plans_own_title() -> None:
    plan = (["Action", "Lead"], ["Write a manual.", "DCS"])
    assert rows(table_of(*plan, title="Homes", band="Theme 1: Front door"))[0].theme == "Theme 1: Front door"
    assert rows(table_of(*plan, title="Homes for children"))[0].theme == "Homes for children"
    assert rows(table_of(*plan, title="Appendix 2: Improvement Plan"))[0].theme is None
    carried = table_of(["Theme", "Action", "Lead"], ["Homes", "Open one.", "DCS"], ["", "Open two.", "DCS"])
    assert [row.theme for row in rows(carried)] == ["Homes", "Homes"]


@pytest.mark.parametrize(
    ("above", "status"),
    [
        ("Completed this period", "complete"),
        ("Planned for next period", "planned"),
        ("The priorities of the Board are to", "not_stated"),
    ],
)
def test_a_line_over_a_list_says_how_far_its_items_are(above: str, status: str) -> None:
    document = text_of(("paragraph", above), ("list_item", "joint audit of ten cases with the police"))
    assert [mention.status for mention in find_actions(document, RULES)] == [status]


@pytest.mark.parametrize(
    ("above", "status"),
    [
        ("The panel has met twice. It has a new chair. The panel has:", ["complete"]),
        ("The board set the following tasks for the year. A plan has been written.", ["not_stated"]),
        ("Our seven projects (all new) are", ["not_stated"]),
        ("There are five things on which we must work:", ["planned"]),
        ("What happened in May is told below:", []),
    ],
)
def test_a_lead_in_of_several_sentences_or_without_a_colon(above: str, status: list[str]) -> None:
    document = text_of(("paragraph", above), ("list_item", "Joint audit of ten cases with the police"))
    assert [mention.status for mention in find_actions(document, RULES) if mention.origin == "list"] == status


def test_a_list_in_parts_is_introduced_over_the_first_of_them() -> None:
    document = text_of(
        ("paragraph", "The board has agreed these actions:"), ("paragraph", "Neglect"), ("list_item", "Joint audit of cases"),
        ("paragraph", "Homes"), ("list_item", "New contract for homes"), ("paragraph", "It was cold that year."),
        ("paragraph", "Visitors"), ("list_item", "Ann Example of Eastmere"),
    )  # fmt: skip
    found = [mention.text for mention in find_actions(document, RULES) if mention.origin == "list"]
    assert found == ["Joint audit of cases", "New contract for homes"]


@pytest.mark.parametrize(("kind", "theme"), [("heading", "Homes for children"), ("paragraph", None)])
def test_a_title_with_a_text_between_it_and_the_table_is_no_theme(kind: BlockKind, theme: str | None) -> None:
    document = table_of(["Action", "Lead"], ["Write a manual.", "DCS"], title="Homes for children")
    document = replace(document, blocks=(Block(0, kind, "What stands above"), *(replace(b, seq=1) for b in document.blocks)))
    assert [row.theme for row in rows(document)] == [theme]


@pytest.mark.parametrize(
    ("title", "above", "theme"),
    [
        ("Response", "Area of weakness 2: planning together", "Area of weakness 2: planning together"),
        ("Theme B – Skilled staff", "Audits were held. They went well.", "Theme B – Skilled staff"),
        ("Response", "Areas of weakness are being worked on", None),
        ("Response", f"Priority 2 was to {'write and ' * 8}read", None),
    ],
)
def test_a_part_of_a_plan_is_the_theme_of_the_table_below(title: str, above: str, theme: str | None) -> None:
    document = table_of(["Action", "Lead"], ["Write a manual.", "DCS"], title=title)
    document = replace(document, blocks=(Block(0, "paragraph", above), *(replace(b, seq=1) for b in document.blocks)))
    assert [row.theme for row in rows(document)] == [theme]


def test_a_column_of_evidence_may_say_how_far_the_rows_are_and_one_of_acceptance_does_not() -> None:
    headings = ["Action", "Lead", "RAG", "Evidence"]
    plan = table_of(headings, ["Write.", "DCS", "G", "Completed and in use"], ["Read.", "DCS", "G", "On track"])
    assert [row.status_words.text for row in rows(plan) if row.status_words] == ["Completed and in use", "On track"]
    plan = table_of(headings, ["Write.", "DCS", "G", "Audits"], ["Read.", "DCS", "G", "On track"])
    assert [row.status_words for row in rows(plan)] == [None, None]
    headings = ["Recommendation", "Accepted?", "Response / action", "Lead", "By when"]
    plan = table_of(headings, *[["All should read.", "Yes", f"Write {n} books.", "DCS", "May 2016"] for n in range(3)])
    assert [(row.text, row.status_words) for row in rows(plan)] == [(f"Write {n} books.", None) for n in range(3)]


def test_a_row_with_one_filled_cell_heads_those_below_it() -> None:
    document = table_of(
        ["Ref", "Action", "Lead"], ["Priority 2: homes for children", "", ""], ["2.1", "Open one.", "DCS"],
        ["", "Theme 3 - People", ""], ["3.1", "Hire ten.", "DCS"],
    )  # fmt: skip
    assert [(row.ref, row.theme) for row in rows(document)] == [
        ("2.1", "Priority 2: homes for children"),
        ("3.1", "Theme 3 - People"),
    ]


def test_lead_and_date_in_one_column() -> None:
    [row] = rows(table_of(["Action", "Lead and timescale"], ["Write a manual.", "Head of Early Help, by June 2019"]))
    assert [lead.text for lead in row.leads] == ["Head of Early Help"]
    assert words(row, row.due_words) == "Head of Early Help, by June 2019"


def test_a_column_that_says_done_by_a_day_or_a_tick() -> None:
    headings = ["Action", "Lead", "Completed"]
    lines = [["One.", "DCS", "3 May 2016"], ["Two.", "DCS", "✓"], ["Three.", "DCS", ""], ["Four.", "DCS", "No"]]
    assert [row.status for row in rows(table_of(headings, *lines))] == ["complete", "complete", None, None]


def test_a_status_column_is_known_by_its_cells_where_its_heading_tells_nothing() -> None:
    lines = [
        ["One.", "DCS", "Complete"],
        ["Two.", "DCS", "In progress, late"],
        ["Three.", "DCS", "Not started"],
        ["Four.", "DCS", ""],
    ]
    found = rows(table_of(["Action", "Lead", "Where it stands in July"], *lines))
    assert [words(row, row.status_words) for row in found] == ["Complete", "In progress, late", "Not started", None]
    notes = [["One.", "DCS", "See page 4"], ["Two.", "DCS", "Complete"], ["Three.", "DCS", "See page 9"]]
    assert {row.status_words for row in rows(table_of(["Action", "Lead", "Where it stands in July"], *notes))} == {None}


def test_the_later_of_two_ratings_speaks_first() -> None:
    [row] = rows(table_of(["Action", "Lead", "Previous RAG", "Current RAG"], ["Write.", "DCS", "Red", "Green"]))
    assert words(row, row.rag_words) == "Green"


def test_a_plan_by_its_title_and_a_timeline_that_is_none() -> None:
    titled = table_of(["Action", "Outcome"], ["Write a manual.", "Fewer errors"], title="Appendix 2: Action plan")
    assert [row.text for row in rows(titled)] == ["Write a manual."]
    assert rows(table_of(["Action", "Outcome"], ["Write a manual.", "Fewer errors"], title="What helps")) == []
    assert rows(table_of(["Date", "Activity"], ["May 2016", "Ofsted came."])) == []


def test_references_alone_together_and_at_the_actions_beginning() -> None:
    document = table_of(["Ref", "Action", "Lead"], ["WD 1 4.1", "Hire.", "DCS"], ["LAC 6.1", "Open.", "DCS"])
    assert [(r.ref, r.plan_ref) for r in rows(document)] == [("WD 1", "4.1"), ("LAC 6.1", None)]
    [row] = rows(table_of(["Action", "Lead"], ["A4: Write a manual.", "DCS"]))
    assert (row.ref, row.text, row.evidence.quote) == ("A4", "Write a manual.", "Write a manual.")


@pytest.mark.parametrize(
    ("above", "own", "wanted"),
    [
        ("2019", "Sep", "Sep 2019"),
        ("2016/17", "Q1", "2016/17 Q1"),
        ("Timeframe", "2015-16 Q3", "2015-16 Q3"),
        ("2019/20", "Feb", "Feb 2020"),
        ("2019/20", "Apr", "Apr 2019"),
    ],
)
def test_a_period_takes_its_year_from_the_heading_above(above: str, own: str, wanted: str) -> None:
    headings = ["Action", "Lead", (above, own), ("Notes", "2031 Q4")]
    bar = rows(table_of(headings, ["Open a hub", "DCS", "", ""], marks=[(2, 2, "#92d050")]))[0]
    assert bar.period == (wanted, wanted)
    assert bar.period_forms is not None
    assert bar.period_forms[0].kind in ("month", "quarter")


def test_bars_and_ticks_over_periods() -> None:
    headings = ["Action", "Lead", ("Timescale", "2015-16 Q3"), ("Timescale", "2015-16 Q4"), ("Timescale", "16/17 Q1")]
    drawn = table_of(headings, ["Write.", "DCS", "", "", ""], marks=[(3, 4, "#92d050")])
    ticked = table_of(headings, ["Write.", "DCS", "x", "x", ""])
    assert [(r.period, r.colour) for r in rows(drawn)] == [(("2015-16 Q4", "16/17 Q1"), "#92d050")]
    assert [r.period for r in rows(ticked)] == [("2015-16 Q3", "2015-16 Q4")]
    [bar] = rows(drawn)
    assert bar.period_forms is not None
    assert [dict(form.parts)["quarter"] for form in bar.period_forms] == [4, 1]


def test_a_fill_that_a_whole_row_shares_is_no_rating() -> None:
    headings = ["Action", "Lead", "Status"]
    striped = table_of(headings, ["Write.", "DCS", "Open"], fills=[["#c6e0b4", "#c6e0b4", "#c6e0b4"]])
    rated = table_of(headings, ["Write.", "DCS", "Open"], fills=[[None, None, "#c6e0b4"]])
    assert [r.colour for r in rows(striped)] == [None]
    assert [r.colour for r in rows(rated)] == ["#c6e0b4"]


def test_rows_that_repeat_headings_or_explain_colours_are_none() -> None:
    document = table_of(
        ["Action", "Lead", "By when"], ["Action", "Lead", "By when"], ["Green = on track", "", ""], ["", "DCS", ""]
    )
    assert rows(document) == []


# --------------------------------------------------------------------------- leads of a cell


@pytest.mark.parametrize(
    ("cell", "leads"),
    [
        ("Head of Duty and Long Stay Teams", ["Head of Duty and Long Stay Teams"]),
        ("Head of Quality, Standards and Performance", ["Head of Quality, Standards and Performance"]),
        ("Head of Education / Virtual School Head", ["Head of Education", "Virtual School Head"]),
        ("Director/Head of Service", ["Director", "Head of Service"]),
        ("Director of Practice and Head of Early Help", ["Director of Practice", "Head of Early Help"]),
        ("Service Manager, Fostering; DCS", ["Service Manager, Fostering", "DCS"]),
        ("Leaving Care Manager, supported by the Housing Lead", ["Leaving Care Manager", "Housing Lead"]),
        ("Police and Crime Commissioner", ["Police and Crime Commissioner"]),
        ("Education, Health and Police", ["Education", "Health", "Police"]),
        ("Education and Inclusion Manager", ["Education and Inclusion Manager"]),
        ("KP / JS", ["KP", "JS"]),
        ("Amara Doyle & Tomas Reyes", ["Amara Doyle", "Tomas Reyes"]),
        ("The Head of Service (Fostering and Adoption)", ["Head of Service (Fostering and Adoption)"]),
        ("TBC", []),
        ("", []),
    ],
)
def test_the_leads_of_a_cell(cell: str, leads: list[str]) -> None:
    found = split_leads(f"x{cell}"[1:], 10, (), RULES["extract/leads"])
    assert [lead.text for lead in found] == leads
    assert all(cell[lead.start - 10 : lead.end - 10] == lead.text for lead in found)


def test_leads_under_one_another() -> None:
    two = "Principal Social Worker Head of the Front Door"
    assert [lead.text for lead in split_leads(two, 0, (24,), RULES["extract/leads"])] == [
        "Principal Social Worker",
        "Head of the Front Door",
    ]
    wrapped = "LSCB Business Manager"
    assert [lead.text for lead in split_leads(wrapped, 0, (), RULES["extract/leads"], wraps=(5,))] == [wrapped]
    post = "Principal Social Worker"
    assert [lead.text for lead in split_leads(post, 0, (), RULES["extract/leads"], wraps=(10,))] == [post]
    under = "Service Manager, Safeguarding Northmoor Police"
    assert [lead.text for lead in split_leads(under, 0, (), RULES["extract/leads"], wraps=(17, 30))] == [
        "Service Manager, Safeguarding", "Northmoor Police",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Councillor Doyle left the room and did not return.", None),
        ("The panel received a report on audits.", None),
        ("A Member asked what training had been offered.", None),
        ("Contacts had dropped from 40 to 30.", None),
        ("A second duty desk was being set up.", "in_progress"),
        ("The Head of Quality reported that an independent chair had been appointed.", "complete"),
        ("Three schools would be visited in June.", "planned"),
        ("A pilot of new tablets was about to commence.", "planned"),
    ],
)
def test_minutes_tell_actions_in_reported_speech(sentence: str, wanted: str | None) -> None:
    found = find_actions(text_of(("paragraph", "Minutes:"), ("paragraph", sentence)), RULES)
    assert [mention.status for mention in found] == ([wanted] if wanted else [])


def test_would_is_a_condition_outside_minutes() -> None:
    assert not find_actions(text_of(("paragraph", "Three schools would be visited in June.")), RULES)


@pytest.mark.parametrize(
    ("cell", "leads"),
    [
        ("Jane Smith, Head of QA", ["Jane Smith, Head of QA"]),
        ("A Khan / B. Lowe", ["A Khan", "B. Lowe"]),
        ("HR & OD", ["HR & OD"]),
        ("Head of Service Safeguarding Review and QA", ["Head of Service Safeguarding Review and QA"]),
        ("Participation Officer with Children in Care Council", ["Participation Officer", "Children in Care Council"]),
        ("Manager with responsibility for homes", ["Manager with responsibility for homes"]),
    ],
)
def test_names_initials_and_helpers_in_a_cell_of_leads(cell: str, leads: list[str]) -> None:
    assert [lead.text for lead in split_leads(cell, 0, (), RULES["extract/leads"])] == leads


def test_and_joins_leads_over_wrapped_lines() -> None:
    cell = "Service Managers and Team Managers"
    found = split_leads(cell, 0, (), RULES["extract/leads"], wraps=(21,))
    assert [lead.text for lead in found] == ["Service Managers", "Team Managers"]
    cell = "Principal Social Worker and Independent Reviewing Officer Manager"
    found = split_leads(cell, 0, (), RULES["extract/leads"], wraps=(28, 50))
    assert [lead.text for lead in found] == ["Principal Social Worker", "Independent Reviewing Officer Manager"]


def test_the_column_called_action_holds_the_action() -> None:
    plan = table_of(["Improvement required", "Action", "Lead", "By when"], ["Supervision", "Write a policy", "DCS", "May 2016"])
    assert rows(plan)[0].text == "Write a policy"


@pytest.mark.parametrize(
    "sentence",
    [
        "Of those, 31 were adopted within the year.",
        "Fewer plans were reviewed late than in the year before.",
        "The rate of re-referral has been held at 19% for three quarters.",
        "In March 88 per cent of conferences were convened within 15 days.",
        "All core visits were made on time, as they were last year.",
        "Foster carers are ageing in every district.",
        "Much has been accomplished, but there is more to do.",
        "The pandemic has held back the move to the new office.",
        "The service is now rated good overall.",
        "The result was made known to staff on 4 July.",
        "The next section sets out what we have done and what will follow.",
        "What we have done since",
        "Each social worker now holds 16 cases.",
        "On average a plan took 28 weeks to write.",
        "The council has historically spent less on early help than similar councils.",
        "They are now used in all three localities.",
        "The council entered the year with a deficit.",
        "The first took place in May 2021.",
    ],
)
def test_figures_remarks_and_trends_are_no_activity(sentence: str) -> None:
    assert told(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "status", "leads"),
    [
        ("We are drafting a plan for sustained improvement.", "in_progress", []),
        ("The Chief Executive and I have visited each locality.", "complete", ["Chief Executive"]),
        ("More drop-in sessions have been planned, and a noticeboard will let staff raise concerns.", "planned", []),
        ("Areas that had made good progress are now tracked through the business plan.", "in_progress", []),
        ("The authority has carried on recruiting experienced managers.", "in_progress", ["authority"]),
        ("Work will go on under the Stronger Families Plan.", "planned", []),
        ("The Leader and the Chief Executive have committed more money.", "complete", ["Leader", "Chief Executive"]),
        ("Milestones have been rescheduled after talks with schools.", "complete", []),
        ("The Improvement Board, on which parents sit, will scrutinise the data.", "planned", ["Improvement Board"]),
        ("The service, which moved in May, has rewritten its duty rota.", "complete", ["service"]),
        ("Its delivery is challenged and tracked rigorously.", "in_progress", []),
        ("Over 200 staff have been trained in the new model.", "complete", []),
        ("We have completed two surveys in the last 3 years.", "complete", []),
    ],
)
def test_activity_of_plans_boards_and_posts(sentence: str, status: str, leads: list[str]) -> None:
    assert told(sentence) == [(status, leads)]


@pytest.mark.parametrize(
    ("sentence", "status", "leads"),
    [
        ("Two panels have on the advice of the unions been merged into one.", "complete", []),
        ("The Independent Chair will in June open talks with both schools.", "planned", ["Independent Chair"]),
        ("Managers are at present rewriting the handbook.", "in_progress", []),
        ("The Practice Panel, formed in May, is testing a new form.", "in_progress", ["Practice Panel"]),
        ("A new register, the old one having been lost, is to be opened by the Records Manager before June.", "planned",
         ["Records Manager"]),
        ("The home was made ready by the Homes Board in May.", "complete", ["Homes Board"]),
        ("The Placements team has read every file.", "complete", ["Placements team"]),
        ("Red Kite Voices, our parent forum, has rewritten the leaflet.", "complete", ["Red Kite Voices"]),
        ("Clinics, which the Head of Practice will run, are to be held in June.", "planned", ["Head of Practice"]),
        ("Under the leadership of the Head of Homes, the rota is being redrawn.", "in_progress", ["Head of Homes"]),
        ("The board not only agreed the plan but also set up a task group.", "complete", ["board"]),
        ("The introduction of the new form is complete.", "complete", []),
        ("Supervision policy refreshed and issued to all teams.", "complete", []),
        ("Head of Homes to open a second home.", "planned", ["Head of Homes"]),
        ("The Head of Homes said she was opening a second home.", "complete", ["Head of Homes"]),
        ("Workforce: two posts have been filled.", "complete", []),
        ("In early May Cabinet agreed the new rota.", "complete", ["Cabinet"]),
        ("From April it is proposed that a family board be established.", "planned", []),
        ("The Ready to Learn Board oversees the rota weekly.", "in_progress", ["Ready to Learn Board"]),
        ("The Young People in Care Council has made a film.", "complete", ["Young People in Care Council"]),
        ("A new rota is under development.", "in_progress", []),
    ],
)  # fmt: skip
def test_clauses_that_phrases_part_and_doers_that_stand_elsewhere(sentence: str, status: str, leads: list[str]) -> None:
    assert told(sentence) == [(status, leads)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ofsted's visit began in May.",
        "Pathway plans continue to be late.",
        "Feedback from schools has been encouraging.",
        "Calls have almost halved.",
        "Five recommendations were made.",
        "Safety plans agreed with parents: 68%.",
        "A third visit is due in August.",
        "Four steps have been taken:",
        "The open day was attended by 70 parents.",
        "The board agreed that the rota is too long.",
        "As at 31 March the desk was helping 40 families.",
        "The budget was overspent by a third.",
    ],
)
def test_states_results_and_inspections_are_no_activity(sentence: str) -> None:
    assert told(sentence) == []


def test_the_nearest_heading_says_whether_activity_stands_there() -> None:
    found = find_actions(text_of(("paragraph", "A fee has been agreed."), section=("Recommendations", "Background")), RULES)
    assert len(found) == 1
    assert told("A fee has been agreed.", "Response to the recommendations") == [("complete", [])]
    assert told("A fee has been agreed.", "National context") == []
    assert told("That a fee be agreed.", "Recommendations") == []
    assert told("A fee has been agreed.", "What inspectors found") == [("complete", [])]


def test_a_letter_to_a_minister_is_a_report_of_what_is_done() -> None:
    for opening, count in (("Dear Ms Prideaux", 0), ("Dear Minister", 1)):
        letter = text_of(
            ("paragraph", opening), ("paragraph", "The council has opened a home."), ("paragraph", "Yours sincerely")
        )
        assert len(find_actions(letter, RULES)) == count


def test_items_of_a_list_tell_what_the_lead_in_leaves_open() -> None:
    steps = text_of(
        ("paragraph", "The plan has three priorities:"),
        ("list_item", "to open a second home;"),
        ("list_item", "a new form, to be led by the Practice Board;"),
        ("list_item", "The Head of Homes has opened a second home."),
    )
    found = find_actions(steps, RULES)
    assert [(m.status, [lead.text for lead in m.leads]) for m in found] == [
        ("planned", []),
        ("not_stated", ["Practice Board"]),
        ("complete", ["Head of Homes"]),
    ]


@pytest.mark.parametrize(
    ("lead_in", "status"),
    [
        ("The following are planned before the autumn:", "planned"),
        ("The programme will be taken forward under four headings:", "not_stated"),
    ],
)
def test_lead_ins_that_say_what_is_planned(lead_in: str, status: str) -> None:
    assert items(("paragraph", lead_in), ("list_item", "Homes - a protocol for visits;")) == [
        ("Homes - a protocol for visits;", status)
    ]


@pytest.mark.parametrize(
    "lead_in",
    ["As a consequence of these measures:", "The three areas for priority action require leaders to:"],
)
def test_results_and_what_inspectors_require_are_no_steps(lead_in: str) -> None:
    assert items(("paragraph", lead_in), ("list_item", "visit each home weekly;")) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The council was placed under a statutory direction in May.",
        "The second stocktake by the DfE took place in May.",
        "Until 2014 both teams were managed from one office.",
        "The service underwent much upheaval.",
        "Since May the grant has been cut by a third.",
        "212 visits were made, of which 180, or 85%, were in time.",
        "The following steps have been taken in reply:",
        "The plan was declared sound in May.",
    ],
)
def test_figures_the_past_and_what_government_does_are_no_activity(sentence: str) -> None:
    assert told(sentence) == []
