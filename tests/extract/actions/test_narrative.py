"""Sentences of running text: which report an activity, how far it is and who answers for it."""

from __future__ import annotations

import pytest

from pipeline.extract.actions import find_actions
from pipeline.extract.actions.doers import DoerReader
from pipeline.extract.grammar.verbs import Verbs
from pipeline.rules import read_rules
from tests.extract.making import text_of

RULES = read_rules()


def told(*sentences: str) -> list[tuple[str | None, list[str]]]:
    found = find_actions(text_of(("paragraph", " ".join(sentences)), section=("Progress",)), RULES)
    return [(mention.status, [lead.text for lead in mention.leads]) for mention in found]


@pytest.mark.parametrize(
    ("sentence", "status", "leads"),
    [
        ("An extra £90,000 has been made available by Cabinet for two posts.", "complete", ["Cabinet"]),
        ("Funding has been set aside for a second home.", "complete", []),
        ("Letters to carers have been rewritten.", "complete", []),
        ("The draft rota is to be considered by the Practice Board in May.", "planned", ["Practice Board"]),
        ("The plan is overseen by the Getting There Board.", "in_progress", ["Getting There Board"]),
        ("A new grade for senior workers came into operation in May.", "complete", []),
        ("The rota is to be the subject of a joint audit.", "planned", []),
        ("The introduction of the rota is complete.", "complete", []),
        ("Paper forms have been replaced by one form on the screen.", "complete", []),
        ("Inspectors' criticism of the rota has been dealt with.", "complete", []),
        ("The Council is out to tender for a new system.", "in_progress", ["Council"]),
        ("Further work planned for May includes two visits and a survey.", "planned", []),
    ],
)
def test_activity_told_in_other_ways(sentence: str, status: str, leads: list[str]) -> None:
    assert told(sentence) == [(status, leads)]


@pytest.mark.parametrize(
    ("sentence", "leads"),
    [
        ("The Ash Lodge at Home panel is reading all of the files.", ["Ash Lodge at Home panel"]),
        ("Councillor Ash and the Lead Member for Schools have visited two homes.", ["Councillor Ash", "Lead Member for Schools"]),
        ("The Designated Nurse has taken over the list.", ["Designated Nurse"]),
        ("The new Designated Nurse took up post in May.", []),
        ("Through the Workforce Board we are bringing in a new grade.", ["Workforce Board"]),
        ("In May the Head of Homes, working with schools, will open a club.", ["Head of Homes"]),
        ("The joint Duty Team, made up of nurses and police, is reading each file.", ["Duty Team"]),
        ("Twelve files were returned for more work, checked by the Head of Homes within a week.", ["Head of Homes"]),
        ("Ten files were read on behalf of the Practice Board.", ["Practice Board"]),
        ("The rota has been given to the Head of Homes to take forward.", ["Head of Homes"]),
        ("A new rota was brought in; its effect will be reviewed by the Head of Homes.", []),
        ("A Regional Homes Agency has been formed and will run the register.", []),
        ("The manual has been printed for functions previously run by the Elm Trust.", []),
    ],
)
def test_whoever_answers_wherever_the_sentence_names_them(sentence: str, leads: list[str]) -> None:
    assert told(sentence) == [(told(sentence)[0][0], leads)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The hub has been warmly received by schools.",
        "We take the findings very seriously.",
        "A worker will usually hold twelve files.",
        "The model was devised in Norway and later brought to other countries.",
        "Nothing of weight has been done.",
        "The Board will receive assurance in May.",
        "Roughly two thirds of it has been delivered.",
        "Eighty per cent of plans are now seen in time.",
        "The President of the Family Division has set up a working group.",
        "The LGA will conduct a peer review in May.",
        "This team will act as a single point of contact.",
        "The senior team is complete.",
        "Eight of ten families said that their worker called.",
    ],
)
def test_sentences_that_report_nothing_done(sentence: str) -> None:
    assert told(sentence) == []


def test_a_child_of_whom_a_story_is_told_is_no_officer() -> None:
    assert told("Kim, 16, has a new worker.", "She moved twice.") == []


def test_inspectors_stay_the_subject_behind_a_sentence_without_a_verb_of_doing() -> None:
    assert told("The inspectors were glad of it.", "They will return in May.") == []


def test_a_letter_to_colleagues_is_the_councils_own_voice() -> None:
    assert told("Dear colleagues, I wanted you to know that we will be opening a club.") == [("planned", [])]


def test_set_phrases_are_known_in_every_form_by_their_base() -> None:
    verbs = Verbs.read(RULES["extract/verbs"])
    for text in ("take place", "takes place", "took place", "taken place", "taking place"):
        assert verbs.kind_at(text, 0, text.index(" ")) == ("happen", len(text))
    assert verbs.kind_at("go out to carers", 0, 2) == ("happen", 9)
    assert verbs.kind_of("prioritized") == verbs.kind_of("prioritise") == "activity"
    assert verbs.kind_of("quality_assured") == "activity"


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ("A letter to carers", "letter"), ("The letter", "report"), ("Further funding", "money"),
        ("Ofsted's recommendation", "thing"), ("Ofsted's verdict", "outside"), ("Every one of the 12 actions", "thing"),
    ],
)  # fmt: skip
def test_subjects_by_what_they_are(subject: str, kind: str) -> None:
    assert DoerReader(RULES).subject_class(subject) == kind


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("If the pilot does well, the clinic will be extended to both towns.", "planned"),
        ("Should calls rise again, the Homes Panel will meet weekly.", "planned"),
        ("Unless the landlord agrees by June, the service will look for another house.", "planned"),
        ("The intention is to re-tender the contract next spring.", "planned"),
        ("The third cohort is due to start in January.", "planned"),
        ("The last form remains to be written.", "planned"),
        ("The protocol has yet to be signed by both trusts.", "planned"),
        ("The new desk, which both trusts pay for, should be in place by the end of May.", "planned"),
        ("The new rota takes effect on 1 April.", "planned"),
        ("The Duty Team will by the end of May bring forward a second rota.", "planned"),
        ("The service has begun to use the new form.", "in_progress"),
        ("Officers are in discussion with the landlord about a second floor.", "in_progress"),
        ("The Ash Lodge Model is being refreshed so that there is one door for families.", "in_progress"),
        ("The joint desk, on which two schools sit, continues to collect forms each month.", "in_progress"),
        ("A joint rota with the clinic has been in operation since May.", "complete"),
        ("Extra sessions were laid on for carers during the holidays.", "complete"),
        ("The council entered into a pact with Northmoor Council, which began in April.", "complete"),
        ("Since the last meeting the Homes Panel has met the landlord twice.", "complete"),
        ("A mock inspection took place in May.", "complete"),
        ("Young people designed the leaflet and the poster.", "complete"),
        ("NHS Elmshire has increased the hours of the clinic.", "complete"),
        ("Children's social care has moved from four area teams to six pods.", "complete"),
        ("Work on the shared register is well advanced.", "in_progress"),
        ("Regular meetings are held with schools and the courts to go through late cases.", "in_progress"),
    ],
)
def test_promises_beginnings_and_clauses_behind_others(sentence: str, status: str) -> None:
    assert [found[0] for found in told(sentence)] == [status]


@pytest.mark.parametrize(
    "sentence",
    [
        "No new posts have been created.",
        "If more staff were found, the desk would be opened.",
        "Our aim is that all children are safe.",
        "The desk should be quiet at all times.",
        "The Department for Education reviewed progress in January.",
        "The position at the end of May was as follows.",
    ],
)
def test_what_is_not_done_or_only_wished_is_none(sentence: str) -> None:
    assert told(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "status", "leads"),
    [
        ("The Scrutiny Panel will receive a further report on homes in June.", "planned", ["Scrutiny Panel"]),
        ("A half-year paper on homes will be presented to the Panel in June.", "planned", []),
        ("The draft strategy comes back to the Homes Board in June.", "planned", []),
        ("Every one of the 40 oldest cases has been reviewed.", "complete", []),
        ("60 cases have been audited with the new form since May.", "complete", []),
        ("22 visits have been made since May.", "complete", []),
        ("All carers have a link worker and are telephoned at least every fortnight.", "in_progress", []),
        ("The remaining two will take up their posts in January.", "planned", []),
        ("Audits will be included in the yearly cycle.", "planned", []),
        ("The review of the two homes remains in progress pending the ruling of the court.", "in_progress", []),
        ("KiteHomes has supported forty tenants.", "complete", ["KiteHomes"]),
        ("Talk2Us will train all reviewing officers by June.", "planned", ["Talk2Us"]),
        ("Northmoor Care has trained twelve carers.", "complete", ["Northmoor Care"]),
        ("Family hubs are running sessions for new parents.", "in_progress", []),
        ("Employment and Skills has ring-fenced six places.", "complete", ["Employment and Skills"]),
        ("An improved portal for schools went live in June.", "complete", []),
        ("The Head of Commissioning Services meets with both trusts every month to agree the places.", "in_progress", None),
        ("The Partnership entered into a pact with the college in May, under which it keeps forty places.", "complete", None),
        ("A single front door, at which police and health staff sit together, opened its doors in June.", "complete", None),
        ("Those with whom contact was lost are being sought by two workers.", "in_progress", None),
    ],
)
def test_promises_to_meetings_counted_work_and_verbs_that_the_tree_has_missed(
    sentence: str, status: str, leads: list[str] | None
) -> None:
    found = told(sentence)
    assert [one for one, _ in found] == [status]
    assert leads is None or found[0][1] == leads


@pytest.mark.parametrize(
    "sentence",
    [
        "We completed 70% within 40 days.",
        "The poll was completed by 40% of social workers.",
        "12 of the 20 targets had been met by June.",
        "The plan has 40 actions, of which 30 (75%) are complete.",
        "Forms returned within two days: 85% (target 90%)",
        "They agreed with the grade in 90% and told us that files were clear.",
        "In May the following actions have been added to the plan.",
        "Cabinet asked for six-monthly reporting.",
        "They asked for: better locks, a garden, no office by the door.",
        "Ms Ash updated the Board on the hubs.",
        "That item 2.1 be extended to the end of May.",
        "A DfE-led progress review is scheduled for 22 May 2024.",
        "A review meeting with DfE officials is booked for 3 May 2024.",
        "Ofsted activity is expected to resume in the spring.",
    ],
)
def test_figures_requests_and_what_inspectors_will_do_are_none(sentence: str) -> None:
    assert told(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "leads"),
    [
        ("Elm County Council, our Partner in Practice, reviewed a sample of 60 files in May.", ["Elm County Council"]),
        ("Our Speech and Language Therapist is seeing every child this term.", ["Speech and Language Therapist"]),
        ("A pact has been agreed between the Elm Trust and Northmoor Police.", ["Elm Trust", "Northmoor Police"]),
        ("A log is being used by Northmoor to follow every file.", ["Northmoor"]),
        ("The Designated Doctor will write a note on attendance by GPs.", ["Designated Doctor"]),
        ("The Council and the company will complete the yearly review by May.", ["Council", "company"]),
        ("The Duty Team, which sits with the police, went live on 2 May 2018.", []),
        ("A care leaver hub is due to open in May.", []),
        ("Cabinet will be asked to approve the new model in May.", []),
        ("A weekly log is kept by the Head of Homes.", ["Head of Homes"]),
        ("Elm County Council, as our Partner in Practice, has read a sample of files.", ["Elm County Council"]),
        (
            "The plan is being drafted by the Head of Looked After Children, with a view to May.",
            ["Head of Looked After Children"],
        ),
        ("The Youth Justice Service and Northmoor Police have agreed the terms.", ["Youth Justice Service", "Northmoor Police"]),
        ("During the winter meetings have been held by Zoom.", []),
        ("Surgeries are chaired by the Service Director each month.", ["Service Director"]),
        ("The Homes Board has been renewed and is chaired by the Head of Homes.", []),
    ],
)
def test_who_answers_beside_a_title_between_bodies_and_who_only_opens_or_decides(sentence: str, leads: list[str]) -> None:
    assert [named for _, named in told(sentence)] == [leads]


def test_it_takes_up_no_doer_where_something_is_done_to_it() -> None:
    assert told("The Homes Board met twice.", "It is to be held in May.")[-1] == ("planned", [])
