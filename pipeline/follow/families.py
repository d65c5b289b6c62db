"""Group the versions of a report: as PDF and as Word file, alone and in an agenda pack, as draft and as final.

Two reports are versions of one where they share most of their words and do not contradict each other in council or day: a
progress report repeats much of the one before, but goes to another meeting. How many words they share is estimated from
sketches: the smallest digests of a text's runs of words are a fair sample of them (bottom-k sampling, Broder 1997).
"""

from __future__ import annotations

import hashlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, groupby

from pipeline.road import Membership, SeenReport

SHARED, SHARED_UNDATED = 0.6, 0.85
"""Share of common words from which reports are versions of one: those of one day, and those of which one states none."""

LOOKED_UP = 16
"""Smallest digests by which candidates are found: two texts that share .6 of their words miss each other once in 2 million."""


def group_versions(reports: Iterable[SeenReport]) -> list[Membership]:
    """Return the family of every report; the same for the same set of reports, whatever their order."""
    ordered = sorted(reports, key=lambda report: report.id)
    root = {report.id: report.id for report in ordered}

    def find(name: str) -> str:
        while root[name] != name:
            name = root[name]
        return name

    for one, other in _pairs(ordered):
        if are_versions(one, other):
            first, second = sorted((find(one.id), find(other.id)))
            root[second] = first
    families: dict[str, list[SeenReport]] = defaultdict(list)
    for report in ordered:
        families[find(report.id)].append(report)
    taken: set[str] = set()
    members = []
    for first_id, family in sorted(families.items()):
        name = _name(first_id, family, taken)
        taken.add(name)
        primary = min(family, key=lambda report: (report.rank, report.id))
        members += [Membership(report.id, name, report is primary) for report in family]
    return sorted(members, key=lambda member: member.report)


def are_versions(one: SeenReport, other: SeenReport) -> bool:
    """Say whether two reports are the same but for their form or small changes."""
    if one.council and other.council and one.council != other.council:
        return False
    if one.on and other.on and one.on != other.on:
        return False
    enough = SHARED if one.on and other.on else SHARED_UNDATED
    return shared_words(one.sketch, other.sketch) >= enough


def shared_words(one: Sequence[int], other: Sequence[int]) -> float:
    """Estimate the share of two texts' runs of words that both hold (Jaccard), from 0 to 1."""
    size = min(len(one), len(other))
    if not size:
        return 0.0
    both = sorted({*one, *other})[: max(len(one), len(other))]
    common = set(one) & set(other)
    return sum(digest in common for digest in both) / len(both)


def _pairs(reports: Sequence[SeenReport]) -> Iterator[tuple[SeenReport, SeenReport]]:
    """Yield the pairs that share one of their smallest digests, each once.

    Digests are sorted, not looked up in a table, which would take some kilobytes for each report.
    """
    digests, holders = array("Q"), array("L")
    for n, report in enumerate(reports):
        digests.extend(report.sketch[:LOOKED_UP])
        holders.extend([n] * min(LOOKED_UP, len(report.sketch)))
    seen: set[tuple[int, int]] = set()
    for _, places in groupby(sorted(range(len(digests)), key=digests.__getitem__), key=digests.__getitem__):
        for pair in combinations([holders[place] for place in places], 2):
            if pair not in seen:
                seen.add(pair)
                yield reports[pair[0]], reports[pair[1]]


def _name(first_id: str, family: Sequence[SeenReport], taken: set[str]) -> str:
    """Name a family after what its reports say of themselves, so that a further version changes no name."""
    named = min((report.named for report in family if report.named), default=None)
    if named is None:
        return first_id
    return named if named not in taken else hashlib.sha256(f"{named}\0{first_id}".encode()).hexdigest()[:16]
