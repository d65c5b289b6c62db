"""Which authority a report belongs to: by its name in the header, its addresses, the places it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from pipeline.model import Block, Council, FieldMention, Structured, Support
from pipeline.resolve.authorities import WITH_CHILDREN, Authority, Gazetteer, plain, read_gazetteer, slug_of
from pipeline.rules import Hit, RuleFile, Rules

# How much a mention says: a full name or words that say whose services these are, an address of the web, a place alone.
_FULL, _DOMAIN, _PLACE = 2.0, 3.0, 1.0
_HELPS = 0.25  # the name of another authority that helps: read only where no other is named
_FRONT = 14  # blocks at the start that name the report's own council rather than another
_ADDRESS_LINE = 60  # characters of a line of an address; longer ones may be wrapped text
_TOP = 4  # blocks at the start of which one may be nothing but the name of the place
_LINE = 160  # characters of a line; what is longer, or ends as sentences do, is text
_OF_HEADER = ("header_field", "heading")  # lines in which a place alone may say whose report it is
_FURNITURE_MOST = 3  # a running head is printed on every page and counts no more than so often
_LEAST = 2.0  # what the best must have, outside the front
_AHEAD = 1.3  # by what factor the best must lead the second, outside the front
_TOKEN = re.compile(r"[A-Za-zÀ-ÿ’']+|&")
_CAPITAL = re.compile(r"[A-ZÀ-Þ][A-Za-zÀ-ÿ’']*")
_APOSTROPHE = re.compile("[’']")
_OWNER = re.compile(r"([A-Za-zÀ-ÿ]+)(?=[’'](?:[sS]\b|(?!\w)))")
_BODY_BEHIND = r" [A-Z][a-z]+"
_DOMAIN_ENDS = re.compile(r"(?:council|cc|bc|mbc|gov|online|city|borough)$")
_DOMAIN_STARTS = re.compile(r"^(?:www|lb|royal|cityof|london)")


@dataclass(frozen=True, slots=True)
class _Named:
    """A mention of an authority: `key` is the plain form of its place, `weight` what the mention says."""

    key: str
    block: Block
    start: int
    end: int
    weight: float
    full: bool
    helps: bool = False  # of another authority that helps this one
    invented: str | None = None  # the name as printed, of an authority that the gazetteer does not know


@dataclass
class _Case:
    """What speaks for one place."""

    best: _Named
    weight: float = 0.0
    furniture: int = 0
    names: list[str] = field(default_factory=list)


def find_council(
    structured: Structured, fields: tuple[FieldMention, ...], rules: Rules, on: date | None
) -> tuple[Council, Support] | None:
    """Return the authority as it stood on a day, with the words that name it; null where none is named surely.

    The front of the report speaks first (a full name, then a place in the title), then addresses and
    full names, then how often a place is mentioned: once is not enough unless a body carries its name and
    no other place is named, nor is a tie. Councils that help (a partner, a peer) hardly count. An authority
    that the gazetteer does not know counts under the name that the report prints.
    """
    gazetteer = read_gazetteer(rules)
    file = rules["resolve/councils"]
    labelled = {m.evidence.block.seq for m in fields if m.name == "council"}
    titles = {m.evidence.block.seq for m in fields if m.name == "title"}
    front = _front(structured) | titles
    mentions = [m for block in structured.blocks if block.kind != "contents" for m in _mentions(block, gazetteer, file)]
    mentions += _alone(structured, mentions, gazetteer)
    mentions = _over_lines([b for b in structured.blocks if b.seq in front], mentions, gazetteer, file)
    mentions += _places_of_invented(structured, mentions)
    for group in (
        [m for m in mentions if m.block.seq in labelled],
        [m for m in mentions if m.block.seq in front and m.full and not m.helps],
        [m for m in mentions if m.block.kind == "furniture" and m.full],
        [m for m in mentions if m.block.seq in front and (m.block.seq in titles or m.block.kind in _OF_HEADER) and not m.helps],
    ):
        if group:
            return _council(_cases(group), gazetteer, on, mentions)
    cases = _cases([m for m in mentions if not m.helps] or mentions)
    ranked = sorted(cases.values(), key=lambda c: -c.weight)
    least = _PLACE if len(ranked) == 1 and _is_of_body(ranked[0].best) else _LEAST
    if not ranked or ranked[0].weight < least or (len(ranked) > 1 and ranked[0].weight < _AHEAD * ranked[1].weight):
        return None
    return _council(cases, gazetteer, on, mentions)


def _is_of_body(named: _Named) -> bool:
    """Say whether a place opens the name of a body ("Exampleford Community Homes")."""
    return re.match(_BODY_BEHIND, named.block.text[named.end :]) is not None


def _front(structured: Structured) -> set[int]:
    speaking = [b for b in structured.blocks if b.kind not in ("furniture", "contents")]
    return {b.seq for b in speaking[:_FRONT] if len(b.text) < _LINE and not b.text.rstrip().endswith(".")}


def _alone(structured: Structured, mentions: list[_Named], gazetteer: Gazetteer) -> list[_Named]:
    """Return the places that are a whole line of the top, where a name that is a word besides is no word."""
    seen = {m.block.seq for m in mentions}
    top = [b for b in structured.blocks if b.kind not in ("furniture", "contents")][:_TOP]
    found = []
    for block in (b for b in top if b.seq not in seen):
        text = block.text.strip()
        if any(a.type in WITH_CHILDREN for a in gazetteer.by_place.get(plain(text), ())):
            start = block.text.index(text)
            found.append(_Named(plain(text), block, start, start + len(text), _FULL, full=True))
    return found


def _over_lines(front: list[Block], mentions: list[_Named], gazetteer: Gazetteer, file: RuleFile) -> list[_Named]:
    """Put a name that a large title breaks over two blocks in the place of what the second line alone seems to name."""
    for above, below in pairwise(front):
        cut = len(above.text) + 1
        whole = replace(below, text=f"{above.text} {below.text}", parts=())
        for start, end, key in places_in(whole.text, gazetteer):
            named = _judge(whole, start, end, key, gazetteer.by_place[key], file) if start < cut < end else None
            if named is not None:
                mentions = [
                    m
                    for m in mentions
                    if not (m.block is above and m.end > named.start) and not (m.block is below and m.start < named.end - cut)
                ]
                mentions.append(replace(named, block=below, start=0, end=named.end - cut))
    return mentions


def _cases(mentions: list[_Named]) -> dict[str, _Case]:
    cases: dict[str, _Case] = {}
    for mention in mentions:
        case = cases.setdefault(mention.key, _Case(mention))
        if mention.block.kind == "furniture":
            case.furniture += 1
            if case.furniture > _FURNITURE_MOST:
                continue
        case.weight += mention.weight
        if (mention.full, mention.block.kind != "furniture") > (case.best.full, case.best.block.kind != "furniture"):
            case.best = mention
    return cases


def _council(cases: dict[str, _Case], gazetteer: Gazetteer, on: date | None, mentions: list[_Named]) -> tuple[Council, Support]:
    key, case = max(cases.items(), key=lambda item: item[1].weight)
    best = case.best
    if best.invented is not None or key not in gazetteer.by_place:
        names = [m.invented for m in mentions if m.key == key and m.invented]
        name = _readable(max(set(names), key=lambda n: (names.count(n), -names.index(n))))
        return Council(name=name, slug=slug_of(name)), Support("council", "words", best.block, best.start, best.end)
    found = gazetteer.by_place[key]
    printed = [plain(best.block.text[best.start : best.end])]
    exact = tuple(a for a in found if plain(a.name) in printed)
    fit = tuple(a for a in found if a.type in WITH_CHILDREN) or found
    if exact and (on is None or exact[0].type not in WITH_CHILDREN):
        fit = exact
    return gazetteer.council(gazetteer.as_of(fit, on)), Support("council", "gazetteer", best.block, best.start, best.end)


def _tells(file: RuleFile, tells: str, text: str) -> Hit | None:
    return max(file.that_set("tells", tells).find(text), key=lambda h: h.end - h.start, default=None)


def _mentions(block: Block, gazetteer: Gazetteer, file: RuleFile) -> Iterator[_Named]:
    """Yield the authorities that a block names, by full name, place, short name or address."""
    text = block.text
    taken: list[tuple[int, int]] = []
    for start, end, key in places_in(text, gazetteer):
        named = _judge(block, start, end, key, gazetteer.by_place[key], file)
        taken.append((start, end))
        if named is not None:
            yield named
    if ".gov.uk" in text:
        for hit in file.that_set("tells", "domain").find(text):
            domain_key = _place_of_domain(text[hit.start : hit.end], gazetteer)
            if domain_key:
                yield _Named(domain_key, block, hit.start, hit.end, _DOMAIN, full=False)
    for hit in file.that_set("tells", "short").find(text):
        taken.append((hit.start, hit.end))
        yield _Named(plain(str(hit.sets["place"])), block, hit.start, hit.end, _PLACE, full=False)
    if re.search(r"(?i)council|borough|city of|county of|\bM[BD]C\b", text):
        yield from _invented(block, taken, gazetteer, file)


def places_in(text: str, gazetteer: Gazetteer) -> Iterator[tuple[int, int, str]]:
    """Yield the places of the gazetteer that a text names with capitals, the longest at each spot."""
    if not any(_opens_place(word, gazetteer) for word in _CAPITAL.findall(text)):  # as in most texts
        return
    tokens = [(m.start(), m.end(), plain(m.group()) or "and") for m in _TOKEN.finditer(text)]
    owners = {m.start(): (m.end(), plain(m[1])) for m in _OWNER.finditer(text)}
    n = 0
    while n < len(tokens):
        if text[tokens[n][0]].isupper():
            for length in range(min(gazetteer.longest, len(tokens) - n), 0, -1):
                last = tokens[n + length - 1]
                words = [t[2] for t in tokens[n : n + length - 1]]
                found = [" ".join([*words, last[2]])]
                if last[0] in owners:
                    found.append(" ".join([*words, owners[last[0]][1]]))
                key = next((k for k in found if k in gazetteer.by_place), None)
                if key is not None and _capitals(text, tokens[n : n + length]):
                    yield tokens[n][0], owners[last[0]][0] if key != found[0] else last[1], key
                    n += length - 1
                    break
        n += 1


def _opens_place(word: str, gazetteer: Gazetteer) -> bool:
    """Say whether a place begins with a word, or with what stands before an apostrophe in it."""
    owner = _APOSTROPHE.split(word, maxsplit=1)[0]
    return any(plain(first).partition(" ")[0] in gazetteer.openings for first in {word, owner})


def _capitals(text: str, tokens: list[tuple[int, int, str]]) -> bool:
    return all(text[s].isupper() or w in ("and", "of", "upon", "on", "with", "in", "the", "under", "le") for s, _, w in tokens)


def _judge(block: Block, start: int, end: int, key: str, found: tuple[Authority, ...], file: RuleFile) -> _Named | None:
    """Weigh one mention of a place by the words round it; null where another place, a body or a person is meant."""
    before, behind = block.text[max(0, start - 40) : start], block.text[end : end + 45]
    name_before, name_behind = _tells(file, "name_before", before), _tells(file, "name_behind", behind)
    with_children = any(a.type in WITH_CHILDREN for a in found)
    a = start - (name_before.end - name_before.start) if name_before else start
    b = end + (name_behind.end if name_behind else 0)
    helps = bool(_tells(file, "helper_before", block.text[max(0, a - 60) : a]) or _tells(file, "helper_behind", block.text[b:]))
    if name_before or name_behind:
        if not with_children and plain(block.text[a:b]) not in {plain(x.name) for x in found}:
            return None
        return _Named(key, block, a, b, _HELPS if helps else _FULL, full=True, helps=helps)
    if not with_children or _tells(file, "elsewhere_before", before) or _tells(file, "elsewhere_behind", behind):
        return None
    if helps and not re.match(_BODY_BEHIND, block.text[end:]):
        return _Named(key, block, start, end, _HELPS, full=False, helps=True)
    if _tells(file, "own_before", before) or _tells(file, "own_behind", behind):
        return _Named(key, block, start, end, _FULL, full=False)
    is_word = _tells(file, "word_place", block.text[start:end]) is not None
    if is_word and not (
        (_tells(file, "place_before", before) or _tells(file, "place_behind", behind)) and not block.text[start:end].isupper()
    ):
        return None
    return _Named(key, block, start, end, _PLACE, full=False)


def _place_of_domain(label: str, gazetteer: Gazetteer) -> str | None:
    squeezed = {re.sub(r" ", "", place): place for place in gazetteer.by_place}
    squeezed |= {re.sub(r" and | upon | on | of ", "", place).replace(" ", ""): place for place in gazetteer.by_place}
    name = re.sub(r"[^a-z]", "", label.lower())
    for form in (
        name,
        _DOMAIN_ENDS.sub("", name),
        _DOMAIN_STARTS.sub("", name),
        _DOMAIN_STARTS.sub("", _DOMAIN_ENDS.sub("", name)),
    ):
        if form in squeezed and any(a.type in WITH_CHILDREN for a in gazetteer.by_place[squeezed[form]]):
            return squeezed[form]
    return None


def _invented(block: Block, taken: list[tuple[int, int]], gazetteer: Gazetteer, file: RuleFile) -> Iterator[_Named]:
    """Yield names that have the form of an authority's but a place that the gazetteer does not know."""
    for rule in file.rules:
        if rule.sets.get("tells") != "name":
            continue
        for at, hit in ((at, hit) for at, line in _lines(block) for hit in rule.find(line)):
            place = hit.groups.get("place", "")
            start, end = at + hit.start, at + hit.end
            if any(a < end and start < b for a, b in taken) or plain(place) in gazetteer.by_place:
                continue
            if _tells(file, "not_a_place", place) or _tells(file, "not_a_place", place.split()[0]):
                continue
            bare = rule.id == "councils.council" and "kind" not in hit.groups
            weight = _PLACE if bare else _FULL
            yield _Named(plain(place), block, start, end, weight, full=True, invented=block.text[start:end])


def _lines(block: Block) -> list[tuple[int, str]]:
    """Return the lines of an address with their offsets; a text without layout whose lines are longer may be wrapped, and is one.

    A name ends where the writer began a new line of the address, and goes on where a page had no more room.
    """
    written = [p for p in block.parts if p.box is None and p.end - p.start <= _ADDRESS_LINE]
    if len(written) < len(block.parts) or not written:
        return [(0, block.text)]
    return [(p.start, block.text[p.start : p.end]) for p in written]


def _places_of_invented(structured: Structured, mentions: list[_Named]) -> list[_Named]:
    """Return the mentions by place alone of authorities that only the report knows."""
    places = {m.key: m for m in mentions if m.invented}
    found = []
    for key in places:
        pattern = re.compile(r"\b" + r"[ -]+".join(re.escape(w) for w in key.split()) + r"\b", re.IGNORECASE)
        for block in structured.blocks:
            if block.kind == "contents" or key.split()[0] not in block.text.lower():
                continue
            for match in pattern.finditer(block.text):
                inside = any(m.block is block and m.start <= match.start() < m.end for m in mentions if m.key == key)
                if match.group()[0].isupper() and not inside:
                    found.append(_Named(key, block, match.start(), match.end(), _PLACE, full=False))
    return found


def _readable(name: str) -> str:
    """Return a name printed in capitals as names are written; any other as printed."""
    name = " ".join(name.split())
    if not name.isupper():
        return name
    small = {"and", "of", "upon", "on", "in", "under", "with", "the"}
    words = [w if w in small else "-".join(p.capitalize() for p in w.split("-")) for w in name.lower().split()]
    return " ".join([words[0].capitalize(), *words[1:]])
