"""What a meeting is asked to decide, limb by limb."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.labels import labelled_values
from pipeline.extract.sentences import sentences
from pipeline.model import Block, Evidence, Recommendation, Structured
from pipeline.rules import Hit, RuleFile, Rules

_MARKER = re.compile(r"(?<![\w(])(?P<ref>\((?:[a-z]|[ivx]{1,5}|\d{1,2})\)|(?:[a-z]|[ivx]{1,4}|\d{1,2})\))\s+")
_ROMAN_OR_NUMBER = re.compile(r"(?:^|(?<=[:;.])\s+)(?P<ref>(?:\d{1,2}|[ivx]{1,4}|[a-h])\.)\s+(?=[A-Za-z])")
_TAIL = re.compile(r"(?:[\s;,]+(?:and|or|and/or|&)?)+$|[\s;,]+$|\s+(?:and|or)$", re.IGNORECASE)
_HEAD = re.compile(r"[\s:–—-]*(?:and\s+)?")
_SKIPPED = ("furniture", "contents", "footnote", "caption", "table_header")


def find_decisions(structured: Structured, rules: Rules) -> list[Recommendation]:
    """Return the limbs of all recommendations to a meeting, in the summary and in the body alike."""
    file = rules["extract/recommendations"]
    labelled = {v.block.seq for v in labelled_values(structured, rules)}
    blocks = [b for b in structured.blocks if b.kind not in _SKIPPED and b.text.strip()]
    found: list[Recommendation] = []
    n = 0
    while n < len(blocks):
        block = blocks[n]
        if _is_decision_heading(block, file):
            end = _zone_end(blocks, n + 1, file)
            zone = [b for b in blocks[n + 1 : end] if b.seq not in labelled or _opens_limb(b.text, file)]
            found += _zone_limbs(zone, file, rules)
            n = end
        elif block.kind in ("paragraph", "list_item", "heading", "table_row", "header_field") and (
            asked := _asking(block, file, rules)
        ):
            found += asked.limbs
            end = n + 1
            if asked.opens_list:
                end = _list_end(blocks, n + 1, block)
                found += _zone_limbs(blocks[n + 1 : end], file, rules, verb=asked.verb, is_list=True)
            n = end
        else:
            n += 1
    return found


def heading_zone(text: str, file: RuleFile) -> str | None:
    """Return what a heading opens: `decision`, `improve`, `outside`, `none`; null for a heading of another kind."""
    hits = [h for rule in file.rules if rule.sets.get("tells") == "heading" for h in rule.find(text)]
    return str(max(hits, key=lambda h: h.rule.priority).sets["zone"]) if hits else None


def _is_decision_heading(block: Block, file: RuleFile) -> bool:
    text = block.text.strip()
    return len(text) < 160 and block.kind != "list_item" and heading_zone(text, file) == "decision"


def _zone_end(blocks: Sequence[Block], start: int, file: RuleFile) -> int:
    """Return where the part under a heading of recommendations ends: at the next heading that does not ask itself."""
    for n in range(start, len(blocks)):
        block = blocks[n]
        if block.kind == "heading" and not (_asks(block.text, file) or _opens_limb(block.text, file)):
            return n
    return len(blocks)


def _list_end(blocks: Sequence[Block], start: int, lead_in: Block) -> int:
    """Return where the list behind a lead-in ends."""
    n = start
    while n < len(blocks) and _is_item(blocks[n], lead_in, first=n == start):
        n += 1
    return n


def _is_item(block: Block, lead_in: Block, *, first: bool) -> bool:
    if block.kind == "list_item" or block.lead_in == lead_in.seq:
        return True
    if block.kind not in ("paragraph", "table_row"):
        return False
    if block.ref is None:
        return first and block.text[:1].islower()
    deeper = bool(lead_in.ref) and block.ref.startswith((lead_in.ref or "").rstrip(".")) and block.ref != lead_in.ref
    return deeper or bool(re.fullmatch(r"\(?(?:[a-z]|[ivx]{1,5})[).]*", block.ref)) or lead_in.ref is None


@dataclass(frozen=True, slots=True)
class _Asked:
    limbs: list[Recommendation]
    opens_list: bool
    verb: str | None


def _asks(text: str, file: RuleFile) -> list[Hit]:
    """Return the words that ask, without overlaps, from left to right."""
    hits = [h for rule in file.rules if rule.sets.get("tells") == "asks" for h in rule.find(text)]
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if kept and hit.start <= kept[-1].end + 1:
            if hit.end > kept[-1].end and not text[kept[-1].end : hit.start].strip():
                kept[-1] = Hit(hit.rule, kept[-1].start, hit.end, text[kept[-1].start : hit.end], {}, {})
            continue
        kept.append(hit)
    return kept


def _asking(block: Block, file: RuleFile, rules: Rules) -> _Asked | None:
    """Read a block outside a part of recommendations that asks a meeting to decide; null for any other."""
    hits = [h for h in _asks(block.text, file) if not _is_past_or_remote(block, h)]
    if not hits:
        return None
    limbs: list[Recommendation] = []
    opens, verb = False, None
    ends = [s.end for s in sentences(block.text, rules)]
    for n, hit in enumerate(hits):
        until = hits[n + 1].start if n + 1 < len(hits) else next((e for e in ends if e > hit.end), len(block.text))
        content = block.text[hit.end : until]
        last_word = content.rstrip(" :–—-\t\n")
        if n + 1 == len(hits) and content.rstrip().endswith((":", "–", "—", ":-")) and not _MARKER.search(content):
            opens, verb = True, _verb(last_word, file)
        elif not last_word.strip():
            opens = True
        else:
            if _MARKER.search(content):
                until = len(block.text)
            limbs += _sentence_limbs(block, hit, hit.start, until, file)
    return _Asked([x for x in limbs if x.verb or hits[0].rule.id != "recommendations.it_is_recommended"], opens, verb)


def _is_past_or_remote(block: Block, hit: Hit) -> bool:
    """Leave out what an appended paper or an outside body asks."""
    return any(re.match(r"(?i)appendix|annex", heading) for heading in block.section) and hit.rule.id != "recommendations.asked"


def _zone_limbs(
    zone: Sequence[Block], file: RuleFile, rules: Rules, *, verb: str | None = None, is_list: bool = False
) -> list[Recommendation]:
    """Return the limbs among the blocks of a part of recommendations, or of a list behind a lead-in."""
    found: list[Recommendation] = []
    lead_in_seen = is_list
    for n, block in enumerate(zone):
        for start, end, ref in _texts(block):
            text = block.text[start:end]
            if _is_empty(text, file):
                continue
            hits = [h for h in _asks(text, file) if h.start < 3]
            if hits and not text[hits[0].end :].strip(" :–—-.\t\n"):
                lead_in_seen, verb = True, _verb(text, file) or verb
                continue
            if hits and text.rstrip().endswith((":", ":-")) and not _MARKER.search(text):
                lead_in_seen, verb = True, _verb(text, file) or verb
                if _has_items_below(zone, n):
                    continue
            if len(_asks(text, file)) > (1 if hits else 0):
                asked = _asking(block, file, rules)
                found += asked.limbs if asked else []
                lead_in_seen = lead_in_seen or bool(asked and asked.opens_list)
                continue
            if hits:
                found += _sentence_limbs(block, hits[0], start, end, file, ref=ref)
                continue
            if text.rstrip().endswith(":") and _has_items_below(zone, n):
                verb, lead_in_seen = _verb(text, file) or verb, True
                continue
            if _is_limb(block, text, file, lead_in_seen=lead_in_seen, found=bool(found), last=n + 1 == len(zone)):
                found += _list_limbs(block, start, end, ref, file, verb)
    return found


def _texts(block: Block) -> Iterator[tuple[int, int, str | None]]:
    """Yield the stretches of a block that may hold a limb, each with its reference: cells one by one, else the whole."""
    if not block.cells:
        yield 0, len(block.text), block.ref
        return
    ref = block.ref
    for cell in block.cells:
        text = block.text[cell.start : cell.end].strip()
        if re.fullmatch(r"\(?(?:[a-z]|[ivx]{1,5}|\d{1,2}(?:\.\d{1,2})*)[).]*", text):
            ref = text
        elif text:
            yield cell.start, cell.end, ref


def _has_items_below(zone: Sequence[Block], n: int) -> bool:
    return n + 1 < len(zone) and (
        zone[n + 1].kind == "list_item" or zone[n + 1].ref is not None or zone[n + 1].lead_in == zone[n].seq
    )


def _is_empty(text: str, file: RuleFile) -> bool:
    return (
        not text.strip()
        or any(next(r.find(text), None) for r in file.rules if r.sets.get("tells") == "empty")
        or not re.search(r"\w", text)
    )


def _opens_limb(text: str, file: RuleFile) -> bool:
    """Tell whether a text begins as a limb does: with "That" or with a verb of decision."""
    bare = re.sub(r"(?i)^\W*(?:to|that|and|formally|also)\s+", "", text)
    return bool(re.match(r"(?i)\W*that\b", text)) or any(
        h.start == 0 for r in file.rules if r.sets.get("tells") == "verb" for h in r.find(bare[:60])
    )


def _is_limb(block: Block, text: str, file: RuleFile, *, lead_in_seen: bool, found: bool, last: bool) -> bool:
    """Tell whether a block in a part of recommendations is a limb rather than remarks between them."""
    if _opens_limb(text, file) or block.kind == "list_item":
        return True
    if block.kind == "quote" or text.rstrip().endswith(":"):
        return False
    if block.ref is not None:
        return lead_in_seen or not found or _verb(text, file) is not None
    return (lead_in_seen and not found) or (last and not found and len(text.split()) > 3)


def _verb(text: str, file: RuleFile) -> str | None:
    hits = [h for rule in file.rules if rule.sets.get("tells") == "verb" for h in rule.find(text)]
    return str(min(hits, key=lambda h: h.start).sets["verb"]) if hits else None


def _sentence_limbs(
    block: Block, asks: Hit, start: int, end: int, file: RuleFile, *, ref: str | None = None
) -> Iterator[Recommendation]:
    """Yield the limbs of a sentence that asks: behind its markers, or at each further verb of decision.

    The first limb takes the words that ask with it where it has no verb of its own, and where it is the
    only one or the sentence has no markers.
    """
    ref = ref or block.ref
    body = start + asks.end if start else asks.end
    marks = _markers(block.text, body, end)
    if marks:
        lead_verb = _verb(block.text[body : marks[0].start()], file)
        ends = [m.start() for m in marks[1:]] + [end]
        for n, (mark, until) in enumerate(zip(marks, ends, strict=True)):
            own = _opens_limb(block.text[mark.end() : until], file)
            begin = start + asks.start if n == 0 and not own and not start else mark.end()
            yield from _limb(block, begin, until, mark.group("ref"), asks.rule.id, asks.cue, file, lead_verb, own_from=mark.end())
        return
    cuts = [h for r in file.rules if r.sets.get("tells") == "second" for h in r.find(block.text[:end]) if h.start > body]
    begin, own_from = (start if start else asks.start), body
    for cut in sorted(cuts, key=lambda h: h.start):
        if cut.start >= own_from + 4:
            yield from _limb(block, begin, cut.start, ref, asks.rule.id, asks.cue, file, None, own_from=own_from)
            begin = own_from = cut.end
    yield from _limb(block, begin, end, ref, asks.rule.id, asks.cue, file, None, own_from=own_from)


def _markers(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Return the markers of limbs run together in one paragraph: (a) ... (b) ..., two at least and in order."""
    marks = list(_MARKER.finditer(text, start, end)) or list(_ROMAN_OR_NUMBER.finditer(text, start, end))
    firsts = [n for n, m in enumerate(marks) if m.group("ref").strip("().") in ("a", "i", "1")]
    if not firsts or len(marks) - firsts[0] < 2:
        return []
    return marks[firsts[0] :]


def _list_limbs(
    block: Block, start: int, end: int, ref: str | None, file: RuleFile, verb: str | None
) -> Iterator[Recommendation]:
    """Yield the limbs of a list's item; several where their markers run together in it."""
    marks = _markers(block.text, start, end)
    if marks and not block.text[start : marks[0].start()].strip(" :"):
        ends = [m.start() for m in marks[1:]] + [end]
        for mark, until in zip(marks, ends, strict=True):
            yield from _limb(
                block, mark.end(), until, mark.group("ref"), "recommendations.list", "", file, verb, own_from=mark.end()
            )
        return
    yield from _limb(block, start, end, ref, "recommendations.list", "", file, verb, own_from=start)


def _limb(
    block: Block, start: int, end: int, ref: str | None, rule: str, cue: str, file: RuleFile, verb: str | None, *, own_from: int
) -> Iterator[Recommendation]:
    """Yield a limb without the signs and words that only join it to its neighbours; nothing for an empty one."""
    head = _HEAD.match(block.text, start, end)
    start = head.end() if head else start
    tail = _TAIL.search(block.text, start, end)
    end = tail.start() if tail and tail.end() == end else end
    end = start + len(block.text[start:end].rstrip())
    text = " ".join(block.text[start:end].split())
    if _is_empty(text, file):
        return
    evidence = Evidence(block, start, end, rule, cue.strip(), 0.9 if rule != "recommendations.list" else 0.85)
    yield Recommendation(
        evidence, "decision", ref, text, None, _verb(block.text[own_from:end], file) or verb or _verb(text, file)
    )
