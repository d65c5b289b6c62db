"""What stands round a date, weighed beside the steps that rules give to it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.errors import RuleError
from pipeline.extract.events import EventReader, find_events
from pipeline.extract.events.weighing import read_step_weights, traits
from pipeline.rules import Rules, read_rules
from tests.extract.making import text_of

RULES = read_rules()
HEAD = "trait,weight\n"


def under(table: str) -> Rules:
    return replace(RULES, tables={**RULES.tables, "extract/events_weights": table})


def kinds(sentence: str, rows: str = "") -> list[str]:
    return [event.kind for event in find_events(text_of(("paragraph", sentence)), under(HEAD + rows))]


def test_a_step_that_rules_found_falls_only_where_all_speaks_clearly_against_it() -> None:
    sentence = "Ofsted inspected the service in May 2015."
    assert kinds(sentence) == kinds(sentence, "inspection; always,-4.4\n") == ["inspection"]
    assert kinds(sentence, "inspection; always,-4.6\n") == []


def test_a_step_that_no_rule_finds_needs_its_words_and_the_weights() -> None:
    sentence = "A hub for families stood ready in May 2015."
    assert kinds(sentence) == []
    assert kinds(sentence, "system_change; near: hub,2\n") == ["system_change"]
    assert kinds(sentence, "appointment; near: hub,2\n") == []


def test_how_sure_an_added_step_is() -> None:
    (event,) = find_events(
        text_of(("paragraph", "A hub for families stood ready in May 2015.")), under(HEAD + "system_change; near: hub,2\n")
    )
    assert event.evidence.confidence == 0.88
    assert event.evidence.rule == "events.likely.system_change"
    assert event.evidence.cue == "hub"


def test_nearer_words_count_more() -> None:
    block = text_of(("paragraph", "One two three four five six seven eight in May 2015, after it")).blocks[0]
    start = block.text.index("May")
    found = traits(block, block.text, (start, start + len("May 2015")), 1)
    assert (found["before: eight"], found["before: one"], found["after: after"]) == (1.0, 0.6, 1.0)
    assert {"date: MONTH YEAR", "pair: after it", "dates: 1", "block: paragraph"} <= set(found)


@pytest.mark.parametrize("row", ["inspection; always,much\n", "always,1\n"])
def test_a_table_that_cannot_be_read_is_named(row: str) -> None:
    with pytest.raises(RuleError, match=r"events_weights\.csv"):
        read_step_weights(under(HEAD + row))


def test_every_kind_that_has_weights_has_words_too() -> None:
    words = {str(rule.sets["likely"]) for rule in RULES["extract/events"].rules if "likely" in rule.sets}
    assert set(read_step_weights(RULES).of) == words


def test_the_end_of_something_is_no_step_by_weights_alone() -> None:
    rows = "system_change; near: hub,2\n"
    assert kinds("A hub for families stood ready in May 2015.", rows) == ["system_change"]
    assert kinds("A hub for families stood vacant since May 2015.", rows) == []


def test_a_date_takes_the_traits_of_what_is_done_on_it() -> None:
    reader = EventReader(RULES)
    ((_, _, _, found),) = reader.traits(text_of(("paragraph", "A new recording system was launched in May 2015.")).blocks)
    assert {"act: launch", "act: launch passive", "act: launch subject=system", "with: subject=system", "done: launched"} <= set(
        found
    )


def test_a_word_of_a_look_alike_is_none_of_a_step() -> None:
    rows = "inspection; near: inspection,2\n"
    assert kinds("A mock inspection stood before us in May 2015.", rows) == []
