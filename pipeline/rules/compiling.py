"""Make rules from what is written."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.errors import RuleError
from pipeline.rules.apply import Rule, RuleFile
from pipeline.rules.expressions import Expression
from pipeline.rules.written import RuleFileText, RuleText, checked, read_documents


def parse_rule_file(name: str, text: str) -> RuleFile:
    """Check a shipped rule file's text and make its rules; raises `RuleError`."""
    written = read_rule_file(name, text)
    rules = tuple(compile_rule(f"rules/{name}.yaml", name, rule, written.parts) for rule in written.rules)
    return numbered(RuleFile(name, written.about, rules, written.parts))


def read_rule_file(name: str, text: str) -> RuleFileText:
    """Return a shipped rule file as written; raises `RuleError`."""
    place = f"rules/{name}.yaml"
    documents = read_documents(place, text)
    return checked(place, documents[0] if documents else None, RuleFileText)


def numbered(file: RuleFile) -> RuleFile:
    """Return a file whose rules know their place in it."""
    return replace(file, rules=tuple(replace(rule, order=n) for n, rule in enumerate(file.rules)))


def compile_rule(place: str, name: str, rule: RuleText, parts: Mapping[str, str], own: str | None = None) -> Rule:
    """Make one rule of the file `name`; `place` is the file that a fault is reported in."""
    expression = None
    if rule.regex or rule.words:
        source = _expand(rule.regex, parts, place, rule.id) if rule.regex else _phrases(rule.words, rule.match)
        flags = re.IGNORECASE if rule.case == "any" else 0
        expression = Expression(source, flags, f"{place}: rule {rule.id}")
    return Rule(
        id=rule.id,
        about=rule.about,
        file=name,
        order=0,
        sets=rule.sets,
        excludes=rule.excludes,
        priority=rule.priority,
        confidence=rule.confidence,
        examples=rule.examples,
        expression=expression,
        tokens=rule.tokens,
        words=rule.words,
        own=own,
    )


def effect(file: RuleFile) -> str:
    """Return the SHA-256 of all by which the rules of a file find and say something: reasons and examples left out."""
    rules = [
        {
            "id": rule.id,
            "source": rule.expression.source if rule.expression else None,
            "flags": rule.expression.flags if rule.expression else 0,
            "tokens": rule.tokens,
            "words": rule.words,
            "sets": rule.sets,
            "excludes": rule.excludes,
            "priority": rule.priority,
            "confidence": rule.confidence,
        }
        for rule in file.rules
    ]
    return hashlib.sha256(json.dumps(rules).encode()).hexdigest()


def _expand(source: str, parts: Mapping[str, str], place: str, rule_id: str) -> str:
    """Put the file's `parts` in for their `{names}`, parts within parts too."""

    def put(match: re.Match[str]) -> str:
        if match[1] not in parts:
            known = ", ".join(parts) or "none"
            raise RuleError(f"{place}: rule {rule_id} uses {{{match[1]}}}, which is not among the file's parts ({known}); add it")
        return f"(?:{parts[match[1]]})"

    for _ in range(8):
        expanded = re.sub(r"\{([a-z_]+)\}", put, source)
        if expanded == source:
            return source
        source = expanded
    raise RuleError(f"{place}: rule {rule_id}: its parts name each other in a circle")


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
