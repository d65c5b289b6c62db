"""Tell headings from other short lines, by size, weight, numbering, wording and what follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.model import Grid
from pipeline.rules import Hit, Rules
from pipeline.structure.pieces import Item, Piece, cut
from pipeline.structure.references import order_of

# Words. Longer pieces are never headings; a body text that follows speaks for one; a line that stands
# alone without any look of its own is a heading up to this length.
LONGEST, BODY, ALONE = 30, 12, 10
# Points by which letters are larger than the body's before the size speaks, for all lines and for short ones.
LARGER, A_LITTLE = 0.9, 0.4
# Score from which a piece is a heading. The weights below were set on real reports of all four forms.
ENOUGH = 3.0
_SMALL_WORDS = frozenset(
    ("a", "an", "and", "are", "as", "at", "by", "for", "from", "in", "is", "of", "on", "or", "our", "the", "to", "with")
)
_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|should|can|may|must)\b")
_CAPITAL_SCHEMES = ("letter_point", "roman_point", "letter_brackets", "letter_bracket")


@dataclass(frozen=True, slots=True)
class Setting:
    """What is usual in a document, against which a piece stands out or not."""

    size: float | None
    mostly_bold: bool
    # Neither sizes nor bold letters nor heading styles are known: a line standing alone must speak for itself.
    bare: bool
    # `1.`, `2.` ... number the report's paragraphs, not its headings.
    numbers_paragraphs: bool


def setting_of(items: Sequence[Item], *, plain_text: bool) -> Setting:
    """Measure a document's body text; `plain_text` says that the source can mark up next to nothing."""
    pieces = [item for item in items if isinstance(item, Piece) and item.kind not in ("furniture", "contents")]
    sizes: dict[float, int] = {}
    bold = words = 0
    for piece in pieces:
        words += piece.n_words
        bold += piece.n_words if piece.look.bold else 0
        if piece.look.size is not None:
            sizes[piece.look.size] = sizes.get(piece.look.size, 0) + len(piece.raw)
    if not any(piece.n_words >= BODY for piece in pieces):
        sizes = _cell_sizes(items) or sizes  # slides: all text stands in tables, under titles in large letters
    size = max(sizes, key=lambda s: sizes[s]) if sizes else None
    marked = sum(piece.kind == "heading" or piece.look.bold for piece in pieces)
    numbered = [piece.n_words >= BODY for piece in pieces if piece.scheme == "number_point" and piece.kind != "heading"]
    return Setting(
        size=size,
        mostly_bold=bold > 0.5 * words,
        bare=size is None and (plain_text or marked < 2),
        numbers_paragraphs=sum(numbered) > 0.5 * len(numbered),
    )


def _cell_sizes(items: Sequence[Item]) -> dict[float, int]:
    """Return how many letters stand in tables by their size."""
    sizes: dict[float, int] = {}
    for line in (line for item in items if isinstance(item, Grid) for cell in item.cells for line in cell.lines):
        if line.size is not None:
            sizes[line.size] = sizes.get(line.size, 0) + len(line.text)
    return sizes


def mark_headings(items: Sequence[Item], rules: Rules, *, plain_text: bool) -> list[Item]:
    """Give headings and captions their kind, where the source has not."""
    setting = setting_of(items, plain_text=plain_text)
    marked: list[Item] = []
    number = 0
    before: Piece | None = None
    for n, item in enumerate(items):
        if isinstance(item, Piece) and item.kind in (None, "heading"):
            item = _as_numbered_heading(item, number)
            if item.kind == "heading" or is_heading(item, _following(items, n), before, setting, rules):
                item = replace(item, kind="heading")
                if item.scheme == "number_point" and item.ref:
                    number = order_of(item.ref)[0]
            else:
                item = _by_wording(item, rules)
            before = item
        marked.append(item)
    return marked


def _following(items: Sequence[Item], n: int) -> Item | None:
    for item in items[n + 1 :]:
        if not (isinstance(item, Piece) and item.kind in ("furniture", "contents", "footnote")):
            return item
    return None


def _as_numbered_heading(piece: Piece, number: int) -> Piece:
    """Take `3` off `3 Summary and conclusions` where 3 is the next number of a heading."""
    if piece.ref or piece.n_words > BODY:
        return piece
    found = re.match(r"(\d{1,2})\s+(?=[A-Z])", piece.raw)
    if found and int(found[1]) == number + 1:
        return replace(cut(piece, found.end()), ref=found[1], scheme="number_point")
    return piece


def wording_of(text: str, rules: Rules) -> Hit | None:
    """Return the rule that knows a text as a heading, a caption, or neither."""
    return max(rules["structure/headings"].all.find(text), key=lambda hit: hit.rule.priority, default=None)


def _by_wording(piece: Piece, rules: Rules) -> Piece:
    """Give captions and quotations their kind."""
    hit = wording_of(piece.text, rules)
    kind = hit.sets.get("kind") if hit is not None and not piece.ref else None
    if kind == "caption":
        return replace(piece, kind="caption")
    return replace(piece, kind="quote") if kind == "quote" else piece


def is_heading(piece: Piece, follower: Item | None, before: Piece | None, setting: Setting, rules: Rules) -> bool:
    """Weigh what speaks for and against a piece being a heading."""
    text = piece.text
    if not any(char.isalpha() for char in text) or piece.marker or piece.n_words > LONGEST or text[0].islower():
        return False
    wording = wording_of(text, rules)
    if wording is not None and (wording.rule.excludes or "kind" in wording.sets):
        return False
    known = wording is not None and (piece.look.bold or _is_known(text, wording))
    score = 0.0
    if known and wording is not None:
        score += 2.0 if wording.rule.words else 1.0
    score += _look_score(piece, setting)
    score += _number_score(piece, follower, setting)
    score += _wording_score(text, known, known or piece.look.bold or _numbered_below(piece, follower))
    score += _follower_score(piece, follower, rules)
    if setting.bare:
        score += _bare_score(piece, follower, before, setting, known=known)
    if not known and _is_counted_on(piece, before, follower):
        score -= 2.0
    return score >= ENOUGH


def _is_known(text: str, wording: Hit) -> bool:
    """Say whether the whole text is the known heading: behind a colon a sentence of its own may begin."""
    return wording.sets.get("rank") == 1 or not re.search(r":\s+[A-Za-z]\w", text[wording.start :])


def _look_score(piece: Piece, setting: Setting) -> float:
    score = 0.0
    look = piece.look
    if look.size is not None and setting.size is not None:
        if look.size >= setting.size + LARGER:
            score += 3.0
        elif look.size >= setting.size + A_LITTLE and piece.n_words <= ALONE:
            score += 2.0
        elif look.size < setting.size - LARGER:
            score -= 1.0
    if look.bold and not setting.mostly_bold:
        score += 2.0
    if look.underlined:
        score += 2.0
    if look.italic:
        score += 0.5 if look.bold else 2.0 if piece.n_words <= ALONE else 0.0
    if in_capitals(piece.text):
        score += 2.0
    return score


def in_capitals(text: str) -> bool:
    """Say whether a text's letters, more than an abbreviation's, are all capitals."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 3 and all(char.isupper() for char in letters)


def _number_score(piece: Piece, follower: Item | None, setting: Setting) -> float:
    if piece.scheme == "number_point":
        return 0.0 if setting.numbers_paragraphs else 1.0
    if has_capital_letter(piece):
        return 1.0
    if piece.scheme == "decimal":
        if _numbered_below(piece, follower):
            return 1.0 if piece.look.bold or not setting.bare or piece.n_words > BODY else 2.0
        # Over a text without a number such a line is a heading, over another numbered one it is a paragraph.
        over_text = isinstance(follower, Piece) and not follower.ref and not follower.look.bold
        if over_text and (piece.look.bold or (setting.bare and piece.n_words <= BODY)):
            return 2.0
        return 0.0 if piece.look.bold else -1.0
    if piece.scheme == "part":
        return 2.0 if isinstance(follower, Grid) and piece.n_words <= BODY else 0.0
    return -2.0 if piece.scheme else 0.0


def _numbered_below(piece: Piece, follower: Item | None) -> bool:
    """Say whether the next text bears the first number below a piece's own: 3.1 below 3.0, 5.1.1 below 5.1."""
    if not piece.ref or not isinstance(follower, Piece) or not follower.ref:
        return False
    own, below = piece.ref.rstrip("."), follower.ref.rstrip(".")
    return below in (f"{own.removesuffix('.0')}.1", f"{own}.1") and below != own


def _is_counted_on(piece: Piece, before: Piece | None, follower: Item | None) -> bool:
    """Say whether a piece and the one right above or below, of the same look, count on: a list, as headings have texts below."""
    if piece.scheme != "number_point" or not piece.ref:
        return False
    own = order_of(piece.ref)[0]
    for other, number in ((before, own - 1), (follower, own + 1)):
        if not isinstance(other, Piece) or not other.ref or other.kind == "heading" or other.scheme != piece.scheme:
            continue
        if order_of(other.ref)[0] == number and other.look == piece.look:
            return True
    return False


def has_capital_letter(piece: Piece) -> bool:
    """Say whether a piece is numbered by a capital letter or Roman number (`A.`, `(B)`, `II.`)."""
    return piece.scheme in _CAPITAL_SCHEMES and piece.ref is not None and piece.ref.strip("().").isupper()


def _wording_score(text: str, known: bool, whole: bool) -> float:
    """Weigh the words; `whole` says that what stands behind a colon belongs to the heading."""
    score = 0.0
    words = [word.strip("()'\"‘’“”,:;–-&") for word in text.split()]
    long_words = [word for word in words if word and word.lower() not in _SMALL_WORDS and word[0].isalpha()]
    if long_words and sum(word[0].isupper() for word in long_words) >= 0.6 * len(long_words):
        score += 1.0
    if text.endswith((".", ";", ",")):
        score -= 1.0 if known and text.endswith(".") else 2.0
    if text.endswith(":") and not whole:
        score -= 0.5
    if re.search(r"[.;!]\s+[A-Z]", text):
        score -= 2.0
    if re.search(r":\s+\w", text) and not whole:
        score -= 1.5  # a label with its answer on the same line
    return score


def _follower_score(piece: Piece, follower: Item | None, rules: Rules) -> float:
    """What comes next: a text or a table speaks for a heading, the end of the document against it."""
    if follower is None:
        return -2.0
    if isinstance(follower, Grid):
        return 1.0
    if follower.kind == "heading":
        return 0.5
    if piece.text.endswith(":") and follower.marker:
        return -1.0 if piece.scheme else 0.0
    if follower.ref or follower.marker or follower.n_words >= BODY or follower.text.endswith((".", ":")):
        return 1.0
    wording = wording_of(follower.text, rules)
    if wording is not None and wording.rule.excludes and not follower.text.startswith(("(", "[", "<")):
        # An answer to a template's question stands under its heading; a post, a date, an address under a name.
        return 1.0 if wording.sets.get("answer") else -2.0
    return 1.0 if piece.look.bold or piece.look.underlined else 0.5


def _bare_score(piece: Piece, follower: Item | None, before: Piece | None, setting: Setting, *, known: bool) -> float:
    """What position alone says where the source has no look: a short line alone, over a text."""
    if piece.scheme == "decimal" or piece.text.endswith((".", ";", ",")) or piece.n_words > BODY:
        return 0.0
    if before is not None and before.text.endswith(":") and before.kind != "heading" and not known:
        return -2.0
    score = 1.0
    over_text = isinstance(follower, Grid) or (isinstance(follower, Piece) and _is_body(follower, setting))
    if piece.n_words <= ALONE and over_text and not piece.scheme:
        score += 1.0
    if piece.text.endswith("?"):
        score += 1.0
    elif _VERB.search(piece.text) and not known:
        score -= 2.0
    return score


def _is_body(piece: Piece, setting: Setting) -> bool:
    numbered = piece.scheme == "decimal" or (piece.scheme == "number_point" and setting.numbers_paragraphs)
    return numbered or piece.n_words >= BODY
