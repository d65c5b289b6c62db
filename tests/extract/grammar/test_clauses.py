"""Main clauses read from trees: which verbs, whose they are, in what tense, mode and voice."""

from __future__ import annotations

import pytest

from pipeline.english import reader_named
from pipeline.extract.grammar.clauses import Clause, ClauseReader
from pipeline.extract.sentences import terms_joined
from pipeline.rules import read_rules

RULES = read_rules()
CLAUSES = ClauseReader(RULES)


def read(sentence: str) -> tuple[Clause, ...]:
    return CLAUSES.read(reader_named().read([terms_joined(sentence, RULES)])[0])


@pytest.mark.parametrize(
    ("sentence", "main"),
    [
        ("The audits that began in May were stopped.", ["were stopped"]),
        ("The staff restructure will commence in June which will help.", ["will commence"]),
        ("Although we have tried, the file is thin.", ["is thin"]),
        ("The Board, chaired by the Leader, met and agreed the plan.", ["met", "agreed"]),
        ("To support this a new model has been developed which focuses on homes.", ["has been developed"]),
        ("The plan (which was late) has been agreed.", ["has been agreed"]),
        ("The panel met to plan the audit and agreed a fee.", ["met", "agreed"]),
        ("Elmshire County Council finished phase two of its plan in 2020.", ["finished"]),
        ("The Improvement Board meets monthly to hold partners to account.", ["meets"]),
        ("Board minutes in full.", []),
        ("Governors are aware of that, and moves are being made to mend it.", ["are aware", "are being made"]),
        ("Two tasks had their dates moved and the Head of Service is writing a report.", ["had their dates moved", "is writing"]),
        ("The Elm Park Panel commenced in April and has been well attended.", ["commenced", "has been well attended"]),
        ("We need to develop a plan and agree a budget.", ["need to develop"]),
        ("The advice that forms be shortened has been taken up.", ["has been taken up"]),
        ("In drafting it the Elm Service has been leaning on two models.", ["has been leaning"]),
        ("The Elm Team and the Ash Team have each lent a worker to the hub.", ["have each lent"]),
        ("The Elm Team has been coaching duty workers since May.", ["has been coaching"]),
        ("Courses on child in need plans are now being delivered.", ["are now being delivered"]),
        ("Files are being quality assured by two heads.", ["are being quality assured"]),
        ("What we are doing", []),
        ("Ongoing", []),
        ("Having read the file, the Council has decided that it is time to act.", ["has decided"]),
    ],
)
def test_which_verbs_are_of_the_main_clause(sentence: str, main: list[str]) -> None:
    assert [sentence[clause.start : clause.end] for clause in read(sentence)] == main


@pytest.mark.parametrize(
    ("sentence", "form", "voice"),
    [
        ("The panel agreed a fee.", "past", "active"),
        ("The fee was agreed.", "past", "passive"),
        ("We've agreed a fee.", "perfect", "active"),
        ("The fee has now been agreed.", "perfect", "passive"),
        ("The panel is writing a manual.", "present_progressive", "active"),
        ("A manual is being written.", "present_progressive", "passive"),
        ("A manual was being written.", "present_progressive", "passive"),
        ("The team was covering the desk.", "past_progressive", "active"),
        ("The panel has been writing a manual.", "perfect_progressive", "active"),
        ("The panel will write a manual.", "future", "active"),
        ("A manual will be written.", "future", "passive"),
        ("A manual is to be written in May.", "future", "passive"),
        ("The panel is to write a manual.", "future", "active"),
        ("The panel is due to meet in May.", "future", "active"),
        ("The panel is shortly to meet in May.", "future", "active"),
        ("The panel is co-designing with parents a set of forms.", "present_progressive", "active"),
        ("The council plans to open two homes.", "future", "active"),
        ("Plans are in place to open two homes.", "future", "active"),
        ("A review is planned for the autumn.", "scheduled", "passive"),
        ("Recruitment is well under way.", "underway", "passive"),
        ("The manual is in the final stages of production.", "underway", "passive"),
        ("The council is in the process of buying a new system.", "present_progressive", "active"),
        ("The panel will continue to meet.", "continue", "active"),
        ("The rota continues to be reviewed.", "continue", "passive"),
        ("The panel would visit three homes.", "would", "active"),
        ("Three homes would be visited.", "would", "passive"),
        ("The panel could meet more often.", "modal", "active"),
        ("The panel has not met.", "negative", "active"),
        ("Managers need to read each file.", "modal", "active"),
        ("Managers sign off every assessment.", "present", "active"),
        ("Files are read by managers.", "present", "passive"),
        ("Its role is to challenge the service.", "be", "active"),
        ("The panel was meant to meet in May.", "modal", "active"),
    ],
)
def test_tense_mode_and_voice(sentence: str, form: str, voice: str) -> None:
    first = read(sentence)[0]
    assert (first.form, first.voice) == (form, voice)


def test_a_participle_joined_to_a_passive_is_passive_too() -> None:
    assert [(clause.form, clause.voice) for clause in read("The tool has been developed and launched.")] == [
        ("perfect", "passive")
    ] * 2


def test_verbs_that_are_joined_share_their_subject() -> None:
    sentence = "The Fostering Panel met in May and has agreed a fee."
    assert [sentence[slice(*clause.subject)] for clause in read(sentence)] == ["The Fostering Panel"] * 2


def test_who_did_it_stands_behind_by() -> None:
    sentence = "The manual was written by the Head of Early Help."
    [clause] = read(sentence)
    assert [sentence[slice(*agent)] for agent in clause.agents] == ["by the Head of Early Help"]


def test_a_date_may_stand_between_the_verb_and_who_did_it() -> None:
    sentence = "A review was undertaken on 17 May 2016 by the Department for Education."
    [clause] = read(sentence)
    assert [sentence[slice(*agent)] for agent in clause.agents] == ["by the Department for Education"]


def test_terms_and_relative_clauses_keep_their_verbs_to_themselves() -> None:
    sentence = "The staff groups, which were set up in May, have worked with the board."
    [clause] = read(sentence)
    assert sentence[clause.start : clause.end] == "have worked"
    assert sentence[slice(*clause.subject)].startswith("The staff groups")
