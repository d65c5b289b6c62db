"""Prove rules by their examples, both ways, and name what else is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.errors import RuleError
from pipeline.rules.apply import Rule, Rules
from pipeline.rules.backtracking import may_hang


@dataclass(frozen=True, slots=True)
class Example:
    """An example of a rule: the plain text, and the spans that must come back marked."""

    rule: Rule
    text: str
    spans: tuple[tuple[int, int], ...]


def place_of(rule: Rule) -> str:
    """Return how a rule is named where something is wrong with it: its file and id."""
    return f"{rule.own or f'rules/{rule.file}.yaml'}: rule {rule.id}"


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
            raise RuleError(f"{place_of(rule)}: brackets do not pair in: {written}\n  Write \\[ for a printed bracket.")
        else:
            plain += char
        i += 1
    if start is not None:
        raise RuleError(f"{place_of(rule)}: a bracket is left open in: {written}\n  Write \\[ for a printed bracket.")
    return Example(rule, plain, tuple(spans))


def broken_examples(rules: Rules) -> list[str]:
    """Return a message for every example that its rule does not keep, with the remedy; rules switched off need keep none."""
    return [message for file in rules.files.values() for rule in file.rules if not rule.off for message in _broken(rule)]


def _broken(rule: Rule) -> Iterable[str]:
    try:
        examples = [read_example(rule, written) for written in rule.examples]
    except RuleError as error:
        yield str(error)
        return
    for kind in (True, False):
        if not any(bool(e.spans) == kind for e in examples):
            what = "that it must mark" if kind else "that it must leave alone"
            yield f"{place_of(rule)} has no example {what}; add one"
    for n, example in enumerate(examples, 1):
        got = tuple((hit.start, hit.end) for hit in rule.find(example.text))
        if got != example.spans:
            yield (
                f"{place_of(rule)} does not keep its example {n}\n"
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

    A value that no shipped rule of the file gives, a named group that none of them has, and an expression that may take for ever.
    """
    said = []
    for file in rules.files.values():
        shipped = [rule for rule in file.rules if rule.own is None]
        for rule in file.rules:
            if rule.own is None or rule.off:
                continue
            if rule.pattern is not None and may_hang(rule.pattern):
                said.append(
                    f"{place_of(rule)} may take for ever on some texts: it repeats a repeat, as in (a+)+\n"
                    "  Put something between the repeats that must be there, or take one of them out."
                )
            for key, value in rule.sets.items():
                given = {other.sets[key] for other in shipped if key in other.sets}
                if given and value not in given and isinstance(value, str):
                    known = ", ".join(sorted(map(str, given))[:20])
                    said.append(
                        f"{place_of(rule)} sets {key}: {value!r}, which no shipped rule of {file.name} gives; "
                        f"it may be right, or a slip: they give {known}"
                    )
            named = set(rule.pattern.groupindex) - {"mention"} if rule.pattern is not None else set()
            groups = {name for other in shipped if other.pattern is not None for name in other.pattern.groupindex}
            if named - groups:
                said.append(
                    f"{place_of(rule)} has the group {', '.join(sorted(named - groups))}, which nothing reads; "
                    f"the groups of {file.name} are: {', '.join(sorted(groups | {'mention'}))}"
                )
    return said
