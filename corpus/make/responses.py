"""Tell which actions answer what an outside body recommended, from `sources/responses.yaml` and the threads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from corpus.make import gold
from corpus.make.model import Report, SourceError
from corpus.make.truth import page_truth

Truth = dict[str, Any]


def responses(stated: Mapping[str, Any], threads: Mapping[str, Any], reports: Iterable[Report]) -> Truth:
    """Return for each report that asks: its recommendations, each with the rows of plans that answer it.

    Raises `SourceError` where a recommendation, thread or action is named that is not there.
    """
    known = {report.stem: report for report in reports}
    steps = {name: rows for plan in threads.values() for name, rows in plan.items()}
    truth: Truth = {}
    for stem, answers in stated.items():
        asked = _asked(known[stem])
        truth[stem] = []
        for number, answer in answers.items():
            if not 1 <= number <= len(asked):
                raise SourceError(f"responses: {stem} has no recommendation {number}")
            rows = _of_threads(answer.get("threads", ()), steps, known, _day(known[stem]))
            rows += [_opening(words, known[stem]) for words in answer.get("actions", ())]
            truth[stem].append({"recommendation": asked[number - 1], "answers": rows})
    return truth


def _asked(report: Report) -> list[str]:
    """Return what outside bodies recommend in a report, its letter left out, in the order of the report."""
    carrier, _ = gold.golds(report, None, 0)
    return [unit["text"] for unit in carrier["recommendations"] if unit["kind"] == "inspection"]


def _day(report: Report) -> str:
    return str(report.meeting_date or report.inspection["published"] or report.inspection["end"])


def _of_threads(names: Iterable[str], steps: Truth, known: Mapping[str, Report], since: str) -> list[dict[str, str]]:
    rows = []
    for name in names:
        if name not in steps:
            raise SourceError(f"responses: there is no thread {name}")
        for step in steps[name]:
            report = known[step["report"]]
            if step["ref"] and _day(report) >= since:
                rows.append({"report": report.stem, "action": _rows(report)[step["ref"]]})
    return rows


def _opening(words: str, report: Report) -> dict[str, str]:
    found = [text for text in _texts(report) if text.startswith(words)]
    if len(found) != 1:
        raise SourceError(f"responses: {len(found)} actions of {report.stem} begin with {words!r}")
    return {"report": report.stem, "action": found[0]}


def _rows(report: Report) -> dict[str, str]:
    return {row["ref"]: row["action"] for row in page_truth(report, 0)["actions"]}


def _texts(report: Report) -> list[str]:
    return [row["action"] for row in page_truth(report, 0)["actions"]]
