"""Follow an action through the successive reports of a council.

A pair of reports is matched at a time. What speaks for a pair of actions is their wording, their reference as far as
references are stable between the two reports, their leads and their dates; the best pairs are taken first, each action once.
An action left over is then looked for as a part of a longer one (split, merged), and last in the reports further back.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.follow.likeness import Wordings
from pipeline.road import Fate, Link, SeenAction, SeenPlan, Step, Thread

SAME = 0.5
"""Score from which two actions are the same; the truth of the sample corpus leaves .45 to .6 empty."""

CLEAR = 0.4
"""Score from which two actions that all others have left are the same, where neither is half as like any other that is left."""

LEAST = 0.05
"""Likeness of wording below which two actions have nothing in common but a number, a lead or a day."""

PART = 0.5
"""Share of a wording that must stand in a longer one before a split or a merger is believed."""

REWORDED = 0.93
"""Likeness below which a wording counts as changed: a corrected comma or capital letter is no change."""

CONTINUES = 0.25
"""Share of either report's actions that must go on in the other before what is missing there counts as dropped."""

_STABLE_FROM = 0.5
"""Likeness of wording from which two actions with one reference testify that references are stable."""


@dataclass(frozen=True, slots=True)
class _Pairing:
    """What is common to all pairs of two reports."""

    wordings: Wordings
    refs_stable: float


def follow_actions(plans: Sequence[SeenPlan]) -> list[Thread]:
    """Return the threads of one council's actions, by the place of their first and last action.

    A split gives a thread for each part and a merger one for each source; they share the actions that they have in common.
    """
    ordered = [plan for plan in sorted(plans, key=lambda plan: (plan.on, plan.report)) if plan.actions]
    links = list(_links(ordered))
    actions = {action.id: (plan, action) for plan in ordered for action in plan.actions}
    dropped = _dropped_in(ordered, links)
    threads = [_thread(chain, actions, dropped) for chain in _chains(list(actions), links)]
    return sorted(threads, key=lambda thread: (thread.steps[0].on, thread.steps[0].action, thread.steps[-1].action))


# --------------------------------------------------------------------------- links


def _links(plans: Sequence[SeenPlan]) -> Iterator[Link]:
    """Link each report with the one before, and what is left of it with those further back."""
    for n, later in enumerate(plans):
        waiting = list(later.actions)
        continued: set[str] = set()
        for earlier in reversed(plans[:n]):
            found = _linked(earlier, later, waiting, continued, adjacent=earlier is plans[n - 1])
            yield from found
            taken = {link.later for link in found}
            waiting = [action for action in waiting if action.id not in taken]
            continued |= {action.id for action in earlier.actions}


def _linked(earlier: SeenPlan, later: SeenPlan, waiting: Sequence[SeenAction], passed: set[str], *, adjacent: bool) -> list[Link]:
    """Link the waiting actions of a report with those of an earlier one; only neighbours may split or merge."""
    pairing = _pairing(earlier, later)
    scored = [
        (score, a, b, features)
        for a in earlier.actions
        for b in waiting
        for score, features in [_score(a, b, pairing)]
        if score >= (SAME if adjacent else max(SAME, PART))
    ]
    order = {action.id: n for n, action in enumerate((*earlier.actions, *later.actions))}
    scored.sort(key=lambda pair: (-pair[0], order[pair[1].id], order[pair[2].id]))
    links: list[Link] = []
    used: set[str] = set()
    for score, a, b, features in scored:
        if a.id not in used and b.id not in used:
            used |= {a.id, b.id}
            links.append(Link(a.id, b.id, "same", round(score, 3), features))
    if adjacent:
        links += _left_over(earlier, [b for b in waiting if b.id not in used], used, pairing)
    return links + _parts(earlier, waiting, links, pairing) if adjacent else links


def _left_over(earlier: SeenPlan, waiting: Sequence[SeenAction], used: set[str], pairing: _Pairing) -> list[Link]:
    """Link what all others have left where each is clearly the other's likest: renumbered and reworded at once."""
    scores = {(a.id, b.id): _score(a, b, pairing) for a in earlier.actions if a.id not in used for b in waiting}

    def is_clear(pair: tuple[str, str], score: float) -> bool:
        others = [other for key, (other, _) in scores.items() if key != pair and (key[0] == pair[0] or key[1] == pair[1])]
        return score >= CLEAR and 2 * max(others, default=0.0) <= score

    clear = [(pair, score, features) for pair, (score, features) in scores.items() if is_clear(pair, score)]
    return [Link(*pair, "same", round(score, 3), features) for pair, score, features in clear]


def _parts(earlier: SeenPlan, waiting: Sequence[SeenAction], links: Sequence[Link], pairing: _Pairing) -> list[Link]:
    """Find what became of actions that have no partner: split from one, or merged into one, that is longer.

    The longer one has a partner already, which is a part as well, or several parts of it are found. What is complete is not
    put into another.
    """
    partner_of = {link.earlier: link for link in links} | {link.later: link for link in links}
    alone = [action for action in waiting if action.id not in partner_of]
    gone = [action for action in earlier.actions if action.id not in partner_of and action.status != "complete"]
    found: list[Link] = []
    for parts, wholes, relation in ((alone, earlier.actions, "split"), (gone, waiting, "merged")):
        held: dict[str, list[Link]] = defaultdict(list)
        for part in parts:
            scored = [(*_held(part, whole, pairing), whole.id) for whole in wholes]
            score, features, whole_id = max(scored, key=lambda one: one[0], default=(0.0, {}, ""))
            if score >= PART:
                held[whole_id].append(_part_link(relation, whole_id, part.id, score, features))
        for whole_id, some in held.items():
            partner = partner_of.get(whole_id)
            if partner:
                found += [*some, Link(partner.earlier, partner.later, some[0].relation, partner.score, partner.features)]
            elif len(some) > 1:
                found += some
    return found


def _part_link(relation: str, whole: str, part: str, score: float, features: Mapping[str, float]) -> Link:
    if relation == "split":
        return Link(whole, part, "split", round(score, 3), features)
    return Link(part, whole, "merged", round(score, 3), features)


def _pairing(earlier: SeenPlan, later: SeenPlan) -> _Pairing:
    """Weigh the words of both reports, and see how far an action keeps its reference from one to the other."""
    wordings = Wordings(action.text for plan in (earlier, later) for action in plan.actions)
    by_ref = {_ref(action): action for action in earlier.actions if action.ref}
    same_ref = [(by_ref[_ref(b)], b) for b in later.actions if b.ref and _ref(b) in by_ref]
    kept = sum(wordings.likeness(a.text, b.text) >= _STABLE_FROM for a, b in same_ref)
    # One doubtful case is added, so that a single shared reference is no proof of stable ones.
    return _Pairing(wordings, kept / (len(same_ref) + 1))


def _score(a: SeenAction, b: SeenAction, pairing: _Pairing) -> tuple[float, Mapping[str, float]]:
    """Score how well two actions continue each other, from 0 to 1, and say from what.

    Wording leads; each further agreement takes away a share of the doubt that it leaves.
    """
    wording = pairing.wordings.likeness(a.text, b.text)
    features = {"wording": round(wording, 3)}
    doubt = 1 - wording
    if wording < LEAST:
        return wording, features
    if a.ref and b.ref:
        if _ref(a) == _ref(b):
            features["ref"] = round(pairing.refs_stable, 3)
            doubt *= 1 - 0.5 * pairing.refs_stable
        else:
            features["ref"] = round(-pairing.refs_stable, 3)
            doubt = min(1.0, doubt + 0.2 * pairing.refs_stable * doubt)
    if a.leads and b.leads:
        shared = len(set(a.leads) & set(b.leads)) / len(set(a.leads) | set(b.leads))
        features["leads"] = round(shared, 3)
        doubt *= 1 - 0.1 * shared
    if a.due and b.due and a.due == b.due:
        features["due"] = 1.0
        doubt *= 0.95
    return 1 - doubt, features


def _held(part: SeenAction, whole: SeenAction, pairing: _Pairing) -> tuple[float, Mapping[str, float]]:
    """Score how far an action is a part of a longer one: its words, and a reference with a letter added."""
    held = pairing.wordings.held_in(part.text, whole.text)
    features = {"held": round(held, 3)}
    doubt = 1 - held
    if part.ref and whole.ref and _stem(part) == _stem(whole):
        features["ref"] = round(pairing.refs_stable, 3)
        doubt *= 1 - 0.5 * pairing.refs_stable
    return 1 - doubt, features


def _ref(action: SeenAction) -> str:
    return re.sub(r"[^a-z0-9.]", "", (action.ref or "").lower()).strip(".")


def _stem(action: SeenAction) -> str:
    """Return a reference without the letter that a split gives: 2.2a and 2.2b stem from 2.2."""
    return re.sub(r"(?<=\d)\.?(?:[a-z]|[ivx]+)$", "", _ref(action))


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
    """Return for each report the next one that goes on with its plan."""
    report_of = {action.id: plan.report for plan in plans for action in plan.actions}
    size = {plan.report: len(plan.actions) for plan in plans}
    going_on: dict[tuple[str, str], set[str]] = defaultdict(set)
    for link in links:
        going_on[report_of[link.earlier], report_of[link.later]].add(link.earlier)
    nexts: dict[str, str] = {}
    for n, earlier in enumerate(plans):
        for later in plans[n + 1 :]:
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
        steps.append(_step(plan, action, before, link))
    last_plan, last = actions[chain[-1][0]]
    dues = [action.due for action_id, _ in chain for action in [actions[action_id][1]] if action.due]
    follows = next_plan.get(last_plan.report)
    fate: Fate = "complete" if last.status == "complete" else "dropped" if follows else "open"
    return Thread(
        id=hashlib.sha256("\n".join(action_id for action_id, _ in chain).encode()).hexdigest()[:16],
        steps=tuple(steps),
        fate=fate,
        dropped_in=follows if fate == "dropped" else None,
        due_moved=(dues[-1] - dues[0]).days if len(dues) > 1 else None,
    )


def _step(plan: SeenPlan, action: SeenAction, before: SeenAction | None, link: Link | None) -> Step:
    if before is None:
        return Step(action.id, plan.report, plan.on, None, None, False, False, action.status == "complete", False)
    return Step(
        action=action.id,
        report=plan.report,
        on=plan.on,
        link=link,
        due_moved=(action.due - before.due).days if action.due and before.due else None,
        reworded=Wordings((action.text, before.text, "")).likeness(action.text, before.text) < REWORDED,
        lead_changed=bool(action.leads and before.leads) and set(action.leads) != set(before.leads),
        completed=action.status == "complete" and before.status != "complete",
        reopened=before.status == "complete" and action.status != "complete",
    )
