"""Rules of one's own over the shipped ones: one small file adds, replaces, switches off; what is wrong is told in words."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest

from pipeline.errors import RuleError
from pipeline.flow import read_file
from pipeline.rules import Rules, broken_examples, doubts, edits, read_rules
from pipeline.shipped import OwnRules, read_own_rules, rules_sha256
from tests.eastmere import LANDED

NEW = """
extends: 'structure/columns'
rules:
  - id: 'eastmere.custodian'
    about: 'Eastmere heads the column of who is answerable so.'
    words: ['Custodian']
    match: whole
    sets: {column: 'lead'}
    examples: ['[Custodian]', 'Custodianship']
"""


def own(text: str, path: str = "headings.yaml") -> OwnRules:
    return OwnRules("my-rules", ((path, text),))


def rules(text: str, path: str = "headings.yaml") -> Rules:
    return read_rules(own(text, path))


def test_a_new_rule_joins_the_file_that_is_named() -> None:
    columns = rules(NEW)["structure/columns"]
    hit = columns.first("Custodian")
    assert hit is not None
    assert (hit.rule.id, hit.sets["column"]) == ("eastmere.custodian", "lead")
    assert columns.first("Lead") is not None
    assert read_rules()["structure/columns"].first("Custodian") is None


def test_the_path_in_the_folder_says_where_rules_belong_too() -> None:
    text = NEW.replace("extends: 'structure/columns'\n", "")
    assert rules(text, "structure/columns.yaml")["structure/columns"].first("Custodian")
    with pytest.raises(RuleError, match="nothing says where it belongs"):
        rules(text)


def test_a_rule_with_a_known_id_takes_the_place_of_the_shipped_one() -> None:
    text = NEW.replace("extends: 'structure/columns'\n", "").replace("eastmere.custodian", "column.lead_words")
    changed = rules(text)["structure/columns"]
    shipped = read_rules()["structure/columns"]
    assert [rule.id for rule in changed.rules] == [rule.id for rule in shipped.rules]
    assert changed.rule("column.lead_words").words == ("Custodian",)


def test_a_rule_of_ones_own_comes_first_where_claims_are_equal() -> None:
    text = NEW.replace("Custodian", "Owner").replace("Ownership", "Ownerless").replace("'lead'", "'ref'")
    hit = rules(text)["structure/columns"].first("Owner")
    assert hit is not None
    assert hit.rule.id == "eastmere.custodian"


def test_a_rule_switched_off_finds_nothing_and_stays_known() -> None:
    off = rules("without: ['dates.day']")["extract/dates"]
    assert not list(off.rule("dates.day").find("on 3 May 2019"))
    assert any(hit.rule.id == "dates.day" for hit in read_rules()["extract/dates"].scan("on 3 May 2019"))


def test_several_documents_in_one_file_reach_several_shipped_files() -> None:
    found = edits(read_rules().files, rules(f"{NEW}---{LANDED}").files)
    assert {(edit.rule, edit.how, edit.file) for edit in found} == {
        ("eastmere.custodian", "new", "structure/columns"),
        ("eastmere.landed", "new", "resolve/statuses"),
    }


def test_parts_of_the_shipped_file_and_of_ones_own_can_be_used() -> None:
    text = NEW.replace("words: ['Custodian']\n    match: whole", "regex: '^(?P<mention>{office} {who})$'").replace(
        "'[Custodian]', 'Custodianship'", "'[Chief officer]', 'Chief reason'"
    )
    assert broken_examples(rules(text.replace("rules:", "parts: {office: 'chief'}\nrules:", 1))) == []
    with pytest.raises(RuleError, match=r"uses \{office\}, which is not among the file's parts .*; add it"):
        rules(text)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("words:", "wrds:"), r"rule eastmere\.custodian: wrds: there is no such key; write words"),
        (("match: whole", "match: wholly"), r"rule eastmere\.custodian: match: Input should be 'whole'"),
        (("{column: 'lead'}", "{colum: 'lead'}"), "sets colum, which no rule of structure/columns does; they set: also, column"),
        (("{column: 'lead'}", "{column: 3}"), "sets column: 3; it must be such as"),
        (("    sets: {column: 'lead'}\n", ""), "does not set column, as all rules of structure/columns do; add for instance"),
        (("structure/columns", "structure/colums"), "extends: there is no rule file structure/colums; did you mean structure/co"),
        (("words: ['Custodian']\n    match: whole", "regex: '(Custodian'"), r"rule eastmere\.custodian is no regular expression"),
        (("'[Custodian]', ", ""), "examples: needs two lines at least"),
        (("eastmere.custodian", "Custodian"), "id: must be small letters"),
        (("eastmere.custodian", "dates.day"), "rule dates.day is a shipped rule of extract/dates; to take its place"),
        (("rules:", "without: ['dates.dya']\nrules:"), "without: there is no shipped rule dates.dya; did you mean dates.day?"),
        (("rules:", "without: ['eastmere.custodian']\nrules:"), "rule eastmere.custodian stands twice"),
        (("  - id", "  - [id"), "is no valid YAML"),
    ],
)
def test_what_is_wrong_is_told_with_file_rule_and_remedy(change: tuple[str, str], says: str) -> None:
    assert change[0] in NEW
    with pytest.raises(RuleError, match=says) as told:
        rules(NEW.replace(*change))
    assert "my-rules/headings.yaml" in str(told.value)


def test_an_id_in_two_files_is_named_with_both() -> None:
    twice = OwnRules("my-rules", (("a.yaml", NEW), ("b.yaml", NEW)))
    with pytest.raises(RuleError, match=r"my-rules/b\.yaml: rule eastmere\.custodian stands in my-rules/a\.yaml too"):
        read_rules(twice)


def test_doubts_are_told_but_stop_nothing() -> None:
    slip = doubts(rules(NEW.replace("'lead'", "'leed'")))
    assert len(slip) == 1
    assert "sets column: 'leed', which no shipped rule of structure/columns gives" in slip[0]
    assert doubts(rules(NEW)) == []


def test_broken_examples_of_ones_own_name_its_file() -> None:
    (message,) = broken_examples(rules(NEW.replace("'Custodianship'", "'custodian'")))
    assert message.startswith("my-rules/headings.yaml: rule eastmere.custodian does not keep its example 2")


def test_the_digest_covers_texts_and_tables_but_not_where_they_lie(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.yaml").write_text(NEW)
    one, two = (read_own_rules(tmp_path / name) for name in ("one", "two"))
    assert rules_sha256(one) == rules_sha256(two) != rules_sha256()
    assert read_rules(one).sha256 == rules_sha256(one)
    assert "resolve/authorities" in read_rules().tables


def test_what_changes_nothing_has_the_same_digests() -> None:
    reason = NEW.replace("who is answerable", "the answerable person")
    assert rules(NEW).digests == rules(reason).digests
    assert rules(NEW).digests != read_rules().digests
    assert {name for name, digest in rules(NEW).digests.items() if digest != read_rules().digests[name]} == {"structure/columns"}


def test_own_rules_travel_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(own(NEW))) == own(NEW)


def test_an_empty_folder_and_a_file_that_is_no_text_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="no rule files"):
        read_own_rules(tmp_path)
    (tmp_path / "a.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RuleError, match="save it as UTF-8"):
        read_own_rules(tmp_path)


def test_an_authority_of_ones_own_is_known_by_its_name(tmp_path: Path) -> None:
    header = read_rules().tables["resolve/authorities"].splitlines()[0]
    table = f"{header}\nEAS,Eastmere and Holt Council,Eastmere and Holt,Unitary authority,South East,E06999999,2019-04-01,,\n"
    (tmp_path / "a.md").write_text("# Eastmere and Holt Council\n\n**Date:** 12 June 2019\n\nWe report to the council.\n")
    council = read_file(tmp_path / "a.md", rules=read_rules(own(table, "authorities.csv"))).findings.report.council
    assert council is not None
    assert council.gss_code == "E06999999"
    with pytest.raises(RuleError, match="its first line must be: code,name,places"):
        rules("name\nEastmere\n", "authorities.csv")
    with pytest.raises(RuleError, match=r"the tables are: actions_weights\.csv, events_weights\.csv, authorities\.csv"):
        rules(table, "places.csv")


COLUMN = """
extends: 'structure/columns'
parts:
  place: {table: 'resolve/authorities', column: 'places', where: {region: ['Nowhere']}}
rules:
  - id: 'eastmere.by_place'
    about: 'A column of what each authority of one region does.'
    regex: '^(?P<mention>{place})$'
    sets: {column: 'lead'}
    examples: ['[Eastmere and Holt]', 'Holt']
"""


def test_a_part_is_the_names_in_a_column_of_a_table_with_ones_own_rows() -> None:
    header = read_rules().tables["resolve/authorities"].splitlines()[0]
    table = f"{header}\nEAS,Eastmere and Holt Council,Eastmere and Holt,Unitary authority,Nowhere,E06999999,2019-04-01,,\n"
    both = OwnRules("my-rules", (("authorities.csv", table), ("columns.yaml", COLUMN)))
    assert not broken_examples(read_rules(both))
    assert read_rules(both)["extract/doers"].first("Eastmere and Holt") is not None
    assert rules(COLUMN)["structure/columns"].first("Eastmere and Holt") is None


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{table: 'resolve/towns', column: 'places'}", "part place: there is no table resolve/towns; the tables are: "),
        ("{table: 'resolve/authorities', column: 'town'}", "part place: resolve/authorities has no column town"),
        ("{table: 'resolve/authorities'}", "parts.place.column: is missing; add it"),
        ("3", "parts.place: must be text in quotes"),
    ],
)
def test_a_part_that_names_no_column_is_refused_in_words(written: str, said: str) -> None:
    with pytest.raises(RuleError, match=re.escape(said)):
        rules(re.sub(r"place: \{.*\}\}", f"place: {written}", COLUMN))


PLAN = """# Eastmere Council

**Date:** 12 June 2019

Improvement plan: progress rose from 70% to 84% since 3 May 2018. Ofsted inspected in May 2018 and judged services inadequate.

| Ref | Action | Lead | By when | Status |
| --- | --- | --- | --- | --- |
| 1 | Train all managers | Head of Safeguarding | 30 June 2019 | Complete |
"""


@pytest.mark.parametrize("name", sorted(read_rules().files))
def test_no_rule_of_a_file_is_so_needed_that_the_program_fails_without_it(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(PLAN)
    off = ", ".join(f"'{rule.id}'" for rule in read_rules()[name].rules)
    assert read_file(tmp_path / "a.md", rules=rules(f"without: [{off}]")).structured.blocks


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 100_000, "- " * 5000 + "x", "parts: " + "[" * 60 + "]" * 60])
def test_a_file_of_depths_is_refused_before_it_ends_the_program(text: str) -> None:
    with pytest.raises(RuleError, match=r"my-rules/a\.yaml: line 1: over 40 lists or keys"):
        read_rules(OwnRules("my-rules", (("a.yaml", text),)))
