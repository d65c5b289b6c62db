"""Lay a user's own rules over the shipped ones.

A file of one's own is one or more YAML documents, parted by a line `---`:

- `extends` names the shipped file to which new rules belong (`structure/columns`). It may be left out where the file lies at that
  file's own path (`structure/columns.yaml`), and where no rule is new.
- `rules`: one with the id of a shipped rule takes its place; one with a new id is added, and where two claims are equal it
  comes before the shipped ones.
- `parts`: sub-patterns for its own rules, beside those of the shipped file; one may be the names in a column of a table.
- `without`: ids of shipped rules that are to find nothing.

A CSV file of the name and columns of a shipped table (`authorities.csv`) adds rows, or takes the place of rows with the same
first column.
"""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.errors import RuleError
from pipeline.rules.apply import Rule, RuleFile, switched_off
from pipeline.rules.compiling import compile_rule, numbered, patterns_of
from pipeline.rules.written import OwnFileText, RuleText, check_depth, checked, read_documents
from pipeline.shipped import OwnRules


@dataclass(frozen=True, slots=True)
class Edit:
    """What a rule of one's own does to the shipped ones, and the file that says so."""

    rule: str
    how: Literal["new", "replaced", "off"]
    file: str
    place: str


def edits(shipped: Mapping[str, RuleFile], files: Mapping[str, RuleFile]) -> list[Edit]:
    """Return what a user's own rules change, in the order of files and rules."""
    known = {rule.id for file in shipped.values() for rule in file.rules}
    return [
        Edit(rule.id, "off" if rule.off else "replaced" if rule.id in known else "new", name, rule.own)
        for name, file in files.items()
        for rule in file.rules
        if rule.own is not None
    ]


@dataclass(frozen=True, slots=True)
class _Document:
    """One document of a file of one's own; `place` is the file, `path` its path in the folder without ending."""

    place: str
    path: str
    text: OwnFileText


def overlaid(shipped: Mapping[str, RuleFile], own: OwnRules, tables: Mapping[str, str]) -> dict[str, RuleFile]:
    """Return the shipped files with a user's own rules in them; raises `RuleError` naming file, rule and remedy.

    `tables` are those of `overlaid_tables`, which the parts of a rule may name.
    """
    home = {rule.id: name for name, file in shipped.items() for rule in file.rules}
    written: dict[str, str] = {}
    files = dict(shipped)
    for document in _documents(own):
        parts = patterns_of(document.text.parts, tables, document.place)
        for rule in document.text.rules:
            _once(rule.id, document.place, written)
            if rule.id == own.leaving_out:
                continue
            name = _home_of(rule, document, home, shipped)
            file = shipped[name]
            made = compile_rule(document.place, name, rule, {**file.parts, **parts}, own=document.place)
            _ = made.pattern  # a wrong expression is told before anything is read
            _check_sets(made, file, document.place)
            files[name] = _with(files[name], made, file, replaces=rule.id in home)
        for rule_id in document.text.without:
            _once(rule_id, document.place, written)
            if rule_id not in home:
                raise RuleError(f"{document.place}: without: there is no shipped rule {rule_id}{_near(rule_id, home)}")
            if rule_id == own.leaving_out:
                continue
            name = home[rule_id]
            off = replace(switched_off(shipped[name].rule(rule_id)), own=document.place)
            files[name] = _with(files[name], off, shipped[name], replaces=True)
    return {name: file if file is shipped[name] else numbered(file) for name, file in files.items()}


def overlaid_tables(shipped: Mapping[str, str], own: OwnRules) -> dict[str, str]:
    """Return the shipped tables with a user's own rows in them; raises `RuleError`."""
    tables = dict(shipped)
    for path, text in own.texts:
        if not path.endswith(".csv"):
            continue
        stem = path.removesuffix(".csv").rsplit("/", 1)[-1]
        name = next((name for name in shipped if name.rsplit("/", 1)[-1] == stem), None)
        if name is None:
            known = ", ".join(f"{name.rsplit('/', 1)[-1]}.csv" for name in shipped)
            raise RuleError(f"{own.folder}/{path}: there is no shipped table of this name; the tables are: {known}")
        columns, rows = _table(tables[name])
        own_columns, own_rows = _table(text)
        if own_columns != columns:
            raise RuleError(f"{own.folder}/{path}: its first line must be: {','.join(columns)}")
        key = columns[0]
        by_key = {row[key]: row for row in [*rows, *own_rows]}
        written = io.StringIO()
        writer = csv.DictWriter(written, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(by_key.values())
        tables[name] = written.getvalue()
    return tables


def _table(text: str) -> tuple[list[str], list[dict[str, str]]]:
    reader = csv.DictReader(io.StringIO(text))
    return list(reader.fieldnames or ()), [{name: value or "" for name, value in row.items() if name} for row in reader]


def _documents(own: OwnRules) -> Iterator[_Document]:
    for path, text in own.texts:
        if path.endswith(".csv"):
            continue
        place = f"{own.folder}/{path}"
        check_depth(place, text)
        for document in read_documents(place, text):
            yield _Document(place, path.rsplit(".", 1)[0], checked(place, document, OwnFileText))


def _once(rule_id: str, place: str, written: dict[str, str]) -> None:
    if rule_id in written:
        there = "twice" if written[rule_id] == place else f"in {written[rule_id]} too"
        raise RuleError(f"{place}: rule {rule_id} stands {there}; take one out or give it another id")
    written[rule_id] = place


def _home_of(rule: RuleText, document: _Document, home: Mapping[str, str], shipped: Mapping[str, RuleFile]) -> str:
    """Return the shipped file to which a rule belongs."""
    named = document.text.extends
    if named is not None and named not in shipped:
        raise RuleError(f"{document.place}: extends: there is no rule file {named}{_near(named, shipped)}")
    target = named or (document.path if document.path in shipped else None)
    if rule.id in home:
        if target not in (None, home[rule.id]):
            raise RuleError(
                f"{document.place}: rule {rule.id} is a shipped rule of {home[rule.id]}; to take its place write it in a "
                f"document with extends: '{home[rule.id]}', else give it another id"
            )
        return home[rule.id]
    if target is None:
        raise RuleError(
            f"{document.place}: rule {rule.id} is new, and nothing says where it belongs{_near(rule.id, home)}\n"
            f"  Write in the first line of the file, for instance: extends: 'structure/columns'\n"
            f"  The rule files are: {', '.join(shipped)}"
        )
    return target


def _near(word: str, known: Iterable[str]) -> str:
    bare = word.rsplit("/", 1)[-1].removesuffix(".yaml")
    near = [name for name in known if name.endswith(f"/{bare}")][:1] or difflib.get_close_matches(word, list(known), 1)
    return f"; did you mean {near[0]}?" if near else "; journeys rules lists them all"


def _check_sets(rule: Rule, file: RuleFile, place: str) -> None:
    """Hold what a rule sets against the shipped rules of its file: code listens to their keys, and counts on those of all."""
    if rule.excludes:
        return
    others = [other.sets for other in file.rules if not other.excludes]
    known = sorted({key for sets in others for key in sets})
    said = {key: sorted({repr(sets[key]) for sets in others if key in sets}) for key in known}
    for key, value in rule.sets.items():
        if key not in said:
            raise RuleError(
                f"{place}: rule {rule.id} sets {key}, which no rule of {file.name} does; "
                f"they set: {', '.join(known) or 'nothing'}"
            )
        kinds = {type(sets[key]) for sets in others if key in sets}
        if type(value) not in kinds:
            raise RuleError(f"{place}: rule {rule.id} sets {key}: {value!r}; it must be such as {', '.join(said[key][:8])}")
    for key in known:
        if key not in rule.sets and all(key in sets for sets in others):
            raise RuleError(
                f"{place}: rule {rule.id} does not set {key}, as all rules of {file.name} do; "
                f"add for instance: sets: {{{key}: {said[key][0]}}} (others: {', '.join(said[key][1:9]) or 'none'})"
            )


def _with(file: RuleFile, rule: Rule, shipped: RuleFile, *, replaces: bool) -> RuleFile:
    """Put a rule in the place of the shipped one, or, in the order written, before all of them."""
    if replaces:
        return replace(file, rules=tuple(rule if other.id == rule.id else other for other in file.rules))
    added = len(file.rules) - len(shipped.rules)
    return replace(file, rules=(*file.rules[:added], rule, *file.rules[added:]))
