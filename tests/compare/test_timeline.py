"""Steps told once, and the inspection from which a journey is counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.compare.counts import SHARES, Followed, followed, followed_of
from pipeline.compare.timeline import Step, Which, _replaced, _same, origin, set_off, timeline, waits
from pipeline.compare.visits import named
from pipeline.load.database import open_database
from tests.measuring import load_into

WHICH: tuple[Which, ...] = ("first", "worst", "last")
MARCH, MAY = date(2019, 3, 15), date(2019, 5, 2)


def step(what: str, start: date, end: date | None = None, **more: Any) -> Step:
    given = {"grade": None, "words": what, "table": "events", "row": f"{what} {start}", "confidence": 0.9, "body": None, **more}
    return Step(what, start, end or start, **given)


def judged(area: str, grade: str, on: date = MARCH) -> Step:
    return step("judgement", on, words=area, grade=grade, table="judgements")


def test_a_journey_is_counted_from_the_publication_of_its_worst_inspection() -> None:
    earlier = step("inspection", date(2015, 10, 1), date(2015, 10, 31), grade="requires_improvement")
    inspected, published = judged("Overall effectiveness", "inadequate"), step("inspection_report", MAY)
    assert set_off([earlier, inspected, published]) == (inspected, MAY)


def test_the_first_or_the_last_graded_inspection_can_be_chosen() -> None:
    first = step("inspection", date(2015, 10, 1), date(2015, 10, 31), grade="requires_improvement")
    worst = judged("Overall effectiveness", "inadequate")
    last = judged("Overall effectiveness", "good", date(2022, 3, 4))
    chosen = [off[0] for which in WHICH if (off := set_off([first, worst, last], which))]
    assert chosen == [first, worst, last]


def test_without_a_publication_the_inspections_last_day_stands_in() -> None:
    inspected = judged("Overall effectiveness", "inadequate")
    assert set_off([inspected, step("inspection_report", date(2020, 5, 2))]) == (inspected, MARCH)
    assert origin((inspected, MARCH)).what == "last day of the inspection"
    assert set_off([step("inspection", MARCH)]) is None


def test_an_overall_grade_goes_before_that_of_one_area() -> None:
    area = judged("Children in care", "inadequate", date(2017, 1, 10))
    overall = judged("Overall effectiveness", "requires_improvement", date(2019, 3, 15))
    assert set_off([area, overall]) == (overall, MARCH)


def test_a_visit_told_by_its_season_is_the_one_told_by_its_day() -> None:
    exact = step("monitoring_visit", date(2019, 10, 15), date(2019, 10, 16))
    assert _same(exact, step("monitoring_visit", date(2019, 9, 1), date(2019, 11, 30)))
    assert not _same(exact, step("monitoring_visit", date(2020, 1, 1), date(2020, 1, 31)))
    assert not _same(exact, step("inspection", date(2019, 10, 1), date(2019, 10, 31)))


def test_an_inspection_told_by_its_year_is_the_one_with_the_same_grade() -> None:
    exact = judged("Overall effectiveness", "inadequate")
    year = date(2019, 1, 1), date(2019, 12, 31)
    assert _same(exact, step("inspection", *year, grade="inadequate"))
    assert not _same(exact, step("inspection", *year, grade="good"))
    assert _same(exact, step("inspection", *year))
    assert not _same(exact, step("inspection", *year, words="A joint targeted inspection in 2019", scope="joint"))


def test_a_grade_told_between_fieldwork_and_publication_is_that_of_the_fieldwork() -> None:
    exact = step(
        "judgement", date(2017, 11, 6), date(2017, 11, 30), words="Overall effectiveness", table="judgements", grade="good"
    )
    assert _same(exact, step("inspection", date(2017, 12, 1), date(2017, 12, 31), grade="good"))
    assert not _same(exact, step("inspection", date(2017, 12, 1), date(2017, 12, 31)))


def test_a_report_and_what_tells_of_its_publication_are_one() -> None:
    report = step("inspection_report", MAY, table="reports")
    assert _same(step("inspection_report", MAY), report)
    assert not _same(step("inspection_report", date(2019, 6, 2)), report)
    assert not _same(report, step("committee_report", MAY, table="reports"))


def test_what_is_told_by_its_month_or_year_has_no_day() -> None:
    assert step("appointment", date(2019, 3, 1), date(2019, 3, 31)).until == "2019-03-31"
    assert step("monitoring_visit", MARCH, date(2019, 3, 16)).until is None
    assert judged("Overall effectiveness", "good").until is None


def test_an_inspection_told_by_its_year_sets_no_days_where_another_is_told() -> None:
    year = step("inspection", date(2010, 1, 1), date(2010, 12, 31), grade="inadequate")
    overall = judged("Overall effectiveness", "inadequate")
    assert set_off([year, overall]) == (overall, MARCH)
    assert set_off([year]) == (year, year.end)


def test_the_inspections_own_report_goes_before_another_that_mistakes_its_day() -> None:
    told = step("inspection", date(2018, 10, 1), date(2018, 10, 31), grade="inadequate")
    overall = judged("Overall effectiveness", "inadequate")
    assert set_off([told, overall]) == (overall, MARCH)
    assert set_off([replace(told, grade="adequate"), judged("Overall effectiveness", "good")]) is not None


def test_the_grade_of_one_service_sets_no_journey_off_and_ends_none(tmp_path: Path) -> None:
    adoption = step("inspection", date(2011, 6, 1), date(2011, 6, 30), grade="inadequate", words="in June 2011", scope="adoption")
    schools = step("inspection", date(2020, 6, 1), date(2020, 6, 30), grade="good", words="an inspection", scope="school")
    board = replace(judged("The Local Safeguarding Children Board", "requires_improvement", date(2020, 6, 17)), scope="board")
    first = replace(judged("Overall effectiveness", "requires_improvement"), start=date(2019, 2, 20))
    later = replace(judged("Overall effectiveness", "good", date(2022, 3, 4)), start=date(2022, 2, 14))
    found = [adoption, first, step("inspection_report", MAY), schools, board, later, step("inspection_report", date(2022, 4, 20))]
    off = set_off(found)
    assert off == (first, MAY)
    with open_database(tmp_path / "findings.db", create=True) as connection:
        waited = {fact.what: fact for fact in waits(connection, "c", found, off)}
        unpublished = {fact.what: fact for fact in waits(connection, "c", found[:-1], off)}
        since = {fact.what for fact in waits(connection, "c", found[:-1], off, None, date(2022, 3, 5))}
    assert waited["next judgement"].day == "2022-04-20"
    assert waited["next judgement"].value == (date(2022, 4, 20) - MAY).days
    assert unpublished["next judgement"].day == "2022-03-04"
    assert waited["publication of the inspection's report"].value == 48
    assert waited["publication of the inspection's report"].days_since == 0
    assert "next judgement" not in since
    assert {fact.day for fact in timeline("c", [later], None)} == {"2022-03-04"}


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ([4, None], ["4", ", its number not told"]),
        ([None, 2], ["1", "2"]),
        ([2, 6], ["2", "6"]),
        ([2, 2], ["2", "2 (told again)"]),
        ([None, None], ["1", "2"]),
    ],
)
def test_a_visit_has_the_number_that_its_letter_gives_it(told: list[int | None], names: list[str]) -> None:
    assert named(told) == [f"monitoring visit{name if name[0] == ',' else ' ' + name}" for name in names]


def test_a_visit_put_off_is_no_wait_and_no_other_account_of_one_that_was_made(tmp_path: Path) -> None:
    off = judged("Overall effectiveness", "inadequate"), MAY
    put_off = step("monitoring_visit", date(2019, 9, 1), date(2019, 9, 30), put_off=True)
    made = step("monitoring_visit", date(2019, 9, 24))
    assert not _same(made, put_off)
    with open_database(tmp_path / "findings.db", create=True) as connection:
        waited = {fact.what: fact.day for fact in waits(connection, "c", [off[0], put_off, made], off)}
    assert waited["monitoring visit 1"] == "2019-09-24"
    assert "monitoring visit 2" not in waited
    assert [fact.words for fact in timeline("c", [put_off], None)] == ["put off · monitoring_visit"]


def test_what_was_only_announced_is_no_wait(tmp_path: Path) -> None:
    off = judged("Overall effectiveness", "inadequate"), MAY
    announced = step("monitoring_visit", date(2020, 1, 1), date(2020, 6, 30), told_on=date(2019, 11, 4))
    with open_database(tmp_path / "findings.db", create=True) as connection:
        waited = {fact.what for fact in waits(connection, "c", [off[0], announced], off)}
        told = {fact.what for fact in waits(connection, "c", [off[0], replace(announced, told_on=date(2020, 9, 1))], off)}
    assert "monitoring visit 1" in told
    assert "monitoring visit 1" not in waited
    assert [fact.words for fact in timeline("c", [announced], None)] == ["still ahead when it was told · monitoring_visit"]


def test_a_journey_that_is_counted_from_a_month_has_waits_as_loose(tmp_path: Path) -> None:
    august = step("inspection", date(2019, 8, 1), date(2019, 8, 31), grade="inadequate")
    visit = step("monitoring_visit", date(2019, 10, 10), date(2019, 10, 11))
    off = set_off([august, visit])
    assert off == (august, date(2019, 8, 31))
    assert origin(off).words == "last day of the inspection, told no nearer than 2019-08-01 to 2019-08-31"
    with open_database(tmp_path / "findings.db", create=True) as connection:
        facts = {fact.what: fact for fact in waits(connection, "c", [august, visit], off)}
    assert (facts["monitoring visit 1"].value, facts["monitoring visit 1"].most) == (40, 70)


def test_the_next_judgement_is_told_best_by_its_own_report(tmp_path: Path) -> None:
    off = judged("Overall effectiveness", "inadequate"), MAY
    mistaken = step("inspection", date(2021, 5, 1), date(2021, 5, 31), grade="good")
    own = replace(judged("Overall effectiveness", "good", date(2022, 1, 30)), start=date(2021, 11, 19))
    with open_database(tmp_path / "findings.db", create=True) as connection:
        waited = {fact.what: fact.day for fact in waits(connection, "c", [off[0], mistaken, own], off)}
    assert waited["next judgement"] == "2022-01-30"


def test_the_grade_of_one_service_is_no_other_account_of_the_council_s() -> None:
    month = date(2011, 6, 1), date(2011, 6, 30)
    adoption = step("inspection", *month, grade="good", scope="adoption")
    assert not _same(step("inspection", *month, grade="good", scope="safeguarding"), adoption)
    assert _same(step("inspection", *month, grade="good", scope="safeguarding"), step("inspection", *month, grade="good"))
    assert (adoption.judged, adoption.remark) == (None, "of adoption alone")
    care = step("inspection", *month, grade="good", scope="looked_after")
    assert not _same(step("inspection", *month, grade="good", scope="safeguarding"), care)
    assert _same(judged("Overall effectiveness", "good", date(2011, 6, 20)), care)


def test_a_followed_action_counts_once_however_many_threads_lead_to_it(tmp_path: Path) -> None:
    plan = "| Ref | Action | Lead | Due date |\n| --- | --- | --- | --- |\n"
    head = (
        "# Wokingham Borough Council\n\n**Report to:** Executive\n\n**Date:** {day}\n\n**Title:** Improvement plan\n\n## Plan\n\n"
    )
    rows = [
        "| 1 | Open a second contact centre at Mill Lane | Head of Care | 30 June 2019 |",
        "| 2 | Audit twenty closed referrals each month | Head of Care | 30 June 2019 |",
        "| 3 | Recruit a designated nurse for children in care | Head of Care | 30 June 2019 |",
        "| 4 | Train all team managers in reflective supervision and observe each team | Head of Care | 30 June 2019 |",
    ]
    parts = [
        "| 4a | Train all team managers in reflective supervision | Head of Care | 30 June 2019 |",
        "| 4b | Observe each team | Head of Care | 30 June 2019 |",
    ]
    texts = {"12 March 2019": rows, "10 September 2019": [*rows[:2], *parts], "10 March 2020": [*rows[:3], *parts]}
    for day, printed in texts.items():
        (tmp_path / f"{day}.md").write_text(head.format(day=day) + plan + "\n".join(printed) + "\n", encoding="utf-8")
    db = load_into(tmp_path / "findings.db", sorted(tmp_path.glob("*.md")))
    with open_database(db) as connection:
        (council,) = connection.execute("SELECT id FROM councils").fetchone()
        counted = {
            day: Counter("gone" if one.gone else "there" for one in followed(connection, council, "", day))
            for day in (date(2019, 3, 12), date(2019, 9, 10), date(2020, 3, 10))
        }
    assert counted == {
        date(2019, 3, 12): {"there": 4},
        date(2019, 9, 10): {"there": 4, "gone": 1},
        date(2020, 3, 10): {"there": 5},
    }


def test_fieldwork_may_run_on_after_the_month_told() -> None:
    exact = step("judgement", date(2015, 6, 23), date(2015, 7, 16), table="judgements", grade="inadequate")
    assert _same(exact, step("inspection", date(2015, 6, 1), date(2015, 6, 30), grade="inadequate"))


def test_what_becomes_of_an_action_by_a_day() -> None:
    first, last, on = date(2019, 6, 30), date(2019, 12, 31), date(2020, 2, 1)

    def shares(action: Followed) -> list[str]:
        return [share for share in SHARES if action.is_(share, on)]

    assert shares(Followed("in_progress", first, last, False, 1)) == ["open", "overdue", "moved"]
    assert shares(Followed("in_progress", last, date(2020, 6, 30), False, 1)) == ["open", "moved"]
    assert shares(Followed("complete", first, first, False, 1)) == ["complete"]
    assert shares(Followed("planned", first, first, True, 1)) == ["dropped"]
    assert shares(Followed("not_stated", None, None, False, 1)) == ["open"]


def test_the_road_of_a_council_begins_with_those_that_it_replaced(tmp_path: Path) -> None:
    with open_database(tmp_path / "findings.db", create=True) as connection:
        connection.executescript(
            """
            INSERT INTO councils (id, name, slug, end_date, replaced_by)
            VALUES ('old', 'Old County Council', 'old', '2020-03-31', 'New Council');
            INSERT INTO councils (id, name, slug) VALUES ('new', 'New Council', 'new');
            """
        )
        assert _replaced(connection, "new") == ["old"]
        assert _replaced(connection, "old") == []


def test_a_year_with_a_grade_lends_it_to_the_inspection_of_a_month_of_it() -> None:
    year = (date(2011, 1, 1), date(2011, 12, 31))
    exact = step("inspection", date(2011, 8, 1), date(2011, 8, 31), words="the inspection of safeguarding")
    assert _same(exact, step("inspection", *year, words="two inspections in 2011", grade="inadequate"))
    of_a_part = step("inspection", date(2011, 5, 1), date(2011, 5, 31), words="services", scope="looked_after")
    assert not _same(of_a_part, step("inspection", *year, words="two inspections in 2011", grade="inadequate"))


PLAN = "| Ref | Action | Lead | Due date |\n| --- | --- | --- | --- |\n"
HEAD = "# Wokingham Borough Council\n\n**Report to:** Executive\n\n**Date:** {day}\n\n**Title:** Improvement plan\n\n## Plan\n\n"


def test_what_moved_or_was_dropped_since_a_day_is_held_against_the_report_before_it(tmp_path: Path) -> None:
    rows = {
        "1": "Open a second contact centre at Mill Lane",
        "2": "Audit twenty closed referrals each month",
        "3": "Recruit a designated nurse for children in care",
        "4": "Observe each team of social workers at work",
    }
    plans = {
        "10 September 2019": dict.fromkeys(rows, "31 December 2019"),
        "10 March 2020": {**dict.fromkeys(("1", "2"), "31 December 2019"), "3": "30 June 2020"},
    }
    for day, dues in plans.items():
        printed = "".join(f"| {n} | {rows[n]} | Head of Care | {due} |\n" for n, due in dues.items())
        (tmp_path / f"{day}.md").write_text(HEAD.format(day=day) + PLAN + printed, encoding="utf-8")
    with open_database(load_into(tmp_path / "findings.db", sorted(tmp_path.glob("*.md")))) as connection:
        (council,) = connection.execute("SELECT id FROM councils").fetchone()
        on = date(2020, 3, 10)
        since = followed(connection, council, "2020", on)
        told = {fact.what: (fact.value, fact.of) for fact in followed_of(connection, council, "2020", on)}
    assert Counter(share for one in since for share in SHARES if one.is_(share, on)) == {
        "open": 3,
        "overdue": 2,
        "moved": 1,
        "dropped": 1,
    }
    assert told == {"followed": (3, 3)}
