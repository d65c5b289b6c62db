"""Files at addresses: on the web, in object stores; one that cannot be had costs only itself."""

from __future__ import annotations

import re
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from pipeline import places
from pipeline.errors import UsageError
from pipeline.load.request import Summary
from pipeline.places import Address, place
from tests.load.dumping import dump

Load = Callable[..., Summary]

REPORTS = {
    "reports/a plan.txt": "Council: Elmshire\nTitle: Plan\n[2019-01-01]\n",
    "reports/deep/b.txt": "Title: Alone\n[2021-01-01]\n",
    "reports/deep/notes.xyz": "not one of them",
}


class Server(BaseHTTPRequestHandler):
    """A web server, and an object store as far as it is asked here: files by name, a page of links, a list of keys."""

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        name, query = unquote(url.path).lstrip("/"), parse_qs(url.query)
        if name == "slow":
            time.sleep(2)
        if name == "broken":
            self.answer(500, b"")
        elif name == "refused":
            self.answer(403, b"")
        elif name.strip("/") == "bucket":
            self.answer(200, keys(query.get("prefix", [""])[0]))
        elif name == "reports/":
            links = "".join(f'<a href="/{path.replace(" ", "%20")}">{path}</a>' for path in REPORTS if path.count("/") == 1)
            self.answer(200, links.encode(), "text/html")
        elif name.removeprefix("bucket/") in REPORTS:
            self.answer(200, REPORTS[name.removeprefix("bucket/")].encode())
        else:
            self.answer(404, b"")

    def answer(self, status: int, body: bytes, kind: str = "application/octet-stream") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Type", kind)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        pass


def keys(prefix: str) -> bytes:
    found = "".join(
        f"<Contents><Key>{name}</Key><Size>{len(text)}</Size><ETag>x</ETag><LastModified>2020-01-01T00:00:00.000Z</LastModified>"
        "<StorageClass>STANDARD</StorageClass></Contents>"
        for name, text in REPORTS.items()
        if name.startswith(prefix)
    )
    begin = '<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>bucket</Name>'
    return f"{begin}<IsTruncated>false</IsTruncated>{found}</ListBucketResult>".encode()


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    serving = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{serving.server_port}"
    serving.shutdown()


def outcomes(summary: Summary) -> dict[str, str]:
    return {result.path.rsplit("/", 1)[-1]: result.problem or result.outcome for result in summary.results}


def test_files_of_the_web_are_read_and_keep_their_address(server: str, tmp_path: Path, database: Path, load_paths: Load) -> None:
    named = [place(f"{server}/reports/a plan.txt"), place(f"{server}/reports/deep/b.txt")]
    assert outcomes(load_paths(*named, workers=1)) == {"a plan.txt": "loaded", "b.txt": "loaded"}
    with closing(sqlite3.connect(database)) as connection:
        found = connection.execute("SELECT source_path, source_url FROM reports ORDER BY 1").fetchall()
        located = connection.execute("SELECT location FROM run_files ORDER BY 1").fetchall()
    assert found == [(str(address), str(address)) for address in named]
    assert located == [(str(address),) for address in named]
    assert outcomes(load_paths(place(f"{server}/reports/"), named[1])) == {"a plan.txt": "unchanged", "b.txt": "unchanged"}


def test_a_manifest_speaks_of_addresses(server: str, tmp_path: Path, database: Path, load_paths: Load) -> None:
    manifest = tmp_path / "manifest.csv"
    manifest.write_text(f"file,council,source_url\n{server}/reports/deep/b.txt,Southmoor,https://southmoor.example/b\n")
    summary = load_paths(place(f"{server}/reports/deep/b.txt"), manifest=manifest)
    assert summary.notes == ()
    with closing(sqlite3.connect(database)) as connection:
        found = connection.execute("SELECT council_id, source_url FROM reports").fetchall()
    assert found == [("southmoor", "https://southmoor.example/b")]


def test_an_address_that_fails_costs_only_itself(
    server: str, tmp_path: Path, database: Path, load_paths: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "READ_SECONDS", 0.3)
    places._web_settings.cache_clear()
    names = ("reports/deep/b.txt", "nothing", "broken", "refused", "slow")
    found = outcomes(load_paths(*(place(f"{server}/{name}") for name in names), place("http://127.0.0.1:9/gone.pdf")))
    places._web_settings.cache_clear()
    cannot = "the file cannot be opened: "
    assert re.fullmatch(rf"{cannot}the server cannot be reached \(.+\)", found.pop("gone.pdf"))
    assert found == {
        "b.txt": "loaded",
        "nothing": f"{cannot}there is nothing at this address",
        "broken": f"{cannot}the server answers 500",
        "refused": f"{cannot}the server answers 403",
        "slow": f"{cannot}the server takes too long to answer",
    }
    again = load_paths(place(f"{server}/nothing"))
    assert [result.outcome for result in again.results] == ["failed"]


def test_keys_of_a_bucket_are_listed_and_read(
    server: str, tmp_path: Path, load_paths: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("s3fs", reason="NOT RUN: the package s3fs is not installed")
    for name, value in (
        ("ENDPOINT_URL", server),
        ("ACCESS_KEY_ID", "k"),
        ("SECRET_ACCESS_KEY", "s"),
        ("DEFAULT_REGION", "eu-west-2"),
    ):
        monkeypatch.setenv(f"AWS_{name}", value)
    by_pattern = load_paths(place("s3://bucket/reports/*.txt"), into=tmp_path / "a.db")
    assert outcomes(by_pattern) == {"a plan.txt": "loaded"}
    by_folder = load_paths(place("s3://bucket/reports"), into=tmp_path / "b.db")
    assert outcomes(by_folder) == {"a plan.txt": "loaded", "b.txt": "loaded"}
    assert by_folder.notes == ("passed over notes.xyz: no documents",)
    assert {result.path for result in by_folder.results} == {"s3://bucket/reports/a plan.txt", "s3://bucket/reports/deep/b.txt"}


def test_the_same_files_give_the_same_wherever_they_lie(tmp_path: Path, load_paths: Load) -> None:
    fsspec = pytest.importorskip("fsspec", reason="NOT RUN: the package fsspec is not installed")
    for name, text in REPORTS.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
        fsspec.filesystem("memory").pipe(f"/{name}", text.encode())
    load_paths(place("memory://reports"), into=tmp_path / "far.db")
    load_paths(place((tmp_path / "reports").as_uri()), into=tmp_path / "near.db")
    far, near = dump(tmp_path / "far.db"), dump(tmp_path / "near.db")
    assert far["dates"] == near["dates"] != []
    assert far["pages"] == near["pages"]


def test_names_and_passwords_in_addresses_are_not_shown() -> None:
    address = place("https://amy:secret@example.org/a%20b.pdf?id=7")
    assert isinstance(address, Address)
    assert (str(address), address.name, address.suffix) == ("https://example.org/a%20b.pdf?id=7", "a b.pdf", ".pdf")


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("nonsense://a/b.pdf", "nonsense://a/b.pdf is no address that can be read"),
        ("http://127.0.0.1:9/reports/", "the files there cannot be listed: the server cannot be reached"),
    ],
)
def test_an_address_that_cannot_be_listed_is_wrong_usage(written: str, says: str, load_paths: Load) -> None:
    with pytest.raises(UsageError, match=re.escape(says)):
        load_paths(place(written))
