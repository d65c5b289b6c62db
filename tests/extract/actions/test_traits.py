"""What a sentence shows as a whole, weighed beside what the rules say of its verbs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.errors import RuleError
from pipeline.extract.actions import action_candidates, find_actions
from pipeline.extract.actions.traits import SUREST, likely, log_odds, read_weights
from pipeline.rules import Rules, read_rules
from tests.extract.making import text_of

RULES = read_rules()
SENTENCE = "The manual has since been printed."
HEAD = "trait,weight\n"


def under(table: str) -> Rules:
    return replace(RULES, tables={**RULES.tables, "extract/actions_weights": table})


def rules_that_found(sentence: str, rules: Rules) -> list[str]:
    return [found.evidence.rule for found in find_actions(text_of(("paragraph", sentence)), rules)]


def test_log_odds_and_shares_turn_each_other_back() -> None:
    assert [round(likely(log_odds(share)), 6) for share in (0.2, 0.5, 0.9)] == [0.2, 0.5, 0.9]
    assert likely(log_odds(1.0)) == pytest.approx(SUREST)


def test_what_a_rule_accepts_falls_where_the_sentence_speaks_against_it() -> None:
    assert rules_that_found(SENTENCE, under(HEAD + "word: manual,-0.1\n")) == ["actions.narrative.was_provided"]
    assert rules_that_found(SENTENCE, under(HEAD + "word: manual,-9\n")) == []


def test_what_no_rule_accepts_counts_where_the_sentence_speaks_for_it() -> None:
    sentence = "The manual is short."
    assert rules_that_found(sentence, under(HEAD)) == []
    assert rules_that_found(sentence, under(HEAD + "pair: is short,9\n")) == ["actions.narrative.likely_doing"]


def test_the_confidence_is_how_likely_the_whole_sentence_is() -> None:
    plain, spoken_for = (
        find_actions(text_of(("paragraph", SENTENCE)), under(HEAD + f"always,{weight}\n"))[0].evidence.confidence
        for weight in (0, 2)
    )
    assert 0.5 < plain < spoken_for < 1


def test_a_sentence_that_a_rule_keeps_out_is_never_weighed() -> None:
    assert rules_that_found("Has the manual been printed?", under(HEAD + "always,50\n")) == []


def test_traits_hold_words_forms_and_the_clause_that_counts() -> None:
    (candidate,) = action_candidates(
        text_of(("paragraph", "Deadlines are tight, but we printed 40% of them in May 2015.")), RULES
    )
    wanted = {
        "told: subject we",
        "word: SHARE",
        "pair: in MONTH",
        "word: YEAR",
        "told verb: printed",
        "begins: deadlines",
    }
    assert wanted <= set(candidate.traits)


@pytest.mark.parametrize("table", ["trait,weight\nalways,much\n", "name,weight\nalways,1\n"])
def test_a_table_that_cannot_be_read_is_named(table: str) -> None:
    with pytest.raises(RuleError, match=r"actions_weights\.csv"):
        read_weights(under(table))


def test_the_shipped_weights_name_traits_that_sentences_have() -> None:
    sorts = {"always", "long", "a share", "a name"}
    heads = {"block", "section", "clauses", "told", "other", "word", "pair", "forms", "heading", "begins", "ends"}
    parts = {"told verb", "told stem", "told subject", "other verb", "other stem", "other subject"}
    weights = read_weights(RULES).of
    assert len(weights) > 1000
    assert {name for name in weights if name not in sorts and name.split(": ")[0] not in heads | parts} == set()
