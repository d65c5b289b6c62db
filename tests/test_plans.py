"""Plans in the layouts that councils use, read from the file to the findings: refs, themes, leads, days, statuses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from pipeline.flow import read_file
from pipeline.model import Action, Findings
from pipeline.rules import Rules, read_rules
from tests.structure.tables.table_drawing import by_reportlab

DAY = date(2019, 6, 1)


@pytest.fixture(scope="module")
def rules() -> Rules:
    return read_rules()


def found(path: Path, content: str | bytes, rules: Rules) -> Findings:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_file(path, rules=rules, report_date=DAY).findings


def page(*rows: str, headings: Sequence[str] = ("Ref", "Action", "Lead", "By when", "Status")) -> str:
    """Return a report as HTML whose plan has these headings, and rows of cells written by hand."""
    head = "".join(f"<th>{heading}</th>" for heading in headings)
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<html><body><h1>Eastmere Council</h1><h2>Improvement plan</h2><table><tr>{head}</tr>{body}</table></body></html>"


def told(action: Action) -> tuple[str | None, list[str], str | None, str]:
    return action.ref, [lead.name for lead in action.leads], action.due.isoformat() if action.due else None, action.status


MERGED = (
    "<td>1</td><td>Write a duty manual.</td><td rowspan=3>Head of Homes</td><td>June 2019</td><td rowspan=2>In progress</td>",
    "<td>2</td><td>Train all managers.</td><td rowspan=2>May 2020</td>",
    "<td>3</td><td>Fill ten posts.</td><td>Complete</td>",
    "<td>4</td><td>Open an office.</td><td>Head of Property</td><td></td><td></td>",
)


def test_a_cell_merged_over_rows_holds_for_each_of_them(tmp_path: Path, rules: Rules) -> None:
    actions = found(tmp_path / "plan.html", page(*MERGED), rules).actions
    assert [told(action) for action in actions] == [
        ("1", ["Head of Homes"], "2019-06-30", "in_progress"),
        ("2", ["Head of Homes"], "2020-05-31", "in_progress"),
        ("3", ["Head of Homes"], "2020-05-31", "complete"),
        ("4", ["Head of Property"], None, "not_stated"),
    ]
    rests_on = {support.field: support.block.text[support.start : support.end] for support in actions[2].supports}
    assert rests_on == {"leads": "Head of Homes", "due": "May 2020", "status": "Complete"}


def test_a_merged_cell_goes_on_over_the_page(tmp_path: Path, rules: Rules) -> None:
    rows = [("Ref", "Action", "Lead", "By when", "Progress")]
    rows += [(f"{n}", f"Write manual {n}.", "Head of Homes" if n == 1 else "", "June 2019", "") for n in range(1, 9)]
    rows += [("9", "Open an office.", "", "June 2019", "")]
    spans = [("GRID", (0, 0), (-1, -1), 0.5, "#000000"), *[("SPAN", (2, a), (2, b)) for a, b in ((1, 5), (6, 8))]]
    actions = found(tmp_path / "plan.pdf", by_reportlab(rows, spans, height=215), rules).actions
    assert [action.evidence.page for action in actions] == [1] * 5 + [2] * 4
    assert [[lead.name for lead in action.leads] for action in actions] == [["Head of Homes"]] * 8 + [[]]


def test_an_action_over_rows_has_the_leads_of_all_of_them(tmp_path: Path, rules: Rules) -> None:
    rows = (
        "<td rowspan=2>1</td><td rowspan=2>Write a duty manual.</td><td>Head of Homes</td><td>June 2019</td><td></td>",
        "<td>Head of Property</td><td>July 2019</td><td></td>",
    )
    [action] = found(tmp_path / "plan.html", page(*rows), rules).actions
    assert told(action) == ("1", ["Head of Homes", "Head of Property"], "2019-06-30", "not_stated")


@pytest.mark.parametrize("words", ["As above", "ditto", "“", "As above."])
def test_a_cell_may_refer_to_the_row_above(words: str, tmp_path: Path, rules: Rules) -> None:
    rows = [f"<td>{n}</td><td>Write manual {n}.</td><td>{lead}</td><td>{due}</td><td></td>" for n, lead, due in (
        (1, "Head of Homes", "June 2019"), (2, words, words), (3, words, "July 2019"),
    )]  # fmt: skip
    actions = found(tmp_path / "plan.html", page(*rows), rules).actions
    assert [told(action)[1:3] for action in actions] == [
        (["Head of Homes"], "2019-06-30"), (["Head of Homes"], "2019-06-30"), (["Head of Homes"], "2019-07-31"),
    ]  # fmt: skip


ROW = "<td>{0}</td><td>Write manual {0}.</td><td>Head of Homes</td><td>June 2019</td><td></td>"


@pytest.mark.parametrize(
    "band",
    [
        "<td colspan=5>2 | Front door</td>",
        "<td>2</td><td colspan=4>Front door</td>",
        "<td>2</td><td>Front door</td><td></td><td></td><td></td>",
        "<td colspan=5><b>Priority 2: Front door</b></td>",
    ],
)
def test_a_row_with_a_number_over_the_plan_is_the_theme_of_those_below(band: str, tmp_path: Path, rules: Rules) -> None:
    content = page(ROW.format("1.1"), band, ROW.format("2.1"), ROW.format("2.2"))
    actions = found(tmp_path / "plan.html", content, rules).actions
    assert [action.ref for action in actions] == ["1.1", "2.1", "2.2"]
    assert [(action.theme or "").endswith("Front door") for action in actions] == [False, True, True]


def test_an_action_without_lead_or_day_is_no_heading(tmp_path: Path, rules: Rules) -> None:
    bare = "<td>2</td><td>Write manual 2.</td><td></td><td></td><td></td>"
    actions = found(tmp_path / "plan.html", page(ROW.format("1"), bare, ROW.format("3")), rules).actions
    assert [(action.ref, action.theme) for action in actions] == [("1", None), ("2", None), ("3", None)]


@pytest.mark.parametrize("heading", ["Rec.", "Rec", "Rec no", "Recommendation"])
def test_numbers_of_recommendations_number_the_rows(heading: str, tmp_path: Path, rules: Rules) -> None:
    content = page(ROW.format("1"), ROW.format("2"), headings=(heading, "Action", "Lead", "By when", "Progress"))
    actions = found(tmp_path / "plan.html", content, rules).actions
    assert [(action.ref, action.plan_ref) for action in actions] == [("1", None), ("2", None)]


def test_a_recommendation_that_several_rows_answer_is_the_plans_reference(tmp_path: Path, rules: Rules) -> None:
    content = page(ROW.format("1"), ROW.format("1"), headings=("Rec no", "Action", "Lead", "By when", "Progress"))
    actions = found(tmp_path / "plan.html", content, rules).actions
    assert [(action.ref, action.plan_ref) for action in actions] == [(None, "1"), (None, "1")]


@pytest.mark.parametrize("heading", ["Where we are now", "How are we doing?", "Evidence of progress", "Direction of travel"])
def test_progress_under_other_headings(heading: str, tmp_path: Path, rules: Rules) -> None:
    said = ("Completed in part", "Partially complete", "Mostly done", "Well advanced")
    rows = [f"<td>1</td><td>Write a manual.</td><td>Head of Homes</td><td>June 2019</td><td>{words}</td>" for words in said]
    content = page(*rows, headings=("Ref", "Action", "Lead", "By when", heading))
    assert [action.status for action in found(tmp_path / "plan.html", content, rules).actions] == ["in_progress"] * len(said)


def test_targets_that_are_days_are_due_days(tmp_path: Path, rules: Rules) -> None:
    content = page(ROW.format("1"), ROW.format("2"), headings=("Ref", "Action", "Lead", "Target", "Progress"))
    assert {action.due for action in found(tmp_path / "plan.html", content, rules).actions} == {date(2019, 6, 30)}


def test_a_plan_may_tell_the_risk_of_each_action_and_a_risk_register_is_none(tmp_path: Path, rules: Rules) -> None:
    row = "<td>1</td><td>Write a manual.</td><td>Head of Homes</td><td>June 2019</td><td>Few readers</td>"
    plan = page(row, headings=("Ref", "Action", "Lead", "By when", "Risk"))
    assert len(found(tmp_path / "plan.html", plan, rules).actions) == 1
    row = "<td>1</td><td>Few readers</td><td>Write a manual.</td><td>Head of Homes</td><td>June 2019</td>"
    register = page(row, headings=("Ref", "Risk", "Further action", "Owner", "By when"))
    assert not [action for action in found(tmp_path / "risks.html", register, rules).actions if action.origin == "table"]


# --------------------------------------------------------------------------- themes in a tall cell at the left

THEMES = (
    ("Theme", "Action", "Lead", "By when"),
    ("Front door", "Write a manual for duty workers.", "Head of Homes", "June 2019"),
    ("", "Train all managers in supervision.", "Head of Homes", "July 2019"),
    ("", "Move the duty team.", "Head of Homes", "May 2020"),
    ("Leadership", "Fill ten posts.", "Head of Workforce", "July 2019"),
    ("", "Open a second office.", "Head of Property", "May 2020"),
)
GROUPS = ((1, 3), (4, 5))


@pytest.mark.parametrize("middle", [False, True])
@pytest.mark.parametrize("walls", [False, True])
def test_a_theme_in_one_tall_cell_that_lines_end_only_below_its_group(
    walls: bool, middle: bool, tmp_path: Path, rules: Rules
) -> None:
    style: list[tuple[object, ...]] = [("LINEBELOW", (1, 0), (-1, -1), 0.5, "#000000")]
    style += [("LINEBELOW", (0, row), (0, row), 0.5, "#000000") for row in (0, 3, 5)]
    style += [("LINEABOVE", (0, 0), (-1, 0), 0.5, "#000000")] if walls else []
    style += [("LINEBEFORE", (0, 0), (-1, -1), 0.5, "#000000"), ("LINEAFTER", (-1, 0), (-1, -1), 0.5, "#000000")] if walls else []
    style += [("SPAN", (0, first), (0, last)) for first, last in GROUPS]
    style += [("VALIGN", (0, 0), (0, -1), "MIDDLE")] if middle else []
    content = by_reportlab(THEMES, style, widths=(90, 200, 110, 80))
    actions = found(tmp_path / "plan.pdf", content, rules).actions
    assert [action.text for action in actions] == [row[1] for row in THEMES[1:]]
    assert [action.theme for action in actions] == ["Front door"] * 3 + ["Leadership"] * 2


def test_tall_cells_before_the_actions_are_themes_without_a_heading_too(tmp_path: Path, rules: Rules) -> None:
    rows = [
        "<td rowspan=2>Front door</td><td>Write a manual.</td><td>Head of Homes</td><td>June 2019</td>",
        "<td>Train all managers.</td><td>Head of Homes</td><td>June 2019</td>",
        "<td>Leadership</td><td>Fill ten posts.</td><td>Head of Homes</td><td>June 2019</td>",
    ]
    content = page(*rows, headings=("", "Action", "Lead", "By when"))
    actions = found(tmp_path / "plan.html", content, rules).actions
    assert [action.theme for action in actions] == ["Front door", "Front door", "Leadership"]
