"""Words that a web page's style sheets print before and behind its elements (`content:`), put into the page as a browser shows
them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

PLACES = ("before", "after")

# Icons and ornaments are a sign, a letter or a figure; words are longer.
_WORDS = re.compile(r"[^\W_]{2}")
_PART = re.compile(r"\"((?:\\.|[^\"\\])*+)\"|'((?:\\.|[^'\\])*+)'|attr\(\s*([\w-]+)[^)]*\)|(counter)s?\(", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\n]?|\n|(.))", re.DOTALL)
_COMPOUND = re.compile(r"[\s>+~]+(?![^\[(]*[\])])")
_NAMES = re.compile(r"(?<![\w-])([a-z][\w-]*)|\.([\w-]+)|#([\w-]+)", re.IGNORECASE)
_LAST_LETTER, _SURROGATES = 0x10FFFF, range(0xD800, 0xE000)
_WITHOUT_INSIDE = frozenset(
    ("img", "input", "br", "hr", "iframe", "object", "embed", "video", "audio", "select", "textarea", "svg", "head", "html")
)


def printed(value: str, element: Any) -> str:
    """Return the words that a value of `content` prints at an element; nothing where it prints an ornament."""
    text = "".join(
        element.get(part[3], "") if part[3] else _plain(part[1] or part[2] or "") for part in _PART.finditer(value) if not part[4]
    )
    return text if _WORDS.search(text) else ""


def may_print(value: str) -> bool:
    """Tell whether a value of `content` prints more than ornaments at any element."""
    return any(part[3] or part[4] or _WORDS.search(_plain(part[1] or part[2] or "")) for part in _PART.finditer(value))


def counts(value: str) -> bool:
    """Tell whether a value of `content` prints a number that the style sheet counts."""
    return any(part[4] for part in _PART.finditer(value))


def put(element: Any, place: str, text: str, said: Mapping[str, str]) -> None:
    """Put words into an element, before or behind all else in it, to be seen as the style sheet has it."""
    if element.tag in _WITHOUT_INSIDE:
        return
    inner = element.makeelement("div" if said.get("display", "inline").startswith(("block", "table", "flex", "grid")) else "bdi")
    inner.set("style", ";".join(f"{name}:{value}" for name, value in said.items() if name != "content"))
    inner.text = text
    if place == "before":
        inner.tail, element.text = element.text, None
        element.insert(0, inner)
    else:
        element.append(inner)


def may_match(selector: str, elements: list[Any]) -> Iterator[Any]:
    """Yield the elements of which a selector may speak: those that bear the names of its last part."""
    last = re.sub(r"\[[^\]]*\]|\([^)]*\)|::?[\w-]+", "", _COMPOUND.split(selector.strip())[-1])
    tags, classes, ids = (
        ({name.lower() for name in names if name} for names in zip(*_NAMES.findall(last), strict=True))
        if (_NAMES.search(last))
        else (set(), set(), set())
    )
    for element in elements:
        own = {name.lower() for name in (element.get("class") or "").split()}
        if tags <= {element.tag} and classes <= own and ids <= {(element.get("id") or "").lower()}:
            yield element


def _plain(written: str) -> str:
    return _ESCAPE.sub(_escaped, written)


def _escaped(found: re.Match[str]) -> str:
    if found[1] is None:
        return found[2] or ""
    code = int(found[1], 16)
    return chr(code) if 0 < code <= _LAST_LETTER and code not in _SURROGATES else "\ufffd"
