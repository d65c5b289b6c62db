"""Versions of one report are one family; successive reports are not."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.follow import families as module
from pipeline.follow.families import group_versions, shared_words
from pipeline.load.rows.sketches import sketch
from pipeline.road import Membership, SeenReport

WORDS = [f"word{n}" for n in range(400)]


def text(seed: int, length: int = 900) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def report(name: str, words: str, *, on: date | None = date(2019, 6, 12), council: str | None = "x", rank: int = 0) -> SeenReport:
    named = f"{council}-{on}" if council and on else None
    return SeenReport(name, sketch(words), council, on, named, (rank,))


def families(*reports: SeenReport) -> dict[str, str]:
    return {member.report: member.family for member in group_versions(reports)}


def test_the_estimate_is_near_the_true_share() -> None:
    base = text(1)
    words = base.split()
    assert shared_words(sketch(base), sketch(base)) == 1.0
    assert shared_words(sketch(base), sketch(text(2))) < 0.05
    half = " ".join(words[:600])
    assert abs(shared_words(sketch(base), sketch(half)) - 2 / 3) < 0.1


def test_a_small_change_is_a_version_and_another_text_is_none() -> None:
    base = text(1)
    amended = base.replace("word7 ", "changed ")
    found = families(report("a", base), report("b", amended), report("c", text(2)))
    assert found["a"] == found["b"] != found["c"]


def test_the_same_words_for_another_meeting_are_another_report() -> None:
    base = text(1)
    found = families(report("a", base), report("b", base, on=date(2019, 12, 11)))
    assert found["a"] != found["b"]


def test_the_same_words_of_another_council_are_another_report() -> None:
    base = text(1)
    assert len(set(families(report("a", base), report("b", base, council="y")).values())) == 2


def test_the_best_version_counts_once() -> None:
    base = text(1)
    members = group_versions([report("a", base, rank=2), report("b", base, rank=1), report("c", base, rank=1)])
    assert [member.report for member in members if member.is_primary] == ["b"]


def test_a_further_version_renames_no_family_and_order_is_nothing() -> None:
    base, other = text(1), text(2)
    reports = [report("b", base), report("c", other), report("d", base)]
    alone = families(report("b", base))
    all_of_them = families(*reports, report("a", base))
    assert all_of_them["b"] == alone["b"]
    for seed in range(5):
        mixed = random.Random(seed).sample(reports, k=3)
        assert families(*mixed) == families(*reports)


def test_two_reports_that_call_themselves_the_same_are_two_families() -> None:
    found = families(report("a", text(1)), report("b", text(2)))
    assert found["a"] != found["b"]


def test_reports_without_words_are_families_of_their_own() -> None:
    members = group_versions([report("a", ""), report("b", "")])
    assert [member for member in members if member.is_primary] == members
    assert members[0] == Membership("a", "x-2019-06-12", True)


def test_what_names_no_day_ties_no_two_days_together_whichever_comes_first() -> None:
    for order in permutations((date(2020, 2, 1), None, date(2020, 1, 1))):
        found = families(*(report(f"r{n}", text(1), on=on, council=None) for n, on in enumerate(order)))
        dated = [found[f"r{n}"] for n, on in enumerate(order) if on]
        assert len(set(dated)) == 2


@given(
    st.lists(
        st.tuples(
            st.lists(st.integers(0, 30), min_size=1, max_size=20, unique=True).map(sorted).map(tuple),
            st.sampled_from((None, "a", "b")),
            st.sampled_from((None, date(2020, 1, 1), date(2020, 2, 1))),
        ),
        max_size=8,
    )
)
def test_what_contradicts_each_other_is_never_one_family(
    drawn: list[tuple[tuple[int, ...], str | None, date | None]],
) -> None:
    seen = [SeenReport(f"r{n}", digests, council, on, None, (0,)) for n, (digests, council, on) in enumerate(drawn)]
    found = {member.report: member.family for member in group_versions(seen)}
    for one, other in combinations(seen, 2):
        if found[one.id] == found[other.id]:
            assert one.council == other.council or None in (one.council, other.council)
            assert one.on == other.on or None in (one.on, other.on)
    named = [report for report in seen if report.council and report.on]
    family = {report.id: report.id for report in named}
    for one, other in combinations(named, 2):
        alike = set(one.sketch[:16]) & set(other.sketch[:16]) and shared_words(one.sketch, other.sketch) >= 0.6
        if (one.council, one.on) == (other.council, other.on) and alike:
            first, second = sorted((family[one.id], family[other.id]))
            family = {report: first if of == second else of for report, of in family.items()}
    for one, other in combinations(named, 2):
        assert (family[one.id] == family[other.id]) == (found[one.id] == found[other.id])


@pytest.mark.parametrize(
    ("edition", "days", "one"),
    [
        ("draft", -7, True),
        ("draft", 7, False),
        ("amended", 7, True),
        ("amended", -7, False),
        ("amended", 60, False),
        (None, 7, False),
    ],
)
def test_a_draft_is_of_the_days_before_and_an_amended_version_of_those_after(edition: str | None, days: int, one: bool) -> None:
    final = report("a", text(1))
    other = replace(report("b", text(1), on=date(2019, 6, 12) + timedelta(days)), edition=edition)
    found = families(final, other)
    assert (found["a"] == found["b"]) is one


def test_a_report_without_a_day_is_a_version_of_the_likest_and_ties_no_others_together() -> None:
    september, october = text(1), text(1).replace("word7 ", "other ").replace("word9 ", "other ")
    for names in ("abc", "bca", "cab"):
        a, b, c = names
        found = families(report(a, september), report(b, october, on=date(2019, 7, 10)), report(c, october, on=None))
        assert found[c] == found[b] != found[a]


def test_copies_of_one_report_are_not_all_compared_with_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    share_most = module._share_most

    def counted(one: SeenReport, other: SeenReport) -> bool:
        compared.append(one.id)
        return share_most(one, other)

    monkeypatch.setattr(module, "_share_most", counted)
    copies = [SeenReport(f"r{n:03}", tuple(range(192)), None, None, None, (0,)) for n in range(300)]
    assert {member.family for member in group_versions(copies)} == {"r000"}
    assert len(compared) < 300


def test_the_same_paper_at_two_bodies_within_days_is_one_report_and_the_next_update_another() -> None:
    words = text(7)
    cabinet = replace(report("a", words, on=date(2019, 9, 17)), committee="Cabinet")
    scrutiny = replace(report("b", words + " to note", on=date(2019, 9, 26)), committee="Scrutiny Panel")
    update = replace(report("c", words + " again", on=date(2019, 10, 8)), committee="Cabinet")
    later = replace(report("d", words, on=date(2020, 3, 17)), committee="Scrutiny Panel")
    elsewhere = replace(report("e", words, on=date(2019, 9, 26), council="y"), committee="Scrutiny Panel")
    for some in permutations([cabinet, scrutiny, update, later, elsewhere]):
        found = families(*some)
        assert found["a"] == found["b"]
        assert len(set(found.values())) == 4
    primary = {member.report for member in group_versions([scrutiny, cabinet]) if member.is_primary}
    assert primary == {"a"}
