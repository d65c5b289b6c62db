"""Make rules from what is written."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.errors import RuleError
from pipeline.rules.apply import Rule, RuleFile
from pipeline.rules.expressions import Expression
from pipeline.rules.written import ColumnPart, RuleFileText, RuleText, checked, read_documents


def parse_rule_file(name: str, text: str, tables: Mapping[str, str] | None = None) -> RuleFile:
    """Check a shipped rule file's text and make its rules, with the tables that its parts name; raises `RuleError`."""
    place = f"rules/{name}.yaml"
    documents = read_documents(place, text)
    written = checked(place, documents[0] if documents else None, RuleFileText)
    parts = patterns_of(written.parts, tables or {}, place)
    rules = tuple(compile_rule(place, name, rule, parts) for rule in written.rules)
    return numbered(RuleFile(name, written.about, rules, parts))


def patterns_of(parts: Mapping[str, str | ColumnPart], tables: Mapping[str, str], place: str) -> dict[str, str]:
    """Return a file's sub-patterns, those that name a column of a table as any of its names; raises `RuleError`."""
    return {name: part if isinstance(part, str) else _any_name(name, part, tables, place) for name, part in parts.items()}


def _any_name(name: str, part: ColumnPart, tables: Mapping[str, str], place: str) -> str:
    if part.table not in tables:
        raise RuleError(f"{place}: part {name}: there is no table {part.table}; the tables are: {', '.join(tables)}")
    rows = list(csv.DictReader(io.StringIO(tables[part.table])))
    unknown = {part.column, *part.where} - set(rows[0] if rows else ())
    if unknown:
        raise RuleError(f"{place}: part {name}: {part.table} has no column {', '.join(sorted(unknown))}")
    meant = [row for row in rows if all(row[column] in values for column, values in part.where.items())]
    names = {one for row in meant for one in row[part.column].split(";") if one}
    return _any_of(sorted(names, key=lambda one: (-len(one), one))) if names else "(?!)"


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

    body = _any_of(sorted(words, key=len, reverse=True))
    return {
        "whole": rf"^\s*(?P<mention>{body})\s*[:.*]?\s*$",
        "start": rf"^\s*(?P<mention>{body})(?!\w)",
        "anywhere": rf"(?<!\w)(?P<mention>{body})(?!\w)",
    }[match]


def _any_of(phrases: Sequence[str]) -> str:
    """Build the alternatives of a pattern, the first that fits before the others."""

    def phrase(text: str) -> str:
        escaped = r"\s+".join(re.escape(word) for word in text.split())
        return escaped.replace("'", "['\u2019]")

    return "|".join(phrase(text) for text in phrases)
