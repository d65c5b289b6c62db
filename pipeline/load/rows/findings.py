"""The rows of a report's findings: what each class says in its own columns, and the evidence that all carry."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pipeline.keys import Keys
from pipeline.load.rows import ids
from pipeline.load.rows.blocks import Row, Rows, box_columns
from pipeline.model import (
    KINDS,
    Action,
    Change,
    Event,
    Evidence,
    Figure,
    Findings,
    Indicator,
    Judgement,
    Lead,
    Percentage,
    Person,
    Recommendation,
    ResolvedDate,
    Structured,
    Support,
    TopicMark,
)


def _person(person: Person) -> Row:
    return {"relation": person.relation, "name": person.name, "role": person.role}


def _recommendation(item: Recommendation) -> Row:
    return {"kind": item.kind, "ref": item.ref, "text": item.text, "by": item.by, "verb": item.verb}


def _action(action: Action) -> Row:
    return {
        "origin": action.origin,
        "ref": action.ref,
        "plan_ref": action.plan_ref,
        "theme": action.theme,
        "text": action.text,
        "start": action.start.isoformat() if action.start else None,
        "due": action.due.isoformat() if action.due else None,
        "timescale": action.timescale,
        "status": action.status,
        "rag": action.rag,
        "ended": action.ended,
    }


def _date(date: ResolvedDate) -> Row:
    return {
        "text": date.evidence.quote,
        "start": date.days.start.isoformat(),
        "end": date.days.end.isoformat(),
        "precision": date.days.precision,
        "resolved_from": date.resolved_from,
    }


def _percentage(item: Percentage) -> Row:
    return {
        "text": item.evidence.quote,
        "low": item.low,
        "high": item.high,
        "qualifier": item.qualifier,
        "role": item.role,
        "subject": item.subject,
        "period_start": item.days.start.isoformat() if item.days else None,
        "period_end": item.days.end.isoformat() if item.days else None,
    }


def _change(change: Change) -> Row:
    return {
        "subject": change.subject,
        "from_value": change.from_value,
        "to_value": change.to_value,
        "unit": change.unit,
        "text": change.evidence.quote,
    }


def _event(event: Event) -> Row:
    return {
        "kind": event.kind,
        "text": event.evidence.quote,
        "body": event.body,
        "start": event.days.start.isoformat(),
        "end": event.days.end.isoformat(),
        "precision": event.days.precision,
        "judgement": event.judgement,
        "scope": event.scope,
        "number": event.number,
        "put_off": int(event.put_off),
    }


def _judgement(item: Judgement) -> Row:
    return {"area": item.area, "grade": item.grade, "scope": item.scope}


_OWN_COLUMNS: Mapping[str, Callable[[Any], Row]] = {
    "people": _person,
    "recommendations": _recommendation,
    "actions": _action,
    "dates": _date,
    "percentages": _percentage,
    "changes": _change,
    "events": _event,
    "judgements": _judgement,
}


def own_columns(kind: str, finding: Any) -> Row:
    """Return what a finding says, as the columns of its class's table."""
    return _OWN_COLUMNS[kind](finding)


def finding_rows(report: str, family: str, council: str | None, structured: Structured, findings: Findings) -> Rows:
    """Return the rows of every class of finding, of leads, evidence and the index of findings."""
    keys, names = Keys(family, structured.blocks), ids.FindingIds(report)
    after = ("action_leads", "evidence", "finding_index", "topics", "finding_topics", "measures", "indicators", "figures")
    rows: Rows = {table: [] for table in ("leads", *KINDS, *after)}
    names_of: dict[int, str] = {}
    rows["evidence"] += _evidence(report, "reports", report, findings.report.supports)
    for kind in KINDS:
        for finding in getattr(findings, kind):
            found: Evidence = finding.evidence
            row = {
                "id": names.next(kind, found.block, found.start),
                "report_id": report,
                **own_columns(kind, finding),
                **_main_evidence(report, found),
                "key": keys.next(kind, found.block, found.start, found.end),
            }
            if kind == "events":
                row["council_id"] = council
            if kind == "actions":
                _add_leads(rows, row["id"], finding.leads)
            _add_topics(rows, report, kind, row["id"], getattr(finding, "topics", ()))
            names_of[id(found)] = row["id"]
            rows[kind].append(row)
            rows["evidence"] += _evidence(report, kind, row["id"], getattr(finding, "supports", ()))
            index = {name: row[name] for name in ("id", "report_id", "block_id", "page", "quote", "key")}
            rows["finding_index"].append({"rowid": ids.row_number(report, len(rows["finding_index"])), "kind": kind, **index})
    for indicator in findings.indicators:
        _add_indicator(rows, report, names_of, indicator)
    return rows


def _add_leads(rows: Rows, action_id: str, leads: Sequence[Lead]) -> None:
    for position, lead in enumerate(leads, 1):
        lead_id = f"{lead.kind}-{lead.name}"
        rows["leads"].append({"id": lead_id, "name": lead.name, "kind": lead.kind})
        rows["action_leads"].append({"action_id": action_id, "lead_id": lead_id, "position": position, "text": lead.text})


def _add_topics(rows: Rows, report: str, kind: str, finding_id: str, marks: Sequence[TopicMark]) -> None:
    for mark in marks:
        topic = ids.slug(mark.topic)
        rows["topics"].append({"id": topic, "name": mark.topic})
        rows["finding_topics"].append(
            {
                "finding_id": finding_id,
                "topic_id": topic,
                "kind": kind,
                "report_id": report,
                "cue": mark.cue,
                "rule": mark.rule,
            }
        )


def _add_indicator(rows: Rows, report: str, names_of: Mapping[int, str], indicator: Indicator) -> None:
    """Add the row of a measure's figure; one stated plainly is no finding of a class, and carries its words itself."""
    measure = ids.slug(indicator.measure)
    rows["measures"].append(
        {
            "id": measure,
            "name": indicator.measure,
            "definition": indicator.definition,
            "unit": indicator.unit,
            "better": indicator.better,
        }
    )
    period = {
        "period_start": indicator.days.start.isoformat() if indicator.days else None,
        "period_end": indicator.days.end.isoformat() if indicator.days else None,
    }
    found = indicator.finding.evidence
    if isinstance(indicator.finding, Figure):
        place = f"{ids.block_id(report, found.block.seq)}-{found.start:06d}-figure"
        words = {name: value for name, value in _main_evidence(report, found).items() if name != "confidence"}
        told = {"measure_id": measure, "role": indicator.role, "value": indicator.value}
        rows["figures"].append({"id": place, "report_id": report, **told, **period, **words})
        return
    before = indicator.before_days
    rows["indicators"].append(
        {
            "finding_id": names_of[id(found)],
            "kind": "changes" if isinstance(indicator.finding, Change) else "percentages",
            "report_id": report,
            "measure_id": measure,
            "role": indicator.role,
            "value": indicator.value,
            "value_high": indicator.value_high,
            "before": indicator.before,
            **period,
            "cue": indicator.cue,
            "rule": indicator.rule,
            "before_start": before.start.isoformat() if before else None,
            "before_end": before.end.isoformat() if before else None,
        }
    )


def _main_evidence(report: str, found: Evidence) -> Row:
    return {
        "block_id": ids.block_id(report, found.block.seq),
        "page": found.page,
        "quote": found.quote,
        "char_start": found.start,
        "char_end": found.end,
        **box_columns(found.box),
        "rule": found.rule,
        "cue": found.cue,
        "confidence": found.confidence,
    }


def _evidence(report: str, kind: str, finding_id: str, supports: Sequence[Support]) -> Iterator[Row]:
    counted: dict[str, int] = {}
    for support in supports:
        n = counted.get(support.field, 0)
        counted[support.field] = n + 1
        words = (
            None
            if support.start is None or support.end is None
            else Evidence(support.block, support.start, support.end, "", "", 1)
        )
        page = words.page if words and support.page is None else support.page
        yield {
            "id": f"{finding_id}-{support.field}-{n}",
            "report_id": report,
            "kind": kind,
            "finding_id": finding_id,
            "field": support.field,
            "n": n,
            "block_id": ids.block_id(report, support.block.seq),
            "page": page,
            "quote": words.quote if words else None,
            "char_start": words.start if words else None,
            "char_end": words.end if words else None,
            **box_columns(words.box if words and support.box is None else support.box),
            "basis": support.basis,
        }
