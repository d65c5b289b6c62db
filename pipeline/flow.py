"""The stages in their order; besides the command line, the only module that knows them all.

A stage is imported when the first file comes to it: a load that finds all files unchanged needs none.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pipeline.errors import RuleHangsError
from pipeline.limits import collect_rarely
from pipeline.load.remove import Removed
from pipeline.load.request import Request, Summary, Watcher
from pipeline.load.run import load
from pipeline.model import MENTIONED, Council, Document, Findings, Mentions, Page, Reading, ReportFields, Step, Structured

if TYPE_CHECKING:
    from pipeline.load.again import Again
    from pipeline.load.kept import Kept
    from pipeline.load.merge import Merged
    from pipeline.load.reload import ReloadRequest, ReloadSummary
    from pipeline.places import Readable
    from pipeline.rules import Rules
    from pipeline.shipped import OwnRules

T = TypeVar("T")

STAGES = ("parse", "structure", "extract", "resolve", "load", "follow", "browse")


def read_file(
    path: Readable,
    *,
    rules: Rules | None = None,
    report_date: date | None = None,
    english: str | None = None,
    passwords: Sequence[str] = (),
) -> Reading:
    """Read one file through every stage up to its findings, by the shipped rules where no others are given.

    `report_date` stands in for the report's own date where it states none; `english` names an
    installed pipeline that reads the syntax of sentences instead of the shipped one; `passwords` are
    tried where the file is locked. Raises `DocumentError` where the file is no report, `UsageError`
    where that pipeline is not installed.
    """
    from pipeline.parse import parse

    collect_rarely()
    return read_document(parse(path, rules, passwords), rules=rules, report_date=report_date, english=english)


def read_document(
    document: Document, *, rules: Rules | None = None, report_date: date | None = None, english: str | None = None
) -> Reading:
    """Read a parsed document through every later stage: from a file, or as a database kept it."""
    from pipeline.rules import read_rules

    _syntax(english)  # a name that is none is told even where no sentence needs a parse
    run = Steps(rules or read_rules(), report_date=report_date, english=english)
    return _read_papers(document, run.structure(document), run)


def _read_papers(document: Document, structured: Structured, run: Steps) -> Reading:
    """Read a report and the papers it carries, each by itself; what states no date of its own counts from its carrier's."""
    begun = tuple(run.done)
    own = _read_paper(document, structured, run)
    fields = own.findings.report
    day = run.report_date or fields.meeting_date or fields.published
    papers = []
    for paper in structured.papers:
        run = run.anew(day, begun)
        papers.append(_of_meeting(_read_paper(document, paper, run), fields))
    return replace(own, papers=tuple(papers))


def _of_meeting(paper: Reading, carrier: ReportFields) -> Reading:
    """Give an item of a pack what the pack's front sheet alone says of its meeting."""
    from pipeline.resolve.report import of_meeting

    return replace(paper, findings=replace(paper.findings, report=of_meeting(paper.findings.report, carrier)))


def _read_paper(document: Document, structured: Structured, run: Steps) -> Reading:
    mentions = Mentions(**{name: run.extract(name, structured) for name in MENTIONED})
    findings = run.resolve(structured, mentions)
    return Reading(document, structured, mentions, findings, tuple(run.done))


class Steps:
    """The steps that read rules, each under watch: `done` says of those that ran what they read and how rules fared in them.

    A rule that hangs is given up for the whole report: the step runs again without it, and the findings say so.
    """

    def __init__(
        self,
        rules: Rules,
        *,
        report_date: date | None = None,
        english: str | None = None,
        done: Sequence[Step] = (),
        given_up: Sequence[str] = (),
    ) -> None:
        self.rules = rules
        self.done = list(done)
        self.report_date, self.english = report_date, english
        self.given_up = list(given_up)

    def anew(self, report_date: date | None, done: Sequence[Step]) -> Steps:
        """Return the steps for another paper of the same file, by the rules that were not given up."""
        return Steps(self.rules, report_date=report_date, english=self.english, done=done, given_up=self.given_up)

    def structure(self, document: Document) -> Structured:
        from pipeline.structure import structure

        return self._watched("structure", lambda rules: structure(document, rules))

    def extract(self, name: str, structured: Structured) -> tuple[Any, ...]:
        from pipeline.extract import extract

        found = self._watched(name, lambda rules: extract(structured, rules, names=(name,), english=self.english))
        mentions: tuple[Any, ...] = getattr(found, name)
        return mentions

    def resolve(self, structured: Structured, mentions: Mentions) -> Findings:
        from pipeline.resolve import resolve

        findings = self._watched("resolve", lambda rules: resolve(structured, mentions, rules, report_date=self.report_date))
        return replace(findings, problems=(*findings.problems, *self.given_up))

    def _watched(self, name: str, work: Callable[[Rules], T]) -> T:
        from pipeline.rules import Watch, timed

        known = len(self.given_up)
        while True:
            watch = Watch(self.rules)
            try:
                with timed(), watch:
                    made = work(watch.rules)
            except RuleHangsError as slow:
                self.rules = self.rules.without(slow.rule)
                self.given_up.append(str(slow).splitlines()[0])
            else:
                break
        if name == "resolve":  # its problems tell of rules given up in any step: it is stale as long as one is
            for file in (file for file, digest in self.rules.digests.items() if not digest):
                watch.reads(file)
        self.done.append(replace(watch.step(name), given_up=tuple(self.given_up[known:])))
        return made


def read_again(kept: Kept, stale: Collection[str], run: Steps) -> Again:
    """Run the steps again that are stale, and those behind them whose input is another than it was.

    A step that gives what it gave before changes nothing behind it; the file itself is not needed. A file that carries other
    papers is read again as a whole: where one ends is for the first step to say.
    """
    from pipeline.load.again import Again

    structured, moved = None, False
    if "structure" in stale or kept.carries:
        document = kept.document()
        structured = run.structure(document)
        if structured.papers or kept.carries:
            reading = _read_papers(document, structured, run)
            fresh = {name: getattr(reading.mentions, name) for name in MENTIONED}
            return Again(structured, fresh, reading.findings, True, reading.steps, reading.papers)
        moved = not kept.gave("structure", structured)
    if structured is None or not moved:
        structured = kept.structured()
    fresh = {name: run.extract(name, structured) for name in MENTIONED if moved or name in stale}
    changed = moved or any(not kept.gave(name, mentions) for name, mentions in fresh.items())
    if not (changed or run.given_up or "resolve" in stale):
        return Again(structured, fresh, None, False, tuple(run.done))
    kept_mentions = {name: kept.mentions(name, structured) for name in MENTIONED if name not in fresh}
    mentions = Mentions(**fresh, **kept_mentions)
    findings = run.resolve(structured, mentions)
    changed = moved or not kept.gave("resolve", findings)
    return Again(structured, fresh, findings, changed, tuple(run.done))


def try_file(
    path: Path, own: OwnRules, *, report_date: date | None = None, english: str | None = None, passwords: Sequence[str] = ()
) -> ReloadSummary:
    """Tell what rules of one's own change in one file against the shipped rules alone."""
    from pipeline.load.trying import compared
    from pipeline.parse import parse
    from pipeline.rules import read_rules

    document = parse(path, read_rules(own), passwords)

    def read(rules: Rules) -> Reading:
        return read_document(document, rules=rules, report_date=report_date, english=english)

    without = {edit: read(read_rules(replace(own, leaving_out=edit))) for edit in _edits(own)}
    return compared(read(read_rules()), read(read_rules(own)), without)


def reload_database(request: ReloadRequest, watcher: Watcher | None = None) -> ReloadSummary:
    """Apply rules to a whole database from what it keeps, without opening a source file."""
    from pipeline.follow import follow
    from pipeline.load.reload import reload

    again = functools.partial(_read_again, own=request.own, english=request.english)
    council = functools.partial(council_named, own=request.own)
    return reload(
        request,
        read_again=again,
        council_named=council,
        follow=follow(request.own),
        syntax=_syntax(request.english),
        watcher=watcher,
    )


def diff_database(request: ReloadRequest, watcher: Watcher | None = None) -> ReloadSummary:
    """Tell what `reload_database` would change, and leave the database as it is."""
    from pipeline.follow import follow
    from pipeline.load.reload import diff

    again = functools.partial(_read_again, own=request.own, english=request.english)
    council = functools.partial(council_named, own=request.own)
    edits = _edits(request.own) if request.own else ()
    return diff(
        request,
        read_again=again,
        council_named=council,
        follow=follow(request.own),
        edits=edits,
        syntax=_syntax(request.english),
        watcher=watcher,
    )


def _edits(own: OwnRules) -> tuple[str, ...]:
    """Return the ids of one's own rules."""
    from pipeline.rules import edits, read_rules

    return tuple(edit.rule for edit in edits(read_rules().files, read_rules(own).files))


def _read_again(kept: Kept, version: str, *, own: OwnRules | None, english: str | None, leaving_out: str | None = None) -> Again:
    from pipeline.rules import read_rules

    rules = read_rules(replace(own, leaving_out=leaving_out) if own else None)
    run = Steps(rules, report_date=kept.report_date, english=english)
    return read_again(kept, kept.stale(rules.digests, version), run)


def _syntax(english: str | None) -> str:
    """Return the name and version of an English pipeline other than the shipped one."""
    if english is None:
        return ""
    from pipeline.english import reader_named

    return str(reader_named(english).name)


def read_tables(path: Path, *, rules: Rules | None = None, passwords: Sequence[str] = ()) -> Structured:
    """Read one file as far as its blocks and tables."""
    from pipeline.parse import parse
    from pipeline.rules import read_rules, timed
    from pipeline.structure import structure

    rules = rules or read_rules()
    collect_rarely()
    document = parse(path, rules, passwords)
    with timed():
        return structure(document, rules)


def load_files(request: Request, watcher: Watcher | None = None) -> Summary:
    """Load files into a database, each read through every stage.

    Raises `UsageError` before anything is read where the English pipeline that the request names is not installed.
    """
    from pipeline.follow import follow
    from pipeline.parse.ocr import is_installed

    read = functools.partial(_read_file, own=request.own, english=request.english, passwords=request.passwords)
    council = functools.partial(council_named, own=request.own)
    there = {"tesseract": is_installed(), "password": bool(request.passwords)}
    return load(
        request,
        read=read,
        council_named=council,
        follow=follow(request.own),
        ranges=_Ranges(request.own, request.english, request.passwords),
        syntax=_syntax(request.english),
        at_hand=[name for name, is_there in there.items() if is_there],
        watcher=watcher,
    )


def merge_into(
    database: Path, origins: Sequence[Path], told: Callable[[int], None] = lambda _: None, *, own: OwnRules | None = None
) -> Merged:
    """Put shards and databases into one database, whose threads and responses are made anew over all of it."""
    from pipeline.follow import follow
    from pipeline.load.merge import merge

    return merge(origins, database, follow=follow(own), rules=own.folder if own else None, told=told)


def remove_report(database: Path, name: str) -> Removed:
    """Take a report out of a database, and its part out of its council's threads and responses."""
    from pipeline.follow import follow
    from pipeline.load.remove import remove

    return remove(database, name, follow=lambda folder: follow(_own_rules(folder)))


def _own_rules(folder: str | None) -> OwnRules | None:
    """Return the rules in the folder that a database's last run used, none where it stands there no longer."""
    from pipeline.shipped import read_own_rules

    return read_own_rules(Path(folder)) if folder and Path(folder).is_dir() else None


def _read_file(
    path: Readable,
    *,
    own: OwnRules | None,
    english: str | None,
    passwords: Sequence[str],
    report_date: date | None = None,
) -> Reading:
    """Read one file in whatever process this is: rules are made once in each."""
    from pipeline.rules import read_rules

    return read_file(path, rules=read_rules(own), report_date=report_date, english=english, passwords=passwords)


@dataclass(frozen=True, slots=True)
class _Ranges:
    """Read the pages of a long file in ranges, in whatever process this is."""

    own: OwnRules | None
    english: str | None
    passwords: Sequence[str]

    def count(self, place: Readable, *, least: int) -> int:
        from pipeline.parse.ranges import count_pages

        return count_pages(place, self.passwords, least=least)

    def read(self, place: Readable, first: int, last: int) -> tuple[str, tuple[Page, ...]]:
        from pipeline.parse.ranges import parse_range

        return parse_range(place, first, last, self.passwords)

    def join(self, place: Readable, sha256: str, pages: Iterable[Page], *, report_date: date | None = None) -> Reading:
        from pipeline.parse.ranges import join_ranges
        from pipeline.rules import read_rules

        document = join_ranges(place, sha256, pages)
        return read_document(document, rules=read_rules(self.own), report_date=report_date, english=self.english)


def council_named(name: str, on: date | None, *, own: OwnRules | None = None) -> Council:
    """Return the council that a manifest names, as it was on a day: from the gazetteer, else by the name alone."""
    from pipeline.resolve.named import council_named
    from pipeline.rules import read_rules

    return council_named(name, on, read_rules(own))
