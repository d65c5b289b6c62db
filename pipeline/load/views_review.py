"""Views of the review: what reviewers' words come to, beside what the machine says, and where the two part."""

from __future__ import annotations

_VALUES = {
    "people": ("relation", "name", "role"),
    "recommendations": ("kind", "ref", "text", "by", "verb"),
    "actions": ("origin", "ref", "plan_ref", "theme", "text", "start", "due", "timescale", "status", "rag"),
    "dates": ("text", "start", "end", "precision", "resolved_from"),
    "percentages": ("text", "low", "high", "qualifier", "role", "subject", "period_start", "period_end"),
    "changes": ("subject", "from_value", "to_value", "unit", "text"),
    "events": ("kind", "text", "body", "start", "end", "precision", "judgement"),
    "judgements": ("area", "grade"),
}
"""What a unit of each class says, beside the words it rests on; an action has its leads too."""

_VERDICTS = """
CREATE VIEW review_verdicts AS
WITH placed AS (
  SELECT r.*, coalesce(m.key, r.key) AS present_key FROM reviews r LEFT JOIN moved_keys m ON m.old_key = r.key
),
latest AS (
  SELECT *, row_number() OVER (PARTITION BY present_key, reviewer ORDER BY at DESC, id DESC) AS back FROM placed
),
counted AS (
  SELECT *, row_number() OVER (PARTITION BY present_key ORDER BY verdict = 'rejected', at DESC, id DESC) AS place,
    count(*) OVER (PARTITION BY present_key) AS reviewers,
    sum(verdict = 'rejected') OVER (PARTITION BY present_key) AS rejections
  FROM latest WHERE back = 1
)
SELECT present_key AS key, id AS review_id, verdict, correction, note, reviewer, at, seen, reviewers,
  rejections BETWEEN 1 AND reviewers - 1 AS disputed
FROM counted WHERE place = 1;
"""

_LEADS = (
    "(SELECT json_group_array(name) FROM (SELECT l.name FROM action_leads a JOIN leads l ON l.id = a.lead_id "
    "WHERE a.action_id = {} ORDER BY a.position))"
)


def _says(kind: str) -> str:
    """Return the SQL of what a unit `f` says, as JSON."""
    said = [f"'{name}', f.\"{name}\"" for name in _VALUES[kind]]
    if kind == "actions":
        said.append(f"'leads', json({_LEADS.format('f.id')})")
    return f"json_object({', '.join(said)})"


_MACHINE = "CREATE VIEW finding_values AS\n" + "\nUNION ALL\n".join(
    f"SELECT i.kind AS kind, i.id AS id, i.key AS key, f.report_id AS report_id, r.family_id AS family_id, r.label AS label,\n"
    "  r.is_primary AS is_primary, f.block_id AS block_id, f.page AS page, f.quote AS quote, f.rule AS rule,\n"
    f"  f.confidence AS confidence, {_says(kind)} AS says\n"
    f"FROM finding_index i JOIN {kind} f ON i.kind = '{kind}' AND f.id = i.id JOIN reports r ON r.id = f.report_id"
    for kind in _VALUES
)


def _reviewed(kind: str) -> str:
    """Return a view of a class as its reviewers left it: each value with the machine's beside it where they differ.

    What all rejected is not in it; what was added, and the machine still does not find, is.
    """
    names = [*_VALUES[kind], "leads"] if kind == "actions" else [*_VALUES[kind]]
    found, added = [], []
    for name in names:
        machine = _LEADS.format("f.id") if name == "leads" else f'f."{name}"'
        path = f"v.correction, '$.{name}'"
        given = f"json_type({path}) IS NOT NULL"
        found.append(f'CASE WHEN {given} THEN json_extract({path}) ELSE {machine} END AS "{name}"')
        found.append(f"CASE WHEN {given} THEN {machine} END AS machine_{name}")
        added.append(f'json_extract({path}) AS "{name}", NULL AS machine_{name}')
    place = ", ".join(
        f"json_extract(v.correction, '$.{name}') AS {name}" for name in ("block_id", "page", "quote", "char_start", "char_end")
    )
    return (
        f"CREATE VIEW reviewed_{kind} AS\n"
        f"SELECT f.id AS id, f.report_id AS report_id, {', '.join(found)},\n"
        "  f.block_id AS block_id, f.page AS page, f.quote AS quote, f.char_start AS char_start, f.char_end AS char_end,\n"
        "  f.rule AS rule, f.confidence AS confidence, f.key AS key, v.verdict AS verdict, v.reviewer AS reviewer,\n"
        "  v.note AS note, v.disputed AS disputed, r.is_primary AS is_primary\n"
        f"FROM {kind} f JOIN reports r ON r.id = f.report_id LEFT JOIN review_verdicts v ON v.key = f.key\n"
        "WHERE v.verdict IS NOT 'rejected'\n"
        "UNION ALL\n"
        f"SELECT 'added-' || v.review_id, coalesce(b.report_id, json_extract(v.seen, '$.report_id')), {', '.join(added)},\n"
        f"  {place}, NULL, NULL, v.key, v.verdict, v.reviewer, v.note, v.disputed, coalesce(r.is_primary, 1)\n"
        "FROM review_verdicts v LEFT JOIN blocks b ON b.id = json_extract(v.correction, '$.block_id')\n"
        "LEFT JOIN reports r ON r.id = b.report_id\n"
        f"WHERE v.verdict = 'added' AND json_extract(v.correction, '$.class') = '{kind}'\n"
        "AND NOT EXISTS (SELECT 1 FROM finding_index i WHERE i.key = v.key);\n"
    )


_CONFLICTS = """
CREATE VIEW review_conflicts AS
SELECT 'disputed' AS conflict, v.* FROM review_verdicts v WHERE v.disputed
UNION ALL
SELECT 'gone', v.* FROM review_verdicts v
WHERE v.verdict IN ('accepted', 'corrected') AND NOT EXISTS (SELECT 1 FROM finding_index i WHERE i.key = v.key)
UNION ALL
SELECT 'changed', v.* FROM review_verdicts v
WHERE v.verdict IN ('accepted', 'corrected') AND v.seen IS NOT NULL
AND EXISTS (SELECT 1 FROM finding_index i WHERE i.key = v.key)
AND NOT EXISTS (SELECT 1 FROM finding_values m WHERE m.key = v.key AND json(m.says) = json_extract(v.seen, '$.says'))
UNION ALL
SELECT 'lost', v.* FROM review_verdicts v
WHERE v.verdict = 'added' AND NOT EXISTS (SELECT 1 FROM finding_index i WHERE i.key = v.key)
AND NOT EXISTS (
  SELECT 1 FROM blocks b WHERE b.id = json_extract(v.correction, '$.block_id')
  AND substr(b.text, json_extract(v.correction, '$.char_start') + 1, length(json_extract(v.correction, '$.quote')))
    = json_extract(v.correction, '$.quote')
);
"""

VIEWS = "".join((_VERDICTS, f"{_MACHINE};\n", *map(_reviewed, _VALUES), _CONFLICTS))
