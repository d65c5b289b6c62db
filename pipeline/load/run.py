"""Load a pile of files into a database: see what is new, have it read, write it report by report."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from pipeline.errors import EvidenceError, UsageError
from pipeline.limits import MEMORY_IS_LIMITED, collect_rarely
from pipeline.load.database import open_database
from pipeline.load.files import Pile, find_files, looked_at_again
from pipeline.load.manifest import Manifest, entries, read_manifest
from pipeline.load.plan import Plan, make_plan
from pipeline.load.provenance import code_version, libraries
from pipeline.load.request import FileResult, Request, Summary, Watcher
from pipeline.load.rows.blocks import Rows
from pipeline.load.rows.reports import Source, failed_rows
from pipeline.load.target import InDatabase, Target
from pipeline.load.workers.parting import Parting
from pipeline.load.workers.pool import run_tasks
from pipeline.load.workers.process import TaskKilled
from pipeline.load.workers.tasks import AnyTask, CouncilNamed, Long, RangeResult, Ranges, ReadFile, Task, TaskResult, read_task
from pipeline.model import KINDS
from pipeline.places import real_path
from pipeline.road import Follow
from pipeline.shipped import rules_sha256


def load(
    request: Request,
    *,
    read: ReadFile,
    council_named: CouncilNamed,
    follow: Follow,
    ranges: Ranges | None = None,
    syntax: str = "",
    at_hand: Collection[str] = (),
    watcher: Watcher | None = None,
) -> Summary:
    """Load the files of a request; each report is one transaction, and a file that fails costs only itself.

    With `ranges` the pages of long files are read by several processes. `syntax` is the English pipeline in use with its version
    where it is not the shipped one, which is part of the code; `at_hand` names what files may have lacked before.
    Raises `UsageError` where there is nothing to load or the manifest or database is none, `RuleError` where a rule is wrong,
    `StoreError` where the database cannot be written.
    """
    watcher = watcher or Watcher()
    pile = find_files(request.paths)
    if not pile.files:
        passed = f" (passed over: {', '.join(pile.passed_over)})" if pile.passed_over else ""
        raise UsageError(f"there are no documents in {', '.join(map(str, request.paths))}{passed}")
    manifests, notes = _manifests(request, pile)
    pile = _seen(request, pile)
    given = entries(manifests, {file.path: file.location for file in pile.files})
    version, rules = " ".join(filter(None, (code_version(), syntax))), rules_sha256(request.own)
    collect_rarely()
    with _target(request) as target:
        plan = make_plan(target.standing, pile.files, given, version=version, rules_sha256=rules, at_hand=at_hand)
        before = target.rules_before
        target.begin(_arguments(request), version, rules, libraries() if plan.to_read else "")
        run = _Run(target, plan)
        watcher.start(len(plan.to_read) + len(plan.unreadable), len(plan.unchanged))
        try:
            for source in plan.unchanged:
                run.leave(source)
            for source, problem in plan.unreadable:
                watcher.done(run.write(source, failed_rows(source, problem, try_again=True), 0.0))
            work = functools.partial(read_task, read=read, council_named=council_named, version=version, ranges=ranges)
            with closing(_results(request, plan, work, in_ranges=ranges is not None)) as results:
                for task, result in results:
                    watcher.done(run.take(task, result))
            removed = run.drop_superseded()
            target.finish(follow)
        finally:
            run.note(pile)
    notes += [f"{path} held another report before: “{label}” is removed with its findings" for path, label in removed]
    notes += _notes(request, pile, before)
    return Summary(tuple(sorted(run.results, key=lambda result: result.path)), tuple(notes))


def _results(
    request: Request, plan: Plan, work: Callable[[AnyTask], TaskResult | Long | RangeResult], *, in_ranges: bool
) -> Generator[tuple[Task, TaskResult | BaseException]]:
    """Yield what reading each file gave; a long file that several processes read in ranges is put together again."""
    several = in_ranges and (request.workers > 1 or request.scheduler is not None)
    parting = Parting(plan.to_read, request.limits, several=several)
    tasks = run_tasks(parting.waiting, work, workers=request.workers, scheduler=request.scheduler, limits=request.limits)
    with closing(tasks) as results:
        for part, result in results:
            if end := parting.end_of(part, result):
                yield end


def _notes(request: Request, pile: Pile, rules_before: str | None) -> list[str]:
    """Return what the user should know beside what became of each file."""
    notes = [f"passed over {text}" for text in pile.passed_over]
    if request.workers and not MEMORY_IS_LIMITED:
        notes.append("this system does not keep a process to a limit of memory; --memory-limit counts on Linux only")
    if rules_before and not request.own:
        notes.append(
            f"the run before used rules of your own ({rules_before}), this one did not; "
            f"name them again with --rules {rules_before}"
        )
    return notes


class _Run:
    """One load under way: what was written so far."""

    def __init__(self, target: Target, plan: Plan) -> None:
        self._target = target
        self._standing = plan.standing
        self.results: list[FileResult] = []

    def leave(self, source: Source) -> None:
        """Leave a known report as it is, but for the places where it is seen for the first time."""
        known = self._standing[source.report_id]
        new = [path for path in source.paths if path not in known.paths]
        if new:
            self._target.add_paths(source.report_id, dict.fromkeys(new, source.sha256))
        self._add(FileResult(source.paths[0], source.report_id, "unchanged", known.status, problem=known.problem), source)

    def take(self, task: Task, result: TaskResult | BaseException) -> FileResult:
        """Write what a worker gave, or in words that it gave nothing."""
        if isinstance(result, TaskKilled):
            return self.write(task.source, failed_rows(task.source, str(result), try_again=True), result.seconds)
        if isinstance(result, BaseException):
            raise result
        return self.write(task.source, result.rows, result.seconds)

    def write(self, source: Source, rows: Rows, seconds: float) -> FileResult:
        """Write a report; one that fails does not replace what was read of the same content before."""
        known = self._standing.get(source.report_id)
        readable_before = known is not None and known.status != "failed"
        if rows["reports"][0]["status"] != "failed":
            try:
                self._target.write(rows)
            except EvidenceError as error:
                rows = failed_rows(source, str(error), try_again=False)
        report = rows["reports"][0]
        status, problem = str(report["status"]), report["problem"]
        if status == "failed" and known and readable_before:
            kept = f"{problem}; what was read of it before is kept"
            return self._add(
                FileResult(source.paths[0], source.report_id, "kept", known.status, seconds=seconds, problem=kept), source
            )
        if status == "failed":
            self._target.write(rows)
            if any(self._target.holds_readable(path, source.report_id) for path in source.paths):
                problem = f"{problem}; the report that stood here before is kept"
        result = FileResult(
            source.paths[0],
            source.report_id,
            "loaded" if status == "ok" else status,
            status,
            pages=report.get("page_count"),
            counts={kind: len(rows.get(kind, ())) for kind in KINDS},
            seconds=seconds,
            problem=problem,
        )
        return self._add(result, source)

    def _add(self, result: FileResult, source: Source) -> FileResult:
        self.results.append(replace(result, also=source.paths[1:]))
        return self.results[-1]

    def drop_superseded(self) -> list[tuple[str, str]]:
        """Take out what stood at the paths of this load with other content before."""
        current = {path: result.report_id for result in self.results for path in (result.path, *result.also)}
        return self._target.drop_superseded(current)

    def note(self, pile: Pile) -> None:
        """Keep with the run what became of each file so far."""
        locations = {
            file.path: str(real_path(file.location) if isinstance(file.location, Path) else file.location) for file in pile.files
        }
        files = [
            {
                "path": path,
                "location": locations[path],
                "report_id": result.report_id,
                "outcome": result.outcome,
                "seconds": round(result.seconds, 3),
                "problem": result.problem,
            }
            for result in self.results
            for path in (result.path, *result.also)
            if path in locations
        ]
        self._target.note(files)


@contextmanager
def _target(request: Request) -> Iterator[Target]:
    if request.shards:
        from pipeline.load.shards import open_shards

        with open_shards(request.shards) as shards:
            yield shards
    else:
        with open_database(request.database, create=True) as connection:
            yield InDatabase(connection)


def _seen(request: Request, pile: Pile) -> Pile:
    """Have the files at addresses looked at, by whoever will read them."""
    unseen = [file for file in pile.files if file.unseen]
    if not unseen:
        return pile
    seen = {file.path: file for file in pile.files}
    looks = run_tasks(unseen, looked_at_again, workers=request.workers, scheduler=request.scheduler, limits=request.limits)
    with closing(looks) as results:
        for file, found in results:
            if isinstance(found, TaskKilled):
                found = replace(file, problem=str(found))
            elif isinstance(found, BaseException):
                raise found
            seen[file.path] = found
    return replace(pile, files=tuple(seen.values()))


def _arguments(request: Request) -> dict[str, object]:
    return {
        "folder": str(Path.cwd()),
        "paths": list(map(str, request.paths)),
        "manifest": str(request.manifest) if request.manifest else None,
        "workers": request.workers,
        "english": request.english,
        "rules": request.own.folder if request.own else None,
    }


def _manifests(request: Request, pile: Pile) -> tuple[list[Manifest], list[str]]:
    """Read the manifest named, else those that lie beside the files; one of another program's is passed by."""
    if request.manifest:
        manifest = read_manifest(request.manifest)
        return [manifest], manifest.notes
    manifests, notes = [], []
    for path in pile.manifests:
        manifest_or_none = read_manifest(path, required=False)
        if manifest_or_none is None:
            notes.append(f"{path} has no column 'file' and is not used")
        else:
            manifests.append(manifest_or_none)
            notes += manifest_or_none.notes
    return manifests, notes
