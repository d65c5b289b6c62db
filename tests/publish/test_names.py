"""Names of people that nobody found: found in the text before a copy is given away, and in nothing of the copy."""

from __future__ import annotations

import json
import re
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.load.database import open_database
from pipeline.load.verify import verify
from pipeline.publish import publish
from pipeline.publish.masking import BAR, masker
from pipeline.publish.names import Names, names_in
from pipeline.review.writing import Judgement, judge
from tests.measuring import load_into
from tests.northmoor import REPORT

TOLD = """
1.3 A new Director of Practice, Sunniva Quarles, took up her post on 3 May 2019. Sunniva has met all teams. Quarles’s plan is due.

1.4 Dr Obi will chair the board; enquiries to Ines Vanterpool. The Head of Early Help, May Field, left. Northmoor Council and the
Virtual School worked with Ofsted and Milton Keynes on the Getting Safer plan.
"""
PEOPLE = "Sunniva|Quarles|Obi|Ines|Vanterpool|May Field|Teodora|Wrzos|Kestutis"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    report = tmp_path / "sunniva-quarles_northmoor.md"
    report.write_text(
        REPORT.replace("\n| Ref", TOLD + "\n| Ref").replace("Head of Safeguarding |", "Head of Safeguarding, Teodora Wrzos |")
    )
    return load_into(tmp_path / "findings.db", [report])


def test_nothing_of_a_person_is_left_in_the_copy_and_posts_stay(database: Path, tmp_path: Path) -> None:
    with open_database(database) as db:
        keys = [key for (key,) in db.execute("SELECT key FROM actions ORDER BY id")]
        typed = {"leads": "Kestutis Wrzos; Director of Practice"}
        judge(db, [Judgement(keys[-1], "corrected", typed, "Kestutis told me")], reviewer="Kestutis")
        judge(db, [Judgement(keys[0], "rejected", note="kestutis says no")], reviewer="ben")
        copy = publish(db, tmp_path / "public.db", without_people=True).path
    assert not verify(copy).problems
    with closing(sqlite3.connect(copy)) as made:
        dump = "\n".join(made.iterdump())
        [leads] = made.execute("SELECT leads FROM reviewed_actions WHERE verdict = 'corrected'").fetchone()
        text = "\n".join(text for (text,) in made.execute("SELECT text FROM blocks"))
    assert re.findall(PEOPLE, dump) == []
    assert re.findall(PEOPLE, copy.read_bytes().decode("latin-1")) == []
    assert "kestutis" not in dump.casefold()
    assert json.loads(leads)[1] == "Director of Practice"
    for kept in (
        "Director of Practice",
        "Head of Early Help",
        "Northmoor Council",
        "Virtual School",
        "Milton Keynes",
        "Getting Safer",
    ):
        assert kept in text


def test_words_of_services_and_places_are_no_names(database: Path) -> None:
    with open_database(database) as db:
        found = names_in(db)
    assert {"sunniva quarles", "ines vanterpool", "may field", "teodora wrzos", "anna field", "obi"} == found.whole
    assert "field" not in found.alone
    assert "may" not in found.alone


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("reports/anna-field_2019.pdf", f"reports/{BAR * 4}-{BAR * 4}1_2019.pdf"),
        ("ANNA\tFIELD", f"{BAR * 4}\t{BAR * 4}1"),
        ("Annabel Fielding", "Annabel Fielding"),
        ("Mrs Field’s team in the Field", f"Mrs {BAR * 4}1’s team in the Field"),
        ("annafield@x.example", f"{BAR * 9}@x.example"),
    ],
)
def test_a_name_is_known_by_its_words_whatever_joins_them(text: str, left: str) -> None:
    assert masker(["anna field"])(text) == left


def test_a_long_run_of_letters_takes_no_longer_than_its_length() -> None:
    """A text without end is taken letter by letter; where each letter began a new search this took hours."""
    masked = masker(["Anna Field"])
    before = time.process_time()
    assert masked("x" * 200_000) == "x" * 200_000
    assert masked("Anna Field " * 20_000).startswith(BAR * 4)
    assert time.process_time() - before < 5


def test_nothing_stands_beside_a_copy_and_nothing_is_left_of_one_cut_short(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = tmp_path / "public"
    public.mkdir()

    def cut_short(db: sqlite3.Connection) -> Names:
        assert list(public.iterdir()) == []
        raise KeyboardInterrupt

    with open_database(database) as db:
        monkeypatch.setattr("pipeline.publish.names_in", cut_short)
        with pytest.raises(KeyboardInterrupt):
            publish(db, public / "public.db", without_people=True)
        assert list(public.iterdir()) == []
        monkeypatch.undo()
        publish(db, public / "public.db", without_people=True)
    assert [file.name for file in public.iterdir()] == ["public.db"]
