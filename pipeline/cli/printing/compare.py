"""A comparison of councils as it is printed: sheets of text or HTML for people, CSV and JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, fields
from html import escape

from pipeline.compare import Compared, Coverage, Fact
from pipeline.compare.facts import MEASURED, PARTS, Origin
from pipeline.export.cells import csv_text

_MEASURED = ("measured_right", "measured_of", "measured_what")
_WORDS = 140
"""Characters of a step's words in a sheet, its grade first; CSV and JSON hold all."""

_OF_WAITS = (
    "Publication counts from the last day of the inspection, all else from the publication, or where none is told from that last "
    "day: {origins}. "
    "The next judgement is that of the whole service, on the day its report came out, else on its last day. "
    "Plans and visits count until that inspection begins. Visits have the number that their letters give them, else their place "
    "among those told. A visit counts where a report tells that it was made."
)
_OF_TIMELINE = "Days since {origins}. Where only a month, season or year is told, from its first day to its last."
_OF_SHARES = (
    "Overdue: open, and due before that day. Ended: given up by the plan's own words, such as superseded. "
    "Moved: due on another day than first printed. "
    "Dropped: a later report goes on with the plan without it. Followed: of all actions read, those that are rows or items of a "
    "plan in a report with a day; nothing is said of the others."
)
_OF_MEASURES = "The day is the end of the figure's period, else that of its report."


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a heading; `note` says how it was counted."""

    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def as_csv(compared: Compared) -> str:
    """Return a line for each fact, with the coverage of its council and what its days are counted from."""
    columns = [field.name for field in fields(Fact)]
    covered = {one.council: one for one in compared.coverage}
    rows = [
        [
            *(getattr(fact, column) for column in columns),
            covered[fact.council].reports,
            covered[fact.council].pages_unread,
            "; ".join(map(str, covered[fact.council].gaps)),
            *_measured(fact).values(),
            *_counted_from(compared.origins[fact.council]).values(),
        ]
        for fact in compared.facts
    ]
    return csv_text([*columns, "reports", "pages_unread", "years_without", *_MEASURED, *_counted_from(None)], rows)


def as_json(compared: Compared) -> str:
    """Return the councils with their coverage and, part by part, their facts."""
    councils = [
        {
            **asdict(one),
            **_counted_from(compared.origins[one.council]),
            **{part: [_record(fact) for fact in _of(compared, one, part)] for part in PARTS},
        }
        for one in compared.coverage
    ]
    return json.dumps({"as_of": compared.as_of, "councils": councils}, ensure_ascii=False, indent=1)


def as_text(compared: Compared) -> str:
    """Return the sheets as text, as wide as they need to be."""
    return "\n".join(_drawn(sheet) for sheet in sheets(compared))


def as_html(compared: Compared) -> str:
    """Return the sheets as one page that needs no other file."""
    parts = [
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Councils compared</title>',
        "<style>body{font:16px/1.5 sans-serif;margin:2rem}table{border-collapse:collapse}"
        "th,td{border:1px solid #999;padding:.2rem .5rem;text-align:left;vertical-align:top}</style><h1>Councils compared</h1>",
    ]
    for sheet in sheets(compared):
        head = "".join(f'<th scope="col">{escape(column)}</th>' for column in sheet.columns)
        body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in sheet.rows)
        parts.append(f"<h2>{escape(sheet.title)}</h2><p>{escape(sheet.note)}</p><table><tr>{head}</tr>{body}</table>")
    return "".join(parts) + "</html>\n"


def sheets(compared: Compared) -> list[Sheet]:
    """Return what is shown to people, empty sheets left out."""
    names = {one.council: one.name for one in compared.coverage}
    shares = f"Followed actions on {compared.as_of or 'the day of the last report that shows any'}"
    found = [
        _coverage(compared),
        _side_by_side(
            compared,
            "waits",
            "Days from the inspection",
            _days,
            f"{_OF_WAITS.format(origins=_origins(compared))} {_precision(compared, 'waits')}".strip(),
        ),
        _side_by_side(compared, "shares", shares, _share, f"{_OF_SHARES} {_precision(compared, 'shares')}".strip()),
        _topics(compared, names),
        _leads(compared, names),
        _measures(compared),
        _timeline(compared, names),
    ]
    return [sheet for sheet in found if sheet.rows]


def _years_without(one: Coverage) -> str:
    maybe = f" ({one.undated} of no known day may be of one)" if one.undated and one.gaps else ""
    return ", ".join(map(str, one.gaps)) + maybe


def _coverage(compared: Compared) -> Sheet:
    shown: dict[str, Callable[[Coverage], object]] = {
        "council": lambda one: one.name,
        "reports": lambda one: one.reports,
        "committee": lambda one: one.committee_reports,
        "inspection": lambda one: one.inspection_reports,
        "not fully read": lambda one: one.not_fully_read,
        "pages": lambda one: one.pages,
        "pages unread": lambda one: one.pages_unread,
        "without a day": lambda one: one.undated,
        "from": lambda one: one.first_day or "",
        "to": lambda one: one.last_day or "",
        "years without": _years_without,
        "unread": lambda one: _short("; ".join(one.unread)),
        "counted from": lambda one: _origin(compared, one) or "no judged inspection",
    }
    rows = tuple(tuple(str(cell(one)) for cell in shown.values()) for one in compared.coverage)
    note = "What is not loaded, not read or states no day cannot be counted: silence is not absence."
    return Sheet("What was read", note, tuple(shown), rows)


def _side_by_side(compared: Compared, part: str, title: str, shown: Callable[[Fact], str], note: str) -> Sheet:
    """Lay what is counted of each council in a column of its own."""
    whats = dict.fromkeys(fact.what for fact in compared.facts if fact.part == part)
    cells = {(fact.council, fact.what): shown(fact) for fact in compared.facts if fact.part == part}
    rows = tuple((what, *(cells.get((one.council, what), "") for one in compared.coverage)) for what in whats)
    return Sheet(title, note, ("", *(one.name for one in compared.coverage)), rows)


def _topics(compared: Compared, names: dict[str, str]) -> Sheet:
    counted: dict[tuple[str, str, str, str], dict[str, str]] = {}
    for fact in _part(compared, "topics"):
        topic, status = fact.what.rsplit(": ", 1)
        key = (fact.council, fact.day or "no day stated", topic, fact.row or "")
        counted.setdefault(key, {"all": str(fact.of)})[status] = f"{fact.value:g}"
    statuses = ("all", "complete", "in_progress", "planned", "not_stated")
    rows = tuple(
        (names[council], day, topic, *(said.get(status, "0") for status in statuses))
        for (council, day, topic, _), said in counted.items()
    )
    columns = ("council", "report of", "topic", *(status.replace("_", " ") for status in statuses))
    note = f"An action may have several topics. {_precision(compared, 'topics')}"
    return Sheet("Actions by topic and status at each report", note, columns, rows)


def _leads(compared: Compared, names: dict[str, str]) -> Sheet:
    rows = tuple((names[fact.council], fact.what, f"{fact.value:g}", fact.words or "") for fact in _part(compared, "leads"))
    note = f"Each appearance of an action counts. {_precision(compared, 'leads')}"
    return Sheet("Who leads what", note, ("council", "lead", "actions", "of them, and most about"), rows)


def _measures(compared: Compared) -> Sheet:
    told: dict[tuple[str, str], list[str]] = {}
    for fact in _part(compared, "measures"):
        role = "" if fact.words == "level" else f" ({fact.words})"
        unit = "%" if fact.unit == "%" else ""
        said = f"{fact.day}: {fact.value:g}{unit}{role}"
        listed = told.setdefault((fact.what, fact.council), [])
        if said not in listed:
            listed.append(said)
    whats = sorted({what for what, _ in told})
    rows = tuple((what, *("; ".join(told.get((what, one.council), [])) for one in compared.coverage)) for what in whats)
    note = f"{_OF_MEASURES} {_precision(compared, 'measures')}".strip()
    return Sheet("Measures side by side", note, ("measure", *(one.name for one in compared.coverage)), rows)


def _timeline(compared: Compared, names: dict[str, str]) -> Sheet:
    facts = sorted(_part(compared, "timeline"), key=lambda fact: (fact.days_since is None, fact.days_since or 0, fact.day or ""))
    rows = tuple(
        (_since(fact), names[fact.council], _when(fact), fact.what.replace("_", " "), _short(fact.words or "")) for fact in facts
    )
    note = f"{_OF_TIMELINE.format(origins=_origins(compared))} {_precision(compared, 'timeline')}"
    return Sheet("Timeline", note, ("days", "council", "day", "step", "words"), rows)


def _counted_from(origin: Origin | None) -> dict[str, str | None]:
    return {"counted_from": origin.day.isoformat() if origin else None, "counted_from_what": origin.words if origin else None}


def _origin(compared: Compared, one: Coverage) -> str:
    """Return the day and what was on it, nothing where none is known."""
    origin = compared.origins[one.council]
    return f"{origin.day}, {origin.words}" if origin else ""


def _origins(compared: Compared) -> str:
    """Return for each council in words what its days are counted from."""
    return "; ".join(f"{one.name} {_origin(compared, one) or 'not known'}" for one in compared.coverage)


def _precision(compared: Compared, part: str) -> str:
    known = [fact.confidence for fact in _part(compared, part) if fact.confidence is not None]
    if not known:
        return ""
    measured = next((f"Right were {one.right} of {one.of} {one.what}. " for name, one in MEASURED.items() if name == part), "")
    of = "of the findings that they are made of" if measured else "such findings"
    return f"{measured}Of 100 {of} about {100 * sum(known) / len(known):.0f} proved right on reports that the rules had not seen."


def _measured(fact: Fact) -> dict[str, object]:
    """Return how often what is told in a fact's part proved right, beside the findings counted; empty where that is all."""
    one = MEASURED.get(fact.part)
    return dict(zip(_MEASURED, (one.right, one.of, one.what) if one else (None, None, None), strict=True))


def _days(fact: Fact) -> str:
    if fact.value is None or fact.day is None:
        return fact.words or ""
    most = f" to {fact.value + fact.span:g}" if fact.span else ""
    return f"{fact.value:g}{most} ({_when(fact)})"


def _when(fact: Fact) -> str:
    """Return a day, month, year or the two ends of another span."""
    if not fact.until or not fact.day:
        return fact.day or ""
    if fact.day.endswith("-01") and fact.day[:7] == fact.until[:7]:
        return fact.day[:7]
    if fact.day.endswith("-01-01") and fact.until == f"{fact.day[:4]}-12-31":
        return fact.day[:4]
    return f"{fact.day} to {fact.until}"


def _since(fact: Fact) -> str:
    if fact.days_since is None:
        return ""
    return f"{fact.days_since:+d}" + (f" to {fact.days_since + fact.span:+d}" if fact.until else "")


def _share(fact: Fact) -> str:
    why = f": {fact.words}" if fact.words else ""
    return f"{fact.value:g} of {fact.of} ({100 * (fact.value or 0) / (fact.of or 1):.0f} %){why}"


def _part(compared: Compared, part: str) -> Iterable[Fact]:
    return [fact for fact in compared.facts if fact.part == part]


def _of(compared: Compared, council: Coverage, part: str) -> Iterable[Fact]:
    return [fact for fact in _part(compared, part) if fact.council == council.council]


def _record(fact: Fact) -> dict[str, object]:
    return {name: value for name, value in asdict(fact).items() if name not in ("council", "part")} | _measured(fact)


def _short(words: str) -> str:
    return words if len(words) <= _WORDS else f"{words[: _WORDS - 1].rstrip()}…"


def _drawn(sheet: Sheet) -> str:
    table = [sheet.columns, *sheet.rows]
    widths = [max(len(row[n]) for row in table) for n in range(len(sheet.columns))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table]
    return "\n".join([sheet.title, sheet.note, "", *lines, ""])
