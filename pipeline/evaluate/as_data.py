"""Print an evaluation as JSON for other programs, and as Markdown for a document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline.evaluate.as_text import ALL, counted, figures, headline, with_interval
from pipeline.evaluate.calibration import expected_calibration_error, reliability
from pipeline.evaluate.differences import Difference
from pipeline.evaluate.intervals import f1_interval, wilson
from pipeline.evaluate.score import FEW, Count, Evaluation, Given
from pipeline.evaluate.sentences import sentence_of


def as_json(evaluation: Evaluation, *, misses: bool = False) -> str:
    """Return one object: `total` and `reports` with figures per class, `calibration` per class, `not_loaded`, and with `misses`
    the `differences`. `tp`, `fp`, `fn` are the units found right, found wrongly and missed; intervals are of 95 %.
    """
    total = evaluation.total
    told: dict[str, Any] = {
        "total": {name: _figures(count) for name, count in total.items()},
        "reports": {s: {n: _figures(c) for n, c in counts.items()} for s, counts in evaluation.reports.items()},
        "calibration": {
            **{name: _calibration(count.given) for name, count in total.items() if count.given},
            "all": _calibration(unit for count in total.values() for unit in count.given),
        },
        "not_loaded": list(evaluation.not_loaded),
    }
    if misses:
        told["differences"] = [_difference(d) for d in evaluation.differences]
    return json.dumps(told, indent=1, ensure_ascii=False)


def _figures(count: Count) -> dict[str, Any]:
    return {
        "tp": count.tp,
        "fp": count.fp,
        "fn": count.fn,
        "few": count.certain < FEW,
        "precision": count.precision,
        "recall": count.recall,
        "f1": count.f1,
        "precision_interval": wilson(count.tp, count.tp + count.fp),
        "recall_interval": wilson(count.tp, count.tp + count.fn),
        "f1_interval": f1_interval(count.tp, count.fp, count.fn),
        "value": count.shares,
        "value_counts": {key: {"right": right, "of": of} for key, (right, of) in count.values.items()},
    }


def _calibration(given: Iterable[Given]) -> dict[str, Any]:
    bands = reliability(given)
    return {
        "expected_calibration_error": expected_calibration_error(bands),
        "bands": [
            {
                "from": band.low,
                "to": band.high,
                "given": band.given,
                "right": band.right,
                "of": band.of,
                "share": band.share,
                "share_interval": band.interval,
            }
            for band in bands
        ],
    }


def _difference(difference: Difference) -> dict[str, Any]:
    place = difference.place
    return {
        "report": difference.report,
        "class": difference.kind,
        "what": difference.what,
        "words": difference.words,
        "gold": difference.wanted,
        "found": difference.got,
        "page": place.page if place else None,
        "sentence": sentence_of(place) if place else None,
        "rule": difference.rule,
        "confidence": difference.confidence,
    }


def as_markdown(evaluation: Evaluation, *, misses: bool = False) -> str:
    """Return a table over all reports, the calibration, and a table for each report."""
    total = evaluation.total
    lines = [*_table(total, ALL.capitalize()), "### Calibration", "", *_calibration_table(total), ""]
    for stem, counts in evaluation.reports.items():
        lines += _table(counts, stem)
        differences = [d for d in evaluation.differences if d.report == stem] if misses else []
        lines += [*(_item(d) for d in differences), ""] if differences else []
    return "\n".join(lines).rstrip()


def _table(counts: Mapping[str, Count], title: str) -> Iterator[str]:
    yield f"### {title}"
    yield ""
    yield "| kind of fact | units | precision | recall | F1 | values right |"
    yield "|---|---:|---|---|---|---|"
    for name, count in counted(counts).items():
        values = ", ".join(f"{key} {right / of:.0%}" for key, (right, of) in count.values.items())
        mark = " \\*" if count.certain < FEW else ""
        yield f"| {name}{mark} | {count.certain} | {' | '.join(figures(count))} | {values} |"
    yield ""
    if any(count.certain < FEW for count in counted(counts).values()):
        yield f"\\* fewer than {FEW} units: read the interval, not the figure."
        yield ""


def _calibration_table(total: Mapping[str, Count]) -> Iterator[str]:
    yield "| kind of fact | confidence | units | given on average | right | expected calibration error |"
    yield "|---|---|---:|---:|---|---:|"
    for name, count in total.items():
        bands = reliability(count.given)
        error = expected_calibration_error(bands)
        for n, band in enumerate(bands):
            shown, named = with_interval(band.share, band.interval), (name, f"{error:.3f}") if n == 0 else ("", "")
            yield f"| {named[0]} | {band.low:.2f}-{band.high:.2f} | {band.of} | {band.given:.3f} | {shown} | {named[1]} |"


def _item(difference: Difference) -> str:
    quoted = f"\n  > {sentence_of(difference.place)}" if difference.place else ""
    return f"- {headline(difference)}{quoted}".replace("|", "\\|")
