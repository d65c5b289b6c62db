"""Pages of paragraphs and headings, against what is known of the real reports and of our own."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.model import Structured
from pipeline.parse import parse
from pipeline.rules import read_rules
from pipeline.structure import structure

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
REAL = {
    "sefton": "sefton-2017",
    "reading": "reading-2016",
    "darlington": "darlington-2016",
    "peterborough": "peterborough-2012",
    "buckinghamshire": "buckinghamshire-2018",
}
OWN = sorted(path.stem for path in (CORPUS / "reports").glob("*.pdf"))


@cache
def structured(path: Path) -> Structured:
    return structure(parse(path), read_rules())


def plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", text.lower())


def wrong_pages(truth: dict[str, Any], found: Structured) -> list[str]:
    """Return the paragraphs and headings of the truth that are not found on their pages, in words."""
    wrong = []
    blocks = [block for paper in (found, *found.papers) for block in paper.blocks]
    for paragraph in truth["paragraphs"]:
        hits = [
            (block.page, block.parts[-1].page if block.parts else block.page)
            for block in blocks
            if block.kind in ("paragraph", "list_item", "heading")
            and plain(block.ref or "") == plain(paragraph["n"])
            and plain(block.text).startswith(plain(paragraph["starts_with"]))
        ]
        if (paragraph["page"], paragraph["last_page"]) not in hits:
            wrong.append(f"paragraph {paragraph['key']} {paragraph['starts_with']!r}: {hits}")
    for heading in truth["headings"]:
        words = plain((heading["n"] or "") + heading["text"])  # the title may stand in the header block
        hits_at = [
            block.page
            for block in blocks
            if block.kind in ("heading", "header_field") and plain((block.ref or "") + block.text) == words
        ]
        if heading["page"] not in hits_at:
            wrong.append(f"heading {heading['text']!r}: {hits_at}")
    return wrong


def share_right(truth: dict[str, Any], found: Structured) -> tuple[float, list[str]]:
    wrong = wrong_pages(truth, found)
    return 1 - len(wrong) / (len(truth["paragraphs"]) + len(truth["headings"])), wrong


@pytest.mark.parametrize("name", REAL)
def test_paragraphs_and_headings_of_a_real_report_stand_on_their_pages(name: str, shared: Path) -> None:
    truth = json.loads((shared / "renditions" / "truth" / f"{name}-A.json").read_text())
    share, wrong = share_right(truth, structured(shared / "renditions" / f"{REAL[name]}.pdf"))
    assert share >= 0.99, wrong


@pytest.mark.parametrize("name", REAL)
def test_word_gives_the_same_paragraphs_and_headings(name: str, shared: Path) -> None:
    truth = json.loads((shared / "renditions" / "truth" / f"{name}-A.json").read_text())
    for entry in (*truth["paragraphs"], *truth["headings"]):
        entry["page"] = entry["last_page"] = None  # Word files have no pages
    share, wrong = share_right(truth, structured(shared / "renditions" / f"{REAL[name]}.docx"))
    assert share >= 0.99, wrong


@pytest.mark.parametrize("name", OWN)
def test_paragraphs_and_headings_of_the_sample_corpus_stand_on_their_pages(name: str) -> None:
    truth = json.loads((CORPUS / "truth" / f"{name}.json").read_text())
    assert wrong_pages(truth, structured(CORPUS / "reports" / f"{name}.pdf")) == []


def test_a_wrong_page_is_noticed(shared: Path) -> None:
    truth = json.loads((shared / "renditions" / "truth" / "darlington-A.json").read_text())
    truth["paragraphs"][3]["page"] += 1
    truth["headings"][2]["page"] += 1
    assert len(wrong_pages(truth, structured(shared / "renditions" / "darlington-2016.pdf"))) == 2


@pytest.mark.parametrize("name", REAL)
def test_every_part_stands_in_its_text(name: str, shared: Path) -> None:
    for block in structured(shared / "renditions" / f"{REAL[name]}.pdf").blocks:
        for part in block.parts:
            assert 0 <= part.start <= part.end <= len(block.text)
            for word in part.words:
                assert part.start <= word.start <= word.end <= part.end
                assert not block.text[word.start : word.end].isspace()
