"""Print an evaluation as tables to read on a screen."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from pipeline.evaluate.calibration import expected_calibration_error, reliability
from pipeline.evaluate.differences import Difference
from pipeline.evaluate.intervals import Interval, f1_interval, wilson
from pipeline.evaluate.score import FEW, Count, Evaluation
from pipeline.evaluate.sentences import sentence_of

ALL = "ALL REPORTS"

WIDTH = 100


def as_text(evaluation: Evaluation, *, misses: bool = False) -> str:
    """Return a table per report and one over all, with intervals and values, then the calibration."""
    lines: list[str] = []
    for stem, counts in evaluation.reports.items():
        lines += [stem, *_table(counts)]
        if misses:
            lines += _differences([d for d in evaluation.differences if d.report == stem])
        lines.append("")
    total = evaluation.total
    if len(evaluation.reports) > 1:
        lines += [ALL, *_table(total), ""]
    lines += _notes(total)
    lines += _calibration(total)
    return "\n".join(lines).rstrip()


def share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def with_interval(value: float | None, interval: Interval | None) -> str:
    """Return a figure with its 95 % confidence interval behind it."""
    return share(value) if interval is None else f"{share(value)} ({interval[0]:.2f}-{interval[1]:.2f})"


def figures(count: Count) -> tuple[str, str, str]:
    """Return precision, recall and F1, each with its interval."""
    return (
        with_interval(count.precision, wilson(count.tp, count.tp + count.fp)),
        with_interval(count.recall, wilson(count.tp, count.tp + count.fn)),
        with_interval(count.f1, f1_interval(count.tp, count.fp, count.fn)),
    )


def counted(counts: Mapping[str, Count]) -> dict[str, Count]:
    """Leave out the classes of which neither gold nor program has a unit."""
    return {name: count for name, count in counts.items() if count.tp + count.fp + count.fn}


def _table(counts: Mapping[str, Count]) -> Iterator[str]:
    yield f"  {'class':<18}{'right':>5}{'wrong':>7}{'missed':>8}  {'precision':<20}{'recall':<20}F1"
    for name, count in counted(counts).items():
        precision, recall, f1 = figures(count)
        marked = f"{name} *" if count.certain < FEW else name
        yield f"  {marked:<18}{count.tp:>5}{count.fp:>7}{count.fn:>8}  {precision:<20}{recall:<20}{f1}"
        if count.values:
            told = ", ".join(f"{key} {right / of:.0%} of {of}" for key, (right, of) in count.values.items())
            yield from textwrap.wrap(f"values right: {told}", WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 20)


def _notes(total: Mapping[str, Count]) -> Iterator[str]:
    text = (
        "In brackets the 95 % confidence interval: Wilson's for precision and recall; for F1 Wilson's of the units that gold and "
        "program share among all that either has, carried over. It takes the units as drawn one by one: the few reports "
        "of a folder may all be easier, or harder, than yours."
    )
    yield from textwrap.wrap(text, WIDTH)
    if any(count.certain < FEW for count in counted(total).values()):
        yield f"* fewer than {FEW} units that the gold is certain of: read the interval, not the figure."
    yield ""


def _calibration(total: Mapping[str, Count]) -> Iterator[str]:
    yield "Calibration: of the units given a confidence in this band, the share that is right"
    yield f"  {'class':<18}{'confidence':<14}{'units':>5}{'given':>8}{'right':>8}"
    errors = []
    for name, count in total.items():
        bands = reliability(count.given)
        for n, band in enumerate(bands):
            shown = with_interval(band.share, band.interval)
            edges = f"{band.low:.2f}-{band.high:.2f}"
            yield f"  {name if n == 0 else '':<18}{edges:<14}{band.of:>5}{band.given:>8.3f}   {shown}"
        if bands:
            errors.append(f"{name} {expected_calibration_error(bands):.3f}")
    bands = reliability(unit for count in total.values() for unit in count.given)
    if bands:
        errors.append(f"all {expected_calibration_error(bands):.3f}")
        yield from textwrap.wrap(f"Expected calibration error: {', '.join(errors)}", WIDTH, subsequent_indent="  ")
    else:
        yield "  there are no units with a confidence"


def _differences(differences: Sequence[Difference]) -> Iterator[str]:
    for difference in differences:
        yield from textwrap.wrap(headline(difference), WIDTH, initial_indent="    - ", subsequent_indent="      ")
        if difference.place:
            yield from textwrap.wrap(sentence_of(difference.place), WIDTH, initial_indent=" " * 8, subsequent_indent=" " * 8)


def headline(difference: Difference) -> str:
    """Say in a line what differs: the unit or the values, page, rule and confidence."""
    if difference.what in ("missed", "spurious"):
        said = f": “{textwrap.shorten(difference.words.removesuffix(f' [{difference.rule}]'), 90)}”"
    else:
        said = f": gold {difference.wanted}, found {difference.got}"
    where = []
    if difference.place and difference.place.page:
        where.append(f"page {difference.place.page}")
    if difference.rule:
        where.append(f"rule {difference.rule}, {difference.confidence:.2f}")
    if difference.what == "missed" and not difference.place:
        where.append("its words do not stand in the report as it was read")
    behind = f" ({'; '.join(where)})" if where else ""
    return f"{difference.kind} {difference.what}{said}{behind}"
