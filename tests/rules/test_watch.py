"""What a watched rule tells: the files read, and how often it marked words alone or against others."""

from __future__ import annotations

import gc
import weakref

from pipeline.rules import Rules, Watch, parse_rule_file, used
from pipeline.rules.apply import RuleFile

TEXT = """
about: 'A file for this test.'
rules:
  - id: 'test.number'
    about: 'Any number at all.'
    regex: '\\d+'
    sets: {kind: 'number'}
    examples: ['[4] teams', 'no teams']
  - id: 'test.year'
    about: 'A number that is a year.'
    regex: '\\b20\\d\\d\\b'
    sets: {kind: 'year'}
    priority: 1
    examples: ['in [2019]', 'in 1066']
  - id: 'test.word'
    about: 'Another question, no rival: it sets another key.'
    words: ['in 2019']
    sets: {place: 'in'}
    examples: ['[in 2019]', 'in 2018']
  - id: 'test.unread'
    about: 'Never fires on the text of this test.'
    words: ['nothing']
    sets: {kind: 'none'}
    examples: ['[nothing]', 'something']
"""


def watched() -> tuple[Watch, RuleFile]:
    watch = Watch(Rules({"extract/test": parse_rule_file("extract/test", TEXT)}, digests={"extract/test": "d"}))
    return watch, watch.rules["extract/test"]


def test_hits_are_counted_once_for_each_place_of_each_text() -> None:
    watch, file = watched()
    with watch:
        for _ in range(3):
            file.scan("in 2019 there were 4 teams")
        file.first("in 2019")
    file.first("nothing that counts")
    step = watch.step("dates")
    assert step.reads == {"extract/test": "d"}
    hits = {hit.rule: (hit.fired, hit.alone, dict(hit.won)) for hit in step.hits}
    assert hits == {
        "test.number": (3, 1, {}),
        "test.year": (2, 0, {"test.number": 2}),
        "test.word": (2, 2, {}),
    }


def test_what_is_not_taken_is_not_counted() -> None:
    watch, file = watched()
    with watch:
        assert next(file.rule("test.number").find("1 or 2"), None) is not None
    assert [(hit.rule, hit.fired) for hit in watch.step("dates").hits] == [("test.number", 1)]


def test_a_file_not_asked_for_is_not_read() -> None:
    watch = Watch(Rules({"extract/test": parse_rule_file("extract/test", TEXT)}, digests={"extract/test": "d"}))
    assert watch.step("dates").reads == {}


def test_code_that_reads_the_words_of_a_rule_tells_where_it_found_them() -> None:
    watch, file = watched()
    with watch:
        used(file.rule("test.unread"), "of nothing at all", 3, 10)
        used(file.rule("test.unread"), "of nothing at all", 3, 10)
        used(file.rule("test.unread"), "of nothing at all", 0, 0)
    assert [(hit.rule, hit.fired) for hit in watch.step("actions").hits] == [("test.unread", 1)]


def test_a_watch_and_the_hits_it_holds_are_freed_without_a_search_for_circles() -> None:
    gc.disable()
    try:
        watch, file = watched()
        with watch:
            list(file.all.find("in 2019"))
        gone = weakref.ref(watch)
        del watch
        assert gone() is None
    finally:
        gc.enable()
