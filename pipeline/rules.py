"""Read, check and apply the rules: knowledge as data, proved by its own examples.

A rule file is YAML: `about` says what the file teaches, `parts` names sub-patterns that a regex uses
as `{name}`, and `rules` lists the rules. A rule finds words in one of three ways:

- `regex`: a regular expression, ignoring case unless `case: exact`; the group `mention` is what it
  marks (the whole match where there is no such group); its other named groups are values read.
- `words`: phrases, each for itself; `match` says whether they must be the `whole` text, stand at its
  `start`, or may stand `anywhere` between word boundaries.
- `tokens`: a list of spaCy Matcher patterns over a blank English tokenizer.

`sets` are the values that a hit gives; `excludes: true` marks look-alikes, whose words no other rule
of the file may use. Where hits overlap, higher `priority` wins, then the longer, then the earlier in
the file. Every rule has examples: `[brackets]` show exactly what it must mark, a line without brackets must come
back unmarked, `\\[` is a printed bracket.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from pipeline.errors import RuleError
from pipeline.literals import needed_literals
from pipeline.shipped import data_folder as data_folder
from pipeline.shipped import digest, rule_texts

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # eight times as fast, where PyYAML brings libyaml

Value = str | int | float | bool | None


class RuleText(BaseModel):
    """One rule as written in a rule file."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$")
    about: str = Field(min_length=10, description="Why the rule is there, in a sentence.")
    regex: str | None = None
    words: tuple[str, ...] = Field(default=(), strict=False)
    tokens: tuple[tuple[dict[str, Any], ...], ...] = Field(default=(), strict=False)
    match: Literal["whole", "start", "anywhere"] = "anywhere"
    case: Literal["any", "exact"] = "any"
    sets: dict[str, Value] = {}
    excludes: bool = False
    priority: int = 0
    confidence: float = Field(default=0.9, ge=0, le=1)
    examples: tuple[str, ...] = Field(min_length=2, strict=False)

    @model_validator(mode="after")
    def _finds_in_one_way(self) -> RuleText:
        ways = [bool(self.regex), bool(self.words), bool(self.tokens)]
        if sum(ways) != 1:
            raise ValueError(f"rule {self.id} needs exactly one of regex, words, tokens")
        return self


class RuleFileText(BaseModel):
    """A rule file as written."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    about: str = Field(min_length=10)
    parts: dict[str, str] = {}
    rules: tuple[RuleText, ...] = Field(min_length=1, strict=False)


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that a rule marked: characters `start` to `end` of the text it was given."""

    rule: Rule
    start: int
    end: int
    cue: str
    groups: Mapping[str, str]
    spans: Mapping[str, tuple[int, int]]

    @property
    def sets(self) -> Mapping[str, Value]:
        return self.rule.sets


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule ready to be applied."""

    id: str
    about: str
    file: str
    order: int
    sets: Mapping[str, Value]
    excludes: bool
    priority: int
    confidence: float
    examples: tuple[str, ...]
    pattern: re.Pattern[str] | None
    needs: tuple[str, ...] = ()
    tokens: tuple[tuple[dict[str, Any], ...], ...] = ()
    words: tuple[str, ...] = ()

    def find(self, text: str) -> Iterator[Hit]:
        """Yield what this rule marks in a text, from left to right."""
        if self.pattern is None:
            yield from _find_tokens(self, text)
            return
        if self.needs:
            small = text.lower()
            if not any(one in small for one in self.needs):
                return
        for match in self.pattern.finditer(text):
            marked = "mention" if "mention" in self.pattern.groupindex else 0
            start, end = match.span(marked)
            if start == end:
                continue
            groups = {k: v for k, v in match.groupdict().items() if v is not None}
            spans = {k: match.span(k) for k in groups}
            yield Hit(self, start, end, match.group(0), groups, spans)


@dataclass(frozen=True, slots=True)
class RuleFile:
    """The rules of one file, in their order."""

    name: str
    about: str
    rules: tuple[Rule, ...]

    def scan(self, text: str) -> list[Hit]:
        """Return the hits of all rules that survive where several claim the same words."""
        hits = [hit for rule in self.rules for hit in rule.find(text)]
        hits.sort(key=lambda h: (-h.rule.priority, -(h.end - h.start), h.rule.order, h.start))
        kept: list[Hit] = []
        for hit in hits:
            if all(hit.end <= k.start or hit.start >= k.end for k in kept):
                kept.append(hit)
        return sorted((h for h in kept if not h.rule.excludes), key=lambda h: h.start)

    def first(self, text: str) -> Hit | None:
        """Return the best single hit in a text, by priority, length and order; for vocabularies."""
        hits = [hit for rule in self.rules for hit in rule.find(text)]
        hits.sort(key=lambda h: (-h.rule.priority, -(h.end - h.start), h.rule.order, h.start))
        return None if not hits or hits[0].rule.excludes else hits[0]

    def rule(self, rule_id: str) -> Rule:
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise RuleError(f"rules/{self.name}.yaml: no rule {rule_id}")


@dataclass(frozen=True)
class Rules:
    """All rule files, by their path without ending (`extract/dates`)."""

    files: Mapping[str, RuleFile]
    sha256: str = field(default="")

    def __getitem__(self, name: str) -> RuleFile:
        try:
            return self.files[name]
        except KeyError:
            raise RuleError(f"there is no rule file rules/{name}.yaml") from None


def read_rules(folder: Path | None = None) -> Rules:
    """Read every rule file below a folder (the shipped rules where none is named).

    Raises `RuleError` naming file, rule and remedy.
    """
    folder = folder or data_folder("rules")
    return _read_rules(folder)


@functools.cache
def _read_rules(folder: Path) -> Rules:
    texts = rule_texts(folder)
    files = {name: parse_rule_file(name, text) for name, text in texts.items()}
    seen: dict[str, str] = {}
    for file in files.values():
        for rule in file.rules:
            if rule.id in seen:
                raise RuleError(f"rules/{file.name}.yaml: rule {rule.id} stands in rules/{seen[rule.id]}.yaml too; rename one")
            seen[rule.id] = file.name
    return Rules(files, digest(texts))


def parse_rule_file(name: str, text: str) -> RuleFile:
    """Check a rule file's text and compile its rules; raises `RuleError`."""
    try:
        written = RuleFileText.model_validate(yaml.load(text, _LOADER))
    except yaml.YAMLError as error:
        raise RuleError(f"rules/{name}.yaml is no valid YAML: {error}") from error
    except ValidationError as error:
        problems = "\n".join(f"  {'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise RuleError(f"rules/{name}.yaml does not have the form of a rule file:\n{problems}") from error
    return RuleFile(name, written.about, tuple(_compile(name, n, rule, written.parts) for n, rule in enumerate(written.rules)))


def _compile(name: str, order: int, rule: RuleText, parts: Mapping[str, str]) -> Rule:
    pattern = None
    if rule.regex or rule.words:
        source = _expand(rule.regex, parts, name, rule.id) if rule.regex else _phrases(rule.words, rule.match)
        try:
            pattern = re.compile(source, re.IGNORECASE if rule.case == "any" else 0)
        except re.error as error:
            raise RuleError(f"rules/{name}.yaml: rule {rule.id} is no regular expression: {error}") from error
    return Rule(
        id=rule.id,
        about=rule.about,
        file=name,
        order=order,
        sets=rule.sets,
        excludes=rule.excludes,
        priority=rule.priority,
        confidence=rule.confidence,
        examples=rule.examples,
        pattern=pattern,
        needs=needed_literals(pattern) if pattern else (),
        tokens=rule.tokens,
        words=rule.words,
    )


def _expand(source: str, parts: Mapping[str, str], name: str, rule_id: str) -> str:
    """Put the file's `parts` in for their `{names}`, parts within parts too."""

    def put(match: re.Match[str]) -> str:
        if match[1] not in parts:
            raise RuleError(f"rules/{name}.yaml: rule {rule_id} uses {{{match[1]}}}, which is not among the file's parts")
        return f"(?:{parts[match[1]]})"

    for _ in range(8):
        expanded = re.sub(r"\{([a-z_]+)\}", put, source)
        if expanded == source:
            return source
        source = expanded
    raise RuleError(f"rules/{name}.yaml: rule {rule_id}: its parts name each other in a circle")


def _phrases(words: Sequence[str], match: str) -> str:
    """Build one pattern from phrases: white space runs match each other, apostrophes match either form."""

    def phrase(text: str) -> str:
        escaped = r"\s+".join(re.escape(word) for word in text.split())
        return escaped.replace("'", "['\u2019]")

    body = "|".join(phrase(w) for w in sorted(words, key=len, reverse=True))
    return {
        "whole": rf"^\s*(?P<mention>{body})\s*[:.*]?\s*$",
        "start": rf"^\s*(?P<mention>{body})(?!\w)",
        "anywhere": rf"(?<!\w)(?P<mention>{body})(?!\w)",
    }[match]


@functools.cache
def blank_english() -> Any:
    """Return spaCy's tokenizer for English with nothing behind it (spaCy is imported here, once)."""
    import spacy

    return spacy.blank("en")


@functools.cache
def _matcher(rule_id: str, tokens: str) -> Any:
    from spacy.matcher import Matcher

    matcher = Matcher(blank_english().vocab, validate=True)
    matcher.add(rule_id, yaml.safe_load(tokens), greedy="LONGEST")
    return matcher


def _find_tokens(rule: Rule, text: str) -> Iterator[Hit]:
    doc = blank_english()(text)
    matcher = _matcher(rule.id, yaml.safe_dump([list(map(dict, p)) for p in rule.tokens]))
    for _, start, end in sorted(matcher(doc), key=lambda m: m[1]):
        span = doc[start:end]
        yield Hit(rule, span.start_char, span.end_char, span.text, {}, {})


# --------------------------------------------------------------------------- examples


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
            raise RuleError(f"rules/{rule.file}.yaml: rule {rule.id}: brackets do not pair in: {written}")
        else:
            plain += char
        i += 1
    if start is not None:
        raise RuleError(f"rules/{rule.file}.yaml: rule {rule.id}: a bracket is left open in: {written}")
    return Example(rule, plain, tuple(spans))


def broken_examples(rules: Rules) -> list[str]:
    """Return a message for every example that its rule does not keep, with the remedy."""
    messages = []
    for file in rules.files.values():
        for rule in file.rules:
            examples = [read_example(rule, written) for written in rule.examples]
            for kind in (True, False):
                if not any(bool(e.spans) == kind for e in examples):
                    what = "that it must mark" if kind else "that it must leave alone"
                    messages.append(f"rules/{file.name}.yaml: rule {rule.id} has no example {what}; add one")
            for n, example in enumerate(examples, 1):
                got = tuple((hit.start, hit.end) for hit in rule.find(example.text))
                if got != example.spans:
                    messages.append(
                        f"rules/{file.name}.yaml: rule {rule.id} does not keep its example {n}\n"
                        f"  wanted  {_show(example.text, example.spans)}\n"
                        f"  got     {_show(example.text, got)}\n"
                        f"  Put (?P<mention>...) around the words to mark, or correct the example."
                    )
    return messages


def _show(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text
