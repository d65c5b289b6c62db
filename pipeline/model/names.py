"""The names that values of findings may have, each set once, in the order in which they are offered or compared."""

from __future__ import annotations

from typing import Literal, get_args

Status = Literal["complete", "in_progress", "planned", "not_stated"]
Rag = Literal["red", "amber", "green", "blue", "grey"]

STATUSES: tuple[str, ...] = get_args(Status)
RAGS: tuple[str, ...] = get_args(Rag)
RELATIONS = ("lead_officer", "contact_officer", "author", "responsible_director", "lead_member", "lead_inspector")
"""What somebody whom a report names has to do with it."""

EVENT_KINDS = (
    "inspection",
    "monitoring_visit",
    "inspection_report",
    "review",
    "plan_approved",
    "board_meeting",
    "appointment",
    "restructure",
    "intervention",
    "system_change",
)
GRADES = ("inadequate", "requires_improvement", "adequate", "good", "outstanding")
"""Grades of inspections, the worst first; "adequate" is that of the frameworks before 2013."""

OWN_PARTS = ("safeguarding", "looked_after", "care_leavers", "front_door")
"""Parts of the council's services that were inspected alone: their grades are the council's, unlike those of a home."""
