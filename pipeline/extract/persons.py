"""Read persons out of a few words: which of them are a name, which a post, where the next person begins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.extract.casing import readable
from pipeline.rules import Hit, RuleFile, Rules

_SEPARATOR = re.compile(r"[;|()\t\n\x1f:]+|,|\s[-–—]+\s|(?<=\w)[–—]\s|\s?/\s?(?=[A-Z])|\s-(?=[A-Z])")
_JOINED = re.compile(r"(?i)\s+(?:and|&)\s+(?:the\s+)?|\s*&\s*")
_ARTICLE = re.compile(r"(?i)(?:the|and|&|joint(?:ly)?|from|by)\s+")
_BINDS = re.compile(r"(?i)(?:\b(?:of|for|to|the|and|with|by|on|in|as|or)|&|/|,)\s*$")
_OF_OTHERS = re.compile(
    r"\b(?:by|at|with|from|to|on|in)\s"
)  # words before a post that tell of something else ("visit by the ...")
_POST_FOLLOWS = re.compile(r"\s*[,(–-]")
_LAST_TWO = re.compile(r"(?<=[\w)])\s+([A-Z][\w'’-]+ [A-Z][\w'’-]+)$")
_NEAR = 4  # characters between a name and its post
_MASK = "\x1f"  # stands for telephone numbers and addresses; separates what stands round them


@dataclass(frozen=True, slots=True)
class Named:
    """A person as named: characters `start` to `end` of the text that was read, with name and/or post.

    `covers_all` says that the text holds nothing else but numbers and addresses (`has_number`) and what
    follows a post; `is_member` that a councillor is meant.
    """

    start: int
    end: int
    name: str | None
    role: str | None
    is_member: bool = False
    has_number: bool = False
    covers_all: bool = False


@dataclass(frozen=True, slots=True)
class _Item:
    kind: Literal["name", "post", "other"]
    start: int
    end: int
    after: str  # the separator before it
    titled: bool = False


def read_persons(text: str, start: int, end: int, breaks: Iterable[int], rules: Rules) -> tuple[Named, ...]:
    """Return the persons named in characters `start` to `end` of a text, in order.

    `breaks` are offsets at which a new printed line begins. What follows a post in its sentence without
    belonging to it ("... outlining the plan") is left out. Empty fields and "N/A" give nothing.
    """
    file, casing = rules["extract/people"], rules["extract/casing"]
    end = min([start + hit.start for hit in _hits(text[start:end], file, "tail")], default=end)
    value = list(text[start:end])
    noise = list(file.that_set("part", "noise").find(text[start:end]))
    for hit in [*noise, *file.that_set("part", "day").find(text[start:end])]:
        value[hit.start : hit.end] = _MASK * (hit.end - hit.start)
    masked = "".join(value)
    bare = masked.strip(" \t\n,;:.-–—()" + _MASK)
    if not bare or any(h.sets["part"] == "empty" for h in _hits(bare, file, "empty")):
        return ()
    items = list(_items(masked, sorted(b - start for b in breaks if start < b < end), file))
    found = [_named(items_of, masked, casing, start, bool(noise)) for items_of in _group(items)]
    covers = len(items) == sum(len(group) for group in _group(items)) and all(
        group[-1].kind != "other" or any(i.kind == "post" for i in group) for group in _group(items)
    )
    return tuple(replace(one, covers_all=covers) for one in found)


def _hits(text: str, file: RuleFile, part: str) -> list[Hit]:
    """Return the hits of one part from left to right; of those that overlap the first, and of these the longest."""
    hits = list(file.that_set("part", part).find(text))
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _items(masked: str, breaks: list[int], file: RuleFile) -> Iterator[_Item]:
    """Cut a value at its separators and tell each piece: name, post, or what belongs to its neighbour."""
    edges = [(m.start(), m.end(), m.group()) for m in _SEPARATOR.finditer(masked)]
    edges += [(b, b, "\n") for b in breaks]
    edges.sort()
    at, before = 0, ""
    for left, right, sign in [*edges, (len(masked), len(masked), "")]:
        if left > at or (left == len(masked) and at < left):
            yield from _piece(masked, at, left, before, file)
            before = ""
        if right >= at:
            at = right
            before += sign
    return


def _piece(masked: str, start: int, end: int, after: str, file: RuleFile) -> Iterator[_Item]:
    """Tell what one piece without separators holds; a piece may hold a name and a post, or several posts."""
    while start < end and masked[start] in " .\x1f":
        start += 1
    while end > start and masked[end - 1] in " .\x1f":
        end -= 1
    while match := _ARTICLE.match(masked, start, end):
        start = match.end()
    if start >= end:
        return
    piece = masked[start:end]
    found = _next_person(piece, masked[end:], file)
    if found is not None:
        left, right, sign = found
        yield from _piece(masked, start, start + left, after, file)
        yield from _piece(masked, start + right, end, sign, file)
        return
    title = next((h for h in _hits(piece, file, "title") if h.start == 0), None)
    posts = _hits(piece, file, "post")
    length = _name_length(piece, title, file)
    if length == len(piece):
        yield _Item("name", start, end, after, titled=title is not None)
    elif length:
        yield _Item("name", start, start + length, after, titled=title is not None)
        yield from _piece(masked, start + length, end, " ", file)
    elif posts and not _OF_OTHERS.search(piece[: posts[0].start]):
        yield _Item("post", start, end, after)
    else:
        yield _Item("other", start, end, after)


def _next_person(piece: str, behind: str, file: RuleFile) -> tuple[int, int, str] | None:
    """Return where a piece should be cut, as end of the left part, start of the right part, and how they are joined.

    A second post with nothing that ties it to the first is a further person's (";"); a form of address
    behind a post opens a name (""); so does a second name behind "and" (";"), behind a post only where a post
    of its own follows the piece in `behind`; so do the last two words of a post, which are a name that begins
    the next line (";"); a post behind "and" ("&") may be a second office of the same person.
    """
    posts = _hits(piece, file, "post")
    for hit in posts[1:]:
        if not _BINDS.search(piece[: hit.start]) and _opens_post(piece, hit):
            return hit.start, hit.start, ";"
        ands = [j for j in _JOINED.finditer(piece, posts[0].end) if j.end() == hit.start]
        apart = bool(ands) and (ands[-1].group().lower().endswith("the ") or _opens_post(piece, hit))
        if apart and _further_person(piece, posts[0], hit, ands[-1].group()):
            return ands[-1].start(), ands[-1].end(), ";"
    for hit in _hits(piece, file, "title"):
        if hit.start and not any(p.start <= hit.start < p.end for p in posts):
            return hit.start, hit.start, ""
    for joined in _JOINED.finditer(piece):
        left, right = piece[: joined.start()], piece[joined.end() :]
        if _is_name(left, file) and _name_length(right, _title(right, file), file):
            return joined.start(), joined.end(), ";"
        if posts and posts[0].start == 0 and _is_name(right, file) and _POST_FOLLOWS.match(behind) and _post_opens(behind, file):
            return joined.start(), joined.end(), ";"
        second = next((h for h in _hits(right, file, "post") if h.start == 0), None)
        if second is not None and posts and posts[0].start == 0 and _opens_post(right, second):
            return joined.start(), joined.end(), "&"
    tail = _LAST_TWO.search(piece)
    if tail and _POST_FOLLOWS.match(behind) and _post_opens(behind, file) and _is_name(tail[1], file):
        service = _hits(piece[: tail.start()], file, "not_name")
        return (tail.start(), tail.start(1), ";") if service else None
    return None


def _further_person(piece: str, first: Hit, second: Hit, joined: str) -> bool:
    """Tell whether a post behind "and" is another person's: with an article, or the same post again (two directors)."""
    again = piece[first.start : first.end].lower() == piece[second.start : second.end].lower()
    return again or joined.lower().endswith("the ")


def _post_opens(text: str, file: RuleFile) -> bool:
    return any(hit.start <= _NEAR for hit in _hits(text, file, "post")[:1])


def _is_name(text: str, file: RuleFile) -> bool:
    return _name_length(text, _title(text, file), file) == len(text) > 0


def _opens_post(text: str, hit: Hit) -> bool:
    """Tell whether a post is complete in itself ("Head of ...") and not the end of a longer one ("Service Manager")."""
    return bool(re.match(r"(?i)\s*(?:of|for|to)\b|\s*[,–-]|\s*$", text[hit.end :]))


def _title(text: str, file: RuleFile) -> Hit | None:
    return next((h for h in _hits(text, file, "title") if h.start == 0), None)


def _name_length(piece: str, title: Hit | None, file: RuleFile) -> int:
    """Return how many characters at the start of a piece are a person's name; 0 where it is none.

    Behind a form of address one word is enough; else two at least, none of them a word of services or
    posts. A name that does not fill the piece counts only where a post follows it.
    """
    offset = title.end if title is not None else 0
    rest = piece[offset:]
    words = [(m.start(), m.end()) for m in re.finditer(r"\S+", rest)]
    barred = [h.start for part in ("not_name", "post") for h in _hits(rest, file, part)]
    if len(words) == 2 and barred and barred[0] == words[1][0]:  # "Ann Young", which ends there
        barred = [b for b in barred if b not in {h.start for h in _hits(rest, file, "surname")}]
    count = 0
    for begin, end in words[:5]:
        if any(begin <= b < end for b in barred) or not re.match(
            r"[^\W\d_a-zß-öø-ÿ]|\(|(?:d|l|m)[\'’](?=[^\W\d_a-z])|[a-z]{1,6}$", rest[begin:end]
        ):
            break
        count += 1
    while count and rest[words[count - 1][0] : words[count - 1][1]].islower():
        count -= 1
    part = "titled_name" if title is not None else "name"
    while count:
        length = words[count - 1][1]
        shaped = any(h.end > 0 for h in _hits(rest[:length], file, part))
        follows = rest[length:].strip()
        if shaped and (not follows or title is not None or any(h.start <= 1 for h in _post_after(follows, file))):
            return offset + length
        count -= 1
    return 0


def _post_after(text: str, file: RuleFile) -> list[Hit]:
    """Return the posts of a text, the first moved to its start where words of services stand before it."""
    posts = _hits(text, file, "post")
    if posts and posts[0].start > 1:
        barred = {h.start for h in _hits(text, file, "not_name")}
        if 0 in barred:
            return [replace(posts[0], start=0)]
    return posts


def _group(items: list[_Item]) -> list[list[_Item]]:
    """Put the items of one person together: a second name or a second post opens the next person."""
    groups: list[list[_Item]] = []
    for item in items:
        kinds = [i.kind for i in groups[-1]] if groups else []
        if item.kind == "other":
            if kinds and _continues(item):
                groups[-1].append(item)
            continue
        sign = item.after.strip()
        further_office = item.kind == "post" and (sign in ("&", "(") or ("name" in kinds and sign in (",", "-", "–", "—", "/")))
        if not kinds or (item.kind in kinds and not further_office) or sign.startswith(";"):
            groups.append([item])
        else:
            groups[-1].append(item)
    return groups


def _continues(item: _Item) -> bool:
    return _MASK not in item.after and item.after.strip() in (",", "-", "–", "—", "(", ":", "")


def _named(items: list[_Item], masked: str, casing: RuleFile, offset: int, has_number: bool) -> Named:
    name = next((i for i in items if i.kind == "name"), None)
    rest = [i for i in items if i is not name]
    ends = _closed(masked, rest[0].start, rest[-1].end) if rest else 0
    role = masked[rest[0].start : ends] if rest else None
    if role and name and rest[0].start < name.start < rest[-1].end:
        role = masked[rest[0].start : rest[0].end]
    role = role.split(_MASK)[0] if role else None
    name_text = readable(masked[name.start : name.end], casing) if name else None
    role_text = readable(role, casing).strip(" ,-–") if role else None
    member = bool(name and name.titled and re.match(r"(?i)coun|cll|ald", name_text or "")) or bool(
        role_text and re.search(r"(?i)\bmember|portfolio|leader of|councillor", role_text)
    )
    return Named(offset + items[0].start, offset + max(items[-1].end, ends), name_text, role_text, member, has_number)


def _closed(text: str, start: int, end: int) -> int:
    """Return where a post ends: behind the bracket that it opened."""
    opened = text.count("(", start, end) > text.count(")", start, end)
    return end + 1 if opened and text[end : end + 1] == ")" else end
