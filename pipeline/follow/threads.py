"""Follow an action through the successive reports of a council.

A pair of reports is matched at a time (`pipeline.follow.pairs` scores the pairs); the best pairs are taken first, each action
once. An action left over is looked for as a part of a longer one (split, merged), then among what is left over of the other
report, and last in the reports further back.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date

from pipeline.follow.likeness import Wordings
from pipeline.follow.pairs import REWORDED, Pairing, Said, Score
from pipeline.road import Fate, Link, Relation, SeenAction, SeenPlan, Step, Thread
from pipeline.rules import Rules

SAME = 0.5
"""Score from which two actions are the same; chosen on the sample corpus and on the plans that tests/follow invents."""

PART = 0.5
"""Share of a wording that must stand in a longer one before a split or a merger is believed."""

_LETTERED = 0.5
"""How stable references must be for a letter added to one to tell of a part."""

CONTINUES = 0.25
"""Share of either report's actions that must go on in the other before what is missing there counts as dropped."""


def follow_actions(plans: Sequence[SeenPlan], rules: Rules) -> list[Thread]:
    """Return the threads of one council's actions, by the place of their first and last action.

    A split gives a thread for each part and a merger one for each source; they share the actions that they have in common.
    """
    ordered = [plan for plan in sorted(plans, key=lambda plan: (plan.on, plan.report)) if plan.actions]
    links = list(_links(ordered, Said(rules)))
    actions = {action.id: (plan, action) for plan in ordered for action in plan.actions}
    dropped = _dropped_in(ordered, links)
    threads = [_thread(chain, actions, dropped) for chain in _chains(list(actions), links)]
    return sorted(threads, key=lambda thread: (thread.steps[0].on, thread.steps[0].action, thread.steps[-1].action))


# --------------------------------------------------------------------------- links


def _links(plans: Sequence[SeenPlan], said: Said) -> Iterator[Link]:
    """Link each report with the one before, and what is left of it with those further back."""
    gone_on: set[str] = set()
    for n, later in enumerate(plans):
        waiting = list(later.actions)
        for earlier in reversed(plans[:n]):
            found = _linked(earlier, later, waiting, gone_on, Pairing(earlier, later, said), adjacent=earlier is plans[n - 1])
            yield from found
            taken = {link.later for link in found}
            waiting = [action for action in waiting if action.id not in taken]
            gone_on |= {link.earlier for link in found}


def _linked(
    earlier: SeenPlan, later: SeenPlan, waiting: Sequence[SeenAction], gone_on: Set[str], pairing: Pairing, *, adjacent: bool
) -> list[Link]:
    """Link the waiting actions of a report with those of an earlier one that go on in none; only neighbours split or merge."""
    free = [action for action in earlier.actions if action.id not in gone_on]
    scores = {(a.id, b.id): pairing.score(a, b) for a in free for b in waiting}
    links = _best(free, waiting, scores)
    taken = {link.earlier for link in links} | {link.later for link in links}
    parts = _parts(earlier, waiting, links, pairing) if adjacent else []
    taken |= {link.earlier for link in parts} | {link.later for link in parts}
    left = {pair: score for pair, score in scores.items() if not taken.intersection(pair)}
    return links + parts + _best(free, waiting, _left_over(left, pairing))


def _best(earlier: Sequence[SeenAction], later: Sequence[SeenAction], scores: Mapping[tuple[str, str], Score]) -> list[Link]:
    """Take the best pairs first, each action once."""
    order = {action.id: n for n, action in enumerate((*earlier, *later))}
    enough = [(pair, score) for pair, (score, _) in scores.items() if score >= SAME]
    links: list[Link] = []
    used: set[str] = set()
    for (a, b), score in sorted(enough, key=lambda one: (-one[1], order[one[0][0]], order[one[0][1]])):
        if a not in used and b not in used:
            used |= {a, b}
            links.append(Link(a, b, "same", round(score, 3), scores[a, b][1]))
    return links


def _left_over(scores: Mapping[tuple[str, str], Score], pairing: Pairing) -> Mapping[tuple[str, str], Score]:
    """Score anew the pairs left over that are the best that either action has."""
    of: dict[str, list[float]] = defaultdict(list)
    for pair, (score, _) in scores.items():
        for action in pair:
            of[action].append(score)
    found = {}
    for pair, scored in scores.items():
        ranks = [sorted(of[action], reverse=True)[:2] for action in pair]
        if all(scored[0] == best[0] for best in ranks):
            found[pair] = pairing.alone(scored, max((best[1] for best in ranks if len(best) > 1), default=0.0))
    return found


def _parts(earlier: SeenPlan, waiting: Sequence[SeenAction], links: Sequence[Link], pairing: Pairing) -> list[Link]:
    """Find what became of actions that have no partner: split from one, or merged into one, that is longer.

    The longer one has a partner already, which is a part as well, or several parts of it are found. Each part must say something
    that the others do not, and find it in the whole. What is complete is not put into another.
    """
    partner_of = {link.earlier: link for link in links} | {link.later: link for link in links}
    action_of = {action.id: action for action in (*earlier.actions, *waiting)}
    alone = [action for action in waiting if action.id not in partner_of]
    gone = [action for action in earlier.actions if action.id not in partner_of and action.status != "complete"]
    found: list[Link] = []
    relations: tuple[tuple[Sequence[SeenAction], Sequence[SeenAction], Relation], ...]
    relations = ((alone, earlier.actions, "split"), (gone, waiting, "merged"))
    for parts, wholes, relation in relations:
        held: dict[str, list[Link]] = defaultdict(list)
        for part in parts:
            scored = [(*pairing.held(part, whole), whole.id) for whole in wholes]
            score, features, whole_id = max(scored, key=lambda one: one[0], default=(0.0, {}, ""))
            if score >= PART:
                held[whole_id].append(_part_link(relation, whole_id, part.id, score, features))
        for whole_id, some in held.items():
            partner = partner_of.get(whole_id)
            both = [*([partner] if partner else []), *some]
            own = [link for link in some if _has_its_own(link, both, whole_id, action_of, pairing)]
            if partner and own:
                found += [*own, Link(partner.earlier, partner.later, relation, partner.score, partner.features)]
            elif len(own) > 1:
                found += own
    return found


def _has_its_own(part: Link, parts: Sequence[Link], whole: str, action_of: Mapping[str, SeenAction], pairing: Pairing) -> bool:
    """Say whether a whole holds what one of its parts says for itself, beside each other part.

    Where references are stable, one with a letter added (2.2a of 2.2) says as much.
    """

    def at_other_end(link: Link) -> SeenAction:
        return action_of[link.later if link.earlier == whole else link.earlier]

    own = at_other_end(part)
    return part.features.get("ref", 0.0) >= _LETTERED or all(
        pairing.own_share(own, action_of[whole], at_other_end(other)) >= PART for other in parts if at_other_end(other) is not own
    )


def _part_link(relation: Relation, whole: str, part: str, score: float, features: Mapping[str, float]) -> Link:
    earlier, later = (whole, part) if relation == "split" else (part, whole)
    return Link(earlier, later, relation, round(score, 3), features)


# --------------------------------------------------------------------------- threads


def _chains(actions: Sequence[str], links: Iterable[Link]) -> Iterator[tuple[tuple[str, Link | None], ...]]:
    """Yield each way from an action that continues none to one that none continues."""
    after: dict[str, dict[str, Link]] = defaultdict(dict)
    continues: set[str] = set()
    for link in links:
        after[link.earlier][link.later] = link  # of two accounts of a pair the later, which knows of the split, stays
        continues.add(link.later)

    def ways(action: str, link: Link | None) -> Iterator[tuple[tuple[str, Link | None], ...]]:
        if not after[action]:
            yield ((action, link),)
        for later, onward in list(after[action].items()):
            for rest in ways(later, onward):
                yield ((action, link), *rest)

    for action in actions:
        if action not in continues:
            yield from ways(action, None)


def _dropped_in(plans: Sequence[SeenPlan], links: Sequence[Link]) -> Mapping[str, str]:
    """Return for each report the next one that goes on with its plan, those left out that say that they show a part of it."""
    report_of = {action.id: plan.report for plan in plans for action in plan.actions}
    size = {plan.report: len(plan.actions) for plan in plans}
    going_on: dict[tuple[str, str], set[str]] = defaultdict(set)
    for link in links:
        going_on[report_of[link.earlier], report_of[link.later]].add(link.earlier)
    nexts: dict[str, str] = {}
    for n, earlier in enumerate(plans):
        for later in plans[n + 1 :]:
            if later.is_part:
                continue
            shared = len(going_on[earlier.report, later.report])
            if shared and shared >= CONTINUES * min(size[earlier.report], size[later.report]):
                nexts[earlier.report] = later.report
                break
    return nexts


def _thread(
    chain: Sequence[tuple[str, Link | None]],
    actions: Mapping[str, tuple[SeenPlan, SeenAction]],
    next_plan: Mapping[str, str],
) -> Thread:
    steps = []
    for n, (action_id, link) in enumerate(chain):
        plan, action = actions[action_id]
        before = actions[chain[n - 1][0]][1] if n else None
        step = _step(plan, action, before, link)
        if n:
            step = replace(step, missed=_missed(actions[chain[n - 1][0]][0].report, plan.report, next_plan))
        steps.append(step)
    last_plan, last = actions[chain[-1][0]]
    dues = _dues([actions[action_id][1] for action_id, _ in chain])
    follows = next_plan.get(last_plan.report)
    fate: Fate = "complete" if last.status == "complete" else "ended" if last.ended else "dropped" if follows else "open"
    return Thread(
        id=hashlib.sha256("\n".join(action_id for action_id, _ in chain).encode()).hexdigest()[:16],
        steps=tuple(steps),
        fate=fate,
        dropped_in=follows if fate == "dropped" else None,
        due_moved=(dues[-1] - dues[0]).days if len(dues) > 1 else None,
    )


def _missed(earlier: str, later: str, next_plan: Mapping[str, str]) -> int:
    """Return how many reports that go on with a plan stand between two of them."""
    missed = 0
    between = next_plan.get(earlier)
    while between is not None and between != later:
        missed += 1
        between = next_plan.get(between)
    return missed if between == later else 0


def _dues(appearances: Sequence[SeenAction]) -> list[date]:
    """Return the due dates printed; once done, an action may be printed with its first date again, and has not moved back."""
    dues: list[date] = []
    for action in appearances:
        if action.due:
            dues.append(dues[-1] if action.status == "complete" and action.due in dues else action.due)
    return dues


def _posts(leads: Iterable[str]) -> set[str]:
    """Return leads without what the same post is written with or without: commas, brackets, a dash, "the"."""
    return {
        " ".join(word for word in re.findall(r"\w+", lead.lower()) if word not in ("the", "of", "for", "and")) for lead in leads
    }


def _step(plan: SeenPlan, action: SeenAction, before: SeenAction | None, link: Link | None) -> Step:
    if before is None:
        return Step(action.id, plan.report, plan.on, None, None, False, False, action.status == "complete", False)
    is_first_again = bool(action.status == "complete" and action.due and before.due and action.due < before.due)
    return Step(
        action=action.id,
        report=plan.report,
        on=plan.on,
        link=link,
        due_moved=(action.due - before.due).days if action.due and before.due and not is_first_again else None,
        reworded=Wordings((action.text, before.text, "")).likeness(action.text, before.text) < REWORDED,
        lead_changed=bool(action.leads and before.leads) and _posts(action.leads) != _posts(before.leads),
        completed=action.status == "complete" and before.status != "complete",
        reopened=before.status == "complete" and action.status != "complete",
    )
