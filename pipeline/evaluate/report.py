"""Print an evaluation: as a table, as JSON, as Markdown."""

from __future__ import annotations

import json
from typing import Any

from pipeline.evaluate.score import Count, Evaluation, wilson

BANDS = ((0.0, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.01))
"""Bands of confidence, from included to excluded, in which calibration is shown."""


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _interval(right: int, of: int) -> str:
    interval = wilson(right, of)
    return "" if interval is None else f"{interval[0]:.2f}-{interval[1]:.2f}"


def as_text(evaluation: Evaluation, *, misses: bool = False) -> str:
    """Return a table per report and one over all, with intervals, values and calibration."""
    lines: list[str] = []
    for stem, counts in [*evaluation.reports.items(), ("ALL", evaluation.total)]:
        lines += [
            "",
            stem,
            f"  {'class':<16}{'right':>6}{'wrong':>6}{'missed':>7}  {'precision':<17}{'recall':<17}{'F1':<7}values",
        ]
        for name, count in counts.items():
            values = " ".join(f"{key}={share:.2f}" for key, share in count.shares.items())
            precision = f"{_share(count.precision)} {_interval(count.tp, count.tp + count.fp)}"
            recall = f"{_share(count.recall)} {_interval(count.tp, count.tp + count.fn)}"
            numbers = f"{name:<16}{count.tp:>6}{count.fp:>6}{count.fn:>7}"
            lines.append(f"  {numbers}  {precision:<17}{recall:<17}{_share(count.f1):<7}{values}".rstrip())
        if misses:
            lines += [f"    - {d}" for d in evaluation.differences if d.report == stem]
    lines += ["", "Calibration: of the units given a confidence in this band, the share that is right"]
    for row in calibration(evaluation):
        lines.append(f"  {row['from']:.2f} to {row['to']:.2f}: {row['right']} of {row['of']} = {_share(row['share'])}")
    if evaluation.not_loaded:
        lines += ["", f"Not in the database: {', '.join(evaluation.not_loaded)}"]
    return "\n".join(lines).lstrip("\n")


def calibration(evaluation: Evaluation) -> list[dict[str, Any]]:
    """Per band of confidence, how many of the units given it are right, over all classes."""
    given = [pair for count in evaluation.total.values() for pair in count.given]
    rows = []
    for low, high in BANDS:
        inside = [right for confidence, right in given if low <= confidence < high]
        if inside:
            rows.append(
                {"from": low, "to": min(high, 1.0), "right": sum(inside), "of": len(inside), "share": sum(inside) / len(inside)}
            )
    return rows


def _figures(count: Count) -> dict[str, Any]:
    return {
        "tp": count.tp,
        "fp": count.fp,
        "fn": count.fn,
        "precision": count.precision,
        "recall": count.recall,
        "f1": count.f1,
        "precision_interval": wilson(count.tp, count.tp + count.fp),
        "recall_interval": wilson(count.tp, count.tp + count.fn),
        "value": count.shares,
    }


def as_json(evaluation: Evaluation) -> str:
    return json.dumps(
        {
            "total": {name: _figures(count) for name, count in evaluation.total.items()},
            "reports": {s: {n: _figures(c) for n, c in counts.items()} for s, counts in evaluation.reports.items()},
            "calibration": calibration(evaluation),
            "differences": [
                {"report": d.report, "class": d.kind, "what": d.what, "words": d.words} for d in evaluation.differences
            ],
            "not_loaded": list(evaluation.not_loaded),
        },
        indent=1,
        ensure_ascii=False,
    )


def as_markdown(evaluation: Evaluation) -> str:
    """Return one table over all reports, for a README."""
    lines = ["| kind of fact | units | precision | recall | F1 | values right |", "|---|---:|---|---|---|---|"]
    for name, count in evaluation.total.items():
        if count.tp + count.fn + count.fp == 0:
            continue
        values = ", ".join(f"{key} {share:.0%}" for key, share in count.shares.items())
        precision = f"{_share(count.precision)} ({_interval(count.tp, count.tp + count.fp)})"
        recall = f"{_share(count.recall)} ({_interval(count.tp, count.tp + count.fn)})"
        lines.append(f"| {name} | {count.tp + count.fn} | {precision} | {recall} | {_share(count.f1)} | {values} |")
    return "\n".join(lines)
