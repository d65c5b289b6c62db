"""Actions followed through successive reports: what is the same, what was split, merged, moved or dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
import yaml

from pipeline.follow.threads import follow_actions
from pipeline.road import SeenAction, SeenPlan, Thread
from pipeline.rules import read_rules

RULES = read_rules()
PLANS = yaml.load((Path(__file__).parent / "plans.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
INVENTED = {council: plans for written in PLANS.values() for council, plans in written.items()}

JUNE, DECEMBER, SPRING = date(2019, 6, 12), date(2019, 12, 11), date(2020, 4, 22)

ROWS = (
    ("1.1", "Train all team managers in reflective supervision."),
    ("1.2", "Open a second contact centre at Mill Lane."),
    ("1.3", "Audit twenty closed referrals each month."),
    ("1.4", "Write a sufficiency strategy with the housing department."),
    ("1.5", "Recruit a designated nurse for children in care."),
)


def action(
    report: str, ref: str | None, text: str, *, due: date | None = None, status: str = "in_progress", leads: tuple[str, ...] = ()
) -> SeenAction:
    return SeenAction(f"{report}/{ref}/{text[:20]}", report, ref, None, text, leads, due, status, None)


def plan(name: str, on: date, *rows: tuple[str | None, str]) -> SeenPlan:
    return SeenPlan(name, on, tuple(action(name, ref, text) for ref, text in rows))


def follow(plans: Sequence[SeenPlan]) -> list[Thread]:
    return follow_actions(plans, RULES)


def shown(threads: list[Thread]) -> list[list[str]]:
    return [[step.action.rsplit("/", 2)[0] + " " + step.action.split("/")[1] for step in thread.steps] for thread in threads]


def test_an_action_repeated_word_for_word_is_one_thread() -> None:
    threads = follow([plan("a", JUNE, *ROWS), plan("b", DECEMBER, *ROWS), plan("c", SPRING, *ROWS)])
    assert shown(threads) == [[f"{report} {ref}" for report in "abc"] for ref, _ in ROWS]


def test_reports_are_taken_by_their_day_not_as_given() -> None:
    threads = follow([plan("b", DECEMBER, *ROWS), plan("a", JUNE, *ROWS)])
    assert shown(threads)[0] == ["a 1.1", "b 1.1"]


def test_renumbered_actions_are_known_by_their_words() -> None:
    moved = [(f"1.{n + 2}", text) for n, (_, text) in enumerate(ROWS)]
    threads = follow([plan("a", JUNE, *ROWS), plan("b", DECEMBER, ("1.1", "Appoint a principal social worker."), *moved)])
    assert ["a 1.1", "b 1.2"] in shown(threads)
    assert ["b 1.1"] in shown(threads)


def test_a_reworded_action_is_known_by_a_stable_reference() -> None:
    reworded = [*ROWS[:2], ("1.3", "Sample closed referrals every quarter and discuss them."), *ROWS[3:]]
    (thread,) = [t for t in follow([plan("a", JUNE, *ROWS), plan("b", DECEMBER, *reworded)]) if "a/1.3" in t.steps[0].action]
    assert len(thread.steps) == 2
    assert thread.steps[1].reworded
    assert thread.steps[1].link
    assert thread.steps[1].link.features["ref"] > 0.5


def test_a_reference_given_to_another_action_joins_nothing() -> None:
    reused = [*ROWS[:4], ("1.5", "Publish the fostering statement of purpose.")]
    threads = follow([plan("a", JUNE, *ROWS), plan("b", DECEMBER, *reused)])
    assert ["a 1.5"] in shown(threads)
    assert ["b 1.5"] in shown(threads)


def test_a_split_action_has_a_thread_for_each_part() -> None:
    whole = ("1.6", "Observe supervision in each team and report to the Board what it changes for children.")
    parts = (
        ("1.6a", "Observe supervision in each team."),
        ("1.6b", "Report to the Board what supervision changes for children."),
    )
    threads = follow([plan("a", JUNE, *ROWS, whole), plan("b", DECEMBER, *ROWS, *parts)])
    assert ["a 1.6", "b 1.6a"] in shown(threads)
    assert ["a 1.6", "b 1.6b"] in shown(threads)
    split = [step.link for thread in threads for step in thread.steps if step.link and step.link.relation == "split"]
    assert len(split) == 2


def test_letters_added_to_a_reference_tell_the_parts_of_an_action_that_is_worded_too_generally_to_hold_their_words() -> None:
    whole = ("1.6", "Replace the case management system.")
    parts = (("1.6a", "Install the case management system and train its users."), ("1.6b", "Replace the old system's records."))
    threads = shown(follow([plan("a", JUNE, *ROWS, whole), plan("b", DECEMBER, *ROWS, *parts)]))
    assert ["a 1.6", "b 1.6a"] in threads
    assert ["a 1.6", "b 1.6b"] in threads


def test_merged_actions_keep_a_thread_each() -> None:
    merged = (
        "1.4",
        "Write a sufficiency strategy with the housing department and recruit a designated nurse for children in care.",
    )
    threads = follow([plan("a", JUNE, *ROWS), plan("b", DECEMBER, *ROWS[:3], merged)])
    assert ["a 1.4", "b 1.4"] in shown(threads)
    assert ["a 1.5", "b 1.4"] in shown(threads)


def test_what_a_later_plan_leaves_out_is_dropped_unless_it_was_done() -> None:
    first = plan("a", JUNE, *ROWS)
    done = SeenPlan(first.report, first.on, (*first.actions[:4], replace(first.actions[4], status="complete")))
    threads = follow([done, plan("b", DECEMBER, *ROWS[:3])])
    fates = {thread.steps[0].action.split("/")[1]: (thread.fate, thread.dropped_in) for thread in threads}
    assert fates["1.4"] == ("dropped", "b")
    assert fates["1.5"] == ("complete", None)
    assert fates["1.1"] == ("open", None)


def test_a_report_on_something_else_drops_nothing() -> None:
    other = plan("b", DECEMBER, ("1", "Resurface the school car park."), ("2", "Consult on term dates."))
    assert {thread.fate for thread in follow([plan("a", JUNE, *ROWS), other])} == {"open"}


def test_an_action_that_skips_a_report_is_taken_up_again() -> None:
    threads = follow([plan("a", JUNE, *ROWS), plan("b", DECEMBER, *ROWS[:4]), plan("c", SPRING, *ROWS)])
    assert ["a 1.5", "c 1.5"] in shown(threads)


def test_what_changed_is_told_step_by_step() -> None:
    def step(report: str, due: date, status: str, lead: str) -> SeenAction:
        return action(report, "1.1", ROWS[0][1], due=due, status=status, leads=(lead,))

    (thread,) = follow(
        [
            SeenPlan("a", JUNE, (step("a", date(2019, 9, 30), "in_progress", "Head of Practice"),)),
            SeenPlan("b", DECEMBER, (step("b", date(2019, 12, 31), "complete", "Head of Practice"),)),
            SeenPlan("c", SPRING, (step("c", date(2020, 6, 30), "in_progress", "Head of Quality"),)),
        ]
    )
    _, second, third = thread.steps
    assert (second.due_moved, second.completed, second.reopened, second.lead_changed) == (92, True, False, False)
    assert (third.due_moved, third.completed, third.reopened, third.lead_changed) == (182, False, True, True)
    assert (thread.fate, thread.due_moved) == ("open", 274)


def test_no_action_is_lost_or_in_a_report_twice() -> None:
    plans = [
        plan("a", JUNE, *ROWS),
        plan("b", DECEMBER, *ROWS[1:], ("9", "Start a care leavers' forum.")),
        plan("c", SPRING, *ROWS[:3]),
    ]
    threads = follow(plans)
    assert {step.action for thread in threads for step in thread.steps} == {a.id for p in plans for a in p.actions}
    for thread in threads:
        assert all(one.on < other.on for one, other in combinations(thread.steps, 2))


def test_a_number_a_lead_and_a_day_alone_join_nothing() -> None:
    lead, day = ("Director",), date(2019, 6, 30)
    old = action("a", "1.6", "Commission a peer review of the front door.", leads=lead, due=day)
    new = action("b", "1.6", "Agree three years' money with cabinet.", leads=lead, due=day)
    before, after = plan("a", JUNE, *ROWS), plan("b", DECEMBER, *ROWS)
    threads = follow([replace(before, actions=(*before.actions, old)), replace(after, actions=(*after.actions, new))])
    assert ["a 1.6"] in shown(threads)
    assert ["b 1.6"] in shown(threads)


def test_what_all_others_have_left_is_the_same_where_nothing_else_is_as_like() -> None:
    lead = ("Head of Early Help",)
    old = action("a", "3.3", "Offer every child who goes missing a return home interview within 72 hours.", leads=lead)
    new = action("b", "C1", "Ensure return home interviews take place whenever a child has been missing.", leads=lead)
    before, after = plan("a", JUNE, *ROWS), plan("b", DECEMBER, *((f"A{n}", row[1]) for n, row in enumerate(ROWS)))
    threads = follow([replace(before, actions=(*before.actions, old)), replace(after, actions=(*after.actions, new))])
    assert ["a 3.3", "b C1"] in shown(threads)


def test_what_is_complete_is_not_put_into_another() -> None:
    done = action("a", "2.2", "Recruit a permanent Head of Service for Care Leavers.", status="complete")
    before = plan("a", JUNE, *ROWS[:2], ("2.5", "Audit supervision records every quarter."))
    both = ("B2", "Audit supervision records every quarter and recruit a permanent Head of Service for Fostering.")
    threads = follow([replace(before, actions=(*before.actions, done)), plan("b", DECEMBER, *ROWS[:2], both)])
    assert ["a 2.2"] in shown(threads)


def test_what_only_fills_the_same_frame_is_another_action() -> None:
    first = [("2.1", "Appoint a manager for the east team."), ("2.2", "Appoint a manager for the fostering team.")]
    second = [("2.1", "Appoint a manager for the night team."), first[1]]
    threads = shown(follow([plan("a", JUNE, *ROWS, *first), plan("b", DECEMBER, *ROWS, *second)]))
    assert ["a 2.1"] in threads
    assert ["b 2.1"] in threads
    assert ["a 2.2", "b 2.2"] in threads


def test_a_finished_action_is_not_merged_into_one_that_is_only_worded_like_it() -> None:
    posts = [("2.1", "Appoint a permanent manager for the east team."), ("2.2", "Appoint a permanent manager for the west team.")]
    both = ("A1", "Sample the notes of twenty visits and appoint a permanent manager for the east team.")
    threads = shown(follow([plan("a", JUNE, *ROWS, *posts), plan("b", DECEMBER, *ROWS, both)]))
    assert ["a 2.1", "b A1"] in threads
    assert ["a 2.2"] in threads


def test_renumbered_and_reworded_actions_are_known_by_what_is_left() -> None:
    before = action("a", "2.3", "Bring caseloads down to fifteen.", leads=("Head of Assessment",))
    after = action("b", "W1", "No worker holds more than 15 cases.", leads=("Head of Assessment",))
    plans = [
        replace(plan(name, on, *ROWS), actions=(*plan(name, on, *ROWS).actions, last))
        for name, on, last in (("a", JUNE, before), ("b", DECEMBER, after))
    ]
    (thread,) = [thread for thread in follow(plans) if thread.steps[0].action == before.id]
    assert [step.action for step in thread.steps] == [before.id, after.id]
    assert thread.steps[1].link
    assert {"wording", "matters", "leads"} <= thread.steps[1].link.features.keys()


def written(council: str) -> tuple[list[SeenPlan], Mapping[str, set[str]]]:
    """Return the plans of an invented council, and the keys of each action."""
    plans, keys = [], {}
    for on, rows in INVENTED[council].items():
        actions = []
        for n, row in enumerate(rows):
            key, ref, text, lead, due, status = [cell.strip() for cell in row.split("|")]
            seen = SeenAction(f"{on}/{n}", on, ref or None, None, text, (lead,), date.fromisoformat(due), status, None)
            keys[seen.id] = set(key.split("+"))
            actions.append(seen)
        plans.append(SeenPlan(on, date.fromisoformat(on), tuple(actions)))
    return plans, keys


@pytest.mark.parametrize("group", PLANS)
def test_invented_plans_are_followed_through_other_numbers_and_words(group: str) -> None:
    found, true = set(), set()
    for council in PLANS[group]:
        plans, keys = written(council)
        found |= {
            (council, *pair) for thread in follow(plans) for pair in combinations([step.action for step in thread.steps], 2)
        }
        true |= {(council, a, b) for a, b in combinations(keys, 2) if a.split("/")[0] != b.split("/")[0] and keys[a] & keys[b]}
    assert len(found & true) / len(found) >= 0.95
    assert len(found & true) / len(true) >= 0.95


def test_plans_that_have_nothing_to_do_with_each_other_are_hardly_joined() -> None:
    """Each plan is held against the plans of all other councils, many of whose posts and matters are the same."""
    plans = [(council, plan) for council in INVENTED for plan in written(council)[0]]
    joined = rows = 0
    for (one, earlier), (other, later) in combinations(plans, 2):
        if one != other:
            moved = tuple(replace(row, id=f"later {row.id}", report="later") for row in later.actions)
            threads = follow([earlier, SeenPlan("later", date(2030, 1, 1), moved)])
            joined += sum(len(thread.steps) > 1 for thread in threads)
            rows += min(len(earlier.actions), len(moved))
    assert joined / rows < 0.02


def test_a_report_of_a_part_of_the_plan_drops_nothing_and_the_next_whole_one_does() -> None:
    part = replace(plan("b", DECEMBER, *ROWS[:2]), is_part=True)
    fates = {thread.steps[-1].action.split("/")[1]: thread.fate for thread in follow([plan("a", JUNE, *ROWS), part])}
    assert set(fates.values()) == {"open"}
    threads = follow([plan("a", JUNE, *ROWS), part, plan("c", SPRING, *ROWS[:4])])
    assert [thread.dropped_in for thread in threads if thread.fate == "dropped"] == ["c"]
    assert all(step.missed == 0 for thread in threads for step in thread.steps)


def test_a_report_that_leaves_an_action_out_for_a_while_is_counted() -> None:
    threads = follow([plan("a", JUNE, *ROWS), plan("b", DECEMBER, *ROWS[:4]), plan("c", SPRING, *ROWS)])
    assert {thread.steps[-1].action.split("/")[1]: thread.steps[-1].missed for thread in threads} == {
        "1.1": 0,
        "1.2": 0,
        "1.3": 0,
        "1.4": 0,
        "1.5": 1,
    }


def test_what_the_plan_gives_up_has_ended_and_was_not_dropped() -> None:
    given_up = replace(action("b", "1.5", ROWS[4][1], status="not_stated"), ended=True)
    later = SeenPlan("b", DECEMBER, (*plan("b", DECEMBER, *ROWS[:4]).actions, given_up))
    threads = follow([plan("a", JUNE, *ROWS), later, plan("c", SPRING, *ROWS[:4])])
    assert [thread.fate for thread in threads if thread.steps[-1].report == "b"] == ["ended"]


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("Head of Service, Corporate Parenting", "Head of Service (Corporate Parenting)", False),
        ("Head of Service – Assessment", "Head of Service for Assessment", False),
        ("Head of Service, Assessment", "Assistant Director", True),
    ],
)
def test_the_same_post_written_otherwise_is_no_other_lead(before: str, after: str, changed: bool) -> None:
    plans = [
        SeenPlan(name, on, tuple(action(name, ref, text, leads=(lead,)) for ref, text in ROWS))
        for name, on, lead in (("a", JUNE, before), ("b", DECEMBER, after))
    ]
    assert {thread.steps[-1].lead_changed for thread in follow(plans)} == {changed}


def test_a_completed_action_printed_with_its_first_date_again_has_moved_once() -> None:
    first, revised = date(2019, 6, 30), date(2020, 1, 31)
    dues = (("a", JUNE, first, "in_progress"), ("b", DECEMBER, revised, "in_progress"), ("c", SPRING, first, "complete"))
    plans = [
        SeenPlan(name, on, tuple(action(name, ref, text, due=due, status=status) for ref, text in ROWS))
        for name, on, due, status in dues
    ]
    for thread in follow(plans):
        assert thread.due_moved == (revised - first).days
        assert [step.due_moved for step in thread.steps] == [None, (revised - first).days, None]
