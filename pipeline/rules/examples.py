"""Prove rules by their examples, both ways, and name what else is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.errors import RuleError, RuleHangsError
from pipeline.rules.apply import Rule, Rules
from pipeline.rules.backtracking import drags_on, hangs_on
from pipeline.rules.timing import REMEDY, timed

EXAMPLE_SECONDS = 2.0
"""What the examples of one rule may take, of the processor's time; they take a thousandth."""
MOST_OPEN = 2
"""Tokens without end that a pattern may have: of three, a page has more ways to be tried than can be waited for."""


@dataclass(frozen=True, slots=True)
class Example:
    """An example of a rule: the plain text, and the spans that must come back marked."""

    rule: Rule
    text: str
    spans: tuple[tuple[int, int], ...]


def read_example(rule: Rule, written: str) -> Example:
    """Take the brackets out of an example; raises `RuleError` where they do not pair."""
    plain, spans, start, i = "", [], None, 0
    while i < len(written):
        char = written[i]
        if char == "\\" and written[i + 1 : i + 2] in ("[", "]"):
            plain, i = plain + written[i + 1], i + 2
            continue
        if char == "[" and start is None:
            start = len(plain)
        elif char == "]" and start is not None:
            spans.append((start, len(plain)))
            start = None
        elif char in "[]":
            raise RuleError(f"{rule.place}: brackets do not pair in: {written}\n  Write \\[ for a printed bracket.")
        else:
            plain += char
        i += 1
    if start is not None:
        raise RuleError(f"{rule.place}: a bracket is left open in: {written}\n  Write \\[ for a printed bracket.")
    return Example(rule, plain, tuple(spans))


def broken_examples(rules: Rules) -> list[str]:
    """Return a message for every example that its rule does not keep, with the remedy; rules switched off need keep none."""
    return [message for file in rules.files.values() for rule in file.rules if not rule.off for message in _broken_in_time(rule)]


def _broken_in_time(rule: Rule) -> list[str]:
    try:
        with timed(EXAMPLE_SECONDS):
            return list(_broken(rule))
    except RuleHangsError as error:
        return [str(error)]


def hanging(rules: Rules) -> list[str]:
    """Return a message for every rule of a user's own that may take for ever, with the remedy."""
    return [
        message for file in rules.files.values() for rule in file.rules if rule.own and not rule.off for message in _hangs(rule)
    ]


def _hangs(rule: Rule) -> Iterable[str]:
    text = hangs_on(rule.pattern) if rule.pattern is not None else None
    if text is not None:
        yield (
            f"{rule.place} may take for ever: each further round of a text such as {text!r} doubles the time, "
            f"as two repeats can share out the same letters, as in (a+)+\n  {REMEDY}"
        )
    elif rule.pattern is not None and (slow := drags_on(rule.pattern)) is not None:
        yield (
            f"{rule.place} may take for ever: it is slow on a text such as {slow!r}, as there are too many ways to share out its "
            f"letters among its repeats\n  {REMEDY}"
        )
    if rule.open_repeats > MOST_OPEN:
        yield (
            f"{rule.place} may take for ever: {rule.open_repeats} of its tokens have no end (OP: '*' or '+')\n"
            "  Say how many there may be at most: OP: '{0,5}'."
        )


def _broken(rule: Rule) -> Iterable[str]:
    try:
        examples = [read_example(rule, written) for written in rule.examples]
    except RuleError as error:
        yield str(error)
        return
    for kind in (True, False):
        if not any(bool(e.spans) == kind for e in examples):
            what = "that it must mark" if kind else "that it must leave alone"
            yield f"{rule.place} has no example {what}; add one"
    for n, example in enumerate(examples, 1):
        got = tuple((hit.start, hit.end) for hit in rule.find(example.text))
        if got != example.spans:
            yield (
                f"{rule.place} does not keep its example {n}\n"
                f"  wanted  {_show(example.text, example.spans)}\n"
                f"  got     {_show(example.text, got)}\n"
                f"  {_remedy(rule)}, or correct the example."
            )


def _remedy(rule: Rule) -> str:
    return "Put (?P<mention>...) around the words to mark" if rule.tokens or not rule.words else "Correct words, match or case"


def _show(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


def doubts(rules: Rules) -> list[str]:
    """Return what may be wrong with a user's own rules although it is no fault, each with what to do.

    A value that no shipped rule of the file gives, and a named group that none of them has.
    """
    said = []
    for file in rules.files.values():
        shipped = [rule for rule in file.rules if rule.own is None]
        for rule in file.rules:
            if rule.own is None or rule.off:
                continue
            for key, value in rule.sets.items():
                given = {other.sets[key] for other in shipped if key in other.sets}
                if given and value not in given and isinstance(value, str):
                    known = ", ".join(sorted(map(str, given))[:20])
                    said.append(
                        f"{rule.place} sets {key}: {value!r}, which no shipped rule of {file.name} gives; "
                        f"it may be right, or a slip: they give {known}"
                    )
            named = set(rule.pattern.groupindex) - {"mention"} if rule.pattern is not None else set()
            groups = {name for other in shipped if other.pattern is not None for name in other.pattern.groupindex}
            if named - groups:
                said.append(
                    f"{rule.place} has the group {', '.join(sorted(named - groups))}, which nothing reads; "
                    f"the groups of {file.name} are: {', '.join(sorted(groups | {'mention'}))}"
                )
    return said
