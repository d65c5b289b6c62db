"""What a council was recommended and what its plans hold, as the database keeps them, and the answers found as its rows."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from pipeline.load.store import insert
from pipeline.road import AnsweringAction, Response, SeenRecommendation

_ASKED = """
SELECT x.id, r.id, coalesce(r.meeting_date_known, r.published_known, r.inspection_end) AS on_day, x.ref, x.text,
  r.kind = 'inspection_report'
FROM report_details r JOIN recommendations x ON x.report_id = r.id
WHERE r.council_id = ? AND r.is_primary AND x.kind = 'inspection' AND on_day IS NOT NULL
ORDER BY on_day, r.id, x.id
"""

# An inspector tells of actions too, but the answer is the council's. Sentences answer only where a report has no plan in a table:
# beside one they tell of the same work in passing. A report that states no day is not older than what it tells as done.
_ANSWERING = """
SELECT a.id, r.id, coalesce(r.meeting_date_known, r.published_known, r.inspection_end, (
    SELECT max(day) FROM (
      SELECT max(e.end) AS day FROM events e WHERE e.report_id = r.id AND e.kind IN ('plan_approved', 'inspection_report')
      UNION ALL SELECT max(d.due) FROM actions d WHERE d.report_id = r.id AND d.status = 'complete')
  )) AS on_day, a.ref, a.theme, a.text, b.text, b.section,
  (SELECT h.text FROM blocks h WHERE h.report_id = b.report_id AND h.table_number = b.table_number AND h.kind = 'table_header'
    AND h.seq < b.seq ORDER BY h.seq DESC LIMIT 1)
FROM report_details r JOIN actions a ON a.report_id = r.id JOIN blocks b ON b.id = a.block_id
WHERE r.council_id = ? AND r.is_primary AND r.kind <> 'inspection_report' AND on_day IS NOT NULL
  AND (a.origin <> 'narrative' OR NOT EXISTS (SELECT 1 FROM actions o WHERE o.report_id = r.id AND o.origin = 'table'))
ORDER BY on_day, r.id, a.id
"""


def read_asked(connection: sqlite3.Connection, council: str) -> list[SeenRecommendation]:
    """Return what outside bodies recommended to a council, in the reports that count."""
    topics = _topics(connection, council, "recommendations")
    number: Counter[str] = Counter()
    asked = []
    for finding, report, on, ref, text, opens in connection.execute(_ASKED, (council,)):
        number[report] += 1
        day = date.fromisoformat(on)
        asked.append(SeenRecommendation(finding, report, day, number[report], ref, text, topics.get(finding, ()), bool(opens)))
    return asked


def read_answering(connection: sqlite3.Connection, council: str) -> list[AnsweringAction]:
    """Return the rows and items of a council's plans, and what its reports without a plan tell in sentences."""
    topics = _topics(connection, council, "actions")
    return [
        AnsweringAction(
            id=finding,
            report=report,
            on=date.fromisoformat(on),
            ref=ref,
            theme=theme,
            text=text,
            row=row,
            topics=topics.get(finding, ()),
            headings=tuple(section.split(" > ")) if section else (),
            columns=tuple(columns.split("\t")) if columns else (),
        )
        for finding, report, on, ref, theme, text, row, section, columns in connection.execute(_ANSWERING, (council,))
    ]


def write_responses(connection: sqlite3.Connection, line: Sequence[str], responses: Sequence[Response]) -> None:
    """Put the responses of a line of councils in the place of those they had; a response is of the council that acts."""
    connection.executemany("DELETE FROM responses WHERE council_id = ?", [(council,) for council in line])
    acts = "SELECT r.council_id FROM actions a JOIN reports r ON r.id = a.report_id WHERE a.id = ?"
    rows = [
        {
            "recommendation_id": response.recommendation,
            "action_id": response.action,
            "council_id": connection.execute(acts, (response.action,)).fetchone()[0],
            "basis": response.basis,
            "cue": response.cue,
            "score": response.score,
            "features": json.dumps(dict(response.features)),
        }
        for response in responses
    ]
    insert(connection, "responses", rows)


def _topics(connection: sqlite3.Connection, council: str, kind: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for finding, topic in connection.execute(
        "SELECT t.finding_id, t.topic_id FROM reports r JOIN finding_topics t ON t.report_id = r.id "
        "WHERE r.council_id = ? AND t.kind = ? ORDER BY t.finding_id, t.topic_id",
        (council, kind),
    ):
        found[finding].append(topic)
    return {finding: tuple(topics) for finding, topics in found.items()}
