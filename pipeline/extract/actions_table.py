"""Actions in tables: which tables are action plans, and what each of their cells says.

Columns are recognised by `rules/structure/columns.yaml`; `rules/extract/action_plans.yaml` says which
columns make a table an action plan, which rows are none, and which titles are no theme.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.extract.actions_leads import split_leads
from pipeline.extract.dates import calendar_forms
from pipeline.model import ActionMention, Block, CalendarForm, Evidence, LeadMention, Mark, RowCell, Structured, Table
from pipeline.rules import Rule, RuleFile, Rules

MIN_SAYING, MOSTLY = 3, 0.6  # so many cells, and such a share of a column, must speak of status
MIN_COLUMNS = 3  # a table of two columns has rows of one filled cell for other reasons
PLANS = "extract/action_plans"
Columns = Mapping[str, tuple[int, ...]]
Row = Mapping[int, RowCell]
SHORT_YEARS = re.compile(r"(?<![\d/])(\d\d[/-]\d\d)(?![\d/])")  # "16/17 Q1" means 2016/17
APRIL = 4  # financial years begin with it
FINANCIAL_YEAR = re.compile(r"\b(20\d\d) ?[/-] ?(?:20)?\d\d\b")
# What a year over a month or quarter reads as where the two are not understood as one.
WHOLE_YEARS = ("year", "years", "financial_year", "financial_years", "academic_year")
DAY_FOLLOWS = re.compile(r"(?:[\s,;:(–-]+|\b(?:by|due|from|until|on|end|of|the|date)\b)+$", re.IGNORECASE)
LABEL_ENDS = re.compile(r"[\s:;,–-]+$")


def action_plans(structured: Structured, rules: Rules) -> dict[int, Plan]:
    """Return the tables that are action plans, by their index."""
    plans = {table.index: plan for table in structured.tables if (plan := Plan.of(table, rules))}
    for index, plan in plans.items():
        plan.recognise_status([block for block in structured.blocks if block.table == index and block.kind == "table_row"])
    return plans


def table_actions(structured: Structured, rules: Rules) -> Iterator[ActionMention]:
    """Yield one mention for each row of every action plan, in the order of the document."""
    plans = action_plans(structured, rules)
    for block in structured.blocks:
        if block.kind == "table_row" and block.table in plans and (mention := plans[block.table].row(block)):
            yield mention


def columns_of(table: Table, columns: RuleFile) -> dict[str, tuple[int, ...]]:
    """Return the roles of a table's columns with their indices, told by the lowest heading that tells."""
    roles: dict[str, tuple[int, ...]] = {}
    for column in table.columns:
        labels = [" ".join(label.split()) for label in column.labels if label.strip()]
        tries = [*reversed(labels), " ".join(labels)] if len(labels) > 1 else labels
        hit = next((h for label in tries if (h := columns.first(label))), None)
        if hit is None:
            continue
        for key in ("column", "also"):
            if key in hit.sets:
                role = str(hit.sets[key])
                if role == "priority" and column.role:
                    role = column.role  # the cells have told whether it ranks the rows or names their theme
                roles[role] = (*roles.get(role, ()), column.index)
    return roles


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
        self.rule = rule

    @classmethod
    def of(cls, table: Table, rules: Rules) -> Plan | None:
        """Return the table as a plan, null where it is an indicator table, a risk register, a forward plan ..."""
        roles = columns_of(table, rules["structure/columns"])
        titled = any(True for rule in rules[PLANS].rules if "says" in rule.sets for _ in rule.find(table.title or ""))
        dated_first = table.columns[:1] and table.columns[0].index in roles.get("due", ())
        described = " ".join(sorted([*roles, *["titled"] * titled, *["dated_first"] * bool(dated_first)]))
        accepted = [hit for rule in rules[PLANS].rules if "plan" in rule.sets for hit in rule.find(described)]
        if not accepted or any(hit.rule.sets["plan"] is False for hit in accepted):
            return None
        holds = next((role for role in ("action", "recommendation", "theme", "finding", "outcome") if role in roles), None)
        return cls(table, roles, _most_plainly(holds, table, roles), accepted[0].rule, rules) if holds else None

    def _marks(self, key: str, text: str) -> bool:
        return any(True for rule in self.file.rules if key in rule.sets for _ in rule.find(text))

    def recognise_status(self, blocks: Sequence[Block]) -> None:
        """Take for the status a column whose heading tells nothing, but whose cells say how far the rows are."""
        told = {column for columns in self.roles.values() for column in columns}
        if {"status", "progress", "rag"} & set(self.roles):
            return
        says = [rule for rule in self.rules["resolve/statuses"].rules if rule.sets.get("where") == "cell" and rule.priority > 0]
        for column in (column.index for column in self.table.columns if column.index not in told):
            texts = [block.cell_text(cell) for block in blocks for cell in block.cells if cell.column == column]
            filled = [text for text in texts if text.strip()]
            saying = sum(any(hit.start == 0 for rule in says for hit in rule.find(text)) for text in filled)
            if saying >= MIN_SAYING and saying >= MOSTLY * len(filled):
                self.roles = {**self.roles, "status": (column,)}
                return

    def row(self, block: Block) -> ActionMention | None:
        """Read one row; null where it holds no action."""
        row = {cell.column: cell for cell in block.cells}
        cell = next((c for c in block.cells if c.column <= self.action < c.column + c.column_span), None)
        theme = self._span("theme", block, row) or self._heading(block)
        if theme:
            self.theme_cell = " ".join(block.text[slice(*theme)].split())
        if cell is None or not block.cell_text(cell).strip() or self._marks("row", block.cell_text(cell)):
            return None
        if theme == (cell.start, cell.end):
            return None
        ref, plan_ref, start = self._refs(block, row, cell)
        status, rag = self._span("status", block, row), self._span("rag", block, row)
        mark = next((m for m in block.marks if self._is_period(m.first) or self._is_period(m.last)), None)
        period = self._period(mark) if mark else self._ticked(block, row)
        colour_cell = self._colour_cell(row)
        return ActionMention(
            evidence=Evidence(block, start, cell.end, self.rule.id, block.cell_text(cell)[:40], self.rule.confidence),
            origin="table",
            text=block.text[start : cell.end],
            ref=ref,
            plan_ref=plan_ref,
            theme=self._theme(block),
            leads=self._leads(block, row),
            timescale=self._first_filled(self.roles.get("due", ()), block, row) or self._span("start", block, row),
            start_words=self._span("start", block, row),
            due_words=self._span("due", block, row),
            status_words=status,
            progress_words=self._span("progress", block, row),
            status="complete" if self._is_done(block, row) else None,
            rag_words=rag,
            colour=mark.colour if mark else colour_cell.fill if colour_cell else None,
            colour_cell=None if mark else colour_cell,
            mark=mark,
            period=period,
            period_forms=self._forms(period),
        )

    def _heading(self, block: Block) -> tuple[int, int] | None:
        """Return the words of a row that only heads those below it: one filled cell that says "Priority 2: ..."."""
        filled = [cell for cell in block.cells if block.cell_text(cell).strip()]
        if len(filled) != 1 or len(block.cells) < MIN_COLUMNS:
            return None
        beside = filled[0].column != self.action and len(block.cell_text(filled[0]).split()) > 1
        said = self._marks("heads", block.cell_text(filled[0]))
        return (filled[0].start, filled[0].end) if beside or said else None

    def _is_done(self, block: Block, row: Row) -> bool:
        """Say whether a column for the day of completion holds one, or a column headed "Complete" a tick or a day."""
        headed = [
            column.index
            for column in self.table.columns
            if column.index in self.roles.get("status", ()) and self._marks("done", column.label)
        ]
        for column in (*self.roles.get("completed", ()), *headed):
            text = block.cell_text(row[column]) if column in row else ""
            if self._marks("tick", text) or calendar_forms(text, self.rules):
                return True
        return False

    def _span(self, role: str, block: Block, row: Row) -> tuple[int, int] | None:
        """Return the place of the words in the column of a role, null where there are none.

        Of several columns the first that speaks counts, those headed "revised" before and those headed
        "previous" behind the others.
        """
        return self._first_filled(sorted(self.roles.get(role, ()), key=self._age), block, row)

    def _age(self, column: int) -> tuple[int, int]:
        label = next((" ".join(c.labels) for c in self.table.columns if c.index == column), "")
        return self._marks("older", label) - self._marks("newer", label), column

    def _first_filled(self, columns: Iterable[int], block: Block, row: Row) -> tuple[int, int] | None:
        for column in columns:
            cell = row.get(column)
            if cell is not None and block.cell_text(cell).strip() and cell.column != self.action:
                return cell.start, cell.end
        return None

    def _refs(self, block: Block, row: Row, action: RowCell) -> tuple[str | None, str | None, int]:
        """Return the row's reference, its plan's reference, and where the action's words begin.

        Either has a column, or both share one ("L1 1.1"), or the reference opens the action's cell.
        """
        printed = self._span("ref", block, row)
        other = self._span("plan_ref", block, row)
        ref = block.text[slice(*printed)].strip() if printed else block.ref
        plan_ref = block.text[slice(*other)].strip() if other else None
        start = action.start
        for rule in self.file.rules:
            reads = rule.sets.get("reads")
            if reads == "both" and ref and not plan_ref and (hit := next(rule.find(ref), None)):
                ref, plan_ref = hit.groups["ref"], hit.groups["plan_ref"]
            elif reads == "opening" and not ref and (hit := next(rule.find(block.cell_text(action)), None)):
                ref, start = hit.groups["ref"], action.start + hit.end
        return (LABEL_ENDS.sub("", ref) or None if ref else None), plan_ref, start

    def _theme(self, block: Block) -> str | None:
        """Return the heading in the plan above the row: a band, a theme column's cell, or the table's own title."""
        if block.band:
            return block.band
        if self.theme_cell:
            return self.theme_cell
        title = self.table.title
        return title if title and not self._marks("title", title) else None

    def _leads(self, block: Block, row: Row) -> tuple[LeadMention, ...]:
        found: list[LeadMention] = []
        for column in self.roles.get("lead", ()):
            if (cell := row.get(column)) is not None and column != self.action:
                words = self._without_day(block, cell) if column in self.roles.get("due", ()) else (cell.start, cell.end)
                lines = [part.start for part in block.parts if cell.start < part.start < cell.end]
                found += split_leads(block.text[slice(*words)], words[0], cell.breaks, self.rules["extract/leads"], wraps=lines)
        return tuple(found)

    def _without_day(self, block: Block, cell: RowCell) -> tuple[int, int]:
        """Return the words of a cell for lead and date together that stand before or, if longer, behind the date."""
        days = calendar_forms(block.cell_text(cell), self.rules)
        if not days:
            return cell.start, cell.end
        told = DAY_FOLLOWS.sub("", block.cell_text(cell)[: days[0][0]])
        before, behind = (cell.start, cell.start + len(told)), (cell.start + days[-1][1], cell.end)
        return before if before[1] - before[0] >= behind[1] - behind[0] else behind

    def _is_period(self, column: int) -> bool:
        return column in self.roles.get("period", ())

    def _period(self, mark: Mark) -> tuple[str, str] | None:
        periods = self.roles.get("period", ())
        inside = [column for column in periods if mark.first <= column <= mark.last]
        return (self._label(inside[0]), self._label(inside[-1])) if inside else None

    def _label(self, column: int) -> str:
        """Return a period's heading, with the year above it where it says none itself: "Sep 2019", "2016/17 Q1"."""
        labels = [label for c in self.table.columns if c.index == column for label in c.labels if label.strip()]
        own = labels[-1] if labels else ""
        if re.search(r"\d{2}", own):
            return own
        years = [label for label in labels[:-1] if re.search(r"\d{2}", label)]
        month = self._form(own)
        if years and month and month.kind == "month" and (stretch := FINANCIAL_YEAR.search(years[-1])):
            return f"{own} {int(stretch[1]) + (int(month.parts['month']) < APRIL)}"
        forms = (" ".join([*years, own]), " ".join([own, *years]))
        for label in reversed(forms) if month and month.kind == "month" else forms:
            form = self._form(label)
            if form is not None and form.kind not in WHOLE_YEARS:
                return label
        return " ".join([*years, own])

    def _form(self, label: str) -> CalendarForm | None:
        return next((form for _, _, form, _ in calendar_forms(SHORT_YEARS.sub(r"20\1", label), self.rules)), None)

    def _forms(self, period: tuple[str, str] | None) -> tuple[CalendarForm, CalendarForm] | None:
        read = [self._form(label) for label in period or ()]
        return (read[0], read[1]) if len(read) == 2 and read[0] and read[1] else None

    def _ticked(self, block: Block, row: Row) -> tuple[str, str] | None:
        """Return the first and last period whose cell holds a tick or a cross, where no bar is drawn."""
        ticked = [
            column
            for column in self.roles.get("period", ())
            if column in row and self._marks("tick", block.cell_text(row[column]))
        ]
        return (self._label(ticked[0]), self._label(ticked[-1])) if ticked else None

    def _colour_cell(self, row: Row) -> RowCell | None:
        """Return the filled cell that may speak for the row's status.

        The rating's own cell, else that of status, progress or date. A fill that other cells of the row
        share is a stripe or a heading's ground, no rating.
        """
        fills = [cell.fill for cell in row.values() if cell.fill]
        for role in ("rag", "status", "progress", "due", "ref"):
            for column in self.roles.get(role, ()):
                cell = row.get(column)
                if cell is not None and cell.fill and (role == "rag" or fills.count(cell.fill) == 1):
                    return cell
        return None
