"""Cut what a meeting is asked to decide into its limbs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import Block, Evidence, Recommendation
from pipeline.rules import Hit, RuleFile

_MARKER = re.compile(r"(?<![\w(])(?P<ref>\((?:[a-z]|[A-H]|[ivx]{1,5}|\d{1,2})\)|(?:[a-z]|[ivx]{1,4}|\d{1,2})\))\s+")
_MARKER_WITH_STOP = re.compile(r"(?<!\S)(?P<ref>(?:\d{1,2}|[ivx]{1,4}|[a-h])\.)\s+(?=[A-Z]|(?:the|that|to|an?|it)\b)")
_DOTTED = re.compile(r"(?<!\S)(?P<ref>\d{1,2}(?:\.\d{1,2}){1,2})\.?\s+(?=[A-Za-z])")
_BULLET = re.compile(r"(?<!\S)(?P<ref>[•●▪■–-])\s+(?=[A-Z])")
_TAIL = re.compile(r"(?:[\s;,](?:and|or|and/or|&)?)+$|\s+(?:and|or)$", re.IGNORECASE)
_THAT = re.compile(r"(?i)\bthat\s*$")
_AND_THAT = re.compile(r"(?:[;,]?\s+and|;)\s+(?=that\s)")
_AND_COLON = re.compile(r",?\s+and(?:\s+to)?\s*[:–—-]*\s*$")
_LOST_MARK = re.compile(
    r"[a-z0-9).;] [A-Z]\w+ (?:(?:to|on|with|upon|of|for) )?(?:the|that|an?|its|their|to|any|this|these|whether|how)\b"
)
_JOINED_VERB = re.compile(r"^\s*$|(?:[,;]|\b(?:and|or|to|that|then|also|\w+ly))\s+$")
_UPON = re.compile(r"\s+(?:up)?on(?=,? (?:and|or)\b)")
_ANDED = re.compile(r"(?i)\band\b|;")
_CHARGING = ("delegate", "authorise", "request", "appoint")
_CONDITION = re.compile(r"\s*(?:if|where|when|subject to|having|following|after)\b[^,;.]*")
_IF_SO = re.compile(r"(?i)if (?:so|not)\b")
_OF_THE_SAME = re.compile(r"(?i)\b(?:where|how|whether|what) (?:it|they)\b")
_SO_NEAR = 20
_SO_FAR = 8  # characters of "if so" and the comma behind it
_FOLLOWING = re.compile(r"(?i)\bfollowing(?: \w+){0,2}$")
_HEAD = re.compile(r"(?i)[\s:–—-]*(?:and\s+)?(?:recommendations?(?:\(s\))?\s*:\s*)?")


@dataclass(frozen=True, slots=True)
class Ask:
    """The words by which a body is asked, characters `start` to `end` of a block's text."""

    start: int
    end: int
    rule: str
    cue: str


def hits_of(file: RuleFile, tells: str, text: str) -> list[Hit]:
    """Return the hits of the rules that tell one thing, from left to right."""
    hits = list(file.that_set("tells", tells).find(text))
    return sorted(hits, key=lambda h: (h.start, -h.end))


def asks_in(text: str, offset: int, file: RuleFile) -> list[Ask]:
    """Return the words that ask in a text that begins at `offset` of its block; such that touch are one."""
    kept: list[Ask] = []
    for hit in hits_of(file, "asks", text):
        start, end = hit.start + offset, hit.end + offset
        if kept and start <= kept[-1].end + 1:
            last = kept.pop()
            start, end = last.start, max(last.end, end)
        kept.append(Ask(start, end, hit.rule.id, text[start - offset : end - offset].strip()))
    return kept


def verb_of(text: str, file: RuleFile) -> str | None:
    """Return the first verb of decision in a text, in its plain form."""
    hits = hits_of(file, "verb", text)
    return str(hits[0].sets["verb"]) if hits else None


def opens_limb(text: str, file: RuleFile) -> bool:
    """Tell whether a text begins as a limb does: with "That" or with a verb of decision."""
    bare = re.sub(r"(?i)^\W*(?:(?:to|that|and|formally|also|it|they)\s+)*", "", text)
    return bool(re.match(r"(?i)\W*that\b", text)) or any(h.start == 0 for h in hits_of(file, "verb", bare[:60]))


def decides(text: str, file: RuleFile) -> bool:
    """Tell whether a text says that something be decided ("the plan be approved")."""
    return any(re.search(r"(?i)\bbe (?:\w+ly )?$", text[: h.start]) for h in hits_of(file, "verb", text))


def is_empty(text: str, file: RuleFile) -> bool:
    """Tell whether a text is no limb: nothing, "N/A", or what a template says."""
    return not re.search(r"\w", text) or bool(hits_of(file, "empty", text))


def has_markers(text: str) -> bool:
    """Tell whether the markers of several limbs stand in a text."""
    return bool(_markers(text, 0, len(text), None))


def _markers(text: str, start: int, end: int, ref: str | None) -> list[re.Match[str]]:
    """Return the markers of limbs run together in one paragraph, in order: (a) ... (b) ...; 1.1 ... 1.2 ...

    Two at least, from the first of its kind; or one at least where `ref`, the block's own reference,
    is the one before it. Bullets part limbs only where they begin at once.
    """
    for pattern in (_MARKER, _MARKER_WITH_STOP, _DOTTED):
        marks = list(pattern.finditer(text, start, end))
        for first, mark in enumerate(marks):
            run = _in_order(marks[first:], after=None)
            if len(run) > 1 and _rank(mark.group("ref")) in (1, None):
                return run
        run = _in_order(marks, after=ref)
        if ref is not None and run:
            return run
    opening = next((m for m in _MARKER.finditer(text, start, end) if _rank(m.group("ref")) == 1), None)
    if ref is None and opening is not None and not text[start : opening.start()].strip(" :–-"):
        return [opening]  # the others stand below
    bullets = list(_BULLET.finditer(text, start, end))
    return bullets if len(bullets) > 1 and not text[start : bullets[0].start()].strip(" :") else []


def _in_order(marks: list[re.Match[str]], after: str | None) -> list[re.Match[str]]:
    """Return the marks that follow each other in number or letter, the first behind `after`."""
    run: list[re.Match[str]] = []
    before = after
    for mark in marks:
        if before is None or follows(mark.group("ref"), before):
            run.append(mark)
            before = mark.group("ref")
    return run


def follows(ref: str | None, before: str) -> bool:
    """Say whether a reference is the next one in number or letter: (b) behind (a), 1.3 behind 1.2."""
    if not ref or not before:
        return False
    one, two = _parts(before), _parts(ref)
    return len(one) == len(two) and one[:-1] == two[:-1] and two[-1] == one[-1] + 1


def _rank(ref: str) -> int | None:
    """Return the place of a marker in its series: 1 for (a), (i), 1.; null for a dotted number, which may begin anywhere."""
    parts = _parts(ref)
    return parts[0] if len(parts) == 1 else None


def _parts(ref: str) -> tuple[int, ...]:
    plain = ref.strip("(). ").lower()
    if re.fullmatch(r"\d+(?:\.\d+)*", plain):
        return tuple(int(n) for n in plain.split("."))
    roman = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
    if plain in roman:
        return (roman.index(plain) + 1,)
    return (ord(plain[0]) - ord("a") + 1,) if len(plain) == 1 else (0,)


def sentence_limbs(block: Block, ask: Ask, end: int, ref: str | None, file: RuleFile) -> Iterator[Recommendation]:
    """Yield the limbs of words that ask and what follows them, up to `end`.

    Where markers part the limbs, a limb begins behind its marker, and the first takes the words that
    ask with it only if it has no verb of its own ("Cabinet to note: (a) the plan"). Without markers the
    first takes them always but where a colon parts them, and each further verb of decision with an object
    of its own opens a limb.
    """
    text = block.text
    marks = _markers(text, ask.end, end, None)
    if marks:
        verb = verb_of(text[ask.end : marks[0].start()], file) or verb_of(ask.cue, file)
        for n, (mark, until) in enumerate(zip(marks, [*(m.start() for m in marks[1:]), end], strict=True)):
            has_verb = opens_limb(text[mark.end() : until], file)
            begin = ask.start if n == 0 and not has_verb else mark.end()
            yield from limb(block, begin, until, mark.group("ref"), ask.rule, ask.cue, file, verb=verb, own=mark.end())
        return
    colon = re.match(r"\s*:[\s-]*(?=\w)", text[ask.end : end])
    begin, own = (ask.end + colon.end(),) * 2 if colon else (ask.start, ask.end)
    cuts = [(hit.start, hit.end) for hit in _second_verbs(text[:end], own, file)]
    cuts += [cut for cut in _second_clauses(text, own, end, file) if not any(a < cut[1] and cut[0] < b for a, b in cuts)]
    for left, right in sorted(cuts):
        yield from limb(block, begin, left, ref, ask.rule, ask.cue, file, verb=None, own=own)
        begin = own = right
    yield from limb(block, begin, end, ref, ask.rule, ask.cue, file, verb=None, own=own)


def _second_clauses(text: str, own: int, end: int, file: RuleFile) -> list[tuple[int, int]]:
    """Return what joins further clauses to "that ...": those that no verb before them governs ("agrees that ... and that")."""
    if not _THAT.search(text[:own] if text[own:end].lstrip()[:5].lower() != "that " else "that "):
        return []
    return [m.span() for m in _AND_THAT.finditer(text, own, end) if not hits_of(file, "governs", text[own : m.start()])]


def _second_verbs(text: str, start: int, file: RuleFile) -> list[Hit]:
    """Return what joins a further verb of decision with an object of its own: "consider and note it" is one thing.

    What shares its object is a verb, not a noun or a participle behind another verb's object ("note the risks IDENTIFIED
    and ..."). What somebody is charged with is no further thing to decide ("delegates authority to the Director, to agree").
    """
    verbs, before = set[int](), start
    found = hits_of(file, "verb", text)
    for hit in found:
        if hit.start >= start and (before == start or _JOINED_VERB.search(text[before : hit.start])):
            verbs |= {hit.end, *(m.end() for m in [_UPON.match(text, hit.end)] if m)}
        before = max(before, hit.end)
    kept: list[Hit] = []
    for hit in hits_of(file, "second", text):
        since = kept[-1].end if kept else start
        charged = not _ANDED.search(hit.cue) and any(since <= v.start < hit.start and v.sets["verb"] in _CHARGING for v in found)
        shares = hit.start in verbs and not hit.sets.get("own_verb")
        hangs = (
            _CONDITION.fullmatch(text, since, hit.start)
            or _IF_SO.search(text, hit.start - _SO_FAR, hit.start)
            or _IF_SO.match(text, hit.end)
            or _OF_THE_SAME.search(text, hit.end, hit.end + _SO_NEAR)
        )
        if hit.start > start and not (shares or charged or hangs):
            kept.append(hit)
    return kept


def list_limbs(block: Block, start: int, end: int, ref: str | None, file: RuleFile, verb: str | None) -> Iterator[Recommendation]:
    """Yield the limb that an item of a list is; several where their markers run together in it."""
    leads_in = next(iter(hits_of(file, "lead_in", block.text[start:end])), None)
    opening = start + leads_in.end if leads_in is not None else start
    marks = _markers(block.text, opening, end, ref)
    before = block.text[opening : marks[0].start()] if marks else ""
    if marks and (not before.strip(" :") or (ref is not None and follows(marks[0].group("ref"), ref))):
        yield from limb(block, opening, marks[0].start(), ref, _LIST, "", file, verb=verb, own=opening)
        for mark, until in zip(marks, [*(m.start() for m in marks[1:]), end], strict=True):
            yield from limb(block, mark.end(), until, mark.group("ref"), _LIST, "", file, verb=verb, own=mark.end())
        return
    if block.kind in ("paragraph", "header_field", "table_row") and ref is None and opens_limb(block.text[start:end], file):
        for begin in _capital_verbs(block.text, start, end, file):
            yield from list_limbs(block, start, begin, ref, file, verb)
            start = begin
    if (
        block.kind in ("paragraph", "header_field", "table_row", "list_item") and verb is None
    ):  # a sentence, not an item of a list
        for cut in _second_verbs(block.text[:end], start, file):
            yield from limb(block, start, cut.start, ref, _LIST, "", file, verb=None, own=start)
            start = cut.end
    yield from limb(block, start, end, ref, _LIST, "", file, verb=verb, own=start)


def _capital_verbs(text: str, start: int, end: int, file: RuleFile) -> list[int]:
    """Return where limbs begin whose marks and line breaks are lost: a verb of decision with a capital, its object behind."""
    verbs = (h.start + start for h in hits_of(file, "verb", text[start:end]))
    return [n for n in verbs if n > start + 1 and _LOST_MARK.match(text, n - 2)]


_LIST = "recommendations.heading_decision"


def before_list(block: Block, ask: Ask, end: int, file: RuleFile) -> tuple[list[Recommendation], str | None]:
    """Return what a lead-in asks before its list begins ("note the plan and to consider: ..."), and the list's verb."""
    ends_so = _AND_COLON.search(block.text, ask.end, end)
    if ends_so and verb_of(block.text[ask.end : ends_so.start()], file):  # "considers the plan and: ..."
        return list(sentence_limbs(block, ask, ends_so.start(), block.ref, file)), None
    last = next(reversed(_second_verbs(block.text[:end], ask.end, file)), None)
    verb = verb_of(block.text[last.end if last else ask.end : end], file)
    named = last is not None and not _FOLLOWING.search(block.text, ask.end, last.start)  # "endorse the following and refer them:"
    whole = sentence_limbs(block, ask, last.start, block.ref, file) if last and named else ()
    return list(whole), verb


def limb(
    block: Block, start: int, end: int, ref: str | None, rule: str, cue: str, file: RuleFile, *, verb: str | None, own: int
) -> Iterator[Recommendation]:
    """Yield a limb without the signs and words that only join it to its neighbours; nothing for an empty one.

    Its verb is the first behind `own`, else the one that the lead-in gave.
    """
    head = _HEAD.match(block.text, start, end)
    start = head.end() if head else start
    tail = _TAIL.search(block.text, start, end)
    end = tail.start() if tail and tail.end() == end else end
    end = start + len(block.text[start:end].rstrip())
    text = " ".join(block.text[start:end].split())
    if not is_empty(text, file):
        evidence = Evidence(block, start, end, rule, cue, 0.85 if rule == _LIST else 0.9)
        own_verb = verb_of(block.text[max(own, start) : end], file)
        printed = ref.rstrip(".") if ref and any(char.isalnum() for char in ref) else None
        yield Recommendation(evidence, "decision", printed, text, None, own_verb or verb)
