"""Microsoft's Recognizers-Text, run in an environment of its own: `python with_recognizers.py < given.json > found.json`.

Its culture for English is the only one with periods; it reads 3/2/2016 the American way and has no setting for it.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import date, datetime, timedelta
from typing import Any

KINDS = ("dates", "percentages")


def models() -> tuple[Any, Any]:
    from recognizers_date_time import DateTimeRecognizer
    from recognizers_number import NumberRecognizer
    from recognizers_text import Culture

    return (
        DateTimeRecognizer(Culture.English).get_datetime_model(),
        NumberRecognizer(Culture.English).get_percentage_model(),
    )


def intervals(resolution: dict[str, Any] | None) -> list[tuple[str, str]]:
    """Return the closed intervals that a resolution allows: its ranges end before the day they name, unless that day is named."""
    found = []
    for value in (resolution or {}).get("values", ()):
        if value["type"] in ("date", "datetime") and str(value.get("value", "not")) != "not resolved":
            found.append((value["value"][:10], value["value"][:10]))
        elif "start" in value and "end" in value:
            end = date.fromisoformat(value["end"][:10])
            named = value["timex"].startswith("(") and value["timex"].endswith("D)")
            found.append((value["start"][:10], (end if named else end - timedelta(days=1)).isoformat()))
    return found


def read(given: dict[str, Any], days: Any, shares: Any) -> list[list[Any]]:
    on = datetime.fromisoformat(given["report_date"])
    found: list[list[Any]] = []
    for n, text in enumerate(given["blocks"]):
        for one in days.parse(text, on):
            if one.type_name.partition(".")[2] in ("date", "daterange", "datetime", "datetimerange"):
                found.append(["dates", n, one.start, one.end + 1, intervals(one.resolution)])
        for one in shares.parse(text):
            value = str(one.resolution["value"]).rstrip("%")
            if value != "None":
                found.append(["percentages", n, one.start, one.end + 1, [(float(value), float(value))]])
    return found


def main() -> None:
    reports = json.load(sys.stdin)
    days, shares = models()
    read(reports[0], days, shares)
    answers = []
    for given in reports:
        began = time.process_time()
        found = read(given, days, shares)
        answers.append({"seconds": time.process_time() - began, "found": found})
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
