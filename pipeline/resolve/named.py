"""Look up a council that somebody names outside any report, as a manifest does."""

from __future__ import annotations

from datetime import date

from pipeline.model import Council
from pipeline.resolve.authorities import WITH_CHILDREN, plain, read_gazetteer, slug_of
from pipeline.resolve.make_authorities import place_of
from pipeline.rules import Rules


def council_named(name: str, on: date | None, rules: Rules) -> Council:
    """Return the council of that official name, else the one of that place as it was on a day, else one by the name alone."""
    gazetteer = read_gazetteer(rules)
    for authority in gazetteer.by_code.values():
        if plain(authority.name) == plain(name):
            return gazetteer.council(authority)
    for place in (name, place_of(name)):
        found = tuple(a for a in gazetteer.by_place.get(plain(place), ()) if a.type in WITH_CHILDREN)
        if found:
            return gazetteer.council(gazetteer.as_of(found, on))
    return Council(name, slug_of(name))
