"""A small report of an invented council, for tests that judge its findings."""

REPORT = """Northmoor Metropolitan Borough Council

Report to: Cabinet
Date: 12 June 2019
Title: Improving children's services
Lead officer: Anna Field

1. Progress

1.1 Visits on time rose to 84% in May 2019. Caseloads fell to 16% above the norm.

1.2 Ms Field wrote to all staff. Questions go to anna.field@northmoor.example please.

| Ref | Action | Lead | By when | Status |
| --- | --- | --- | --- | --- |
| 1 | Train all managers in supervision | Head of Safeguarding | 30 June 2019 | Complete |
| 2 | Recruit ten social workers | Anna Field | 31 July 2019 | In progress |
"""
