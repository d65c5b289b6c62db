"""Events: words that name a step, the date that belongs to them, judgement and body."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.extract.events import find_events
from pipeline.rules import read_rules
from tests.extract.making import text_of

RULES = read_rules()


def steps(*sentences: str) -> list[tuple[str, str | None, str | None, list[str]]]:
    found = find_events(text_of(*(("paragraph", text) for text in sentences)), RULES)
    return [(m.kind, m.body, m.judgement, [day.quote for day in m.when]) for m in found]


@pytest.mark.parametrize(
    ("sentence", "kind", "body", "judgement", "days"),
    [
        ("Ofsted inspected us in May 2015 and judged us inadequate.", "inspection", "Ofsted", "inadequate", ["May 2015"]),
        ("Much has changed since the May 2015 Ofsted inspection.", "inspection", "Ofsted", None, ["May 2015"]),
        ("A focused visit on 3 and 4 June 2019 looked at care leavers.", "inspection", "Ofsted", None, ["3 and 4 June 2019"]),
        ("Services were found to require improvement in 2018.", "inspection", "Ofsted", "requires_improvement", ["2018"]),
        ("The first monitoring visit will take place on 9 May 2019.", "monitoring_visit", "Ofsted", None, ["9 May 2019"]),
        ("The inspection report was published on 2 May 2019.", "inspection_report", "Ofsted", None, ["2 May 2019"]),
        ("A peer review by the LGA took place in June 2018.", "review", "Local Government Association", None, ["June 2018"]),
        ("The next DfE review is due in June 2018.", "review", "Department for Education", None, ["June 2018"]),
        ("The plan was approved by the Practice Board on 6 June 2018.", "plan_approved", "Practice Board", None, ["6 June 2018"]),
        ("On 4 June 2018 the Improvement Board met first.", "board_meeting", "Improvement Board", None, ["4 June 2018"]),
        ("Amara Doyle took up post as Head of Fostering on 1 March 2018.", "appointment", None, None, ["1 March 2018"]),
        ("The Director of Practice has been in post since May 2018.", "appointment", None, None, ["May 2018"]),
        ("The restructure of the duty teams was finished in May 2018.", "restructure", None, None, ["May 2018"]),
        ("In 2018 the Secretary of State appointed a commissioner.", "intervention", "Department for Education", None, ["2018"]),
        ("The new recording system went live on 4 June 2018.", "system_change", None, None, ["4 June 2018"]),
        ("Go-live of the new forms is now May 2019.", "system_change", None, None, ["May 2019"]),
        ("Alerts to managers were switched on on 3 May 2018.", "system_change", None, None, ["3 May 2018"]),
        ("The sub-group structure was streamlined in May 2018.", "restructure", None, None, ["May 2018"]),
        ("The Council moved its services into four locality teams from May 2018.", "restructure", None, None, ["May 2018"]),
        ("Ofsted's improvement visit in May 2014 looked at the duty team.", "monitoring_visit", "Ofsted", None, ["May 2014"]),
    ],
)  # fmt: skip
def test_steps(sentence: str, kind: str, body: str | None, judgement: str | None, days: list[str]) -> None:
    assert steps(sentence) == [(kind, body, judgement, days)]


@pytest.mark.parametrize(
    ("sentence", "kind", "days"),
    [
        ("The duty teams, for example, had been re-aligned with effect from 3 May 2018.", "restructure", ["3 May 2018"]),
        ("The migration to a new recording system has been put back to May 2018.", "system_change", ["May 2018"]),
        ("Families use the new website, which went live on 3 May 2018.", "system_change", ["3 May 2018"]),
        ("A board was set up, and an independent chair appointed in May 2018.", "appointment", ["May 2018"]),
        ("The plan, which runs to many pages, was signed off by the Board on 3 May 2018.", "plan_approved", ["3 May 2018"]),
        ("At its meeting on 3 May 2018 the Improvement Board saw the data.", "board_meeting", ["3 May 2018"]),
        ("In May 2018 a commissioner was named by the Secretary of State.", "intervention", ["May 2018"]),
        ("Two new homes opened in May 2018.", "system_change", ["May 2018"]),
        ("An improvement adviser, sent for by nobody, reported in May 2018.", "review", ["May 2018"]),
        ("The recovery plan was cleared by the Practice Board on 3 May 2018.", "plan_approved", ["3 May 2018"]),
        ("Teams moved from paper to electronic case files in May 2018.", "system_change", ["May 2018"]),
        ("The youth justice service was moved from Housing into Families in May 2018.", "restructure", ["May 2018"]),
        ("Carepath was switched off and Elmnote took the place of it in May 2018.", "system_change", ["May 2018"]),
        ("The Exploitation and Missing Team, which became operational in May 2018, is liked.", "system_change", ["May 2018"]),
        ("May 2018 saw the creation of a dedicated neglect team.", "restructure", ["May 2018"]),
        ("The post of Head of Permanence, empty since June 2017, was filled in May 2018.", "appointment", ["May 2018"]),
        ("Ann Lee was succeeded by Bob Roe in May 2018.", "appointment", ["May 2018"]),
        ("Head of Fostering: due to start 03/05/18", "appointment", ["03/05/18"]),
        ("The recovery plan (endorsed by the Practice Board 03/05/18) has nine aims.", "plan_approved", ["03/05/18"]),
        ("The company will operate in shadow form from May 2018.", "intervention", ["May 2018"]),
        ("Services were transferred to the Trust in May 2018.", "intervention", ["May 2018"]),
        ("We were glad to welcome LGA peers here in May 2018.", "review", ["May 2018"]),
        ("Officials from the Department are to conduct their review in May 2018.", "review", ["May 2018"]),
    ],
)
def test_what_is_done_to_what_makes_a_step(sentence: str, kind: str, days: list[str]) -> None:
    assert [(found, when) for found, _, _, when in steps(sentence)] == [(kind, days)]


def test_a_date_of_another_noun_is_not_the_steps() -> None:
    assert steps("Following Cabinet's decision of 3 May 2018 to spend more, the new portal could be opened.") == []


def test_the_entries_of_a_timeline_that_runs_on() -> None:
    found = steps(
        "Road so far May 2018 – Ofsted inspection June 2018 – improvement notice issued July 2018 – first monitoring visit"
    )
    assert [(kind, when) for kind, _, _, when in found] == [
        ("inspection", ["May 2018"]),
        ("intervention", ["June 2018"]),
        ("monitoring_visit", ["July 2018"]),
    ]


def test_visits_are_counted_where_monitoring_is_spoken_of() -> None:
    assert steps("The fourth visit, in May 2018, was to schools.") == []
    told = steps("There are monitoring visits.", "The fourth visit, in May 2018, was short. The fifth, in June 2018, was long.")
    assert [(kind, when) for kind, _, _, when in told] == [
        ("monitoring_visit", ["May 2018"]),
        ("monitoring_visit", ["June 2018"]),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "The inspection framework of January 2018 is shorter.",
        "In May 2018 the Council declined to approve the strategy.",
        "Managers may become directors in 2019.",
        "A serious case review was published in May 2018.",
        "From June 2016 there is a series of monitoring visits in such councils.",
        "Ofsted inspected the service and judged it good.",
        "In May 2018 we recruited 29 foster carers.",
        "The board papers of May 2018 are long.",
    ],
)
def test_look_alikes_and_undated_steps(sentence: str) -> None:
    assert steps(sentence) == []


def kinds(*sentences: str) -> list[tuple[str, str]]:
    return [(kind, days[0]) for kind, _, _, days in steps(*sentences)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Services were inadequate in September 2017. The first was in February 2012.",
            [("inspection", "September 2017"), ("inspection", "February 2012")],
        ),
        (
            "A monitoring visit was made in May 2018 and the next is due on 12 March 2019.",
            [("monitoring_visit", "May 2018"), ("monitoring_visit", "12 March 2019")],
        ),
        (
            "Inspectors were on site in June 2019. Their report, published on 29 July 2019, is short.",
            [("inspection", "June 2019"), ("inspection_report", "29 July 2019")],
        ),
        ("The Commissioner wrote on this. He visited in April 2019.", [("review", "April 2019")]),
        (
            "The Improvement Board met on 3 May 2019. We will meet again on 7 June 2019.",
            [("board_meeting", "3 May 2019"), ("board_meeting", "7 June 2019")],
        ),
        (
            "The plan was approved by the Board on 3 July 2018 and by Cabinet on 10 July 2018.",
            [("plan_approved", "3 July 2018"), ("plan_approved", "10 July 2018")],
        ),
        ("Two inadequate judgements in 2014 and 2017 changed much.", [("inspection", "2014"), ("inspection", "2017")]),
        (
            "A peer review of the Health and Wellbeing Board that was carried out in May 2014 was critical.",
            [("review", "May 2014")],
        ),
        ("The Children's Trust went live on 1 April 2018.", [("intervention", "1 April 2018")]),
        ("Ann Lee was appointed by the DfE as Commissioner in May 2018.", [("intervention", "May 2018")]),
        ("A new structure of four teams is to start in May 2016.", [("restructure", "May 2016")]),
        ("A single form for early help has been in use since 2017.", [("system_change", "2017")]),
        ("Her appointment was made permanent in May 2018.", [("appointment", "May 2018")]),
        ("Ann Lee, Director of Children's Services since May 2017, is in the chair.", [("appointment", "May 2017")]),
    ],
)
def test_steps_told_in_other_words(text: str, told: list[tuple[str, str]]) -> None:
    assert kinds(text) == told


@pytest.mark.parametrize(
    "sentence",
    [
        "Under the Education (Inspection of Local Authorities) Regulations 2007 a plan is due by 9 March 2017.",
        "The inspection findings were discussed at a briefing on 6 March 2017.",
        "A progress review meeting is to be scheduled for March 2018.",
        "Lord Poole was appointed for one year, to 31 March 2015.",
        "The Notice wants vacancies down to 11% by 30 June 2010.",
        "Between 2013 and the beginning of the inspection numbers rose.",
        "Since her appointment she has set up the panel that met in April.",
        "He visited in April 2019.",  # nobody was named before
        "The first was in February 2012.",
    ],
)
def test_dates_that_belong_to_no_step(sentence: str) -> None:
    assert steps(sentence) == []


def test_a_grade_in_another_sentence_keeps_its_place() -> None:
    text = "Ofsted inspected services in May 2018. Its overall judgement, made on 3 June 2018, was good."
    [inspection, *_] = find_events(text_of(("paragraph", text)), RULES)
    [support] = inspection.supports
    assert (inspection.judgement, support.field, text[support.start : support.end]) == ("good", "judgement", "good")


def test_the_national_scene_is_no_step_of_this_council() -> None:
    document = text_of(("paragraph", "Ofsted inspected six services in May 2015."), section=("National context",))
    assert find_events(document, RULES) == ()


def test_each_date_goes_to_the_words_nearest_to_it() -> None:
    found = steps("Following the inspection in May 2015, the Improvement Board met on 4 June 2015.")
    assert [(kind, days) for kind, _, _, days in found] == [("inspection", ["May 2015"]), ("board_meeting", ["4 June 2015"])]


def test_one_day_for_two_steps_and_two_days_for_one_word() -> None:
    found = steps("The Improvement Board met on 4 June 2015 and approved the revised plan on the same day.")
    assert [(kind, days) for kind, _, _, days in found] == [
        ("board_meeting", ["4 June 2015"]),
        ("plan_approved", ["4 June 2015"]),
    ]
    visits = steps("There were monitoring visits in May 2015 and in June 2016.")
    assert [days for _, _, _, days in visits] == [["May 2015"], ["June 2016"]]


def test_a_stay_from_and_until() -> None:
    assert steps("Ofsted returned on 8 May 2017 and stayed until 1 June 2017.")[0][3] == ["8 May 2017", "1 June 2017"]


def test_the_next_sentence_may_give_the_grade() -> None:
    told = "The last inspection of fostering was in May 2015. The local authority was judged to be adequate."
    assert [judgement for _, _, judgement, _ in steps(told)] == ["adequate"]


def test_the_quote_is_the_clause_and_stands_in_the_block() -> None:
    [mention] = find_events(text_of(("paragraph", "It rained; the new hub opened its doors on 4 June 2018, at last.")), RULES)
    assert mention.evidence.quote == "the new hub opened its doors on 4 June 2018"
    assert 0 < mention.evidence.confidence < 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Services had been adequate in 2010, 2011 and 2013.",
            [("inspection", "2010"), ("inspection", "2011"), ("inspection", "2013")],
        ),
        ("A 'requires improvement' rating came in 2014.", [("inspection", "2014")]),
        ("We slipped from 'good' to 'requires improvement' in 2019.", [("inspection", "2019")]),
        ("In 2012 inspectors declared the help given to children in the city to be inadequate.", [("inspection", "2012")]),
        (
            "Ofsted visited in March 2019 and came back in October 2019.",
            [("inspection", "March 2019"), ("inspection", "October 2019")],
        ),
        (
            "In May 2018 came a second monitoring visit since we were inadequate in June 2016. The first was in July 2017.",
            [("monitoring_visit", "May 2018"), ("inspection", "June 2016"), ("monitoring_visit", "July 2017")],
        ),
        ("Inspectors came and published their findings on 3 July 2019.", [("inspection_report", "3 July 2019")]),
        ("The letter from Ofsted, dated 14 March 2022, is short.", [("inspection_report", "14 March 2022")]),
        ("The service was peer reviewed by the LGA in June 2019.", [("review", "June 2019")]),
        ("Members gave their backing to the improvement strategy on 4 March 2020.", [("plan_approved", "4 March 2020")]),
        ("The inaugural Improvement Board was held on 3 May 2018.", [("board_meeting", "3 May 2018")]),
        ("Amara Doyle succeeded Tom Field as director in May 2018.", [("appointment", "May 2018")]),
        ("The fostering team was moved into the Resources Directorate in May 2018.", [("restructure", "May 2018")]),
        ("The Trust becomes a company owned by the council on 1 April 2019.", [("restructure", "1 April 2019")]),
        ("A direction under section 497A was served on the council in May 2018.", [("intervention", "May 2018")]),
        ("The go-live date for the portal has been put back to May 2019.", [("system_change", "May 2019")]),
        ("We switched to a new case management system in May 2018.", [("system_change", "May 2018")]),
    ],
)
def test_steps_that_a_clause_words_freely(text: str, told: list[tuple[str, str]]) -> None:
    assert kinds(text) == told


@pytest.mark.parametrize(
    "sentence",
    [
        "There have been nine inspections since April 2016.",
        "We aim to be rated good by 2025.",
        "Of the cases audited in June 2020, 12 were graded inadequate and 30 good.",
        "In March 2021 42% of audits were rated good.",
        "The government issued new guidance in May 2018.",
        "The trust began to advertise for foster carers on 14 March 2018.",
        "Nine students have been taken on who are to begin in May 2018.",
        "42 children were moved into care in May 2018.",
        "A campaign was launched in May 2018.",
        "The monitoring visit planned for May 2018 was cancelled.",
        "A report on the improvement notice went to scrutiny in May 2018.",
        "In May 2018 contacts rose, after the inspection.",
    ],
)
def test_free_wording_of_what_is_no_step(sentence: str) -> None:
    assert steps(sentence) == []


def test_a_second_one_is_of_the_kind_told_before() -> None:
    found = steps("An Improvement Notice was issued in May 2018, a second having been issued in June 2019.")
    assert [(kind, days) for kind, _, _, days in found] == [("intervention", ["May 2018"]), ("intervention", ["June 2019"])]


def test_inspectors_who_come_again_make_a_visit_of_a_series() -> None:
    assert [kind for kind, *_ in steps("Inspectors came to us again in May 2018.")] == ["monitoring_visit"]
    assert [kind for kind, *_ in steps("Inspectors came to us in May 2018.")] == ["inspection"]


def test_grades_in_a_list_are_inspections() -> None:
    found = steps("Ofsted has seen us three times: good in 2009, adequate in 2012 and inadequate in 2016.")
    assert [(kind, grade, days) for kind, _, grade, days in found] == [
        ("inspection", "good", ["2009"]),
        ("inspection", "adequate", ["2012"]),
        ("inspection", "inadequate", ["2016"]),
    ]


def test_dates_alone_under_a_lead_in_are_meetings() -> None:
    document = text_of(("paragraph", "Dates of the next Improvement Board meetings:"), ("paragraph", "3 May 2018 at 2 pm"))
    assert [one.kind for one in find_events(document, RULES)] == ["board_meeting"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Participation officers were appointed in May 2018.",
        "Cabinet agreed in May 2018 to the creation of six further posts.",
        "Every open case was reviewed by an independent consultant in May 2018.",
        "The monitoring visits were suspended in May 2018.",
        "The new inspection framework came into effect in May 2018.",
    ],
)
def test_a_small_step_is_none_of_the_journey(sentence: str) -> None:
    assert steps(sentence) == []


def test_the_visit_is_the_kind_of_visit_told_last() -> None:
    told = steps("A focused visit in July 2018 went well.", "The visit in June 2019, however, did not.")
    assert [kind for kind, *_ in told] == ["inspection", "inspection"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("The council runs two children’s homes. Both were judged outstanding at their most recent inspection in 2015.", 0),
        ("The council runs four services. All were judged good at their most recent inspection in 2015.", 1),
        ("The council runs two children’s homes. Its services were judged good at their most recent inspection in 2015.", 1),
    ],
)
def test_grades_of_homes_are_no_step_of_the_service(text: str, kept: int) -> None:
    assert len(steps(text)) == kept


@pytest.mark.parametrize(
    "sentence",
    [
        "The Minister may issue an improvement notice in May 2018.",
        "An improvement notice was not issued in May 2018.",
        "The council considered whether to launch a new case management system in May 2018.",
        "Nobody launched a new case management system in May 2018.",
        "The council hoped to restructure the social work service in May 2018.",
    ],
)
def test_what_may_be_or_was_not_is_no_step(sentence: str) -> None:
    assert not find_events(text_of(("paragraph", sentence)), RULES)


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("An inspection in March 2012 found services no longer inadequate.", None),
        ("The last inspection was in March 2012. It was judged to be satisfactory. It was good later.", None),
        ("The last inspection was in July 2012. It was judged good for safeguarding and adequate for looked after.", "adequate"),
        ("In its inspection of March 2012 Ofsted looked at three inadequate cases.", None),
    ],
)  # fmt: skip
def test_a_grade_is_what_was_given_to_the_service_then(text: str, grade: str | None) -> None:
    assert [judgement for kind, _, judgement, _ in steps(text) if kind == "inspection"] == [grade]


def test_a_list_of_grades_gives_the_overall_one() -> None:
    lead_in = "The last inspection report was published in August 2015. The judgements for the local authority were:"
    document = text_of(
        ("list_item", lead_in), ("list_item", "Children in care: good"), ("list_item", "Overall effectiveness: Inadequate")
    )
    blocks = tuple(replace(block, lead_in=None if n == 0 else document.blocks[0].seq) for n, block in enumerate(document.blocks))
    (event,) = find_events(replace(document, blocks=blocks), RULES)
    assert (event.kind, event.judgement, event.supports[0].block.text) == (
        "inspection_report", "inadequate", "Overall effectiveness: Inadequate"
    )  # fmt: skip


def test_rows_under_a_line_that_tells_of_visits_are_visits() -> None:
    text = text_of(
        ("paragraph", "Monitoring visits took place as follows:"),
        ("table_row", "First\t3 May 2021\tFront door"),
        ("table_row", "Second\t14-15 September 2021\tCourt work"),
        ("paragraph", "In May 2022 numbers fell."),
        ("table_row", "Third\t3 May 2022\tFront door"),
    )
    assert [(one.kind, one.when[0].quote) for one in find_events(text, RULES)] == [
        ("monitoring_visit", "3 May 2021"),
        ("monitoring_visit", "14-15 September 2021"),
    ]


def test_rows_under_heads_that_tell_of_inspections_are_inspections_where_a_grade_stands_beside() -> None:
    text = text_of(
        ("table_row", "Home\tFull inspection\tGrade\tOpened"),
        ("table_row", "Oak House\t11 September 2012\tGood\t5 May 2003"),
    )
    assert [(one.kind, one.judgement, one.when[0].quote) for one in find_events(text, RULES)] == [
        ("inspection", "good", "11 September 2012")
    ]


def test_two_acts_with_subjects_of_their_own_have_dates_of_their_own() -> None:
    told = (
        "An Improvement Notice was served on the Council in May 2011 and, in consequence, a plan was agreed by Cabinet on 4 July."
    )
    assert [(kind, days) for kind, _, _, days in steps(told)] == [
        ("intervention", ["May 2011"]),
        ("plan_approved", ["4 July"]),
    ]


def test_publishing_and_grading_again() -> None:
    assert [(kind, days) for kind, _, _, days in steps("Ofsted was on site 14 to 25 May 2024 and published on 4 July.")] == [
        ("inspection", ["14 to 25 May 2024"]),
        ("inspection_report", ["4 July"]),
    ]
    assert [(grade, days) for _, _, grade, days in steps("We were judged good in May 2015, inadequate in May 2017.")] == [
        ("good", ["May 2015"]),
        ("inadequate", ["May 2017"]),
    ]


def test_the_report_of_a_person_is_a_review() -> None:
    told = steps("A commissioner was appointed in 2022.", "Her report of May 2023 says that the council should keep them.")
    assert [kind for kind, *_ in told] == ["intervention", "review"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Both duty pods came into operation on 3 May 2018.", "restructure"),
        ("One senior management team has been in place from May 2018.", "restructure"),
        ("Fellgate came into being on 1 April 2018, when the five districts were dissolved.", "restructure"),
        ("The family support service was brought back in-house in May 2018.", "restructure"),
        ("Two residential homes were closed in May 2018.", "restructure"),
        ("Some 300 staff will transfer on 1 May 2018.", "restructure"),
        ("The joint department dates from May 2018.", "restructure"),
        ("In May 2018 the Minister required the council to accept an adviser.", "intervention"),
        ("The panel met monthly, with a new independent chair from May 2018.", "appointment"),
        ("A joint director has led both departments since May 2018.", "appointment"),
        ("Tablets were issued to every team in May 2018.", "system_change"),
        ("Carepath was replaced with the Elmnote system in May 2018.", "system_change"),
        ("The first monitoring meeting with the DfE was held on 3 May 2018.", "review"),
    ],
)
def test_families_of_wordings(text: str, kind: str) -> None:
    assert [found for found, *_ in steps(text)] == [kind]


@pytest.mark.parametrize(
    "sentence",
    [
        "Complete the merger of the two duty teams by May 2018.",
        "a) appoint a new head of service by May 2018;",
        "The chair will take the matter up with her in May 2018.",
        "A mock inspection was held in May 2018.",
        "The home was graded by its own staff in May 2018 and has since closed.",
    ],
)
def test_tasks_matters_and_rehearsals_are_no_steps(sentence: str) -> None:
    assert steps(sentence) == []


def test_grades_in_turn_are_inspections_each() -> None:
    told = steps(
        "Ofsted rates us.",
        "We had been inadequate in May 2012, requires improvement in June 2015 and the same again in July 2018.",
    )
    assert [(kind, when) for kind, _, _, when in told] == [("inspection", [m]) for m in ("May 2012", "June 2015", "July 2018")]


def test_a_report_told_of_in_a_clause_of_its_own() -> None:
    told = steps("Ofsted inspected us in May 2018, the report appearing in June 2018.")
    assert [(kind, when) for kind, _, _, when in told] == [("inspection", ["May 2018"]), ("inspection_report", ["June 2018"])]


def test_what_stands_in_an_aside_is_not_the_subject() -> None:
    assert [kind for kind, *_ in steps("A new portal, tested with three teams, came into use on 1 May 2018.")] == [
        "system_change"
    ]


def test_boards_met_first_and_meet_next_and_partners_looked() -> None:
    met = "A Care Improvement Board with a chair of its own, Dame Ann Example, was set up and met for the first time in May 2018."
    assert [(kind, days) for kind, _, _, days in steps(met)] == [("board_meeting", ["May 2018"])]
    line = [(kind, days) for kind, _, _, days in steps("The Improvement Board heard of it.", "Next meeting: 5 May 2021")]
    assert line == [("board_meeting", ["5 May 2021"])]
    partner = "Sampleton County Council, our Partner in Practice, reviewed 40 contacts in October 2020."
    assert [(kind, days) for kind, _, _, days in steps(partner)] == [("review", ["October 2020"])]
    own = "The Department sent a Commissioner, whose report of June 2017 asked for more."
    assert [(kind, days) for kind, _, _, days in steps(own)] == [("review", ["June 2017"])]
