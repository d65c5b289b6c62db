"""Group the versions of a report: as PDF and as Word file, alone and in an agenda pack, as draft and as final.

Two reports are versions of one where they share most of their words and name the same council and day: a progress report repeats
much of the one before, but goes to another meeting. One that does not name both is a version of the one that it is likest, and so
is a draft of the days before it and an amended version of the days after. The same paper goes to two bodies of a council within
days, the cabinet and its scrutiny: that is one report too. How many words they share is estimated from
sketches: the smallest digests of a text's runs of words are a fair sample of them (bottom-k sampling, Broder 1997).
"""

from __future__ import annotations

import hashlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations, groupby

from pipeline.road import Membership, SeenReport

SHARED, SHARED_UNDATED = 0.6, 0.85
"""Share of common words from which reports are versions of one: those of one day, and those of which one states none."""

NEAR = timedelta(days=31)
"""How far the days may lie apart that a draft or an amended version and the report itself name."""

TWICE = timedelta(days=21)
"""How far apart two bodies of a council may meet that are given the same paper."""

LOOKED_UP = 16
"""Smallest digests by which candidates are found: two texts that share .6 of their words miss each other once in 2 million."""


def group_versions(reports: Iterable[SeenReport]) -> list[Membership]:
    """Return the family of every report; the same for the same set of reports, whatever their order."""
    ordered = sorted(reports, key=lambda report: report.id)
    families = _families(ordered)
    taken: set[str] = set()
    members = []
    for family in families:
        name = _name(family, taken)
        taken.add(name)
        primary = min(family, key=lambda report: (report.rank, report.on or date.max, report.id))
        members += [Membership(report.id, name, report is primary) for report in family]
    return sorted(members, key=lambda member: member.report)


def _is_loose(report: SeenReport) -> bool:
    """Say whether a report leaves open which meeting it goes to, or may be a version of one that names another day."""
    return report.council is None or report.on is None or report.edition in ("draft", "amended")


def _enough(one: SeenReport, other: SeenReport) -> float:
    """Return from which share of common words two reports are one but for their form or small changes."""
    return SHARED if one.on and one.on == other.on else SHARED_UNDATED


def _share_most(one: SeenReport, other: SeenReport) -> bool:
    """Say whether two reports share enough words to be one."""
    enough = _enough(one, other)
    return _shared(one.sketch, other.sketch, enough) >= enough


def _may_be_of(loose: SeenReport, other: SeenReport) -> bool:
    """Say whether a loose report contradicts another in nothing; a draft is of days before its report, an amended one after."""
    if loose.council and other.council and loose.council != other.council:
        return False
    if not (loose.on and other.on) or loose.on == other.on:
        return True
    later = other.on - loose.on if loose.edition == "draft" else loose.on - other.on
    return loose.edition in ("draft", "amended") and timedelta(0) < later <= NEAR


def shared_words(one: Sequence[int], other: Sequence[int]) -> float:
    """Estimate the share of two texts' runs of words that both hold (Jaccard), from 0 to 1."""
    return _shared(one, other, 0.0)


def _shared(one: Sequence[int], other: Sequence[int], enough: float) -> float:
    """Return `shared_words`, or 0 where it cannot come to `enough`: nearly all pairs are told by the digests in common."""
    if not (one and other):
        return 0.0
    size = max(len(one), len(other))
    held = set(one)
    common = held.intersection(other)
    if len(common) < enough * size:
        return 0.0
    both = sorted(held.union(other))[:size]
    return sum([digest in common for digest in both]) / len(both)


def _families(reports: Sequence[SeenReport]) -> list[list[SeenReport]]:
    """Return reports in families, both in the order of the reports.

    Compared are those of one meeting that share one of their smallest digests. Digests are sorted, not looked up in a table,
    which would take some kilobytes for each report. Those that are of one family already need no comparison: thousands of copies
    of one report cost little more than as many reports, and so do thousands of reports to different meetings on one form.
    """
    first_of = list(range(len(reports)))  # another report of the same family, an earlier one unless it is the first

    def find(n: int) -> int:
        while first_of[n] != n:
            first_of[n] = n = first_of[first_of[n]]
        return n

    strangers: set[tuple[int, int]] = set()
    for holders in _sharing(reports):
        meetings: dict[tuple[str | None, date | None], dict[int, list[int]]] = defaultdict(dict)
        for n in holders:
            together = meetings[reports[n].council, reports[n].on]  # those seen so far, by the first of their family
            own = find(n)
            members = [*together.pop(own, ()), n]
            for other, theirs in list(together.items()):
                if any(_are_found_versions(reports, one, n, strangers) for one in theirs):
                    own, later = min(own, other), max(own, other)
                    first_of[later] = own
                    members += together.pop(other)
            together[own] = members
    families: dict[int, list[SeenReport]] = defaultdict(list)
    for n, report in enumerate(reports):
        families[find(n)].append(report)
    return _with_other_bodies(reports, _with_loose(reports, [*families.values()]))


def _with_other_bodies(reports: Sequence[SeenReport], families: list[list[SeenReport]]) -> list[list[SeenReport]]:
    """Put together what goes to two bodies of a council within days; what one body is given twice stays two reports."""
    family_of = {report.id: family for family in families for report in family}
    compared: set[tuple[int, int]] = set()
    for holders in _sharing(reports):
        by_council: dict[str, list[int]] = defaultdict(list)
        for n in holders:
            council = reports[n].council
            if council and reports[n].on and reports[n].committee:
                by_council[council].append(n)
        for same in by_council.values():
            for one, other in combinations(sorted(same, key=lambda n: (reports[n].on or date.min, n)), 2):
                if (one, other) in compared or not _are_other_bodies(reports[one], reports[other]):
                    continue
                compared.add((one, other))
                own, theirs = family_of[reports[one].id], family_of[reports[other].id]
                if own is theirs or any(_is_given_twice(a, b) for a in own for b in theirs):
                    continue
                if _shared(reports[one].sketch, reports[other].sketch, SHARED_UNDATED) >= SHARED_UNDATED:
                    own += theirs
                    family_of |= {report.id: own for report in theirs}
    kept = {id(family): sorted(family, key=lambda report: report.id) for family in family_of.values()}
    return sorted(kept.values(), key=lambda family: family[0].id)


def _are_other_bodies(one: SeenReport, other: SeenReport) -> bool:
    """Say whether two reports go to two bodies within days."""
    if not (one.on and other.on and one.committee and other.committee) or one.on == other.on:
        return False
    return abs(other.on - one.on) <= TWICE and one.committee.casefold() != other.committee.casefold()


def _is_given_twice(one: SeenReport, other: SeenReport) -> bool:
    """Say whether one body is given both, on two days, neither a draft nor amended."""
    if one.edition in ("draft", "amended") or other.edition in ("draft", "amended"):
        return False
    same_body = bool(one.committee and other.committee) and str(one.committee).casefold() == str(other.committee).casefold()
    return same_body and one.on is not None and other.on is not None and one.on != other.on


def _with_loose(reports: Sequence[SeenReport], families: list[list[SeenReport]]) -> list[list[SeenReport]]:
    """Put the families of loose reports to the one that each is likest, of equally like ones to that of the nearest day.

    One by one, and only to a family that none of them contradicts, so that none of them ties together what differs in its day.
    """
    loose = {family[0].id: family for family in families if all(map(_is_loose, family))}
    likest: dict[str, list[list[int]]] = defaultdict(list)
    for holders in _sharing(reports):
        for n in holders:
            if reports[n].id in loose:
                likest[reports[n].id].append(holders)
    family_of = {report.id: family for family in families for report in family}
    for name in sorted(loose):
        one, own = loose[name][0], family_of[name]
        scored = [
            (-share, abs((one.on - other.on).days) if one.on and other.on else 0, other.id)
            for other in map(reports.__getitem__, sorted(set[int]().union(*likest[name])))
            if not (one.council and other.council and one.council != other.council)  # as most do that share a form
            and family_of[other.id] is not own
            and _fit(own, family_of[other.id])
            for share in [_shared(one.sketch, other.sketch, _enough(one, other))]
            if share >= _enough(one, other)
        ]
        if scored:
            theirs = family_of[min(scored)[2]]
            theirs += own
            family_of |= {report.id: theirs for report in own}
    kept = {id(family): sorted(family, key=lambda report: report.id) for family in family_of.values()}
    return sorted(kept.values(), key=lambda family: family[0].id)


def _fit(own: Sequence[SeenReport], theirs: Sequence[SeenReport]) -> bool:
    """Say whether a family of loose reports contradicts no council of another, and none of them in its day all of that one's."""
    councils = {report.council for report in (*own, *theirs) if report.council}
    dated = [report for report in theirs if report.on]
    return len(councils) <= 1 and (not dated or all(any(_may_be_of(one, other) for other in dated) for one in own))


def _sharing(reports: Sequence[SeenReport]) -> Iterator[list[int]]:
    """Yield the places of the reports that share one of their smallest digests, for each such digest."""
    digests, holders = array("Q"), array("L")
    for n, report in enumerate(reports):
        digests.extend(report.sketch[:LOOKED_UP])
        holders.extend([n] * min(LOOKED_UP, len(report.sketch)))
    for _, places in groupby(sorted(range(len(digests)), key=digests.__getitem__), key=digests.__getitem__):
        yield sorted({holders[place] for place in places})


def _are_found_versions(reports: Sequence[SeenReport], one: int, other: int, strangers: set[tuple[int, int]]) -> bool:
    """Compare two reports whose words were not compared before, when they proved `strangers`."""
    if (one, other) in strangers:
        return False
    versions = _share_most(reports[one], reports[other])
    if not versions:
        strangers.add((one, other))
    return versions


def _name(family: Sequence[SeenReport], taken: set[str]) -> str:
    """Name a family after what its reports say of themselves, so that a further version changes no name."""
    named = min((report.named for report in family if report.named), default=None)
    first_id = family[0].id
    if named is None:
        return first_id
    return named if named not in taken else hashlib.sha256(f"{named}\0{first_id}".encode()).hexdigest()[:16]
