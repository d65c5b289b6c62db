"""Options and arguments that several commands share."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from pipeline.limits import LEAST_MEMORY, Limits
from pipeline.model import KINDS
from pipeline.places import Address, Place, place
from pipeline.shipped import OwnRules, read_own_rules

F = TypeVar("F", bound=Callable[..., Any])


class PlaceType(click.ParamType["Place"]):
    """A file or folder that is there, or an address."""

    name = "path"
    _path = click.Path(exists=True, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Place:
        found = place(str(value))
        if isinstance(found, Address):
            return found
        there: Path = self._path.convert(found, param, ctx)
        return there


database = click.option(
    "--db",
    "database",
    type=click.Path(path_type=Path),
    default=Path("findings.db"),
    show_default=True,
    help="The findings database.",
)

log_form = click.option(
    "--log",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="How to report progress on standard error; json: a line for each file.",
)
english = click.option(
    "--english",
    metavar="NAME",
    help="Parse sentences with this installed spaCy pipeline (en_core_web_sm). [default: the one shipped]",
)


def _own_rules(_context: click.Context, _parameter: click.Parameter, folder: Path | None) -> OwnRules | None:
    return read_own_rules(folder) if folder else None


own_rules = click.option(
    "--rules",
    "own",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    callback=_own_rules,
    metavar="DIR",
    help="A folder of your own rules, which add to the shipped ones or take their place.",
)

_UNLESS = Limits()


def limits(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options for what one file may take, and hand them to the command as `limits`."""

    @functools.wraps(command)
    def limited(*, time_limit: float, memory_limit: int, output_limit: int, **others: Any) -> Any:
        return command(limits=Limits(time_limit, memory_limit, output_limit), **others)

    for name, unless, kind, unit, what in (
        ("output", _UNLESS.output, click.IntRange(min=1), "MB", "of which more than this is read"),
        ("memory", _UNLESS.memory, click.IntRange(min=LEAST_MEMORY), "MB", "that needs more memory than this"),
        ("time", _UNLESS.seconds, click.FloatRange(min=1), "SECONDS", "that takes longer than this"),
    ):
        add = click.option(
            f"--{name}-limit", type=kind, default=unless, show_default=True, metavar=unit, help=f"Give up a file {what}."
        )
        limited = add(limited)
    return limited


def _form(*forms: str) -> Callable[[F], F]:
    """Return the option `--format` with these choices, the first by default."""
    return click.option("--format", "form", type=click.Choice(forms), default=forms[0], show_default=True, help="What to print.")


text_form = _form("text", "json")
table_form = _form("table", "json", "markdown")
cells_form = _form("text", "csv", "json")


def _passwords(_context: click.Context, _parameter: click.Parameter, file: Path | None) -> tuple[str, ...]:
    """Return the lines of a file, as they stand: a password may begin or end with a space."""
    return tuple(filter(None, file.read_text(encoding="utf-8-sig", errors="replace").splitlines())) if file else ()


passwords = click.option(
    "--password-file",
    "passwords",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    callback=_passwords,
    metavar="FILE",
    help="Passwords, one a line, that are tried on each locked PDF; they are not stored.",
)

most_quotes = click.option(
    "--most", type=click.IntRange(min=0), default=10, show_default=True, help="Quotes printed for each rule (json: all)."
)

existing_file = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


kind = click.option("--kind", type=click.Choice(("report", *KINDS)), help="Only findings of this class.")


def _as_date(_context: click.Context, _parameter: click.Parameter, day: datetime | None) -> date | None:
    return day.date() if day else None


report_date = click.option(
    "--date",
    "report_date",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=_as_date,
    help="The report's date, where it states none.",
)


def workers(what: str) -> Callable[[F], F]:
    """Return the option that says how many processes read; `what` is its help."""
    return click.option("--workers", type=click.IntRange(min=0), default=cores, show_default="cores", help=what)


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
