"""The sample corpus is what its script makes, and every gold unit stands where the gold says."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import unicodedata
import zipfile
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("reportlab")
pytest.importorskip("fpdf")
import pdfplumber

from corpus.make import __main__ as make
from corpus.make import gold, guard, lines, markup, source
from corpus.make.model import SourceError

CORPUS = Path(make.__file__).resolve().parent.parent
STEMS = sorted(path.stem for path in (CORPUS / "sources").glob("*.yaml") if path.stem not in make.ABOUT_SEVERAL)
VERBATIM = {
    "people": "quote",
    "judgements": "quote",
    "recommendations": "text",
    "actions": "text",
    "dates": "text",
    "percentages": "text",
    "changes": "context",
    "events": "text",
}


def squeeze(words: str) -> str:
    """Letters, digits and signs only: what survives line ends, hyphens, ligatures and quotes of any shape."""
    return re.sub(r"[^a-z0-9%£]", "", unicodedata.normalize("NFKC", words).lower())


@cache
def pages(stem: str) -> list[str]:
    """Each page's characters in the order in which they were drawn, raised note numbers left out."""
    out = []
    with pdfplumber.open(CORPUS / "reports" / f"{stem}.pdf") as pdf:
        for page in pdf.pages:
            sizes = [char["size"] for char in page.chars]
            usual = max(set(sizes), key=sizes.count)
            out.append(squeeze("".join(char["text"] for char in page.chars if char["size"] > usual * 0.66)))
            page.close()
    return out


@cache
def word_text(stem: str) -> str:
    """All characters of the Word file's body and footnotes."""
    with zipfile.ZipFile(CORPUS / "reports" / f"{stem}.docx") as file:
        parts = [name for name in ("word/document.xml", "word/footnotes.xml") if name in file.namelist()]
        xml = " ".join(file.read(name).decode() for name in parts)
    found = " ".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml))
    return squeeze(found.replace("&amp;", "&"))


def golds() -> list[Path]:
    """All gold files, the letters' too."""
    return sorted((CORPUS / "gold").rglob("*.json"))


def units(path: Path) -> list[tuple[str, dict[str, Any]]]:
    """All units of a gold file."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return [(name, unit) for name in gold.CLASSES for unit in data.get(name, [])]


def stands(words: str, on: list[str], page: int) -> bool:
    """Whether the words begin on the page and, where they do not end there, go on over the next."""
    wanted = squeeze(words)
    here, after = on[page - 1], on[page] if page < len(on) else ""
    if wanted in here:
        return True
    return any(wanted[:cut] in here and wanted[cut:] in after for cut in range(1, len(wanted)))


def surrounds(words: str, on: list[str], page: int) -> bool:
    """Whether a context begins on the page or the one before; in a row cut by the page, whether each of its words is there."""
    if any(stands(words, on, one) for one in {page, max(1, page - 1)}):
        return True
    near = on[page - 1] + "".join(on[page : page + 1])
    return all(squeeze(word) in near for word in words.split())


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole corpus made again elsewhere."""
    out = tmp_path_factory.mktemp("corpus")
    make.make_all(out)
    return out


def made_files(suffixes: tuple[str, ...]) -> list[str]:
    """Paths of the committed files that the script makes."""
    folders = [path for name in ("reports", "gold", "truth") for path in (CORPUS / name).rglob("*")]
    return sorted(str(path.relative_to(CORPUS)) for path in folders if path.suffix in suffixes)


def test_gold_and_truth_are_what_the_sources_say(rebuilt: Path) -> None:
    names = [name for name in made_files((".json",)) if not name.endswith("engines.json")]
    assert names == sorted(str(path.relative_to(rebuilt)) for path in rebuilt.rglob("*.json") if path.name != "engines.json")
    assert [name for name in names if (CORPUS / name).read_bytes() != (rebuilt / name).read_bytes()] == []


def test_reports_are_the_same_bytes(rebuilt: Path) -> None:
    with_these = json.loads((CORPUS / "truth" / "engines.json").read_text(encoding="utf-8"))
    now = make.versions()
    other = {name: f"{with_these[name]} made the files, {now[name]} is here" for name in now if now[name] != with_these[name]}
    zlib = other.pop("zlib", None)
    assert not other, "install the versions of the lock files, or make all again with `python -m corpus.make` and commit it"
    if zlib:  # belongs to the interpreter, so that no lock file can hold it
        pytest.skip(f"NOT RUN: the reports' bytes cannot be compared, for they depend on zlib: {zlib}")
    names = made_files((".pdf", ".docx"))
    assert len(names) == 2 * len(STEMS)
    assert [name for name in names if (CORPUS / name).read_bytes() != (rebuilt / name).read_bytes()] == []


def test_word_files_hold_the_same_parts(rebuilt: Path) -> None:
    for name in made_files((".docx",)):
        with zipfile.ZipFile(CORPUS / name) as old, zipfile.ZipFile(rebuilt / name) as new:
            assert old.namelist() == new.namelist()
            assert [one for one in old.namelist() if old.read(one) != new.read(one)] == [], name


def test_inspection_reports_award_grades_and_have_no_actions() -> None:
    found = 0
    for stem in STEMS:
        data = json.loads((CORPUS / "gold" / f"{stem}.json").read_text(encoding="utf-8"))
        inspection = data["report"]["kind"] == "inspection_report"
        assert ("judgements" in data) == inspection == ("actions" not in data), stem
        if inspection:
            found += 1
            sure = [one["area"] for one in data["judgements"] if one["certain"]]
            assert "Overall effectiveness" in sure
            assert len(sure) == len(set(sure)) >= 4
            assert data["report"]["inspection_start"] <= data["report"]["inspection_end"]
            assert any(one["relation"] == "lead_inspector" for one in data["people"])
    assert found == 2


def test_manifest_names_every_report_with_its_digest() -> None:
    with (CORPUS / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == make.COLUMNS
    assert sorted(row["file"] for row in rows) == made_files((".pdf", ".docx"))
    for row in rows:
        assert hashlib.sha256((CORPUS / row["file"]).read_bytes()).hexdigest() == row["sha256"], row["file"]
        assert row["layout"]
        assert row["why"]


@pytest.mark.parametrize("path", golds(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_unit_stands_on_its_page(path: Path) -> None:
    on = pages(path.stem)
    missing = [
        (name, unit["page"], unit[VERBATIM[name]])
        for name, unit in units(path)
        if not stands(unit[VERBATIM[name]], on, unit["page"])
    ]
    missing += [
        (name, unit["page"], unit["context"])
        for name, unit in units(path)
        if name in ("dates", "percentages") and not surrounds(unit["context"], on, unit["page"])
    ]
    assert missing == []


@pytest.mark.parametrize("path", golds(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_unit_stands_in_the_word_file(path: Path) -> None:
    text = word_text(path.stem)
    assert [(name, unit[VERBATIM[name]]) for name, unit in units(path) if squeeze(unit[VERBATIM[name]]) not in text] == []


@pytest.mark.parametrize("stem", STEMS)
def test_truth_agrees_with_the_pages(stem: str) -> None:
    truth = json.loads((CORPUS / "truth" / f"{stem}.json").read_text(encoding="utf-8"))
    on = pages(stem)
    assert truth["pages_total"] == len(on)
    for one in truth["paragraphs"]:
        assert stands(one["starts_with"], on, one["page"]), one
    for one in truth["headings"]:
        assert stands(one["text"], on, one["page"]), one
    for one in truth["actions"]:
        assert stands(one["action"], on, one["pages"][0]), one
        assert one["split"] == (len(one["pages"]) == 2), one


def test_the_corpus_is_as_wide_as_it_says() -> None:
    truths = [json.loads((CORPUS / "truth" / f"{stem}.json").read_text(encoding="utf-8")) for stem in STEMS]
    heads = [json.loads((CORPUS / "gold" / f"{stem}.json").read_text(encoding="utf-8"))["report"] for stem in STEMS]
    assert len(STEMS) >= 12
    assert len({head["council"] for head in heads}) >= 5
    assert all(3 <= truth["pages_total"] <= 9 for truth in truths)
    for engine in ("reportlab", "fpdf2"):
        mine = [truth for truth in truths if truth["engine"] == engine]
        assert len(mine) >= 5
        rows = [row for truth in mine for row in truth["actions"]]
        assert {row["shown_as"] for row in rows} == {None, "filled cells", "drawn arrow"}, engine
        assert any(row["split"] for row in rows), engine
        assert {"red", "amber", "green", "blue"} <= {row["rag"] for row in rows}, engine
    assert sum(path.stat().st_size for path in CORPUS.rglob("*") if path.is_file()) < 4_000_000


def test_the_guard_bites() -> None:
    assert (
        guard.problems(markup.read("Agreed in {d:2019-06|June 2019} by {p:40;level;all|40%} under the {x|Children Act 2004}."))
        == []
    )
    assert len(guard.problems(markup.read("Agreed in June, by 40%, in 2019 and again last year"))) == 4
    assert guard.problems(markup.read("£2,019 was spent; members may march on; item 12/20190")) == []


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("2019-06-03", ("2019-06-03", "2019-06-03", "day")),
        ("2020-02", ("2020-02-01", "2020-02-29", "month")),
        ("fy2015q4", ("2016-01-01", "2016-03-31", "quarter")),
        ("fy2019", ("2019-04-01", "2020-03-31", "year")),
        ("winter2019", ("2019-12-01", "2020-02-29", "season")),
        ("2016..2018", ("2016-01-01", "2018-12-31", "year")),
        ("2015-01..2015-06/period", ("2015-01-01", "2015-06-30", "period")),
    ],
)
def test_date_codes(code: str, value: tuple[str, str, str]) -> None:
    assert markup.when(code) == value


def test_faults_in_a_source_are_named() -> None:
    for words in ("{q:1|what}", "{d:2019|not closed", "closed}"):
        with pytest.raises(SourceError):
            markup.read(words)
    with pytest.raises(SourceError, match="ends before"):
        markup.when("2020..2019")
    with pytest.raises(SourceError, match="unknown keys"):
        source.refuse_unknown({"colour": 1}, {"color"})


def test_hyphens_stand_between_syllables() -> None:
    words = {"department": "depart-ment", "supervision": "super-vi-sion", "children": "children", "strength": "strength"}
    for word, cut in words.items():
        at = [0, *lines.break_points(word), len(word)]
        assert "-".join(word[a:b] for a, b in pairwise(at)) == cut
