"""Signs of Markdown that nobody is meant to see: emphasis, links, escapes, comments."""

from __future__ import annotations

import re

from pipeline.parse.lengths import LONGEST
from pipeline.parse.unseen import Unseen, n_letters

_EMPHASIS = re.compile(r"(\*\*\*|\*\*|\*|(?<!\w)__|(?<!\w)_)(?=\S)(.+?)(?<=\S)\1(?!\w(?<=_))")
_LINK = re.compile(r"(!?)\[([^\]]*)\]\([^)\s]+(?:\s+\"[^\"]*\")?\)")
# Where a link that is named elsewhere leads, as Markdown has it on a line of its own; not a footnote, which is printed.
_LEADS = re.compile(
    r"^ {0,3}\[[^\]\[\n^][^\]\[\n]{0,200}\]: ?<?(?:[a-z][a-z+.-]{1,20}:|/|#|\.)\S*"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")


def without_comments(text: str) -> tuple[str, str | None]:
    """Take out what Markdown shows to nobody: comments, and where links lead that are named; say how many letters it was."""
    unseen = Unseen()
    kept, start = [], 0
    while (opened := text.find("<!--", start)) >= 0 and (closed := text.find("-->", opened)) >= 0:
        kept.append(text[start:opened])
        unseen.add("in comments", n_letters(text[opened + 4 : closed]))
        start = closed + 3
    shown = "".join([*kept, text[start:]])
    for leads in _LEADS.finditer(shown):
        unseen.add("of where links lead", n_letters(leads[0]))
    return _LEADS.sub("", shown), unseen.in_words()


def plain(text: str) -> tuple[str, bool]:
    """Return a text without its emphasis marks, links and escapes, and whether all of it was bold."""
    bold = bool(re.fullmatch(r"(\*\*|__)(?=\S)(?:(?!\1).)+\1[:.]?", text) or re.fullmatch(r"\*\*\*[^*]+\*\*\*", text))
    text = _LINK.sub(lambda m: "" if m[1] else m[2], text)
    if len(text) > LONGEST:  # of a cell; to look for marks that belong together takes the square of its length
        return re.sub(r"[ \xa0]+", " ", text).strip(), bold
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match[1])
        return "\0"

    text = _ESCAPE.sub(hold, text)
    previous = None
    while previous != text:
        previous, text = text, _EMPHASIS.sub(r"\2", text)
    text = re.sub("\0", lambda _: held.pop(0), text)
    return re.sub(r"[ \xa0]+", " ", text).strip(), bold
