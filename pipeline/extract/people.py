"""The people whom a report names as answerable for it: names, posts, and in what relation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.extract.casing import readable
from pipeline.extract.labels import PERSON_FIELDS, Labelled, front_length, labelled_values
from pipeline.extract.people_columns import people_in_columns
from pipeline.extract.persons import Named, read_persons
from pipeline.extract.reportkind import report_kind
from pipeline.model import Block, Evidence, Person, Structured
from pipeline.rules import Rules

_RELATIONS = {field: field for field in PERSON_FIELDS} | {"director": "responsible_director"}
_OFFICERS = ("author", "lead_officer", "responsible_director")
_NEAR = 6  # blocks between a person's field and the job title that belongs to it
_FRONT = 15  # blocks in which a letter's own address may stand
_BOUND_IN = re.compile(r"(?i)\s*(?:appendix|annex|schedule|enclosure)\b|\s*dear\s")
_DAY_LINE = re.compile(r"\W*(?:[Dd]ated?:?\s*)?(?:\d{1,2}(?:st|nd|rd|th)?\s+)?[A-Z][a-z]{2,8}\s+\d{4}\W*$")
_PROSE = 12  # words of a field that names more than a person
_STOP = re.compile(r"(?<=\w\w)(?<![Tt]el)(?<![Ee]xt)\.\s")
_ABOUT_REPORT = re.compile(r"(?i)\b(?:enquir|inquir|quer|question|information|details|report\b|contact officer)")
_INTRODUCES = re.compile(r"(?i)[,)]? (?:introduced|presented) (?:the|a|this) (?:\w+ ){0,2}(?:report|paper|item|update|plan)\b")
_SHORT = 140  # characters of a signature or a contact line


def find_people(structured: Structured, rules: Rules) -> tuple[Person, ...]:
    """Return the people of the header, of contact boxes and of signatures, in the order of the document.

    The same person in the same relation is given once, with all that is said of him or her (a template
    left in twice repeats its header). Inspection reports name their inspectors only, other reports none:
    an inspection report that is appended to them has its own.
    """
    kind = report_kind(structured, rules)
    values = labelled_values(structured, rules)
    beside, columns = people_in_columns(structured, values, rules)
    values = tuple(value for value in values if value.block.seq not in columns)
    labelled = {value.block.seq for value in values} | columns
    announced = list(_under_headings(structured, labelled, rules))
    listed = {person.evidence.block.seq for person in announced}
    found = [
        *beside,
        *_labelled_people(structured, values, rules),
        *_offices(structured, labelled, rules),
        *_bare_members(structured, labelled, rules),
        *_bylines(structured, labelled, rules),
        *(person for person in _signatures(structured, labelled, rules) if person.evidence.block.seq not in listed),
        *_enquiries(structured, labelled, rules),
        *_written_by(structured, labelled, rules),
        *announced,
    ]
    told = any(person.relation in _OFFICERS for person in found)
    contacts = {person.evidence.block.seq for person in found if person.relation == "contact_officer"}
    if kind is not None and kind.value in ("committee_report", "other") and not told:
        found += [p for p in _bare_authors(structured, labelled, rules) if p.evidence.block.seq not in contacts]
    if kind is not None and kind.value not in ("inspection_report", "letter"):
        found += _members_in_text(structured, rules, introducing=bool(found))
    inspected = kind is not None and kind.value in ("inspection_report", "letter")
    if kind is not None and kind.value != "letter":  # a letter may be an inspector's or a minister's
        found = [p for p in found if (p.relation == "lead_inspector") == inspected]
    found.sort(key=lambda p: (p.evidence.block.seq, p.evidence.start))
    kept: dict[tuple[str, str, str], Person] = {}
    for person in found:
        if _said_before(person, kept.values()):
            continue
        kept.setdefault((person.relation, _plain(person.name), _plain(person.role)), person)
    return tuple(kept.values())


def _labelled_people(structured: Structured, values: tuple[Labelled, ...], rules: Rules) -> Iterator[Person]:
    """Yield the people of labelled fields; a post or a further name in a line of its own joins its neighbour."""
    lines = {block.seq: block for block in structured.blocks if block.kind == "header_field"}
    labelled = {value.block.seq for value in values}
    waiting: list[Person] = []  # people of the last field, whose posts may follow in a field of their own
    for value in values:
        near = bool(waiting) and value.block.seq - waiting[-1].evidence.block.seq <= _NEAR
        if value.field in ("job_title", "telephone", "email") or (value.field == "title" and near and _is_post(value, rules)):
            post = _post_in(value, rules)
            if near and post:
                waiting = [_with_post(p, post) for p in waiting[:1]] + waiting[1:]
            continue
        relations = _relations(value, rules)
        if not relations:
            continue
        yield from waiting
        found = [
            (value.block, named)
            for named in read_persons(value.block.text, _opening(value), value.end, value.breaks, rules)
            if value.field != "portfolio" or named.is_member
        ]
        below = lines.get(value.block.seq + 1)
        if found and below is not None and below.seq not in labelled and ":" not in below.text:
            further = read_persons(below.text, 0, len(below.text), (), rules)
            if all(one.name and one.role and one.covers_all for one in further) and not (
                relations == ("lead_member",) and not all(one.is_member for one in further)
            ):
                found += [(below, one) for one in further]
        waiting = [
            _person(block, one, _of_member(relation, one, found, value, rules), value.rule, value.label, value.confidence)
            for relation in relations
            for block, one in found
            if _stands_in(relation, one, relations)
        ]
    yield from waiting


def _opening(value: Labelled) -> int:
    """Return where a field's person begins: at the label where that is part of the post ("Cabinet Member for ...")."""
    return value.line if value.field == "lead_member" and value.label.lower().endswith(" for") else value.start


def _stands_in(relation: str, one: Named, relations: tuple[str, ...]) -> bool:
    """Say whether a person of a field stands in one of its relations: where it names a member and an officer, who is which."""
    return "lead_member" not in relations or len(relations) == 1 or one.is_member == (relation == "lead_member")


def _of_member(relation: str, one: Named, beside: list[tuple[Block, Named]], value: Labelled, rules: Rules) -> str:
    """Return the relation of a person, which a councillor's office decides where the label leaves it open ("Sponsor").

    Under "Report of" an office alone is the author, whosever it is; a councillor by name is the member who
    answers for the report unless she chairs a committee, and an officer beside her the one who answers to her.
    """
    sets = rules["structure/header_fields"].rule(value.rule).sets
    if sets.get("member") and one.is_member:
        return str(sets["member"])
    if sets.get("also") == "lead_officer" and sets.get("field") == "lead_member" and one.role and relation == "lead_officer":
        return _relation_of_post(one.role)
    named = sets.get("named_member")
    presides = rules["extract/people"].rule("people.presides")
    if named and one.is_member and one.name and not any(True for _ in presides.find(one.role or "")):
        return str(named)
    if named and one.role and any(o.is_member and o.name for _, o in beside if o is not one):
        return _relation_of_post(one.role)
    return relation


def _is_post(value: Labelled, rules: Rules) -> bool:
    """Say whether a title behind a person's name is that of the person and not of the report."""
    found = read_persons(value.block.text, value.start, value.end, value.breaks, rules)
    return len(found) == 1 and found[0].name is None and found[0].role is not None and found[0].covers_all


def _post_in(value: Labelled, rules: Rules) -> str | None:
    """Return the post that a field of its own gives, or that stands behind a number or an address."""
    if value.field in ("job_title", "title"):
        return readable(value.value, rules["extract/casing"])
    named = read_persons(value.block.text, value.start, value.end, value.breaks, rules)
    return named[0].role if len(named) == 1 and named[0].name is None else None


def _relations(value: Labelled, rules: Rules) -> tuple[str, ...]:
    """Return in what relation a field names people; two where its label names two ("Author and contact")."""
    if value.field in _RELATIONS:
        also = rules["structure/header_fields"].rule(value.rule).sets.get("also")
        return (_RELATIONS[value.field], *([_RELATIONS[str(also)]] if also else []))
    if value.field == "portfolio":
        return ("lead_member",)
    if value.field != "name":
        return ()
    for heading in reversed(value.block.section):
        hit = rules["structure/header_fields"].first(heading)
        if hit is not None and hit.sets.get("field") in _RELATIONS:
            return (_RELATIONS[str(hit.sets["field"])],)
    return ("contact_officer",)


def _offices(structured: Structured, labelled: set[int], rules: Rules) -> Iterator[Person]:
    """Yield the people of lines whose label is an office ("Portfolio Holder for Learning: Ann Example").

    They stand in the header; outside it only the highest offices count, beside a line that is labelled or at the end.
    """
    blocks = structured.blocks
    for n, block in enumerate(blocks):
        if block.kind not in ("header_field", "paragraph") or block.seq in labelled or ":" not in block.text[:_SHORT]:
            continue
        inside = block.kind == "header_field"
        if not inside and not (len(block.text) <= _SHORT and _beside_box(blocks, n, labelled)):
            continue
        for one in read_persons(block.text, 0, len(block.text), (), rules):
            if one.name and one.role and one.covers_all and block.text.index(":") > one.start:
                relation = "lead_member" if one.is_member else _relation_of_post(one.role)
                if inside or any(True for _ in rules["extract/people"].rule("people.high_office").find(one.role)):
                    yield Person(_evidence(block, one, "people.post", one.role, 0.8), relation, one.name, one.role)


def _beside_box(blocks: Sequence[Block], n: int, labelled: set[int]) -> bool:
    """Say whether a block stands close to a labelled field behind it, or among a report's last."""
    return n >= len(blocks) - _NEAR or any(block.seq in labelled for block in blocks[n + 1 : n + _NEAR])


def _bare_authors(structured: Structured, labelled: set[int], rules: Rules) -> Iterator[Person]:
    """Yield the officer who stands in a line of the header without a label: who reports, where no label says who does."""
    blocks = structured.blocks[: front_length(structured, rules)]
    for above, block in zip((None, *blocks), blocks, strict=False):
        if block.kind != "header_field" or block.seq in labelled or len(block.text) > _SHORT:
            continue
        for one in read_persons(block.text, 0, len(block.text), (), rules)[:1]:
            paper = any(True for _ in rules["extract/people"].rule("people.document").find(one.role or ""))
            if one.role and one.covers_all and not one.is_member and not paper:
                over = _line_of_person(above, rules) if above is not None and not one.name and above.seq not in labelled else None
                if above is not None and over is not None and over.name and not over.role:
                    yield Person(_evidence(above, over, "people.post", one.role, 0.6), "author", over.name, one.role)
                    return
                yield Person(_evidence(block, one, "people.post", one.role, 0.6), "author", one.name, one.role)
                return


def _bare_members(structured: Structured, labelled: set[int], rules: Rules) -> Iterator[Person]:
    """Yield the councillors who stand in lines of the header without a label, each with the portfolio."""
    office = rules["extract/people"].rule("people.high_office")
    for block in structured.blocks[: front_length(structured, rules)]:
        if block.kind == "header_field" and block.seq not in labelled and len(block.text) <= _SHORT and ":" not in block.text:
            found = read_persons(block.text, 0, len(block.text), (), rules)
            one = found[0] if len(found) == 1 else None
            if one and one.name and one.role and one.is_member and one.covers_all and any(True for _ in office.find(one.role)):
                yield Person(_evidence(block, one, office.id, one.role, 0.7), "lead_member", one.name, one.role)


def _members_in_text(structured: Structured, rules: Rules, *, introducing: bool) -> Iterator[Person]:
    """Yield the councillor whom a council's news or statement names with the portfolio, where it names nobody else.

    Where others are known, only who is `introducing` the report counts, as minutes tell.
    """
    rule = rules["extract/people"].rule("people.member_in_text")
    for block in structured.blocks[:_FRONT]:
        for hit in rule.find(block.text) if block.kind == "paragraph" else ():
            if introducing and not _INTRODUCES.match(block.text, hit.end):
                continue
            for one in read_persons(block.text, hit.start, hit.end, (), rules):
                if one.name and one.role and one.is_member:
                    yield Person(_evidence(block, one, rule.id, hit.cue, 0.6), "lead_member", one.name, one.role)


def _bylines(structured: Structured, labelled: set[int], rules: Rules) -> Iterator[Person]:
    """Yield who wrote a paper, or a part of it, where the line that names the paper says so ("Briefing by ...")."""
    for block in _main_part(structured):
        if block.seq in labelled or len(block.text) > _SHORT or block.kind not in ("heading", "paragraph", "header_field"):
            continue
        for hit in (h for h in rules["extract/people"].scan(block.text) if h.sets["part"] == "byline"):
            for one in read_persons(block.text, hit.end, len(block.text), (), rules):
                if one.name and one.role and one.covers_all:
                    relation = "lead_member" if one.is_member else "author"
                    yield Person(_evidence(block, one, hit.rule.id, hit.cue, 0.7), relation, one.name, one.role)


def _relation_of_post(role: str) -> str:
    return "responsible_director" if re.search(r"(?i)\bdirector|chief (?:executive|officer)", role) else "lead_officer"


def _enquiries(structured: Structured, labelled: set[int], rules: Rules) -> Iterator[Person]:
    """Yield whom a text says to ask: a name with a number or an address behind "enquiries to"."""
    for block in _main_part(structured):
        if block.kind == "header_field" and block.seq in labelled and not _is_prose(block):
            continue
        for hit in rules["extract/people"].that_set("part", "enquiries").find(block.text):
            stop = _STOP.search(block.text, hit.end)
            until = min(stop.start() if stop else len(block.text), hit.end + _SHORT)
            found = read_persons(block.text, hit.end, until, (), rules)
            if found and found[0].name and (found[0].has_number or (found[0].role and _ABOUT_REPORT.search(hit.cue))):
                yield Person(
                    _evidence(block, found[0], hit.rule.id, hit.cue, 0.7), "contact_officer", found[0].name, found[0].role
                )


def _is_prose(block: Block) -> bool:
    """Say whether a field holds sentences, in which a person may be named, rather than a person alone."""
    return len(block.text.split()) > _PROSE


def _written_by(structured: Structured, labelled: set[int], rules: Rules) -> Iterator[Person]:
    """Yield who wrote a report by a sentence or line that says so: "This report was written by ..."."""
    rule, behind = rules["extract/people"].rule("people.written_by"), rules["extract/people"].rule("people.is_author")
    for block in _main_part(structured):
        if block.seq in labelled or block.kind == "table_row":
            continue
        for hit in rule.find(block.text):
            stop = re.compile(r"(?<=\w\w)\.\s|,? who\b|,? on behalf\b").search(block.text, hit.end)
            until = min(stop.start() if stop else len(block.text), hit.end + _SHORT)
            for one in read_persons(block.text, hit.end, until, (), rules):
                if one.name or (one.role and one.covers_all):
                    yield Person(_evidence(block, one, rule.id, hit.cue, 0.7), "author", one.name, one.role)
        for hit in behind.find(block.text):
            for one in read_persons(block.text, hit.start, hit.end, (), rules):
                if one.name and not one.role:
                    yield Person(_evidence(block, one, behind.id, hit.cue, 0.7), "author", one.name, None)


def _under_headings(structured: Structured, labelled: set[int], rules: Rules) -> Iterator[Person]:
    """Yield the people whom a heading or a line announces ("Lead officer contact", "For enquiries please contact:")."""
    blocks = _main_part(structured)
    for n, above in enumerate(blocks):
        label = _announced(above, rules)
        if label is None:
            continue
        for block, below in zip(blocks[n + 1 :], [*blocks[n + 2 :], None], strict=False):
            if (
                block.seq in labelled
                or block.kind not in ("paragraph", "list_item", "header_field", "table_row")
                or len(block.text) > _SHORT * 2
            ):
                break
            found = read_persons(block.text, 0, len(block.text), (), rules)
            if block is not blocks[n + 1] and not all(one.name and (one.has_number or one.covers_all) for one in found):
                break
            for named in found:
                if named.name and (named.role or named.has_number or (named is found[0] and block is blocks[n + 1])):
                    post = _line_of_person(below, rules) if below is not None and named.role is None else None
                    role = named.role or (post.role if post is not None and post.name is None else None)
                    yield Person(_evidence(block, named, label[0], above.text, 0.7), label[1], named.name, role)
            if not found:
                break


def _announced(block: Block, rules: Rules) -> tuple[str, str] | None:
    """Return the rule and the relation of a heading or line that is nothing but the label of a person."""
    text = block.text.replace("\t", " ").strip()
    if len(text) > _SHORT or block.kind not in ("heading", "paragraph", "list_item", "table_row"):
        return None
    for hit in rules["extract/people"].rule("people.contact_heading").find(text):
        return hit.rule.id, "contact_officer"
    for rule in rules["structure/header_fields"].that_set("field").present(text):
        for hit in rule.find(text) if rule.sets["field"] in _RELATIONS else ():
            if not re.sub(r"(?i)\W|details?|contacts?", "", text[hit.end :]):
                return rule.id, _RELATIONS[str(rule.sets["field"])]
    asked = f"{text.rstrip(':')}: Xx "  # the rule wants a name behind it, which stands in the next line
    for hit in rules["extract/people"].that_set("part", "enquiries").find(asked):
        if hit.start == 0 and hit.end >= len(text):
            return hit.rule.id, "contact_officer"
    return None


def _main_part(structured: Structured) -> tuple[Block, ...]:
    """Return the blocks before the first appendix or letter that is bound in; a letter's own blocks whole."""
    blocks = tuple(b for b in structured.blocks if b.kind not in ("furniture", "contents"))
    for n, block in enumerate(blocks):
        if n > _FRONT and (_BOUND_IN.match(block.text) and (block.kind == "heading" or block.text.startswith("Dear"))):
            return blocks[:n]
    return blocks


def _signatures(structured: Structured, labelled: set[int], rules: Rules) -> Iterator[Person]:
    """Yield who signs: a name with a post, or with a number to ring, alone in its paragraph.

    Lists of members look the same, so a signature counts only where the report's end, a contact box or a known
    section heading follows, or under the closing words of a letter. A day under the name is passed over.
    """
    file, headings = rules["extract/people"], rules["structure/headings"]
    lines = (b for b in _main_part(structured) if b.kind in ("paragraph", "heading") and b.seq not in labelled)
    blocks = [b for b in lines if not _DAY_LINE.match(b.text)]
    boxes = [b.seq for b in structured.blocks if b.kind == "header_field" and b.seq in labelled]
    read = [_line_of_person(block, rules) for block in blocks]
    closed = False
    for n, (block, one) in enumerate(zip(blocks, read, strict=True)):
        if len(block.text) <= _SHORT and any(h.sets["part"] == "closing" for h in file.scan(block.text)):
            closed = True
            continue
        if one is None or not one.name:
            closed = closed and len(block.text) <= _SHORT
            continue
        below = read[n + 1] if n + 1 < len(blocks) else None
        role = one.role or (below.role if below is not None and below.name is None else None)
        last = block.seq if one.role or below is None else blocks[n + 1].seq
        after = next((blocks[m] for m in range(n + 1, len(blocks)) if read[m] is None), None)
        known = (
            after is None
            or last + 1 in boxes
            or _announced(after, rules)
            or _labels(after.text, rules)
            or bool((hit := headings.first(after.text)) and hit.sets.get("known"))
        )
        if role and (closed or known):
            relation = "lead_member" if one.is_member else "author"
            relation = "lead_inspector" if re.search(r"(?i)inspector\b|\bHMI\b", role) else relation
            yield Person(_evidence(block, one, "people.post", role, 0.7), relation, one.name, role)
        elif one.has_number and known:
            yield Person(_evidence(block, one, "people.telephone", block.text, 0.7), "contact_officer", one.name, one.role)


def _line_of_person(block: Block, rules: Rules) -> Named | None:
    """Read a short block that holds one person and nothing else."""
    text = block.text
    if len(text) > _SHORT or text.rstrip().endswith((".", ":", ";", "?")) or _labels(text, rules):
        return None
    named = read_persons(text, 0, len(text), (), rules)
    return named[0] if len(named) == 1 and named[0].covers_all else None


def _labels(text: str, rules: Rules) -> bool:
    hit = rules["structure/header_fields"].first(text)
    return hit is not None and bool(re.match(r"\s*:", text[hit.end :]))


def _person(block: Block, named: Named, relation: str, rule: str, cue: str, confidence: float) -> Person:
    return Person(_evidence(block, named, rule, cue, confidence), relation, named.name, named.role)


def _evidence(block: Block, named: Named, rule: str, cue: str, confidence: float) -> Evidence:
    return Evidence(block, named.start, named.end, rule, cue, confidence)


def _with_post(person: Person, post: str) -> Person:
    return person if person.role else Person(person.evidence, person.relation, person.name, post)


def _said_before(person: Person, kept: Iterable[Person]) -> bool:
    """Tell whether the name stands already in this relation, with the same post or one of them without."""
    return any(
        p.relation == person.relation
        and person.name is not None
        and _plain(p.name) == _plain(person.name)
        and (person.role is None or p.role is None or _plain(p.role) == _plain(person.role))
        for p in kept
    )


def _plain(text: str | None) -> str:
    return re.sub(r"[^a-z0-9]+", " ", (text or "").lower()).strip()
