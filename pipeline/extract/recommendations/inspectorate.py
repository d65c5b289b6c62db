"""What an inspectorate's own report says must improve."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.extract.recommendations.limbs import follows
from pipeline.extract.recommendations.outside_parts import HEADING, SKIPPED, is_numbered, recommended, told_by
from pipeline.extract.recommendations.zones import heading_zone
from pipeline.model import Block, Recommendation, Structured
from pipeline.rules import RuleFile, Rules


def inspectorate_recommendations(structured: Structured, rules: Rules) -> list[Recommendation]:
    """Return what an inspectorate's own report says must improve: one unit per bullet or numbered item.

    Where a part has neither bullets nor numbers (their signs were lost), its paragraphs are the items.
    """
    file = rules["extract/recommendations"]
    blocks = [b for b in structured.blocks if b.kind not in SKIPPED and b.text.strip()]
    found: list[Recommendation] = []
    n = 0
    while n < len(blocks):
        if not _opens(blocks[n], file, ("improve", "decision", "outside")):
            n += 1
            continue
        end = _part_end(blocks, n, file)
        found += [r for group in _groups(blocks[n + 1 : end], file) for r in recommended(group[0], "Ofsted", group[1:], file)]
        n = end
    return found


def _groups(part: Sequence[Block], file: RuleFile) -> Iterator[list[Block]]:
    """Yield each item of a part with the items below it; a line within it that says by when parts the items round it.

    A numbered paragraph that opens the part and is its only one, or that says alone in its run that something follows,
    introduces the lists below it and is no item.
    """
    runs: list[list[Block]] = [[]]
    for block in _until_text_goes_on(part, file):
        if _opens(block, file, ("improve", "decision")):
            runs.append([])
        elif block.kind != "heading":
            runs[-1].append(block)
    marked = [[b for b in run if b.kind == "list_item" or is_numbered(b)] for run in runs]
    with_items = [run for run in (marked if any(marked) else runs) if run]
    only_number = sum(is_numbered(b) for run in with_items for b in run) == 1
    for n, run in enumerate(with_items):
        more = n + 1 < len(with_items)
        alone = only_number and n == 0 and (more or len(run) > 1)
        introduces = len(run) == 1 and more and _introduces(run[0], file)
        if is_numbered(run[0]) and (alone or introduces):
            yield from ([b] for b in run[1:])
        else:
            yield from _with_deeper(run)


def _until_text_goes_on(part: Sequence[Block], file: RuleFile) -> Sequence[Block]:
    """Return a part up to where the report's numbered text goes on behind the bullets that a paragraph of it introduced."""
    items = [b for b in part if b.kind == "list_item" or is_numbered(b)]
    if len(items) < 2 or not is_numbered(items[0]) or is_numbered(items[1]) or not _introduces(items[0], file):
        return part
    ends = (n for n, b in enumerate(part) if follows(b.ref, items[0].ref or "") and not _introduces(b, file))
    return part[: next(ends, len(part))]


def _introduces(block: Block, file: RuleFile) -> bool:
    return next(told_by(file, "introduces", block.text), None) is not None


def _opens(block: Block, file: RuleFile, zones: Sequence[str]) -> bool:
    short = len(block.text) < HEADING and block.kind in ("heading", "paragraph") and not block.text.rstrip().endswith(".")
    return short and heading_zone(block.text.strip(), file) in zones


def _part_end(blocks: Sequence[Block], opening: int, file: RuleFile) -> int:
    """Return where a part ends: at the next heading that is not below the opening one and opens no such part.

    Where all headings of a report have one level, as in plain text, one straight below the opening one says that the part has
    headings of its own: those over a list.
    """
    level = blocks[opening].level
    is_flat = len({b.level for b in blocks if b.kind == "heading"}) == 1
    parted = False
    for n in range(opening + 1, len(blocks)):
        block = blocks[n]
        if (
            block.kind in ("heading", "paragraph")
            and len(block.text) < HEADING
            and heading_zone(block.text.strip(), file) in ("ends", "none")
        ):
            return n
        if block.kind != "heading" or _opens(block, file, ("improve", "decision")):
            continue
        parted = parted or (is_flat and _opens(blocks[n - 1], file, ("improve", "decision", "outside")))
        over_list = n + 1 < len(blocks) and (blocks[n + 1].kind == "list_item" or _goes_on(blocks[opening : n + 2]))
        below = level is not None and block.level is not None and block.level > level
        if not below and not (parted and over_list):
            return n
    return len(blocks)


def _goes_on(blocks: Sequence[Block]) -> bool:
    """Say whether the last block has a number that follows that of the items above it, or is the first item of all."""
    *above, last = blocks
    items = [b for b in above if b.kind == "list_item" or is_numbered(b)]
    return is_numbered(last) and (not items or follows(last.ref, items[-1].ref or ""))


def _with_deeper(items: Sequence[Block]) -> list[list[Block]]:
    """Put the items of a list below an item of the list with that item: bullets below a number, deeper bullets."""
    numbered = any(is_numbered(b) for b in items)
    groups: list[list[Block]] = []
    for block in items:
        below = not is_numbered(block) if numbered else (block.level or 0) > (groups[-1][0].level or 0) if groups else False
        if groups and below:
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups
