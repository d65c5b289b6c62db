"""Join what inspectors recommended to the actions that answer it.

A plan that cites a recommendation by its number, or sets its words as the heading over a group of actions, says so itself.
Elsewhere wording, and what both are about, must tell: each action is given to the recommendation that it is most like, if it is
like one at all.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from pipeline.follow.likeness import Wordings
from pipeline.follow.matters import matters_of, rarity_of, weight
from pipeline.named_numbers import NAMED_NUMBERS
from pipeline.road import AnsweringAction, Response, SeenRecommendation
from pipeline.rules import Hit, Rules

WITHIN = timedelta(days=3 * 365)
"""How long after a recommendation an action can answer it: inspections come every three years."""

ENOUGH = 0.35
"""Score from which wording and subjects make a response; chosen on the sample, most of whose plans cite nothing."""

LEAST_IN_PROSE = 0.1
"""Likeness of words from which a sentence of the text can answer a recommendation: all of a chapter is about the same matter."""

REPEATED = 0.8
"""Likeness from which a recommendation is one that was made before, told again by another report."""

_HELD, _HELD_IN_TEXT = 0.6, 0.85
"""Share of a heading's rare words that a recommendation must hold before the heading speaks for it: one that a plan sets over its
rows, and one of the text, which may be over anything."""

_TELLING = 3
"""Words from which a heading of the text can speak for a recommendation: "Early help" is over much that answers none."""

_ONE = re.compile(rf"\d+|{'|'.join(word for word, n in NAMED_NUMBERS.items() if len(word) > 2 and 1 <= n <= 12)}", re.IGNORECASE)
_TO = re.compile(r"[-–]|\bto\b")

_REPORTED_LATE = 3
"""Month until which a report may be of an inspection of the year before."""

_CITED, _HEADING, _MATTERS, _TOPICS = 0.95, 0.7, 0.35, 0.1
"""Which share of the doubt each agreement takes away at most."""


def find_responses(
    recommendations: Sequence[SeenRecommendation], actions: Sequence[AnsweringAction], rules: Rules
) -> list[Response]:
    """Return which action answers which recommendation, for one council.

    An action answers what was asked since the last inspection before it, in the inspection's own report or in any other since;
    earlier ones only where it cites them by their year.
    """
    openings = sorted({one.on for one in recommendations if one.opens})
    together: dict[tuple[SeenRecommendation, ...], list[AnsweringAction]] = defaultdict(list)
    for action in actions:
        since = max((day for day in openings if day <= action.on), default=None)
        asked = [one for one in recommendations if max(action.on - WITHIN, since or action.on - WITHIN) <= one.on <= action.on]
        together[_once(asked)].append(action)
    found = [response for asked, answering in together.items() for response in _answers(asked, answering, recommendations, rules)]
    return sorted(found, key=lambda one: (one.action, one.recommendation))


def _once(asked: Sequence[SeenRecommendation]) -> tuple[SeenRecommendation, ...]:
    """Leave out what repeats a recommendation of an earlier report, or of the inspection's own report of the same day."""
    wordings = Wordings(one.text for one in asked)
    kept: list[SeenRecommendation] = []
    for one in sorted(asked, key=lambda one: (one.on, not one.opens, one.report, one.number)):
        if all(one.report == other.report or wordings.likeness(one.text, other.text) < REPEATED for other in kept):
            kept.append(one)
    return tuple(kept)


def _answers(
    asked: Sequence[SeenRecommendation],
    answering: Sequence[AnsweringAction],
    every: Sequence[SeenRecommendation],
    rules: Rules,
) -> list[Response]:
    in_one = frozenset(one.id for one in asked)
    earlier = [one for one in every if one.opens and one.id not in in_one]
    cited_by = {action.id: _cited(action, asked, earlier, rules) for action in answering}
    meant = {id_ for cited in cited_by.values() for id_ in cited}
    asked = [*asked, *(one for one in earlier if one.id in meant)]
    texts = [text for one in answering for text in (one.text, *_over(one, rules))]
    wordings = Wordings([one.text for one in asked] + texts)
    matters = {text: matters_of(text, rules) for text in {one.text for one in asked} | {one.text for one in answering}}
    rarity = rarity_of((*one.topics, *matters[one.text]) for one in asked)
    found = []
    for action in answering:
        cited = cited_by[action.id]
        over = _over(action, rules)
        scored = [
            _score(one, action, over, cited.get(one.id), wordings, matters, rarity)
            for one in asked
            if one.id in in_one or one.id in cited
        ]
        best = max((response.score for response in scored), default=0.0)
        found += [
            response
            for response in scored
            if response.basis == "cited"
            or (not cited and response.score >= ENOUGH and response.score == best and _says_enough(response, action))
        ]
    return found


def _says_enough(response: Response, action: AnsweringAction) -> bool:
    """Say whether an action's words tell that it answers: rows of a plan are there to answer, sentences of a text are not."""
    return "\t" in action.row or "heading" in response.features or response.features["wording"] >= LEAST_IN_PROSE


def _numbers(asked: Sequence[SeenRecommendation]) -> Mapping[str, tuple[int, bool]]:
    """Return the number by which each is cited, and whether the inspection's own report gives it.

    It is the number printed, where no other of its report has the same: a paragraph's number stands over several. Else they are
    counted.
    """
    printed = Counter((one.report, one.ref) for one in asked)
    numbers = {}
    for one in asked:
        plain = re.fullmatch(r"\W*(\d{1,2})\W*", one.ref or "")
        own = plain is not None and printed[one.report, one.ref] == 1
        numbers[one.id] = (int(plain[1]) if plain and own else one.number, one.opens)
    return numbers


def _cited(
    action: AnsweringAction, asked: Sequence[SeenRecommendation], earlier: Sequence[SeenRecommendation], rules: Rules
) -> Mapping[str, str]:
    """Return the recommendations that an action's row or heading cites by number, with the words; the inspection's own first.

    Where the words name a year, those of that year's inspection are meant; where they name another body, none of these.
    """
    cited: dict[str, str] = {}
    for text in (action.row, action.theme or "", *action.headings, *_numbers_alone(action, rules)):
        for hit in rules["follow/citations"].scan(text):
            words = text[hit.start : hit.end]
            if words == action.ref:  # the number that the plan gives the action itself
                continue
            source, year, start, end = _source(action, text, hit, rules)
            if source == "other":
                continue
            of_year = [one for one in (*asked, *earlier) if one.opens and one.on <= action.on and year in _years(one)]
            words = text[start:end]
            numbers = _numbers(asked if year is None else _latest(of_year))
            for cited_number in _each(hit.groups["numbers"]):
                meant = [(id_, opens) for id_, (number, opens) in numbers.items() if number == cited_number]
                own = [id_ for id_, opens in meant if opens]
                cited |= dict.fromkeys(own or [id_ for id_, _ in meant], words)
    return cited


def _years(one: SeenRecommendation) -> tuple[int, ...]:
    """Return the years by which an inspection may be called: that of its report, and of its fieldwork before the new year."""
    return (one.on.year, one.on.year - 1) if one.on.month <= _REPORTED_LATE else (one.on.year,)


def _latest(asked: Sequence[SeenRecommendation]) -> Sequence[SeenRecommendation]:
    last = max((one.on for one in asked), default=None)
    return [one for one in asked if one.on == last]


def _source(action: AnsweringAction, text: str, hit: Hit, rules: Rules) -> tuple[str | None, int | None, int, int]:
    """Return whose recommendation a citation means (`year`, `other`), of which year, and from where to where the words say so.

    The words are those of its cell before and behind it, and of the heading of its column.
    """
    first = max(text.rfind(mark, 0, hit.start) + 1 for mark in ("\t", "\n", ";"))
    last = min((at for mark in ("\t", "\n", ";") if (at := text.find(mark, hit.end)) >= 0), default=len(text))
    heading = ""
    if text is action.row and text.count("\t") + 1 == len(action.columns):
        heading = action.columns[text.count("\t", 0, hit.start)] + " "
    before = heading + text[first : hit.start]
    file = rules["follow/citation_sources"]
    sides = ((file.that_set("where", "before"), before), (file.that_set("where", "behind"), text[hit.end : last]))
    for source in ("other", "year"):
        for group, words in sides:
            for found in group.find(words):
                if found.rule.sets["source"] != source:
                    continue
                year = int(found.groups["year"]) if source == "year" else None
                if words is before:
                    return source, year, max(first, hit.start - (len(words) - found.start)), hit.end
                return source, year, hit.start, hit.end + found.end
    return None, None, hit.start, hit.end


def _under_recommendation(action: AnsweringAction, rules: Rules) -> list[str]:
    """Return the row's cells in columns that tell which recommendation is answered."""
    cells = action.row.split("\t")
    if len(cells) != len(action.columns):
        return []
    file = rules["follow/citation_columns"]
    return [
        cell
        for cell, column in zip(cells, action.columns, strict=True)
        if cell and (found := file.first(column)) and "cell" not in found.sets
    ]


def _numbers_alone(action: AnsweringAction, rules: Rules) -> list[str]:
    """Return such cells that hold numbers alone, told as the column's heading tells them."""
    alone = rules["follow/citation_columns"].that_set("cell", "alone")
    return [
        f"Recommendation {hit.groups['numbers']}" for cell in _under_recommendation(action, rules) for hit in alone.find(cell)
    ]


def _over(action: AnsweringAction, rules: Rules) -> Mapping[str, float]:
    """Return what may repeat a recommendation's words over an action, and which share of it a recommendation must hold."""
    nearest = [heading for heading in action.headings[-1:] if len(heading.split()) >= _TELLING]
    cells = [cell for cell in _under_recommendation(action, rules) if len(cell.split()) >= _TELLING]
    return dict.fromkeys(nearest, _HELD_IN_TEXT) | dict.fromkeys((*([action.theme] if action.theme else ()), *cells), _HELD)


def _each(numbers: str) -> Iterator[int]:
    """Yield each number of a list such as `2, 5 and 6` or `R4, R5`, those between the ends of a range such as `4-6` too."""
    read = [
        (int(found[0]) if found[0].isdecimal() else NAMED_NUMBERS[found[0].lower()], found.start(), found.end())
        for found in _ONE.finditer(numbers)
    ]
    for n, (number, start, _) in enumerate(read):
        before, gap = (read[n - 1][0], numbers[read[n - 1][2] : start]) if n else (number, "")
        yield from range(before + 1, number) if _TO.search(gap) else ()
        yield number


def _score(
    one: SeenRecommendation,
    action: AnsweringAction,
    over: Mapping[str, float],
    cue: str | None,
    wordings: Wordings,
    matters: Mapping[str, frozenset[str]],
    rarity: Mapping[str, float],
) -> Response:
    """Score from 0 to 1 how well an action answers a recommendation; each agreement takes away a share of the doubt."""
    wording = wordings.likeness(one.text, action.text)
    features = {"wording": round(wording, 3)}
    doubt = 1 - wording
    if cue is not None:
        features["cited"] = 1.0
        return Response(one.id, action.id, "cited", cue, round(1 - doubt * (1 - _CITED), 3), features)
    held = ((wordings.held_in(text, one.text), least) for text, least in over.items())
    heading = max((share for share, least in held if share >= least), default=0.0)
    if heading:
        features["heading"] = round(heading, 3)
        doubt *= 1 - _HEADING * heading
    same = {
        "matters": (_MATTERS, matters[one.text], matters[action.text]),
        "topics": (_TOPICS, frozenset(one.topics), frozenset(action.topics)),
    }
    for name, (most, asked_for, told) in same.items():
        shared = weight(asked_for & told, rarity)
        if shared:
            features[name] = round(shared / weight(asked_for, rarity), 3)
            doubt *= 1 - most * features[name]
    return Response(one.id, action.id, "wording", None, round(1 - doubt, 3), features)
