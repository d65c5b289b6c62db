"""dateparser's `search_dates`: English, day before month, years left out read from the report's date."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from dateparser.date import DateDataParser
from dateparser.search import search_dates

from benchmarks.readers.given import Given, Unit, holds_calendar_word, whole

KINDS = ("dates",)


def read(given: Given) -> list[Unit]:
    settings: dict[str, Any] = {"DATE_ORDER": "DMY", "RELATIVE_BASE": datetime.fromisoformat(given.report_date)}
    reader = DateDataParser(languages=["en"], settings=settings)
    found: list[Unit] = []
    for n, text in enumerate(given.blocks):
        reached = 0
        for words, day in search_dates(text, languages=["en"], settings=settings) or ():
            start = text.find(words, reached)  # the search tells words, not places
            if start < 0 or not holds_calendar_word(words):
                continue
            reached = start + len(words)
            period = str(reader.get_date_data(words).period or "day")  # "June 2016" comes as a day of June
            found.append(Unit("dates", n, start, reached, (whole(day.date(), period),)))
    return found
