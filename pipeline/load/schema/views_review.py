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

PLACE = ("class", "block_id", "page", "quote", "char_start", "char_end")
"""What the review of an added unit holds beside its columns: what it is and where its words were marked."""

_PLACED = """placed AS (
  SELECT r.*, coalesce(m.key, r.key) AS present_key FROM reviews r LEFT JOIN moved_keys m ON m.old_key = r.key
),
latest AS (
  SELECT *, row_number() OVER (PARTITION BY present_key, reviewer ORDER BY at DESC, id DESC) AS back FROM placed
)"""

# A reviewer's values are those that they gave last for each column; an acceptance that states values, be they none, states all.
# What a reviewer rejects by now gives no values, but for those of a unit that they added, on which others may build.
_GIVEN = f"""
CREATE VIEW review_values AS
WITH {_PLACED},
since AS (
  SELECT *, coalesce(sum(verdict = 'accepted' AND correction IS NOT NULL) OVER (
      PARTITION BY present_key, reviewer ORDER BY at DESC, id DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ), 0) AS restated,
    first_value(iif(verdict = 'added', correction, NULL)) OVER (
      PARTITION BY present_key ORDER BY verdict <> 'added', at, id) AS base
  FROM placed
),
given AS (
  SELECT s.present_key AS key, c.key AS "column",
    CASE WHEN c.type IN ('array', 'object') THEN json(c.value) ELSE json_quote(c.value) END AS value,
    s.reviewer AS reviewer, s.at AS at, s.id AS review_id, c.key IN {PLACE} AS is_place,
    c.value IS NOT json_extract(iif(s.base IS NULL, json_extract(s.seen, '$.says'), s.base), '$."' || c.key || '"') AS differs,
    row_number() OVER (PARTITION BY s.present_key, s.reviewer, c.key ORDER BY s.at DESC, s.id DESC) AS back
  FROM since s JOIN latest l ON l.present_key = s.present_key AND l.reviewer = s.reviewer AND l.back = 1
    AND (l.verdict <> 'rejected' OR s.verdict = 'added'),
    json_each(s.correction) c
  WHERE s.verdict <> 'rejected' AND (s.restated = 0 OR s.verdict = 'added')
)
SELECT key, "column", value, reviewer, at, review_id, differs,
  row_number() OVER (PARTITION BY key, "column" ORDER BY at DESC, reviewer DESC, review_id DESC) = 1 AS counts,
  NOT is_place AND min(value) OVER (PARTITION BY key, "column") <> max(value) OVER (PARTITION BY key, "column") AS disputed
FROM given WHERE back = 1;
"""

# Who accepts a unit accepts what the machine said then; that stands in `accepted`, whatever the machine says by now.
_VERDICTS = f"""
CREATE VIEW review_verdicts AS
WITH {_PLACED},
counted AS (
  SELECT *, row_number() OVER (PARTITION BY present_key ORDER BY verdict = 'rejected', at DESC, reviewer DESC, id DESC) AS place,
    count(*) OVER (PARTITION BY present_key) AS reviewers,
    sum(verdict = 'rejected') OVER (PARTITION BY present_key) AS rejections,
    first_value(iif(verdict = 'accepted', json_extract(seen, '$.says'), NULL)) OVER (
      PARTITION BY present_key ORDER BY verdict <> 'accepted', at DESC, reviewer DESC, id DESC) AS accepted
  FROM latest WHERE back = 1
),
merged AS (
  SELECT key, json_group_object("column", json(value)) FILTER (WHERE counts) AS correction, max(differs AND counts) AS differs,
    max(disputed) AS disputed, max("column" = 'class') AS is_added
  FROM review_values GROUP BY key
)
SELECT c.present_key AS key, c.id AS review_id,
  CASE WHEN c.verdict = 'rejected' THEN 'rejected' WHEN m.is_added THEN 'added' WHEN m.differs THEN 'corrected'
    ELSE 'accepted' END AS verdict,
  m.correction AS correction, c.note AS note, c.reviewer AS reviewer, c.at AS at, c.seen AS seen, c.reviewers AS reviewers,
  c.rejections BETWEEN 1 AND c.reviewers - 1 OR coalesce(m.disputed, 0) AS disputed,
  iif(c.verdict = 'rejected', NULL, c.accepted) AS accepted
FROM counted c LEFT JOIN merged m ON m.key = c.present_key
WHERE c.place = 1;
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
        path, let_stand = (f"v.{said}, '$.{name}'" for said in ("correction", "accepted"))
        left = (
            f"CASE WHEN json_type({path}) IS NOT NULL THEN json_extract({path}) "
            f"WHEN json_type({let_stand}) IS NOT NULL THEN json_extract({let_stand}) ELSE {machine} END"
        )
        found.append(f'{left} AS "{name}"')
        found.append(f"CASE WHEN v.key IS NOT NULL AND {left} IS NOT {machine} THEN {machine} END AS machine_{name}")
        added.append(f'json_extract({path}) AS "{name}", NULL AS machine_{name}')
    return (
        f"CREATE VIEW reviewed_{kind} AS\n"
        f"SELECT f.id AS id, f.report_id AS report_id, {', '.join(found)},\n"
        "  f.block_id AS block_id, f.page AS page, f.quote AS quote, f.char_start AS char_start, f.char_end AS char_end,\n"
        "  f.rule AS rule, f.confidence AS confidence, f.key AS key, v.verdict AS verdict, v.reviewer AS reviewer,\n"
        "  v.note AS note, v.disputed AS disputed, r.is_primary AS is_primary\n"
        f"FROM {kind} f JOIN reports r ON r.id = f.report_id LEFT JOIN review_verdicts v ON v.key = f.key\n"
        "WHERE v.verdict IS NOT 'rejected'\n"
        "UNION ALL\n"
        f"SELECT 'added-' || a.key, a.report_id, {', '.join(added)},\n"
        "  a.block_id, a.page, a.quote, a.char_start, a.char_end, NULL, NULL, v.key, v.verdict, v.reviewer, v.note, v.disputed,\n"
        "  coalesce(r.is_primary, 1)\n"
        "FROM added_units a JOIN review_verdicts v ON v.key = a.key LEFT JOIN reports r ON r.id = a.report_id\n"
        f"WHERE a.kind = '{kind}' AND v.verdict = 'added'\n"
        "AND NOT EXISTS (SELECT 1 FROM finding_index i WHERE i.key = v.key);\n"
    )


# What is rejected and no longer found is no conflict: there the machine says by now what its reviewers said.
_ELSEWHERE = "coalesce(json_extract(v.seen, '$.family_id') NOT IN (SELECT family_id FROM reports WHERE family_id IS NOT NULL), 0)"
_CONFLICTS = """
CREATE VIEW review_conflicts AS
SELECT 'disputed' AS conflict, v.* FROM review_verdicts v WHERE v.disputed
UNION ALL
SELECT iif({elsewhere}, 'elsewhere', 'gone'), v.* FROM review_verdicts v
WHERE v.verdict IN ('accepted', 'corrected') AND NOT EXISTS (SELECT 1 FROM finding_index i WHERE i.key = v.key)
UNION ALL
SELECT 'changed', v.* FROM review_verdicts v
WHERE v.verdict IN ('accepted', 'corrected', 'rejected') AND v.seen IS NOT NULL
AND EXISTS (SELECT 1 FROM finding_index i WHERE i.key = v.key)
AND NOT EXISTS (SELECT 1 FROM finding_values m WHERE m.key = v.key AND json(m.says) = json_extract(v.seen, '$.says'))
UNION ALL
SELECT iif({elsewhere}, 'elsewhere', 'lost'), v.* FROM review_verdicts v JOIN added_units a ON a.key = v.key
WHERE v.verdict = 'added' AND a.block_id IS NULL AND NOT EXISTS (SELECT 1 FROM finding_index i WHERE i.key = v.key);
"""

VIEWS = "".join((_GIVEN, _VERDICTS, f"{_MACHINE};\n", *map(_reviewed, _VALUES), _CONFLICTS.replace("{elsewhere}", _ELSEWHERE)))
