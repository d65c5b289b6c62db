"""Finding calendar words: what is marked, what is read, and what only looks like a date."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.dates import calendar_forms, find_dates
from pipeline.model import Block, BlockKind, Document, Structured
from pipeline.rules import read_rules

RULES = read_rules()


def marked(text: str) -> str:
    for start, end, _, _ in reversed(calendar_forms(text, RULES)):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


def structured(*blocks: tuple[BlockKind, str]) -> Structured:
    made = tuple(Block(seq=n, kind=kind, text=text) for n, (kind, text) in enumerate(blocks))
    return Structured(Document("report.txt", "0" * 64, "text/plain", ()), made)


MARKED = """
Cabinet met on Tuesday, [5th March, 2019] at 6.30pm in Room 2014.
Date:[29March 2022] and [3rd of Feb. 2016], then [21 st June 2018]
[03/02/2016], [3/2/16], [03-02-2016], [2016-02-03], [3-Feb-2016] and [6 Sept ’17]
signed on [3.2.16] (and again [01.04.17])
[3rd. February 2016], [28th/29th/30th March 2017], [2012/3], [Apr-Jun 19]
[Feb-16], [Feb '16], [Sept16], [June of 2015], [07/2019]
w/c [3 June] and week ending [15/03/19]
on the [thirty-first of March 2016], [March the second], [June 7].
[1st - 3rd June 2015], [23 June - 16 July 2015], between [3 and 14 July 2023]
[2 July 2014 – 23 July 2014]; from [5th–9th February 2018]; [10/11 July 2016]
Tuesday [3 and Wednesday 4 July 2018]
between [14 May 2015 and 3 June 2015], but [14 May 2015] and [3 June 2015]
from [April 2015 to March 2016], [April to June 2019], [June/July 2018], [Oct-Dec]
In [April and May] we met, in [May] and [September 2018] too; [April, May and June 2018]
the [end of November 2015], [beginning of June 2018], [early January], [mid-June], [end of March/early April]
will start in [July] and was late in [August]; [mid-2018], [early 2019], [late in 2017], [end of 2016]
[Q1 2019/20], [quarter 3 of 2021-22], [2015-16 Q3], [2016 – 17 Q4], [Qtr 4 2018], [Q2 18/19]
[Quarter 2 (July-September)], [quarters 1 and 2], [Q3-Q4 2018/19], [2015-16 Q4 to 2017-18 Q1]
[first quarter of 2015–16], [1st quarter 2018/19], in the [fourth quarter]; the third quarterly report
[first half of 2017], [first six months of 2016/17]
[Spring 2019], [summer of 2017], [Spring term 2020], [autumn/winter 2019], [winter 2018/19]
The plans run to [30.9.21] for all; see 30.9.21; decided [20 Mar 18] by Cabinet; by [20 Mar] 18 of them
on [14th, 21st and 28th January 2019]; March Town Council; it was a hard [winter].
later in the [Autumn]; the [summer] break; next [spring]; a summer school; Spring Gardens
[2018/19], [2016-17 academic year], FY[2019/20], in [17/18], [2015-17], [2024 to 2026], [2016 – 2020]
[2015/16 to 2018/19] and [late 2019/early 2020]
from [1 April to end of June 2016]; between [May 2015 and 2018]; [Quarter 1] - [April 2018]; [May 2015] and [2018]
year ending [31 March 2014]; [Easter 2019]; by Christmas; the [1990s]
inspected in [2016], since [2011]; the [2015] inspection; pre-[2014]; ONS [2011] census
as at [31 March 2015].9 The number; no visit since [2013].
paid since [6 April last year], in the [December of that year] and [May the following year]
rose from 58% ([Q1]) to 72% ([Q4]); ([Q2]: 71.5%; [Q3]: 74%); the [Q4] outturn; Q1: why?
lower ([09/10]) than in the [08/09] outturn; spend in [16/17] and [17/18]; homes for 16/17 year olds; 9/10 of them
planned for [FY19] and FY[2019/20]; as at [30.6.17]: 212; from [November through to April]; come the [autumn]
Circular 12/2015, Guidance Note LAC 4/2012 and the circular of [12/2015]; by [back end of September]
[May]’s figures beat 31 ([April]) and 24 ([May]); [2017/18 Q4 (Jan–Mar)]; [Summer 2018] and [winter 2018/19]
on [28 February and 1 March 2023]; [28 February] and [2 March]; in [late February or early March 2020]
Working Together [2018], Handbook ([August 2016])
reported to [June] Cabinet, last [November], [March] this committee
""".strip().splitlines()


@pytest.mark.parametrize("line", MARKED)
def test_calendar_words_are_marked_and_nothing_else(line: str) -> None:
    assert marked(re.sub(r"[\[\]]", "", line)) == line


@pytest.mark.parametrize(
    "text",
    [
        "duties under the Children Act 1989 and the Care Leavers (England) Regulations 2010",
        "the 1989 Act; the 2017 Children and Social Work Act; Children Acts 1989 and 2004",
        "Tel: 01733 863606, extension 6286; 020 7946 2015; (ext 2016)",
        "£2015 and 2,016 and 2016% and B2017",
        "a total of 2014 children in 2000 cases, nearly 1990 referrals",
        "24/7 cover, 1/2 a post, 50/50, LD 4108/17, FD 4914/17",
        "Terms of Reference No. 3.2.3; paragraph 3.2.16; Version 1.2.15; section 2015",
        "3.2.16 The committee is asked to note",
        "see www.example.gov.uk/2016/05 and plan-2016.pdf, write to team2016@example.org",
        "homes for 16/17 year olds, services 8-19 and 0-25",
        "staff may march on; it MAY BE that they may",
        "June Okoro, Cllr April Weller and Mrs May",
        "six months, ten days, weekly, this year, the last two years, in the coming months",
        "31 June 2015",
    ],
)
def test_what_only_looks_like_a_date_is_left_alone(text: str) -> None:
    assert marked(text) == text


@pytest.mark.parametrize(
    ("text", "kind", "parts"),
    [
        ("3 FEBRUARY 2016", "day", {"day": 3, "month": 2, "year": 2016}),
        ("twenty-first of June 2017", "day", {"day": 21, "month": 6, "year": 2017}),
        ("02/10/15", "day", {"day": 2, "month": 10, "year": 2015}),
        ("2016-02-03", "day", {"day": 3, "month": 2, "year": 2016}),
        ("12/13 October", "days", {"day": 12, "month": 10, "day2": 13, "month2": 10}),
        ("21 February to 4 March 2022", "days", {"day": 21, "month": 2, "day2": 4, "month2": 3, "year2": 2022}),
        ("mid-June", "month", {"edge": "mid", "month": 6}),
        ("December 2015/January 2016", "months", {"month": 12, "year": 2015, "month2": 1, "year2": 2016}),
        ("Sept 16", "month_or_day", {"month": 9, "number": 16}),
        ("2015-16 Q3", "quarter", {"quarter": 3, "year": 2015, "basis": "financial"}),
        ("last quarter of 2016", "quarter", {"quarter": 4, "year": 2016, "basis": "calendar"}),
        ("Q1 (January - March 2018)", "quarter", {"quarter": 1, "year": 2018, "basis": "calendar"}),
        ("Quarter 4 (January - March 2018)", "quarter", {"quarter": 4, "year": 2017, "basis": "financial"}),
        ("spring term 2018/19", "season", {"season": "spring", "year": 2019}),
        ("winter 2018/19", "season", {"season": "winter", "year": 2018}),
        ("2012/3", "financial_year", {"year": 2012}),
        ("1999/00", "financial_year", {"year": 1999}),
        ("academic year 2016/17", "academic_year", {"year": 2016}),
        ("2015-17", "years", {"year": 2015, "year2": 2017}),
        ("first half of 2016/17", "half", {"half": 1, "year": 2016, "basis": "financial"}),
        (
            "April to 3 June 2016",
            "span",
            {"from_kind": "month", "from_month": 4, "to_kind": "day", "to_day": 3, "to_month": 6, "to_year": 2016},
        ),
        ("June last year was wet", "month", {"month": 6, "relative": "last year"}),
    ],
)
def test_what_a_form_says(text: str, kind: str, parts: dict[str, int | str]) -> None:
    [(_, _, form, _)] = calendar_forms(text, RULES)
    assert (form.kind, dict(form.parts)) == (kind, parts)


def test_nothing_reaches_over_a_tab() -> None:
    assert marked("from 3\tMarch 2016\t2017") == "from 3\t[March 2016]\t[2017]"
    assert marked("Review posts\tMay\tQ3") == "Review posts\t[May]\t[Q3]"


def test_furniture_and_contents_hold_no_dates() -> None:
    report = structured(("furniture", "12 May 2016"), ("contents", "Plan 2016 ... 4"), ("footnote", "Seen 12 May 2016."))
    assert [mention.evidence.quote for mention in find_dates(report, RULES)] == ["12 May 2016"]


def test_counts_and_references_in_table_rows_are_no_dates() -> None:
    report = structured(
        ("table_row", "Contacts\t2014\t1875\t99"),
        ("table_row", "Plan agreed\t2014\tdone"),
        ("table_row", "Q3\t3.1\tVisit schools\tQ3"),
    )
    found = [(m.evidence.block.seq, m.evidence.start, m.evidence.quote) for m in find_dates(report, RULES)]
    assert found == [(1, 12, "2014"), (2, 21, "Q3")]


STYLES = (
    """
{d} {month} {y}|{d}{th} {month} {y}|{d}{th} of {month} {y}|{d} {th} {month} {y}|{d:02} {mon} {y}|{d}{month} {y}|{d} {month}, {y}
{d} {MONTH} {y}|{d} {mon}. {y}|{d}-{mon}-{y}|{d} {mon} '{yy:02}|{d}-{mon}-{yy:02}|{d:02}/{m:02}/{y}|{d}/{m}/{y}
{d:02}/{m:02}/{yy:02}|{d:02}.{m:02}.{y}|{d:02}.{m:02}.{yy:02}|{d:02}-{m:02}-{y}|{y}-{m:02}-{d:02}|{month} {d}, {y}
{month} {d}{th} {y}
""".strip()
    .replace("\n", "|")
    .split("|")
)


@settings(max_examples=150, deadline=None)
@given(
    day=st.dates(date(2000, 1, 1), date(2039, 12, 31)),
    style=st.sampled_from(STYLES),
    before=st.sampled_from(["", "on ", "(", "Date: "]),
)
def test_a_day_printed_in_any_style_is_read_back(day: date, style: str, before: str) -> None:
    th = {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10 if day.day // 10 != 1 else 0, "th")
    names = {"month": f"{day:%B}", "MONTH": f"{day:%B}".upper(), "mon": f"{day:%b}"}
    printed = style.format(d=day.day, m=day.month, y=day.year, yy=day.year % 100, th=th, **names)
    text = f"{before}{printed}, at the latest"
    [(start, end, form, _)] = calendar_forms(text, RULES)
    assert text[start:end] == printed
    assert (form.kind, dict(form.parts)) == ("day", {"day": day.day, "month": day.month, "year": day.year})


PIECES = st.sampled_from(
    ["3", "14", "2016", "2017", "/", "-", " to ", " and ", "May", "June", "Sept", "Q3", "quarter 2", "spring", " ", ", ", ".",
     "\t", "end of ", "early ", "16", "'17", "first half of ", "between ", "in ", "Act ", "%", "£", "(", ")"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_spans_are_apart_in_order_and_within_a_cell(text: str) -> None:
    reached = 0
    for start, end, _, hit in calendar_forms(text, RULES):
        assert reached <= start < end <= len(text)
        assert "\t" not in text[start:end]
        assert text[start:end] == text[start:end].strip()
        assert not hit.rule.excludes
        reached = end
