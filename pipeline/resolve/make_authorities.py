"""Make the gazetteer of English authorities from mySociety's table of local authorities.

Source: mysociety/uk_local_authority_names_and_codes (`uk_local_authorities.csv`, MIT licence). Run
after a new version of that table:

    python -m pipeline.resolve.make_authorities uk_local_authorities.csv rules/resolve/authorities.csv

What is changed on the way, and why:

- Only England's principal authorities stay: combined authorities answer for no children's services.
- A start in May or June 2005 is left out: these are the days on which the register itself was
  filled in, of councils that are decades older.
- A last day that is the successor's first day is moved back by one, so that intervals are closed.
- An abolished authority without a region gets its successor's; two regions are put right by the Office
  for National Statistics' code list (`REGIONS`).
- Other names keep what tells one place from another (`Bristol`, `Hull`); spellings that differ from
  the place only by an official suffix (`Luton UA`, `luton borough council`) are left out.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

COLUMNS = ("code", "name", "places", "type", "region", "gss_code", "start_date", "end_date", "replaced_by")
REGIONS = {"Derbyshire County Council": "East Midlands", "Lincolnshire County Council": "East Midlands"}
_LEFT_OUT = {"Combined authority", "Strategic Regional Authority"}
_REGISTER_FILLED_IN = ("2005-05", "2005-06")
_PREFIX = re.compile(
    r"^(?:the\s+)?(?:(?:royal|london|metropolitan)\s+borough of|borough of|(?:city|county|council) of(?: the)?(?! london))\s+"
    r"|^county\s+(?=durham)|^the\s+",
    re.IGNORECASE,
)
_SUFFIX = re.compile(
    r"(?:,\s*|\s+)(?:UA|city UA|towns UA|towns|city of|county of|county|city|(?:london |metropolitan )?boro(?:ugh)?|district|mdc"
    r"|(?:(?:metropolitan|county|city|borough|district|combined)\s+)*(?:council|corporation|authority))$",
    re.IGNORECASE,
)
_FRAGMENT = re.compile(r"^(?:city|county)\b.* of$|^city and county|\band$", re.IGNORECASE)  # names cut at a comma


def place_of(name: str) -> str:
    """Return what is left of an authority's name without the words for its kind: `Luton`, `Hull`."""
    name = re.sub(r"\s+", " ", name).strip(" ,")
    while True:
        shorter = _SUFFIX.sub("", _PREFIX.sub("", name)).strip(" ,")
        if shorter == name or not shorter:
            return name
        name = shorter


def rows(source: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """Return the gazetteer's rows, sorted by name and start."""
    kept = [r for r in source if r["nation"] == "England" and r["local-authority-type-name"] not in _LEFT_OUT]
    starts = {r["local-authority-code"]: r["start-date"] for r in kept}
    regions = {r["local-authority-code"]: r["region"] for r in kept}
    made = []
    for row in kept:
        start = "" if row["start-date"].startswith(_REGISTER_FILLED_IN) else row["start-date"]
        end = row["end-date"]
        heirs = [code for code in row["replaced-by"].split(",") if code]
        if end and any(starts.get(code) == end for code in heirs):
            end = str(date.fromisoformat(end) - timedelta(days=1))
        made.append(
            {
                "code": row["local-authority-code"],
                "name": re.sub(r"\s+", " ", row["official-name"]).strip(),
                "places": ";".join(_places(row)),
                "type": row["local-authority-type-name"],
                "region": REGIONS.get(row["official-name"]) or row["region"] or regions.get(heirs[0] if heirs else "", ""),
                "gss_code": row["gss-code"],
                "start_date": start,
                "end_date": end,
                "replaced_by": ";".join(heirs),
            }
        )
    return sorted(made, key=lambda r: (r["name"], r["start_date"]))


def _places(row: Mapping[str, str]) -> list[str]:
    """Return the place names of an authority, its own first; names that hold a comma are not split."""
    own = [place_of(row["nice-name"]), place_of(row["official-name"])]
    others = [] if "," in row["official-name"] else [place_of(n) for n in row["alt-names"].split(",")]
    places: dict[str, str] = {}
    for place in own + others:
        spelled = place if place != place.lower() else _capitals(place)
        places.setdefault(_plain(place), spelled)
    return [p for p in places.values() if len(p) > 2 and not _FRAGMENT.search(p)]


def _capitals(name: str) -> str:
    small = {"and", "of", "upon", "on", "with", "the", "under", "in"}
    return " ".join(w if w in small else w[:1].upper() + w[1:] for w in name.split())


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]+", " ", name.lower().replace("&", "and")).strip()


def main(source: Path, target: Path) -> None:
    """Write the gazetteer `target` from mySociety's table `source`."""
    with source.open(encoding="utf-8", newline="") as read, target.open("w", encoding="utf-8", newline="") as write:
        writer = csv.DictWriter(write, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows(csv.DictReader(read)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
