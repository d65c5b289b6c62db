"""What a person fills into the forms above a list, as Datasette understands it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl, urlencode

from markupsafe import Markup

from pipeline.browse.settings import Settings
from pipeline.browse.wording import words


def as_meant(query_string: str, settings: Settings) -> str:
    """Return an address's query with the codes of the values that a filter's words mean, and without an empty search.

    SQLite takes an empty search for a slip; a person leaves the field empty and means everything.
    """
    arguments = parse_qsl(query_string, keep_blank_values=True)
    column = dict(arguments).get("_filter_column", "")
    meant = []
    for name, value in arguments:
        if name == "_search" and not value.replace('"', "").strip():
            continue
        meant.append((name, words.stored(settings, column, value) if name == "_filter_value" else value))
    return urlencode(meant)


def number(text: str | None, most: int = 999_999) -> int | None:
    """Return a whole number that somebody typed or put into an address; null where it is none, or beyond `most`."""
    if not text or not text.isdecimal() or len(text) > len(str(most)):
        return None
    return found if (found := int(text)) <= most else None


def options(names: Mapping[str, str]) -> Callable[[str | None], Markup]:
    """Return what makes the options of a select, with the key given chosen; `names` are those shown, by key.

    They are made once for several selects: councils can be hundreds, and a template takes its time over each.
    """
    made = {key: Markup('<option value="{}">{}</option>').format(key, name) for key, name in names.items()}

    def chosen(key: str | None) -> Markup:
        shown = dict(made)
        if key is not None and key in names:
            shown[key] = Markup('<option value="{}" selected>{}</option>').format(key, names[key])
        return Markup("").join(shown.values())

    return chosen
