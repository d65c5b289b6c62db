"""Finding figures that moved: both ends, in one clause, over clauses, over sentences."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.changes import find_changes
from pipeline.extract.changes_numbers import read_number
from pipeline.model import Block, BlockKind, Change, Document, Structured
from pipeline.rules import read_rules

RULES = read_rules()


def found(*texts: str, kind: BlockKind = "paragraph") -> tuple[Change, ...]:
    blocks = tuple(Block(seq=n, kind=kind, text=text) for n, text in enumerate(texts))
    return find_changes(Structured(Document("report.txt", "0" * 64, "text/plain", ()), blocks), RULES)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("The team grew from 41 staff to 66.", [(41, 66, None)]),
        ("Late visits fell from 212 in December to 0 and late reviews from 90 to 4.", [(212, 0, None), (90, 4, None)]),
        ("Caseloads were cut in one team from on average 31 per worker to 18 and in another from 26 to 19.",
         [(31, 18, "per worker"), (26, 19, None)]),
        ("The length of proceedings was reduced from 52 weeks in 2012–13 to 38 weeks for 2013–14.", [(52, 38, "weeks")]),
        ("Attendance improved from 57% to 83%.", [(57, 83, "%")]),
        ("Attendance rose from a low base of 54% in May 2015 to a current figure of 81%.", [(54, 81, "%")]),
        ("Carers have increased over the year from 31-38.", [(31, 38, None)]),
        ("Enquiries rose in 2012–13 to 68, from 51 the year before.", [(51, 68, None)]),
        ("Spend rose from £1.2m to £1.9m.", [(1_200_000, 1_900_000, "£")]),
        ("The number of panels was cut from five to two.", [(5, 2, None)]),
        ("44 children were adopted in 2013–14, an increase from 22 the year before.", [(22, 44, None)]),
        ("Vacancies stand at 17%, down from 22%.", [(22, 17, "%")]),
        ("In May we had 640 open plans at the end of July this had been reduced to 500; a reduction of 140.", [(640, 500, None)]),
        ("The number of plans, which was 355 in May, has reduced to 288.", [(355, 288, None)]),
        ("Contacts have increased to 390 compared with 340 last year.", [(340, 390, None)]),
        ("A decision took 19 days in May and now takes 6.", [(19, 6, "days")]),
        ("Caseloads are reducing (23 to 18).", [(23, 18, None)]),
        ("Plans signed: 71% → 85%", [(71, 85, "%")]),
        ("Only 44% were in time then; 71% are now.", [(44, 71, "%")]),
        ("Advisers had 29 cases each; two new posts have brought this to 22.", [(29, 22, None)]),
    ],
)  # fmt: skip
def test_both_ends_in_one_sentence(text: str, ends: list[tuple[float, float, str | None]]) -> None:
    assert [(c.from_value, c.to_value, c.unit) for c in found(text)] == ends


@pytest.mark.parametrize(
    ("texts", "ends", "field", "words"),
    [
        (["At 30 June 2019, 71 children had a plan, 12 of them again. This is a reduction from 96 at 30 June 2018."],
         (96, 71), "to_value", "71"),
        (["At 31 May, 210 children (a rate of 64 per 10,000) were in care. This is an increase from 180 (55 per 10,000)."],
         (180, 210), "to_value", "210"),
        (["Those with friends stay few, at five. This is a slight increase from three homes."], (3, 5), "to_value", "five"),
        (["In the spring there were 15 young people in bed and breakfast. This reduced to two."], (15, 2), "from_value", "15"),
        (["There were 611 children in care at the end of 2020. Today there are 488."], (611, 488), "from_value", "611"),
        (["The average worker had 23 children in April. The figure is now 19."], (23, 19), "from_value", "23"),
        (["The wait was four days in May. It has come down to one."], (4, 1), "from_value", "four"),
        (["At the year's end 86 children had a plan.", "This is a reduction from 140."], (140, 86), "to_value", "86"),
    ],
)  # fmt: skip
def test_an_end_in_the_sentence_before_stands_as_support(
    texts: list[str], ends: tuple[float, float], field: str, words: str
) -> None:
    [change] = found(*texts)
    [support] = change.supports
    assert (change.from_value, change.to_value) == ends
    assert (support.field, support.block.text[support.start : support.end]) == (field, words)


def test_the_size_of_the_movement_is_no_end_of_it() -> None:
    [change] = found("Only 9 were seen in May, which is a fall of 6 from the 15 of last year.")
    assert (change.from_value, change.to_value) == (15, 9)


def test_in_the_same_quarter_of_another_year_the_dates_tell_the_order() -> None:
    [later] = found("38 children went missing in 2019/20; in the same months of 2020/21 it was 11.")
    [earlier] = found("Of the visits in 2014/15, 91% were in time. In the same quarter of 2013/14 it was 55%.")
    assert (later.from_value, later.to_value) == (38, 11)
    assert (earlier.from_value, earlier.to_value) == (55, 91)


@pytest.mark.parametrize(
    "text",
    [
        "Services grow for children from 0 to 25 years of age.",
        "Fees ranged from £120 to £310, an improvement.",
        "Numbers increased from 2014 to 2016.",
        "The rise lasted from 3 May to 10 June.",
        "Results from key stage 2 to key stage 4 improved.",
        "The hub is open from 9am to 5pm.",
        "Read pages from 3 to 8.",
        "We had 14 children placed for adoption and 9 are now adopted.",
        "Plans improved in 12 of 30 cases.",
        "Help moved from hope to trust in 12 weeks.",
        "Contacts have increased to 39% compared with 34% in England.",
    ],
)
def test_what_is_no_change(text: str) -> None:
    assert found(text) == ()


def test_a_footnote_refers_to_nothing_before_it() -> None:
    assert found("At the year's end 86 children had a plan.", "This is a reduction from 140.", kind="footnote") == ()


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("We succeeded in reducing the number of open plans from 12 to 7.", "number of open plans"),
        ("The number of open plans has fallen from 12 to 7.", "number of open plans"),
        ("There are 12 open plans in all. This is an increase from 7.", "open plans in all"),
    ],
)
def test_what_moved(text: str, subject: str) -> None:
    assert [change.subject for change in found(text)] == [subject]


@settings(max_examples=80, deadline=None)
@given(
    first=st.integers(0, 99_999), last=st.integers(0, 99_999), verb=st.sampled_from(["rose", "fell", "has been reduced", "grew"])
)
def test_two_printed_numbers_are_read_back(first: int, last: int, verb: str) -> None:
    text = f"The number of contacts {verb} from {first:,} in 2014/15 to {last:,}."
    changes = found(text)
    assert [(c.from_value, c.to_value) for c in changes] == ([] if first == last else [(first, last)])
    for change in changes:
        assert change.evidence.quote == f"from {first:,} in 2014/15 to {last:,}"


@pytest.mark.parametrize(
    ("words", "number"),
    [("1,486", 1486), ("twenty-five", 25), ("Thirty eight", 38), ("a hundred", 100), ("two hundred", 200), ("£1.2m", 1.2e6),
     ("2 million", 2e6),     ("zero", 0), ("-2.5", -2.5), ("hundred", 100), ("many", None)],
)  # fmt: skip
def test_numbers_in_figures_and_words(words: str, number: float | None) -> None:
    assert read_number(words) == number
