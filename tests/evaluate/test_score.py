"""Counting: pairs, intervals, values."""

from __future__ import annotations

from pipeline.evaluate.fit import context_fit, fit_event, fit_mention, overlap, same_leads, squeezed, values
from pipeline.evaluate.intervals import wilson
from pipeline.evaluate.score import Count, pair


def test_pairs_are_one_to_one_and_take_the_best_fit_first() -> None:
    gold = [{"text": "review the plan"}, {"text": "review the whole plan"}]
    found = [{"text": "review the whole plan"}, {"text": "review the plan"}]
    assert sorted(pair(gold, found, lambda g, f: overlap(g["text"], f["text"]))) == [(0, 1), (1, 0)]


def test_of_equal_fits_the_certain_unit_is_served_first() -> None:
    gold = [{"text": "May", "certain": False}, {"text": "May", "certain": True}]
    assert pair(gold, [{"text": "May"}], lambda g, f: 1.0) == [(1, 0)]


def test_a_mention_needs_its_surroundings() -> None:
    gold = {"text": "June", "context": "the registration is due in June"}
    assert fit_mention(gold, {"text": "June", "context": "The registration is due in June."}) == 1.5
    assert fit_mention(gold, {"text": "in June", "context": "The registration is due in June."}) == 1.1
    assert fit_mention(gold, {"text": "June", "context": "Staff left in June after a year of change"}) == 0.0


def test_an_event_needs_its_kind_and_days_that_meet() -> None:
    gold = {"kind": "inspection", "text": "inspected in June 2015", "start": "2015-06-01", "end": "2015-06-30"}
    found = {"kind": "inspection", "text": "inspected in June 2015", "context": "", "start": "2015-06-30", "end": "2015-07-02"}
    assert fit_event(gold, found) == 1.5
    assert fit_event(gold, {**found, "start": "2015-07-01"}) == 0.0
    assert fit_event(gold, {**found, "kind": "review"}) == 0.0


def test_leads_may_differ_by_an_article_or_a_letter_but_not_in_number() -> None:
    assert same_leads(["Head of Early Help"], ["The Head of Earley Help"])
    assert not same_leads(["Head of Early Help"], ["Head of Early Help", "LSCB"])


def test_a_plan_row_of_a_text_form_is_not_asked_for_its_bar() -> None:
    gold = {
        "origin": "table",
        "leads": [],
        "status": "planned",
        "text": "x",
        "ref": "1",
        "theme": None,
        "start": None,
        "due": "2016-03-31",
    }
    right = values("actions", gold, {**gold, "start": "2015-10-01"})
    assert "start" not in right
    assert right["due"] is True


def test_points_count_only_between_digits() -> None:
    assert squeezed("L1 1.1.") == "l11.1"
    assert context_fit("reduced by 4.5%", "which were reduced by 4.5% since") == 1.0


def test_an_empty_count_claims_nothing() -> None:
    assert (Count().precision, Count().recall, Count().f1, wilson(0, 0)) == (None, None, None, None)
