"""The form of rule files for editors: kept beside the rules, current, and true of the shipped files."""

from __future__ import annotations

import json

from pipeline.rules import json_schema
from pipeline.rules.written import OwnFileText, RuleFileText, RuleText, checked, read_documents
from pipeline.shipped import data_folder, rule_texts


def test_the_kept_schema_is_current() -> None:
    kept = (data_folder("rules") / "schema.json").read_text(encoding="utf-8")
    assert kept == json_schema(), "run: journeys rules schema > rules/schema.json"


def test_every_key_is_described() -> None:
    schema = json.loads(json_schema())
    described = {**schema["properties"], **schema["$defs"]["RuleText"]["properties"]}
    assert set(described) == {*OwnFileText.model_fields, *RuleText.model_fields}
    assert [name for name, key in described.items() if name != "rules" and not key.get("description")] == []


def test_shipped_files_have_the_form_too() -> None:
    assert set(RuleFileText.model_fields) <= set(OwnFileText.model_fields)
    for path, text in rule_texts(data_folder("rules")).items():
        if path.endswith(".yaml"):
            for document in read_documents(path, text):
                assert checked(path, document, OwnFileText).rules
