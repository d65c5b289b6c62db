"""Finding figures that moved: both ends, in one clause, over clauses, over sentences."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.changes import find_changes
from pipeline.extract.numbers import read_number
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
        ("A room rose from £2,310 to £2,980 per week.", [(2310, 2980, "£")]),
        ("The rate rose from 41 per 10,000 to 52 per 10,000, against 60 elsewhere.", [(41, 52, "per 10,000")]),
        ("The number of carers has reduced, 131 to 118, in the year.", [(131, 118, None)]),
        ("Enquiries more than doubled, 31 to 70.", [(31, 70, None)]),
        ("Waits for a clinic: 50 weeks to 30 weeks", [(50, 30, "weeks")]),
        ("Late visits: 21%, reduced from 35%", [(35, 21, "%")]),
        ("Checks on time: 31% at inspection, up to 62%", [(31, 62, "%")]),
        ("Late plans had come down from that 1,300 to 44.", [(1300, 44, None)]),
        ("The number of panels was cut from five to two.", [(5, 2, None)]),
        ("44 children were adopted in 2013–14, an increase from 22 the year before.", [(22, 44, None)]),
        ("Vacancies stand at 17%, down from 22%.", [(22, 17, "%")]),
        ("In May we had 640 open plans at the end of July this had been reduced to 500; a reduction of 140.", [(640, 500, None)]),
        ("The number of plans, which was 355 in May, has reduced to 288.", [(355, 288, None)]),
        ("Contacts have increased to 390 compared with 340 last year.", [(340, 390, None)]),
        ("A decision took 19 days in May and now takes 6.", [(19, 6, "days")]),
        ("Caseloads are reducing (23 to 18).", [(23, 18, None)]),
        ("Contacts continue to rise (1,210 to 1,490).", [(1210, 1490, None)]),
        ("Visits in time dipped from 76% (Q3) to 63% (Q4).", [(76, 63, "%")]),
        ("Duty team caseloads: from 31 to 17.", [(31, 17, None)]),
        ("Stability has improved, 61% to 70% since the inspection.", [(61, 70, "%")]),
        ("Children in care number 371. A year ago there were 340; the rise from 340 to 371 was planned for.", [(340, 371, None)]),
        ("Plans signed: 71% → 85%", [(71, 85, "%")]),
        ("Only 44% were in time then; 71% are now.", [(44, 71, "%")]),
        ("Advisers had 29 cases each; two new posts have brought this to 22.", [(29, 22, None)]),
        ("At 31 March 2014 there were 89 children at risk; at 31 March 2015, 82.", [(89, 82, None)]),
        ("In 2012 there were 64 referrals, in 2011 there had been 60.", [(60, 64, None)]),
        ("The total was 64 in 2012 and 60 in 2011.", [(60, 64, None)]),
        ("Complaints: 90 in 2015/16, 61 in 2016/17.", [(90, 61, None)]),
        ("It took 19 months in 2011 but only 12 months in 2013.", [(19, 12, "months")]),
        ("Attendance got better year on year (2012: 88%; 2013: 91%).", [(88, 91, "%")]),
        ("On 31 March 2016, 412 children were in care, compared with 388 a year earlier.", [(388, 412, None)]),
        ("Enquiries numbered 412, against 388 in 2014.", [(388, 412, None)]),
        ("By the end of quarter two 81% were on time, as opposed to 69% at the end of quarter one.", [(69, 81, "%")]),
        ("Turnover is 12%, lower than last year's 17%.", [(17, 12, "%")]),
        ("The rate was 88 per 10,000 compared to 83 per 10,000 in the previous year.", [(83, 88, "per 10,000")]),
        ("Plans checked have risen to 91% (78% last year).", [(78, 91, "%")]),
        ("Open plans fell to 173 (2016: 201).", [(201, 173, None)]),
        ("Turnover (16%) has fallen since last year (22%).", [(22, 16, "%")]),
        ("Visits nearly doubled between 2016/17 (610) and 2017/18 (1,180).", [(610, 1180, None)]),
        ("Meetings in time: 62% in 2015/16, rising to 89% in 2016/17.", [(62, 89, "%")]),
        ("The caseload, 26 in the autumn of 2015, is now 17.", [(26, 17, None)]),
        ("It is now 78%; it was 66% when we last met.", [(66, 78, "%")]),
        ("There were 71 waiting in May, 18 fewer than in March (89).", [(89, 71, None)]),
        ("Whereas 14 posts were vacant in May, only three are vacant today.", [(14, 3, None)]),
        ("It has decreased since May, when it was 3,363, to 2,447.", [(3363, 2447, None)]),
        ("From a baseline of 40% in April, 77% of checks are now in time.", [(40, 77, "%")]),
        ("We had one hundred and twenty open cases in May; we now have none.", [(120, 0, None)]),
        ("Most live in a home of their own: 93%, an improvement on the 71.5% figure of 2013.", [(71.5, 93, "%")]),
        ("Attendance, which was 61% in April, had reached 78% by the end of May.", [(61, 78, "%")]),
        ("The share has doubled: 12% in 2014, 24% now.", [(12, 24, "%")]),
        ("The team has grown: six workers in 2015, eleven today.", [(6, 11, None)]),
        ("44 children were waiting in May, 31 fewer than the 75 reported in March.", [(75, 44, None)]),
        ("Some 18% of referrals were made again (24% in the year before).", [(24, 18, "%")]),
        ("In 2016 46 complaints were upheld; 2017 saw the figure climb to 61.", [(46, 61, None)]),
        ("Sickness is lower: 9.1 days per worker, from 12.4.", [(12.4, 9.1, "days")]),
        ("Whereas 112 agency staff stood on the books in January 2017, there are 41 today.", [(112, 41, None)]),
        ("82% (target: 90%) of plans were in time, compared to 77% last year.", [(77, 82, "%")]),
        ("Supervision took place in 52% of files in October, but only 41% in April.", [(52, 41, "%")]),
        ("Audits are better: 21% poor in this round as opposed to 39% in the first round.", [(39, 21, "%")]),
        ("Custody has fallen from 98 in 2011/12 to 61 in 2012/13 and 44 in 2013/14.", [(98, 61, None)]),
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
        (["At 31 March 2014 there were 897 children in need. At 31 March 2015 there were 823."], (897, 823), "from_value", "897"),
        (["In 2011-12, 131 calls came in. In 2012-13 the number of calls went up to 219."],
         (131, 219), "from_value", "131"),
        (["The wait is 36 weeks on average. This has recently reduced further to 34 weeks."], (36, 34), "from_value", "36"),
        (["A match took 242 days. In England the average was 217.",
          "For the period 2012-15, the time from order to match has increased slightly to 249 days."],
         (242, 249), "from_value", "242"),
        (["There were 62 open cases in March. There are now 35."], (62, 35), "from_value", "62"),
        (["They wait 498 days on average. The figure was 641 in 2012."], (641, 498), "to_value", "498"),
        (["Of those out of work 38% are young. This compares with 45% a year before."], (45, 38), "to_value", "38"),
    ],
)  # fmt: skip
def test_an_end_in_the_sentence_before_stands_as_support(
    texts: list[str], ends: tuple[float, float], field: str, words: str
) -> None:
    [change] = found(*texts)
    [support] = change.supports
    assert (change.from_value, change.to_value) == ends
    assert (support.field, support.block.text[support.start : support.end]) == (field, words)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("The wait for a first visit, which was 19 weeks, is six.", (19, 6)),
        ("Average caseloads, 22 at the time of the inspection, are 17.", (22, 17)),
        ("The waiting list stands at 31, when it was 58 a year ago.", (58, 31)),
        ("There were 64 agency staff in April and there are 29.", (64, 29)),
        ("There were 508 in March 2015; at 31 January 2016 there were 466.", (508, 466)),
        ("Visits recovered to 93% by September after falling to 72% in April.", (72, 93)),
        ("From a position in which 112 cases had no worker there are now none.", (112, 0)),
        ("Carers lost in the year: 41 down to 6.", (41, 6)),
        ("It was 61% in April, 70% in May and 84% in June.", (61, 84)),
        ("Placements far away: 210 → 198 → 184.", (210, 184)),
        ("Children in care: 342 (2015: 310).", (310, 342)),
        ("A year ago we had one coordinator. We now have four.", (1, 4)),
        ("It has taken us from 12 to 18 months to fill each post.", None),
        ("The notice speaks of 40 visits, which was right, and of 12 plans.", None),
    ],
)
def test_orders_in_which_then_and_now_are_told(text: str, ends: tuple[float, float] | None) -> None:
    assert [(c.from_value, c.to_value) for c in found(text)] == ([ends] if ends else [])


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
        "Some 77% come often, compared with 81% nationally.",
        "At 33% it stays high compared to the England average of 22%.",
        "Vacancies rose by 12 to 40.",  # one number and a size: the other is not stated
        "There are 31 carers, seven more than last year.",
        "The target is to move from 60% to 90% by March.",
        "The notice requires the rate to go down to 14% by March 2009 and 12% by March 2010.",
        "A manager went from 250 cases or more to 110-120.",
        "In 2012, 45 carers were approved and 30 children placed.",
        "Officers met 11 times in 2014 and wrote 6 papers in 2015.",
        "In May 2014 there were 20 posts. Costs increased to 30.",
        "This is 31 fewer than the 75 children who waited at the time of the last report.",
        "There are now 35 schools in the trust, of 62 in all.",
        "Some 38 children had gone missing more than three times in the third quarter of 2019/20.",
        "The first group (24%) and the second (11.2%) are the largest in our schools (Census 2014).",
        "Last year 60% of primary and 55% of secondary schools took part.",
        "Of 193 children in foster homes at the time of the inspection, 87 had not moved for a year.",
        "In 2012 it took 631 days. This is better than in the previous period, when it took 54 days longer.",
        "Stability is good, with just 8.3% of children having had three or more moves in 2013-14.",
        "The last year has been a busy one for the board, with four reviews.",
        "The number of children with a plan is 212, down 18 since March 2015.",
        "There are 305 children in care, up 21 on this time last year.",
    ],
)
def test_what_is_no_change(text: str) -> None:
    assert found(text) == ()


def test_of_shares_of_a_whole_the_one_is_taken_that_speaks_of_the_same() -> None:
    parted = "Of 14 audits 43% required more work, 36% were good and 21% were inadequate."
    changes = found(f"{parted} Since then the share of inadequate cases has fallen to 9%.")
    assert [(one.from_value, one.to_value) for one in changes] == [(21, 9)]
    assert found(f"{parted} Since then the proportion of audits with a chronology has risen to 58%.") == ()


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


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Delays: 14% (22% in 2017/18).", [(22, 14)]),
        ("Delays (14%, previously 22%) matter less.", [(22, 14)]),
        ("Delays were 14% in Q3 and 22% in Q2.", [(22, 14)]),
        ("Delays peaked at 22% in March and stand at 14% today.", [(22, 14)]),
        ("Against a baseline of 22%, delays are now 14%.", [(22, 14)]),
        ("Delays in Q3 (14%) were fewer than in Q2 (22%).", [(22, 14)]),
        ("In the first round 40% failed; in the latest, 12%.", [(40, 12)]),
        ("Delays were 31% (2014/15), then 22% (2015/16) and 14% (2016/17).", [(31, 14)]),
        ("At 31 May 2031 there were 412 homes, 24 more than the 388 of a year before.", [(388, 412)]),
        ("Only 14% of plans were late in 2018. In the first audit it was 22%.", [(22, 14)]),
        ("Our rate is 14%, against 22% nationally in 2018.", []),
        ("The notice requires delays to go down to 22% by May 2030 and 14% by May 2031.", []),
        ("In the last year there were 94 letters for 12 places.", []),
        ("62% of boys and 81% of girls had a check in May.", []),
    ],
)
def test_figures_of_different_moments_are_a_change_whatever_the_sentence(text: str, ends: list[tuple[float, float]]) -> None:
    assert [(change.from_value, change.to_value) for change in found(text)] == ends


def test_by_a_month_is_later_than_in_a_month_whatever_the_year() -> None:
    assert [(c.from_value, c.to_value) for c in found("In April the average caseload was 24. By March it was 17.")] == [(24, 17)]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Agency staffing was 41% of posts at transfer and is 24%.", [(41, 24)]),
        ("This is a rise from 323 at the last count, and equates to 169 per 10,000.", []),
    ],
)
def test_a_share_of_something_then_and_now_and_what_a_figure_equates_to(text: str, ends: list[tuple[float, float]]) -> None:
    assert [(one.from_value, one.to_value) for one in found(text)] == ends
