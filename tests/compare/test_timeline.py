"""Steps told once, and the inspection from which a journey is counted."""

from __future__ import annotations

from datetime import date
from typing import Any

from pipeline.compare.counts import SHARES, Followed
from pipeline.compare.timeline import Step, Which, _same, set_off

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
    assert not _same(exact, step("inspection", *year))


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
