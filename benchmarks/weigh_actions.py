"""Make the table of weights by which sentences are held to report an activity, from annotated reports.

    python -m benchmarks.weigh_actions FOLDER ...

Each folder holds reports (.txt, .docx, .pdf) with a gold file of the same stem beside each, or a folder `gold` beside its own.
Sentences that the gold marks as narrative actions are held against all others, borderline ones left out; the weights are those
of a logistic regression with a penalty on their squares, the rules' own say left out (they were written on much of this). A trait
must occur in several reports, so that no report's own names have a weight, and only the heaviest are kept. It writes
rules/extract/actions_weights.csv, then prints the F1 with every report left out once, in ten parts: rules alone, weights
alone, both.
Sentences do not leave the folders: the table holds words, pairs of words and numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.weighing import Sample, asked, fitted, parted, with_gold, write_weights
from pipeline.evaluate.fit import overlap
from pipeline.extract.actions import action_candidates
from pipeline.extract.actions.accepted import RULES_SAY, Candidate
from pipeline.extract.actions.traits import Weights, log_odds
from pipeline.parse import parse
from pipeline.rules import Rules, data_folder, read_rules
from pipeline.structure import structure

TABLE = data_folder("rules") / "extract" / "actions_weights.csv"
ALIKE = 0.75
"""Share of words that a sentence shares with a unit of the gold, as in scoring."""
KEPT = 2000
"""Heaviest traits that are kept."""
PARTS = 10


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of a report: its traits, whether a rule accepts it and how surely, and whether the gold holds it an action."""

    report: str
    traits: dict[str, float]
    prior: float
    accepted: bool
    right: bool

    @property
    def sample(self) -> Sample:
        return self.report, self.traits, self.right


def examples(folder: Path, without: Sequence[str], rules: Rules) -> Iterator[Example]:
    """Yield the sentences of all reports of a folder whose gold marks actions."""
    for file, marked in with_gold(folder, "actions", without):
        structured = structure(parse(file, rules, ()), rules)
        for candidate in action_candidates(structured, rules):
            right = _right(candidate, marked)
            if right is not None:
                yield Example(file.stem, candidate.traits, log_odds(candidate.confidence), bool(candidate.found), right)


def _right(candidate: Candidate, marked: Sequence[dict[str, Any]]) -> bool | None:
    """Say whether the gold holds a sentence an action; nothing where it is not certain."""
    block = candidate.block
    texts = {candidate.said.sentence.text, block.text if block.kind == "list_item" else ""}
    units = [unit for unit in marked if any(overlap(unit["text"], text) >= ALIKE for text in texts)]
    certain = any(unit.get("certain", True) for unit in units)
    return certain if certain or not units else None


def left_out(sentences: Sequence[Example]) -> Iterator[tuple[Example, float]]:
    """Yield each sentence with the odds that weights give it which were made without its report."""
    for out in parted((one.report for one in sentences), PARTS):
        weights = Weights(fitted([one.sample for one in sentences if one.report not in out], kept=KEPT))
        yield from ((one, weights.odds(one.traits)) for one in sentences if one.report in out)


def f1(counts: Counter[tuple[bool, bool]]) -> str:
    """Write precision, recall and F1 of (found, right) pairs."""
    both, found, right = counts[True, True], counts[True, False], counts[False, True]
    figures = both / max(1, both + found), both / max(1, both + right), 2 * both / max(1, 2 * both + found + right)
    return "precision {:.3f}  recall {:.3f}  F1 {:.3f}".format(*figures)


def main() -> None:
    """Make the table."""
    folders, without = asked(__doc__)
    rules = read_rules()
    sentences = [one for folder in folders for one in examples(folder, without, rules)]
    write_weights(TABLE, fitted([one.sample for one in sentences], kept=KEPT).items())
    counts: dict[str, Counter[tuple[bool, bool]]] = {"rules": Counter(), "weights": Counter(), "both": Counter()}
    for one, odds in left_out(sentences):
        counts["rules"][one.accepted, one.right] += 1
        counts["weights"][odds > 0, one.right] += 1
        counts["both"][RULES_SAY * one.prior + odds > 0, one.right] += 1
    print(f"{len(sentences)} sentences of {len({one.report for one in sentences})} reports, each left out once:")
    for name, count in counts.items():
        print(f"  {name:8} {f1(count)}")


if __name__ == "__main__":
    main()
