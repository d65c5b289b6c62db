"""Which councils a person means by a name."""

from __future__ import annotations

import sqlite3

import pytest

from pipeline.compare.councils import chosen_councils
from pipeline.errors import UsageError


@pytest.fixture
def known() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE council_coverage (council_id TEXT, council TEXT)")
    connection.execute("CREATE TABLE councils (name TEXT, replaced_by TEXT, end_date TEXT)")
    rows = [
        ("Exampleshire County Council", "East Exampleshire Council; West Exampleshire Council", "2021-03-31"),
        ("East Exampleshire Council", None, None),
        ("West Exampleshire Council", None, None),
        ("Samplemoor Borough Council", None, None),
        ("Samplemoor Forest Council", None, None),
    ]
    connection.executemany("INSERT INTO councils VALUES (?, ?, ?)", rows)
    connection.executemany("INSERT INTO council_coverage VALUES (?, ?)", [(n.lower().replace(" ", "-"), n) for n, *_ in rows])
    return connection


def test_a_name_shared_with_the_councils_that_replaced_it_means_them_all(known: sqlite3.Connection) -> None:
    assert chosen_councils(known, ["exampleshire"]) == [
        "exampleshire-county-council",
        "east-exampleshire-council",
        "west-exampleshire-council",
    ]
    assert chosen_councils(known, ["west exampleshire"]) == ["west-exampleshire-council"]


def test_a_name_shared_by_councils_that_are_no_heirs_is_not_clear(known: sqlite3.Connection) -> None:
    with pytest.raises(UsageError, match="could be samplemoor-borough-council, samplemoor-forest-council"):
        chosen_councils(known, ["samplemoor"])
