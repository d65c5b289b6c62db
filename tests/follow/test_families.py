"""Versions of one report are one family; successive reports are not."""

from __future__ import annotations

import random
from datetime import date
from itertools import combinations

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
def test_families_are_those_of_all_pairs_that_share_a_digest(
    drawn: list[tuple[tuple[int, ...], str | None, date | None]],
) -> None:
    seen = [SeenReport(f"r{n}", digests, council, on, None, (0,)) for n, (digests, council, on) in enumerate(drawn)]
    family = {report.id: report.id for report in seen}
    for one, other in combinations(seen, 2):
        fits = one.council in (other.council, None) or other.council is None
        same_day = one.on in (other.on, None) or other.on is None
        enough = 0.6 if one.on and other.on else 0.85
        candidates = set(one.sketch[:16]) & set(other.sketch[:16])
        if candidates and fits and same_day and shared_words(one.sketch, other.sketch) >= enough:
            first, second = sorted((family[one.id], family[other.id]))
            family = {report: first if of == second else of for report, of in family.items()}
    assert {member.report: member.family for member in group_versions(seen)} == family


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
