"""The gazetteer of authorities: who was there when, under what name, at what place."""

from __future__ import annotations

import csv
import functools
import io
import re
from dataclasses import dataclass
from datetime import date

from pipeline.errors import RuleError
from pipeline.model import Council
from pipeline.rules import Rules

# Types of authority that answer for children's services; the others are taken only by their full name.
WITH_CHILDREN = frozenset({"County", "Unitary authority", "Metropolitan district", "London borough", "City corporation"})


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority with its first and last day (null where not known or not yet) and its places."""

    code: str
    name: str
    places: tuple[str, ...]
    type: str
    region: str | None
    gss_code: str | None
    start: date | None
    end: date | None
    replaced_by: tuple[str, ...]

    def stood_on(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All authorities, by code and by the plain form of their places (`north yorkshire`)."""

    by_code: dict[str, Authority]
    by_place: dict[str, tuple[Authority, ...]]
    longest: int  # words of the longest place
    openings: frozenset[str]  # first words of places

    def as_of(self, found: tuple[Authority, ...], day: date | None) -> Authority:
        """Return which of the authorities of one place stood on a day, or what came in its stead.

        Without a day it is the one that stands today; before the first known day the first.
        """
        if day is None:
            return max(found, key=lambda a: (a.end is None, a.start or date.min))
        standing = [a for a in found if a.stood_on(day)]
        if standing:
            return max(standing, key=lambda a: a.start or date.min)
        ended = [a for a in found if a.end is not None and a.end < day]
        if ended:
            last = max(ended, key=lambda a: a.end or date.min)
            heirs = [self.by_code[code] for code in last.replaced_by if code in self.by_code]
            return heirs[0] if len(heirs) == 1 else last
        return min(found, key=lambda a: a.start or date.min)

    def council(self, authority: Authority) -> Council:
        heirs = "; ".join(self.by_code[code].name for code in authority.replaced_by if code in self.by_code)
        return Council(
            name=authority.name,
            slug=slug_of(authority.name),
            gss_code=authority.gss_code,
            region=authority.region,
            type=authority.type,
            start_date=authority.start,
            end_date=authority.end,
            replaced_by=heirs or None,
        )


def slug_of(name: str) -> str:
    """Return a name as it stands in an address of the web: `reading-borough-council`."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower().replace("&", "and").replace("'", "").replace("’", "")).strip("-")


@functools.lru_cache(maxsize=16_384)  # a report has few words, each many times
def plain(name: str) -> str:
    """Return a name as words in small letters, so that spellings of one place are equal."""
    return re.sub(r"[^a-z]+", " ", name.lower().replace("&", " and ").replace("’", "").replace("'", "")).strip()


def read_gazetteer(rules: Rules) -> Gazetteer:
    """Read the table `resolve/authorities`; raises `RuleError` where it is missing or wrong."""
    return _gazetteer(rules.table("resolve/authorities"))


@functools.lru_cache(maxsize=4)
def _gazetteer(text: str) -> Gazetteer:
    try:
        found = [_authority(row) for row in csv.DictReader(io.StringIO(text))]
    except (KeyError, ValueError) as error:
        raise RuleError(
            f"rules/resolve/authorities.csv, or one of your own: not a gazetteer of authorities ({error}); "
            "the shipped one is made with pipeline.resolve.make_authorities"
        ) from error
    by_place: dict[str, tuple[Authority, ...]] = {}
    for authority in found:
        for place in authority.places:
            by_place[plain(place)] = (*by_place.get(plain(place), ()), authority)
    openings = frozenset(place.partition(" ")[0] for place in by_place)
    return Gazetteer({a.code: a for a in found}, by_place, max(len(place.split()) for place in by_place), openings)


def _authority(row: dict[str, str]) -> Authority:
    return Authority(
        code=row["code"],
        name=row["name"],
        places=tuple(p for p in row["places"].split(";") if p),
        type=row["type"],
        region=row["region"] or None,
        gss_code=row["gss_code"] or None,
        start=date.fromisoformat(row["start_date"]) if row["start_date"] else None,
        end=date.fromisoformat(row["end_date"]) if row["end_date"] else None,
        replaced_by=tuple(c for c in row["replaced_by"].split(";") if c),
    )
