"""Read the shipped rules, and a user's own over them."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from pipeline.errors import RuleError
from pipeline.rules.apply import RuleFile, Rules
from pipeline.rules.compiling import effect, parse_rule_file
from pipeline.rules.own import overlaid, overlaid_tables
from pipeline.shipped import OwnRules, data_folder, rule_texts, rules_sha256


def read_rules(own: OwnRules | None = None) -> Rules:
    """Read the shipped rules, with a user's own over them where there are any.

    Raises `RuleError` naming file, rule and remedy.
    """
    return _shipped() if own is None else _overlaid(own)


@functools.cache
def _shipped() -> Rules:
    return shipped_rules(data_folder("rules"))


def shipped_rules(folder: Path, own: OwnRules | None = None) -> Rules:
    """Read a folder of whole rule files; their tables have a user's own rows, where `own` has any."""
    texts = rule_texts(folder)
    tables = {path.removesuffix(".csv"): text for path, text in texts.items() if path.endswith(".csv")}
    if own is not None:
        tables = overlaid_tables(tables, own)
    files: dict[str, RuleFile] = {}
    seen: dict[str, str] = {}
    for path, text in texts.items():
        if not path.endswith(".yaml"):
            continue
        name = path.removesuffix(".yaml")
        files[name] = parse_rule_file(name, text, tables)
        for rule in files[name].rules:
            if rule.id in seen:
                raise RuleError(f"rules/{path}: rule {rule.id} stands in rules/{seen[rule.id]}.yaml too; rename one")
            seen[rule.id] = name
    return _with_digests(Rules(files, rules_sha256(folder=folder), tables))


@functools.lru_cache(maxsize=64)
def _overlaid(own: OwnRules) -> Rules:
    brings_rows = any(path.endswith(".csv") for path, _ in own.texts)
    shipped = shipped_rules(data_folder("rules"), own) if brings_rows else _shipped()
    return _with_digests(Rules(overlaid(shipped.files, own, shipped.tables), rules_sha256(own), shipped.tables))


def _with_digests(rules: Rules) -> Rules:
    digests = {name: effect(file) for name, file in rules.files.items()}
    digests |= {name: hashlib.sha256(text.encode()).hexdigest() for name, text in rules.tables.items()}
    return Rules(rules.files, rules.sha256, rules.tables, digests)
