"""Finding percentages: the number, how exactly it is meant, the part it plays, what it measures."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.percentages import find_percentages
from pipeline.model import Block, BlockKind, Column, Document, Percentage, RowCell, Structured, Table
from pipeline.resolve.percentages import resolve_percentages
from pipeline.rules import read_rules

RULES = read_rules()


def found(text: str, kind: BlockKind = "paragraph") -> tuple[Percentage, ...]:
    block = Block(seq=0, kind=kind, text=text)
    return find_percentages(Structured(Document("report.txt", "0" * 64, "text/plain", ()), (block,)), RULES)


@pytest.mark.parametrize(
    ("text", "words", "low", "high"),
    [
        ("of whom 85.5% were seen", "85.5%", 85.5, 85.5),
        ("50 per cent of visits", "50 per cent", 50, 50),
        ("50 percent of visits", "50 percent", 50, 50),
        ("Fifty-five per cent of visits", "Fifty-five per cent", 55, 55),
        ("now 18-20% of posts", "18-20%", 18, 20),
        ("between 18% and 20% of posts", "18% and 20%", 18, 20),
        ("18% to 20% of posts", "18% to 20%", 18, 20),
        ("(62%5 of all)", "62%", 62, 62),
        ("1,200% of the old figure", "1,200%", 1200, 1200),
        ("in 2016–17 to 9.4% in 2017–18", "9.4%", 9.4, 9.4),
        ("the gap closed by 3 percentage points", "3 percentage points", 3, 3),
        ("85 % of visits", "85 %", 85, 85),
    ],
)
def test_the_words_and_their_numbers(text: str, words: str, low: float, high: float) -> None:
    [one] = found(text)
    assert (one.evidence.quote, one.low, one.high) == (words, low, high)


def test_two_ends_of_a_movement_are_two_percentages() -> None:
    assert [(p.evidence.quote, p.role) for p in found("Visits rose from 18% to 20% in May.")] == [
        ("18%", "level"),
        ("20%", "level"),
    ]


@pytest.mark.parametrize(
    "text", ["88 per 10,000 children", "one in five", "5 percentage tables", "see a%20link", "% of visits", "100 children"]
)
def test_what_is_no_percentage(text: str) -> None:
    assert found(text) == ()


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("Over 80% of plans", "over"),
        ("more than 80% of plans", "over"),
        ("just under 80% of plans", "under"),
        ("fewer than 80% of plans", "under"),
        ("around 80% of plans", "about"),
        ("nearly 80% of plans", "about"),
        ("an estimated 80% of plans", "about"),
        ("at least 80% of plans", "at_least"),
        ("a minimum of 80% of plans", "at_least"),
        ("80% or more of plans", "at_least"),
        ("up to 80% of plans", "up_to"),
        ("no more than 80% of plans", "up_to"),
        (">80% of plans", "over"),
        ("≥80% of plans", "at_least"),
        ("this is above the 80% of last year", None),
        ("currently 80% and below the national average", None),
        ("All over the county 80% of plans", None),
    ],
)
def test_how_exactly_it_is_meant(text: str, qualifier: str | None) -> None:
    assert found(text)[0].qualifier == qualifier


def test_up_to_behind_another_percentage_is_a_movement() -> None:
    assert [one.qualifier for one in found("71% in April, up to 85% in May")] == [None, None]
    assert [one.qualifier for one in found("they had a plan, up to 85% of them")] == ["up_to"]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Caseloads have been reduced by 50% since November", ["change"]),
        ("Timeliness was reduced to 50%", ["level"]),
        ("a 12% rise in contacts, an increase of 8% in referrals", ["change", "change"]),
        ("numbers fell by 19% and 13% respectively", ["change", "change"]),
        ("Agency posts made up 9% of all", ["level"]),
        ("down from the peak of over 25%", ["level"]),
        ("85% against a target of 95%", ["level", "target"]),
        ("improved to 93% (target 95%)", ["level", "target"]),
        ("Absence fell by 12% in April and by a further 3% in May", ["change", "change"]),
        ("100% of staff will have a plan", ["target"]),
        ("90% of audits to be good by May", ["target"]),
        ("of whom 4% came back to be looked after", ["level"]),
        ("well short of the 96% target", ["target"]),
        ("the plan is to achieve a 15% net rise in foster homes", ["target"]),
        ("we will reduce agency use to 15%", ["target"]),
        ("at least 90% of plans should be signed", ["target"]),
        ("is 23% (the national average is 18%) and in special schools is 31% (the national average is 36%)",
         ["level", "benchmark", "level", "benchmark"]),
        ("9% of families, compared with 20% in the country as a whole", ["level", "benchmark"]),
        ("15% compared to 12% last year", ["level", "level"]),
        ("below the rates of both England (14%) and the North West (13%)", ["benchmark", "benchmark"]),
        ("between the regional and statistical neighbour rates of 7% and 9% respectively", ["benchmark", "benchmark"]),
        ("80% nationally and 71% of comparable towns", ["benchmark", "benchmark"]),
        ("around 40%, which is near the national average", ["level"]),
        ("Statistical neighbours are at 22% and England at 23%", ["benchmark", "benchmark"]),
        ("Agency costs fell by a third, or 33 percent", ["change"]),
        ("The re-referral rate, at 33%, is above the national average", ["level"]),
        ("a publicity campaign aimed at agencies raised awareness to 77%", ["level"]),
    ],
)  # fmt: skip
def test_the_part_it_plays(text: str, roles: list[str]) -> None:
    assert [one.role for one in found(text)] == roles


def visits_under(*labels: str) -> tuple[Percentage, ...]:
    """Return the percentages of a row of visits in time, 78%, 90% and 81%, under these headings."""
    text = "Visits in time\t78%\t90%\t81%"
    starts = [0, 15, 19, 23]
    cells = tuple(RowCell(n, 1, start, end) for n, (start, end) in enumerate(zip(starts, [14, 18, 22, 26], strict=True)))
    table = Table(0, tuple(Column(n, (label,)) for n, label in enumerate(labels)), None, (1,))
    block = Block(seq=0, kind="table_row", text=text, table=0, cells=cells)
    return find_percentages(Structured(Document("report.txt", "0" * 64, "text/plain", ()), (block,), (table,)), RULES)


def test_a_date_that_heads_a_column_tells_what_is_yet_to_come() -> None:
    mentions = visits_under("Measure", "Aug 2016", "Mar 2017", "Mar 2017 England")
    assert [one.role for one in resolve_percentages(mentions, RULES, date(2016, 9, 14))] == ["level", "target", "benchmark"]
    assert [one.role for one in resolve_percentages(mentions, RULES, date(2017, 6, 1))] == ["level", "level", "benchmark"]
    assert [one.role for one in resolve_percentages(mentions, RULES, None)] == ["level", "level", "benchmark"]


def test_the_heading_of_a_column_tells_target_and_benchmark() -> None:
    found = visits_under("Measure", "Actual", "Target", "England")
    assert [(p.evidence.quote, p.role, p.subject) for p in found] == [
        ("78%", "level", "Visits in time"),
        ("90%", "target", "Visits in time"),
        ("81%", "benchmark", "Visits in time"),
    ]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Over 80% of core assessments are completed in time", "core assessments"),
        ("12 live in children’s homes, of whom 32% live elsewhere", "children’s homes"),
        ("Re-referrals within a year are now at 18%", "Re-referrals within a year"),
        ("a 20% vacancy rate", "vacancy rate"),
    ],
)
def test_what_it_measures(text: str, subject: str) -> None:
    assert found(text)[0].subject == subject


@settings(max_examples=100, deadline=None)
@given(
    tenths=st.integers(0, 1000),
    sign=st.sampled_from(["%", " %", " per cent", " percent"]),
    before=st.sampled_from(["", "of these ", "rose to ", "(", "Visits\t"]),
)
def test_a_printed_percentage_is_read_back(tenths: int, sign: str, before: str) -> None:
    number = f"{tenths / 10:g}"
    text = f"{before}{number}{sign} of visits"
    [one] = found(text)
    assert one.evidence.quote == number + sign
    assert one.low == one.high == tenths / 10


def test_a_movement_that_opens_with_a_qualifier_is_two_percentages() -> None:
    assert [(p.low, p.high, p.qualifier) for p in found("It rose from just over 46 per cent to 88 per cent.")] == [
        (46, 46, "over"),
        (88, 88, None),
    ]


def test_how_much_it_moved_and_where_to_are_no_range() -> None:
    assert [(one.low, one.high, one.role) for one in found("Assessments in time rose by 6% to 88%.")] == [
        (6.0, 6.0, "change"),
        (88.0, 88.0, "level"),
    ]
    assert [(one.low, one.high) for one in found("The share will rise by 5% to 10%.")] == [(5.0, 10.0)]


def test_two_targets_each_with_its_day() -> None:
    assert [p.role for p in found("The notice wants vacancies to fall to 11% by 30 June 2010 and 9% by June 2011.")] == [
        "target",
        "target",
    ]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("At least 90 per cent is the target for supervision.", ["target"]),
        ("The target is 95% and the minimum required is 80%.", ["target", "target"]),
        ("It stands at 83.4% (contract KPI: 85%).", ["level", "target"]),
        ("It was 72%, short of the 90% that we aim for.", ["level", "target"]),
        ("Re-referrals rose 3 percentage points, to 24%.", ["change", "level"]),
        ("It stands at 93%, just 2% short of target.", ["level", "change"]),
        ("Nationally, 82% of assessments are in time; ours stand at 71%.", ["benchmark", "level"]),
        ("We hold 41% of plans; nationally, the equivalent is 33%.", ["level", "benchmark"]),
        ("Some 12% were over 16, against 19% and 20% nationally.", ["level", "benchmark", "benchmark"]),
        ("Allowances were uplifted by 6.88% in April.", ["change"]),
    ],
)
def test_the_part_it_plays_among_targets_gaps_and_others(text: str, roles: list[str]) -> None:
    assert [one.role for one in found(text)] == roles


@pytest.mark.parametrize(
    ("text", "number"), [("33⅓% of visits", 100 / 3), ("12½ per cent of visits", 12.5), ("½% of visits", 0.5)]
)
def test_fractions_of_one_sign(text: str, number: float) -> None:
    [one] = found(text)
    assert one.low == pytest.approx(number)
    assert one.evidence.quote == text.removesuffix(" of visits")


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "Attendance at core groups, which was 61% in April, had reached 78% by the end of May.",
            ["Attendance at core groups"] * 2,
        ),
        ("Of the 240 plans audited in May, 38% were rated good.", ["plans audited in May"]),
        ("Only 61% of reviews were held on time (England: 68%).", ["reviews", "reviews"]),
        ("Return home interviews: 45% in January, 52% in February.", ["Return home interviews"] * 2),
        ("The Council has raised the budget for placements by 5%.", ["budget for placements"]),
        (
            "In May, the rate of assessments completed on time was up from 52% to 79%.",
            ["rate of assessments completed on time"] * 2,
        ),
        ("There are 61 in children’s homes, of whom 29% are placed beyond the county.", ["children’s homes"]),
    ],
)
def test_what_it_measures_is_the_noun_phrase(text: str, subjects: list[str]) -> None:
    assert [one.subject for one in found(text)] == subjects


def test_an_item_measures_what_its_lead_in_begins() -> None:
    blocks = (
        Block(seq=0, kind="paragraph", text="The proportion of pupils who walk to school:"),
        Block(seq=1, kind="list_item", text="in primary years is 19% (the national average is 17%)", lead_in=0),
    )
    percentages = find_percentages(Structured(Document("report.txt", "0" * 64, "text/plain", ()), blocks), RULES)
    assert [one.subject for one in percentages] == ["pupils who walk to school in primary years"] * 2


def test_a_month_below_a_year_in_the_headings_is_the_columns_date() -> None:
    columns = (Column(0, ("Measure",)), Column(1, ("2014/15", "Apr")), Column(2, ("2014/15", "Jan")))
    text = "Visits\t61%\t70%"
    cells = (RowCell(0, 1, 0, 6), RowCell(1, 1, 7, 10), RowCell(2, 1, 11, 14))
    row = Block(seq=0, kind="table_row", text=text, table=0, cells=cells)
    report = Structured(Document("report.txt", "0" * 64, "text/plain", ()), (row,), (Table(0, columns, None, ()),))
    told = resolve_percentages(find_percentages(report, RULES), RULES, date(2015, 6, 1))
    assert [one.days and str(one.days.start) for one in told] == ["2014-04-01", "2015-01-01"]
