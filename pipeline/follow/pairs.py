"""What speaks for it that an action of one report goes on in an action of another: the features of a pair, and their score."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence

from pipeline.follow.likeness import Wordings, plainly
from pipeline.follow.matters import matters_of, rarity_of, weight
from pipeline.road import SeenAction, SeenPlan
from pipeline.rules import Rules

REWORDED = 0.93
"""Likeness below which a wording counts as changed: a corrected comma or capital letter is no change."""

_STABLE_FROM = 0.5
"""Likeness of wording from which two actions with one reference testify that references are stable."""

_COMMON = 0.25
"""Likeness from which two wordings have enough in common for reference, lead and date to speak in full.

Below it they speak in proportion: a number or a lead alone makes no two actions one.
"""

_REF, _LEADS, _DUE, _MATTERS, _THEME, _ALONE = 0.5, 0.3, 0.2, 0.45, 0.1, 0.4
"""Which share of the doubt each agreement takes away at most."""

_LIKELY = 0.5
"""Score from which it speaks in full for a pair that it is alone; below, in proportion."""

_OTHER_LEAD = 0.5
"""How much it speaks for a pair that both are about one matter, or left alone, where none who led the one leads the other."""

_OTHER_REF, _ENDED, _OTHER_PLAN = 0.2, 0.1, 0.35
"""By which share of it doubt grows where stable references differ, where the earlier action was complete, and where nothing else
tells that the later report goes on with the plan of the earlier one."""

_GOES_ON = 0.15
"""Share of the shorter report's actions whose words go on, from which the later report is of the same plan."""

Score = tuple[float, Mapping[str, float]]


class Pairing:
    """The pairs of two reports' actions, each scored from 0 to 1 with what the score is made of."""

    def __init__(self, earlier: SeenPlan, later: SeenPlan, said: Said) -> None:
        self._plan_of = {action.id: plan for plan in (earlier, later) for action in plan.actions}
        self._wordings = Wordings((action.text for action in (*earlier.actions, *later.actions)), said.plainly)
        self._matters = {action.text: said.matters(action.text) for action in (*earlier.actions, *later.actions)}
        self._rarity = rarity_of(self._matters[text] for text in self._matters)
        self._leads = _common((lead for lead in action.leads) for action in later.actions)
        self._dues = _common((action.due,) for action in later.actions)
        self._themes = _common((action.theme,) for action in later.actions)
        self._nearest: dict[str, str | None] = {}
        self.refs_stable = self._stable(earlier, later)
        self._goes_on = self._one_plan(earlier, later)

    def score(self, a: SeenAction, b: SeenAction) -> Score:
        """Score how well two actions continue each other; each further agreement takes away a share of the doubt left.

        Wording leads: what it lacks no reference, lead or date can make up.
        """
        wording = self._wordings.likeness(a.text, b.text)
        features = {"wording": round(wording, 3)}
        told = self._without_frame(a, b, wording)
        if told < wording:
            features["frame"] = round(told - wording, 3)
        doubt = 1 - told
        union = weight(self._matters[a.text] | self._matters[b.text], self._rarity)
        matters = weight(self._matters[a.text] & self._matters[b.text], self._rarity) / union if union else 0.0
        common = min(1.0, told / _COMMON)
        led = _OTHER_LEAD if a.leads and b.leads and not set(a.leads) & set(b.leads) else 1.0
        if matters and wording < REWORDED:
            features["matters"] = round(matters, 3)
            doubt *= 1 - _MATTERS * common * matters * led
        if a.ref and b.ref:
            same = ref_of(a) == ref_of(b)
            features["ref"] = round(self.refs_stable if same else -self.refs_stable, 3)
            change = 1 - _REF * common * self.refs_stable if same else 1 + _OTHER_REF * self.refs_stable
            doubt = min(1.0, doubt * change)
        if a.leads and b.leads:
            shared = sorted(set(a.leads) & set(b.leads))
            features["leads"] = round(len(shared) / len(set(a.leads) | set(b.leads)), 3)
            doubt *= 1 - _LEADS * common * features["leads"] * _own(shared, self._leads)
        if a.due and b.due and a.due == b.due:
            features["due"] = 1.0
            doubt *= 1 - _DUE * common * _own([a.due], self._dues)
        if a.theme and b.theme and a.theme == b.theme:
            features["theme"] = 1.0
            doubt *= 1 - _THEME * common * _own([a.theme], self._themes)
        if wording < REWORDED:
            if a.status == "complete":
                features["ended"] = 1.0
                doubt *= 1 + _ENDED
            if self._goes_on < 1:
                features["plan"] = round(self._goes_on, 3)
                doubt *= 1 + _OTHER_PLAN * (1 - self._goes_on)
            doubt = min(1.0, doubt)
        return 1 - doubt, features

    def alone(self, score: Score, rival: float) -> Score:
        """Score a pair anew that is left over: what speaks for it is also how far every other one left over is behind it."""
        first, features = score
        ahead = max(0.0, 1 - rival / first) if first else 0.0
        likely = min(1.0, first / _LIKELY) * self._goes_on * (1.0 if features.get("leads", 1.0) else _OTHER_LEAD)
        return 1 - (1 - first) * (1 - _ALONE * likely * ahead), {**features, "alone": round(ahead, 3)}

    def held(self, part: SeenAction, whole: SeenAction) -> Score:
        """Score how far an action is a part of a longer one: its words, and a reference with a letter added."""
        held = self._wordings.held_in(part.text, whole.text)
        features = {"held": round(held, 3)}
        doubt = 1 - held
        if part.ref and whole.ref and _stem(part) == _stem(whole):
            features["ref"] = round(self.refs_stable, 3)
            doubt *= 1 - 0.5 * self.refs_stable
        return 1 - doubt, features

    def own_share(self, part: SeenAction, whole: SeenAction, beside: SeenAction) -> float:
        """Return which share of the words that a part has for itself, beside another part, the whole holds."""
        return self._wordings.held_in(part.text, whole.text, beside.text)

    def _without_frame(self, a: SeenAction, b: SeenAction, wording: float) -> float:
        """Take from a likeness what each action has with the one next to it in its own report as well.

        "Recruit a manager for ..." is a frame there: that two actions fill it tells none of them.
        """
        if wording >= REWORDED:
            return wording
        shares = [self._own_of_shared(a, b), self._own_of_shared(b, a)]
        return wording * min(1.0, sum(shares) / len(shares))

    def _own_of_shared(self, one: SeenAction, other: SeenAction) -> float:
        """Return how much of what an action shares with another it has for itself, against how much of all its words."""
        nearest = self._nearest_to(one)
        shared = self._wordings.held_in(one.text, other.text)
        return self._wordings.held_in(one.text, other.text, nearest) / shared if nearest is not None and shared else 1.0

    def _nearest_to(self, action: SeenAction) -> str | None:
        """Return the wording of the action of its own report that one is most like."""
        if action.id not in self._nearest:
            others = [one.text for one in self._plan_of[action.id].actions if one.text != action.text]
            self._nearest[action.id] = max(others, key=lambda text: self._wordings.likeness(action.text, text), default=None)
        return self._nearest[action.id]

    def _stable(self, earlier: SeenPlan, later: SeenPlan) -> float:
        """Return how far an action keeps its reference from one report to the other, from 0 to 1."""
        by_ref = {ref_of(action): action for action in earlier.actions if action.ref}
        same_ref = [(by_ref[ref_of(b)], b) for b in later.actions if b.ref and ref_of(b) in by_ref]
        kept = sum(self._wordings.likeness(a.text, b.text) >= _STABLE_FROM for a, b in same_ref)
        # One doubtful case is added, so that a single shared reference is no proof of stable ones.
        return kept / (len(same_ref) + 1)

    def _one_plan(self, earlier: SeenPlan, later: SeenPlan) -> float:
        """Return how far the later report goes on with the plan of the earlier one, from 0 to 1, by words that are alike."""

        def goes_on(a: SeenAction, b: SeenAction) -> bool:
            wording = self._wordings.likeness(a.text, b.text)
            return wording >= REWORDED or (wording >= _STABLE_FROM and bool(set(a.leads) & set(b.leads)))

        going_on = sum(any(goes_on(a, b) for a in earlier.actions) for b in later.actions)
        return min(1.0, going_on / (_GOES_ON * min(len(earlier.actions), len(later.actions))))


class Said:
    """What texts say by the rules, each read once."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._plain: dict[str, str] = {}
        self._matters: dict[str, frozenset[str]] = {}

    def plainly(self, text: str) -> str:
        """Return a text with one word for what the field says in several ways."""
        if text not in self._plain:
            self._plain[text] = plainly(text, self._rules)
        return self._plain[text]

    def matters(self, text: str) -> frozenset[str]:
        """Return what a text is about."""
        if text not in self._matters:
            self._matters[text] = matters_of(text, self._rules)
        return self._matters[text]


def ref_of(action: SeenAction) -> str:
    """Return an action's reference without what is printed round it."""
    return re.sub(r"[^a-z0-9.]", "", (action.ref or "").lower()).strip(".")


def _stem(action: SeenAction) -> str:
    """Return a reference without the letter that a split gives: 2.2a and 2.2b stem from 2.2."""
    return re.sub(r"(?<=\d)\.?(?:[a-z]|[ivx]+)$", "", ref_of(action))


def _common(held: Iterable[Iterable[Hashable]]) -> Mapping[Hashable, float]:
    """Return for each value the share of the actions that have it."""
    rows = [set(values) for values in held]
    counts = Counter(value for values in rows for value in values)
    return {value: n / len(rows) for value, n in counts.items()}


def _own(values: Sequence[Hashable], common: Mapping[Hashable, float]) -> float:
    """Return how much it tells that two actions share values: nothing where all actions have them."""
    return max((1 - common.get(value, 0.0) for value in values), default=0.0)
