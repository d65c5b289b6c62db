"""What a report says of how much of a plan it shows, and what a plan gives up."""

from __future__ import annotations

import pytest

from pipeline.extract import extract
from pipeline.resolve import resolve
from pipeline.rules import read_rules
from tests.extract.making import text_of

RULES = read_rules()


@pytest.mark.parametrize(
    ("kind", "text", "covers"),
    [
        ("heading", "Improvement plan: exception report", "part"),
        ("paragraph", "This report covers only the actions that are rated red or amber.", "part"),
        ("paragraph", "The remaining actions are on track and will be brought back in May.", "part"),
        ("paragraph", "Actions are reported by exception this quarter.", "part"),
        ("paragraph", "Completed actions have been removed from the appendix.", "part"),
        ("paragraph", "Only two of the teams are in place.", None),
        ("paragraph", "All actions of the plan are shown in the appendix.", None),
    ],
)
def test_a_report_of_a_part_of_the_plan_says_so(kind: str, text: str, covers: str | None) -> None:
    document = text_of((kind, text))
    assert resolve(document, extract(document, RULES), RULES).report.covers == covers
