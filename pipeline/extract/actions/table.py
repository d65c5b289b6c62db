"""Actions in tables: which tables are action plans, and what each of their cells says.

Columns are recognised by `rules/structure/columns.yaml`; `rules/extract/action_plans.yaml` says which
columns make a table an action plan, which rows are none, and which titles are no theme.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.extract.actions.leads import split_leads
from pipeline.extract.actions.periods import Periods
from pipeline.extract.actions.row import PlanRow
from pipeline.extract.dates import calendar_forms
from pipeline.model import ActionMention, Block, Evidence, LeadMention, Passage, RowCell, Structured, Table
from pipeline.rules import Rule, RuleFile, Rules

MIN_SAYING, MOSTLY = 3, 0.6  # so many cells, and such a share of a column, must speak of status
FEWEST_SAYING = 2  # or so many, where it is all of them
MIN_COLUMNS = 3  # a table of two columns has rows of one filled cell for other reasons
PLANS = "extract/action_plans"
# Roles that a heading tells only half: the cells have told whether a priority ranks the rows or names their theme ...
TOLD_BY_CELLS = ("priority", "recommendation", "plan_ref", "measure")
MAY_TELL_STATUS = ("evidence", "outcome", "comment")
# Roles of columns that may hold what is to be done, the plainest first.
HOLD_ACTIONS = ("action", "description", "recommendation", "theme", "finding", "outcome")
# Blocks that may stand between a table and its title.
ASIDE = frozenset({"furniture", "footnote", "contents"})
REFERENCES = frozenset({"ref", "plan_ref"})
Columns = Mapping[str, tuple[int, ...]]
DAY_FOLLOWS = re.compile(r"(?:[\s,;:(–-]|\b(?:by|due|from|until|on|end|of|the|date)\b)+$", re.IGNORECASE)
TITLE_WORDS = 16  # of a line over a table; "Priority 2" may open a sentence too
LABEL_ENDS = re.compile(r"[\s:;,–-]+$")


def action_plans(structured: Structured, rules: Rules) -> dict[int, Plan]:
    """Return the tables that are action plans, by their index."""
    plans = {table.index: plan for table in structured.tables if (plan := Plan.of(table, rules))}
    for index, plan in plans.items():
        plan.title = plan.title_below(_above(structured, plan.table))
        plan.recognise_status([block for block in structured.blocks if block.table == index and block.kind == "table_row"])
    return plans


def table_actions(structured: Structured, rules: Rules) -> Iterator[ActionMention]:
    """Yield one mention for each row of every action plan, in the order of the document."""
    plans = action_plans(structured, rules)
    found: dict[int, list[ActionMention]] = {}
    for block in structured.blocks:
        if block.kind != "table_row" or block.table not in plans:
            continue
        plan, rows = plans[block.table], found.setdefault(block.table, [])
        if mention := plan.row(block):
            rows.append(mention)
        elif rows and (leads := plan.further_leads(block)):
            rows[-1] = replace(rows[-1], leads=(*rows[-1].leads, *leads))
    mentions = [mention for rows in found.values() for mention in rows]
    yield from sorted(mentions, key=lambda mention: mention.evidence.block.seq)


def _above(structured: Structured, table: Table) -> Block | None:
    """Return the block right above a table, null for one that opens the document."""
    first = next((n for n, block in enumerate(structured.blocks) if block.table == table.index), 0)
    return next((block for block in reversed(structured.blocks[:first]) if block.kind not in ASIDE), None)


def columns_of(table: Table, columns: RuleFile) -> dict[str, tuple[int, ...]]:
    """Return the roles of a table's columns with their indices, told by the lowest heading that tells."""
    roles: dict[str, tuple[int, ...]] = {}
    for column in table.columns:
        labels = [" ".join(label.split()) for label in column.labels if label.strip()]
        tries = [*reversed(labels), " ".join(labels)] if len(labels) > 1 else labels
        hit = next((h for label in tries if (h := columns.first(label))), None)
        if hit is None:
            if column.role:  # its cells have told
                roles[column.role] = (*roles.get(column.role, ()), column.index)
            continue
        for key in ("column", "also"):
            if key in hit.sets:
                role = str(hit.sets[key])
                if role in TOLD_BY_CELLS and column.role:
                    role = column.role
                roles[role] = (*roles.get(role, ()), column.index)
    return roles


def _by_place(roles: dict[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    """Read a first column headed "Stage" as what is to be done, where no other is, and one headed "Completion" as its day."""
    stated = roles.get("status", ())
    first = min((column for role, columns in roles.items() if role not in REFERENCES for column in columns), default=None)
    if first not in stated or "lead" not in roles or any(role in roles for role in HOLD_ACTIONS):
        return roles
    others = tuple(column for column in stated if column != first)
    days = {"status": others} if "due" in roles else {"due": others}
    return (
        {role: columns for role, columns in roles.items() if role != "status"} | {"action": (first,)} | (days if others else {})
    )


def _most_plainly(role: str, table: Table, roles: Columns) -> int:
    """Return the column of a role whose heading says it in its own word ("Action" beside "Improvement required")."""
    labels = {column.index: " ".join(column.labels).lower() for column in table.columns}
    return min(roles[role], key=lambda column: (role not in labels.get(column, ""), column))


class Plan:
    """An action plan: a table whose columns say what is to be done and who answers for it or by when."""

    def __init__(self, table: Table, roles: Columns, action: int, rule: Rule, rules: Rules) -> None:
        self.table = table
        self.roles = roles
        self.action = action
        self.rules = rules
        self.file = rules[PLANS]
        self.theme_cell: str | None = None
        self.title = table.title
        self.rule = rule
        self.rows: list[PlanRow] = []
        self.ditto = [one for one in self.file.rules if "ditto" in one.sets]
        self.periods = Periods(table, roles.get("period", ()), rules)

    @classmethod
    def of(cls, table: Table, rules: Rules) -> Plan | None:
        """Return the table as a plan, null where it is an indicator table, a risk register, a forward plan ..."""
        roles = _by_place(columns_of(table, rules["structure/columns"]))
        titled = any(True for rule in rules[PLANS].rules if "says" in rule.sets for _ in rule.find(table.title or ""))
        first = min(((min(columns), role) for role, columns in roles.items() if role not in REFERENCES), default=None)
        described = " ".join(sorted([*roles, *["titled"] * titled, *([f"first_{first[1]}"] if first else [])]))
        accepted = [hit for rule in rules[PLANS].rules if "plan" in rule.sets for hit in rule.find(described)]
        if not accepted or any(hit.rule.sets["plan"] is False for hit in accepted):
            return None
        holds = next((role for role in HOLD_ACTIONS if role in roles), None)
        return cls(table, roles, _most_plainly(holds, table, roles), accepted[0].rule, rules) if holds else None

    def _marks(self, key: str, text: str) -> bool:
        return any(True for rule in self.file.rules if key in rule.sets for _ in rule.find(text))

    def title_below(self, above: Block | None) -> str | None:
        """Return the title that heads the table's rows, given the block right above the table.

        With a text between, a title heads that text, unless it says that it is a part of a plan ("Priority 2: ..."); the text
        itself may be such a title, in a line that nothing sets off.
        """
        title = self.table.title
        if above is None or above.kind in ("heading", "caption") or above.text == title:
            return title
        if len(above.text.split()) <= TITLE_WORDS and self._marks("heads", above.text):
            return above.text
        return title if title and self._marks("heads", title) else None

    def recognise_status(self, blocks: Sequence[Block]) -> None:
        """Take for the status a column whose heading tells nothing or of evidence, but whose cells say how far the rows are.

        One that asks whether a recommendation is accepted has such words too.
        """
        told = {column for role, columns in self.roles.items() if role not in MAY_TELL_STATUS for column in columns}
        told |= {column.index for column in self.table.columns if self._marks("accepts", column.label)}
        if {"status", "progress"} & set(self.roles):
            return
        says = [rule for rule in self.rules["resolve/statuses"].rules if rule.sets.get("where") == "cell" and rule.priority > 0]
        for column in (column.index for column in self.table.columns if column.index not in told):
            texts = [block.cell_text(cell) for block in blocks for cell in block.cells if cell.column == column]
            filled = [text for text in texts if text.strip()]
            saying = sum(any(True for rule in says for _ in rule.find(text)) for text in filled)
            if saying >= MOSTLY * len(filled) and (saying >= MIN_SAYING or saying == len(filled) >= FEWEST_SAYING):
                self.roles = {**self.roles, "status": (column,)}
                return

    def row(self, block: Block) -> ActionMention | None:
        """Read one row; null where it holds no action."""
        row = PlanRow(block, self.rows, self.ditto)
        self.rows.append(row)
        cell = row.cell(self.action)
        theme = self._words("theme", row) or self._heading(row)
        if theme:
            self.theme_cell = " ".join(theme.text.split())
        if cell is None or not block.cell_text(cell).strip() or self._marks("row", block.cell_text(cell)):
            return None
        if theme == Passage(block, cell.start, cell.end):
            return None
        ref, plan_ref, start = self._refs(row, cell)
        mark = next((m for m in block.marks if {m.first, m.last} & set(self.periods.columns)), None)
        period = self.periods.covered(range(mark.first, mark.last + 1)) if mark else self._ticked(row)
        colour_cell = self._colour_cell(row)
        return ActionMention(
            evidence=Evidence(block, start, cell.end, self.rule.id, block.cell_text(cell)[:40], self.rule.confidence),
            origin="table",
            text=block.text[start : cell.end],
            ref=ref,
            plan_ref=plan_ref,
            theme=self._theme(block),
            leads=self._leads(row),
            timescale=self._first_written(self.roles.get("due", ()), row) or self._words("start", row),
            start_words=self._words("start", row),
            due_words=self._words("due", row),
            status_words=self._words("status", row),
            progress_words=self._words("progress", row),
            status="complete" if self._is_done(row) else None,
            rag_words=self._words("rag", row),
            colour=mark.colour if mark else colour_cell.fill if colour_cell else None,
            colour_cell=None if mark else colour_cell,
            mark=mark,
            period=period,
            period_forms=self.periods.forms(period),
        )

    def further_leads(self, block: Block) -> tuple[LeadMention, ...]:
        """Return the leads of a row that goes on with the action above it: one cell for the action, a row for each lead."""
        row = self.rows[-1]
        return self._leads(row, own=True) if row.block is block and row.is_covered(self.action) else ()

    def _heading(self, row: PlanRow) -> Passage | None:
        """Return the words of a row that only heads those below it: one filled cell that says "Priority 2: ..."."""
        if len(row.written) != 1 or len(row.block.cells) < MIN_COLUMNS or any(map(row.is_covered, row.cells)):
            return None
        cell, text = row.written[0], row.block.cell_text(row.written[0])
        beside = cell.column != self.action and len(text.split()) > 1
        return Passage(row.block, cell.start, cell.end) if beside or self._marks("heads", text) else None

    def _is_done(self, row: PlanRow) -> bool:
        """Say whether a column for the day of completion holds one, or a column headed "Complete" a tick or a day."""
        headed = [
            column.index
            for column in self.table.columns
            if column.index in self.roles.get("status", ()) and self._marks("done", column.label)
        ]
        for column in (*self.roles.get("completed", ()), *headed):
            words = row.words(column)
            if words and (self._marks("tick", words.text) or calendar_forms(words.text, self.rules)):
                return True
        return False

    def _words(self, role: str, row: PlanRow) -> Passage | None:
        """Return the words that stand in the column of a role, null where there are none.

        Of several columns the first that speaks counts, those headed "revised" before and those headed
        "previous" behind the others.
        """
        return self._first_written(sorted(self.roles.get(role, ()), key=self._age), row)

    def _age(self, column: int) -> tuple[int, int]:
        label = next((" ".join(c.labels) for c in self.table.columns if c.index == column), "")
        return self._marks("older", label) - self._marks("newer", label), column

    def _first_written(self, columns: Iterable[int], row: PlanRow) -> Passage | None:
        return next((words for column in columns if column != self.action and (words := row.words(column))), None)

    def _refs(self, row: PlanRow, action: RowCell) -> tuple[str | None, str | None, int]:
        """Return the row's reference, its plan's reference, and where the action's words begin.

        Either has a column, or both share one ("L1 1.1"), or the reference opens the action's cell.
        """
        printed, other = self._words("ref", row), self._words("plan_ref", row)
        ref = printed.text.strip() if printed else row.block.ref
        plan_ref = other.text.strip() if other else None
        start = action.start
        for rule in self.file.rules:
            reads = rule.sets.get("reads")
            if reads == "both" and ref and not plan_ref and (hit := next(rule.find(ref), None)):
                ref, plan_ref = hit.groups["ref"], hit.groups["plan_ref"]
            elif reads == "opening" and not ref and (hit := next(rule.find(row.block.cell_text(action)), None)):
                ref, start = hit.groups["ref"], action.start + hit.end
        return (LABEL_ENDS.sub("", ref) or None if ref else None), plan_ref, start

    def _theme(self, block: Block) -> str | None:
        """Return the heading in the plan above the row: a band, a theme column's cell, or the table's own title."""
        if block.band:
            return block.band
        if self.theme_cell:
            return self.theme_cell
        return self.title if self.title and not self._marks("title", self.title) else None

    def _leads(self, row: PlanRow, *, own: bool = False) -> tuple[LeadMention, ...]:
        """Return the leads that hold for a row; `own`: only those that stand in the row itself."""
        found: list[LeadMention] = []
        for column in self.roles.get("lead", ()):
            held = row.holder(column) if column != self.action else None
            if held is None or (own and held[0] is not row.block):
                continue
            block, cell = held
            start, end = self._without_day(block, cell) if column in self.roles.get("due", ()) else (cell.start, cell.end)
            lines = [part.start for part in block.parts if cell.start < part.start < cell.end]
            leads = split_leads(block.text[start:end], start, cell.breaks, self.rules["extract/leads"], wraps=lines)
            found += [replace(lead, elsewhere=None if block is row.block else block) for lead in leads]
        return tuple(found)

    def _without_day(self, block: Block, cell: RowCell) -> tuple[int, int]:
        """Return the words of a cell for lead and date together that stand before or, if longer, behind the date."""
        days = calendar_forms(block.cell_text(cell), self.rules)
        if not days:
            return cell.start, cell.end
        told = DAY_FOLLOWS.sub("", block.cell_text(cell)[: days[0][0]])
        before, behind = (cell.start, cell.start + len(told)), (cell.start + days[-1][1], cell.end)
        return before if before[1] - before[0] >= behind[1] - behind[0] else behind

    def _ticked(self, row: PlanRow) -> tuple[str, str] | None:
        """Return the first and last period whose cell holds a tick or a cross, where no bar is drawn."""
        return self.periods.covered([column for column in self.periods.columns if self._marks("tick", row.own(column))])

    def _colour_cell(self, row: PlanRow) -> RowCell | None:
        """Return the filled cell that may speak for the row's status.

        The rating's own cell, else that of status, progress or date. A fill that other cells of the row
        share is a stripe or a heading's ground, no rating.
        """
        fills = [cell.fill for cell in row.block.cells if cell.fill]
        for role in ("rag", "status", "progress", "due", "ref"):
            for column in self.roles.get(role, ()):
                cell = row.cells.get(column)
                if cell is not None and cell.fill and (role == "rag" or fills.count(cell.fill) == 1):
                    return cell
        return None
