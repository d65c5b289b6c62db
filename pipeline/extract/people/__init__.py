"""The people whom a report names as answerable for it: names, posts, and in what relation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.extract.actions.records import records
from pipeline.extract.casing import readable
from pipeline.extract.labels import Labelled, labelled_values
from pipeline.extract.people.columns import people_in_columns
from pipeline.extract.people.lines import bare_authors, bare_members, bylines, enquiries, members_in_text, offices, written_by
from pipeline.extract.people.parts import NEAR, RELATIONS, made_person, plain_form, relation_of_post
from pipeline.extract.people.signed import signatures, under_headings
from pipeline.extract.persons import Named, read_persons
from pipeline.extract.reportkind import report_kind
from pipeline.model import Block, Evidence, Person, Structured
from pipeline.rules import Rules

_COUNCILLOR = re.compile(r"(?i)(?:councillor|cllr)\b")
_OFFICERS = ("author", "lead_officer", "responsible_director")


def find_people(structured: Structured, rules: Rules) -> tuple[Person, ...]:
    """Return the people of the header, of contact boxes and of signatures, in the order of the document.

    The same person in the same relation is given once, with all that is said of him or her (a template
    left in twice repeats its header). Inspection reports name their inspectors only, other reports none:
    an inspection report that is appended to them has its own.
    """
    kind = report_kind(structured, rules)
    of_actions = {block.seq for record in records(structured, rules) for block in record.blocks}
    structured = replace(structured, blocks=tuple(block for block in structured.blocks if block.seq not in of_actions))
    values = labelled_values(structured, rules)
    beside, columns = people_in_columns(structured, values, rules)
    values = tuple(value for value in values if value.block.seq not in columns)
    labelled = {value.block.seq for value in values} | columns
    announced = list(under_headings(structured, labelled, rules))
    listed = {person.evidence.block.seq for person in announced}
    signed = [person for person in signatures(structured, labelled, rules) if person.evidence.block.seq not in listed]
    found = [
        *beside,
        *_labelled_people(structured, values, rules),
        *offices(structured, labelled, rules),
        *bare_members(structured, labelled, rules),
        *bylines(structured, labelled, rules),
        *signed,
        *enquiries(structured, labelled, rules),
        *written_by(structured, labelled, rules),
        *announced,
    ]
    found = [_answering(person, found) if person in signed else person for person in found]
    told = any(person.relation in _OFFICERS for person in found)
    contacts = {person.evidence.block.seq for person in found if person.relation == "contact_officer"}
    if kind is not None and kind.value in ("committee_report", "other") and not told:
        found += [p for p in bare_authors(structured, labelled, rules) if p.evidence.block.seq not in contacts]
    if kind is not None and kind.value not in ("inspection_report", "letter"):
        found += members_in_text(structured, rules, introducing=bool(found))
    inspected = kind is not None and kind.value in ("inspection_report", "letter")
    if kind is not None and kind.value != "letter":  # a letter may be an inspector's or a minister's
        found = [p for p in found if (p.relation == "lead_inspector") == inspected]
    found.sort(key=lambda p: (p.evidence.block.seq, p.evidence.start))
    kept: dict[tuple[str, str, str], Person] = {}
    for person in found:
        if _said_before(person, kept.values()):
            continue
        kept.setdefault((person.relation, plain_form(person.name), plain_form(person.role)), person)
    return tuple(kept.values())


def _answering(person: Person, found: Sequence[Person]) -> Person:
    """Return a director who signs as the one who answers for the report, where its head said so or another is its author.

    Anybody else is returned as found.
    """
    heads = (p for p in found if p.relation == "responsible_director" and p.evidence.block.seq < person.evidence.block.seq)
    if any(p.name and plain_form(p.name) == plain_form(person.name) for p in heads):
        return replace(person, relation="responsible_director")
    others = [p for p in found if p.relation == "author" and p.name and plain_form(p.name) != plain_form(person.name)]
    directs = person.relation == "author" and relation_of_post(person.role or "") == "responsible_director"
    return replace(person, relation="responsible_director") if others and directs else person


def _labelled_people(structured: Structured, values: tuple[Labelled, ...], rules: Rules) -> Iterator[Person]:
    """Yield the people of labelled fields; a post or a further name in a line of its own joins its neighbour."""
    lines = {block.seq: block for block in structured.blocks if block.kind == "header_field"}
    labelled = {value.block.seq for value in values}
    waiting: list[Person] = []  # people of the last field, whose posts may follow in a field of their own
    for value in values:
        near = bool(waiting) and value.block.seq - waiting[-1].evidence.block.seq <= NEAR
        if value.field in ("job_title", "telephone", "email") or (value.field == "title" and near and _is_post(value, rules)):
            post = _post_in(value, rules)
            if near and post:
                waiting = [_with_post(p, post) for p in waiting[:1]] + waiting[1:]
            if near:
                waiting += _behind_number(value, lines.get(value.block.seq + 1), labelled, waiting[0], rules)
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
            made_person(block, one, meant, value.rule, value.label, value.confidence)
            for relation in relations
            for block, one in found
            if _stands_in(relation, one, relations)
            for meant in _meant(relation, one, found, value, rules)
        ]
    yield from waiting


def _behind_number(value: Labelled, below: Block | None, labelled: set[int], first: Person, rules: Rules) -> list[Person]:
    """Return who stands behind the number or address of a field's first person, or in the line below."""
    places = [(value.block, value.start, value.end)]
    if below is not None and below.seq not in labelled and ":" not in below.text:
        places.append((below, 0, len(below.text)))
    return [
        Person(Evidence(block, one.start, one.end, first.evidence.rule, value.label, 0.7), first.relation, one.name, one.role)
        for block, start, end in places
        for one in read_persons(block.text, start, end, (), rules)
        if value.field != "title" and one.name and one.role and one.covers_all and not one.is_member
    ]


def _opening(value: Labelled) -> int:
    """Return where a field's person begins: at the label where that is part of the post ("Cabinet Member for ...")."""
    return value.line if value.field == "lead_member" and value.label.lower().endswith(" for") else value.start


def _stands_in(relation: str, one: Named, relations: tuple[str, ...]) -> bool:
    """Say whether a person of a field stands in one of its relations: where it names a member and an officer, who is which."""
    return "lead_member" not in relations or len(relations) == 1 or one.is_member == (relation == "lead_member")


def _meant(relation: str, one: Named, beside: list[tuple[Block, Named]], value: Labelled, rules: Rules) -> tuple[str, ...]:
    """Return the relations of a person: under "Report of" who is called a councillor is its author too, not only who answers."""
    meant = _of_member(relation, one, beside, value, rules)
    named = rules["structure/header_fields"].rule(value.rule).sets.get("named_member")
    titled = bool(one.name and _COUNCILLOR.match(one.name))
    return (relation, meant) if meant == named != relation and titled else (meant,)


def _of_member(relation: str, one: Named, beside: list[tuple[Block, Named]], value: Labelled, rules: Rules) -> str:
    """Return the relation of a person, which a councillor's office decides where the label leaves it open ("Sponsor").

    Under "Report of" an office alone is the author, whosever it is; a councillor by name is the member who
    answers for the report unless she chairs a committee, and an officer beside her the one who answers to her.
    """
    sets = rules["structure/header_fields"].rule(value.rule).sets
    if sets.get("member") and one.is_member:
        return str(sets["member"])
    if sets.get("also") == "lead_officer" and sets.get("field") == "lead_member" and one.role and relation == "lead_officer":
        return relation_of_post(one.role)
    named = sets.get("named_member")
    presides = rules["extract/people"].rule("people.presides")
    if named and one.is_member and one.name and not any(True for _ in presides.find(one.role or "")):
        return str(named)
    if named and one.role and any(o.is_member and o.name for _, o in beside if o is not one):
        return relation_of_post(one.role)
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
    if value.field in RELATIONS:
        also = rules["structure/header_fields"].rule(value.rule).sets.get("also")
        return (RELATIONS[value.field], *([RELATIONS[str(also)]] if also else []))
    if value.field == "portfolio":
        return ("lead_member",)
    if value.field != "name":
        return ()
    for heading in reversed(value.block.section):
        hit = rules["structure/header_fields"].first(heading)
        if hit is not None and hit.sets.get("field") in RELATIONS:
            return (RELATIONS[str(hit.sets["field"])],)
    return ("contact_officer",)


def _with_post(person: Person, post: str) -> Person:
    return person if person.role else Person(person.evidence, person.relation, person.name, post)


def _said_before(person: Person, kept: Iterable[Person]) -> bool:
    """Tell whether the name stands already in this relation, with the same post or one of them without."""
    return any(
        p.relation == person.relation
        and person.name is not None
        and plain_form(p.name) == plain_form(person.name)
        and (person.role is None or p.role is None or plain_form(p.role) == plain_form(person.role))
        for p in kept
    )
