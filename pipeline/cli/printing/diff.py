"""What rules change, in words and as JSON.

The JSON is one object: `rules`, one's own with `id`, `how` (new, replaced, off), `file`, `place`, and in how many `reports` and
`places` each marks words; `reports` (`compared`, `read_again`, `changed`, `blocks_changed`, `failed`);
`counts` by class and `added`, `removed`, `changed`; `differences` (`report`, `path`, `how`, `kind`, `rule`, `rule_before`,
`page`, `quote`, `quote_before`, `needs` (rules of one's own without which it would not be), `fields`, `before`, `after`: the
values of the fields that differ, of an added or removed unit all); `road`, what changes in what is told over several reports
(`kind`: threads, responses, versions; `how`, `fields`, `before`, `after`); `notes`.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.cli.printing.plural import many
from pipeline.load.differences import Difference, Unit
from pipeline.load.reload import ReloadSummary, ReportChange
from pipeline.load.road_changes import RoadChange
from pipeline.shipped import OwnRules

_WIDTH = 100
_SIGNS = {"added": "+", "removed": "-", "changed": "~"}
_OF_EVIDENCE = ("quote", "rule", "confidence")

_ELSEWHERE = {
    "parse": "rules of parse/ act while a file is opened: on what is loaded from now on, and not here",
    "follow": "rules of follow/ look over several reports; journeys diff tells what they change",
}

Told = dict[str, Any]


def told_of_database(summary: ReloadSummary, own: OwnRules | None, kind: str | None) -> Told:
    """Return what rules would change in a database, as the JSON says it."""
    return _told(summary, own, kind, [*_notes(summary)], ("parse",))


def told_of_file(summary: ReloadSummary, own: OwnRules, kind: str | None) -> Told:
    """Return what rules change in one file, as the JSON says it."""
    return _told(summary, own, kind, [*_notes(summary)], ("parse", "follow"))


def as_json(told: Told) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1)


def as_text(told: Told, *, most: int) -> str:
    """Return it as text: one's own rules, a table of counts, then under each rule its differences with their words."""
    return "\n".join(_lines(told, most)).strip("\n")


def sum_of_reload(summary: ReloadSummary) -> str:
    """Return in a few lines what a reload did."""
    lines = [f"Note: {note}" for note in _notes(summary)]
    if not summary.ran and not summary.road:
        return "\n".join([f"Nothing changed: {many(summary.reports, 'report')} read by these very rules.", *lines])
    changed = [change for change in summary.changes if not change.problem]
    found = [d for change in changed for d in change.differences]
    counts = ", ".join(f"{sum(d.how == how for d in found)} {how}" for how in _SIGNS)
    said = f"{many(summary.ran, 'report')} read again of {summary.reports}; {many(len(changed), 'report')} changed: {counts}."
    for kind, counted in _road_counts(summary.road).items():
        lines.insert(0, f"From report to report: {kind}: {', '.join(f'{n} {how}' for how, n in counted.items())}.")
    return "\n".join([said, *lines])


def _told(summary: ReloadSummary, own: OwnRules | None, kind: str | None, notes: list[str], elsewhere: Sequence[str]) -> Told:
    changes = [change for change in summary.changes if not change.problem]
    found = [_difference(change, d) for change in changes for d in change.differences if kind in (None, d.unit.kind)]
    counts: dict[str, dict[str, int]] = {}
    for difference in found:
        counted = counts.setdefault(difference["kind"], dict.fromkeys(_SIGNS, 0))
        counted[difference["how"]] += 1
    failed = [f"{change.path}: {change.problem}" for change in summary.changes if change.problem]
    rules = _own(summary, own)
    notes += [_ELSEWHERE[stage] for stage in elsewhere if any(rule["file"].startswith(stage) for rule in rules)]
    return {
        "rules": rules,
        "reports": {
            "compared": summary.reports,
            "read_again": summary.ran,
            "changed": len({difference["report"] for difference in found}),
            "blocks_changed": sum(change.blocks for change in changes),
            "failed": failed,
        },
        "counts": counts,
        "differences": found,
        "road": [] if kind else [_road_change(change) for change in summary.road],
        "notes": notes,
    }


def _own(summary: ReloadSummary, own: OwnRules | None) -> list[Told]:
    from pipeline.rules import edits, read_rules

    return [
        {
            "id": edit.rule,
            "how": edit.how,
            "file": edit.file,
            "place": edit.place,
            "reports": len(summary.hits.get(edit.rule, ())),
            "places": sum(summary.hits.get(edit.rule, {}).values()),
        }
        for edit in edits(read_rules().files, read_rules(own).files)
    ]


def _road_counts(road: Sequence[RoadChange]) -> dict[str, dict[str, int]]:
    kinds = dict.fromkeys(change.kind for change in road)
    return {kind: {how: sum((c.kind, c.how) == (kind, how) for c in road) for how in _SIGNS} for kind in kinds}


def _road_change(change: RoadChange) -> Told:
    return {
        "kind": change.kind,
        "how": change.how,
        "fields": list(change.fields),
        "before": dict(change.before) if change.before else None,
        "after": dict(change.after) if change.after else None,
    }


def _difference(change: ReportChange, found: Difference) -> Told:
    before, after, unit = found.before, found.after, found.unit
    fields = found.fields or tuple(name for name, value in unit.values.items() if value not in (None, []) and name != "text")
    return {
        "report": change.report_id,
        "path": change.path,
        "how": found.how,
        "kind": unit.kind,
        "rule": after.rule if after else None,
        "rule_before": before.rule if before else None,
        "page": unit.page,
        "quote": unit.quote,
        "quote_before": before.quote if before else None,
        "needs": list(found.needs),
        "fields": list(fields),
        "before": _values(before, fields),
        "after": _values(after, fields),
    }


def _values(unit: Unit | None, fields: Sequence[str]) -> Told | None:
    if unit is None:
        return None
    return {name: getattr(unit, name) if name in _OF_EVIDENCE else unit.values.get(name) for name in fields}


def _notes(summary: ReloadSummary) -> Iterator[str]:
    for said, reports in summary.given_up.items():
        yield f"{said} (in {many(reports, 'report')}, which it leaves without findings of this rule)"
    if summary.other_code:
        files = many(summary.other_code, "file")
        yield f"{files} were parsed by another version of the program; journeys load reads them again"
    if summary.unread:
        yield f"{many(summary.unread, 'file')} could not be read and are left alone; journeys load tries them again"


def _lines(told: Told, most: int) -> Iterator[str]:
    if told["rules"]:
        yield "Rules of your own:"
    for rule in told["rules"]:
        what = {"new": "new in", "replaced": "in the place of the shipped one in", "off": "switched off in"}[rule["how"]]
        marks = "" if rule["how"] == "off" else f"; marks {many(rule['places'], 'place')} in {many(rule['reports'], 'report')}"
        yield f"  {rule['id']}: {what} {rule['file']}{marks}"
    yield ""
    reports = told["reports"]
    for failed in reports["failed"]:
        yield f"Failed: {failed}"
    for note in told["notes"]:
        yield f"Note: {note}"
    if not told["differences"] and not told["road"]:
        again = f", {reports['read_again']} of them read again" if reports["read_again"] else ""
        yield f"No finding changes in {many(reports['compared'], 'report')}{again}."
        return
    yield f"{many(reports['changed'], 'report')} of {reports['compared']} would change:"
    yield f"  {'':<18}{'added':>8}{'removed':>9}{'changed':>9}"
    for kind, counts in told["counts"].items():
        yield f"  {kind:<18}{counts['added']:>8}{counts['removed']:>9}{counts['changed']:>9}"
    for kind in dict.fromkeys(change["kind"] for change in told["road"]):
        numbers = [sum((change["kind"], change["how"]) == (kind, how) for change in told["road"]) for how in _SIGNS]
        yield f"  {kind:<18}{numbers[0]:>8}{numbers[1]:>9}{numbers[2]:>9}"
    groups: dict[tuple[str, str], list[Told]] = {}
    for difference in told["differences"]:
        needs = " with ".join(difference["needs"]) or "By no single rule of these"
        groups.setdefault((needs, _rule(difference)), []).append(difference)
    for (needs, rule), differences in sorted(groups.items(), key=lambda group: group[0][0]):
        yield f"\n{needs}: {rule}: {', '.join(_counts(differences))}"
        for difference in differences[:most]:
            yield from _difference_lines(difference)
        if 0 < most < len(differences):
            yield _more(len(differences), most)
    if told["road"]:
        yield "\nFrom report to report:"
        for change in told["road"][:most]:
            yield from _road_lines(change)
        if 0 < most < len(told["road"]):
            yield _more(len(told["road"]), most)


def _more(there: int, most: int) -> str:
    return f"    and {there - most} more (--most {there}, or --format json)"


def _road_lines(change: Told) -> Iterator[str]:
    values = change["after"] or change["before"]
    what, where = {
        "threads": ("thread", "council"),
        "responses": ("response", "council"),
        "versions": ("version", "report"),
    }[change["kind"]]
    words = f" “{textwrap.shorten(values['action'], 100)}”" if "action" in values else ""
    if "recommendation" in values:
        words += f" to “{textwrap.shorten(values['recommendation'], 100)}”"
    yield from _wrapped(f"{_SIGNS[change['how']]} {what}{words}  ({values[where]})", "  ", "    ")
    for name in change["fields"]:
        yield from _wrapped(f"{name}: {_shown(change['before'][name])} -> {_shown(change['after'][name])}", "      ", "        ")


def _rule(difference: Told) -> str:
    if difference["kind"] == "report":
        return "what the report says of itself"
    rules = dict.fromkeys(rule for rule in (difference["rule_before"], difference["rule"]) if rule)
    return f"{difference['kind']} by {' -> '.join(rules)}"


def _counts(differences: Sequence[Told]) -> Iterator[str]:
    for how in _SIGNS:
        n = sum(difference["how"] == how for difference in differences)
        if n:
            yield f"{n} {how}"


def _difference_lines(difference: Told) -> Iterator[str]:
    place = difference["path"].rsplit("/", 1)[-1] + (f", page {difference['page']}" if difference["page"] else "")
    quote = textwrap.shorten(difference["quote"].replace("\t", " | "), 160)
    yield from _wrapped(f"{_SIGNS[difference['how']]} “{quote}”  ({place})", "  ", "    ")
    # The rule stands above, and a confidence that moved with the values is no news beside them.
    values = [name for name in difference["fields"] if name not in ("rule", "confidence")]
    for name in values or [name for name in difference["fields"] if name != "rule"]:
        before, after = ((difference[side] or {}).get(name) for side in ("before", "after"))
        if difference["how"] == "changed":
            yield from _wrapped(f"{name}: {_shown(before)} -> {_shown(after)}", "      ", "        ")
        else:
            yield from _wrapped(f"{name}: {_shown(before if difference['how'] == 'removed' else after)}", "      ", "        ")


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value)) or "none"
    return "none" if value is None else textwrap.shorten(str(value).replace("\t", " | "), 160)


def _wrapped(text: str, indent: str, hang: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=hang, break_on_hyphens=False)
