"""Recommendations: what a meeting is asked to decide, and what outside bodies told the council to do."""

from __future__ import annotations

from pipeline.extract.recommendations.decisions import find_decisions
from pipeline.extract.recommendations.inspectorate import inspectorate_recommendations
from pipeline.extract.recommendations.outside import outside_recommendations
from pipeline.extract.reportkind import report_kind
from pipeline.model import Recommendation, Structured
from pipeline.rules import Rules


def find_recommendations(structured: Structured, rules: Rules) -> tuple[Recommendation, ...]:
    """Return the recommendations of a report by limb, in the order of the document.

    An inspectorate's report or letter holds its own recommendations (`kind` inspection, by Ofsted); any
    other holds those to the meeting (`kind` decision) and those of outside bodies that it words out. A letter put before a
    meeting with a note asks it where the note names the body.
    """
    kind = report_kind(structured, rules)
    if kind is not None and kind.value in ("inspection_report", "letter"):
        found = inspectorate_recommendations(structured, rules)
        if kind.value == "letter" and not found:  # a commissioner's, a minister's or a reviewer's
            asked = (d for d in find_decisions(structured, rules) if d.evidence.rule == "recommendations.asked")
            found = [*outside_recommendations(structured, rules), *asked]
    else:
        found = [*find_decisions(structured, rules), *outside_recommendations(structured, rules)]
    return tuple(sorted(found, key=lambda r: (r.evidence.block.seq, r.evidence.start)))
