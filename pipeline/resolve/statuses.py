"""How far an action is: its status by words, its rating by words or by a colour that stands for one."""

from __future__ import annotations

import colorsys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal, cast

from pipeline.model import ActionMention, Passage, Support, page_of
from pipeline.rules import Hit, Rules

Status = Literal["complete", "in_progress", "planned", "not_stated"]
Rag = Literal["red", "amber", "green", "blue", "grey"]
# In a column of statuses these letters are answers, elsewhere Y is yellow.
YES_OR_NO = ("Y", "N")
# So many bars of one single colour in a table are its way of drawing bars, not ratings.
BARS_ALIKE = 4
_DASHES = " \t\n-–—:;,.()[]"


def status_of(mention: ActionMention, rules: Rules) -> tuple[Status, Support | None]:
    """Return an action's status from its own words, with where they stand; never from a colour.

    A row's cells speak in the order status, rating, progress, timescale, then the action's own words.
    """
    if mention.origin == "narrative" or (mention.status and mention.origin == "table"):
        return cast(Status, mention.status or "not_stated"), None
    own = Passage(mention.evidence.block, mention.evidence.start, mention.evidence.end)
    places: list[tuple[Passage | None, str]] = [
        (mention.status_words, "cell"), (mention.rag_words, "cell"), (mention.progress_words, "cell"),
        (mention.timescale, "timescale"), (own, "text"),
    ]  # fmt: skip
    for words, where in places:
        hit = status_said(words.text, where, rules) if words else None
        if words and hit:
            return cast(Status, hit.sets["status"]), _support("status", words, hit)
    return cast(Status, mention.status or "not_stated"), None


def ended_by(mention: ActionMention, rules: Rules) -> str | None:
    """Return the words by which a row's cells say that the action is given up, null where they do not."""
    for words in (mention.status_words, mention.rag_words, mention.progress_words):
        hit = status_said(words.text, "cell", rules) if words else None
        if words and hit:
            return words.text[hit.start : hit.end] if hit.sets.get("ended") else None
    return None


def _support(field: str, words: Passage, hit: Hit) -> Support:
    start, end = words.start + hit.start, words.start + hit.end
    return Support(field, "words", words.block, start, end, page_of(words.block, start, end))


def status_said(text: str, where: str, rules: Rules) -> Hit | None:
    """Return what a text says first by its rules; a cell is read behind the rating that opens it ("Blue (complete)")."""
    begin = _behind_rating(text, rules) if where == "cell" else 0
    hit = _foremost(text[begin:], where, rules)
    return replace(hit, start=hit.start + begin, end=hit.end + begin) if hit else None


def _behind_rating(text: str, rules: Rules) -> int:
    opening = next((hit for hit in _said(text, rules) if not text[: hit.start].strip(_DASHES)), None)
    behind = text[opening.end :] if opening else ""
    return len(text) - len(behind) if behind.strip(_DASHES) else 0


def _foremost(text: str, where: str, rules: Rules) -> Hit | None:
    hits = [
        hit
        for rule in rules["resolve/statuses"].rules
        if _reads(rule.sets.get("where"), rule.excludes, where)
        for hit in rule.find(text)
    ]
    hits.sort(key=lambda hit: (-hit.rule.priority, hit.start))
    return None if not hits or hits[0].rule.excludes else hits[0]


def _reads(wanted: object, excludes: bool, where: str) -> bool:
    return wanted == where or (excludes and where == "text")


def rag_of(mention: ActionMention, neutral: frozenset[str], rules: Rules) -> tuple[Rag | None, Support | None]:
    """Return an action's rating and what it rests on: words first, then a colour that stands for one.

    `neutral` are the colours that mean nothing in the action's table. In a column of ratings pale
    blues and greys are ratings too; elsewhere they are a ground.
    """
    block = mention.evidence.block
    for words in (mention.rag_words, mention.status_words):
        hit = next(_said(words.text, rules), None) if words else None
        if words and words == mention.status_words and words.text.strip() in YES_OR_NO:
            continue
        if words and hit:
            return cast(Rag, hit.sets["rag"]), _support("rag", words, hit)
    if mention.colour is None or mention.colour.lower() in neutral:
        return None, None
    rated = mention.colour_cell is not None and mention.mark is None
    rating = rating_of_colour(mention.colour, rules, rated=rated)
    if rating is None:
        return None, None
    place = mention.mark or mention.colour_cell
    basis = mention.mark.basis if mention.mark else "fill"
    return rating, Support("rag", basis, block, page=place.page if place else None, box=place.box if place else None)


def _said(text: str, rules: Rules) -> Iterator[Hit]:
    for rule in rules["resolve/rag"].rules:
        if "by" not in rule.sets:
            yield from rule.find(text)


def rating_of_colour(colour: str, rules: Rules, *, rated: bool = False) -> Rag | None:
    """Return the rating for which a colour (`#rrggbb`) stands, null for a neutral one.

    `rated` says that the colour fills a cell of a column of ratings or statuses.
    """
    red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    described = f"h{round(hue * 360) % 360:03d} s{round(saturation * 100):03d} l{round(lightness * 100):03d}"
    tries = [f"rated {described}", described] if rated else [described]
    for rule in rules["resolve/rag"].rules:
        if rule.sets.get("by") == "colour" and any(True for text in tries for _ in rule.find(text)):
            return cast(Rag, rule.sets["rag"])
    return None


def keyed_ratings(texts: Iterable[str], rules: Rules) -> frozenset[str]:
    """Return the ratings whose colours a key among the texts explains: "Green = on track"."""
    keys = rules["resolve/rag"].that_set("by", "key")
    named = [hit.cue for text in texts for hit in keys.find(text)]
    return frozenset(str(hit.sets["rag"]) for colour in named for hit in _said(colour, rules))


def neutral_colours(
    mentions: Sequence[ActionMention], rules: Rules, keyed: frozenset[str] = frozenset()
) -> dict[int, frozenset[str]]:
    """Return by table the colours that mean nothing: the one in which a table draws all of its bars.

    `keyed` are the ratings that a key explains; a bar in the colour of one of them is rated by it.
    """
    bars: dict[int, list[str]] = {}
    for mention in mentions:
        if mention.mark and mention.colour and mention.evidence.block.table is not None:
            bars.setdefault(mention.evidence.block.table, []).append(mention.colour.lower())
    return {
        table: frozenset(colours)
        for table, colours in bars.items()
        if len(colours) >= BARS_ALIKE and len(set(colours)) == 1 and rating_of_colour(colours[0], rules) not in keyed
    }
